"""HTML: the outline as a page that stands alone. No script, no link but to the web and to mail, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.markup.html import HTML
from docnorm.markup.written import Encode
from docnorm.outline import Block, Role
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.spliced import can_splice, write_spliced
from docnorm.writers.stretches import Stretch, cut_stretches, list_blocks, list_cells, skip_bullet, wrap_stretch

_STYLE = """\
body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.8;font-family:FangSong,STFangsong,SimSun,serif}
h1,.subtitle,.docno,.caption{text-align:center}h1{font-family:SimSun,serif}h2,h3,h4,h5,h6{font-family:SimHei,sans-serif}
p{margin:.3em 0;text-indent:2em;text-align:justify}.subtitle,.docno,.caption,.recipient{text-indent:0}
.signature,.date{text-align:right;text-indent:0}table{border-collapse:collapse;margin:1em auto}
td,th{border:1px solid;padding:.2em .6em}pre{white-space:pre-wrap}.level-2{margin-left:2em}.level-3{margin-left:4em}"""
_HEAD = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
"""


def write_html(document: Normalized, *, lang: str = "", encode: Encode | None = None, **options: Any) -> bytes:
    """Write ``document``: HTML edited in place, anything else as one self-contained page.

    ``lang`` is the language tag of such a page, zh-CN by default; where it is given, a page is made in any case.
    ``encode`` gives text its bytes again.
    """
    for name in options:
        raise UsageError(f"html output has no option {name!r}{nearest(name, ['lang'])}")
    if encode is not None and not lang and can_splice(document, "html"):
        return write_spliced(document, HTML, encode)
    return _write_page(document, lang or "zh-CN")


def _write_page(document: Normalized, lang: str) -> bytes:
    head = _HEAD.format(lang=escape(lang), title=escape(_find_title(document)), style=_STYLE)
    page = "".join((head, *_write_body(document), "</body>\n</html>\n"))
    # What no XML or HTML may hold (NUL, lone surrogates) is shown as U+FFFD.
    return page.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _find_title(document: Normalized) -> str:
    found = [b for b in document.outline.blocks if b.role is Role.TITLE][:1] or list(document.outline.blocks[:1])
    return " ".join(document.outline.read(found[0].span).split())[:120] if found else ""


def _write_body(document: Normalized) -> Iterator[str]:
    text = document.outline.text
    deeper = int(any(b.role is Role.TITLE for b in document.outline.blocks))
    row = list(list_blocks(document))
    for i, (block, marks) in enumerate(row):
        if block.role is Role.TITLE:
            # A title of several lines is one title.
            first = i == 0 or row[i - 1][0].role is not Role.TITLE
            last = i + 1 == len(row) or row[i + 1][0].role is not Role.TITLE
            yield f"{'<h1>' if first else '<br>'}{_write_inline(text, block, marks)}{'</h1>' if last else ''}\n"
        elif block.heads:
            level = min(6, max(1, block.level) + deeper)
            yield f"<h{level}>{_write_inline(text, block, marks)}</h{level}>\n"
        elif block.role is Role.TABLE:
            yield from _write_table(text, block, marks)
        elif block.role is Role.CODE:
            yield f"<pre><code>{escape(text[slice(*block.span)])}</code></pre>\n"
        elif block.role is Role.QUOTE:
            yield f"<blockquote><p>{_write_inline(text, block, marks)}</p></blockquote>\n"
        elif block.role is Role.BREAK:
            yield "<hr>\n"
        elif _is_bullet(block):
            first, last = i == 0 or not _is_bullet(row[i - 1][0]), i + 1 == len(row) or not _is_bullet(row[i + 1][0])
            shown = f"<li{_name_class(block)}>{_write_inline(text, block, marks)}</li>"
            yield f"{'<ul>' * first}{shown}{'</ul>' * last}\n"
        else:
            yield f"<p{_name_class(block)}>{_write_inline(text, block, marks)}</p>\n"


def _is_bullet(block: Block) -> bool:
    """Whether a block is an entry of a list without numbers."""
    return block.role is Role.ITEM and block.label is None


def _name_class(block: Block) -> str:
    names = [] if block.role is Role.PARAGRAPH else [block.role.value]
    if block.level:
        names.append(f"level-{block.level}")
    return f' class="{" ".join(names)}"' if names else ""


def _write_inline(text: str, block: Block, marks: tuple[Mark, ...]) -> str:
    return "".join(map(_write_piece, cut_stretches(text, skip_bullet(text, block), marks)))


def _write_piece(piece: Stretch) -> str:
    shown = wrap_stretch(escape(piece.text).replace("\n", "<br>\n"), piece)
    return f'<a href="{escape(piece.href)}" rel="noreferrer">{shown}</a>' if piece.href else shown


def _write_table(text: str, block: Block, marks: tuple[Mark, ...]) -> Iterator[str]:
    yield "<table>\n"
    for row in list_cells(text, block):
        shown = ("".join(map(_write_piece, cut_stretches(text, cell, marks))) for cell in row)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in shown)}</tr>\n"
    yield "</table>\n"
