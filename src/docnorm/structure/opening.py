"""Front matter: titles, subtitles, document numbers, salutations, and the same again where a second document begins."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.outline import Role
from docnorm.structure.forms import DATE, DOCNO, META, NAMED, is_salutation, is_title
from docnorm.structure.lines import Line

# 主送 stands within the first lines: behind 18 a line that ends in a colon leads in a list (State Council documents).
FRONT = 18


def open_front(lines: list[Line]) -> None:
    """Give roles to the lines in front of the text."""
    at = _skip(lines, 0)
    at = title(lines, at, first=True)
    _front(lines, at)


def _skip(lines: list[Line], at: int) -> int:
    """Pass what stands above a title: source lines, 〔密级〕, the number of the copy, a document number."""
    while at < len(lines) and at < FRONT:
        line = lines[at]
        if line.settled and line.role in (Role.NOTE, Role.BREAK):
            at += 1
        elif DOCNO.match(line.text) or META.match(line.text):
            settle(line, Role.DOCNO if DOCNO.match(line.text) else Role.NOTE)
            at += 1
        else:
            break
    return at


def title(lines: list[Line], at: int, *, first: bool = False) -> int:
    """Read the lines from ``at`` as a title where they can be one; return the place behind it."""
    end = at
    while end < len(lines) and end < at + 4 and _may_head(lines[end]):
        if end > at and not _joins(lines, at, end):
            break
        end += 1
    if end == at or end - at > 3 or not _followed(lines, end, first=first):
        return at
    for line in lines[at:end]:
        settle(line, Role.TITLE)
        line.opens = True
    return end


def _may_head(line: Line) -> bool:
    return not line.kept and line.role is Role.PARAGRAPH and not line.settled and is_title(line.text) and not line.given


def _joins(lines: list[Line], at: int, end: int) -> bool:
    """Whether a second line goes on with the title above it: not where that is whole and this one begins a text."""
    above, line = lines[end - 1].text, lines[end].text
    if DOCNO.match(line) or is_salutation(line):
        return False
    return not (NAMED.search(above) and end - at >= 1 and not NAMED.search(line) and line[:1] not in "（(")


def _followed(lines: list[Line], end: int, *, first: bool) -> bool:
    if end >= len(lines):
        return first and end == len(lines) and len(lines) == 1
    nxt = lines[end]
    return first or nxt.role in (Role.PARAGRAPH, Role.RECIPIENT, Role.DOCNO, Role.DATE, Role.HEADING)


def _front(lines: list[Line], at: int) -> None:
    """Read what stands between a title and the text: subtitle, date, document number, source lines, salutation."""
    for line in _until_text(lines, at):
        text = line.text
        if text.startswith(("——", "--", "──")) and len(text) < 60:
            settle(line, Role.SUBTITLE)
        elif DOCNO.match(text):
            settle(line, Role.DOCNO)
        elif DATE.match(text):
            settle(line, Role.DATE)
        elif META.match(text) or (text.startswith(("（", "(")) and text.endswith(("）", ")")) and len(text) <= 200):
            settle(line, Role.SUBTITLE if text[0] in "（(" and len(text) <= 20 else Role.NOTE)
        elif is_salutation(text):
            settle(line, Role.RECIPIENT)
            return
        elif line.index > 0 and lines[line.index - 1].role is Role.SUBTITLE and _goes_on(lines, line):
            settle(line, Role.SUBTITLE)  # ——2026年1月26日在广东省第十四届⏎人民代表大会第五次会议上
        else:
            return


def _until_text(lines: list[Line], at: int) -> Iterator[Line]:
    for line in lines[at : at + FRONT]:
        if line.kept or line.choices:
            return
        if not line.settled:
            yield line


def _goes_on(lines: list[Line], line: Line) -> bool:
    return lines[line.index - 1].text[-1] not in "上会）)" and is_title(line.text) and len(line.text) <= 24


def settle(line: Line, role: Role) -> None:
    """Give a line its role for good."""
    line.role, line.settled, line.choices = role, True, ()


def begin_again(lines: list[Line]) -> None:
    """Find the titles of a second document: behind the head of an attachment, a remark, a signed date."""
    for k, line in enumerate(lines[:-1]):
        if line.role is Role.ATTACHMENT and line.opens:
            _front(lines, title(lines, k + 1))
        elif (line.role is Role.NOTE and line.settled and k > 3 and lines[k - 1].role is Role.DATE) or (
            line.role is Role.DATE and k > 3 and lines[k - 1].role is Role.SIGNATURE
        ):
            at = k + 1
            while at < len(lines) and lines[at].role in (Role.NOTE, Role.ATTACHMENT) and lines[at].settled:
                at += 1
            if at < len(lines) and lines[at - 1].role is not Role.ATTACHMENT:
                after = title(lines, at)
                if after > at:
                    _front(lines, after)
