from __future__ import annotations

import hashlib
import json
import re
import sys
import time
import types
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docnorm import clean, get_profile, normalize_text
from docnorm.cleaners.words._pinyin_gate import POSSIBLE, find_candidates
from docnorm.cleaners.words._pinyin_vote import DOUBT, Occurrence, poll
from docnorm.cleaners.words.pinyin_placeholder import pinyin_placeholder
from docnorm.cleaners.words.spelled_around import spelled_around
from docnorm.draft import Draft
from docnorm.edit import Fix, Safety
from docnorm.errors import RuleFailed
from docnorm.lexicon.lattice import Guess, Lattice, LetterRun, Window
from docnorm.lexicon.pinyin import CODES, SYLLABLES, cut, split_tones
from docnorm.lexicon.words import MARK, UNKNOWN, words
from docnorm.rule import Rule

HIDING = "各级党zuzhi要开展tiaozheng工作，zheng府部门依法查处fubai案件，"


def restored(text: str, rule: Rule[str] = pinyin_placeholder) -> str:
    return Draft.of(text).revise(rule.id, rule(text), Safety.LIKELY)[0].text


def asked(text: str) -> list[Fix]:
    return [f for f in pinyin_placeholder(text) if f.safety is Safety.SUGGEST]


@pytest.mark.parametrize(
    ("run", "letters"),
    [
        ("zǔzhī", "zuzhi"),
        ("ｚｕｚｈｉ", "zuzhi"),
        ("𝓏𝓊𝓏𝒽𝒾", "zuzhi"),
        ("lǜ", "lv"),
        ("xi'an", "xian"),
        ("ZuZhi", "zuzhi"),
        ("zu\u030czhi", "zuzhi"),
    ],
)
def test_letters_fold_to_plain_ones(run: str, letters: str) -> None:
    assert split_tones(run)[0] == letters


def test_tones_stay_with_their_letters() -> None:
    assert split_tones("zǔzhī") == ("zuzhi", (0, 3, 0, 0, 1))


def test_every_way_to_cut_a_run_is_in_the_graph() -> None:
    graph = cut("xian")
    assert sorted(end for end, _ in graph[0]) == [2, 4]  # xi'an and xian; xia leaves an n
    assert [end for end, _ in graph[2]] == [4]


@pytest.mark.parametrize("run", ["xx", "zz", "xjp", "msi", "", "organization"])
def test_what_is_no_string_of_syllables_has_no_graph(run: str) -> None:
    assert cut(run) == {}


def test_people_type_lue_and_nue() -> None:
    assert cut("lue")
    assert cut("nve")


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6))
def test_syllables_in_a_row_can_always_be_cut(row: list[str]) -> None:
    assert cut("".join(row))


def test_a_word_is_found_by_its_text_and_by_its_number() -> None:
    lexicon = words()
    assert lexicon.word(lexicon.find("组织")) == "组织"
    assert lexicon.find("组组组织织") == UNKNOWN


def test_likelihoods_are_probabilities() -> None:
    lexicon = words()
    model = lexicon.model(0.5)
    state = model.start(MARK)
    for word in ("基层", "党组织", "生活", "会"):
        p, state = model.step(state, lexicon.find(word))
        assert 0 < p < 1


def test_register_tells_a_story_from_a_report() -> None:
    lexicon = words()
    story = "她趴在窗台上看了很久，眼泪不知不觉流了下来，妹妹跑过来拉住她的手。" * 5
    report = "坚持和完善党的领导，依法推进行政管理体制改革，加强基层组织建设。" * 5
    assert lexicon.official(story) < 0.3
    assert lexicon.official(report) > 0.6


def test_a_word_spans_characters_and_letters() -> None:
    lexicon = words()
    found = Lattice(lexicon, lexicon.model(0.7)).read(Window("党zuzhi", (LetterRun(1, 6, "zuzhi", (0,) * 5),), 0))
    assert (found[0].text, found[0].joined) == ("组织", True)
    assert sum(g.share for g in found) <= 1.001


def test_tones_are_heard_but_not_obeyed() -> None:
    assert restored("同志们要zǐjǐ动手，丰衣足食。") == "同志们要自己动手，丰衣足食。"


def test_a_neighbouring_run_is_read_with_it() -> None:
    assert restored("贯彻落实zhongyang、guowuyuan的决策部署") == "贯彻落实中央、国务院的决策部署"


def test_two_words_are_two_words() -> None:
    assert restored("基层党zuzhizuzhi生活会") == "基层党组织组织生活会"


def test_candidates_and_probabilities_are_shown() -> None:
    (fix,) = pinyin_placeholder("召开党zuzhi生活会")
    assert fix.candidates[0] == "组织"
    assert "组织 1.00" in fix.why
    assert fix.safety is Safety.LIKELY


def test_near_ties_are_asked_unless_the_document_decides() -> None:
    text = HIDING + "由zhiding机关负责解释。"
    assert any({"制定", "制订"} <= set(f.candidates) for f in asked(text))
    assert "由制定机关负责" in restored("制定法规，制定规章，制定办法，制定标准。" + text)


def test_english_may_be_a_word_where_words_were_hidden() -> None:
    assert "women要坚持" in restored("women要坚持改革开放。")
    assert "，我们要坚持" in restored(HIDING + HIDING + "我们要坚持创新驱动，认真总结经验，women要坚持改革开放。")


@pytest.mark.parametrize(
    "text",
    [
        "这台machine坏了，去dangdang买一本guide，玩了一个game。",
        "张xx和李X参加，年龄近xx岁，i茅台，A组，vx联系。",
        "身高180cm，第n个元素，面积22mu，时长5min左右。",
        "变量名zuzhi，账号是zhangsan，作者：ruanyifeng，读作zuzhi。",
        "详见https://zuzhi.cn/zuzhi和zuzhi@a.cn，`zuzhi`，文件zuzhi.docx。",
        "看板开发（kanban）和kanban（看板）",
        "王Wei和Li先生，Ge Ge的歌，ZHONGGUO YINHANG。",
        "使用 redis 缓存，用 nano 编辑，能ping通。",
        "LANMAN散列表，去了BEIJING。",
    ],
)
def test_genuine_latin_stays(text: str) -> None:
    assert restored(text) == text


def test_a_users_table_wins() -> None:
    rule = pinyin_placeholder.but(table=(("zf", "政府"), ("zuzhi", "祖制")))
    assert restored("由zf主办，党zuzhi生活会", rule) == "由政府主办，党祖制生活会"


def test_traditional_text_is_only_asked() -> None:
    text = "這個時候國會開會，黨zuzhi來說過後還要對問題zhengli。"
    assert restored(text) == text
    assert asked(text)


def test_spaces_set_latin_apart_unless_told() -> None:
    assert restored("召开党 zuzhi 生活会") == "召开党 zuzhi 生活会"
    assert restored("召开党 zuzhi 生活会", pinyin_placeholder.but(spaced=True)) == "召开党 组织 生活会"
    assert clean("第十条 guowuyuan各部门应当") == "第十条 国务院各部门应当"


def test_the_line_is_done_after_one_pass() -> None:
    text = HIDING + "women要jiancha工作，z-u-z-h-i部门，去 taobao 买东西，由zhiding机关fuze。"
    for name in ("gongwen", "web", "novel", "corpus"):
        once = normalize_text(text, profile=name).text
        assert normalize_text(once, profile=name).text == once


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"党的工作会议和人民在了，。 （1", *list(CODES)[::7], "zuzhi", "women", "data", "'", "-", "\n"]
        ),
        max_size=24,
    )
)
def test_any_mixture_is_done_after_one_pass(pieces: list[str]) -> None:
    text = "".join(pieces)
    for rule in (pinyin_placeholder, spelled_around):
        once = restored(text, rule)
        assert restored(once, rule) == once


def test_text_without_candidates_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Iterator[Any]:
        raise AssertionError

    monkeypatch.setattr("docnorm.cleaners.words._pinyin_verdict.words", refuse)
    assert list(pinyin_placeholder("使用Python和data，用git管理code，没有别的。")) == []


@pytest.mark.timing
@pytest.mark.parametrize("unit", ["zuzhi", "党a", "a'", "（a", "看（zu", "u\u030c", "Ab", "zu-", "组-"])
def test_the_gate_is_linear(unit: str) -> None:
    spent = []
    for size in (20_000, 160_000):
        text = (unit * size)[:size]
        begun = time.process_time()
        list(find_candidates(text))
        if len(unit) > 2 and not unit.startswith("看"):
            list(spelled_around(text))
        spent.append(time.process_time() - begun)
    assert spent[1] < 16 * max(spent[0], 0.01)


def test_text_full_of_english_meets_the_same_gate() -> None:
    english = "The quick brown fox jumps over the lazy dog. " * 60
    found = [c.raw for c in find_candidates(english + "召开党zuzhi生活会" + english)]
    assert found == ["zuzhi"]


def test_a_model_of_the_users_own_is_mixed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class State:
        pass

    class Model:
        def __init__(self, path: str) -> None:
            self.path = path

        def BeginSentenceWrite(self, state: State) -> None: ...  # noqa: N802

        def NullContextWrite(self, state: State) -> None: ...  # noqa: N802

        def BaseScore(self, state: State, word: str, after: State) -> float:  # noqa: N802
            return -0.1 if word == "祖制" else -9.0

    monkeypatch.setitem(sys.modules, "kenlm", types.SimpleNamespace(State=State, Model=Model))
    rule = pinyin_placeholder.but(lm="any.bin")
    (ours,) = pinyin_placeholder("旧时的zuzhi")
    (mixed,) = rule("旧时的zuzhi")
    assert mixed.candidates.index("祖制") < (*ours.candidates, "祖制").index("祖制")


def test_a_model_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(path: str) -> None:
        raise OSError(path)

    monkeypatch.setitem(sys.modules, "kenlm", types.SimpleNamespace(Model=unreadable))
    with pytest.raises(RuleFailed, match=r"^option lm names no KenLM model that can be read$"):
        list(pinyin_placeholder.but(lm="broken.bin")("召开党zuzhi生活会"))


def test_a_model_without_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kenlm", None)
    with pytest.raises(RuleFailed, match="kenlm"):
        list(pinyin_placeholder.but(lm="other.bin")("召开党zuzhi生活会"))


def test_profiles_have_both_rules_where_they_belong() -> None:
    for name in ("gongwen", "web", "novel", "corpus"):
        ids = [r.id for r in get_profile(name).cleaners]
        assert ids.index("pinyin-placeholder") < ids.index("spelled-around") < ids.index("variant")
    assert "pinyin-placeholder" not in [r.id for r in get_profile("minimal").cleaners]


def test_the_lexicon_says_what_it_was_made_of_and_holds_what_it_says() -> None:
    folder = files("docnorm") / "data"
    head, _, body = folder.joinpath("pinyin.bin").read_bytes().partition(b"\n")
    about = json.loads(head)
    assert about["sha256"] == hashlib.sha256(body).hexdigest()
    notice = folder.joinpath("NOTICE.pinyin").read_text(encoding="utf-8")
    for source in ("jieba 0.42.1", "cutword 0.1.1", "pypinyin 0.55.0"):
        assert source in notice
        assert any(row.startswith(f"{source} (") for row in about["sources"])


def test_places_of_one_run_hear_one_another() -> None:
    def place(context: str, **shares: float) -> Occurrence:
        return Occurrence("jianchajiguan", context, tuple(Guess(t, p, 0.0, False) for t, p in shares.items()))

    places = [
        place("plain", 监察机关=0.98, 检察机关=0.02),
        place("even", 监察机关=0.6, 检察机关=0.4),
        place("against", 检察机关=0.6, 监察机关=0.4),
    ]
    plain, even, against = poll(places, lambda _: True)
    assert plain == places[0].guesses
    assert even[0].text == "监察机关"
    assert even[0].share > 0.95
    assert against[0].text == "监察机关"
    assert against[0].share <= DOUBT  # the others turned it round: a question, no restoration
    assert poll(places[1:], lambda _: True)[0][0].share <= DOUBT  # nobody was sure
    alone = [place("same", 监察机关=0.6, 检察机关=0.4)] * 2
    assert poll(alone, lambda _: True)[0] == alone[0].guesses  # the same sentence twice is one voice


def test_equals_are_asked_about_whatever_the_other_places_say() -> None:
    text = (
        "（二）报jianchajiguan主要负责人批准。\n对jianchajiguan移送的案件，人民检察院依照刑事诉讼法采取强制措施。\n"
        "jianchajiguan对职务违法和职务犯罪进行调查。"
    )
    fixes = list(pinyin_placeholder(text))
    assert [f.safety for f in fixes] == [Safety.SUGGEST] * 3


PIECES = (
    *"中国aZüǎ１2①，。.,:!?（)\"“”’'\n\t 　·-_/Ａⓐé\u0304",
    *("zuzhi", "党", "zhi", "dang", "xi'an", "de", "ZuZhi"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_where_no_run_is_possible_there_is_no_candidate(text: str) -> None:
    if list(find_candidates(text)):
        assert re.search(POSSIBLE, text)
