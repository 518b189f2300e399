"""Text as runs: escaped, with tabs and breaks as Word's own, and the East Asian hint wherever there is Han."""

from __future__ import annotations

import re

from docnorm.text.raised import LEVEL
from docnorm.writers.docx.layout import Face

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


def make_showable(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that XML cannot hold: seen by a reader, and not lost silently."""
    return _ILLEGAL.sub("\ufffd", text)


def contents(text: str, tag: str = "w:t") -> str:
    """Return the inside of a run: ``w:t`` (or ``w:delText``), with tabs and breaks as elements."""
    opened, closed = f'<{tag} xml:space="preserve">', f"</{tag}>"
    if not SPECIAL.search(text):
        return f"{opened}{text}{closed}" if text else ""
    text = make_showable(text).translate(_ESCAPED)
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


def is_hinted(text: str) -> bool:
    """Whether a run is East Asian where both faces have its characters; a stretch of English keeps its own quotes."""
    if ASIAN.search(text):
        return True
    return bool(_EITHER.search(text)) and len(_LETTER.findall(text)) < 3


PLAIN = Face()


def run(text: str, face: Face = PLAIN, tag: str = "w:t") -> str:
    """Return ``text`` as a run; one too long for a text node becomes several."""
    if face.hidden:
        return ""
    if face.note:
        return (
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{face.note}"/></w:r>'
        )
    if len(text) > LONGEST:
        return "".join(run(text[i : i + LONGEST], face, tag) for i in range(0, len(text), LONGEST))
    # The order of the schema: a character style, then the fonts, then the rest.
    marks = f'<w:rStyle w:val="{face.style}"/>' if face.style else ""
    if is_hinted(text):
        marks += HINT
    if face.bold:
        marks += "<w:b/><w:bCs/>"
    if face.italic:
        marks += "<w:i/><w:iCs/>"
    if face.strike:
        marks += "<w:strike/>"
    if face.wider:
        marks += f'<w:spacing w:val="{face.wider}"/>'
    if face.raised:
        marks += f'<w:vertAlign w:val="{face.raised}"/>'
        text = text.translate(LEVEL)
    return f"<w:r>{marks and f'<w:rPr>{marks}</w:rPr>'}{contents(text, tag)}</w:r>"
