"""Heading, run-in heading or numbered paragraph: by the shape of each line and the vote of its siblings.

Lengths were measured on published documents: headings that stand alone reach 48 characters behind the marker, the
heading sentences that run on into their paragraph 36; a limit of 20, as tools like to have it, loses one in ten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import Literal

from docnorm.edit import Span
from docnorm.outline import Role
from docnorm.structure.lines import Line
from docnorm.text.late import late

Shape = Literal["heading", "run-in", "item"]

ALONE = 52
RUN_IN = 36
# The end of a sentence, with the quote or bracket that closes behind it.
_STOP = late(r"[。！？](?:[”’」』]|[）)])?")
_BLANK = late(r"[（(][ 　]*[）)]$|[_＿]{2,}$")  # left for an answer
_REMARK = late(r"[（(][^（()）]*[）)]")
_CHAPTERS = ("章", "回", "节", "编", "分编", "部", "卷", "篇", "集", "部分")


def name_kinds(lines: list[Line]) -> None:
    """Give each numbered line its role, and its lead where a heading sentence runs on."""
    _drop_lone(lines)
    groups = _group_siblings(lines)
    shapes = {line.index: _read_shape(line) for group in groups for line in group}
    for group in groups:
        _vote_group(lines, group, shapes)
    _agree(groups, shapes)
    for group in groups:
        for line in group:
            _name(line, shapes[line.index])


def _agree(groups: list[list[Line]], shapes: dict[int, Shape]) -> None:
    """Let the text decide for siblings that are not of one kind: plain, where two in three of their like are."""
    like: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for group in groups:
        if group[0].reading:
            like[(group[0].reading.kind, group[0].depth)] += group
    for group in groups:
        kinds = {shapes[line.index] for line in group}
        if group[0].reading and kinds == {"item", "run-in"}:
            row = like[(group[0].reading.kind, group[0].depth)]
            if sum(shapes[line.index] == "item" for line in row) * 3 >= 2 * len(row):
                shapes.update((line.index, "item") for line in group)


def level_by_number(lines: list[Line]) -> None:
    """Set headings as deep as their numbers say where the levels that the file states contradict them.

    People mark every heading with one sign (# 第一章, # 第一节, # （一）): a number that counts below another one
    stands below it. What the file says of all other headings holds.
    """
    over: list[Line] = []
    for line in lines:
        if line.opens:
            over.clear()
        if not line.reading or not line.given:
            continue
        while over and over[-1].depth >= line.depth:
            over.pop()
        if over and line.given <= over[-1].given:
            line.given = over[-1].given + line.depth - over[-1].depth
        over.append(line)


def follow_given(lines: list[Line]) -> None:
    """Set numbers that stand under a numbered heading whose level the file states that much deeper than it."""
    over: list[Line] = []
    for line in lines:
        if not line.reading:
            continue
        while over and over[-1].depth >= line.depth:
            over.pop()
        if line.given:
            over.append(line)
        elif over:
            line.given = over[-1].given + line.depth - over[-1].depth


def place_entries(lines: list[Line]) -> None:
    """Give the entries of lists that the file marks their numbers, and their levels below the number above them."""
    over = 0
    for line in lines:
        if line.listed and line.role is Role.ITEM:
            line.reading, line.depth = line.entry, over + line.listed
        elif line.reading:
            over = line.given or line.depth
        elif line.given or line.opens:
            over = 0


def _find_parent(lines: list[Line], line: Line) -> Line | None:
    """Return the numbered line that ``line``, the first of its siblings, stands under."""
    for above in reversed(lines[max(0, line.index - 30) : line.index]):
        if above.reading and above.depth < line.depth:
            return above
    return None


def _drop_lone(lines: list[Line]) -> None:
    """Take the number from a line that has no sibling in the whole text and proves nothing by itself."""
    tally: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.reading:
            tally[line.reading.kind] += 1
    vouched = _list_vouched(lines)
    proud = {"章", "编", "部分", "han-comma", "han-paren", "arabic-dot", "arabic-paren", "circled", "条"}
    for line in lines:
        r = line.reading
        if not r or tally[r.kind] > 1 or line.head or line.given or line.index in vouched:
            continue
        if (
            r.value[-1] != 1
            or r.kind not in proud
            or r.weak
            or (r.kind == "han-comma" and line.body[r.end - 1] != "、")
        ):
            _unnumber(lines, line)


def _list_vouched(lines: list[Line]) -> set[int]:
    """Return the numbers that a neighbour proves: a lone 2. has 2.1 below it, a lone 2.1.1 stands below 2.1."""
    numbered = [line for line in lines if line.reading]
    found: set[int] = set()
    for above, line in pairwise(numbered):
        assert above.reading is not None
        assert line.reading is not None
        if line.reading.style == "decimal" and line.reading.value == (*above.reading.value, 1):
            found |= {above.index, line.index}
    return found


def _unnumber(lines: list[Line], line: Line) -> None:
    """Make a line prose, and lift what was numbered under it."""
    depth, line.reading, line.depth = line.depth, None, 0
    for below in lines[line.index + 1 :]:
        if below.reading:
            if below.depth <= depth:
                return
            below.depth -= 1


def _group_siblings(lines: list[Line]) -> list[list[Line]]:
    """Return the numbered lines, grouped by what they stand under and how they count."""
    groups: dict[tuple[int, str], list[Line]] = {}
    over: list[Line] = []
    for line in lines:
        if line.opens:
            over = []
        if not line.reading:
            continue
        while over and over[-1].depth >= line.depth:
            over.pop()
        groups.setdefault((over[-1].index if over else -1 - line.opens, line.reading.kind), []).append(line)
        over.append(line)
    return list(groups.values())


def _read_shape(line: Line) -> Shape:
    reading = line.reading
    assert reading is not None
    rest = line.rest
    if reading.kind in _CHAPTERS:
        return "heading" if (len(rest) <= ALONE and rest[-1:] not in "。；，") or not rest else "item"
    if reading.kind in ("条", "han-step", "han-ordinal") or not rest:
        return "item"
    if rest[-1] in "；;，,、" or _BLANK.search(rest):
        return "item"
    stop = _STOP.search(rest)
    if stop is not None and stop[0][0] == "？" and rest[-1] == "？" and (reading.kind != "han-comma" or len(rest) > 24):
        return "item"  # questions; 一、…？ may head its answer, which the vote decides
    if stop is not None and _REMARK.fullmatch(rest, stop.end()):
        rest = rest[: stop.end()]  # a remark in brackets is no text that a heading could run on into
    if stop is None or stop.end() == len(rest):
        whole = len(rest) <= ALONE and not (len(rest) > 40 and re.search(r"[，,。]", rest) and not stop)
        colon = rest.find("：")
        return "heading" if whole and not 0 <= colon < len(rest) - 1 else "item"
    first = rest[: stop.start()]
    if len(first) <= RUN_IN and first.count("，") < 3 and "：" not in first and "；" not in first:
        return "run-in"
    return "item"


def _vote_group(lines: list[Line], group: list[Line], shapes: dict[int, Shape]) -> None:
    """Siblings are of one kind: a majority of plain paragraphs makes the others plain, a list has no headings."""
    over = _find_parent(lines, group[0])
    if over is not None and over.reading is not None and over.reading.kind == "条":
        shapes.update((line.index, "item") for line in group)  # what an article lists are its items
        return
    plain = sum(shapes[line.index] == "item" for line in group)
    if plain * 2 > len(group):
        for line in group:
            if shapes[line.index] == "run-in" or (shapes[line.index] == "heading" and line.text[-1] in "。；："):
                shapes[line.index] = "item"
    headings = [line for line in group if shapes[line.index] == "heading"]
    if not headings:
        return
    if len(group) == 1 and group[0].text[-1] in "。；":
        shapes[group[0].index] = "item"  # a sentence with a number and no siblings heads nothing
        return
    followed = {line.index for line in headings if _leads_on(lines, line)}
    share = len(followed) / len(headings)
    colons = sum(line.text[-1] in "：:" for line in group)
    listed = any(line.text[-1] in "；;" for line in group)
    mean = sum(len(line.rest) for line in headings) / len(headings)
    mixed = len(headings) < len(group)
    outer = headings[0].reading is not None and headings[0].reading.kind in (*_CHAPTERS, "han-comma")
    for line in headings:
        # A heading may end with 。, but then each of its siblings heads something; a colon leads in unless all have it.
        if line.text[-1] in "：:" and colons * 2 <= len(group):
            shapes[line.index] = "item"
        sentence = line.text[-1] in "。；" and (share < 0.75 or listed or (mixed and line.index not in followed))
        asked = line.text[-1] == "？" and share < 0.5  # questions that nobody answers are a list
        if sentence or asked or (share < 0.34 and len(group) > 1 and (mean > 14 or not outer)):
            shapes[line.index] = "item"


def _leads_on(lines: list[Line], line: Line) -> bool:
    """Whether body or something deeper follows a line."""
    if line.index + 1 >= len(lines):
        return False
    nxt = lines[line.index + 1]
    if nxt.reading:
        return nxt.depth > line.depth
    return nxt.role in (Role.PARAGRAPH, Role.ITEM, Role.TABLE, Role.CAPTION, Role.CODE, Role.QUOTE)


def _name(line: Line, shape: Shape) -> None:
    if line.role is Role.HEADING:
        return  # the file says so
    line.role = {"heading": Role.HEADING, "run-in": Role.PARAGRAPH, "item": Role.ITEM}[shape]
    if shape == "run-in":
        line.lead = Span(line.place(0), line.place(_find_lead_end(line)))


def _find_lead_end(line: Line) -> int:
    """Return where the heading sentence ends in the line's body, its mark and a closing quotation mark included."""
    assert line.reading is not None
    stop = _STOP.search(line.body, line.reading.end)
    return stop.end() if stop else len(line.body)


def lead_by_colon(lines: list[Line]) -> None:
    """一、元旦：2018年…: where every sibling has its colon within 10 characters, the lead ends there."""
    for group in _group_siblings(lines):
        first, over = group[0].reading, _find_parent(lines, group[0])
        if len(group) < 2 or first is None or first.kind not in ("han-comma", "han-paren"):
            continue
        if over is not None and over.reading is not None and over.reading.kind == "条":
            continue
        if not all(0 < line.rest.find("：") <= 10 and line.text[-1] in "。！？" for line in group):
            continue
        for line in group:
            assert line.reading is not None
            line.role = Role.PARAGRAPH
            line.lead = Span(line.place(0), line.place(line.body.index("：", line.reading.end) + 1))
