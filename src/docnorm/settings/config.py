"""``docnorm.toml`` or ``[tool.docnorm]``: what a house has settled once, checked before any file is touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.settings.choice import Choice, Known
from docnorm.settings.kinds import read_string
from docnorm.settings.options import Option, Where, find_options
from docnorm.settings.rule_options import read_options


@dataclass(frozen=True, slots=True)
class Organisation:
    """A profile of the house's own: another one, and what it wants otherwise."""

    extends: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration as it was read."""

    path: str | None = None  # of the file; None: there is none
    options: Mapping[str, Any] = field(default_factory=dict)  # what no profile holds, by the option's name
    choice: Choice = field(default_factory=Choice)  # what every profile is asked for
    profiles: Mapping[str, Organisation] = field(default_factory=dict)


NAME = "docnorm.toml"


def load(path: str | os.PathLike[str] | None, start: Path) -> Settings:
    """Read the configuration at ``path``, or the nearest one upwards from the folder ``start``, or none.

    Raises ``UsageError`` for a file that is not there or not TOML, and for every key, name and value that is wrong:
    one line each, with the file, the key and the nearest valid name. Rule names are checked by ``check``.
    """
    if path is not None:
        table = _parse(Path(path))
        if Path(path).name == "pyproject.toml":
            table = table.get("tool", {}).get("docnorm", {})
        return read(table, str(path))
    for folder in (start, *start.absolute().parents):
        here = folder / NAME
        if here.is_file():
            return read(_parse(here), str(here))
        project = folder / "pyproject.toml"
        # Other tools' files are none of our business: only one that names us is parsed.
        if project.is_file() and b"docnorm" in project.read_bytes():
            mine = _parse(project).get("tool", {}).get("docnorm")
            if isinstance(mine, dict):
                return read(mine, str(project))
    return Settings()


def read(table: Mapping[str, Any], path: str) -> Settings:
    """Return the settings of a parsed configuration; ``path`` names it in errors."""
    mistakes: list[str] = []
    known, ours = find_options(Where.CONFIG), find_options(Where.PROFILE)
    said: dict[str, Any] = {}
    profiles: dict[str, Organisation] = {}
    for key, value in table.items():
        if key == "profiles":
            profiles = dict(_read_profiles(known[key], value, mistakes))
        elif key in known and key not in ours:
            said[key] = _attempt(mistakes, key, known[key].read, value)
        elif key in find_options(Where.COMMAND) and key not in known:
            mistakes.append(f"{key}: belongs on the command line, not in a configuration")
        elif key not in ours:
            mistakes.append(f"{key}: no such key{nearest(key, list(known))}")
    choice = _read_choice({k: v for k, v in table.items() if k in ours}, "", mistakes)
    _raise(mistakes, path)
    return Settings(path, said, choice, profiles)


def check(settings: Settings, known: Known, profiles: Callable[[], list[str]]) -> None:
    """Raise ``UsageError`` for every rule, rule option and profile that nobody knows, one line each."""
    mistakes: list[str] = []
    for where, choice in _list_choices(settings):
        for key, names in (
            ("select", choice.select or ()),
            ("extend-select", choice.extend_select),
            ("ignore", choice.ignore),
        ):
            for name in names:
                _attempt(mistakes, f"{where}{key}", known.rule, name)
        for rule_id, asked in choice.rules.items():
            rule = _attempt(mistakes, f"{where}rules", known.rule, rule_id)
            if rule is not None:
                _attempt(mistakes, where.rstrip("."), partial(read_options, rule), asked)
    asked_for = [(f"profiles.{name}.extends", own.extends) for name, own in settings.profiles.items()]
    if "profile" in settings.options:
        asked_for.append(("profile", settings.options["profile"]))
    for key, name in asked_for:
        if name not in settings.profiles and name not in profiles():
            every = [*settings.profiles, *profiles()]
            mistakes.append(f"{key}: no profile {name!r}{nearest(name, every)} (there are {', '.join(every)})")
    for name in settings.profiles:
        _attempt(mistakes, f"profiles.{name}.extends", lambda name: trace_profile(settings, name), name)
    _raise(mistakes, settings.path or "command line")


def trace_profile(settings: Settings, name: str) -> tuple[str, tuple[Choice, ...]]:
    """Return the profile that ``name`` goes back to, and what is asked of it on the way, in order."""
    way: list[str] = []
    choices: list[Choice] = []
    while name in settings.profiles:
        if name in way:
            raise UsageError(f"profile {name!r} extends itself: {' → '.join([*way, name])}")
        way.append(name)
        choices.append(settings.profiles[name].choice)
        name = settings.profiles[name].extends
    return name, tuple(reversed(choices))


def _list_choices(settings: Settings) -> Iterator[tuple[str, Choice]]:
    yield "", settings.choice
    for name, organisation in settings.profiles.items():
        yield f"profiles.{name}.", organisation.choice


def _parse(path: Path) -> dict[str, Any]:
    import tomllib  # 14 ms: only where there is a configuration

    try:
        # utf-8-sig: Notepad writes a byte-order mark that TOML does not know.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: the configuration cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: a configuration is UTF-8; save it again as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from error


def _read_profiles(row: Option, value: Any, mistakes: list[str]) -> Iterator[tuple[str, Organisation]]:
    ours = find_options(Where.PROFILE)
    for name, table in (_attempt(mistakes, row.name, row.read, value) or {}).items():
        where = f"profiles.{name}."
        known = ["extends", *ours]
        mistakes += [f"{where}{key}: no such key{nearest(key, known)}" for key in table if key not in known]
        extends = _attempt(mistakes, f"{where}extends", read_string, table.get("extends", "gongwen"))
        choice = _read_choice({k: v for k, v in table.items() if k in ours}, where, mistakes)
        yield name, Organisation(extends or "gongwen", choice)


def _read_choice(table: Mapping[str, Any], where: str, mistakes: list[str]) -> Choice:
    rows = find_options(Where.PROFILE)
    asked = {rows[key].key: _attempt(mistakes, f"{where}{key}", rows[key].read, table[key]) for key in table}
    return Choice(**{key: value for key, value in asked.items() if value is not None})


def _attempt(mistakes: list[str], key: str, read_value: Callable[[Any], Any], value: Any) -> Any:
    """Return what ``read_value`` makes of ``value``; its complaint goes to ``mistakes`` instead, under ``key``."""
    try:
        return read_value(value)
    except UsageError as error:
        mistakes.append(f"{key}: {error}" if key else str(error))
        return None


def _raise(mistakes: list[str], path: str) -> None:
    if mistakes:
        raise UsageError("\n".join(f"{path}: {mistake}" for mistake in mistakes))
