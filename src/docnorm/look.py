"""How a document is set on the page: paper, grid, fonts, page number, and one setting per kind of block.

A look is data. The ones that come with docnorm stand in ``writers/docx/looks.py``; an organisation's own is a table in
``docnorm.toml`` laid over one of them with ``Look.but``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args, get_type_hints

from docnorm.errors import UsageError, nearest
from docnorm.outline import LabelStyle, Role

Align = Literal["left", "center", "right", "both"]
Numbering = Literal["literal", "auto"]  # a list's numbers: part of the text, or counted by Word


@dataclass(frozen=True, slots=True)
class Setting:
    """How one kind of block is set. Sizes in points, indents in characters of the block's size, spaces in grid lines.

    ``font`` is the East Asian face and ``size`` the size; empty and 0 mean the body's. ``first_line`` below 0 hangs.
    ``single`` lets lines grow with what stands in them: exact line spacing clips pictures and breaks table rows.
    """

    font: str = ""
    size: float = 0.0
    bold: bool = False
    align: Align = "both"
    first_line: float = 2.0
    latin: str = ""
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    single: bool = False
    keep_next: bool = False
    new_page: bool = False
    color: str = ""  # RRGGBB; empty for the reader's own


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number at the foot of a page: ``form`` around ``1``, where, how far below the text and in from its side."""

    form: str = "1"
    place: Literal["outside", "center", "none"] = "center"
    font: str = "宋体"
    size: float = 9.0
    below: float = 15.0  # millimetres from the paper's lower edge to the footer's
    inset: float = 0.0  # characters from the side of the text


Part = TypeVar("Part", Setting, PageNumber)
KINDS = (
    *(str(role) for role in Role),
    *get_args(LabelStyle),
    *(f"level-{n}" for n in range(1, 10)),
    "table-head",
    "attachment-head",
)


@dataclass(frozen=True, slots=True)
class Look:
    """A page look. Lengths of the page in millimetres, everything on the line in points.

    ``settings`` has one entry per role (``title``), label style (``han-comma``) or level (``level-1``); what it does
    not name is set like ``paragraph``. ``fonts`` names what stands in for a face that a machine lacks.
    """

    name: str
    paper: tuple[float, float] = (210.0, 297.0)  # A4
    margins: tuple[float, float, float, float] = (25.4, 25.4, 25.4, 25.4)  # top right bottom left
    header: float = 15.0
    line: float = 1.15
    spacing: Literal["exact", "multiple"] = "multiple"  # ``line`` in points, or in lines of the font
    grid: bool = False  # lay lines on a page grid of that pitch
    tracking: float = 0.0  # points added between characters
    latin: str = "Times New Roman"
    mono: str = "Consolas"
    widow_control: bool = True
    balance_title: bool = False  # break long titles into lines of like length
    page_number: PageNumber = PageNumber()
    settings: dict[str, Setting] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Setting:
        """The setting of a paragraph, complete: every other one leans on it."""
        body = self.settings.get("paragraph", Setting())
        return replace(body, font=body.font or "宋体", size=body.size or 12.0, latin=body.latin or self.latin)

    def setting(self, *keys: str) -> Setting:
        """Return the first of ``keys`` that the look has, else the body's; font and size are always filled in."""
        body = self.body
        found = next((self.settings[k] for k in keys if k in self.settings), None)
        if found is None:
            return body
        return replace(
            found, font=found.font or body.font, size=found.size or body.size, latin=found.latin or body.latin
        )

    def but(self, table: Mapping[str, Any]) -> Look:
        """Return the look with a table laid over it: ``{"margins": [30, 25, 30, 25], "title": {"font": "黑体"}}``.

        Keys are the look's own fields, ``page-number``, or a block's name. Raises ``UsageError``.
        """
        changed: dict[str, Any] = {}
        settings = dict(self.settings)
        known = [f.name for f in fields(self)]
        for key, value in table.items():
            name = key.replace("-", "_")
            if name == "page_number":
                changed[name] = _lay_over(self.page_number, key, value)
            elif name == "fonts":
                changed[name] = {**self.fonts, **_read_table(key, value)}
            elif name in known and name != "settings":
                changed[name] = _convert_like(getattr(self, name), key, value, _list_words(self, name))
            elif key in KINDS and isinstance(value, Mapping):
                settings[key] = _lay_over(settings.get(key, self.body), key, value)
            else:
                said = [*(k.replace("_", "-") for k in known), *KINDS]
                raise UsageError(f"[look] has no {key!r}{nearest(key, said)}")
        return replace(self, **changed, settings=settings)


def _read_table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UsageError(f"look.{key} is a table, not {type(value).__name__}")
    return value


def _lay_over(part: Part, key: str, value: object) -> Part:
    known = {f.name: getattr(part, f.name) for f in fields(part)}
    changed: dict[str, Any] = {}
    for name, new in _read_table(key, value).items():
        own = name.replace("-", "_")
        if own not in known:
            raise UsageError(f"[look.{key}] has no {name!r}{nearest(own, list(known))}")
        changed[own] = _convert_like(known[own], f"{key}.{name}", new, _list_words(part, own))
    return replace(part, **changed)


def _list_words(part: object, name: str) -> tuple[str, ...]:
    """The words that a field may take, where it takes only some."""
    return tuple(w for w in get_args(get_type_hints(type(part))[name]) if isinstance(w, str))


def _convert_like(old: object, key: str, new: object, words: tuple[str, ...]) -> object:
    """Return ``new`` where it is of the kind of ``old``; a list of numbers as the tuple that the field holds."""
    if isinstance(old, bool):
        right, wanted = isinstance(new, bool), "true or false"
    elif isinstance(old, int | float):
        right, wanted = isinstance(new, int | float) and not isinstance(new, bool), "number"
    elif isinstance(old, tuple):
        wanted = f"{len(old)} numbers"
        if isinstance(new, list | tuple) and len(new) == len(old) and all(isinstance(n, int | float) for n in new):
            return tuple(new)
        right = False
    else:
        right = isinstance(new, str) and (not words or new in words)
        wanted = " or ".join(words) or "text"
    if not right:
        raise UsageError(f"look.{key}: {wanted} expected, not {new!r}")
    return new
