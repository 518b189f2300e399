"""The end of the line: where a document came from, how it changed, what it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from docnorm.draft import Draft
from docnorm.errors import UsageError, nearest
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.source import Source
from docnorm.system.atomic import write_whole

if TYPE_CHECKING:
    from docx.document import Document


_WORD = frozenset({"docx", "doc", "rtf", "odt"})  # what the DOCX writer edits in place
# With these a page says more than the text, or less: a table of contents, a red head, numbers that Word counts.
_ADDED = frozenset({"numbering", "toc", "meta"})


class Fault(NamedTuple):
    """A rule that failed on this document and was left out, and what went wrong, without the document's text."""

    rule: str
    what: str


class Writer(Protocol):
    """A normalized document to bytes of one format. Unknown options are a ``UsageError``."""

    def __call__(self, document: Normalized, **options: Any) -> bytes:
        """Write ``document``."""
        ...


@dataclass(frozen=True)
class Normalized:
    """A document that went down the whole line."""

    source: Source
    draft: Draft
    profile: Profile
    read: Outline | None = field(default=None, repr=False)  # where repairs needed it; else read when first asked for
    faults: tuple[Fault, ...] = ()
    writers: Mapping[str, Writer] = field(default_factory=dict, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The clean text."""
        return self.draft.text

    @property
    def original(self) -> str:
        """The decoded text before any rule."""
        return self.draft.original

    @cached_property
    def outline(self) -> Outline:
        """Roles, levels, labels and spans over ``text``."""
        return self.read if self.read is not None else self.profile.structure(self.draft.text, self.draft.marks)

    def to_bytes(self, format: str, **options: Any) -> bytes:  # noqa: A002  the contract's word
        """Return the document in one of the output formats (``docx txt md html json jsonl`` and plug-ins')."""
        writer = self.writers.get(format)
        if writer is None:
            raise UsageError(f"unknown output format {format!r}{nearest(format, list(self.writers))}")
        return writer(self, **options)

    def verified(self, format: str, **options: Any) -> bytes:  # noqa: A002  the contract's word
        """Return what ``to_bytes`` returns; a DOCX is read back and its text compared. Raises ``OutputFailed``."""
        data = self.to_bytes(format, **options)
        if format == "docx" and not _ADDED & options.keys():
            from docnorm.verify import verify_laid_out, verify_own

            if self.source.format in _WORD:
                verify_laid_out(data, self.text, furnished="template" in options)
            elif not options.get("track_changes"):
                verify_own(data, self.text)
        return data

    def save(self, path: str | os.PathLike[str], *, verify: bool = True, **options: Any) -> None:
        """Write the document to ``path`` atomically; the suffix picks the format. Raises ``OutputFailed``.

        A DOCX is read back first and its text compared, unless ``verify`` is off.
        """
        target = Path(path)
        name = target.suffix.lstrip(".").lower() or "txt"
        write_whole(target, (self.verified if verify else self.to_bytes)(name, **options))

    def to_docx(self) -> Document:
        """Return a python-docx ``Document`` of the DOCX output, to go on working with."""
        import io

        import docx  # 160 ms: only for those who ask

        return docx.Document(io.BytesIO(self.to_bytes("docx")))

    def report_json(self) -> str:
        """Return the change report for programs: the same document as the ``json`` output."""
        return self.to_bytes("json").decode("utf-8")

    def report_html(self, **options: Any) -> str:
        """Return the change report to look at: one self-contained page."""
        return self.to_bytes("report", **options).decode("utf-8")

    def undo(self) -> bytes | str:
        """Return the input exactly: its bytes, or the ``str`` that was given."""
        return self.source.origin
