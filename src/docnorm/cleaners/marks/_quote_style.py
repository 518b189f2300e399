"""Quotes that open and close already, written in the house's style. A part of quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_QUOTE = late("[“”「」『』‘]|’(?<![0-9A-Za-z].(?=[0-9A-Za-z]))")  # an apostrophe stands between letters
_HAN = late(f"[{HAN}]")
_CURLY, _CORNER = "“”‘’", "「」『』"
_STYLES = {"curly": _CURLY, "corner": _CORNER}
_CLOSER = dict(zip("“‘「『", "”’」』", strict=True))
_NEAR = 3  # lines: a quote that is not closed by then is not closed
_DEEP = 4  # quotations in one another: nobody writes more
_INDENT = 8


@dataclass(slots=True)
class _Quotation:
    """An opening quote, those that open it again in later paragraphs, and the one that closes it."""

    places: list[int]
    form: str
    outer: _Quotation | None
    closed: bool = False

    @property
    def depth(self) -> int:
        """How many quotations it stands in."""
        return 0 if self.outer is None else self.outer.depth + self.outer.closed


def restyle_quotes(text: str, fixes: Iterable[Fix], style: str) -> Iterator[Fix]:
    """Yield ``fixes`` with their marks in ``style``, and the same for the quotations that they leave as they are."""
    marks = _STYLES[style]
    table = str.maketrans(_CURLY + _CORNER, marks + marks)
    turned: dict[int, str] = {}  # what the fixes make of a mark
    for fix in fixes:
        if fix.safety is Safety.SUGGEST:
            yield fix
        else:
            turned.update((edit.span.start, edit.new) for edit in fix.edits)
            yield fix._replace(edits=tuple(edit._replace(new=edit.new.translate(table)) for edit in fix.edits))
    for quotation in _find_quotations(text, turned):
        places = quotation.places
        if style == "corner" and not _HAN.search(text, places[0], places[-1]):
            continue  # Latin words keep the quotes of their script
        double = quotation.form in "“「" and quotation.depth % 2 == 0
        opener, closer = (marks[0], marks[1]) if double else (marks[2], marks[3])
        new = [opener] * (len(places) - 1) + [closer]
        edits = [Edit(Span(at, at + 1), mark) for at, mark in zip(places, new, strict=True)]
        edits = [edit for edit in edits if edit.span.start not in turned and edit.new != text[edit.span.start]]
        if edits:
            yield Fix(tuple(edits), "quotes of another style", Safety.LIKELY)


def _find_quotations(text: str, turned: dict[int, str]) -> list[_Quotation]:
    """Return the quotations of Chinese lines that close; a mark astray ends all that are open."""
    found: list[_Quotation] = []
    opened: list[_Quotation] = []
    last = 0
    for line in find_lines(_QUOTE, text):
        if not _HAN.search(text, *line) or text.count("\n", last, line.start) > _NEAR:
            opened = []
        last = line.end
        for m in _QUOTE.finditer(text, *line):
            at = m.start()
            form = turned.get(at, m[0])
            if form in _CLOSER:
                if len(opened) == _DEEP:
                    opened = []
                if opened and opened[-1].form == form and _heads(text, line.start, at):
                    opened[-1].places.append(at)  # a quotation over several paragraphs opens each of them
                else:
                    opened.append(_Quotation([at], form, opened[-1] if opened else None))
            elif opened and _CLOSER[opened[-1].form] == form:
                done = opened.pop()
                done.places.append(at)
                done.closed = True
                found.append(done)
            elif form != "’":  # users’: an apostrophe
                opened = []
    return found


def _heads(text: str, start: int, at: int) -> bool:
    return at - start < _INDENT and not text[start:at].strip()
