"""MkDocs hook: every rule's page, and the table of profiles, from where they live in the package."""

from __future__ import annotations

import sys
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
    return files


def rule_pages() -> list[Path]:
    """Return the pages of all rules, by name."""
    shelves = (ROOT / "src" / "docnorm" / shelf for shelf in ("cleaners", "repairs"))
    return sorted((page for shelf in shelves for page in shelf.rglob("*.md")), key=lambda page: page.stem)


def rules_index() -> str:
    """Return the list of rules, in the order in which they run."""
    from docnorm import api
    from docnorm.writers.report.names import CHINESE

    rows = ["# 规则 Rules", "", "| 规则 rule | 名称 | what it repairs |", "|---|---|---|"]
    for rule in api.builtin_rules().values():
        link = f"[`{rule.id}`]({rule.id.replace('-', '_')}.md)"
        rows.append(f"| {link} | {CHINESE.get(rule.id, '')} | {rule.title.replace('``', '`').replace('|', '&#124;')} |")
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
    for rule_id in api.builtin_rules():
        marks = ("●" if any(r.id == rule_id for r in p.rules) else "" for p in found)
        rows.append(f"| [`{rule_id}`](rules/{rule_id.replace('-', '_')}.md) | " + " | ".join(marks) + " |")
    return "\n".join(rows) + "\n"
