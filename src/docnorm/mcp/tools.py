"""What a client can ask for: clean, check, explain, undo. Plain values in and out; no protocol in here."""

from __future__ import annotations

from typing import Any

from docnorm import api
from docnorm.draft import Fate
from docnorm.errors import OutputFailed, UsageError
from docnorm.mcp.folder import Folder
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.review.reasons import list_reasons
from docnorm.review.undo import undo
from docnorm.settings import config
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import read_input
from docnorm.text.places import Lines
from docnorm.writers.changes import count_rules, record_changes, to_json

_MOST_TEXT = 200_000  # characters of clean text in an answer: more fills a client's window, and belongs in a file
_MOST_CHANGES = 200


class Tools:
    """The tools over one folder. Every error is a ``DocnormError`` whose words a client can act on."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def clean(
        self, path: str, output: str = "", profile: str = "", *, track_changes: bool = False, overwrite: bool = False
    ) -> dict[str, Any]:
        """Clean the Chinese document at ``path`` (txt, md, html, docx, epub, any encoding) and write it to ``output``.

        The suffix of ``output`` picks the format (txt, md, html, docx, epub, json). Without ``output`` the clean text
        is returned. A ``.json`` output is the record from which ``undo`` gives the input back byte for byte.
        ``profile``: gongwen (office documents, the default), web, novel, corpus, minimal. ``track_changes`` makes
        each change a revision of Word. Returns counts by rule, suggestions (not applied), placeholders, warnings.
        """
        document = self._normalize(path, profile)
        said = _describe(document)
        if not output:
            if track_changes:
                raise UsageError("track_changes needs an output that ends in .docx")
            if len(document.text) > _MOST_TEXT:
                raise UsageError(f"the clean text has {len(document.text)} characters; name an output file for it")
            return {**said, "text": document.text}
        target = self._folder.place(output, overwrite=overwrite)
        if target == self._folder.find(path):
            raise OutputFailed(f"{output}: is the input itself; name another file")
        document.save(target, **({"track_changes": True} if track_changes else {}))
        return {**said, "output": output}

    def check(self, path: str, profile: str = "") -> dict[str, Any]:
        """List what would be changed and what is suggested in the document at ``path``; write nothing.

        Lines and columns count from 1, in the decoded text of the input.
        """
        document = self._normalize(path, profile)
        lines = Lines(document.original)
        found = [
            to_json(change, lines.at(change.spans[0].start))
            for change in record_changes(document.draft)
            if change.fate in {Fate.APPLIED.value, Fate.SUGGESTED.value}
        ]
        found.sort(key=lambda row: (row["line"], row["column"]))
        return {**_describe(document), "changes": found[:_MOST_CHANGES], "more": max(0, len(found) - _MOST_CHANGES)}

    def explain(self, rule: str, path: str = "", profile: str = "") -> str:
        """Return the page of ``rule``, or, with a ``path``, why it did or did not act at each place of that file."""
        found = api.KNOWN.rule(rule)
        if not path:
            return found.page
        rows = list(list_reasons(self._normalize(path, profile), found.id, path, "en"))
        return "\n".join(rows[:_MOST_CHANGES]) or f"{path}: {found.id} found no place to look at"

    def undo(self, record: str, output: str) -> dict[str, Any]:
        """Write the input that a ``.json`` output tells of to ``output``, byte for byte."""
        data = undo(read_input(self._folder.find(record)))
        write_whole(self._folder.place(output), data)
        return {"output": output, "bytes": len(data)}

    def _normalize(self, path: str, profile: str) -> Normalized:
        return api.finish(api.read_file(self._folder.find(path)), self._choose(profile))

    def _choose(self, name: str) -> Profile:
        """Return the profile as the folder's own ``docnorm.toml`` wants it; none above the folder is looked for."""
        settings = config.Settings()
        if (self._folder.path / config.NAME).is_file():
            settings = config.load(self._folder.find(config.NAME), self._folder.path)
            config.check(settings, api.KNOWN, api.list_profiles)
        origin, choices = config.trace_profile(settings, name or settings.options.get("profile", "gongwen"))
        return api.tailor(api.get_profile(origin), *choices, settings.choice)


def _describe(document: Normalized) -> dict[str, Any]:
    decoding = document.source.decoding
    return {
        "encoding": decoding.encoding,
        "confidence": round(decoding.confidence, 3),
        "applied": dict(count_rules(document.draft, Fate.APPLIED)),
        "suggested": dict(count_rules(document.draft, Fate.SUGGESTED)),
        "warnings": [*document.source.warnings, *(f"rule {f.rule} failed: {f.what}" for f in document.faults)],
    }
