"""A heading that hangs at the end of the paragraph before it gets a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.marker import Reading, list_readings
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.line_head import SPACES

# Only signs that hardly ever stand inside a sentence; 1. after a full stop may well be a decimal or a note.
_KINDS = ("han-comma", "han-paren", "章", "回", "节", "条")
_NAMED = ("章", "回", "节")  # 第2章 夜谈写得最好。 speaks of a chapter
_GLUED = late(
    rf"(?<=[。！？])[”’]?[{SPACES}]*(?=[（(][一二三四五六七八九十]{{1,3}}[）)]|[一二三四五六七八九十]{{1,3}}、"
    rf"|第[0-9一二三四五六七八九十百零]{{1,5}}[章回节条][{SPACES}])"
)
SHORT = 80  # characters: a newspaper's ten rules of conduct have 12 each, its ten events of the year 45
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}


@cleaner("glued-heading", trigger=r"[。！？][^\n]{0,4}(?:[（(一二三四五六七八九十]|第)")
def glued_heading(text: str) -> Iterator[Fix]:
    """A heading stuck to the end of the paragraph before it is put on a line of its own."""
    heads = _list_heads(text)
    last: dict[str, int] = {}
    glued: list[tuple[Span, str]] = []
    due = 0  # the first head that has not been passed
    for m in _GLUED.finditer(text):
        found = _read_head(text, m)
        if found is None:
            continue
        while due < len(heads) and heads[due][0] < m.end():
            last[heads[due][1]] = heads[due][2]  # an outer number does not close the inner count: many run it on
            due += 1
        value = found.value[0]
        coming = next((v for _, kind, v in heads[due : due + 40] if kind == found.kind), None)
        # It must go on with an open count, and the number must not come again at the head of a line.
        if last.get(found.kind) == value - 1 and coming != value and not _is_inside(text, m.end()):
            last[found.kind] = value
            glued.append((Span(m.end() - len(_keep_blanks(m[0])), m.end()), found.kind))
    for run in _group_by_line(text, glued):
        # 守则：一、保密。二、守信。三、…: short entries in a row are one paragraph.
        if len(run) < 3 or run[-1].end - run[0].end >= SHORT * (len(run) - 1):
            for span in run:
                yield replace(*span, "\n", "a heading of its own", Safety.LIKELY)


def _group_by_line(text: str, glued: list[tuple[Span, str]]) -> Iterator[list[Span]]:
    """Yield the places of one kind that stand in one line."""
    for _, group in groupby(glued, key=lambda g: (text.rfind("\n", 0, g[0].start), g[1])):
        yield [span for span, _ in group]


def _list_heads(text: str) -> list[tuple[int, str, int]]:
    """Return the markers at the heads of lines: where, of which kind, which value."""
    found = []
    for m in re.finditer(rf"(?:^|\n)[{SPACES}]*(?=[（(一二三四五六七八九十第])", text):
        end = text.find("\n", m.end())
        for reading in list_readings(text[m.end() : m.end() + 40 if end < 0 else min(end, m.end() + 40)]):
            if reading.kind in _KINDS and not reading.weak:
                found.append((m.end(), reading.kind, reading.value[0]))
                break
    return found


def _read_head(text: str, m: re.Match[str]) -> Reading | None:
    end = text.find("\n", m.end(), m.end() + 40)
    head = text[m.end() : end if end >= 0 else m.end() + 40]
    for reading in list_readings(head):
        if (
            reading.kind in _KINDS
            and not reading.weak
            and len(reading.value) == 1
            and head[reading.end :].strip(SPACES)
            and not (reading.kind in _NAMED and head.rstrip(SPACES)[-1] in "。！？，；")
        ):
            return reading
    return None


def _keep_blanks(gap: str) -> str:
    return gap.lstrip("”’")


def _is_inside(text: str, at: int) -> bool:
    """Whether ``at`` lies in an open quotation or bracket of its line; marks far back in a huge line are not asked."""
    start = max(text.rfind("\n", max(0, at - 2000), at) + 1, at - 2000)
    open_marks: list[str] = []
    for c in text[start:at]:
        if c in _PAIRS:
            open_marks.append(_PAIRS[c])
        elif open_marks and c == open_marks[-1]:
            open_marks.pop()
    return bool(open_marks)
