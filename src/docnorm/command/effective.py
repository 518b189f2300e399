"""What a configuration comes to, as TOML that could be put in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from docnorm.command.wanted import Wanted
from docnorm.look import Look
from docnorm.profile import Profile
from docnorm.settings.options import Where, options


def effective(wanted: Wanted, profile: Profile) -> str:
    """Return what will be used: options, the profile by name, what differs from the rules' defaults, and the look.

    Plain keys come first, as TOML wants it. An option that nobody said stands in a comment, with what holds then.
    """
    settings = wanted.settings
    rows = [f"# from {settings.path}" if settings.path else "# no configuration file; these are the defaults"]
    rows += _options(wanted)
    rows.append(f"profile = {_value(profile.name)}")
    rows.append(f"apply = {_value(profile.apply_at.name.lower())}")
    rows.append(f"budget = {_value(profile.budget)}")
    rows.append(f"protect = {_value(profile.protect)}")
    rows.append("select = [" + "".join(f"\n  {_value(rule.id)}," for rule in profile.rules) + "\n]")
    for rule in profile.rules:
        if rule.options and rule.id != "house-table":
            options = {name.replace("_", "-"): value for name, value in rule.options if value is not None}
            rows += ["", f"[rules.{_key(rule.id)}]", *_rows(options)]
        elif rule.options:
            rows += ["", "[replace]", *_rows(dict(dict(rule.options)["table"]))]
    rows += _look(profile.look)
    for name, organisation in settings.profiles.items():
        rows += ["", f"[profiles.{_key(name)}]", f"extends = {_value(organisation.extends)}"]
    return "\n".join(rows) + "\n"


def _options(wanted: Wanted) -> Iterator[str]:
    """Yield the options that shape no profile: what was said, and behind ``#`` what nobody said."""
    for row in options(Where.CONFIG).values():
        if row.name == "profile" or Where.PROFILE in row.where or Where.COMMAND not in row.where:
            continue
        value = wanted[row.name]
        if row.name in wanted.said:
            yield f"{row.name} = {_value(value)}"
        elif value is not None:
            yield f"# {row.name} = {_value(value)}"


def _look(look: Look) -> Iterator[str]:
    plain = {f.name.replace("_", "-"): getattr(look, f.name) for f in fields(look) if f.name != "name"}
    tables: dict[str, Any] = {"page-number": plain.pop("page-number"), **plain.pop("settings")}
    fonts = plain.pop("fonts")
    yield from ("", "[look]", *_rows(plain))
    yield from ("", "[look.fonts]", *_rows(fonts))
    for kind, part in tables.items():
        yield from (
            "",
            f"[look.{_key(kind)}]",
            *_rows({f.name.replace("_", "-"): getattr(part, f.name) for f in fields(part)}),
        )


def _rows(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{_key(key)} = {_value(value)}"


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("-", "").replace("_", "").isalnum() else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, list, frozenset)):
        return "[" + ", ".join(_value(v) for v in (sorted(value) if isinstance(value, frozenset) else value)) + "]"
    if isinstance(value, (int, float)):
        return repr(value)
    # A JSON string is a TOML basic string, but for DEL, which JSON leaves bare.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
