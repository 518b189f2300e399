"""Quotes that open and close already, written in the house's style. A part of quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.text.characters import HAN
from docnorm.text.late import late
from docnorm.text.lines import lines_with

_QUOTE = late("[“”「」『』]|‘|’(?<![0-9A-Za-z].(?=[0-9A-Za-z]))")  # an apostrophe stands between letters
_HAN = late(f"[{HAN}]")
_CURLY, _CORNER = "“”‘’", "「」『』"
_STYLES = {"curly": str.maketrans(_CORNER, _CURLY), "corner": str.maketrans(_CURLY, _CORNER)}
_OPENERS = frozenset("“‘「『")


def in_style(text: str, fixes: Iterable[Fix], style: str) -> Iterator[Fix]:
    """Yield ``fixes`` with their marks in ``style``, and the same for the marks that they leave as they are."""
    table = _STYLES[style]
    turned: dict[int, str] = {}  # what the fixes make of a mark
    for fix in fixes:
        if fix.safety is Safety.SUGGEST:
            yield fix
        else:
            turned.update((edit.span.start, edit.new) for edit in fix.edits)
            yield fix._replace(edits=tuple(edit._replace(new=edit.new.translate(table)) for edit in fix.edits))
    for line in lines_with(_QUOTE, text):
        if not _HAN.search(text, *line):
            continue
        marks = [(m.start(), turned.get(m.start(), m[0])) for m in _QUOTE.finditer(text, *line)]
        for places in _groups(text, marks, keep_latin=style == "corner"):
            edits = [Edit(Span(at, at + 1), text[at].translate(table)) for at in places if at not in turned]
            edits = [edit for edit in edits if edit.new != text[edit.span.start]]
            if edits:
                yield Fix(tuple(edits), "quotes of another style", Safety.LIKELY)


def _groups(text: str, marks: list[tuple[int, str]], *, keep_latin: bool) -> Iterator[tuple[int, ...]]:
    """Yield pairs, and marks without a partner in the line; with ``keep_latin`` no pair round Latin words alone."""
    opened: list[int] = []
    for at, form in marks:
        if form in _OPENERS:
            opened.append(at)
        elif not opened:
            if form not in "’』":  # users’: an apostrophe
                yield (at,)  # closes what an earlier paragraph opened
        else:
            start = opened.pop()
            if not keep_latin or _HAN.search(text, start, at):
                yield (start, at)
    for at in opened:
        yield (at,)  # a quote over several paragraphs opens each of them
