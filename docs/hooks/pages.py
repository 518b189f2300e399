"""MkDocs hook: every rule's page, and the table of profiles, from where they live in the package."""

from __future__ import annotations

import inspect
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))


def on_files(files: Any, config: Any) -> Any:
    """Add the generated pages to the site."""
    from mkdocs.structure.files import File

    for path in rule_pages():
        files.append(File.generated(config, f"rules/{path.stem}.md", abs_src_path=str(path)))
    files.append(File.generated(config, "rules/index.md", content=rules_index()))
    files.append(File.generated(config, "profiles.md", content=profiles_page()))
    files.append(File.generated(config, "options.md", content=options_page(chinese=True)))
    files.append(File.generated(config, "en/options.md", content=options_page(chinese=False)))
    files.append(File.generated(config, "reference.md", content=reference_page()))
    return files


def options_page(*, chinese: bool) -> str:
    """Return the table of options: how each is said, and where."""
    from docnorm.settings.options import GROUPS, Where

    places = {Where.COMMAND: "命令行", Where.CONFIG: "配置", Where.PYTHON: "Python", Where.PAGE: "网页"}
    if not chinese:
        places = {Where.COMMAND: "command", Where.CONFIG: "configuration", Where.PYTHON: "Python", Where.PAGE: "page"}
    heads = ("选项", "做什么", "值", "缺省", *places.values())
    if not chinese:
        heads = ("option", "what it does", "value", "default", *places.values())
    rows = ["# 选项" if chinese else "# Options"]
    for group in GROUPS:
        rows += [
            "",
            f"## {group.zh if chinese else group.en}",
            "",
            f"| {' | '.join(heads)} |",
            "|---" * len(heads) + "|",
        ]
        for row in group.options:
            name = ", ".join(row.flags) if Where.COMMAND in row.where else row.name
            kind = row.kind.zh if chinese else row.kind.en
            value = " ".join(row.words) + (" …" if row.open else "") if row.words else kind
            marks = ("●" if place in row.where else "" for place in places)
            default = "" if row.default is None else str(row.default).lower()
            cells = (f"`{name}`", row.zh if chinese else row.en, value, default, *marks)
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def rule_pages() -> list[Path]:
    """Return the pages of all rules, by name."""
    shelves = (ROOT / "src" / "docnorm" / shelf for shelf in ("cleaners", "repairs"))
    return sorted((page for shelf in shelves for page in shelf.rglob("*.md")), key=lambda page: page.stem)


def rules_index() -> str:
    """Return the list of rules, in the order in which they run."""
    from docnorm import api

    rows = ["# 规则 Rules", "", "| 规则 rule | 名称 | what it repairs |", "|---|---|---|"]
    for rule in api.list_builtin_rules().values():
        link = f"[`{rule.id}`]({rule.id.replace('-', '_')}.md)"
        rows.append(f"| {link} | {rule.chinese.name or ''} | {rule.title.replace('``', '`').replace('|', '&#124;')} |")
    return "\n".join(rows) + "\n"


def profiles_page() -> str:
    """Return the table of profiles: which rules each runs."""
    from docnorm import api, profiles

    found = [api.get_profile(name) for name in profiles.NAMES]
    rows = ["# 方案 Profiles", ""]
    for profile in found:
        module = sys.modules[f"docnorm.profiles.{profile.name}"]
        rows += [f"- **{profile.name}**: {(module.__doc__ or '').strip().splitlines()[0]}"]
    rows += ["", "| rule | " + " | ".join(p.name for p in found) + " |", "|---" * (len(found) + 1) + "|"]
    for rule_id in api.list_builtin_rules():
        marks = ("●" if any(r.id == rule_id for r in p.rules) else "" for p in found)
        rows.append(f"| [`{rule_id}`](rules/{rule_id.replace('-', '_')}.md) | " + " | ".join(marks) + " |")
    return "\n".join(rows) + "\n"


def reference_page() -> str:
    """Return the reference of what ``import docnorm`` offers, made from signatures and docstrings."""
    import docnorm

    rows = ["# Reference", "", inspect.getdoc(docnorm) or ""]
    for name in sorted(docnorm.__all__, key=str.lower):
        rows += _describe_object(f"docnorm.{name}", getattr(docnorm, name), "##")
    return "\n".join(rows) + "\n"


def _describe_object(name: str, found: Any, head: str) -> list[str]:
    """Return the rows about a function, a class with what it offers, or a module with its classes."""
    rows = ["", f"{head} {name}", ""]
    if callable(found) and not (inspect.isclass(found) and issubclass(found, BaseException)):
        rows += ["```text", f"{name}{_read_signature(found)}", "```", ""]
    rows += [(inspect.getdoc(found) or "").replace("``", "`")]
    if inspect.ismodule(found):
        own = {key: value for key, value in vars(found).items() if inspect.isclass(value)}
    else:
        own = vars(found) if inspect.isclass(found) else {}
    for key, value in own.items():
        what = value.func if isinstance(value, cached_property) else getattr(value, "__func__", value)
        if not key.startswith("_") and (inspect.isroutine(what) or isinstance(what, property) or inspect.isclass(what)):
            rows += _describe_object(f"{name}.{key}", what, head + "#")
    return rows


def _read_signature(found: Any) -> str:
    try:
        return str(inspect.signature(found))
    except ValueError:  # of a class of the standard library that says none
        return "(…)"
