"""Markdown: the outline with its headings and its literal numbers, escaped so that a reader shows the same text.

What carries no number in a list has a bullet again; a number that Word counted is written out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from docnorm.edit import Span
from docnorm.errors import UsageError, nearest
from docnorm.markup.markdown.escape import escape, escape_start
from docnorm.markup.written import Encode
from docnorm.outline import Block, Role
from docnorm.result import Normalized
from docnorm.source import Mark
from docnorm.writers.spliced import can_splice, write_spliced
from docnorm.writers.stretches import TAGS, Stretch, cut_stretches, list_blocks, list_cells, skip_bullet

# An address that Han follow without a blank: most programs take them for a part of it.
_BARE = re.compile(r"(https?://[!-;=?-Z\\^_a-z|~]+)(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def write_md(document: Normalized, *, encode: Encode | None = None, **options: Any) -> bytes:
    """Write ``document``: Markdown edited in place, anything else as CommonMark, a blank line between blocks.

    ``encode`` gives text its bytes again.
    """
    for name in options:
        raise UsageError(f"md output has no option {name!r}{nearest(name, [])}")
    if encode is not None and can_splice(document, "md"):
        from docnorm.markup.markdown.read import MARKDOWN  # the parser: 90 ms

        return write_spliced(document, MARKDOWN, encode)
    parts = [part for part in _write_parts(document) if part]
    written = "\n\n".join(parts) + "\n" if parts else ""
    return written.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def _write_parts(document: Normalized) -> Iterator[str]:
    text = document.outline.text
    deeper = int(any(b.role is Role.TITLE for b in document.outline.blocks))
    title: list[str] = []
    bullets: list[int] = []  # levels of the list that is open
    for block, marks in list_blocks(document):
        if block.role is Role.TITLE:
            title.append(_write_inline(text, block.span, tuple(m for m in marks if m.kind == "number")))
            continue
        if title:
            yield _write_heading("\n".join(title), 1)
            title = []
        bullets = _open_list(bullets, block)
        shown = _write_block(text, block, marks, deeper)
        yield f"{'  ' * (len(bullets) - 1)}- {shown}" if bullets and shown else shown
    if title:
        yield _write_heading("\n".join(title), 1)


def _open_list(bullets: list[int], block: Block) -> list[int]:
    """Return the levels of the bullets that are open at ``block``, its own last; none where it is no bullet."""
    if block.role is not Role.ITEM or block.label:
        return []
    return [*(level for level in bullets if level < block.level), block.level]


def _write_block(text: str, block: Block, marks: tuple[Mark, ...], deeper: int) -> str:
    if block.heads:
        quiet = tuple(m for m in marks if m.kind in ("code", "link", "number"))  # a heading is strong
        return _write_heading(_write_inline(text, block.span, quiet), max(1, block.level) + deeper)
    if block.role is Role.TABLE:
        return _write_table(text, block, marks)
    if block.role is Role.CODE:
        return _write_fenced(text[slice(*block.span)])
    if block.role is Role.BREAK:
        return "---"
    shown = _write_lines(_write_inline(text, skip_bullet(text, block), marks))
    return "> " + shown.replace("\n", "\n> ") if block.role is Role.QUOTE else shown


def _write_heading(shown: str, level: int) -> str:
    """Write a heading with #, which every splitter knows. A title is broken by hand for its look; its lines join."""
    line = ""
    for part in filter(None, (part.strip() for part in shown.replace("\u2028", "\n").split("\n"))):
        latin = line[-1:].isascii() and part[0].isascii()
        line += " " * (bool(line) and latin) + part
    return f"{'#' * min(level, 6)} {re.sub('(#+)$', lambda m: chr(92) + m[1], line)}" if line else ""


def _write_lines(shown: str) -> str:
    return "\\\n".join(escape_start(line.strip()) for line in shown.split("\n") if line.strip())


def _write_inline(text: str, span: Span, marks: tuple[Mark, ...]) -> str:
    row = _join_code(cut_stretches(text, span, marks))
    out: list[str] = []
    for i, piece in enumerate(row):
        before = row[i - 1].text[-1:] if i else ""
        after = row[i + 1].text[:1] if i + 1 < len(row) else ""
        joined = (i > 0 and _write_strong(row[i - 1])) or (i + 1 < len(row) and _write_strong(row[i + 1]))
        out.append(_write_piece(piece, before, after, joined=joined))
    return "".join(out)


def _join_code(row: list[Stretch]) -> list[Stretch]:
    """Code is code, bold or not: two stretches of it side by side would share their back quotes."""
    out: list[Stretch] = []
    for piece in row:
        if piece.code and out and out[-1].code:
            out[-1] = Stretch(out[-1].text + piece.text, code=True)
        else:
            out.append(Stretch(piece.text, code=True) if piece.code else piece)
    return out


def _write_strong(piece: Stretch) -> bool:
    return piece.bold or piece.italic


def _write_piece(piece: Stretch, before: str, after: str, *, joined: bool) -> str:
    if piece.code and piece.text.strip() and not set(piece.text) & {"\n", "|"}:
        return _write_code(piece.text)
    if piece.raised or piece.strike:
        signs = ("~~", "~~") if piece.strike else (f"<{TAGS[piece.raised]}>", f"</{TAGS[piece.raised]}>")
        return f"{signs[0]}{escape(piece.text)}{signs[1]}"
    text = piece.text
    if piece.href:
        target = piece.href.replace("<", "%3C").replace(">", "%3E")
        return f"[{escape(text)}]({f'<{target}>' if set(target) & set('()') else target})"
    # Two emphases side by side cannot be told apart in Markdown, and one over a line end is fragile.
    if not _write_strong(piece) or joined or "\n" in text:
        return "".join(f"<{part}>" if i % 2 else escape(part) for i, part in enumerate(_BARE.split(text)))
    head, core, tail = _write_core(text, before, after)
    if not core:
        return escape(text)
    stars = "*" * (2 * piece.bold + piece.italic)
    return f"{escape(head)}{stars}{escape(core)}{stars}{escape(tail)}"


def _write_core(text: str, before: str, after: str) -> tuple[str, str, str]:
    """Part what can stand between stars from what must stand outside.

    A star behind 。 and before a Han character does not close (CommonMark 6.2 was made for languages with spaces), so
    the heading sentence of （一）……方面。平时…… gives its full stop away.
    """
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or (_mark(text[start]) and before and not _is_edge(before))):
        start += 1
    while end > start and (text[end - 1].isspace() or (_mark(text[end - 1]) and after and not _is_edge(after))):
        end -= 1
    return text[:start], text[start:end], text[end:]


def _mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _is_edge(char: str) -> bool:
    return char.isspace() or _mark(char)


def _write_code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _write_fenced(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text.rstrip(chr(10))}\n{fence}"


def _write_table(text: str, block: Block, marks: tuple[Mark, ...]) -> str:
    rows = [[_write_inline(text, cell, marks).replace("\n", " ") for cell in row] for row in list_cells(text, block)]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = [f"| {' | '.join((*row, *[''] * (width - len(row))))} |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * width, *lines[1:]))
