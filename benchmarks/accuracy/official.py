"""Clean published official documents: edits that nobody asked for, and how full the margin gets.

``python -m benchmarks.accuracy.official --shared FOLDER [--profile NAME]`` prints each edit of an unwanted kind.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.row import Row
from docnorm.draft import Change, Draft, Fate
from docnorm.pipeline.line import normalize
from docnorm.profiles import NAMES, get_profile
from docnorm.source import Decoding, Source

STEP = 5  # of the statutes every fifth; reports, notices and letters all
REPORTS = 30  # of the corpus, at its head

# Rules whose every edit is what the profile sets on purpose: the paper of the source, not its words.
SET_BY_PROFILE = frozenset(
    [
        "blank-line",
        "circle-zero",
        "document-number",
        "extra-space",
        "line-end",
        "number-glyph",
        "odd-space",
        "space-indent",
    ]
)
WEB_STYLE = frozenset(["latin-space", "quote", "unit-space", "bracket"])  # the copy-writing guidelines' own
# Defects that the published texts do have: (rule, before, after), as regular expressions over one edit.
DEFECTS = [
    ("bracket", r"[()]", "[（）]"),  # half-width brackets round Chinese, in 499 statutes of 1,883
    ("punctuation", r"[,;:!?]", "[，；：！？]"),  # half-width marks in Chinese sentences, in 401
    ("width", r"[０-９Ａ-Ｚａ-ｚ]+", "[0-9A-Za-z]+"),  # reports of the eighties are set in full-width digits
    ("width", r"[％．＋＝＊／]", "[%.+=*/]"),
    ("width", r"[﹕﹝﹞]", "[：〔〕]"),
    ("quote", '"', "[“”]"),
    ("quote", "[“”]", "[“”‘’]"),
    ("han-space", r"[ \u3000]+", ""),  # beside marks, and 航 空 人 员; what parts words is shown below
    ("latin-space", r" |(?<=[年月日])[ \u3000]+", ""),  # 增加 1304.8亿元: gongwen sets none
    ("nested-title", "[《》]", "[〈〉]"),
    ("ellipsis-dash", r"--|…{3,}", "——|……"),
    ("repeated-punctuation", r"，，|。。", "，|。"),
    ("boilerplate", r"\n?(?:扫一扫|相关报道|下载\n打印|打印本页|【字|分享|收藏\n|您的位置|首页\n|[0-9a-f]{32}).*", ""),
]
TORN = ("商 用密码", "中央 军事委员会")  # words that a line end tore
HAN = re.compile(r"[\u3400-\u9fff]")


class Found(NamedTuple):
    """One applied edit: where, by which rule, what stood there, what stands there now, and around it."""

    document: str
    rule: str
    before: str
    after: str
    left: str
    right: str

    def __str__(self) -> str:
        shown = f"{self.document:10} {self.rule:20} {self.left}[{self.before}→{self.after}]{self.right}"
        return shown.replace("\n", "⏎").replace("\u3000", "□").replace("\t", "⇥")


def rows(shared: Path) -> list[Row]:
    """Count, profile by profile, the edits that nobody asked for, and the suggestions."""
    held = list(documents(shared))
    if not held:
        return [Row("clean official documents: unwanted edits", "-", "0", 0, "the corpus is not here")]
    found = []
    for name in NAMES:
        drafts = [(document, cleaned(text, name)) for document, text in held]
        left = [edit for document, draft in drafts for edit in edits(document, draft) if not is_wanted(edit, name)]
        note = "; ".join(map(str, left[:2]))
        found.append(Row(f"{name}: unwanted edits", str(len(left)), "0", len(drafts), note))
        if name == "gongwen":
            found.append(margin([draft for _, draft in drafts], sum(len(text) for _, text in held)))
    return found


def documents(shared: Path) -> Iterator[tuple[str, str]]:
    """Yield the sample: each report and notice, and of the statutes every fifth."""
    corpus = shared / "corpora" / "official-zh.txt.xz"
    if corpus.is_file():
        with lzma.open(corpus, "rt", encoding="utf-8") as file:
            whole = file.read().split("\f")
        for i, text in enumerate(whole):
            if i < REPORTS or i % STEP == STEP - 1:
                yield f"corpus {i}", text.strip("\n")
    for name in ("govcn_plain", "reports", "statutes"):
        path = shared / "cases" / "structure" / f"{name}.jsonl"
        if path.is_file():
            for i, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
                yield f"{name} {i}", json.loads(line)["text"].strip("\n")


def cleaned(text: str, profile: str) -> Draft:
    """Send a decoded text down the line."""
    return normalize(Source(text, "txt", Decoding("utf-8", "declared")), get_profile(profile)).draft


def edits(document: str, draft: Draft) -> Iterator[Found]:
    """Yield what was applied, with the original around it."""
    for change in draft.journal:
        if change.fate is Fate.APPLIED:
            yield from _edits(document, draft, change)


def _edits(document: str, draft: Draft, change: Change) -> Iterator[Found]:
    text = draft.original
    for (start, end), edit in zip(draft.where(change), change.fix.edits, strict=True):
        around = text[max(0, start - 16) : start], text[end : end + 16]
        yield Found(document, change.rule, text[start:end], edit.new, *around)


def is_wanted(edit: Found, profile: str) -> bool:
    """Whether an edit is of a kind that its profile sets, or repairs a defect that these texts are known to have."""
    if edit.rule in SET_BY_PROFILE or (profile == "web" and edit.rule in WEB_STYLE):
        return True
    if edit.rule == "han-space" and is_between_words(edit):
        return any(torn in edit.left + edit.before + edit.right for torn in TORN)
    return any(
        edit.rule == rule and re.fullmatch(before, edit.before, re.DOTALL) and re.fullmatch(after, edit.after)
        for rule, before, after in DEFECTS
    )


def is_between_words(edit: Found) -> bool:
    """Whether a space stood between two words of Han, and not inside a word that was set apart letter by letter."""
    if not (HAN.match(edit.left[-1:]) and HAN.match(edit.right[:1])):
        return False
    return bool(HAN.match(edit.left[-2:-1]) and HAN.match(edit.right[1:2]))


def margin(drafts: list[Draft], size: int) -> Row:
    """How many suggestions stand on ten thousand characters, rule by rule."""
    asked = Counter(c.rule for draft in drafts for c in draft.journal if c.fate is Fate.SUGGESTED)
    shares = ", ".join(f"{rule} {10_000 * n / size:.2f}" for rule, n in asked.most_common(6))
    return Row(
        "gongwen: suggestions per 10,000 characters", f"{10_000 * asked.total() / size:.2f}", "-", len(drafts), shares
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--profile", default="gongwen", choices=NAMES)
    wanted = parser.parse_args()
    for document, text in documents(wanted.shared):
        for edit in edits(document, cleaned(text, wanted.profile)):
            if not is_wanted(edit, wanted.profile):
                print(edit)


if __name__ == "__main__":
    main()
