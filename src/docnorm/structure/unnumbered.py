"""Headings that carry no number but go by a name that everybody gives such a part: 参考文献, 番外, 工作经历."""

from __future__ import annotations

from collections.abc import Sequence

from docnorm.outline import Role
from docnorm.structure.lines import Line
from docnorm.text.late import late

# Parts of a thesis or a book, beside numbered ones.
_PART = late(
    r"^(?:(?:中文|英文)?摘[ 　]*要|(?i:abstract|references)|前[ 　]*言|序[ 　]*言|引[ 　]*言|结[ 　]*论|结[ 　]*语"
    r"|参考文献|致[ 　]*谢|附[ 　]*录(?:[ 　]*[A-Z一二三四五])?|后[ 　]*记|作者简介|攻读学位期间.{0,20}成果"
    r"|(?:楔子|序章|引子|番外|尾声|终章)(?:[ 　:：].{1,20}|[一二三四五六七八九十\d篇]{0,3})?)$"
)
# Sections of a curriculum vitae: three of them make one.
_LIFE = late(
    r"^(?:求职意向|个人(?:信息|优势|技能|评价|荣誉)|基本(?:信息|情况)|教育(?:背景|经历)|工作(?:经历|经验)|实习(?:经历|经验)"
    r"|项目(?:经历|经验)|校园(?:经历|活动)|专业技能|技能(?:证书|特长)|(?:获奖|荣誉)(?:情况|经历|证书|奖项)|自我(?:评价|介绍)"
    r"|证书|兴趣爱好|语言能力|科研(?:经历|成果)|培训经历|发表论文)[:：]?$"
)


def name_unnumbered(lines: Sequence[Line]) -> None:
    """Make headings of lines that are such a name and have text behind them."""
    _mark_life(lines)
    chapters = [line for line in lines if line.role is Role.HEADING and line.reading]
    if len(chapters) < 2:
        return
    depth = min((line.depth for line in chapters if line.reading and line.reading.kind in ("章", "回")), default=1)
    for line in lines:
        if _is_head(lines, line) and _PART.match(line.text):
            line.role, line.given = Role.HEADING, line.given or depth


def _mark_life(lines: Sequence[Line]) -> None:
    found = [line for line in lines if _is_head(lines, line) and _LIFE.match(line.text)]
    if len(found) < 3:
        return
    for line in found:
        line.role, line.given = Role.HEADING, 1
    for line in lines[found[0].index :]:
        if line.reading and not line.given:
            line.given = line.depth + 1


def _is_head(lines: Sequence[Line], line: Line) -> bool:
    """Whether a line is prose by its looks so far and has a line of text behind it."""
    if line.role is not Role.PARAGRAPH or line.reading or line.kept or line.settled or len(line.text) > 30:
        return False
    if line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    return below.role is not Role.HEADING or below.reading is not None
