"""The lines of a text as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from docnorm.edit import Span
from docnorm.look import Look
from docnorm.writers.docx.layout import Line, Tint
from docnorm.writers.docx.new.inline import Inline, Links
from docnorm.writers.docx.new.table import is_table, table
from docnorm.writers.docx.runs import ASIAN, HINT, LONGEST, PLAIN, SPECIAL, run

_APART = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def pieces(span: Span, tints: tuple[Tint, ...]) -> Iterator[Tint]:
    """Cut ``span`` where the tints begin and end; what no tint covers is plain."""
    at = span.start
    for (start, end), face in tints:
        start, end = max(start, at), min(end, span.end)  # noqa: PLW2901  clipped to the line
        if start >= end:
            continue
        if at < start:
            yield Tint(Span(at, start), PLAIN)
        yield Tint(Span(start, end), face)
        at = end
    if at < span.end:
        yield Tint(Span(at, span.end), PLAIN)


def whole(line: Line, properties: str, runs: str) -> str:
    """Return a paragraph of these properties and runs, with what ``line`` says goes before and around it."""
    if line.bookmark:
        name = f'w:id="{line.bookmark}" w:name="{toc_name(line.bookmark)}"'
        runs = f'<w:bookmarkStart {name}/>{runs}<w:bookmarkEnd w:id="{line.bookmark}"/>'
    return f"{line.head}<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{runs}</w:p>{line.tail}"


def toc_name(number: int) -> str:
    """Return the name of a heading's bookmark, as Word names its own."""
    return f"_Toc{number:09d}"


class Body:
    """The lines of one text, on their way to paragraphs."""

    def __init__(self, text: str, look: Look, inline: Inline, links: Links) -> None:
        self.text, self.look, self.inline, self.links = text, look, inline, links

    def runs(self, span: Span, tints: tuple[Tint, ...] = ()) -> str:
        """Return a stretch of the text as runs."""
        out = []
        for (start, end), face in pieces(span, self.inline.tints(span, tints)):
            one = run(self.text[start:end], face)
            out.append(self.links.wrap(one, face.link) if face.link else one)
        return "".join(out)

    def paragraph(self, line: Line) -> str:
        """Return one line of the text as a Word paragraph."""
        start, end = line.span
        edges = (start, *(start + at for at in line.breaks), end)
        rows = [self.runs(Span(a, b), line.tints) for a, b in pairwise(edges)]
        return whole(line, line.properties, "<w:r><w:br/></w:r>".join(rows))

    def paragraphs(self, rows: Iterable[Line]) -> Iterator[str]:
        """Yield the paragraphs and tables. The common case, one run of plain Han, is built without asking twice."""
        middle = f'<w:r><w:rPr>{HINT}</w:rPr><w:t xml:space="preserve">'
        special, asian, text = SPECIAL.search, ASIAN.search, self.text
        marked = bool(self.inline)
        laid = seen = None
        bare = False  # two tables in a row would melt into one, and a text must not end in a table
        for line in rows:
            (start, end), properties, tints, block, head, bookmark, tail, breaks = line
            if block is not None and block.cells and block is not seen:
                seen, laid = block, block if is_table(text, block) else None
                if laid is not None:
                    yield head + (_APART if bare else "") + table(text, block, self.look, self.runs)
                    bare = True
            if block is not None and block is laid:
                continue
            bare = False
            part = text[start:end]
            common = (
                not (tints or marked or head or bookmark or tail or breaks) and properties and end - start < LONGEST
            )
            if common and asian(part) and not special(part):
                yield f"<w:p><w:pPr>{properties}</w:pPr>{middle}{part}</w:t></w:r></w:p>"
            else:
                yield self.paragraph(line)
        if bare:
            yield _APART
