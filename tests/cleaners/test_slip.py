"""Slips that a reader sees are pointed at; names, numbers, quotations and what the document repeats are not."""

from __future__ import annotations

import pytest

import docnorm
from docnorm.cleaners.words.slip import slip
from docnorm.draft import Fate
from docnorm.lexicon.pinyin import CODES, SYLLABLES
from docnorm.lexicon.segment import Segmenter
from docnorm.lexicon.shapes import find_similar, is_common
from docnorm.lexicon.sounds import find_near_syllables
from docnorm.lexicon.words import words

WRONG = {
    "各单位要认真贯彻落石会议精神。": "贯彻落实",
    "理论学习一知半戒。": "一知半解",
    "工作中存在畏难情绪，敢于担当的劲头有所减若。": "减弱",
    "依法维护当事人合法权义。": "合法权益",
    "进一步优化营商环竟。": "环境",
    "深入开展专项整冶行动。": "整治",
    "加快推进项目健设，确保按期完工。": "建设",
    "认真履行岗位职则，完成各项任务。": "岗位职责",
}
RIGHT = (
    "各单位要切实提高政治站位，认真贯彻落实会议精神，确保各项工作任务落到实处。",
    "虹叶镇党委副书记李荧星同志到会，王锡麟同志主持。",
    "《环竟》一书和“职则”一词均引自原文。",
    "优化环竟。再优化环竟。环竟好。",
    "第一是立法，第二是司法，共计伍佰元。",
    "本办法所称制订，是指起草。检察机关依法监察。",
)


@pytest.mark.parametrize("text", WRONG, ids=str)
def test_a_slip_is_pointed_at(text: str) -> None:
    done = docnorm.normalize_text(text, select="slip")
    assert done.text.rstrip("\n") == text
    (change,) = done.draft.journal
    assert change.fate is Fate.SUGGESTED
    assert change.fix.candidates == (WRONG[text],)


@pytest.mark.parametrize("text", RIGHT, ids=str)
def test_what_is_right_or_meant_is_left_alone(text: str) -> None:
    assert not list(slip(text))


def test_no_profile_runs_it() -> None:
    assert all("slip" not in {r.id for r in docnorm.get_profile(name).rules} for name in ("gongwen", "web", "corpus"))


def test_syllables_that_are_mistaken_for_one_another() -> None:
    def near(syllable: str) -> set[str]:
        return {SYLLABLES[code - 1] for code in find_near_syllables(CODES[syllable])}

    assert near("shi") == {"si"}
    assert near("zheng") == {"zeng", "zhen"}
    assert near("nan") == {"lan", "nang"}
    assert near("a") == set()


def test_characters_that_look_alike() -> None:
    assert find_similar("己")[0] == "已"
    assert "治" in find_similar("冶")
    assert is_common("的")
    assert not is_common("釐")


def test_a_run_is_cut_into_words() -> None:
    lexicon = words()
    tokens, _ = Segmenter(lexicon, lexicon.model(0.5)).cut("认真贯彻落实会议精神")
    assert [(t.start, t.end) for t in tokens] == [(0, 2), (2, 6), (6, 8), (8, 10)]
