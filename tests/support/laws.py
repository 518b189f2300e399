"""What always holds, whatever comes in: hundreds of documents here, 100,000 by ``benchmarks.campaigns.laws``."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from hypothesis import strategies as st

import docnorm
from docnorm.draft import Fate
from docnorm.review.undo import undo

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
PROFILES = ("gongwen", "web", "novel", "corpus", "minimal")

# What documents are made of: right words, every kind of dirt, and what must not be touched.
PIECES = (
    "党zuzhi生活会", "党组织", "zheng府", "##paidbegin##", "##paidend##", "对照检查", "理论学习不够深入",
    "2021年", "一、", "二、", "（一）", "(二)", "（三)", "1.", "2、", "3．", "（1）", "①", "第一条　",
    "第二章 ", "一是", "附件：1.名单", "，", "。", "；", "：", "！", "？", ",", ".", ";", ":", "!", "?", "、",
    "……", "...", "。。。", "——", "--", "，，", "！！！！", "“", "”", "‘", "’", '"', "'", "《", "》", "（", "）",
    "(", ")", "[", "]", "〔2011〕", "国发[2011]3号", "\n", "\n\n", "\r\n", "\r", "　　", "  ", " ", "\t",
    "\xa0", "\u200b", "\ufeff", "\u2028", "\x00", "\x07", "\ufffd", "\x0b", "Word", "iPhone 12", "a,b", "e.g.",
    "C++", "http://a.cn/b,c", "x@y.cn", "`x,y`", "$a,b$", "<br>", "&nbsp;", "{name}", "%s", "3.14", "1,000",
    "12:30", "１２３", "ＡＢＣ", "％", "1.5万元", "15 %", "10km", "XX", "××", "某某", "xx年", "⼀", "⻅", "豈",
    "㎡", "①②", "😀", "👨‍👩‍👧", "𠮷", "﨎", "\ue000", "e\u0301", "が", "한국", "עברית", "中 国 共 产 党",
    "检察", "必须", "各部门：", "XX市人民政府", "2021年7月1日", "第3页 共8页", "本书由某某网整理",
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document of the kind that docnorm meets, dirt and all; sometimes arbitrary Unicode in the middle."""
    parts = draw(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25))
    return "".join(parts).encode("utf-8", "replace").decode("utf-8")


def undo_is_exact(text: str, profile: str) -> None:
    """A report gives the input's bytes back."""
    for encoding in ("utf-8", "gb18030", "utf-16"):
        data = text.encode(encoding)
        try:
            done = docnorm.normalize(data, profile)
        except docnorm.errors.InputRefused:
            continue  # NULs and the like make it no text
        assert done.undo() == data
        assert undo(done.to_bytes("json")) == data


def hunks_replay(text: str, profile: str) -> None:
    """Hunks are sorted and disjoint, name their causes, and turn the original into the text."""
    found = json.loads(docnorm.normalize_text(text, profile).to_bytes("json"))
    original, out, at = found["original"], [], 0
    for hunk in found["hunks"]:
        assert at <= hunk["start"] <= hunk["end"]
        assert original[hunk["start"] : hunk["end"]] == hunk["before"] != hunk["after"]
        assert hunk["causes"]
        assert all(found["changes"][c]["fate"] == "applied" for c in hunk["causes"])
        out += [original[at : hunk["start"]], hunk["after"]]
        at = hunk["end"]
    assert "".join(out) + original[at:] == found["text"]
    for change in found["changes"]:
        for edit in change["edits"]:
            assert original[edit["start"] : edit["end"]] == edit["before"]


def blocks_lie_on_the_text(text: str, profile: str) -> None:
    """Blocks are in order, do not overlap, and hold every character that is not blank."""
    done = docnorm.normalize_text(text, profile)
    spans = [b.span for b in done.outline.blocks]
    assert done.outline.text == done.text
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(done.text[s.start : s.end] for s in spans)
    assert "".join(covered.split()) == "".join(done.text.split())
    for block in done.outline.blocks:
        for inner in (block.lead, block.label and block.label.span):
            assert inner is None or block.span.start <= inner.start <= inner.end <= block.span.end


def one_pass_is_enough(text: str, profile: str) -> None:
    """Normalizing what was normalized changes nothing."""
    once = docnorm.normalize_text(text, profile).text
    again = docnorm.normalize_text(once, profile)
    assert again.text == once, [c for c in again.draft.journal if c.fate is Fate.APPLIED]


def no_han_is_lost_unrecorded(text: str, profile: str) -> None:
    """Every Han character that is gone, or new, stands in a recorded edit."""
    done = docnorm.normalize_text(text, profile)
    change = Counter(HAN.findall(done.text))
    change.subtract(HAN.findall(done.original))
    recorded: Counter[str] = Counter()
    for (start, end), new, _ in done.draft.patch.hunks:
        recorded.update(HAN.findall(new))
        recorded.subtract(HAN.findall(done.original[start:end]))
    assert {k: v for k, v in change.items() if v} == {k: v for k, v in recorded.items() if v}


def docx_text_is_txt_text(text: str, profile: str) -> None:
    """The paragraphs of the DOCX are the lines of the text output."""
    import docx

    done = docnorm.normalize_text(text, profile)
    found = docx.Document(io.BytesIO(done.to_bytes("docx")))
    # Blank lines at the very end: a text file has one line end there, whatever the page has.
    written = "\n".join(p.text for p in found.paragraphs)
    assert written.rstrip("\n") == done.to_bytes("txt").decode("utf-8").rstrip("\n")


def same_input_same_bytes(text: str, profile: str) -> None:
    """Every output format gives the same bytes twice."""
    for form in ("txt", "md", "html", "json", "jsonl", "docx"):
        first = docnorm.normalize_text(text, profile).to_bytes(form)
        assert docnorm.normalize_text(text, profile).to_bytes(form) == first


def a_rule_that_is_off_makes_no_edit(text: str, profile: str) -> None:
    """Ignoring a rule leaves no trace of it."""
    for rule in docnorm.get_profile(profile).rules[::7]:
        done = docnorm.normalize_text(text, profile, ignore=(rule.id,))
        assert all(c.rule != rule.id for c in done.draft.journal)


LAWS: tuple[Callable[[str, str], None], ...] = (
    undo_is_exact,
    hunks_replay,
    blocks_lie_on_the_text,
    one_pass_is_enough,
    no_han_is_lost_unrecorded,
    docx_text_is_txt_text,
    same_input_same_bytes,
    a_rule_that_is_off_makes_no_edit,
)
