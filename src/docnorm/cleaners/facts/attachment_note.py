"""The note that lists the attachments, and the attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

# 附件：1．任务清单 and the lines under it; 附件1 at the head of what is attached.
_NOTE = late(
    r"^[ \t　]*附[ 　]?件[：:][ 　]*(?P<first>1[.．、][^\n]+)(?P<more>(?:\n[ \t　]*\d{1,2}[.．、][^\n]+)*)",
    re.MULTILINE,
)
_ENTRY = late(r"(?:^|\n)[ \t　]*(?P<n>\d{1,2})[.．、]")
_HEAD = late(r"^[ \t　]*附[ 　]?件[ 　]?(?P<n>\d{1,2})(?:[：:][^\n]*)?[ \t　]*$", re.MULTILINE)
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"附[ 　]?件")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("attachment-note", trigger="[附]", precheck=_is_asked)
def attachment_note(text: str) -> Iterator[Fix]:
    """A note of attachments (附件：1．… 2．…) that lists more or fewer than are attached (附件1, 附件2)."""
    notes = list(_NOTE.finditer(text))
    if len(notes) != 1:
        return
    note = notes[0]
    listed = {int(m["n"]) for m in _ENTRY.finditer(note["first"] + note["more"])}
    attached = {int(m["n"]) for m in _HEAD.finditer(text, note.end())}
    # Attachments are often other files: where none follows, nothing is missing.
    if len(attached) >= 2 and listed != attached:
        why = f"{len(listed)} are listed, {len(attached)} are attached"
        yield replace(*note.span("first"), note["first"], why, Safety.SUGGEST)
