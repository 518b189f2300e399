"""The end of the line: where a document came from, how it changed, what it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from docnorm.draft import Draft
from docnorm.errors import UsageError, nearest
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.source import Reader, Source
from docnorm.system.atomic import write_whole
from docnorm.verdict import Verdict

if TYPE_CHECKING:
    from docx.document import Document


class Fault(NamedTuple):
    """A rule that failed on this document and was left out, and what went wrong, without the document's text."""

    rule: str
    what: str


class Writer(Protocol):
    """A normalized document to bytes of one format. Unknown options are a ``UsageError``."""

    def __call__(self, document: Normalized, **options: Any) -> bytes:
        """Write ``document``."""
        ...


class Verifier(Protocol):
    """Reads an output back. Raises ``OutputFailed`` unless it says what the document's text says."""

    def __call__(self, data: bytes, document: Normalized, options: Mapping[str, Any]) -> None:
        """Verify ``data``, which ``document`` was written to with ``options``."""
        ...


class Format(NamedTuple):
    """One format: what it is called, how its files end, and what reads, writes and verifies them."""

    name: str
    suffixes: tuple[str, ...] = ()  # of its files, with the dot, in lower case; a new file gets the first
    read: Reader | None = None
    write: Writer | None = None
    verify: Verifier | None = None
    takes: Callable[[Normalized], frozenset[str]] | None = (
        None  # the options that ``write`` has for a document; None: all
    )
    only_read: tuple[str, ...] = ()  # suffixes of files that are read as this format and never written

    @property
    def read_suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that are read as this format."""
        return (*self.suffixes, *self.only_read) if self.read else ()

    @property
    def written_suffixes(self) -> tuple[str, ...]:
        """The suffixes of the files that are written in this format."""
        return self.suffixes if self.write else ()


@dataclass(frozen=True)
class Normalized:
    """A document that went down the whole line."""

    source: Source
    draft: Draft
    profile: Profile
    read: Outline | None = field(default=None, repr=False)  # where repairs needed it; else read when first asked for
    faults: tuple[Fault, ...] = ()
    formats: Mapping[str, Format] = field(default_factory=dict, repr=False, compare=False)

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
        write = self.formats[format].write if format in self.formats else None
        if write is None:
            raise UsageError(f"unknown output format {format!r}{nearest(format, list(self.formats))}")
        return write(self, **options)

    def to_verified_bytes(self, format: str, **options: Any) -> bytes:  # noqa: A002  the contract's word
        """Return what ``to_bytes`` returns, read back by its format's verifier. Raises ``OutputFailed``."""
        data = self.to_bytes(format, **options)
        verify = self.formats[format].verify
        if verify is not None:
            verify(data, self, options)
        return data

    def save(self, path: str | os.PathLike[str], *, verify: bool = True, **options: Any) -> None:
        """Write the document to ``path`` atomically; the suffix picks the format. Raises ``OutputFailed``.

        Where the format has a verifier, the output is read back first, unless ``verify`` is off.
        """
        target = Path(path)
        suffix = target.suffix.lower()
        row = next((row for row in self.formats.values() if suffix in row.written_suffixes), None)
        name = row.name if row else suffix.lstrip(".") or "txt"
        write_whole(target, (self.to_verified_bytes if verify else self.to_bytes)(name, **options))

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

    def why(self, rule: str, offset: int | None = None) -> list[Verdict]:
        """Return why ``rule`` did or did not act: at ``offset`` of the original, or at each candidate place.

        Raises ``UsageError`` for a rule that the profile has not, ``IndexError`` for an offset outside the original.
        """
        from docnorm.explain import explain, explain_at  # for those who ask

        if offset is None:
            return explain(self.draft, self.profile, rule, self.faults)
        return explain_at(self.draft, self.profile, rule, offset, self.faults)

    def undo(self) -> bytes | str:
        """Return the input exactly: its bytes, or the ``str`` that was given."""
        return self.source.origin
