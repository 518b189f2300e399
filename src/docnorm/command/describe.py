"""``--describe``: the command and what it prints, for programs that call it: JSON Schema (draft 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import docnorm
from docnorm import api
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError
from docnorm.settings.kinds import COUNT, FLAG, SECONDS
from docnorm.settings.options import GROUPS, Option, Where
from docnorm.system.stored import find_stored

_TYPES = {FLAG: "boolean", COUNT: "integer", SECONDS: "number"}
_CODES = {
    0: "done; with --check, --diff, --check-look: nothing found",
    1: "--check, --diff or --check-look found something",
    UsageError.exit_code: "wrong usage or configuration; nothing was read",
    InputRefused.exit_code: "an input was refused",
    OutputFailed.exit_code: "an output could not be written; what stood there stands",
    DocnormError.exit_code: "a rule or the program failed; the document was written without that rule",
    130: "interrupted",
}


def describe() -> str:
    """Return the description: one object, its keys in a fixed order, with the last line end.

    ``command`` is the schema of a call (each option a property, as on the command line), ``findings`` that of what
    ``--check --output-format json`` prints, ``document`` that of ``--to json`` (``docnorm/1``).
    """
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "normalize",
        "description": "Clean Chinese documents; every change is recorded, explained and can be undone.",
        "version": docnorm.__version__,
        "command": {
            "type": "object",
            "properties": {
                "inputs": {"type": "array", "items": {"type": "string"}, "description": "files, folders, globs, or -"},
                **dict(_list_options()),
            },
            "additionalProperties": False,
        },
        "exit_codes": {str(code): said for code, said in sorted(_CODES.items())},
        "formats": [
            {"name": row.name, "reads": sorted(row.read_suffixes), "writes": sorted(row.written_suffixes)}
            for row in api.FORMATS.values()
        ],
        "profiles": {name: [rule.id for rule in api.get_profile(name).rules] for name in api.list_profiles()},
        "rules": [
            {"id": rule.id, "title": rule.title, "family": rule.family} for rule in api.list_builtin_rules().values()
        ],
        "findings": _FINDINGS,
        "document": json.loads(find_stored("docnorm-1.schema.json").read_text(encoding="utf-8")),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _list_options() -> Iterator[tuple[str, dict[str, Any]]]:
    for group in GROUPS:
        for row in group.options:
            if Where.COMMAND in row.where:
                yield row.name, _describe_option(row)


def _describe_option(row: Option) -> dict[str, Any]:
    told: dict[str, Any] = {"type": _TYPES.get(row.kind, "string"), "description": row.en, "x-zh": row.zh}
    if row.alone:
        told["type"] = ["boolean", "string"]  # true: said without a value
        told["enum"] = [True, *row.words]
    elif row.words and not row.open:
        told["enum"] = list(row.words)
    elif row.words:
        told["examples"] = list(row.words)
    if row.default is not None:
        told["default"] = row.default
    return told


_FINDINGS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["path", "line", "column", "rule", "why"],
        "properties": {
            "path": {"type": "string"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1, "description": "in code points"},
            "rule": {"type": "string"},
            "why": {"type": "string"},
        },
        "additionalProperties": False,
    },
}
