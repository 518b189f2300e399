"""The part of a document that holds its footnotes."""

from __future__ import annotations

from docnorm.writers.docx.new.body import pieces
from docnorm.writers.docx.new.inline import Inline
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.parts import R
from docnorm.writers.docx.runs import run
from docnorm.writers.docx.styles import XML, W
from docnorm.writers.notes import Note

STYLES = (
    '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240"'
    ' w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="left"/></w:pPr>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_MARK = (
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
)


def footnotes_part(text: str, notes: tuple[Note, ...], inline: Inline) -> Part:
    """Return ``footnotes.xml``: the rule above the notes, and each note with what its text shows."""
    written = "".join(_footnote(text, note, inline) for note in notes)
    root = f'<w:footnotes xmlns:w="{W}" xmlns:r="{R}">'  # docx2python stops at a part that does not declare r
    return Part("footnotes.xml", "footnotes", f"{XML}{root}{_RULES}{written}</w:footnotes>")


def _footnote(text: str, note: Note, inline: Inline) -> str:
    paragraphs = []
    for number, line in enumerate(note.lines):
        # A link would need a relationship of this part: its words stay.
        runs = "".join(
            run(text[slice(*span)], face._replace(link="")) for span, face in pieces(line, inline.tints(line))
        )
        paragraphs.append(f'<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{"" if number else _MARK}{runs}</w:p>')
    return f'<w:footnote w:id="{note.number}">{"".join(paragraphs)}</w:footnote>'
