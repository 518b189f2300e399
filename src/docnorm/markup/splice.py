"""A patch over the visible text put into the source: prose changes, everything else stays as it is.

New text goes where the first character stood that it replaces, or beside its neighbour and outside of the emphasis that
begins or ends there. An element goes when all that it showed goes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from docnorm.edit import Edit, Hunk, Patch, Span
from docnorm.errors import OutputFailed
from docnorm.markup.layout import Cut, Layout, Piece
from docnorm.markup.visible import WIDE

_BETWEEN = re.compile(f"(?<={WIDE.pattern}) (?={WIDE.pattern})")
_BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")
_SPACES = re.compile(r"[ ]+")


class Syntax(NamedTuple):
    """A format of markup, as far as putting text into it goes."""

    name: str
    lay_out: Callable[[str], Layout]
    escape: Callable[[str, bool], str]  # text as the format writes it, and whether a line begins with it
    line_end: str  # what ends a line where the layout does not say
    references: bool = True  # whether a character that an encoding lacks can be written as a number
    guard: Callable[[str, Layout, list[Edit]], list[Edit]] | None = None  # keeps text beside edits from being markup
    settle: Callable[[str, list[Edit]], list[Edit]] | None = None  # a last look at the edits of a source


class Put(NamedTuple):
    """What a hunk does to one line: the stretch of it that goes and what comes there instead."""

    span: Span
    new: str


def find_edits(markup: str, patch: Patch, syntax: Syntax) -> list[Edit]:
    """Return the edits of ``markup`` that make it show what ``patch`` makes of what it shows now: sorted, disjoint.

    The result is laid out again. Raises ``OutputFailed`` where it does not show that text, for instance since
    ``patch`` edits what the layout freezes.
    """
    layout = syntax.lay_out(markup)
    meant = list_shown(patch.apply(layout.text))
    patch = Patch(tuple(_keep_spaces(layout.text, patch.hunks)))
    # An empty block may be all that parts two lines: then it has to stay. What was no markup may become some.
    for cutting, guarding in ((True, False), (False, False), (True, True), (False, True)):
        edits = list(splice(markup, layout, patch, syntax, cutting=cutting))
        if guarding and syntax.guard:
            edits = syntax.guard(markup, layout, edits)
        if syntax.settle:
            edits = syntax.settle(markup, edits)
        if list_shown(syntax.lay_out(apply(edits, markup)).text) == meant:
            return edits
    raise OutputFailed(f"the {syntax.name} that was made does not show what the text says; nothing was written")


def apply(edits: Iterable[Edit], text: str) -> str:
    """Return ``text`` with sorted, disjoint ``edits`` in it."""
    return Patch(tuple(Hunk(span, new, ()) for span, new in edits)).apply(text)


def list_shown(text: str) -> list[str]:
    """Return the lines of a text that say something, with each run of blanks, no-break ones too, as one space.

    A space between two Han is left out: it was a line end of the source, and shows no more where a mark before it
    became full-width.
    """
    lines = (_BETWEEN.sub("", _BLANKS.sub(" ", line).strip()) for line in text.split("\n"))
    return [line for line in lines if line]


def splice(source: str, layout: Layout, patch: Patch, syntax: Syntax, *, cutting: bool = True) -> Iterator[Edit]:
    """Yield the edits of ``source`` that put ``patch``, which is over ``layout.text``, where its characters stand.

    ``cutting`` takes out elements that show nothing any more.
    """
    found: list[Edit] = []
    gone: list[Span] = []  # of the visible text
    for hunk in _join_touching(patch.hunks):
        found += _place_hunk(source, layout, hunk, syntax)
        whole = not hunk.new.strip("\n")
        gone += [hunk.span] if whole else (put.span for put in _split_on_lines(layout, hunk))
    filled = sorted(span.start for span, new in found if new)
    cuts = [cut.source for cut in _find_emptied(layout.cuts, gone, filled)] if cutting else []
    yield from _order_edits(found, cuts)


def _keep_spaces(text: str, hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """Yield the hunks with no-break spaces where the page would fold what they put in: in runs and at a line's edges.

    ``&#160;&#160;剧中人`` says with its no-break spaces how far in the line begins. Plain ones, which the clean text
    has there, would show as nothing. A hunk that then changes nothing is left out, and the page keeps its own spelling.
    """
    for hunk in _join_touching(hunks):
        (start, end), new, causes = hunk
        whole = f"{text[max(0, start - 1) : start] or chr(10)}{new}{text[end : end + 1] or chr(10)}"
        kept = _SPACES.sub(_keep_run, whole)[1:-1]
        if kept != text[start:end]:
            yield Hunk(hunk.span, kept, causes)


def _keep_run(run: re.Match[str]) -> str:
    shows = len(run[0]) == 1 and run.string[run.start() - 1] != "\n" and run.string[run.end() : run.end() + 1] != "\n"
    return run[0] if shows else "\xa0" * len(run[0])


def _join_touching(hunks: Iterable[Hunk]) -> Iterator[Hunk]:
    """Yield the hunks, those that touch as one."""
    held: Hunk | None = None
    for hunk in hunks:
        if held is not None and held.span.end == hunk.span.start:
            held = Hunk(Span(held.span.start, hunk.span.end), held.new + hunk.new, ())
            continue
        if held is not None:
            yield held
        held = hunk
    if held is not None:
        yield held


def _place_hunk(source: str, layout: Layout, hunk: Hunk, syntax: Syntax) -> Iterator[Edit]:
    escape = syntax.escape
    for put in _split_on_lines(layout, hunk):
        line_end = layout.line_end(put.span.start) or syntax.line_end
        first = _is_at_start(layout.text, put.span.start)
        new = line_end.join(escape(part, first or i > 0) for i, part in enumerate(put.new.split("\n")))
        taken = False
        for piece, start, end in _list_pieces(layout, put.span):
            whole = piece.length != piece.end - piece.start
            text = "" if taken else new
            if whole:  # of two characters that one reference shows, one may stay
                kept = Span(max(put.span.start, piece.at), min(put.span.end, piece.at + piece.length))
                head, tail = layout.text[piece.at : kept.start], layout.text[kept.end : piece.at + piece.length]
                text = escape(head, False) + text + escape(tail, False)
            if not text and _folds(source, layout, put, start, end):
                continue
            yield Edit(Span(start, end), text)
            taken = True
        yield from (Edit(span, "") for span in _find_unshown(layout, put))
        if new and not taken:
            at = _find_place(layout, put.span.start)
            yield Edit(Span(at, at), new)
    yield from _take_line_ends(layout, hunk)


def _split_on_lines(layout: Layout, hunk: Hunk) -> Iterator[Put]:
    """Lay a hunk out on the lines that it covers, each with its part of what is new."""
    (start, end), new, _ = hunk
    row = layout.text[start:end].split("\n")
    parts = new.split("\n")
    if parts[-1] == "" and len(parts) - 1 == len(row) - 1 and end == len(layout.text):
        parts.pop()  # a line end at the foot of the text is none of the page
    at = start
    for number, old in enumerate(row):
        last = number == len(row) - 1
        part = "\n".join(parts[number:]) if last else parts[number] if number < len(parts) else ""
        yield _trim(Span(at, at + len(old)), old, part)
        at += len(old) + 1


def _trim(span: Span, old: str, new: str) -> Put:
    """Leave out what stays as it is at both ends, so that the tags there keep what they hold."""
    head = _count_alike(old, new)
    tail = min(_count_alike(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    return Put(Span(span.start + head, span.end - tail), new[head : len(new) - tail])


def _count_alike(one: str, two: str) -> int:
    """Return with how many characters both begin."""
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _take_line_ends(layout: Layout, hunk: Hunk) -> Iterator[Edit]:
    """Yield what takes the line ends out that a hunk closes between words that stay."""
    (start, end), new, _ = hunk
    text = layout.text
    kept = new.count("\n")
    breaks = [i for i in range(start, end) if text[i] == "\n"][kept:]
    if not breaks:
        return
    if _is_at_end(text, end) or (not new and _is_at_start(text, start)):
        return  # whole lines: they are gone with what they show
    first = breaks[0] if new else start
    left, right = _find_last_before(layout, first), _find_first_behind(layout, end)
    if left is not None and right is not None and left <= right:
        yield Edit(Span(left, right), "")


def _is_at_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _is_at_end(text: str, at: int) -> bool:
    return at == len(text) or text[at] == "\n"


def _find_last_before(layout: Layout, offset: int) -> int | None:
    """Return where in the source the last character before ``offset`` ends."""
    i = bisect_left(layout.places, offset) - 1
    while i >= 0 and not layout.pieces[i].length:
        i -= 1
    if i < 0:
        return None
    piece = layout.pieces[i]
    inside = offset - piece.at
    return piece.start + inside if inside < piece.length and piece.length == piece.end - piece.start else piece.end


def _find_first_behind(layout: Layout, offset: int) -> int | None:
    """Return where in the source the first character at or behind ``offset`` begins."""
    i = layout.at(offset)
    if i >= 0 and offset < layout.pieces[i].at + layout.pieces[i].length:
        piece = layout.pieces[i]
        return piece.start + (offset - piece.at if piece.length == piece.end - piece.start else 0)
    return layout.pieces[i + 1].start if i + 1 < len(layout.pieces) else None


def _list_pieces(layout: Layout, span: Span) -> Iterator[tuple[Piece, int, int]]:
    """Yield the pieces that show under a stretch of one line, and what of the source each of them loses."""
    for i in range(max(0, layout.at(span.start)), len(layout.pieces)):
        piece = layout.pieces[i]
        if piece.at >= span.end:
            return
        end = piece.at + piece.length
        if end <= span.start or not piece.length:
            continue
        if piece.length != piece.end - piece.start:
            yield piece, piece.start, piece.end
        else:
            first, last = max(span.start, piece.at), min(span.end, end)
            yield piece, piece.start + first - piece.at, piece.start + last - piece.at


def _find_unshown(layout: Layout, put: Put) -> Iterator[Span]:
    """Yield the blanks of the source that showed nothing and would show if they stayed."""
    (start, end), new = put
    text = layout.text
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    for i in range(bisect_left(layout.places, start), len(layout.pieces)):
        piece = layout.pieces[i]
        if piece.at > end:
            return
        if piece.length:
            continue
        if text[piece.at - 1] == " ":  # folded into a blank that shows
            gone = start < piece.at
        elif piece.at == start:
            gone = not _is_wide(left, new[:1] or right)
        elif piece.at == end:
            gone = not new or not _is_wide(new[-1:], right)
        else:
            gone = True
        if gone:
            yield Span(piece.start, piece.end)


def _folds(source: str, layout: Layout, put: Put, start: int, end: int) -> bool:
    """Whether blanks that are to go hold a line end that shows nothing between what then stands around it."""
    if "\n" not in source[start:end] or source[start:end].strip():
        return False
    left = put.new[-1:] or layout.text[put.span.start - 1 : put.span.start]
    return put.span.start > 0 and _is_wide(left, layout.text[put.span.end : put.span.end + 1])


def _is_wide(left: str, right: str) -> bool:
    return bool(WIDE.match(left) and WIDE.match(right))


def _find_place(layout: Layout, offset: int) -> int:
    """Return where in the source text goes that is put in at ``offset``: within its line, outside of emphasis."""
    i = layout.at(offset)
    pieces = layout.pieces
    if i >= 0 and pieces[i].at < offset < pieces[i].at + pieces[i].length:
        piece = pieces[i]
        return piece.start + offset - piece.at if piece.length == piece.end - piece.start else piece.start
    while i > 0 and pieces[i - 1].at == offset and not pieces[i].length:
        i -= 1
    if i >= 0 and pieces[i].at == offset:
        return pieces[i].before
    left = _find_last_before(layout, offset)
    if offset in layout.feet and layout.feet[offset] >= 0 and not _is_at_start(layout.text, offset):
        return layout.feet[offset]
    if left is None or _is_at_start(layout.text, offset):
        behind = _find_first_behind(layout, offset)
        return behind if behind is not None else left or 0
    return left


def _find_emptied(cuts: Iterable[Cut], gone: list[Span], filled: list[int]) -> Iterator[Cut]:
    """Yield the outermost elements of which nothing is left, and nothing new is put in at any of ``filled``."""
    starts = [span.start for span in gone]
    end = -1
    for cut in sorted(cuts, key=lambda c: (c.source.start, -c.source.end)):
        if cut.source.start < end:
            continue
        i = bisect_right(starts, cut.shown.start) - 1
        if i < 0 or gone[i].end < cut.shown.end:
            continue
        first = bisect_right(filled, cut.source.start)
        if first == len(filled) or filled[first] >= cut.source.end:
            yield cut
            end = cut.source.end


def _order_edits(edits: list[Edit], cuts: list[Span]) -> Iterator[Edit]:
    """Yield edits and cuts in order; an edit inside a cut is done with it."""
    starts = [cut.start for cut in cuts]

    def is_cut(span: Span) -> bool:
        i = bisect_right(starts, span.start) - 1
        return i >= 0 and span.end <= cuts[i].end and span.start < span.end

    row = sorted([*(e for e in edits if not is_cut(e.span)), *(Edit(cut, "") for cut in cuts)], key=lambda e: e.span)
    at = 0
    for span, new in row:
        start = max(span.start, at)
        if start < span.end or new:
            yield Edit(Span(start, max(start, span.end)), new)
        at = max(at, span.end)
