"""The kinds of value that options take: how a value is read from a word of the command line, from TOML and from Python.

A reader returns the value as the program holds it, frozen where Python allows, or raises ``UsageError`` that says what
was expected. It never names the option: whoever asks knows where the value was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from docnorm.errors import UsageError, nearest


class Kind(NamedTuple):
    """One kind of value."""

    read: Callable[[Any], Any]  # a value of TOML or Python to the value that is held
    parse: Callable[[str], Any] = str  # a word of the command line to what ``read`` takes
    en: str = "a string"
    zh: str = "字符串"


def read_string(value: Any) -> str:
    """Return a string as it is."""
    if not isinstance(value, str):
        raise UsageError(f"a string expected, not {value!r}")
    return value


def read_flag(value: Any) -> bool:
    """Return a truth value; a number is none."""
    if not isinstance(value, bool):
        raise UsageError(f"true or false expected, not {value!r}")
    return value


def read_count(value: Any) -> int:
    """Return a whole number from 1 up."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise UsageError(f"a whole number from 1 up expected, not {value!r}")
    return value


def read_seconds(value: Any) -> float:
    """Return seconds: above 0, below a million."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
        raise UsageError(f"a number of seconds expected, not {value!r}")
    return float(value)


def read_names(value: Any) -> tuple[str, ...]:
    """Return names, from a list or from a string with commas."""
    if isinstance(value, str):
        value = [word.strip() for word in value.split(",")]
    if not _is_row(value) or not all(isinstance(word, str) for word in value):
        raise UsageError(f"a list of strings expected, not {value!r}")
    return tuple(word for word in value if word)


def read_places(value: Any) -> tuple[tuple[tuple[int, int], str | None], ...]:
    """Return places with what is to stand there, from a string: ``12:7,30:2=组织`` (line and column, from 1)."""
    found = []
    for word in read_string(value).split(","):
        place, equals, text = word.strip().partition("=")
        line, _, column = place.partition(":")
        if not (line.isdecimal() and column.isdecimal()):
            raise UsageError(f"places as --check prints them expected (12:7,30:2=组织), not {word!r}")
        found.append(((int(line), int(column)), text if equals else None))
    return tuple(found)


def read_words(value: Any) -> tuple[str, ...]:
    """Return words of a text, from a list or, in Python, from a string with commas. An empty word is refused."""
    if isinstance(value, str):
        value = value.split(",")
    if not _is_row(value) or not all(isinstance(word, str) and word for word in value):
        raise UsageError(f"a list of words expected, not {value!r}")
    return tuple(value)


def read_pairs(value: Any) -> tuple[tuple[str, str], ...]:
    """Return pairs of strings, from a table or from a list of pairs. Nothing stands for an empty word."""
    rows: Iterable[Any] = value.items() if isinstance(value, Mapping) else value if _is_row(value) else (None,)
    pairs = tuple(tuple(row) if isinstance(row, (tuple, list)) else () for row in rows)
    if not all(len(pair) == 2 and all(isinstance(word, str) for word in pair) for pair in pairs):
        raise UsageError('a table of strings expected: old = "new"')
    if not all(old for old, _ in pairs):
        raise UsageError("an empty word cannot be replaced")
    return pairs


def read_tables(value: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return a table of tables, one for each rule."""
    if not isinstance(value, Mapping) or not all(isinstance(v, Mapping) for v in value.values()):
        raise UsageError("a table for each rule expected: [rules.punctuation]")
    return value


def read_profiles(value: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return a table of tables, one for each profile."""
    if not isinstance(value, Mapping) or not all(isinstance(v, Mapping) for v in value.values()):
        raise UsageError('write a table for each: [profiles.house] with extends = "gongwen"')
    return value


def read_table(value: Any) -> Mapping[str, Any]:
    """Return a table as it is."""
    if not isinstance(value, Mapping):
        raise UsageError(f"a table expected, not {value!r}")
    return value


def read_patterns(value: Any) -> tuple[tuple[str, str, str, float, str], ...]:
    """Return a reader's own patterns: find, replacement, scope, seconds, why; each is compiled here to be checked."""
    from docnorm.cleaners.words.house_pattern import SCOPES, compile_scoped

    if not _is_row(value) or not all(isinstance(row, Mapping) for row in value):
        raise UsageError('a table for each pattern expected: [[patterns]] with find = "…"')
    found = []
    for number, row in enumerate(value, 1):
        known = {"find": "", "replace": "", "scope": "sentence", "budget": 5.0, "why": ""}
        for key in row:
            if key not in known:
                raise UsageError(f"pattern {number} has no {key!r}{nearest(key, list(known))}")
        said = {**known, **row}
        find, new, scope, why = (read_string(said[key]) for key in ("find", "replace", "scope", "why"))
        if not find or scope not in SCOPES:
            wrong = f"scope {scope!r} is none of {', '.join(SCOPES)}" if find else "find is missing"
            raise UsageError(f"pattern {number}: {wrong}")
        _compile(f"pattern {number}", partial(compile_scoped, find, scope))
        found.append((find, new, scope, read_seconds(said["budget"]), why))
    return tuple(found)


def read_chapters(value: Any) -> Mapping[str, str]:
    """Return the patterns of what heads a volume and a chapter."""
    from docnorm.text.chapters.own import compile_pattern

    table = read_table(value)
    for key, find in table.items():
        if key not in {"volume", "chapter"}:
            raise UsageError(f"there is no {key!r}{nearest(key, ['volume', 'chapter'])} (volume and chapter)")
        _compile(key, partial(compile_pattern, read_string(find)))
    return table


def _compile(name: str, compiled: Callable[[], Any]) -> None:
    import regex

    try:
        compiled()
    except regex.error as error:
        raise UsageError(f"{name} is no regular expression: {error}") from error


def _is_row(value: Any) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _parse_number(word: str) -> Any:
    """Return the whole number that ``word`` spells, else the word: the reader says what was expected."""
    return int(word) if word.isascii() and word.isdigit() else word


STRING = Kind(read_string)
FLAG = Kind(read_flag, en="true or false", zh="true 或 false")
COUNT = Kind(read_count, _parse_number, "a whole number from 1 up", "大于 0 的整数")
SECONDS = Kind(read_seconds, en="seconds", zh="秒数")
NAMES = Kind(read_names, en="a list of names", zh="名称列表")
PLACES = Kind(read_places, en="places, by comma", zh="行:列，以逗号分隔")
WORDS = Kind(read_words, en="a list of words", zh="词语列表")
PAIRS = Kind(read_pairs, en='a table: old = "new"', zh='对照表：旧 = "新"')
TABLES = Kind(read_tables, en="a table for each rule", zh="每条规则一个表")
PROFILES = Kind(read_profiles, en="a table for each profile", zh="每个方案一个表")
PATTERNS = Kind(read_patterns, en="a table for each pattern", zh="每条规则一个表")
CHAPTERS = Kind(read_chapters, en="a table of two patterns", zh="两个正则表达式的表")
TABLE = Kind(read_table, en="a table", zh="表")
