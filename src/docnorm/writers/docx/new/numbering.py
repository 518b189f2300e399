"""Numbers as Word lists: 一、（一）1.（1）① counted by Word, and never another number than the text has.

Each number is reckoned beforehand as two kinds of office program reckon it: one that shares a count among the lists of
one definition, one that counts each list for itself. Where either would say another number, a list that starts at the
right one begins; a number that no list can say stays typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from docnorm.look import Look
from docnorm.outline import Block, Outline, Role
from docnorm.writers.docx.layout import heading_key
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.placing import Place
from docnorm.writers.docx.styles import XML, W, fonts
from docnorm.writers.docx.units import indent

_DIGITS = "零一二三四五六七八九"


class Form(NamedTuple):
    """How a level counts: Word's name for the numerals, what stands around them, face and indent as XML."""

    numerals: str
    text: str  # with {} for the number
    face: str
    indent: str


class _List:
    """A ``w:num``: the definition that it counts by, where it starts, how far it is at each level."""

    def __init__(self, number: int, level: int = -1, start: int = 1) -> None:
        self.number, self.level, self.start = number, level, start
        self.count: list[int | None] = [None] * 9

    def first(self, level: int) -> int:
        return self.start if level == self.level else 1


class _Definition:
    """A ``w:abstractNum``: one form for each level, and the lists that count by it."""

    def __init__(self) -> None:
        self.forms: dict[int, Form] = {}
        self.lists: list[_List] = []
        self.shared: list[int | None] = [None] * 9
        self.last: list[_List] = []  # those used last, latest first

    def take(self, level: int, value: int, number: int) -> _List:
        """Return the list in which the next number at ``level`` is ``value``; a new one is ``number``."""
        for known in self.last[:4]:
            if _next(self.shared, known, level) == value == _next(known.count, known, level):
                chosen = known
                break
        else:
            chosen = _List(number, level, value) if value != 1 or self.lists else _List(number)
            self.lists.append(chosen)
        for count in (self.shared, chosen.count):
            count[level] = value
            count[level + 1 :] = [None] * (8 - level)
        self.last = [chosen, *(x for x in self.last if x is not chosen)]
        return chosen


def _next(count: list[int | None], known: _List, level: int) -> int:
    value = count[level]
    return known.first(level) if value is None else value + 1


def number_lists(
    outline: Outline, look: Look, places: Mapping[int, Place]
) -> tuple[dict[int, Place], tuple[Part, ...]]:
    """Return ``places`` with the numbers that Word is to count, and ``numbering.xml`` if there are any."""
    out = dict(places)
    definitions: list[_Definition] = []
    made = 0
    for block in outline.blocks:
        form = _form(outline, block, look)
        if form is None or block.label is None:
            continue
        level = min(block.level, 9) - 1
        fitting = (d for d in definitions if d.forms.get(level, form) == form)
        definition = next(fitting, None)
        if definition is None:
            definition = _Definition()
            definitions.append(definition)
        definition.forms[level] = form
        chosen = definition.take(level, block.label.value[0], made + 1)
        made = max(made, chosen.number)
        start = block.span.start
        xml = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{chosen.number}"/></w:numPr>'
        place = out.get(start, Place())
        out[start] = place._replace(numbering=xml, skip=block.label.span.end - start)
    return out, (_part(definitions),) if definitions else ()


def _form(outline: Outline, block: Block, look: Look) -> Form | None:
    label = block.label
    if label is None or not block.level or len(label.value) != 1 or label.span.start != block.span.start:
        return None
    if not block.heads and block.role is not Role.ITEM and block.lead is None:
        return None
    text, value = outline.read(label.span), label.value[0]
    for numerals, written in _write_numerals(value):
        if written and text.count(written) == 1:
            heads = block.heads or block.lead is not None
            setting = look.setting(heading_key(block, look)) if heads else look.setting("item")
            shown = fonts(setting.font, setting.latin) + ("<w:b/><w:bCs/>" if setting.bold else "")
            placed = look.setting("paragraph") if block.lead is not None else setting
            where = indent(placed.size, first=placed.first_line, left=placed.left, right=placed.right)
            return Form(numerals, text.replace(written, "{}"), shown, where)
    return None


def _write_numerals(value: int) -> Iterator[tuple[str, str]]:
    """Yield Word's names for numerals and the number so written; programs differ on 一百 and above."""
    if not 1 <= value <= 99:
        return
    yield "decimal", str(value)
    tens, ones = divmod(value, 10)
    yield (
        "chineseCountingThousand",
        ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else ""),
    )
    yield "decimalEnclosedCircleChinese", chr(0x245F + value) if value <= 20 else ""
    yield "ideographTraditional", "甲乙丙丁戊己庚辛壬癸"[value - 1] if value <= 10 else ""


def _part(definitions: list[_Definition]) -> Part:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(_level(n, d.forms.get(n)) for n in range(9))}</w:abstractNum>"
        for i, d in enumerate(definitions)
    )
    lists = sorted((x.number, i, x) for i, d in enumerate(definitions) for x in d.lists)
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{i}"/>{_override(x)}</w:num>' for number, i, x in lists
    )
    return Part("numbering.xml", "numbering", f'{XML}<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>')


def _override(known: _List) -> str:
    if known.level < 0:
        return ""
    return f'<w:lvlOverride w:ilvl="{known.level}"><w:startOverride w:val="{known.start}"/></w:lvlOverride>'


def _level(number: int, form: Form | None) -> str:
    numerals, text, face, where = form or Form("decimal", "{}.", "", "")
    face = face.replace("<w:rFonts ", '<w:rFonts w:hint="eastAsia" ')
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{numerals}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val={quoteattr(text.replace("{}", f"%{number + 1}"))}/><w:lvlJc w:val="left"/>'
        f"{where and f'<w:pPr>{where}</w:pPr>'}"
        f"<w:rPr>{face}</w:rPr></w:lvl>"
    )
