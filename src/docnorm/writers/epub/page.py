"""A part of a book as XHTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

from docnorm.edit import Span
from docnorm.outline import Block, Role
from docnorm.source import Mark
from docnorm.writers.epub.parts import Marked, Part
from docnorm.writers.notes import Note
from docnorm.writers.stretches import Stretch, cut_stretches, list_cells, wrap_stretch

PAGE = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{lang}" lang="{lang}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body{type}>
{body}</body>
</html>
"""
_TYPES = {"front": "frontmatter", "volume": "bodymatter part", "chapter": "bodymatter chapter", "text": "bodymatter"}
# What XML 1.0 cannot hold is shown as U+FFFD.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Text(NamedTuple):
    """What the pages of a book are written from.

    ``ids``: of headings, by where they begin; ``notes``: the number of each note and the file that it stands in, by
    where the text refers to it; ``pictures``: the name of each one's file, by where it lay.
    """

    text: str
    ids: Mapping[int, str] = {}
    notes: Mapping[int, tuple[int, str]] = {}
    pictures: Mapping[str, str] = {}
    marks: tuple[Mark, ...] = ()


def shown(text: str) -> str:
    """Return ``text`` as XML text."""
    return escape(replace_illegal(text))


def replace_illegal(text: str) -> str:
    """Return ``text`` with U+FFFD for what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


def write_page(text: Text, part: Part, lang: str, book: str) -> str:
    """Return a part as a page of its own."""
    body = "".join((*_body(text, part.rows), *(_note(text, note) for note in part.notes)))
    kind = f' epub:type="{_TYPES[part.kind]}" class="{part.kind}"'
    return PAGE.format(lang=lang, title=shown(part.title or book), type=kind, body=body)


def _body(text: Text, rows: tuple[Marked, ...]) -> Iterator[str]:
    top = min((b.level for b, _ in rows if b.heads), default=1)
    for block, marks in rows:
        if block.span.start == block.span.end:
            picture = "".join(_picture(text, mark.value) for mark in marks)
            yield f'<div class="picture">{picture}</div>\n' if picture else ""
        elif block.heads or block.role is Role.TITLE:
            level = min(6, max(1, block.level - top + 1)) if block.heads else 1
            name = f' id="{text.ids[block.span.start]}"' if block.span.start in text.ids else ""
            kind = ' class="title"' if block.role is Role.TITLE else ""
            yield f"<h{level}{name}{kind}>{_inline(text, block.span, marks)}</h{level}>\n"
        elif block.role is Role.TABLE:
            yield from _table(text, block, marks)
        elif block.role is Role.CODE:
            yield f"<pre>{shown(text.text[slice(*block.span)])}</pre>\n"
        elif block.role is Role.QUOTE:
            yield f"<blockquote><p>{_inline(text, block.span, marks)}</p></blockquote>\n"
        else:
            kind = "" if block.role is Role.PARAGRAPH else f' class="{block.role.value}"'
            yield f"<p{kind}>{_inline(text, block.span, marks)}</p>\n"


def _inline(text: Text, span: Span, marks: Iterable[Mark]) -> str:
    marks = tuple(marks)
    if not marks:
        return shown(text.text[slice(*span)].strip())
    return "".join(_piece(text, piece) for piece in cut_stretches(text.text, span, marks))


def _piece(text: Text, piece: Stretch) -> str:
    if piece.thing is not None:
        return _thing(text, piece.thing, piece.text)
    said = wrap_stretch(shown(piece.text).replace("\n", "<br/>\n"), piece)
    return f'<a href="{escape(piece.href)}">{said}</a>' if piece.href else said


def _thing(text: Text, mark: Mark, said: str) -> str:
    """Return a picture, or the number that leads to a note; what leads to none stays as the text says it."""
    if mark.kind == "picture":
        return _picture(text, mark.value) or shown(said)
    if mark.span.start not in text.notes:
        return shown(said)
    number, file = text.notes[mark.span.start]
    first = next(start for start, note in text.notes.items() if note[0] == number) == mark.span.start
    name = f' id="ref-{number}"' if first else ""
    return (
        f'<sup><a epub:type="noteref" role="doc-noteref"{name} href="{file}.xhtml#note-{number}">[{number}]</a></sup>'
    )


def _picture(text: Text, value: str) -> str:
    place, _, words = value.partition("\n")
    name = text.pictures.get(place)
    return f'<img src="{name}" alt="{shown(words)}"/>' if name else ""


def _note(text: Text, note: Note) -> str:
    """Return a note, which a reader shows where the text refers to it."""
    back = f'<a href="#ref-{note.number}" role="doc-backlink">[{note.number}]</a> '
    lines = (_inline(text, line, (m for m in text.marks if m.span.start < line.end)) for line in note.lines)
    body = "\n".join(f"<p>{back * (not k)}{line}</p>" for k, line in enumerate(lines))
    return f'<aside epub:type="footnote" role="doc-footnote" id="note-{note.number}">{body}</aside>\n'


def _table(text: Text, block: Block, marks: tuple[Mark, ...]) -> Iterator[str]:
    yield "<table>\n"
    edges = [m for m in marks if m.kind == "picture" and m.span.start == m.span.end]
    for row in list_cells(text.text, block):
        said = [_cell(text, cell, marks, edges) for cell in row]
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in said)}</tr>\n"
    yield "</table>\n"


def _cell(text: Text, cell: Span, marks: tuple[Mark, ...], edges: list[Mark]) -> str:
    """Return a cell with the pictures that stand before and behind its text; those leave ``edges``."""
    around = ["", ""]
    for mark in [m for m in edges if m.span.start in cell]:
        around[mark.span.start != cell.start] += _picture(text, mark.value)
        edges.remove(mark)
    return around[0] + _inline(text, cell, marks) + around[1]
