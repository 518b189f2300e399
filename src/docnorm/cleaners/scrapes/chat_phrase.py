"""What an assistant says to its user around a draft: 好的，以下是…, 希望对您有所帮助. Only pointed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_LONGEST = 90  # characters of such a line: a longer one holds text of its own
_REACH = 3 * _LONGEST  # characters looked at from either end
_YES = "好的|好嘞|好呀|当然(?:可以)?|没问题|可以的|收到|明白了?|Sure|Certainly|Of course|OK"
# 以下是全市经济运行情况： and 好的作风 are text: a lead-in agrees first, or speaks to the user and ends in a colon.
_MADE = "写|拟|整理|生成|准备|提供|修改|润色|撰写|起草"
_HERE = r"(?:以下|下面)(?:就?是|为)"
_ONE = r"这(?:就?是|为)(?=.*(?:[：:]$|一[份篇则首段]))"  # 当然，这是 may go on in any way
_ASKED = r"(?:根据|按照?)[您你]|(?:为|帮|给)[您你]"
_LEADS = (
    # 好的，以下是工作总结： · 当然，这是一篇关于春天的散文： · 没问题，我来帮您起草一份。
    rf"(?:(?:{_YES})[,，!！。～~、 ]+)+(?:我来|我会|我将|我已|这里是|{_HERE}|{_ONE}|{_ASKED}).*[：:。！!]$",
    # 好的，已根据您的意见调整，全文如下：
    rf"(?:(?:{_YES})[,，!！。～~、 ]+)+已[^。]{{0,4}}[您你].*[：:]$",
    # 以下为您整理的会议纪要： · 以下是根据您的要求整理的内容：
    rf"(?:以下|下面)(?:为|给|帮)[您你](?:{_MADE})的.*[：:]$",
    rf"(?:{_HERE}|这(?:就?是|为))我?(?:(?:根据|按照?)[您你]|(?:为|给|帮)[您你][^，。；]{{0,6}}(?:{_MADE})).*[：:]$",
    # 根据您提供的信息，我为您撰写了以下报告：
    r"根据[您你](?:的(?:要求|需求|描述)|所?提供的).*(?:以下|如下|下面|(?:为|帮|给)[您你]).*[：:]$",
)
_WORK = "修改|调整|补充|完善|润色|优化|扩写|缩写|改写|细化|定制|生成|其他(?:版本|需求|帮助|内容)"
_IF = "(?:如果?|若)"
_TELL = r"告诉我(?!们)|告知我(?!们)|跟我说|和我说|找我(?!们)"
_OWN = "(?:实际|具体|自己|自身)"
# 如有疑问，请与办公室联系 closes a notice: a closer offers work on the draft, or hopes to have helped.
_CLOSERS = (
    # 如需修改，请告诉我。 · 如果您想要更详细的版本，我可以继续帮您扩写。
    rf"(?:[^。！]{{0,60}}[。！])?{_IF}[^。]*(?:{_TELL}|我(?:可以|能|会|来)[^。]{{0,8}}(?:[您你]|生成|提供))[^。！!]{{0,30}}[。！!~～]*$",
    rf"{_IF}[您你]?[还仍]?(?:需要?|有|想)[^。]*(?:{_WORK})[^。]*随时(?:提出|提问|联系)[^。！!们]{{0,6}}[。！!~～]*$",
    # 您可以根据实际情况对以上内容进行调整。 · 这份总结可以根据您的具体情况进行修改。
    (
        rf"(?:请|[^。]{{0,24}}[您你]?可以?)(?:根据|按照?|结合)(?:[您你](?:自己)?的)?{_OWN}[^。]*"
        rf"(?:以上|上述|(?<=[您你]).*)(?:{_WORK}|内容)[^。]*[。！!]?$"
    ),
    (
        rf"(?:这[份篇]|[^。]{{0,24}}[您你])[^。]{{0,12}}可以?(?:根据|按照?|结合)[您你]?(?:自己)?的?{_OWN}的?(?:情况|需要|需求)?"
        rf"[^。，]{{0,12}}(?:{_WORK})[^。，]{{0,8}}[。！!]?$"
    ),
    # 希望这份总结对您有所帮助！ What hopes so of 本报告 is the report itself.
    (
        r"(?:[^。]{0,30}[，,。！!])?希望(?:这[份篇些个]?|以上|上述)?[^本。！，,]{0,12}"
        r"(?:对[您你]能?有|(?:能?够?|可以)(?:帮到|帮助到?|满足)[您你]|[您你](?:满意|喜欢))[^。]{0,16}[。！!~～]*$"
    ),
    # 需要我帮您生成一份提纲吗？ · 是否需要我继续完善第三部分？
    r"(?:是否)?还?需要我(?:再|继续|进一步|帮|为|把|将|给)[^。]*[吗么呢]?[？?]$",
    r"是否需要我(?!们)[^。]*[？?]$",
    # （注：以上内容由AI生成，仅供参考）
    (
        r"[（(]?(?:注[：:])?(?:本文|以上|[此该本])?(?:内容|回答|文档)?由 ?(?:AI|人工智能)(?:助手|大?模型)?(?:自动)?生成"
        r"[^。]{0,20}[)）。]*$"
    ),
)
_LEAD = late("|".join(_LEADS), re.IGNORECASE)
_CLOSER = late("|".join(_CLOSERS), re.IGNORECASE)
_SAID = late('[“「『"]')  # 好的，我来。 may be what somebody in a story says
_LINE = late(r"[^\n]*[A-Za-z㐀-鿿][^\n]*")


def _has_frame(text: str) -> bool:
    return next(_find_frame(text), None) is not None


@cleaner("chat-phrase", trigger="[您你我AaSsCcOo好当没可收明]", precheck=_has_frame)
def chat_phrase(text: str) -> Iterator[Fix]:
    """What an assistant says to its user around a draft: 好的，以下是…：, 希望对您有所帮助！"""
    return _find_frame(text)


def _find_frame(text: str) -> Iterator[Fix]:
    """Yield the fixes of the first line that says something and of the last two."""
    head = [Span(*m.span()) for m in _LINE.finditer(text, 0, min(len(text), _REACH))]
    first = max(0, len(text) - _REACH)
    tail = [Span(*m.span()) for m in _LINE.finditer(text, first)]
    if not head or not tail or head[0] == tail[-1]:
        return  # alone it is the text
    if _is_said(_LEAD, text, head[0]):
        yield _point(text, head[0], "what an assistant says before a draft")
    for line in tail[-2:]:
        if line.start > max(first, head[0].end) and _is_said(_CLOSER, text, line):
            yield _point(text, line, "what an assistant says after a draft")


def _is_said(pattern: re.Pattern[str], text: str, line: Span) -> bool:
    said = text[slice(*line)].strip(" \t　*_>#").removesuffix("😊").rstrip()
    return len(said) <= _LONGEST and not _SAID.search(said) and pattern.match(said) is not None


def _point(text: str, line: Span, why: str) -> Fix:
    """Point at a whole line; to take it out takes its line end along."""
    end = line.end + 1 if line.end < len(text) else line.end
    return replace(line.start, end, "", why, Safety.SUGGEST)
