"""Revisions: accepting all of them is the clean text, rejecting all of them the original."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.draft import Draft
from docnorm.edit import Fix, Safety, Span, replace
from docnorm.writers.docx.new.write import write_docx

from docx_revisions import body, comments, resolved
from docx_samples import lines, normalized

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALPHABET = "党组zu织生。“　 \t\n\n\r一、"


def as_lines(text: str) -> str:
    return re.sub(r"\n\Z", "", re.sub(r"\r\n?", "\n", text))


def revised(text: str, dice: random.Random, steps: int = 3) -> Draft:
    draft = Draft.of(text)
    for step in range(steps):
        fixes: list[Fix] = []
        at = 0
        while at <= len(draft.text) and len(fixes) < 8:
            start = at + dice.randint(0, 6)
            end = start + dice.choice((0, 1, 1, 2, 5))
            if end > len(draft.text):
                break
            new = "".join(dice.choice(ALPHABET) for _ in range(dice.choice((0, 0, 1, 2, 4))))
            fixes.append(replace(start, end, new, why="a whim", safety=dice.choice((Safety.CERTAIN, Safety.SUGGEST))))
            at = end + 1
        draft, _ = draft.revise(f"rule-{step}", fixes, Safety.LIKELY)
    return draft


def check(draft: Draft) -> None:
    data = write_docx(normalized(lines(draft.text), draft), track_changes=True)
    assert resolved(data, accept=True) == as_lines(draft.text)
    assert resolved(data, accept=False) == as_lines(draft.original)


@pytest.mark.parametrize("seed", range(4))
def test_accept_is_the_clean_text_and_reject_the_original(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(60):
        check(revised("".join(dice.choice(ALPHABET) for _ in range(dice.randint(0, 60))), dice))


@given(st.text(ALPHABET, max_size=30), st.randoms(use_true_random=False))
def test_whatever_is_edited(text: str, dice: random.Random) -> None:
    check(revised(text, dice, steps=2))


@pytest.mark.parametrize(
    ("before", "span", "new"),
    [
        ("甲\r\n乙\r\n", (1, 2), ""),  # half a line end
        ("甲\r\n乙", (1, 3), "\n"),
        ("甲\n\n\n", (1, 4), ""),
        ("甲\n\n\n乙", (1, 4), "\n"),
        ("甲", (1, 1), "\n"),
        ("甲\n", (2, 2), "乙\n"),
        ("甲\n乙", (1, 3), ""),
        ("\x00甲", (0, 1), ""),
        ("甲\n", (2, 2), "\n"),  # the mark that ended the original ends no more than a line
        ("甲\n\n", (2, 3), ""),
        ("", (0, 0), "甲\n乙"),
    ],
)
def test_line_ends(before: str, span: tuple[int, int], new: str) -> None:
    draft, _ = Draft.of(before).revise("line-end", [replace(*span, new, why="so")], Safety.LIKELY)
    data = write_docx(normalized(lines(draft.text), draft), track_changes=True)
    assert resolved(data, accept=True) == as_lines(draft.text)
    assert resolved(data, accept=False) == as_lines(draft.original).replace("\x00", "\ufffd")


def test_line_ends_alone_are_no_revision() -> None:
    draft, _ = Draft.of("甲\r\n乙\r\n").revise(
        "line-end", [replace(1, 3, "\n", why=""), replace(4, 6, "\n", why="")], 1
    )
    data = write_docx(normalized(lines(draft.text), draft), track_changes=True)
    assert not list(body(data).iter(f"{W}ins", f"{W}del"))


def test_the_rule_is_the_author_and_a_suggestion_is_a_comment() -> None:
    draft = Draft.of("党zuzhi生活会。\n第一行")
    draft, _ = draft.revise(
        "pinyin-placeholder",
        [
            replace(1, 6, "组织", why="hidden by pinyin"),
            replace(10, 11, "一", "a guess", Safety.SUGGEST, ("二", "三")),
        ],
        Safety.LIKELY,
    )
    draft, _ = draft.revise("number-sequence", [replace(4, 6, draft.text[4:6], "a gap", Safety.SUGGEST)], Safety.LIKELY)
    data = write_docx(normalized(lines(draft.text), draft), track_changes=True)
    changed = list(body(data).iter(f"{W}ins", f"{W}del"))
    assert {e.get(f"{W}author") for e in changed} == {"pinyin-placeholder"}
    assert {e.get(f"{W}date") for e in changed} == {"2000-01-01T00:00:00Z"}
    assert len({e.get(f"{W}id") for e in changed}) == len(changed) == 2
    assert sorted(comments(data)) == [("number-sequence", "a gap"), ("pinyin-placeholder", "a guess\n→ 二\n→ 三")]


def test_without_track_changes_there_is_no_trace() -> None:
    draft, _ = Draft.of("党zuzhi").revise("pinyin-placeholder", [replace(1, 6, "组织", why="")], Safety.LIKELY)
    data = write_docx(normalized(lines(draft.text), draft))
    assert resolved(data, accept=True) == resolved(data, accept=False) == "党组织"


def test_a_lead_keeps_its_face_across_revisions() -> None:
    from docnorm.outline import Block, Label, Outline, Role

    draft, _ = Draft.of("（一）提高 认识。要做好。").revise("han-space", [replace(5, 6, "", why="")], Safety.LIKELY)
    block = Block(Span(0, 12), Role.PARAGRAPH, 2, Label(Span(0, 3), "han-paren", (1,)), Span(0, 8))
    data = write_docx(normalized(Outline(draft.text, (block,)), draft), track_changes=True)
    faces = [(r.find(f"{W}rPr/{W}rStyle") is not None, "".join(r.itertext())) for r in body(data).iter(f"{W}r")]
    assert faces == [(True, "（一）提高"), (True, " "), (True, "认识。"), (False, "要做好。")]


def test_comments_speak_the_language_of_the_text() -> None:
    data = docnorm.normalize_text("我在XX镇驻村。\n").to_bytes("docx", track_changes=True)
    assert comments(data) == [("placeholder", "留待填写的空缺")]
