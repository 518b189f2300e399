"""What other packages bring: rules, readers, writers and profiles, found by their entry points.

Nothing is scanned before somebody asks (listing entry points costs 40 ms), and only what is asked for is imported.
A plug-in that cannot be loaded is named and never takes a document with it: in the place of a broken rule stands one
that fails by that name when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from docnorm.edit import Fix
from docnorm.errors import DocnormError, RuleFailed
from docnorm.profile import Profile
from docnorm.result import Format, Normalized, Writer
from docnorm.rule import Rule
from docnorm.source import Reader, Source
from docnorm.system.deadline import Deadline, OutOfTime

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

# Seconds that one plug-in may take to be imported: a rule's own time for a document (CONTRACT), for the same reason.
LOAD_LIMIT = 20.0


@cache
def load_rules() -> Mapping[str, Rule[Any]]:
    """Return every installed rule by id; a broken plug-in is a rule under its entry point's name that fails."""
    found: dict[str, Rule[Any]] = {}
    for point in _list_points("docnorm.rules"):
        for rule in _load_rules_of(point):
            found.setdefault(rule.id, rule)
    return found


@cache
def list_profiles() -> tuple[str, ...]:
    """Return the names of the installed profiles, importing none."""
    return tuple(point.name for point in _list_points("docnorm.profiles"))


@cache
def load_profile(name: str) -> Profile | None:
    """Return the installed profile of that name, or None. Raises ``RuleFailed`` for one that cannot be made."""
    for point in _list_points("docnorm.profiles"):
        if point.name == name:
            value = _load(point)
            made = value if isinstance(value, Profile) else _call(point, value)
            if not isinstance(made, Profile):
                raise RuleFailed(f"{_name(point)} gives a {type(made).__name__}, not a Profile")
            return replace(made, name=name)
    return None


@cache
def list_formats() -> tuple[Format, ...]:
    """Return a row for each format that an installed reader or writer is named after; so are its files' suffixes.

    None is imported yet.
    """
    reading = {point.name: _wrap_reader(point) for point in _list_points("docnorm.readers")}
    writing = {point.name: _wrap_writer(point) for point in _list_points("docnorm.writers")}
    return tuple(
        Format(name, (f".{name.lower()}",), reading.get(name), writing.get(name))
        for name in sorted({*reading, *writing})
    )


def forget() -> None:
    """Forget what was found, so that the next question looks again."""
    for asked in (load_rules, list_profiles, load_profile, list_formats):
        asked.cache_clear()


def _list_points(group: str) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points  # 20 ms of imports before the first look

    return tuple(sorted(entry_points(group=group), key=lambda point: (point.name, point.value)))


def _name(point: EntryPoint) -> str:
    dist = point.dist
    return f"plug-in {point.name!r}" + (f" of {dist.name} {dist.version}" if dist else "")


def _load(point: EntryPoint) -> Any:
    try:
        with Deadline(LOAD_LIMIT) as watch:
            watch.begin()
            return point.load()
    except OutOfTime:
        raise RuleFailed(f"{_name(point)} was not loaded after {LOAD_LIMIT:g} s") from None
    except DocnormError as error:
        raise RuleFailed(f"{_name(point)} cannot be loaded: {error}") from error
    except Exception as error:
        raise RuleFailed(f"{_name(point)} cannot be loaded: {type(error).__name__}: {error}") from error


def _call(point: EntryPoint, make: Callable[[], Any]) -> Any:
    try:
        return make()
    except Exception as error:
        raise RuleFailed(f"{_name(point)} cannot be made: {type(error).__name__}: {error}") from error


def _load_rules_of(point: EntryPoint) -> Iterator[Rule[Any]]:
    try:
        value = _load(point)
    except RuleFailed as error:
        yield _make_broken(point.name, str(error))
        return
    many = value if isinstance(value, (tuple, list)) else (value,)
    for rule in many:
        if isinstance(rule, Rule):
            yield rule
        else:
            yield _make_broken(point.name, f"{_name(point)} names a {type(rule).__name__}, not a rule")


def _make_broken(name: str, what: str) -> Rule[Any]:
    def propose(text: str) -> Iterable[Fix]:
        del text
        raise RuleFailed(what)

    return Rule(name, what, propose)


def _wrap_reader(point: EntryPoint) -> Reader:
    def read(data: bytes, encoding: str | None = None) -> Source:
        source = _ask(point, lambda: _load(point)(data, encoding))
        if not isinstance(source, Source):
            raise RuleFailed(f"{_name(point)} gives a {type(source).__name__}, not a Source")
        return source

    return read


def _wrap_writer(point: EntryPoint) -> Writer:
    def write(document: Normalized, **options: Any) -> bytes:
        data = _ask(point, lambda: _load(point)(document, **options))
        if not isinstance(data, bytes):
            raise RuleFailed(f"{_name(point)} gives a {type(data).__name__}, not bytes")
        return data

    return write


def _ask(point: EntryPoint, work: Callable[[], Any]) -> Any:
    """Return what the plug-in gives; what it raises by accident names it, and not the document's text."""
    try:
        return work()
    except DocnormError:
        raise
    except Exception as error:
        raise RuleFailed(f"{_name(point)} raised {type(error).__name__}") from error
