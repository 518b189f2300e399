"""A book as the files that an EPUB holds: front matter, volumes, chapters, and what the contents list of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.outline import Block, Role
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.chapters import opens_part, split_depth
from docnorm.writers.notes import Note, find_notes
from docnorm.writers.stretches import THINGS, list_blocks

Marked = tuple[Block, tuple[Mark, ...]]

# Characters of one file. A book without chapters is cut between paragraphs: readers lay out a file at a time, and one
# of three megabytes takes a minute on a phone.
MOST = 120_000


class Entry(NamedTuple):
    """A line of the contents: where it leads, what it says, how deep it stands (from 1)."""

    href: str
    title: str
    depth: int


class Part(NamedTuple):
    """One file: its name without suffix, its kind, what it holds. ``begins``: a heading opens it."""

    name: str
    kind: str  # front, volume, chapter, text
    title: str
    rows: tuple[Marked, ...]
    notes: tuple[Note, ...] = ()  # that something in it refers to


class Anchor(NamedTuple):
    """Where a heading stands: in which file, under which id."""

    part: str
    id: str


class Plan(NamedTuple):
    """The files of a book in order, its contents, and the id of every heading by where its block starts."""

    parts: tuple[Part, ...]
    contents: tuple[Entry, ...]
    ids: dict[int, str]


def plan(document: Normalized, marks: Sequence[Mark] = ()) -> Plan:
    """Return how the document is divided; ``marks`` say where pictures and notes are."""
    notes = find_notes(document.outline.text, marks)
    rows = list(_list_rows(document, marks, notes))
    depth = split_depth([block for block, _ in rows])
    parts: list[Part] = []
    contents: list[Entry] = []
    ids: dict[int, str] = {}
    volumes = _volumes_on_one_line(document, [block for block, _ in rows])
    least = min((b.level for b, _ in rows if b.heads), default=1)
    count: Counter[str] = Counter()
    for kind, group in _groups(rows, depth):
        count[kind] += 1
        name = kind if kind == "front" else f"{kind}-{count[kind]:04}"
        pieces = list(_pieces(group))
        for k, piece in enumerate(pieces):
            title = _title(document, *next((row for row in group if _is_named(row[0])), group[0]))
            own = tuple(n for n in notes if _covers(piece, n.place))
            part = Part(name if not k else f"{name}-{k + 1}", kind, title, tuple(piece), own)
            parts.append(part)
            contents += _entries(document, part, ids, volumes, least)
    return Plan(tuple(parts), tuple(contents), ids)


def _list_rows(document: Normalized, marks: Sequence[Mark], notes: Sequence[Note]) -> Iterator[Marked]:
    """Yield the blocks that are no note, and a block without text where a picture stands between two of them."""
    aside = iter([*sorted(n.whole for n in notes), Span(len(document.outline.text) + 1, -1)])
    note = next(aside)
    pictures = sorted((m for m in marks if m.kind == "picture"), reverse=True)
    for block, shown in list_blocks(document, (m for m in marks if m.kind in THINGS)):
        while note.end != -1 and block.span.start >= note.end:
            note = next(aside)
        if note.start <= block.span.start < note.end:
            continue
        while pictures and pictures[-1].span.end <= block.span.start:
            yield _make_row(pictures.pop())
        yield block, shown
        while pictures and pictures[-1].span.end < block.span.end:
            pictures.pop()  # stands in the block
        while pictures and pictures[-1].span.start == pictures[-1].span.end == block.span.end:
            yield _make_row(pictures.pop())
        while pictures and pictures[-1].span.end == block.span.end:
            pictures.pop()
    yield from map(_make_row, reversed(pictures))


def _make_row(picture: Mark) -> Marked:
    return Block(Span(picture.span.end, picture.span.end), Role.PARAGRAPH), (picture,)


def _covers(piece: Sequence[Marked], place: Span) -> bool:
    return any(b.span.start <= place.start < b.span.end for b, _ in piece)


def _is_named(block: Block) -> bool:
    return block.heads or block.role is Role.TITLE


def _groups(rows: Sequence[Marked], depth: int) -> Iterator[tuple[str, list[Marked]]]:
    """Yield what one heading opens, up to the next one, with its kind."""
    kind = "front"
    group: list[Marked] = []
    for row in rows:
        block = row[0]
        if opens_part(block, depth):
            if group:
                yield kind, group
            kind, group = ("volume" if block.role is Role.VOLUME else "chapter"), []
        group.append(row)
    if group:
        yield kind if depth or kind != "front" else "text", group


def _pieces(group: list[Marked]) -> Iterator[list[Marked]]:
    piece: list[Marked] = []
    size = 0
    for row in group:
        length = row[0].span.end - row[0].span.start
        if piece and size + length > MOST:
            yield piece
            piece, size = [], 0
        piece.append(row)
        size += length
    yield piece


def _title(document: Normalized, block: Block, marks: Sequence[Mark], start: int = -1) -> str:
    """Return what a heading says from ``start`` on, without the numbers of notes and the pictures in it."""
    if not _is_named(block):
        return ""
    said, at = "", max(start, block.span.start)
    for thing in sorted(m.span for m in marks if m.kind in THINGS):
        said, at = said + document.outline.text[at : max(at, thing.start)], max(at, thing.end)
    return " ".join((said + document.outline.text[at : block.span.end]).split())


def _entries(
    document: Normalized, part: Part, ids: dict[int, str], volumes: dict[int, str], least: int
) -> Iterator[Entry]:
    for k, (block, marks) in enumerate(part.rows):
        if not block.heads:
            continue
        deeper = 0
        if volumes:
            deeper = 1
            if block.span.start in volumes:
                yield Entry(f"{part.name}.xhtml", volumes[block.span.start], 1)
        title = _title(document, block, marks, block.label.span.start if volumes and block.label else -1)
        href = f"{part.name}.xhtml"
        if k:
            ids[block.span.start] = f"h{len(ids) + 1}"
            href += f"#{ids[block.span.start]}"
        yield Entry(href, title, max(1, block.level - least + 1) + deeper)


def _volumes_on_one_line(document: Normalized, row: Sequence[Block]) -> dict[int, str]:
    """Return the volumes that stand before a chapter on its line (第一卷 长夜 第一章 夜雨), where each begins.

    What stands before all chapters alike is the book's name and no volume.
    """
    found: dict[int, str] = {}
    last = ""
    for block in row:
        if block.role is Role.VOLUME:
            return {}
        if block.role is not Role.HEADING or not block.label or block.label.style != "chapter":
            continue
        before = document.outline.text[block.span.start : block.label.span.start]
        name = before.strip(" 　\t:：.、·—-_|【[《（(")
        if name and name != last and any("\u3400" <= c <= "\u9fff" for c in name) and name != "正文":
            found[block.span.start] = name
        last = name or last
    return found if len(set(found.values())) > 1 else {}
