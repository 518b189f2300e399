"""A long title in lines of like length, which no word is torn for: GB/T 9704-2012, 7.3.1 (梯形或菱形).

The breaks come from indents on both sides and not from line breaks: the title stays one line of the text, wherever it
is pasted, read aloud or searched for.
"""

from __future__ import annotations

import re

from docnorm.look import Look
from docnorm.writers.docx.units import ems, points, twips

# What titles are made of. A break inside one of these words is what the standard forbids (词意完整).
_WORD = re.compile(
    "关于|进一步|加强|改进|开展|印发|贯彻|落实|做好|推进|推动|促进|实施|完善|规范|健全|建立|深化|深入|全面|全国|全省|全市|全区|全县"
    "|工作|建设|管理|发展|改革|制度|体系|机制|服务|保障|监督|检查|安全|生产|教育|培训|组织|基层|党组织|党员|干部|群众|生活会|委员会"
    "|办公室|人民政府|政府|国务院|中央|中共|有关|若干|问题|事项|情况|通知|通报|意见|办法|规定|决定|决议|方案|规划|计划|报告|请示|批复"
    "|公告|公报|函件|纪要|条例|细则|规则|要点|总结|措施|责任|目标|任务|重点|领导|小组|会议|活动|专项|行动|年度|经济|社会|文化|科技|信息"
    "|企业|单位|部门|机关|农业|农村|农民|城市|城乡|环境|保护|生态|文明|治理|监管|创新|技术|人才|资金|项目|[0-9０-９A-Za-z.%〇○]+年?月?日?"
    "|《[^》]{1,14}》|“[^”]{1,8}”|（[^）]{1,8}）|——|……"
)
_CLOSING = "，。、；：？！”’）》〉】〕％%…·的了"  # none of these opens a line
_OPENING = "“‘（《〈【〔"  # none of these ends one


def title_indent(text: str, size: float, look: Look) -> str:
    """Return the ``w:ind`` that breaks a title of more than one line well; nothing where it fits on one."""
    pitch = size + look.tracking
    room = (look.paper[0] - look.margins[1] - look.margins[3]) * 72 / 25.4 / pitch
    width = balanced(text, int(room))
    if not width or "\t" in text:
        return ""
    # Half a character more than the lines need: justification and rounding never push the last one over.
    side = max(0, (twips(look.paper[0] - look.margins[1] - look.margins[3]) - points((width + 0.5) * pitch)) // 2)
    return (
        f'<w:ind w:leftChars="0" w:left="{side}" w:rightChars="0" w:right="{side}"'
        ' w:firstLineChars="0" w:firstLine="0"/>'
    )


def balanced(text: str, room: int) -> float:
    """Return the width in characters at which ``text`` falls into the best lines; 0 where it needs one line only."""
    whole = ems(text)
    if whole <= room or room < 4:
        return 0.0
    count = int(-(-whole // room))
    if count > 4:
        return 0.0
    bad = {i for m in _WORD.finditer(text) for i in range(m.start() + 1, m.end())}
    best = (1e9, 0.0)
    # An even share first; a wider line where that spares a word.
    for halves in range(int(whole * 2 / count), room * 2 + 1):
        width = halves / 2
        breaks = _fall(text, width)
        if len(breaks) == count - 1:
            best = min(best, (_cost(text, breaks, bad, width), width))
    return best[1]


def _fall(text: str, width: float) -> list[int]:
    """Return where a line of ``width`` characters breaks."""
    out: list[int] = []
    start = 0
    used = 0.0
    for i, char in enumerate(text):
        wide = ems(text[i - 1 : i + 1]) - ems(text[i - 1]) if i > start else ems(char)
        if used + wide > width and used:
            out.append(i)
            start, wide, used = i, ems(char), 0.0
        used += wide
    return out


def _cost(text: str, breaks: list[int], bad: set[int], width: float) -> float:
    cost = 0.0
    for i in breaks:
        if i in bad:
            cost += 6
        if text[i] in _CLOSING or text[i - 1] in _OPENING:
            cost += 20  # the office program would move the break, and the shape with it
        elif text[i - 1] in "的和与及、，：》”" or text.startswith(("关于", "的", "暨", "《", "“", "——"), i):
            cost -= 2
    # A last line that is much shorter than the others is no 梯形 any more.
    return cost + (width - ems(text[breaks[-1] :])) * 0.5
