"""A part of a book as XHTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from docnorm.outline import Block, Role
from docnorm.source import Mark
from docnorm.writers.epub.parts import Marked, Part
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


def shown(text: str) -> str:
    """Return ``text`` as XML text."""
    return escape(_ILLEGAL.sub("\ufffd", text))


def write_page(text: str, part: Part, ids: Mapping[int, str], lang: str, book: str) -> str:
    """Return a part as a page of its own."""
    body = "".join(_body(text, part.rows, ids))
    kind = f' epub:type="{_TYPES[part.kind]}" class="{part.kind}"'
    return PAGE.format(lang=lang, title=shown(part.title or book), type=kind, body=body)


def _body(text: str, rows: tuple[Marked, ...], ids: Mapping[int, str]) -> Iterator[str]:
    top = min((b.level for b, _ in rows if b.heads), default=1)
    for block, marks in rows:
        if block.heads or block.role is Role.TITLE:
            level = min(6, max(1, block.level - top + 1)) if block.heads else 1
            name = f' id="{ids[block.span.start]}"' if block.span.start in ids else ""
            kind = ' class="title"' if block.role is Role.TITLE else ""
            yield f"<h{level}{name}{kind}>{_inline(text, block, marks)}</h{level}>\n"
        elif block.role is Role.TABLE:
            yield from _table(text, block, marks)
        elif block.role is Role.CODE:
            yield f"<pre>{shown(text[slice(*block.span)])}</pre>\n"
        elif block.role is Role.QUOTE:
            yield f"<blockquote><p>{_inline(text, block, marks)}</p></blockquote>\n"
        else:
            kind = "" if block.role is Role.PARAGRAPH else f' class="{block.role.value}"'
            yield f"<p{kind}>{_inline(text, block, marks)}</p>\n"


def _inline(text: str, block: Block, marks: tuple[Mark, ...]) -> str:
    if not marks:
        return shown(text[slice(*block.span)].strip())
    return "".join(map(_piece, cut_stretches(text, block.span, marks)))


def _piece(piece: Stretch) -> str:
    said = wrap_stretch(shown(piece.text).replace("\n", "<br/>\n"), piece)
    return f'<a href="{escape(piece.href)}">{said}</a>' if piece.href else said


def _table(text: str, block: Block, marks: tuple[Mark, ...]) -> Iterator[str]:
    yield "<table>\n"
    for row in list_cells(text, block):
        said = ("".join(map(_piece, cut_stretches(text, cell, marks))) for cell in row)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in said)}</tr>\n"
    yield "</table>\n"
