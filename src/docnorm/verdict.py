"""Why a rule did or did not act at a place: the outcomes that there are, and how each is said."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from docnorm.edit import Span

Language = Literal["en", "zh"]


class Outcome(StrEnum):
    """What became of a rule at a place. The first six are of fixes that it proposed."""

    APPLIED = "applied"
    SUGGESTED = "suggested"  # it is never more than a suggestion
    BELOW = "below"  # the profile asks for fixes that are surer
    PROTECTED = "protected"  # it touches a form that this rule may not edit
    FROZEN = "frozen"  # it touches a stretch that nobody may edit
    CLASHED = "clashed"  # another fix of the same rule took the place
    SILENT = "silent"  # the rule looked here and proposed nothing
    NO_TRIGGER = "no-trigger"  # what it looks for stands elsewhere in the text, not here
    CLOSED = "closed"  # what it looks for is nowhere in the text: it was not called
    IDLE = "idle"  # its options switch it off
    GONE = "gone"  # an earlier rule had changed the place
    FAILED = "failed"  # the rule raised, or ran out of time


class Verdict(NamedTuple):
    """What a rule did at one place.

    rule: the rule's id.
    span: the place in the original: code points, half-open.
    outcome: what became of the rule there.
    why: the rule's own reason for its fix, in English; empty where it proposed none.
    before: the original's text at the place.
    after: what the fix puts there; None where the rule proposed none, or one without a replacement.
    by: what stood in the way or came behind: a form, a rule, a level, another fix, a class of characters.
    chinese: the rule's reason in Chinese, where its page has it.
    """

    rule: str
    span: Span
    outcome: Outcome
    why: str = ""
    before: str = ""
    after: str | None = None
    by: str = ""
    chinese: str = ""

    def say(self, language: Language = "en") -> str:
        """Return the verdict as a sentence for a reader of the document."""
        if language == "zh":
            by = "、".join(_NAMES.get(name, name) for name in self.by.split(", "))
            said = _CHINESE[self.outcome].format(why=self.chinese or self.why, by=by)
            behind = _BEHIND_CHINESE.get(self.outcome, "")
        else:
            by = self.by
            said = _ENGLISH[self.outcome].format(why=self.why, by=by)
            behind = _BEHIND.get(self.outcome, "")
        return said + (behind.format(by=by) if by else "")


_ENGLISH = {
    Outcome.APPLIED: "changed: {why}",
    Outcome.SUGGESTED: "suggested only: {why}",
    Outcome.BELOW: "not sure enough for --apply {by}: {why}",
    Outcome.PROTECTED: "protected, part of a form that this rule may not edit ({by}): {why}",
    Outcome.FROZEN: "nobody may edit this place (switched off, code, a field, or asked about by another rule): {why}",
    Outcome.CLASHED: "lost against another fix of the same rule ({by}): {why}",
    Outcome.SILENT: "looked at, and nothing proposed: the rule's page says what it leaves alone",
    Outcome.NO_TRIGGER: "nothing that the rule looks for stands here: {by}",
    Outcome.CLOSED: "the rule was not called, for nothing that it looks for is in the text: {by}",
    Outcome.IDLE: "the rule's options switch it off: {by}",
    Outcome.GONE: "an earlier rule had changed the place: {by}",
    Outcome.FAILED: "the rule failed and was left out: {by}",
}
_CHINESE = {
    Outcome.APPLIED: "已改：{why}",
    Outcome.SUGGESTED: "只作建议：{why}",
    Outcome.BELOW: "把握不够，未达到“{by}”：{why}",
    Outcome.PROTECTED: "受保护，属于本规则不得改动的内容（{by}）：{why}",
    Outcome.FROZEN: "此处不得改动（已关闭、代码、域，或另有规则存疑）：{why}",
    Outcome.CLASHED: "同一规则的另一处改动已占此位（{by}）：{why}",
    Outcome.SILENT: "看过此处，认为不必改；规则说明中写明了哪些不改",
    Outcome.NO_TRIGGER: "此处没有本规则要找的内容：{by}",
    Outcome.CLOSED: "全文没有本规则要找的内容，未运行：{by}",
    Outcome.IDLE: "选项已将本规则关闭：{by}",
    Outcome.GONE: "此处先被别的规则改过：{by}",
    Outcome.FAILED: "规则运行失败，已跳过：{by}",
}
_BEHIND = {
    Outcome.APPLIED: "; {by} changed the place again",
    Outcome.SILENT: "; it is protected ({by})",
}
_BEHIND_CHINESE = {
    Outcome.APPLIED: "；其后 {by} 又改了此处",
    Outcome.SILENT: "；此处受保护（{by}）",
}
# Levels, and forms of ``protected.FORMS``.
_NAMES = {
    "certain": "确定", "likely": "很可能",
    "url": "网址", "email": "邮箱", "path": "路径", "file": "文件名", "code": "代码", "math": "公式",
    "html": "网页标签", "entity": "HTML 实体", "wikilink": "维基链接", "hashtag": "话题标签", "link": "链接",
    "placeholder": "模板变量", "standard": "标准号", "docno": "发文字号", "date": "日期", "version": "版本号",
    "time": "时间", "ratio": "比", "thousands": "带千分位的数", "decimal": "小数", "phone": "电话号码",
    "gap": "留空", "word": "受保护的词",
}  # fmt: skip
