"""Documents made by hand for the tests of the DOCX writer: a text, and the outline that structure would read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docnorm.draft import Draft
from docnorm.edit import Span
from docnorm.outline import Block, Label, LabelStyle, Outline, Role
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.source import Decoding, Mark, Source
from docnorm.writers.docx.looks import GONGWEN

LABELS: tuple[tuple[str, LabelStyle, int], ...] = (
    (r"[一二三四五六七八九十]+、", "han-comma", 1),
    (r"（[一二三四五六七八九十]+）", "han-paren", 2),
    (r"\d+\.", "arabic-dot", 3),
    (r"（\d+）", "arabic-paren", 4),
    (r"第[一二三四五六七八九十]+条\u3000?", "article", 1),
)


@dataclass(frozen=True)
class Said:
    """A line and what it is."""

    role: Role
    text: str
    lead: int = 0  # how many characters of it are a heading that runs in
    level: int = 0


def value(label: str) -> int:
    number = label.strip("（）、.第条\u3000")
    if number.isascii():
        return int(number)
    tens, _, ones = number.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.index(tens or "一") * 10 if "十" in number else 0) + (digits.index(ones) if ones else 0)


def outline(rows: list[Said]) -> Outline:
    blocks: list[Block] = []
    at = 0
    for row in rows:
        end = at + len(row.text)
        label, level = None, row.level
        if row.role in {Role.HEADING, Role.ITEM} or row.lead:
            for pattern, style, depth in LABELS:
                if m := re.match(pattern, row.text):
                    label, level = Label(Span(at, at + m.end()), style, (value(m[0]),)), row.level or depth
        if row.text:
            lead = Span(at, at + row.lead) if row.lead else None
            blocks.append(Block(Span(at, end), row.role, level, label, lead))
        at = end + 1
    return Outline("\n".join(r.text for r in rows), tuple(blocks))


def lines(text: str, marks: tuple[Mark, ...] = ()) -> Outline:
    """Each line that is not blank is a paragraph."""
    del marks
    spans = [Span(*m.span()) for m in re.finditer(r"[^\n]+", text)]
    return Outline(text, tuple(Block(s, Role.PARAGRAPH) for s in spans))


PROFILE = Profile("test", (), lines, look=GONGWEN)


def normalized(shape: Outline | str, draft: Draft | None = None, profile: Profile = PROFILE) -> Normalized:
    if isinstance(shape, str):
        shape = lines(shape)
    draft = draft or Draft.of(shape.text)
    return Normalized(Source(draft.original, "txt", Decoding("utf-8", "detected")), draft, profile, shape)


NOTICE = outline(
    [
        Said(Role.TITLE, "关于进一步加强和改进全市基层党组织组织生活会制度建设有关工作的通知"),
        Said(Role.RECIPIENT, "各区县委，市委各部委，市级国家机关各部门："),
        Said(Role.PARAGRAPH, "为深入贯彻落实党中央关于“全面从严治党”的决策部署，现就有关事项通知如下——请认真执行……"),
        Said(Role.HEADING, "一、总体要求"),
        Said(
            Role.PARAGRAPH, "坚持问题导向，聚焦2024年3项重点任务（见附件），做到A/B类单位<全覆盖>、R&D投入·不低于5%。"
        ),
        Said(
            Role.PARAGRAPH,
            "（一）提高认识。" + "各级党组织要把开好组织生活会作为严肃党内政治生活的重要抓手。" * 3,
            lead=8,
        ),
        Said(
            Role.PARAGRAPH, "（二）明确责任。" + "主要负责同志是第一责任人，要带头查摆问题、带头开展批评。" * 3, lead=8
        ),
        Said(Role.HEADING, "二、重点任务"),
        Said(Role.HEADING, "（一）会前准备"),
        Said(Role.PARAGRAPH, "1.学习研讨。" + "开展专题学习不少于2次。" * 5, lead=7),
        Said(Role.PARAGRAPH, "2.谈心谈话。" + "班子成员之间、班子成员与党员之间必谈。" * 3, lead=7),
        Said(Role.ITEM, "（1）谈心谈话记录由专人保管；"),
        Said(Role.ITEM, "（2）会议材料一式三份。"),
        Said(Role.ATTACHMENT, "附件：1.组织生活会情况统计表"),
        Said(Role.ATTACHMENT, "2.对照检查材料撰写要求和有关注意事项说明以及填写范例汇编"),
        Said(Role.SIGNATURE, "中共某某市委组织部"),
        Said(Role.DATE, "2024年12月3日"),
        Said(Role.NOTE, "（此件公开发布）"),
        Said(Role.ATTACHMENT, "附件1"),
        Said(Role.TITLE, "组织生活会情况统计表"),
        Said(Role.PARAGRAPH, "填表说明：逐项填写，不得漏项。"),
    ]
)
