"""Text as runs: escaped, with tabs and breaks as Word's own, and the East Asian hint wherever there is Han."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docnorm.edit import Span
from docnorm.look import Look
from docnorm.writers.docx.inline import Inline, Links
from docnorm.writers.docx.layout import Face, Line, Tint
from docnorm.writers.docx.table import is_table, table

# Without the hint Word sets “” ‘’ — …… · × ① in the Latin face ([MS-OI29500] 2.1.88). Whether a style may carry it is
# nowhere said, so every run that needs it has it; deflate makes it free.
HINT = '<w:rFonts w:hint="eastAsia"/>'
ASIAN = re.compile("[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U00020000-\U0003ffff]")
_EITHER = re.compile("[\x80-\u10ff\u1200-\u2e7f]")  # marks, letters and signs that both faces may have
_LETTER = re.compile("[A-Za-z]")
# What XML needs escaped, what Word has an element for, and what XML cannot hold at all.
SPECIAL = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_PIECE = re.compile("[\t\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ELEMENT = {"\t": "<w:tab/>", "\x0b": "<w:br/>", "\x0c": '<w:br w:type="page"/>'}
# libxml2 refuses to read a text node of more than 10,000,000 bytes; an escaped code point takes up to 5.
LONGEST = 1_900_000
_APART = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def shown(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that XML cannot hold: seen by a reader, and not lost silently."""
    return _ILLEGAL.sub("\ufffd", text)


def contents(text: str, tag: str = "w:t") -> str:
    """Return the inside of a run: ``w:t`` (or ``w:delText``), with tabs and breaks as elements."""
    opened, closed = f'<{tag} xml:space="preserve">', f"</{tag}>"
    if not SPECIAL.search(text):
        return f"{opened}{text}{closed}" if text else ""
    text = shown(text).translate(_ESCAPED)
    out = []
    at = 0
    for piece in _PIECE.finditer(text):
        if at < piece.start():
            out.append(f"{opened}{text[at : piece.start()]}{closed}")
        out.append(_ELEMENT[piece[0]])
        at = piece.end()
    if at < len(text):
        out.append(f"{opened}{text[at:]}{closed}")
    return "".join(out)


def hinted(text: str) -> bool:
    """Whether a run is East Asian where both faces have its characters; a stretch of English keeps its own quotes."""
    if ASIAN.search(text):
        return True
    return bool(_EITHER.search(text)) and len(_LETTER.findall(text)) < 3


PLAIN = Face()


def run(text: str, face: Face = PLAIN, tag: str = "w:t") -> str:
    """Return ``text`` as a run; one too long for a text node becomes several."""
    if len(text) > LONGEST:
        return "".join(run(text[i : i + LONGEST], face, tag) for i in range(0, len(text), LONGEST))
    # The order of the schema: a character style, then the fonts, then the rest.
    marks = f'<w:rStyle w:val="{face.style}"/>' if face.style else ""
    if hinted(text):
        marks += HINT
    if face.bold:
        marks += "<w:b/><w:bCs/>"
    if face.italic:
        marks += "<w:i/><w:iCs/>"
    return f"<w:r>{marks and f'<w:rPr>{marks}</w:rPr>'}{contents(text, tag)}</w:r>"


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
    return f"{line.head}<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{runs}</w:p>"


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
        return whole(line, line.properties, self.runs(line.span, line.tints))

    def paragraphs(self, rows: Iterable[Line]) -> Iterator[str]:
        """Yield the paragraphs and tables. The common case, one run of plain Han, is built without asking twice."""
        middle = f'<w:r><w:rPr>{HINT}</w:rPr><w:t xml:space="preserve">'
        special, asian, text = SPECIAL.search, ASIAN.search, self.text
        marked = bool(self.inline)
        laid = seen = None
        bare = False  # two tables in a row would melt into one, and a text must not end in a table
        for line in rows:
            (start, end), properties, tints, block, head, bookmark = line
            if block is not None and block.cells and block is not seen:
                seen, laid = block, block if is_table(text, block) else None
                if laid is not None:
                    yield head + (_APART if bare else "") + table(text, block, self.look, self.runs)
                    bare = True
            if block is not None and block is laid:
                continue
            bare = False
            part = text[start:end]
            common = not (tints or marked or head or bookmark) and properties and end - start < LONGEST
            if common and asian(part) and not special(part):
                yield f"<w:p><w:pPr>{properties}</w:pPr>{middle}{part}</w:t></w:r></w:p>"
            else:
                yield self.paragraph(line)
        if bare:
            yield _APART
