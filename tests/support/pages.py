"""Rule pages as data: every ``before``/``after``/``keep`` fence of every rule's page is a case."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import docnorm
from docnorm.rule import Rule

ROOT = Path(docnorm.__file__).parent
SHELVES = ("cleaners", "repairs")
SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<body>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^(`{3,})(before|after|keep)\b[ ]?([^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Case(NamedTuple):
    """One case of a page: with ``rule`` alone, ``before`` becomes ``after``."""

    rule: Rule[Any]
    title: str
    before: str
    after: str

    @property
    def keeps(self) -> bool:
        return self.before == self.after


def pages() -> Iterator[Path]:
    for shelf in SHELVES:
        yield from sorted((ROOT / shelf).rglob("*.md"))


def modules() -> Iterator[Path]:
    for shelf in SHELVES:
        yield from sorted(p for p in (ROOT / shelf).rglob("*.py") if not p.name.startswith("_"))


def rules_of(page: Path) -> list[Rule[Any]]:
    """The rules that a page's module makes; a module without rules is a neighbour's table or part."""
    module = importlib.import_module(".".join(("docnorm", *page.relative_to(ROOT).with_suffix("").parts)))
    found = [v for v in vars(module).values() if isinstance(v, Rule) and v.propose.__module__ == module.__name__]
    return [r for r in found if r.id == page.stem.replace("_", "-")] or found


def cases(page: Path) -> Iterator[Case]:
    (rule,) = rules_of(page)
    text = page.read_text(encoding="utf-8")
    for section in SECTION.finditer(text):
        before: str | None = None
        for _, kind, info, held in FENCE.findall(section["body"]):
            case_rule = rule.but(**_options(info, rule)) if info.strip() else rule
            body = held.removesuffix("\n")
            if kind == "keep":
                yield Case(case_rule, section["title"], body, body)
            elif kind == "before":
                before, before_rule = body, case_rule
            else:
                assert before is not None, f"{page.name}: {section['title']}: after without before"
                yield Case(before_rule, section["title"], before, body)
                before = None
        assert before is None, f"{page.name}: {section['title']}: before without after"


def _options(info: str, rule: Rule[Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for word in info.split():
        name, _, value = word.partition("=")
        name = name.replace("-", "_")
        kind = type(rule.defaults[name])
        if kind is tuple:  # rows as JSON without spaces: table=[["a","b"]]
            options[name] = tuple(tuple(row) if isinstance(row, list) else row for row in json.loads(value))
        else:
            options[name] = value == "true" if kind is bool else int(value) if kind is int else value
    return options
