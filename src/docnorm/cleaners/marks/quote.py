"""Straight quotes made curly, reversed and wrongly nested ones turned, by pairing within a paragraph."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from docnorm.cleaners.marks._quote_style import restyle_quotes
from docnorm.edit import Edit, Fix, Safety, Span, replace
from docnorm.protected import find_protected
from docnorm.rule import cleaner
from docnorm.text.characters import HAN
from docnorm.text.english import is_english, speaks_english
from docnorm.text.late import late
from docnorm.text.lines import find_lines

_SINGLE = late("'(?<![0-9A-Za-z]'(?=[0-9A-Za-z]))")  # an apostrophe stands between letters
_BESIDE = late(f"[{HAN}，。；：！？、,.;:!?”）》\\n]")
_QUOTE = late("[“”‘’]")
_TOKEN = late('[“”"]')
_HAN = late(f"[{HAN}]")
# Program text keeps its quotes: "key": 1, class="x", print("…"), text: '…' }, git commit -m "…".
_CODE = late(
    r"""["'][ ]*[:=][ ]*["'\[{0-9]|[=(\[{,][ ]*"[^"\n]{0,99}"[ ]*[)\]},;]|[A-Za-z]="|[ ]--?[a-z]{1,20}[ =]["']"""
    r"""|[A-Za-z0-9_]:[ ]'[^'\n]{0,99}'[ ]*[)\]},;+]"""
)
_STYLES = {"curly": ("“", "”"), "corner": ("「", "」")}
_INNER = ("‘", "’")
_SPEAKS = late("[：，。！？]\\Z|[说道问答喊叫嚷笑骂叹讲][：，。！？]?\\Z")
_TELLS = late(
    "^(?:以及|或者|并且|等(?=[，。的])|中的|一词)|^[^，。：！？]{0,9}[说道问答喊叫嚷笑骂叹讲][：，。！？]?\\Z"
)
_CLAUSE = late("[，。；：！？]")
_SHORT = 20  # characters that quotes hold inside a sentence
_ENDS = frozenset("。！？…”")
_NEAR = 3  # lines: a quote that is not closed by then is not closed


class QuoteMark(NamedTuple):
    """A double quote and where it stands."""

    at: int
    form: str


def _prefilter(*, style: str = "curly", straight: bool = True, directional: bool = False) -> str:
    del style
    return "[\"'“”‘’「」『』]" if straight or directional else "[“”]"


@cleaner("quote", trigger="[\"'“”‘’「」『』]", prefilter=_prefilter)
def quote(
    text: str, *, style: Literal["curly", "corner"] = "curly", straight: bool = True, directional: bool = False
) -> Iterator[Fix]:
    """Quotes open and close; a pair is changed as a whole or not at all.

    ``style`` is what straight quotes become: ``curly`` “” or ``corner`` 「」. Without ``straight`` they stay. With
    ``directional`` quotes that open and close already are written in that style, too.
    """
    if directional:
        yield from restyle_quotes(text, _pair_quotes(text, style, straight=straight), style)
    else:
        yield from _pair_quotes(text, style, straight=straight)


def _pair_quotes(text: str, style: str, *, straight: bool) -> Iterator[Fix]:
    if not straight and "“" not in text and "”" not in text:
        return
    forms = "".join(_TOKEN.findall(text))
    if forms != "“”" * (len(forms) // 2):  # clean text is done with one look
        yield from _pair_doubles(text, style, straight=straight)
    if straight and "'" in text:
        yield from _pair_singles(text, style)


def _pair_doubles(text: str, style: str, *, straight: bool) -> Iterator[Fix]:
    depth = loose = last = 0  # quotes open at the line's head; whether a straight one may be; where we were
    for line in find_lines(_TOKEN, text):
        if text.count("\n", last, line.start) > _NEAR:
            depth = loose = 0
        last = line.end
        marks = [QuoteMark(m.start(), m[0]) for m in _TOKEN.finditer(text, *line)]
        curly = [m for m in marks if m.form != '"']
        plain = (
            [m for m in marks if m.form == '"' and not find_protected(text).guards(Span(m.at, m.at + 1))]
            if curly or straight
            else []
        )
        if curly:
            if curly[0].form == "“":
                depth = 0  # a quote over several paragraphs opens each of them
            after = _count_depth(curly, depth)
            if after is None and (not plain or straight):
                yield from _turn_pairs(text, line, sorted((*curly, *plain)))
                depth = 0
                continue
            if depth == 0 == after:
                crossed = _find_crossed(text, line, curly)
                yield from crossed or _nest_pairs(text, line)
            depth = after or 0
        if straight and plain and not (curly and depth):
            if not (loose and len(plain) % 2 == 0 and _closes(text, line, plain[0].at)):
                yield from _curl_line(text, line, plain, curly, style)
            loose = len(plain) % 2


def _count_depth(marks: Sequence[QuoteMark], depth: int) -> int | None:
    """Return how many quotes are open behind ``marks``; None where one closes unopened, or many stay open."""
    deepest = depth
    for mark in marks:
        depth += 1 if mark.form == "“" else -1
        deepest = max(deepest, depth)
        if depth < 0:
            return None
    return depth if depth == 0 or deepest <= 2 else None


def _turn_pairs(text: str, line: Span, marks: Sequence[QuoteMark]) -> Iterator[Fix]:
    """Turn pairs that open with ” or close with “, if that makes the line balanced."""
    if len(marks) % 2:
        at = marks[-1].at
        yield replace(at, at + 1, text[at], "a quote without its partner", Safety.SUGGEST)
        return
    pairs = [p for p in zip(marks[::2], marks[1::2], strict=True) if p[0].form + p[1].form != "“”"]
    if all(_can_open(text, line, a.at) and _can_close(text, line, b.at) for a, b in pairs):
        sure = Safety.LIKELY if _is_reversed(text, line, pairs) else Safety.SUGGEST
        for pair in pairs:
            edits = [Edit(Span(m.at, m.at + 1), new) for m, new in zip(pair, "“”", strict=True) if m.form != new]
            yield Fix(tuple(edits), "a reversed quote", sure)


def _is_reversed(text: str, line: Span, pairs: Sequence[tuple[QuoteMark, QuoteMark]]) -> bool:
    """Whether pairs hold what quotes hold, and not what stands between two: 走吧。”他说。“我们走, 航次”是“任务.

    So it looks where a line is torn from a text, with the other halves in the lines before it and behind.
    """
    held = [text[a.at + 1 : b.at].strip() for a, b in pairs]
    if any(not words or _TELLS.search(words) for words in held):
        return False
    if all(2 <= len(words) <= _SHORT and not _CLAUSE.search(words) for words in held):
        return True
    if text[line.start : line.end].rstrip()[-1:] in _ENDS:
        return True
    return any(
        not text[line.start : a.at].strip()
        or text[a.at - 1] in "：（"
        or text[b.at + 1 : b.at + 2] in tuple("，。！？；：、）")
        for a, b in pairs
    )


def _find_crossed(text: str, line: Span, marks: Sequence[QuoteMark]) -> list[Fix]:
    """Ask about quotes of speech that were typed the other way round: “你来吗？“他说：”来。”

    Read as quotes in quotes they hold what nobody says, and close right behind a colon. A person decides.
    """
    found = []
    for a, b in pairwise(marks):
        if a.form + b.form != "“”" or not _SPEAKS.search(text, a.at + 1, b.at):
            continue
        if text[a.at - 1 : a.at] not in "，。！？…" and _can_close(text, line, b.at):
            continue
        if text[a.at - 1 : a.at].strip() and a is not marks[0] and b is not marks[-1]:
            edits = (Edit(Span(a.at, a.at + 1), "”"), Edit(Span(b.at, b.at + 1), "“"))
            found.append(Fix(edits, "a reversed quote", Safety.SUGGEST))
    return found


def _nest_pairs(text: str, line: Span) -> Iterator[Fix]:
    """Quotes inside quotes are single ones, and inside those double ones again (GB/T 15834-2011 4.8.3.4)."""
    opened: list[QuoteMark] = []  # where, and what it is to be
    for m in _QUOTE.finditer(text, *line):
        if m[0] in "“‘":
            inner = m[0] == "‘" or (opened and opened[-1].form == "“")
            opened.append(QuoteMark(m.start(), "‘" if inner else "“"))
            continue
        if m[0] == "”":  # what is open above it stays open
            while opened and text[opened[-1].at] == "‘":
                opened.pop()
        if not opened or text[opened[-1].at] + m[0] not in {"“”", "‘’"}:
            continue  # an apostrophe
        at, form = opened.pop()
        if form != text[at]:
            edits = (Edit(Span(at, at + 1), _INNER[0]), Edit(Span(m.start(), m.end()), _INNER[1]))
            yield Fix(edits, "double quotes inside double quotes", Safety.LIKELY)


def _curl_line(
    text: str, line: Span, marks: Sequence[QuoteMark], curly: Sequence[QuoteMark], style: str
) -> Iterator[Fix]:
    if not _HAN.search(text, *line) or _CODE.search(text, *line) or (style == "corner" and is_english(text, line)):
        return
    if len(marks) % 2:
        last = marks[-1].at
        if any(text[m.at - 1 : m.at].isdigit() for m in marks):
            return  # inches
        if len(marks) == 1 and _goes_on(text, line, last):
            return
        yield replace(last, last + 1, '"', "a quote without its partner", Safety.SUGGEST)
        return
    if all(text[m.at - 1 : m.at].isdigit() for m in marks):
        return  # inches, two by two
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    if not all(_can_open(text, line, a.at) and _can_close(text, line, b.at) for a, b in pairs):
        return
    if any(_is_between(text, line, a.at, b.at) for a, b in pairs):
        return  # Darling." 或 "We: a line torn from a text, with a half of two quotes
    inside = [m.at for m in curly]
    for a, b in pairs:
        if style == "corner" and not _HAN.search(text, a.at, b.at):
            continue  # Latin words keep the quotes of their script
        if speaks_english(text, a.at):
            continue
        # An odd number of curly quotes before it: it stands inside a pair of them.
        opener, closer = _INNER if bisect_left(inside, a.at) % 2 else _STYLES[style]
        edits = (Edit(Span(a.at, a.at + 1), opener), Edit(Span(b.at, b.at + 1), closer))
        yield Fix(edits, "straight quotes", Safety.LIKELY)


def _goes_on(text: str, line: Span, at: int) -> bool:
    """Whether a quote opens at ``at`` that goes on in the next paragraph, which opens it again."""
    before = text[line.start : at].rstrip()
    behind = text[line.end : line.end + 9].lstrip()
    return behind.startswith('"') and (not before or before[-1] in "：:，")


def _pair_singles(text: str, style: str) -> Iterator[Fix]:
    """Yield the single quotes of lines where every one of them has its place; an apostrophe more and none has."""
    for line in find_lines(_SINGLE, text):
        marks = [m.start() for m in _SINGLE.finditer(text, *line)]
        pairs = list(zip(marks[::2], marks[1::2], strict=False))
        if len(marks) % 2 or not all(_is_single(text, a, b) for a, b in pairs) or not _HAN.search(text, *line):
            continue
        if _CODE.search(text, *line) or is_english(text, line):
            continue
        for a, b in pairs:
            if speaks_english(text, a) or (a and text[a - 1].isdigit()):
                continue  # 蒸15'，关火焖5': minutes, or feet
            if style == "corner" and not _HAN.search(text, a, b):
                continue  # Latin words keep the quotes of their script
            edits = (Edit(Span(a, a + 1), _INNER[0]), Edit(Span(b, b + 1), _INNER[1]))
            yield Fix(edits, "straight quotes", Safety.LIKELY)


def _is_single(text: str, start: int, end: int) -> bool:
    if end - start > 60 or end - start < 2:
        return False
    return _HAN.search(text, start, end) is not None or (
        _is_chinese_or_end(text, start - 1, -1) and _is_chinese_or_end(text, end + 1, 1)
    )


def _is_chinese_or_end(text: str, at: int, step: int) -> bool:
    if 0 <= at < len(text) and text[at] == " ":
        at += step
    return not 0 <= at < len(text) or _BESIDE.match(text, at) is not None


def _can_open(text: str, line: Span, at: int) -> bool:
    if text.startswith("。。。", at + 1):  # an ellipsis to be
        return True
    behind = text[at + 1 : min(at + 9, line.end)].lstrip(" \t　")[:1]
    return bool(behind) and behind not in "，。、；：！？）》」』】〕,)"


def _is_between(text: str, line: Span, start: int, end: int) -> bool:
    """Whether two straight quotes close and open, by the spaces on their sides, and do not hold what is between."""
    inner = text[start + 1] == " " == text[end - 1]
    outer = (
        start > line.start and text[start - 1] not in " \t　" and end + 1 < line.end and text[end + 1] not in " \t　"
    )
    return inner and outer


def _can_close(text: str, line: Span, at: int) -> bool:
    before = text[max(at - 8, line.start) : at].rstrip(" \t　")[-1:]
    return bool(before) and before not in "（《「『【〔，、；：("


def _closes(text: str, line: Span, at: int) -> bool:
    """Whether a quote looks like one that closes what an earlier line opened."""
    return at > line.start and text[at - 1] in "。！？…，,.!?"
