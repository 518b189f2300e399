"""Why a rule did or did not act: each outcome, in the original's offsets, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.command.main import main
from docnorm.edit import Fix, Safety
from docnorm.errors import UsageError
from docnorm.profile import Profile
from docnorm.rule import cleaner, replace
from docnorm.structure.read import read
from docnorm.verdict import Outcome, Verdict

TEXT = "关于工作的通知\n他说,好。请看http://a.cn/x,y\n<!-- docnorm: off -->\n甲,乙\n<!-- docnorm: on -->\n完\n"


@cleaner("all-commas", trigger="[,]")
def all_commas(text: str) -> Iterator[Fix]:
    """Every comma, whatever it stands in; the first of them twice."""
    for i, sign in enumerate(text):
        if sign == ",":
            yield replace(i, i + 1, "，", "a comma", Safety.LIKELY)
    at = text.find(",")
    if at >= 0:
        yield replace(at - 1, at + 1, "；", "another comma", Safety.LIKELY)


@cleaner("takes-x", trigger="[x]")
def takes_x(text: str) -> Iterator[Fix]:
    """Every x."""
    yield from (replace(i, i + 1, "", "an x") for i, sign in enumerate(text) if sign == "x")


@cleaner("fails", trigger="[,]")
def fails(text: str) -> Iterator[Fix]:
    """Nothing but trouble."""
    raise ValueError(text)
    yield


@cleaner("quiet", trigger="[,]", idle={"mode": "keep"})
def quiet(text: str, *, mode: str = "keep") -> Iterator[Fix]:
    """Nothing."""
    yield from ()


def _done(text: str, *rules: docnorm.rule.Rule[str]) -> docnorm.Normalized:
    return docnorm.normalize_text(text, profile=Profile("p", rules, read))


def _found(verdicts: list[Verdict]) -> list[tuple[str, str, str]]:
    return [(v.outcome.value, v.before, v.by) for v in verdicts]


def test_each_place_of_a_rule_has_its_reason() -> None:
    assert _found(_done(TEXT, all_commas).why("all-commas")) == [
        ("applied", "说,", ""),
        ("clashed", ",", "说, → ；"),
        ("protected", ",", "url"),
        ("frozen", ",", ""),
    ]


def test_a_level_or_a_suggestion() -> None:
    done = docnorm.normalize_text("他说,好。张ＸＸ同志。", apply="certain")
    assert _found(done.why("punctuation")) == [("below", ",", "certain")]
    assert _found(done.why("placeholder")) == [("suggested", "ＸＸ", "")]


def test_a_rule_that_was_not_called_says_why() -> None:
    done = _done("甲乙丙", takes_x, quiet)
    assert _found(done.why("takes-x")) == [("closed", "", "[x]")]
    assert _found(done.why("quiet")) == [("idle", "", "mode = keep")]
    assert _found(_done("甲,乙", quiet).why("quiet")) == [("idle", "", "mode = keep")]


def test_a_rule_that_failed() -> None:
    assert _found(_done("甲,乙", fails).why("fails")) == [("failed", "", "ValueError")]


def test_what_an_earlier_rule_took_is_gone() -> None:
    done = _done("axb,c", takes_x, all_commas)
    assert _found(done.why("all-commas", 1)) == [("gone", "x", "takes-x")]
    assert _found(done.why("all-commas", 0)) == [("no-trigger", "a", "[,]")]
    assert _found(done.why("takes-x", 1)) == [("applied", "x", "")]


def test_a_place_that_was_changed_again_names_the_last_rule() -> None:
    @cleaner("turns", trigger="[;]")
    def turns(text: str) -> Iterator[Fix]:
        """; to x."""
        yield from (replace(i, i + 1, "x", "semicolon") for i, sign in enumerate(text) if sign == ";")

    assert _found(_done("甲;乙", turns, takes_x).why("turns")) == [("applied", ";", "takes-x")]


def test_a_place_that_a_rule_leaves_alone() -> None:
    done = docnorm.normalize_text("请看 http://a.cn/x:y 和甲乙；比分3:2。")
    found = done.why("punctuation")
    assert {v.outcome for v in found} == {Outcome.SILENT}
    assert ("silent", ":", "url") in _found(found)


def test_offsets_are_those_of_the_original() -> None:
    text = "&nbsp;&nbsp;他说,好。"
    (verdict,) = docnorm.normalize_text(text).why("punctuation", text.index(","))
    assert (verdict.outcome, text[slice(*verdict.span)]) == (Outcome.APPLIED, ",")


def test_what_cannot_be_asked() -> None:
    done = docnorm.normalize_text("他说,好。")
    with pytest.raises(UsageError, match="did you mean 'quote'"):
        done.why("qoute")
    with pytest.raises(IndexError):
        done.why("quote", 99)


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_said_in_both_languages(outcome: Outcome) -> None:
    verdict = Verdict("r", docnorm.Span(0, 1), outcome, "a comma", by="url", chinese="逗号")
    assert verdict.say().isascii()
    assert not verdict.say("zh").isascii()
    assert "{" not in verdict.say() + verdict.say("zh")


SIGNS = st.text(st.sampled_from('中文甲乙aA1,，.。 　\n"“(（-X&;'), max_size=60)
RULES = [rule.id for rule in docnorm.get_profile("gongwen").rules]


@given(SIGNS, st.sampled_from(RULES), st.data())
def test_there_is_an_answer_at_every_place_for_every_rule(text: str, rule: str, data: st.DataObject) -> None:
    done = docnorm.normalize_text(text)
    at = data.draw(st.integers(0, len(text)))
    assert done.why(rule, at)
    for verdict in done.why(rule):
        assert 0 <= verdict.span.start <= verdict.span.end <= len(text)
    applied = sum(v.outcome is Outcome.APPLIED for v in done.why(rule))
    assert applied == sum(c.rule == rule and c.fate.value == "applied" for c in done.draft.journal)


def test_the_command_explains_a_rule_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    file = tmp_path / "in.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert main(["--explain", "punctuation", str(file)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == f"{file}:2:3: 他说[,]好。请看http → ，  changed: a half-width mark in a Chinese sentence"
    assert any("protected (url)" in row for row in rows)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["--explain", "punctuation", str(file)]) == 0
    assert "已改：汉语句子里用了半角标点" in capsys.readouterr().out
    assert main(["--explain", "variant", str(file), str(file)]) == 2
    assert main(["--explain", "quote", str(file), "--profile", "minimal"]) == 2
    assert "--extend-select quote" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == TEXT


def test_the_report_answers_why_not() -> None:
    page = _done(TEXT, all_commas).report_html()
    assert 'id="why-not"' in page
    assert "受保护，属于本规则不得改动的内容（网址）：a comma" in page
    assert 'id="why-not"' not in docnorm.normalize_text("他说，好。").report_html()
