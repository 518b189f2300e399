"""What the repairs report and what they never do."""

from __future__ import annotations

import time

import pytest

from docnorm.draft import Draft, Fate
from docnorm.edit import Safety
from docnorm.outline import Outline
from docnorm.repairs.cross_reference import cross_reference
from docnorm.repairs.heading_end import heading_end
from docnorm.repairs.number_glyph import number_glyph
from docnorm.repairs.number_sequence import number_sequence
from docnorm.repairs.placeholder import placeholder
from docnorm.rule import Rule
from docnorm.structure.read import read

ALL = (number_glyph, heading_end, number_sequence, cross_reference, placeholder)


def told(rule: Rule[Outline], text: str) -> list[tuple[str, str]]:
    outline = read(text, ())
    return [(outline.read(f.edits[0].span), f.why) for f in rule(outline)]


def lines(*numbers: str) -> str:
    return "\n".join(f"{n}抓好落实。各单位要明确责任，按时完成任务。" for n in numbers)


def test_a_gap_is_told() -> None:
    ((where, why),) = told(number_sequence, lines("（一）", "（二）", "（四）", "（五）"))
    assert (where, why) == ("（四）", "3 missing before it: text may be lost")


def test_a_duplicate_is_told_with_the_number_that_fits() -> None:
    (fix,) = number_sequence(read(lines("一、", "二、", "二、", "四、"), ()))
    assert fix.edits[0].new == "三、"
    assert fix.safety is Safety.SUGGEST


def test_a_number_far_off_is_told() -> None:
    ((where, why),) = told(number_sequence, lines("1.", "2.", "9.", "4."))
    assert where == "9."
    assert "between 2 and 4" in why


def test_a_slip_in_the_first_number_is_told() -> None:
    (fix,) = number_sequence(read(lines("五、", "二、", "三、", "四、"), ()))
    assert (fix.edits[0].new, fix.why) == ("一、", "5 before 2")


def test_nothing_is_told_of_what_authors_do() -> None:
    text = "\n".join(
        (
            "一、问题",
            lines("（一）", "（二）"),
            "二、措施",
            lines("（三）", "（四）"),
            "三、安排",
            lines("（一）", "（二）"),
        )
    )
    assert told(number_sequence, text) == []


def test_a_count_that_does_not_agree_is_told() -> None:
    text = "要抓好以下三项工作：\n" + lines("1.", "2.", "3.", "4.") + "\n以上5项工作由办公室牵头。"
    assert told(cross_reference, text) == [("三", "3 are announced, 4 follow"), ("5", "5 are counted, 4 stand above")]


def test_an_article_that_is_not_there_is_told() -> None:
    articles = "\n".join(f"第{n}条　各单位应当执行本办法。" for n in "一二三")
    text = f"{articles}\n第四条　违反本办法第九条的，依照有关法律第二十条处理。"
    assert told(cross_reference, text) == [("本办法第九条", "there is no article 9 here")]


@pytest.mark.parametrize("fix", [False, True])
def test_a_value_changes_only_on_request(fix: bool) -> None:
    text = lines("一、", "二、", "二、", "四、")
    draft, _ = Draft.of(text).revise("number-sequence", number_sequence.but(fix=fix)(read(text, ())), Safety.LIKELY)
    assert (draft.text != text) is fix
    assert [c.fate for c in draft.journal] == [Fate.APPLIED if fix else Fate.SUGGESTED]


def test_gaps_are_pointed_at() -> None:
    text = "20XX年X月，XX市某某局××同志到任。尺码XXL，见xx.com。"
    assert [where for where, _ in told(placeholder, text)] == ["XX", "X", "XX", "某某", "××"]
    draft, _ = Draft.of(text).revise("placeholder", placeholder(read(text, ())), Safety.SUGGEST, placeholder.owns)
    assert {c.fate for c in draft.journal} == {Fate.SUGGESTED}


@pytest.mark.timing
@pytest.mark.parametrize(
    "unit", ["（一）甲。\n", "1.甲\n", "一、甲\n2.乙\n", "第一条 甲\n", "1.1 甲\n", "XX", ".", "以上3个问题\n"]
)
def test_time_grows_with_the_text(unit: str) -> None:
    times = []
    for length in (2_000, 8_000):
        start = time.process_time()
        outline = read(unit * (length // len(unit)), ())
        for rule in ALL:
            list(rule(outline))
        times.append(time.process_time() - start)
    assert times[1] < 6 * times[0] + 0.1


def test_numbers_that_step_back_are_told() -> None:
    assert told(number_sequence, lines("1.", "2.", "3.", "4.", "2.", "7."))[0] == ("2.", "stands after 4")


def test_a_number_that_cannot_be_written_anew_is_told_and_kept() -> None:
    ((where, why), *_) = told(number_sequence, lines("①", "②", "②", "④"))
    assert (where, why) == ("②", "2 for the second time, between 2 and 4")
    (fix, *_) = number_sequence(read(lines("①", "②", "②", "④"), ()))
    assert fix.edits[0].new == "②"


def test_the_tail_behind_a_doubled_number_is_counted_on_where_it_is_asked_for() -> None:
    text = lines("一、", "二、", "二、", "三、", "四、")
    draft, _ = Draft.of(text).revise("n", number_sequence.but(fix=True)(read(text, ())), Safety.LIKELY)
    assert [line[:2] for line in draft.text.split("\n")] == ["一、", "二、", "三、", "四、", "五、"]
    circled = lines("①", "②", "②", "③", "④")
    (fix,) = number_sequence.but(fix=True)(read(circled, ()))
    assert fix.edits[0].new == "②"  # told, not changed


def test_articles_that_were_put_in_between_are_no_slip() -> None:
    assert told(number_sequence, lines("第一条　", "第二条　", "第二条之一　", "第三条　")) == []


def test_signs_of_numbers_become_those_of_the_standard() -> None:
    def signs(*numbers: str) -> list[str]:
        text = lines(*numbers)
        draft, _ = Draft.of(text).revise("g", number_glyph(read(text, ())), Safety.LIKELY)
        return [line[: -len(lines(""))] for line in draft.text.split("\n")]

    assert signs("(1)", "(2)", "3)") == ["（1）", "（2）", "3)"]
    assert signs("①", "②", "③") == ["①", "②", "③"]
    assert signs("一、", "二 ", "三、") == ["一、", "二、", "三、"]
