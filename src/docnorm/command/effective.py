"""What a configuration comes to, as TOML that could be put in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from docnorm.command.wanted import Wanted
from docnorm.look import Look
from docnorm.profile import Profile
from docnorm.settings.options import Where, find_options

_PATTERN = ("find", "replace", "scope", "budget", "why")


def format_configuration(wanted: Wanted, profile: Profile) -> str:
    """Return what will be used: options, the profile by name, what differs from the rules' defaults, and the look.

    Plain keys come first, as TOML wants it. An option that nobody said stands in a comment, with what holds then.
    """
    settings = wanted.settings
    rows = [f"# from {settings.path}" if settings.path else "# no configuration file; these are the defaults"]
    rows += _format_options(wanted)
    rows.append(f"profile = {_format_value(profile.name)}")
    rows.append(f"apply = {_format_value(profile.apply_at.name.lower())}")
    rows.append(f"budget = {_format_value(profile.budget)}")
    rows.append(f"protect = {_format_value(profile.protect)}")
    rows.append("select = [" + "".join(f"\n  {_format_value(rule.id)}," for rule in profile.rules) + "\n]")
    for rule in profile.rules:
        if rule.options and rule.id not in {"house-table", "house-pattern"}:
            options = {name.replace("_", "-"): value for name, value in rule.options if value is not None}
            rows += ["", f"[rules.{_format_key(rule.id)}]", *_format_rows(options)]
        elif rule.id == "house-pattern":
            for pattern in dict(rule.options).get("patterns", ()):
                rows += ["", "[[patterns]]", *_format_rows(dict(zip(_PATTERN, pattern, strict=True)))]
        elif rule.options:
            rows += ["", "[replace]", *_format_rows(dict(dict(rule.options)["table"]))]
    rows += _format_look(profile.look)
    for name, organisation in settings.profiles.items():
        rows += ["", f"[profiles.{_format_key(name)}]", f"extends = {_format_value(organisation.extends)}"]
    return "\n".join(rows) + "\n"


def _format_options(wanted: Wanted) -> Iterator[str]:
    """Yield the options that shape no profile: what was said, and behind ``#`` what nobody said."""
    for row in find_options(Where.CONFIG).values():
        if row.name == "profile" or Where.PROFILE in row.where or Where.COMMAND not in row.where:
            continue
        value = wanted[row.name]
        if row.name in wanted.said:
            yield f"{row.name} = {_format_value(value)}"
        elif value is not None:
            yield f"# {row.name} = {_format_value(value)}"


def _format_look(look: Look) -> Iterator[str]:
    plain = {f.name.replace("_", "-"): getattr(look, f.name) for f in fields(look) if f.name != "name"}
    tables: dict[str, Any] = {"page-number": plain.pop("page-number"), **plain.pop("settings")}
    fonts = plain.pop("fonts")
    yield from ("", "[look]", *_format_rows(plain))
    yield from ("", "[look.fonts]", *_format_rows(fonts))
    for kind, part in tables.items():
        yield from (
            "",
            f"[look.{_format_key(kind)}]",
            *_format_rows({f.name.replace("_", "-"): getattr(part, f.name) for f in fields(part)}),
        )


def _format_rows(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{_format_key(key)} = {_format_value(value)}"


def _format_key(name: str) -> str:
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else _format_value(name)


def _format_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list, frozenset)):
        return (
            "[" + ", ".join(_format_value(v) for v in (sorted(value) if isinstance(value, frozenset) else value)) + "]"
        )
    if isinstance(value, (int, float)):
        return repr(value)
    # A JSON string is a TOML basic string, but for DEL, which JSON leaves bare.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
