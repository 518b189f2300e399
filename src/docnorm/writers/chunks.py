"""Pieces of a document for a search index: along its outline, whole sentences, each with the headings above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from docnorm.edit import Span
from docnorm.outline import Role
from docnorm.result import Normalized
from docnorm.text.late import late

# 。 ends a sentence; 。” does where a line or the next speaker follows (“好。”他说 goes on); a stop behind Latin where
# a blank and a capital follow, but not in the number of an entry: 4. RAG was cut behind its 4.
_END = late(
    r"[。！？!?…]++(?![。！？!?…”’」』）),，、])|[。！？!?…]++[”’」』）)]++(?=[“「『\n]|\Z)"
    r"|(?:(?<=[a-z)])|(?<=[^\s\d]\d)|(?<=[^\s\d]\d\d)|(?<=\d{3}))\.(?= [A-Z])|\n"
)
_SPACES = " \t\n\r　"


class _Section(NamedTuple):
    """What stands below one heading: the headings above it, and the spans of its blocks in reading order."""

    headings: tuple[str, ...]
    spans: tuple[Span, ...]


def cut_chunks(document: Normalized, size: int, overlap: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the chunks of a document as values for JSON, in reading order.

    A chunk has at most ``size`` code points, but for a sentence that is longer by itself; it never reaches over a
    heading. ``start`` and ``end`` count in the clean text, ``original`` in the text before any rule; ``pages`` is the
    first and the last page in the file, null where the source has none. ``overlap`` code points at most of the chunk
    before, in whole sentences, stand at the head of the next one below the same heading.
    """
    text = document.text
    pages = [(m.span, int(m.value)) for m in document.source.marks if m.kind == "page" and m.value.isdecimal()]
    number = 0
    for section in _find_sections(document):
        for start, end in _pack(_find_sentences(text, section.spans), size, overlap):
            origin = document.draft.patch.trace(Span(start, end))
            yield {
                "schema": "docnorm/chunk/1",
                "path": document.source.path,
                "number": number,
                "breadcrumb": " > ".join(section.headings),
                "headings": list(section.headings),
                "text": text[start:end],
                "start": start,
                "end": end,
                "original": {"start": origin.start, "end": origin.end},
                "pages": _find_pages(pages, origin),
            }
            number += 1


def _find_sections(document: Normalized) -> Iterator[_Section]:
    """Yield the stretches between headings. A heading with nothing below it is one by itself: nothing is lost."""
    outline = document.outline
    title = ""
    above: list[tuple[int, str]] = []
    held: list[Span] = []
    alone: Span | None = None  # a heading below which nothing has come yet
    for block in outline.blocks:
        heads = block.heads or block.role is Role.TITLE
        if not heads and block.lead is None:
            held.append(block.span)
            alone = None
            continue
        if held:
            yield _Section(_list_headings(title, above), tuple(held))
            held = []
        elif alone is not None and (block.role is Role.TITLE or block.level <= above[-1][0]):
            yield _Section(_list_headings(title, above), (alone,))
        alone = None
        if block.role is Role.TITLE:
            title = _read_line(outline.read(block.span))
            above.clear()
            held.append(block.span)  # a title is text, too: 关于……的通知 is what people look for
            continue
        above = [row for row in above if row[0] < block.level]
        above.append((block.level, _read_line(outline.read(block.lead or block.span))))
        if block.heads:
            alone = block.span
        else:
            held.append(block.span)
    if held or alone is not None:
        yield _Section(_list_headings(title, above), tuple(held) or ((alone,) if alone else ()))


def _list_headings(title: str, above: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    return (*((title,) if title else ()), *(text for _, text in above))


def _read_line(text: str) -> str:
    return " ".join(text.split()).rstrip("。：:")


def _find_sentences(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the sentences of blocks, without the blanks round them."""
    found: list[Span] = []
    for start, end in spans:
        at = start
        for m in (*_END.finditer(text, start, end), None):
            stop = m.end() if m else end
            first, last = at, stop
            while first < last and text[first] in _SPACES:
                first += 1
            while last > first and text[last - 1] in _SPACES:
                last -= 1
            if first < last:
                found.append(Span(first, last))
            at = stop
    return found


def _pack(sentences: Sequence[Span], size: int, overlap: int) -> Iterator[Span]:
    """Yield stretches of whole sentences, each as long as ``size`` allows."""
    first = 0
    for k, sentence in enumerate(sentences):
        if k > first and sentence.end - sentences[first].start > size:
            yield Span(sentences[first].start, sentences[k - 1].end)
            start = k
            while start - 1 > first and _fits(sentences, start - 1, k, size, overlap):
                start -= 1
            first = start
    if sentences:
        yield Span(sentences[first].start, sentences[-1].end)


def _fits(sentences: Sequence[Span], start: int, stop: int, size: int, overlap: int) -> bool:
    repeated = sentences[stop - 1].end - sentences[start].start
    return repeated <= overlap and sentences[stop].end - sentences[start].start <= size


def _find_pages(pages: Sequence[tuple[Span, int]], origin: Span) -> list[int] | None:
    touched = [number for span, number in pages if span.start < origin.end and origin.start < span.end]
    return [touched[0], touched[-1]] if touched else None
