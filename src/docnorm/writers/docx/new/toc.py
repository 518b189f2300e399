"""A table of contents: a field that Word fills anew when it opens the file, filled already for those who do not."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from docnorm.look import Look
from docnorm.outline import Outline
from docnorm.writers.docx.new.body import toc_name
from docnorm.writers.docx.placing import OPENING, Place
from docnorm.writers.docx.runs import run
from docnorm.writers.docx.units import twips

_DEEPEST = 3


def with_toc(outline: Outline, places: Mapping[int, Place]) -> dict[int, Place]:
    """Return ``places`` with a bookmark on every heading, and the table where the text behind the title begins."""
    out = dict(places)
    heads = [b for b in outline.blocks if b.heads and 0 < b.level <= _DEEPEST]
    first = next((b for b in outline.blocks if b.role not in OPENING), None)
    if not heads or first is None:
        return out
    rows = []
    for number, block in enumerate(heads, 1):
        start = block.span.start
        out[start] = out.get(start, Place())._replace(bookmark=number)
        rows.append(_row(" ".join(outline.read(block.span).split()), block.level, number, len(heads)))
    table = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run("目录")}</w:p>{"".join(rows)}'
    start = first.span.start
    out[start] = out.get(start, Place())._replace(head=table)
    return out


def _row(text: str, level: int, number: int, count: int) -> str:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {toc_name(number)} \\h </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>{end}'
    )
    inner = (
        f'<w:hyperlink w:anchor="{toc_name(number)}" w:history="1">{run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{begin if number == 1 else ""}{inner}'
        f"{end if number == count else ''}</w:p>"
    )


def toc_styles(look: Look) -> str:
    """Return the styles of the table: its heading and its levels, page numbers at the right behind dots."""
    room = twips(look.paper[0] - look.margins[1] - look.margins[3])
    levels = "".join(
        f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/><w:pPr><w:tabs>'
        f'<w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs><w:ind w:leftChars="{(level - 1) * 200}"'
        f' w:left="{round((level - 1) * 40 * look.body.size)}"/><w:jc w:val="left"/></w:pPr></w:style>'
        for level in range(1, _DEEPEST + 1)
    )
    name = quoteattr("TOC Heading")
    return (
        f'<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val={name}/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/><w:qFormat/><w:pPr><w:jc w:val="center"/>'
        f"</w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>{levels}"
    )
