"""What ``--check-look`` found, as comments in a copy of the document: nothing else of it changes."""

from __future__ import annotations

from collections.abc import Sequence

from docnorm.draft import Change, Draft, Fate
from docnorm.edit import Edit, Fix, Safety
from docnorm.profile import Profile
from docnorm.readers.docx import read_docx
from docnorm.result import Normalized
from docnorm.text.places import Lines
from docnorm.writers.docx import write_docx
from docnorm.writers.findings import Finding


def comment_findings(data: bytes, found: Sequence[Finding], profile: Profile) -> bytes:
    """Return the DOCX ``data`` with a comment for each finding, on its line: the rule is the author, why the text.

    Raises ``InputRefused`` for what is no DOCX, ``OutputFailed`` for one that can be read but not edited.
    """
    source = read_docx(data)
    lines = Lines(source.text)
    journal = []
    for finding in found:
        span = lines.span(min(finding.line, len(lines)) - 1)
        held = source.text[slice(*span)].removesuffix("\n")
        edit = Edit(span._replace(end=span.start + len(held)), held)
        journal.append(Change(finding.rule, Fix((edit,), finding.why, Safety.SUGGEST), Fate.SUGGESTED, 0, finding=True))
    draft = Draft(source.text, source.text, source.marks, journal=tuple(journal))
    return write_docx(Normalized(source, draft, profile), look="keep", track_changes=True)
