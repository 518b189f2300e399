"""Text as Markdown writes it: what means something there gets a backslash."""

from __future__ import annotations

import re
from bisect import bisect_right

from docnorm.edit import Edit, Span
from docnorm.markup.layout import Layout

# `_` inside a word and `&` before anything but a letter or # mean nothing in Markdown; escaping them is noise.
_SPECIAL = re.compile(r"[\\`*\[\]<>|]|(?<![^\W_])_|_(?![^\W_])|&(?=[#A-Za-z])|~(?=~)|(?<=~)~|\$(?=[^\s\d])")
_AT_START = re.compile(r"(?P<mark>#{1,6}(?=\s|$)|[-+=](?=\s|$|[-+=])|:(?=-))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)")
_BLANK = " \t\r"
_CODE = 4  # columns: a line that is indented so far is code, and a tab goes to the next multiple
# A _ inside a word means nothing, and in a bare address a backslash would show.
_EMPHASIS = re.compile(r"[*~`\[\]<$]|(?<![^\W_])_|_(?![^\W_])")
# The marks at the head of a line, one behind the other: quotations, bullets, numbers, a heading.
_MARKS = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]|$))")


def escape(text: str, at_start: bool = False) -> str:
    """Return ``text`` so that it shows as it is; ``at_start``: where a block begins."""
    written = _SPECIAL.sub(r"\\\g<0>", text)
    return escape_start(written) if at_start else written


def escape_start(line: str) -> str:
    """Escape what only means something where a line begins."""
    m = _AT_START.match(line)
    if m is None:
        return line
    return f"{m['number']}\\{m['dot']}{line[m.end() :]}" if m["number"] else "\\" + line


def settle(source: str, edits: list[Edit]) -> list[Edit]:
    """Return ``edits`` with a backslash where they would make the head of a list or a heading of a line.

    A line that begins with ideographic spaces and a hyphen is a paragraph; without the spaces it would be an entry.
    """
    settled: list[Edit] = []
    at = 0
    while at < len(edits):
        start = source.rfind("\n", 0, edits[at].span.start) + 1
        end = source.find("\n", edits[at].span.start)
        end = len(source) if end < 0 else end
        last = at
        while last < len(edits) and edits[last].span.end <= end and "\n" not in edits[last].new:
            last += 1
        row = edits[at : max(last, at + 1)]
        if last > at and settled and settled[-1].span.end >= start and "\n" in source[slice(*settled[-1].span)]:
            settled += row  # the line end before has gone already
        else:
            settled += _settle_line(source, start, end, row) if last > at else row
        at += len(row)
    return settled


def _settle_line(source: str, start: int, end: int, row: list[Edit]) -> list[Edit]:
    """Settle the edits of one line. Marks that the line had already stay marks."""
    row = _take_indent(source, start, end, row)
    line = ""
    places: list[tuple[int, int, int]] = []  # in the new line: from where on, of which edit (or -1), and where
    at = start
    for i, (span, new) in enumerate(row):
        places += ((len(line), -1, at), (len(line) + span.start - at, i, 0))
        line += source[at : span.start] + new
        places.append((len(line), -1, span.end))
        at = span.end
    line += source[at:end]
    if not line.strip(_BLANK) and source[start:end].strip(_BLANK):  # a blank line would part a paragraph
        return [Edit(Span(start, min(end + 1, len(source))), "")]
    before, after = _find_marks(source[start:end]), _find_marks(line)
    if len(after) <= len(before):
        return row
    offset = after[len(before)] - 1
    first, i, place = next(p for p in reversed(places) if p[0] <= offset)
    inside = offset - first
    if i < 0:
        return sorted((*row, Edit(Span(place + inside, place + inside), "\\")), key=lambda e: e.span)
    new = row[i].new
    return [*row[:i], row[i]._replace(new=f"{new[:inside]}\\{new[inside:]}"), *row[i + 1 :]]


def _take_indent(source: str, start: int, end: int, row: list[Edit]) -> list[Edit]:
    """Return the edits of a line with the blanks taken that the first of them would leave as an indent of code.

    A zero-width space, two tabs, a link: without the zero-width space the line would be code.
    """
    (first, behind), new = row[0]
    marks = _find_marks(source[start:first])
    head = start + marks[-1] if marks else start
    if source[head:first].strip(_BLANK) or first == behind or new.strip(_BLANK):
        return row
    stop = row[1].span.start if len(row) > 1 else end
    last = behind
    while last < stop and source[last] in _BLANK:
        last += 1
    most = _CODE if marks else _CODE - 1  # one space belongs to the mark
    left = source[head:first] + new + source[behind:last]
    if last == stop or _count_columns(left) <= most or _count_columns(source[head:first]) > most:
        return row
    return [Edit(Span(first, last), ""), *row[1:]]


def _count_columns(blanks: str) -> int:
    return len(blanks.expandtabs(_CODE))


def _find_marks(line: str) -> list[int]:
    """Return where each mark at the head of a line ends."""
    ends: list[int] = []
    while m := _MARKS.match(line, ends[-1] if ends else 0):
        ends.append(m.end())
    return ends


def guard(source: str, layout: Layout, edits: list[Edit]) -> list[Edit]:
    """Return ``edits`` with a backslash before every star and its like that shows on a line that is edited.

    16** (上文 is no emphasis; without the space it is.
    """
    edited = {source.rfind("\n", 0, span.start) + 1 for span, _ in edits}
    taken = [span for span, _ in edits]
    frozen = sorted(m.span for m in layout.marks if m.kind == "frozen")
    more: list[Edit] = []
    for piece in layout.pieces:
        if piece.length != piece.end - piece.start or source.rfind("\n", 0, piece.start) + 1 not in edited:
            continue
        for m in _EMPHASIS.finditer(source, piece.start, piece.end):
            at = m.start()
            if not _holds(taken, at) and not _holds(frozen, piece.at + at - piece.start):  # code has no escapes
                more.append(Edit(Span(at, at), "\\"))
    return sorted((*edits, *more), key=lambda e: e.span)


def _holds(spans: list[Span], at: int) -> bool:
    i = bisect_right(spans, (at, 1 << 60)) - 1
    return i >= 0 and spans[i].end > at
