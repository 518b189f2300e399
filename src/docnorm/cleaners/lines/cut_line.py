"""Lines that were cut at a fixed width are joined to the paragraphs that they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from docnorm.cleaners.lines._furniture import belongs_to_page, find_edges, list_starts
from docnorm.cleaners.lines._row import CutRow, read_rows
from docnorm.cleaners.lines._wrap import BULLET, TABULAR, Wrap, detect_wrap, find_stretches, goes_on
from docnorm.edit import Fix, Safety, replace
from docnorm.marker import list_readings
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.line_head import SPACES

_TORN = late(
    rf"(?:^|(?<=\n))[{SPACES}]*[（(]([{SPACES}]*\n[{SPACES}\n]*)(?=[{SPACES}]*(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[）)])"
)
_HAN = late(r"[\u3400-\u9fff]")
_FIELD = late(r"[\u3400-\u9fff（）()]{1,10}[:：]\s*\S")  # 联系人：王建国
_CLAUSES = late(r"[，；。]")
# 某市人民政府工作报告 between the halves of a sentence: what a document is called.
_RUNNING_HEAD = late(
    r"(?:报告|通知|意见|办法|方案|规划|纲要|决定|公告|通报|纪要|条例|规定|文件|年鉴|公报|汇编|手册|教程|学报|杂志)\Z"
)


@cleaner("cut-line", trigger=r"\n", wide=True)
def cut_line(text: str) -> Iterator[Fix]:
    """Lines cut at a fixed width, and markers torn from their lines, are joined."""
    rows = read_rows(text)
    taken = set()
    for above, below in _find_torn(rows):
        taken.add(below.start)
        yield replace(above.end, below.start, "", "a line torn by a tag that stood here", Safety.LIKELY)
    if whole := detect_wrap(rows):
        yield from _join_cut(rows, whole, taken)
        return
    at = 0
    for first, stop, wrap in sorted(find_stretches(rows)):
        yield from _join_single(rows[at:first], taken)
        yield from _join_cut(rows[first:stop], wrap, taken)
        at = stop
    yield from _join_single(rows[at:], taken)


def _join_cut(rows: Sequence[CutRow], wrap: Wrap, taken: AbstractSet[int]) -> Iterator[Fix]:
    """Yield the joins of rows that were cut so; a page's edge goes where other pages bear it out, and stays else."""
    edges = find_edges(rows, wrap.width, wrap.indent)
    for edge in edges:
        if edge.proven:
            between = _find_between(edge.above, edge.below)
            why = "the end of a page in the middle of a sentence"
            yield replace(edge.above.end, edge.below.start, between, why, Safety.LIKELY)
    apart = set(list_starts(edges))
    for above, below in pairwise(rows):
        if below.start not in taken and not {above.start, below.start} & apart and goes_on(above, below, wrap):
            yield replace(above.end, below.start, _find_between(above, below), "cut at a fixed width", Safety.LIKELY)


def _find_torn(rows: Sequence[CutRow]) -> Iterator[tuple[CutRow, CutRow]]:
    """（⏎三）改革 · PM⏎2.5⏎浓度 · 发展的⏎主要预期目标⏎是：… : a tag stood in the line, and left a line end behind."""
    for k, row in enumerate(rows[:-1]):
        below = rows[k + 1]
        if row.text in ("（", "(") and re.match(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]", below.text):
            yield row, below
        if k == 0:
            continue
        above = rows[k - 1]
        number = re.fullmatch(r"\d{1,3}\.\d{1,2}", row.text) and re.search(r"[A-Za-z]$", above.text)
        name = (
            above.text[-1] == "的" and len(row.text) <= 14 and re.match(r"[是为][：:，]", below.text)
            and not re.search(r"[。，；：]", row.text) and not list_readings(row.text)
        )  # fmt: skip
        if len(above.text) > 12 and (name or (number and re.match(r"[\u3400-\u9fff，。、；）]", below.text))):
            yield above, row
            yield row, below


def _join_single(rows: Sequence[CutRow], taken: AbstractSet[int]) -> Iterator[Fix]:
    """Yield the joins of single sentences torn in two, in a text whose lines are paragraphs."""
    head: CutRow | None = None  # the first line of what has been joined so far
    for above, below in pairwise(rows):
        if below.start in taken or above.start in taken or not _is_torn_in_two(head or above, above, below):
            head = None
            continue
        # Published documents hold such a line in every twenty-five: right, but theirs to say.
        asked = above.text[-1] in "，、"
        head = None if asked else head or above
        safety = Safety.SUGGEST if asked else Safety.LIKELY
        yield replace(above.end, below.start, "", "a sentence torn in two", safety)


def _is_torn_in_two(head: CutRow, above: CutRow, below: CutRow) -> bool:
    """Whether ``above`` is half a sentence; ``head`` begins its paragraph, or is it.

    …超出法定工作时间的，⏎按照… : of 47 such lines in official texts every one was torn. Verse ends its lines so, too,
    but they are short.
    """
    if not above.width or not below.width or below.gap or below.indent > head.indent:
        return False
    if (
        TABULAR.search(above.text)
        or TABULAR.search(below.text)
        or BULLET.match(below.text)
        or list_readings(below.text)
    ):
        return False
    if not _HAN.match(below.text) or _FIELD.match(below.text):
        return False
    size = len(head.text)
    if above.text[-1] in "，、":
        return size >= (14 if list_readings(head.text) else 20)
    if not _HAN.match(above.text[-1]) or list_readings(head.text) or not _CLAUSES.search(head.text):
        return False
    orphan = size >= 14 and len(below.text) <= 4 and below.text[-1] == "。"
    # Where paragraphs have an indent, a full line in mid-sentence over one without is one that was cut.
    furniture = belongs_to_page(below.text) or (len(below.text) <= 24 and _RUNNING_HEAD.search(below.text))
    return orphan or (size >= 35 and head.indent >= 2 and not below.indent and not furniture)


def _find_between(above: CutRow, below: CutRow) -> str:
    last, first = above.text[-1], below.text[0]
    if not (last.isascii() and first.isascii()) or (last.isdigit() and first.isdigit()):
        return ""  # a number is cut as readily as a word of Han characters
    return " " if (last.isalnum() or last in ",.;:") and first.isalnum() else ""
