"""A rule's page: the Markdown file beside the rule, and what its ``zh:`` lines say in Chinese.

``zh: 引号`` is the rule's name, ``- zh: straight quotes = 直引号`` one of its reasons. A reason that quotes the
document has a number in braces for each part that varies: ``- zh: stands after {1} = 位于 {1} 之后``; such a part is
translated in turn where the page knows it. Text in fences is no such line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docnorm.draft import SPARED

_FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"^zh: (.+)$", re.MULTILINE)
_REASON = re.compile(r"^- zh: (.+?) = (.+)$", re.MULTILINE)
_SLOT = re.compile(r"\{(\d)\}")  # the part {1} of a reason


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason in English, as a pattern with a group for each of ``slots``, and in Chinese, with the slots in it."""

    english: re.Pattern[str]
    slots: tuple[str, ...]
    chinese: str

    @classmethod
    def parse(cls, english: str, chinese: str) -> Reason:
        """Make a reason of the two sides of a line."""
        fixed = [re.escape(part) for part in _SLOT.split(english)[::2]]
        return cls(re.compile("(.+)".join(fixed), re.DOTALL), tuple(_SLOT.findall(english)), chinese)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule is called in Chinese, and its reasons."""

    name: str | None = None
    reasons: tuple[Reason, ...] = ()

    def translate(self, why: str) -> str | None:
        """Return a reason in Chinese, or None for one that the page does not know."""
        if why.endswith(SPARED):
            known = self.translate(why.removesuffix(SPARED))
            return known and f"{known}；但删去后全文为空，故不删"
        for reason in self.reasons:
            if m := reason.english.fullmatch(why):
                parts = (self.translate(part) or part for part in m.groups())
                return _fill(reason.chinese, dict(zip(reason.slots, parts, strict=True)))
        return None


SILENT = Wording()


def _fill(template: str, parts: dict[str, str]) -> str:
    return _SLOT.sub(lambda slot: parts.get(slot[1], slot[0]), template)


def find_page(home: str | None, rule_id: str) -> Path | None:
    """Return the page of a rule made by the module at ``home``: the rule's id with underscores, beside the module."""
    page = Path(home).with_name(rule_id.replace("-", "_") + ".md") if home else None
    return page if page is not None and page.is_file() else None


@lru_cache(maxsize=256)
def read_wording(page: Path) -> Wording:
    """Return what a page says in Chinese; read once in a process."""
    prose = _FENCE.sub("", page.read_text(encoding="utf-8"))
    name = _NAME.search(prose)
    # What never varies comes first: a pattern may fit it, too.
    rows = sorted(_REASON.findall(prose), key=lambda row: "{" in row[0])
    return Wording(name[1].strip() if name else None, tuple(Reason.parse(*row) for row in rows))
