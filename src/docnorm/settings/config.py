"""``docnorm.toml`` or ``[tool.docnorm]``: what a house has settled once, checked before any file is touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from docnorm.errors import UsageError, nearest
from docnorm.settings.choice import Choice, Known, options_of


@dataclass(frozen=True, slots=True)
class Organisation:
    """A profile of the house's own: another one, and what it wants otherwise."""

    extends: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration as it was read. ``options`` are those that no profile holds, by long option name."""

    path: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    profiles: Mapping[str, Organisation] = field(default_factory=dict)


NAME = "docnorm.toml"


def load(path: str | os.PathLike[str] | None, start: Path) -> Settings:
    """Read the configuration at ``path``, or the nearest one upwards from the folder ``start``, or none.

    Raises ``UsageError`` for a file that is not there or not TOML, and for every key, name and value that is wrong:
    one line each, with the file, the key and the nearest valid name. Rule names are checked by ``check``.
    """
    if path is not None:
        table = _parsed(Path(path))
        if Path(path).name == "pyproject.toml":
            table = table.get("tool", {}).get("docnorm", {})
        return read(table, str(path))
    for folder in (start, *start.absolute().parents):
        here = folder / NAME
        if here.is_file():
            return read(_parsed(here), str(here))
        project = folder / "pyproject.toml"
        # Other tools' files are none of our business: only one that names us is parsed.
        if project.is_file() and b"docnorm" in project.read_bytes():
            mine = _parsed(project).get("tool", {}).get("docnorm")
            if isinstance(mine, dict):
                return read(mine, str(project))
    return Settings()


def read(table: Mapping[str, Any], path: str) -> Settings:
    """Return the settings of a parsed configuration; ``path`` names it in errors."""
    mistakes: list[str] = []
    options: dict[str, Any] = {}
    profiles: dict[str, Organisation] = {}
    known = [*_OPTIONS, *_CHOICE, "profiles"]
    for key, value in table.items():
        if key in _OPTIONS:
            options[key] = _tried(mistakes, key, _OPTIONS[key], value)
        elif key == "profiles":
            profiles = dict(_organisations(value, mistakes))
        elif key in _PER_RUN:
            mistakes.append(f"{key}: belongs on the command line, not in a configuration")
        elif key not in _CHOICE:
            mistakes.append(f"{key}: no such key{nearest(key, known)}")
    choice = _choice({k: v for k, v in table.items() if k in _CHOICE}, "", mistakes)
    _raise(mistakes, path)
    return Settings(path, options, choice, profiles)


def check(settings: Settings, known: Known, profiles: Callable[[], list[str]]) -> None:
    """Raise ``UsageError`` for every rule, rule option and profile that nobody knows, one line each."""
    mistakes: list[str] = []
    for where, choice in _choices(settings):
        for key, names in (
            ("select", choice.select or ()),
            ("extend-select", choice.extend_select),
            ("ignore", choice.ignore),
        ):
            for name in names:
                _tried(mistakes, f"{where}{key}", known.rule, name)
        for rule_id, asked in choice.rules.items():
            rule = _tried(mistakes, f"{where}rules", known.rule, rule_id)
            if rule is not None:
                _tried(mistakes, where.rstrip("."), partial(options_of, rule), asked)
    asked_for = [(f"profiles.{name}.extends", own.extends) for name, own in settings.profiles.items()]
    if "profile" in settings.options:
        asked_for.append(("profile", settings.options["profile"]))
    for key, name in asked_for:
        if name not in settings.profiles and name not in profiles():
            every = [*settings.profiles, *profiles()]
            mistakes.append(f"{key}: no profile {name!r}{nearest(name, every)} (there are {', '.join(every)})")
    for name in settings.profiles:
        _tried(mistakes, f"profiles.{name}.extends", lambda name: lineage(settings, name), name)
    _raise(mistakes, settings.path or "command line")


def lineage(settings: Settings, name: str) -> tuple[str, tuple[Choice, ...]]:
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


def _choices(settings: Settings) -> Iterator[tuple[str, Choice]]:
    yield "", settings.choice
    for name, organisation in settings.profiles.items():
        yield f"profiles.{name}.", organisation.choice


def _parsed(path: Path) -> dict[str, Any]:
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


def _organisations(value: Any, mistakes: list[str]) -> Iterator[tuple[str, Organisation]]:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        mistakes.append('profiles: write a table for each: [profiles.house] with extends = "gongwen"')
        return
    for name, table in value.items():
        where = f"profiles.{name}."
        known = ["extends", *_CHOICE]
        mistakes += [f"{where}{key}: no such key{nearest(key, known)}" for key in table if key not in known]
        extends = _tried(mistakes, f"{where}extends", _string, table.get("extends", "gongwen"))
        choice = _choice({k: v for k, v in table.items() if k in _CHOICE}, where, mistakes)
        yield name, Organisation(extends or "gongwen", choice)


def _choice(table: Mapping[str, Any], where: str, mistakes: list[str]) -> Choice:
    asked = {key.replace("-", "_"): _tried(mistakes, f"{where}{key}", _CHOICE[key], table[key]) for key in table}
    return Choice(**{key: value for key, value in asked.items() if value is not None})


def _tried(mistakes: list[str], key: str, read_value: Callable[[Any], Any], value: Any) -> Any:
    """Return what ``read_value`` makes of ``value``; its complaint goes to ``mistakes`` instead, under ``key``."""
    try:
        return read_value(value)
    except UsageError as error:
        mistakes.append(f"{key}: {error}" if key else str(error))
        return None


def _raise(mistakes: list[str], path: str) -> None:
    if mistakes:
        raise UsageError("\n".join(f"{path}: {mistake}" for mistake in mistakes))


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"a string expected, not {value!r}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"true or false expected, not {value!r}")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(f"a whole number from 1 up expected, not {value!r}")
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
        raise UsageError(f"a number of seconds expected, not {value!r}")
    return float(value)


def _strings(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]  # as on the command line
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise UsageError(f"a list of strings expected, not {value!r}")
    return tuple(word for word in value if word)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise UsageError(f"a list of words expected, not {value!r}")
    return tuple(value)


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise UsageError('a table of strings expected: old = "new"')
    if not all(value):
        raise UsageError("an empty word cannot be replaced")
    return tuple(value.items())


def _tables(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        raise UsageError("a table for each rule expected: [rules.punctuation]")
    return value


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"a table expected, not {value!r}")
    return value


def _one_of(*words: str) -> Callable[[Any], str]:
    def read_value(value: Any) -> str:
        if value not in words:
            hint = nearest(value, list(words)) if isinstance(value, str) else ""
            raise UsageError(f"{value!r} is none of {', '.join(words)}{hint}")
        return str(value)

    return read_value


_OPTIONS: dict[str, Callable[[Any], Any]] = {
    "profile": _string,
    "to": _string,
    "from": _string,
    "encoding": _string,
    "variant": _string,
    "fix-numbers": _flag,
    "track-changes": _flag,
    "template": _string,
    "verify": _flag,
    "numbering": _one_of("literal", "auto"),
    "toc": _flag,
    "field": _string,
    "log-field": _string,
    "counts-field": _string,
    "flagged-field": _string,
    "engine": _one_of("pool", "ray"),
    "ray-address": _string,
    "output-format": _one_of("text", "json", "sarif", "github"),
    "no-backup": _flag,
    "jobs": _count,
    "resume": _flag,
    "quiet": _flag,
    "verbose": _flag,
}
_CHOICE: dict[str, Callable[[Any], Any]] = {
    "select": _strings,
    "extend-select": _strings,
    "ignore": _strings,
    "apply": _one_of("certain", "likely"),
    "budget": _seconds,
    "protect": _words,
    "rules": _tables,
    "replace": _pairs,
    "pinyin": _pairs,
    "look": _table,
}
# Said for one run: in a file that every run reads they would be a trap.
_PER_RUN = frozenset({
    "output", "check", "diff", "report", "undo", "explain", "config", "in-place", "stats", "show-config", "serve",
})  # fmt: skip
