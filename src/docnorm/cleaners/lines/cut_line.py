"""Lines that were cut at a fixed width are joined to the paragraphs that they were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from docnorm.cleaners.lines._furniture import belongs_to_page, find_furniture
from docnorm.cleaners.lines._row import CutRow
from docnorm.edit import Fix, Safety, replace
from docnorm.marker import list_readings
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.line_head import SPACES

_SENTENCE = "。！？…”』」!?"
_END = _SENTENCE + "；：）)—~～"
_TORN = late(
    rf"(?:^|(?<=\n))[{SPACES}]*[（(]([{SPACES}]*\n[{SPACES}\n]*)(?=[{SPACES}]*(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})[）)])"
)
_CLINGING = "，。、；：！？”’）》」』…)]!?,.;:"
_MARKS = late(r"[，。；：！？、]")
_LATIN = late(r"[A-Za-z0-9@#%&_./:+-]+")
_BULLET = late(r"[-*•·●◆■□○▪➢#>|※★☆]|\d{1,2}[)）]|\[\d|——|注[:：]")
_HAN = late(r"[\u3400-\u9fff]")
_FIELD = late(r"[\u3400-\u9fff（）()]{1,10}[:：]\s*\S")  # 联系人：王建国
_CLAUSES = late(r"[，；。]")
# 某市人民政府工作报告 between the halves of a sentence: what a document is called.
_RUNNING_HEAD = late(
    r"(?:报告|通知|意见|办法|方案|规划|纲要|决定|公告|通报|纪要|条例|规定|文件|年鉴|公报|汇编|手册|教程|学报|杂志)\Z"
)
_TABULAR = late(rf"\S(?:\t|[{SPACES}]{{3,}})\S|^\|.*\|$|[│┃┆┊╎┌├└─]{{2}}")


class Wrap(NamedTuple):
    """How a text was cut: at which column, and what tells its paragraphs apart."""

    width: int
    indent: int | None  # deeper than this begins a paragraph; None: indents say nothing
    blank: bool  # a blank line begins a paragraph
    double: bool  # a blank line stands behind every line and says nothing
    sentences: float  # per paragraph


@cleaner("cut-line", trigger=r"\n", wide=True)
def cut_line(text: str) -> Iterator[Fix]:
    """Lines cut at a fixed width, and markers torn from their lines, are joined."""
    rows = _read_rows(text)
    taken = set()
    for above, below in _find_torn(rows):
        taken.add(below.start)
        yield replace(above.end, below.start, "", "a line torn by a tag that stood here", Safety.LIKELY)
    wrap = _detect(rows)
    if wrap is None:
        yield from _join_single(rows, taken)
        return
    apart = set(find_furniture(rows, wrap.width, wrap.indent))
    for above, below in pairwise(rows):
        if below.start not in taken and not {above.start, below.start} & apart and _joins(above, below, wrap):
            yield replace(above.end, below.start, _find_between(above, below), "cut at a fixed width", Safety.LIKELY)


def _read_rows(text: str) -> list[CutRow]:
    rows: list[CutRow] = []
    at = gap = 0
    fenced = False
    for raw in text.split("\n"):
        bare = raw.strip(SPACES + "\r")
        if bare.startswith("```"):
            fenced = not fenced
        if bare:
            lead = len(raw) - len(raw.lstrip(SPACES))
            indent = _count_columns(raw[:lead])
            width = 0 if fenced else indent + _count_columns(bare)
            rows.append(CutRow(at + lead, at + lead + len(bare), bare, width, indent, gap))
            gap = 0
        else:
            gap += 1
        at += len(raw) + 1
    return rows


def _count_columns(text: str) -> int:
    # GBK spends two bytes where a terminal spends two columns, marks included, and measures at the speed of C.
    return len(text.encode("gbk", "replace"))


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
        if below.start in taken or above.start in taken or not _goes_on(head or above, above, below):
            head = None
            continue
        # Published documents hold such a line in every twenty-five: right, but theirs to say.
        asked = above.text[-1] in "，、"
        head = None if asked else head or above
        safety = Safety.SUGGEST if asked else Safety.LIKELY
        yield replace(above.end, below.start, "", "a sentence torn in two", safety)


def _goes_on(head: CutRow, above: CutRow, below: CutRow) -> bool:
    """Whether ``above`` is half a sentence; ``head`` begins its paragraph, or is it.

    …超出法定工作时间的，⏎按照… : of 47 such lines in official texts every one was torn. Verse ends its lines so, too,
    but they are short.
    """
    if not above.width or not below.width or below.gap or below.indent > head.indent:
        return False
    if (
        _TABULAR.search(above.text)
        or _TABULAR.search(below.text)
        or _BULLET.match(below.text)
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


def _detect(rows: Sequence[CutRow]) -> Wrap | None:
    """Return how the text was cut, or None where its lines are paragraphs.

    Cut text has a mode of its widths that many lines reach, hardly one passes, and most of those lines end in
    mid-sentence. On 126 clean documents this was never so.
    """
    widths = [r.width for r in rows if r.width]
    if len(widths) < 8:
        return None
    tally = Counter(w for w in widths if 36 <= w <= 142)
    reached = {w: sum(tally.get(w - d, 0) for d in (0, 1, 2)) for w in tally}
    if not reached:
        return None
    width = max(reached, key=lambda w: (reached[w], w))
    full = [r for r in rows if width - 2 <= r.width <= width and not _TABULAR.search(r.text)]
    over = sum(w > width + 2 for w in widths)
    if len(full) < max(4, 0.2 * len(widths)) or over > 0.1 * len(widths):
        return None
    if sum(r.text[-1] not in _END for r in full) < 0.5 * len(full):
        return None
    # Prose has a mark in every other line at least; a list of addresses has none.
    if sum(len(_MARKS.findall(r.text)) for r in full) < 0.5 * len(full):
        return None
    short = [r for r in rows if 0 < r.width < width - 4]
    # Rows of equal length in a list or a table also end open, but then the short ones do too.
    if sum(r.text[-1] not in _END for r in short) > 0.8 * len(short) > 4:
        return None
    return _read_layout(rows, _measure(full, width), short)


def _measure(full: Sequence[CutRow], width: int) -> int:
    """Return the column at which lines were cut. Marks may hang behind it: only lines that end otherwise are asked."""
    ends = Counter(r.width for r in full if r.text[-1] not in _CLINGING)
    return max((w for w, n in ends.items() if n * 20 >= ends.total()), default=width)


def _read_layout(rows: Sequence[CutRow], width: int, short: Sequence[CutRow]) -> Wrap:
    gaps = sum(r.gap > 0 for r in rows[1:])
    double = gaps >= 0.8 * (len(rows) - 1)
    usual = Counter(r.indent for r in rows).most_common(1)[0][0]
    deeper = sum(r.indent > usual for r in rows) / len(rows)
    by_indent = 0.02 < deeper < 0.6
    by_blank = not double and gaps >= 0.03 * len(rows)
    paragraphs = max(1, len(short), gaps if by_blank else 0)
    marks = sum(len(re.findall(r"[。！？]", r.text)) for r in rows)
    return Wrap(width, usual if by_indent else None, by_blank, double, marks / paragraphs)


def _joins(above: CutRow, below: CutRow, wrap: Wrap) -> bool:
    if not above.width or not below.width or _TABULAR.search(above.text) or _TABULAR.search(below.text):
        return False
    if wrap.indent is not None and below.indent > wrap.indent:
        return False
    if below.gap and not wrap.double:
        return False
    if below.gap > 1:
        return False
    # The line was cut because what begins the next one did not fit; where it would have fitted, the author ended it.
    if above.width + _is_token(below.text) <= wrap.width - 2 and above.width < wrap.width - 3:
        return False
    told = wrap.indent is not None or (wrap.blank and not wrap.double)  # the layout itself says where paragraphs begin
    ended = above.text[-1] in _SENTENCE
    if _BULLET.match(below.text) and (ended or not told):
        return False
    if any(not r.weak for r in list_readings(below.text)) and (ended or above.text[-1] in "：；" or not told):
        return False
    if told or not ended:
        return True
    if above.text[-1] in "”』」" and below.text[0] in "“『「":
        return False
    # A sentence that ends right at the margin: by chance, or with its paragraph? With many sentences to one, by chance.
    return above.width + _count_columns(below.text[0]) > wrap.width and wrap.sentences >= 2


def _is_token(text: str) -> int:
    """Columns of what cannot be cut at the head of a line: a Latin word, or a sign with the marks that cling to it."""
    if m := _LATIN.match(text):
        return m.end()
    end = 1
    while end < min(len(text), 4) and (text[end] in _CLINGING or text[end - 1] in "“‘（《「『"):
        end += 1
    return _count_columns(text[:end])


def _find_between(above: CutRow, below: CutRow) -> str:
    last, first = above.text[-1], below.text[0]
    if not (last.isascii() and first.isascii()) or (last.isdigit() and first.isdigit()):
        return ""  # a number is cut as readily as a word of Han characters
    return " " if (last.isalnum() or last in ",.;:") and first.isalnum() else ""
