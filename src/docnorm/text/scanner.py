"""Patterns as tables for the extension, which looks for all of them while it reads a text once.

A pattern means what it means to ``re``: it is taken apart by Python's own parser. What the extension does not know
(back references, repeats of more than a character, flags) is left to ``re``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from docnorm.system.native import native
from docnorm.text.lines import is_mostly_ascii

MATCH, SET, REPEAT, SPLIT, JUMP, AHEAD, BEHIND, AT = range(8)
_PLACES = {"AT_BEGINNING": 0, "AT_BEGINNING_STRING": 0, "AT_END": 1, "AT_END_STRING": 2}
_ALIKE = {"i": "İı", "s": "ſ", "k": "\u212a"}  # what re takes for an ASCII letter in another case
_SPACE = [(9, 13), (28, 32), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029),
          (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)]  # fmt: skip  # what re takes for a space
_BYTES = 32  # of the mask
_WORTH = 20_000  # code points: to take a profile's patterns apart takes 20 ms, too much for a small file
_SHORT = 200  # code points: re is done with a line before a pattern is taken apart
_WIDEST = 64  # characters of a lookbehind
_MOST = (1 << 31) - 1
_LAST = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]


class _Unknown(Exception):
    """The extension does not know this kind of pattern."""


class _Program:
    """The instructions of one pattern, and the sets of characters that it asks for, shared with other patterns."""

    def __init__(self, sets: dict[Ranges, int]) -> None:
        self.code: list[int] = []
        self._sets = sets
        self._folds = False  # inside of (?i:…)

    def emit(self, *words: int) -> int:
        """Add an instruction and return where it stands."""
        self.code += words
        return len(self.code) - len(words)

    def number(self, ranges: Ranges) -> int:
        """The number of a set."""
        return self._sets.setdefault(ranges, len(self._sets))

    def sequence(self, items: Any) -> None:
        """Add the instructions of a parsed pattern."""
        for op, value in items:
            self._one(str(op), value)

    def _one(self, op: str, value: Any) -> None:
        if op in {"LITERAL", "NOT_LITERAL", "IN", "ANY"}:
            self.emit(SET, self.number(_fold_case(op, value) if self._folds else _list_ranges(op, value)))
        elif op in {"MAX_REPEAT", "POSSESSIVE_REPEAT"}:
            self._repeat(op, *value)
        elif op == "BRANCH":
            self._branch(value[1])
        elif op == "SUBPATTERN":
            if value[1] & ~(re.IGNORECASE | re.VERBOSE) or value[2]:
                raise _Unknown
            before, self._folds = self._folds, self._folds or bool(value[1] & re.IGNORECASE)
            self.sequence(value[3])
            self._folds = before
        elif op in {"ASSERT", "ASSERT_NOT"}:
            self._look(op, *value)
        elif op == "AT" and str(value) in _PLACES:
            self.emit(AT, _PLACES[str(value)])
        else:
            raise _Unknown

    def _repeat(self, op: str, least: int, most: int, items: Any) -> None:
        if len(items) != 1 or self._folds or str(items[0][0]) not in {"LITERAL", "NOT_LITERAL", "IN", "ANY"}:
            if (least, most) != (0, 1) or op != "MAX_REPEAT":
                raise _Unknown
            split = self.emit(SPLIT, 0)
            self.sequence(items)
            self.code[split + 1] = len(self.code)
            return
        if op != "MAX_REPEAT":
            raise _Unknown
        self.emit(REPEAT, self.number(_list_ranges(str(items[0][0]), items[0][1])), least, min(int(most), _MOST))

    def _branch(self, branches: Sequence[Any]) -> None:
        jumps = []
        for branch in branches[:-1]:
            split = self.emit(SPLIT, 0)
            self.sequence(branch)
            jumps.append(self.emit(JUMP, 0))
            self.code[split + 1] = len(self.code)
        self.sequence(branches[-1])
        for jump in jumps:
            self.code[jump + 1] = len(self.code)

    def _look(self, op: str, way: int, items: Any) -> None:
        low, high = items.getwidth()
        if way < 0 and (low != high or high > _WIDEST):
            raise _Unknown
        negated = int(op == "ASSERT_NOT")
        at = self.emit(AHEAD, negated, 0) if way > 0 else self.emit(BEHIND, negated, 0, high)
        self.sequence(items)
        self.emit(MATCH)
        self.code[at + 2] = len(self.code)


def _fold_case(op: str, value: Any) -> Ranges:
    """The set of an ASCII character whose case does not matter."""
    if op != "LITERAL" or value > 0x7F:
        raise _Unknown
    char = chr(value)
    return _join_ranges([(ord(c), ord(c)) for c in {char.lower(), char.upper(), *_ALIKE.get(char.lower(), "")}])


def _list_ranges(op: str, value: Any) -> Ranges:
    if op == "ANY":
        return ((0, 9), (11, _LAST))
    if op == "LITERAL":
        return ((value, value),)
    if op == "NOT_LITERAL":
        return _invert_ranges([(value, value)])
    found: list[tuple[int, int]] = []
    negated = False
    for kind, item in value:
        name = str(kind)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found.append((item, item))
        elif name == "RANGE":
            found.append(item)
        elif name == "CATEGORY" and str(item) == "CATEGORY_SPACE":
            found += _SPACE
        else:
            raise _Unknown
    return _invert_ranges(found) if negated else _join_ranges(found)


def _join_ranges(ranges: list[tuple[int, int]]) -> Ranges:
    out: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(high, out[-1][1]))
        else:
            out.append((low, high))
    return tuple(out)


def _invert_ranges(ranges: list[tuple[int, int]]) -> Ranges:
    out, at = [], 0
    for low, high in _join_ranges(ranges):
        if at < low:
            out.append((at, low - 1))
        at = high + 1
    return (*out, (at, _LAST)) if at <= _LAST else tuple(out)


def find_places(
    pattern: re.Pattern[str], text: str, beside: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Yield where ``pattern`` is found in ``text``, as ``finditer`` would: what a rule has to look at.

    ``beside`` is a class of characters that the rule acts beside: where most of a text is ASCII, places on lines
    without one are left out.
    """
    scan = _scan_of(pattern.pattern, pattern.flags) if native and len(text) > _SHORT else None
    found: Iterable[tuple[int, int]] = scan.find(text) if scan else (m.span() for m in pattern.finditer(text))
    if beside is None or not is_mostly_ascii(text):
        yield from found
        return
    end, held = -1, False
    for start, stop in found:
        if start >= end:  # places come from left to right
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            held = beside.search(text, text.rfind("\n", 0, start) + 1, end) is not None
        if held:
            yield start, stop


class _Known:
    """A pattern that the extension knows."""

    def __init__(self, pattern: str, flags: int) -> None:
        sets: dict[Ranges, int] = {}
        code = _compile(pattern, flags, sets)
        self._scanner: Any = _make([code], sets) if code else None

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        found: list[tuple[int, int]] = self._scanner.find(text)
        return found

    def __bool__(self) -> bool:
        return self._scanner is not None


@lru_cache(maxsize=256)
def _scan_of(pattern: str, flags: int) -> _Known:
    return _Known(pattern, flags)


def _make(programs: Sequence[list[int] | None], sets: dict[Ranges, int]) -> Any:
    rows = [array("I", [end for pair in ranges for end in pair]) for ranges in sets]
    return native.Scanner(tuple(array("i", code or []) for code in programs), tuple(rows))


class Scan:
    """Patterns that the extension looks for in one pass. Which of them are found is a bit mask."""

    def __init__(self, patterns: Sequence[re.Pattern[str] | None]) -> None:
        self._patterns = patterns
        self._left = _WORTH if native else -1
        self._scanner: Any = None
        self._known = 0

    def search(self, text: str, among: int) -> int | None:
        """Return which of the patterns ``among`` may be found in ``text``; None where ``re`` is to look.

        What is no pattern, or none that the extension knows, may be found everywhere.
        """
        if self._scanner is None:
            self._left -= len(text)
            if self._left > 0 or native is None:
                return None
            self._make()
        asked = among & self._known
        found = int.from_bytes(self._scanner.search(text, asked.to_bytes(_BYTES, "little")), "little")
        return found | ~asked

    def _make(self) -> None:
        sets: dict[Ranges, int] = {}
        programs = [_compile(p.pattern, p.flags, sets) if p else None for p in self._patterns]
        self._known = sum(1 << i for i, code in enumerate(programs) if code)
        self._scanner = _make(programs, sets)


def _compile(source: str, flags: int, sets: dict[Ranges, int]) -> list[int] | None:
    from re import _parser  # type: ignore[attr-defined]  # re's own, the only one that reads patterns as re does

    if flags & ~re.VERBOSE:
        return None
    mine = dict(sets)
    program = _Program(mine)
    try:
        program.sequence(_parser.parse(source, flags))
    except (_Unknown, AttributeError):
        return None
    program.emit(MATCH)
    sets |= mine
    return program.code
