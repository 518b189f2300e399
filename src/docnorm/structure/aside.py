"""Lines that are not running text: code, rules between sections, captions, tables of contents, quoted articles."""

from __future__ import annotations

import re

from docnorm.outline import Role
from docnorm.structure.lines import Line
from docnorm.structure.opening import settle
from docnorm.text.late import late

# ``` or ~~~ that opens or closes a block of code.
_FENCE = late(r"^(`{3,}|~{3,})")
# A drawn line: one sign three times or more, and nothing else: *** or * * *, not **重要**.
RULE = late(r"^([-=*_·•~～—＊※★☆◇◆○●□■#+.…])(?:[ 　]*\1){2,}$")
# 图1, 表3-2: the number ends the line or is parted from the name; 图1所示 goes on and is none.
_CAPTION = late(
    r"^(?:图|表|图表|附表|附图|续表)\s*[\dA-Z一二三四五六七八九十]+(?:[-.—–－][\dA-Z]+)*(?:[ 　:：.．、]|$)"
)
# 目录, 目　次, alone on its line.
_CONTENTS = late(r"^目[ 　]*[录次]$")
_PAGED = late(r"[ 　\t.…·．]*[(（]?\d{0,4}[)）]?$")
_PAGE = late(r"[ 　\t]+\d{1,4}$")
_LEADER = late(r"(?:[.…·．]{3,}|…)[ 　]*[(（]?\d{1,4}[)）]?$|\t\d{1,4}$")


def set_aside(lines: list[Line]) -> None:
    """Settle what is not running text, so that no number is looked for in it."""
    _settle_code(lines)
    _settle_contents(lines)
    _settle_unheaded(lines)
    _unnumber_quoted(lines)
    for line in lines:
        if line.settled or line.kept:
            continue
        if RULE.match(line.text):
            settle(line, Role.BREAK)
        elif _CAPTION.match(line.text) and len(line.text) <= 60 and line.text[-1] not in "。；，：":
            settle(line, Role.CAPTION)


def _settle_code(lines: list[Line]) -> None:
    """Settle fenced code; a fence that is never closed is somebody drawing a line."""
    opened: list[Line] = []
    mark = ""
    for line in lines:
        m = _FENCE.match(line.text)
        if mark:
            opened.append(line)
            if m and line.text.startswith(mark) and not line.text.strip(mark[0]):
                for inside in opened:
                    settle(inside, Role.CODE)
                opened, mark = [], ""
        elif m:
            opened, mark = [line], m[1]


def _settle_contents(lines: list[Line]) -> None:
    """Settle a table of contents: each entry stands again in the body, and only there it is a heading."""
    for k, line in enumerate(lines):
        if _CONTENTS.match(line.text) and k + 2 < len(lines):
            end = _find_contents_end(lines, k + 1)
            for entry in lines[k + 1 : end]:
                settle(entry, Role.PARAGRAPH)
        elif len(line.text) <= 80 and not line.settled and _LEADER.search(line.text) and not _is_in_table(lines, k):
            settle(line, Role.PARAGRAPH)


def _settle_unheaded(lines: list[Line]) -> None:
    """Settle a table of contents that nothing heads: numbered lines with pages, each again below without its page."""
    again = {_bare(line.text): line.index for line in lines}
    row: list[Line] = []
    for line in [*lines, None]:
        page = line is not None and line.choices and len(line.text) <= 80 and _PAGE.search(line.text)
        if line is not None and page and again.get(_bare(line.text[: page.start()]), -1) > line.index:
            row.append(line)
            continue
        if len(row) > 1:
            for entry in row:
                settle(entry, Role.PARAGRAPH)
        row = []


def _bare(text: str) -> str:
    return re.sub(r"[\s　]", "", text)


def _is_in_table(lines: list[Line], k: int) -> bool:
    """Whether a number behind a tab is a cell: a row with a tab stands over it that is no entry."""
    if lines[k].choices or lines[k].text.count("\t") != 1 or "…" in lines[k].text or lines[k].gap or not k:
        return False
    above = lines[k - 1]
    return above.text.count("\t") == 1 and not above.settled and not above.choices


def _find_contents_end(lines: list[Line], start: int) -> int:
    """Return where the entries from ``start`` end: where the first one comes again, if it does."""
    if len(lines[start].text) > 80:
        return start
    first = _strip_page(lines[start].text)
    stop = min(len(lines), start + 400)  # a table of contents of more entries than a handbook has is none
    for k in range(start + 1, stop):
        if len(lines[k].text) > 80:
            return start
        if _strip_page(lines[k].text) == first:
            return k
    return start


def _strip_page(text: str) -> str:
    return _bare(_PAGED.sub("", text, count=1))


# A quotation of articles in an amending decision is closed within a page or two; a longer one is a lost mark.
_REACH = 60


def _unnumber_quoted(lines: list[Line]) -> None:
    """Take the numbers from lines inside a quotation that runs over several lines: 修改为：“一、…⏎二、…”."""
    opened = -1
    for k, line in enumerate(lines):
        balance = line.text.count("“") - line.text.count("”")
        if opened < 0:
            opened = k if balance == 1 and line.text[-1] != "”" else -1
        elif balance == -1:
            if k - opened <= _REACH:
                for inside in lines[opened + 1 : k + 1]:
                    inside.choices = ()
            opened = -1
        elif balance != 0 or k - opened > _REACH:
            opened = k if balance == 1 else -1
