"""Spaces between Chinese characters, and beside Chinese marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.rule import cleaner
from docnorm.text.characters import CLOSERS, IDEOGRAPH, OPENERS, STOPS, WIDE
from docnorm.text.late import late
from docnorm.text.line_head import behind_marker
from docnorm.text.reference import find_references, is_within
from docnorm.text.scanner import find_places
from docnorm.text.surnames import SURNAMES

_S = " \t　"
_CURLY = "“”‘’"
_AFTER = STOPS + OPENERS + CLOSERS
_BEFORE = STOPS + CLOSERS + OPENERS
# Behind 第一条 a space belongs: in statutes these are all the spaces there are.
_SPACE = late(
    f"[ 　](?<![\\n].)(?:(?<=[{IDEOGRAPH}{_AFTER}].)(?<![编章节条].)[ 　]*+(?=[{IDEOGRAPH}{_BEFORE}])"
    f"|(?<=[{STOPS}（《“‘].)[ 　]*+(?=[^\\s|])"
    f"|(?<![\\s|].)[ 　]*+(?=[{STOPS}）》”’]))"
)  # a tab parts cells
_BESIDE = late(f"[{IDEOGRAPH}{WIDE}]")
_HAN = late(f"[{IDEOGRAPH}]")
_SPACED_OUT = late(
    f"(?<![^{_S}{_AFTER}\\n])[{IDEOGRAPH}]([ 　]{{1,2}})(?:[{IDEOGRAPH}]\\1)+[{IDEOGRAPH}](?![^{_S}{_AFTER}\\n])"
)
_PAIR = late(f"(?<![^{_S}{_AFTER}\\n])[{IDEOGRAPH}] [{IDEOGRAPH}](?![^{_S}{_AFTER}\\n])")
# What stands in a row, or in a blank to fill in (年　月　日), is no word.
_SERIES = frozenset(
    "年月日时分秒一二三四五六七八九十〇零甲乙丙丁戊己庚辛壬癸东南西北上中下大小左右前后优良差男女是否有无胜负和平"
)
_WRITER = late("(?:记者|通讯员|作者|编辑|主编|摄影)\\Z")
_ISSUER = late("(?:[部院委局署会厅室社校所]|中央|政府|银行|总行|集团|公司|大学|学院|党组|总队|联盟|中心|法庭)\\Z")
_DOCUMENT = late("关于|公告|印发|联合")
_PLACE = late(f"[{IDEOGRAPH}]{{2,8}}(?:[ 　][{IDEOGRAPH}]{{2,8}})?[ 　][0-9]{{6}}(?![0-9])")  # 江苏 南京 210000
_SPEAKER = late(f"[ 　]*[{IDEOGRAPH}]　{{1,2}}[{IDEOGRAPH}]　{{1,4}}.?")
_WIDE_GAP = late("[ 　]{2}|　")
_VOLUME = late(r"第[0-9一二三四五六七八九十]{1,3}(?:部分|[编册卷辑集季回])")
_APPOINTED = late("(?:免去|任命|同意|提名|推荐|选举|聘任|解聘|接受|给予|授予|决定|由|对|和|及|与|经)\\Z")
_ABOUT = frozenset("为任的同")
_QUOTES = frozenset(("“”", "‘’", "「」", "『』", "《》"))
_OPENER = {"’": "‘", "”": "“"}
_COMPOUND = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "东方", "令狐", "慕容", "夏侯", "司徒", "公孙", "端木", "轩辕"]
)
_SENTENCE = late("[，。；！？]")
_MENTION = late(f"@[{IDEOGRAPH}0-9A-Za-z_-]{{1,16}}\\Z")
_CAPTIONED = late(f"(?<![^。！？；\\n])[{IDEOGRAPH}]{{2,4}}[ 　][{IDEOGRAPH}]")
_REACH = 200
_CAPTION_BEHIND = ("", "。", "！", "？", "；")
_ENDS = "。，；！？、…”’）)"
# Behind a date or 第一百二十条之二, which an amendment puts inside quotes.
_KEPT = late(
    r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})[ ]?(?:[号年月]|日电?)|[同是次当翌][年月日]"
    r"|第[0-9零〇一二三四五六七八九十百千]{1,9}[条章节]之[一二三四五六七八九十]{1,3}"
    r"|[0-9半一二三四五六七八九十]{1,4}[钱两克斤升匙片枚粒勺杯碗])\Z"  # 丁香3钱 官桂1两: the entries of a recipe
)
_COLUMNS = late(f"[^{_S}\\n][{_S}]{{2,}}[^{_S}\\n](?:.*[^{_S}\\n])?[{_S}]{{2,}}[^{_S}\\n]")


_ENTRY = late("[（(][一二三四五六七八九十0-9]{1,3}[）)]")
_SPLIT_NUMBER = late(f"[^\\n][0-9][{_S}]+[{STOPS}][{_S}]*[0-9]|[0-9][{STOPS}][{_S}]+[0-9]")  # 3 。14: who knows
# What stands behind a field that is empty: the next one, or a date to fill in.
_LABEL = f"[{IDEOGRAPH}]{{1,8}}(?:[（(][^（）()\\n]{{1,8}}[）)])?"
_NEXT_FIELD = late(f"{_LABEL}[ 　]*[：:](?:\\s|\\Z)|年[ 　]+月[ 　]+日")
_BEFORE_LINK = late(f"[ ](?<=[{IDEOGRAPH}].)(?=\\[[{IDEOGRAPH}][^\\[\\]\\n]{{0,100}}\\]\\()")


def _prefilter(*, between: str = "prose", after_stop: bool = False) -> str:
    del after_stop
    beside = f"(?<=[{_AFTER}].)|[{_S}]*[{_BEFORE}\\[]"
    if between == "runs":  # of three and more: 第一条 and what follows it are two
        beside += f"|(?<=[{IDEOGRAPH}].)[ 　]?[{IDEOGRAPH}][ 　]{{1,2}}[{IDEOGRAPH}]"
    elif between != "none":
        beside += f"|(?<=[{IDEOGRAPH}].)[{_S}]*[{IDEOGRAPH}]"
    return f"[{_S}](?:{beside})"


@cleaner("han-space", prefilter=_prefilter, trigger="[ \t　]", context=f"[{IDEOGRAPH}{WIDE}]")
def han_space(text: str, *, between: str = "prose", after_stop: bool = False) -> Iterator[Fix]:
    """Chinese is written without spaces; those that separate (第一条 …, names, columns, blanks) stay.

    ``between`` two Han: ``prose`` removes them inside sentences, ``runs`` only in spaced-out runs (中 国 人 民),
    ``pairs`` there and between two single characters (已 经), ``none`` leaves them. ``after_stop`` removes a space
    behind 。！？ too: it may be what is left of a line's end.
    """
    entries = find_references(text)
    line = _SpacedLine(text, Span(0, -1))
    for start, end in find_places(_SPACE, text, _BESIDE):
        if start == 0 or behind_marker(text, start) or (entries and is_within(entries, start)):
            continue  # an indent, or behind a number, or in a bibliography
        if _MENTION.search(text, max(0, start - 20), start):
            continue  # @全体成员 明早: the space ends whom it calls
        if start > line.span.end:
            line = _SpacedLine.around(text, start)
        if line.keeps(start) or line.speaker.start < start < line.speaker.end:
            continue
        left, right = text[start - 1], text[end]
        if left in "；：" and _ENTRY.match(text, end):
            continue  # what is left of a line's end: glued-heading looks
        if _SPLIT_NUMBER.match(text, start - 2):
            continue
        if _HAN.match(left) and _HAN.match(right):
            safety = line.between(start, end, between)
            if safety is not None:
                yield replace(start, end, "", "a space between Chinese characters", safety)
        elif _judge_beside_mark(text, start, end, line, after_stop=after_stop):
            yield replace(start, end, "", "a space beside a Chinese mark", Safety.CERTAIN)
    for m in _BEFORE_LINK.finditer(text) if "](" in text else ():
        if between != "none" and not behind_marker(text, m.start()):
            yield replace(*m.span(), "", "a space between Chinese characters", Safety.LIKELY)


def _judge_beside_mark(text: str, start: int, end: int, line: _SpacedLine, *, after_stop: bool) -> bool:
    left, right = text[start - 1], text[end]
    if (left in _CURLY or right in _CURLY) and not line.is_chinese:
        return False  # in the ’90s
    if left in CLOSERS and right in OPENERS:
        return False  # “a” “b” is a list
    if left in "（【〔[" and right in "）】〕]":
        return False  # a blank to tick
    if left in "。！？" and right not in STOPS + CLOSERS and not after_stop:
        i = start - 1
        while i > line.span.start and text[i] in "。！？":
            i -= 1
        return i > line.span.start and text[i] in _S
    if (left == "：" or right in "”’）") and end - start > 2:
        return False  # a blank to fill in
    if left == "：" and _NEXT_FIELD.match(text, end):
        return False  # 姓名： 性别：
    if left in CLOSERS and right not in STOPS + CLOSERS:
        # One space; several, or a wide one, part what stands on either side: 《…》　　清华大学教授.
        if text[start:end] != " " or not _HAN.match(right):
            return False
        if left in _OPENER:
            return line.is_prose and _is_set_apart(text, start - 1, line.span.start)
        if left in "》〉":
            return line.is_prose  # in a headline it parts: 美版《潜伏》 湖人冷面刺客
        return left not in "）】〕"  # （北京） 李刚 （上海） parts two people
    if right in OPENERS and left not in STOPS + OPENERS:
        return line.is_prose and _HAN.match(left) is not None
    return True


def _is_set_apart(text: str, closer: int, first: int) -> bool:
    """Whether a space stands before the quotes that close at ``closer``, too: 点击 “Alice” 或 “Bob” 来选择.

    With one before it goes, and the one behind alone would be left. Without, it may part what stands on either side.
    """
    opener = text.rfind(_OPENER[text[closer]], first, closer)
    return opener - 2 > first and text[opener - 1] == " " and _HAN.match(text, opener - 2) is not None


class _SpacedLine:
    """What is known of the line that a space stands in."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.held = text[span.start : span.end] if span.end > span.start else ""
        self.is_table = "|" in self.held or _COLUMNS.search(self.held) is not None

    @cached_property
    def is_prose(self) -> bool:
        """Whether the line is made of sentences."""
        held = self.held
        # A headline or a byline may hold a stop, but does not end in one: 摄影。 本报记者 李明 摄
        return len(held) >= 12 and (held[-1] == "：" or (held[-1] in _ENDS and _SENTENCE.search(held) is not None))

    @cached_property
    def is_chinese(self) -> bool:
        return _BESIDE.search(self.held) is not None

    @cached_property
    def speaker(self) -> Span:
        """Where a padded name heads the line, as in a play: 老　周　通知下游。"""
        found = _SPEAKER.match(self.held)
        return Span(self.span.start, self.span.start + found.end() if found else self.span.start)

    @cached_property
    def pairs(self) -> frozenset[int]:
        """Where a space parts two single characters that are no name and no things of a row: 已 经."""
        found = _PAIR.finditer(self.held)
        return frozenset(
            m.start() + self.span.start + 1
            for m in found
            if not any(m.start() < run.end() and run.start() < m.end() for run in _SPACED_OUT.finditer(self.held))
            and m[0][0] not in SURNAMES
            and not _SERIES.issuperset((m[0][0], m[0][-1]))  # 年 月 日
        )

    @cached_property
    def runs(self) -> list[Span]:
        """Where a word is spaced out; not names that are padded to one width (王　军　李　刚), nor things in a row."""
        start = self.span.start
        found = _SPACED_OUT.finditer(self.held)
        return [Span(m.start() + start, m.end() + start) for m in found if self._is_word(m)]

    def _is_word(self, found: re.Match[str]) -> bool:
        signs = found[0].replace(found[1], "")
        if _SERIES.issuperset(signs) or signs[-1] in "男女":  # 张 三 男 25, 性 别 男: the fields of a row
            return False
        if len(signs) % 2 == 0 and sum(c in SURNAMES for c in signs[::2]) * 4 >= len(signs):
            return False
        start, end = found.span()
        before, behind = self.held[max(0, start - 9) : start].rstrip(_S)[-1:], self.held[end : end + 9].lstrip(_S)[:1]
        # Beside more that is set apart, wide spaces part names (王卫东　田　野　欧阳倩) or fields (书 记 员　　周　洁).
        alone = (not before or before in _AFTER + "编章节条") and (not behind or behind in _AFTER)
        return alone or (found[1] == " " and not _WIDE_GAP.match(self.held, found.end()))

    @classmethod
    def around(cls, text: str, at: int) -> _SpacedLine:
        """Look at the line that ``at`` stands in."""
        end = text.find("\n", at)
        return cls(text, Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end))

    def keeps(self, start: int) -> bool:
        """Whether a space here is a separator, whatever stands on either side."""
        if self.is_table:
            return True
        return _KEPT.search(self.text, max(self.span.start, start - 16), start) is not None

    def between(self, start: int, end: int, mode: str) -> Safety | None:
        """How sure it is that a space between two Han is a defect; None: it is none, or nobody knows."""
        if mode == "none":
            return None
        i = bisect_left(self.runs, (start,)) - 1  # the last run that begins before it
        if i >= 0 and start < self.runs[i].end:
            return Safety.CERTAIN
        if mode == "pairs" and start in self.pairs:
            return Safety.LIKELY
        if mode != "prose" or not self.is_prose or end - start > 1:
            return None
        clause = self._clause(start)
        if self._is_padded(start, clause):
            return None
        if self._is_caption(start, clause):
            return Safety.SUGGEST
        tokens = self.text[clause.start : clause.end].split()
        if self._is_slogan(clause, tokens) or self._is_list(clause, tokens) or _PLACE.match(self.text, end):
            return None
        if len(tokens) > 2 and all(2 <= len(t) <= 4 for t in tokens):
            # Names, or entries of one length: 办公室 财务科 人事科.
            same = len({len(t) for t in tokens}) == 1
            return None if same or all(t[0] in SURNAMES for t in tokens) else Safety.LIKELY
        return Safety.LIKELY

    def _is_caption(self, at: int, clause: Span) -> bool:
        """Whether what stands before the only space of a sentence names what it is about, as in another beside it.

        挂炉 全聚德的烤鸭用的是挂炉。焖炉 便宜坊的用的是焖炉。 One alone is an error as likely.
        """
        before = self.text[clause.start - 1 : clause.start] if clause.start > self.span.start else ""
        if before not in _CAPTION_BEHIND or not 2 <= at - clause.start <= 4:
            return False
        if any(c in _S for c in self.text[at + 1 : clause.end]):
            return False
        around = self.text[max(0, self.span.start - _REACH) : self.span.end + _REACH]
        return len(_CAPTIONED.findall(around)) >= 2

    def _is_padded(self, at: int, clause: Span) -> bool:
        """Whether a space pads a word of two characters or a name, or parts a title: 姓　名, 任命李　刚为…"""
        text, behind = self.text, at + 1
        if text[at] == " ":  # an only one is an error more often, but at the head of an entry: 李 莉（女）
            return at - self.span.start == 1 and text[at - 1] in SURNAMES and text[behind + 1 : behind + 2] == "（"
        if text[max(0, at - 2) : at] in _COMPOUND:
            return True
        if _VOLUME.match(text, behind):
            return True
        pair = at - clause.start == 1 and clause.end - behind == 1
        if text[at - 1] not in SURNAMES:
            return pair and clause.start == self.span.start
        started = at - clause.start == 1 or _APPOINTED.search(text, max(clause.start, at - 3), at - 1) is not None
        return started or text[behind + 1 : behind + 2] in _ABOUT

    def _is_list(self, clause: Span, tokens: list[str]) -> bool:
        """Whether a clause names several who write or issue together: 记者 王明 李红, 《财政部 税务总局关于…》."""
        if _WRITER.search(tokens[0]):
            return True
        bracketed = clause.start > self.span.start and self.text[clause.start - 1] in "《〈（"
        return all(_ISSUER.search(t) for t in tokens[:-1]) and (bracketed or _DOCUMENT.search(tokens[-1]) is not None)

    def _is_slogan(self, clause: Span, tokens: list[str]) -> bool:
        """Whether the halves of a quotation are of one length, as those of “好客山东 好品山东” are."""
        start, end = clause
        if start == self.span.start or end == self.span.end or self.text[start - 1] + self.text[end] not in _QUOTES:
            return False
        lengths = sorted(map(len, tokens))
        return lengths[0] >= 3 and lengths[-1] - lengths[0] <= 1

    def _clause(self, at: int) -> Span:
        start, end = at, at
        while start > self.span.start and at - start < 60 and self.text[start - 1] not in _AFTER:
            start -= 1
        while end < self.span.end and end - at < 60 and self.text[end] not in _AFTER:
            end += 1
        return Span(start, end)
