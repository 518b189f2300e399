"""A text of markup edited in place: the file that was read, with the changes in its prose and nowhere else."""

from __future__ import annotations

from docnorm.markup.splice import Syntax, find_edits
from docnorm.markup.written import Encode, rewrite
from docnorm.result import Normalized


def can_splice(document: Normalized, name: str) -> bool:
    """Whether ``document`` was read from the format ``name``, so that its file can be edited in place."""
    return document.source.format == name and document.source.written is not None


def write_spliced(document: Normalized, syntax: Syntax, encode: Encode) -> bytes:
    """Return the file that ``document`` was read from with its changes in it, in its own encoding.

    What was written is read again: raises ``OutputFailed`` where it does not show the clean text.
    """
    source, patch = document.source, document.draft.patch
    written = source.written
    assert written is not None
    if not patch.hunks and isinstance(source.origin, bytes):
        return source.origin
    return rewrite(written, find_edits(written.text, patch, syntax), encode, references=syntax.references)
