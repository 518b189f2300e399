"""Suggestions as comments in the margin: what was seen, why, and what one might write instead."""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from docnorm.draft import Fate
from docnorm.edit import Span
from docnorm.ooxml.names import REFERENCE
from docnorm.result import Normalized
from docnorm.rule_page import SILENT
from docnorm.writers.changes import ChangeRecord, record_changes
from docnorm.writers.docx.package import Part
from docnorm.writers.docx.runs import make_showable, run
from docnorm.writers.docx.styles import XML, W

STYLES = (
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
    '<w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:spacing w:line="240" w:lineRule="auto"/>'
    '<w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
)


class Anchor(NamedTuple):
    """Where a comment begins or ends: an offset of the original, an order among those at one place, the XML."""

    at: int
    order: int
    xml: str


def list_suggestions(document: Normalized) -> list[tuple[ChangeRecord, Span]]:
    """Return every suggestion and the stretch of the original that it is about, in order.

    The reason is in Chinese where the rule's page has it so: it stands beside a Chinese text.
    """
    draft = document.draft
    wordings = {rule.id: rule.chinese for rule in document.profile.rules}
    found = []
    for change in record_changes(draft, Fate.SUGGESTED):
        whole = Span(change.spans[0].start, max(span.end for span in change.spans))
        # Both quotes of a pair are one remark; edits on different lines would drag it over the text between them.
        zh = wordings.get(change.rule, SILENT).translate(change.why)
        change = change._replace(why=zh or change.why)  # noqa: PLW2901
        found.append((change, change.spans[0] if "\n" in draft.original[whole.start : whole.end] else whole))
    return sorted(found, key=lambda f: f[1])


def list_anchors(found: list[tuple[ChangeRecord, Span]]) -> list[Anchor]:
    """Return the beginnings and ends of the comments, sorted."""
    out = []
    for number, (_, span) in enumerate(found):
        reference = (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{number}"/></w:r>'
        )
        out.append(Anchor(span.start, 2 * number + 1, f'<w:commentRangeStart w:id="{number}"/>'))
        # At one offset, what ended is closed before what begins is opened; an empty range opens before it closes.
        out.append(Anchor(span.end, 2 * number + 2 if span.start == span.end else -number, reference))
    return sorted(out, key=lambda a: (a.at, a.order))


def comments_part(found: list[tuple[ChangeRecord, Span]], when: str) -> Part:
    """Return ``comments.xml``: the rule is the author, the text its reason and its candidates."""
    notes = "".join(_comment(number, change, when) for number, (change, _) in enumerate(found))
    return Part(
        "comments.xml", "comments", f'{XML}<w:comments xmlns:w="{W}" xmlns:r="{REFERENCE}">{notes}</w:comments>'
    )


def _comment(number: int, change: ChangeRecord, when: str) -> str:
    offers = change.candidates or tuple(offer for offer in change.offers if offer.strip())
    rows = [change.why, *(f"→ {offer}" for offer in offers)]
    reference = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    style = '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
    text = "".join(
        f"<w:p>{style}{reference if not i else ''}{run(' '.join(row.split()))}</w:p>" for i, row in enumerate(rows)
    )
    author = quoteattr(make_showable(change.rule))
    return f'<w:comment w:id="{number}" w:author={author} w:date="{when}" w:initials="d">{text}</w:comment>'
