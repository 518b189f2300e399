"""What a reader's own patterns find: taken out or written otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from docnorm.edit import Fix, Safety, replace
from docnorm.errors import RuleFailed
from docnorm.protected import ALL_FORMS
from docnorm.rule import cleaner

# find, replacement, scope, seconds, why. Strings and a number only: rules travel between processes by their options.
Pattern = tuple[str, str, str, float, str]
SCOPES = ("sentence", "line", "document")


@cleaner("house-pattern", owns=ALL_FORMS, idle={"patterns": ()}, once=True)
def house_pattern(text: str, *, patterns: tuple[Pattern, ...] = ()) -> Iterator[Fix]:
    """What a reader's own patterns find is taken out or written otherwise, each within its scope and its time."""
    taken: list[Fix] = []
    for number, (find, new, scope, seconds, why) in enumerate(patterns, 1):
        try:
            taken += _replace_all(text, compile_scoped(find, scope), new, scope, seconds, why or f"pattern {number}")
        except TimeoutError:
            raise RuleFailed(f"pattern {number} ran past its budget of {seconds:g} s") from None
    at = 0
    for fix in sorted(taken, key=lambda f: f.edits[0].span):
        if fix.edits[0].span.start >= at:  # of two patterns over one place the earlier one in the file holds
            at = fix.edits[0].span.end
            yield fix


def _replace_all(text: str, pattern: Any, new: str, scope: str, seconds: float, why: str) -> Iterator[Fix]:
    for m in pattern.finditer(text, timeout=seconds):
        start, end = m.span()
        put = m.expandf(new) if "{" in new else m.expand(new)
        if scope == "line" and not put:
            end += text[end : end + 1] == "\n"  # a line that goes takes its end along
        if start < end or put:
            yield replace(start, end, put, why, Safety.CERTAIN)


@lru_cache(maxsize=256)
def compile_scoped(find: str, scope: str) -> Any:
    """Return a pattern as its scope reads it; raises ``regex.error``.

    ``line``: the whole line with the blanks round it; ``sentence``: inside a line, never over its end; ``document``:
    wherever it fits, over line ends, too.
    """
    import regex  # only those who bring patterns need it

    if scope == "line":
        return regex.compile(rf"^[^\S\n]*(?:{find})[^\S\n]*$", regex.MULTILINE)
    if scope == "sentence":
        return regex.compile(rf"(?:{find})", regex.MULTILINE)
    return regex.compile(find, regex.MULTILINE)
