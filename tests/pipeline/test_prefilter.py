"""One pass over a text answers for every trigger what each would answer alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.cleaners.lines.blank_line import blank_line
from docnorm.cleaners.marks.punctuation import punctuation
from docnorm.cleaners.marks.quote import quote
from docnorm.cleaners.spaces.extra_space import extra_space
from docnorm.cleaners.spaces.han_space import han_space
from docnorm.lexicon.characters import make_rare_class
from docnorm.lexicon.condensed import UNUSUAL, condense
from docnorm.pipeline.prefilter import Prefilter, Triggers, make_prefilter
from docnorm.profiles import NAMES, get_profile
from docnorm.rule import Rule

RULES = {name: get_profile(name).cleaners for name in NAMES}
TEXT = st.text(
    st.sampled_from("中ａA1,，。 　\t\n\r\u200b\ufeff&<[(“\"'⼀豈\ue000·…-—\U0002f800\U000e0100\U000e0041\ud800|")
)


@given(st.sampled_from(NAMES), TEXT)
def test_triggers_are_found_where_they_are(name: str, text: str) -> None:
    triggers = Triggers(tuple(rule.trigger for rule in RULES[name]))

    selected = triggers.select(text, triggers.every)

    for i, rule in enumerate(RULES[name]):
        if rule.trigger is not None and rule.trigger.search(text):
            assert selected >> i & 1, rule.id
        elif selected >> i & 1:
            # A trigger that is no class cannot be asked with the others: its rule looks for itself.
            assert rule.trigger is None or len(rule.trigger.pattern) > 2


@given(st.sampled_from(NAMES), TEXT)
def test_rules_that_are_not_selected_would_have_proposed_nothing(name: str, text: str) -> None:
    prefilter = make_prefilter(RULES[name])
    selected = prefilter.select(text, prefilter.active)

    for i, rule in enumerate(RULES[name]):
        if not selected >> i & 1:
            assert not list(rule(text)), rule.id


PROSE = "为了规范党政机关公文处理工作，推进公文处理工作科学化制度化规范化，制定本条例。" * 6
PIECE = st.one_of(
    st.sampled_from([*"中国年ａA10，。： 　\t\n“”\"'‘（()）《》[…·.-—―,;?!％⼀豈\ue000\ufffd\u200b", "\r\n", "]("]),
    st.sampled_from(["第一条", "z-u", "党zuzhi", "组-织", "微1博", "锟斤拷", "烫烫烫", "鍏紑", "ä¸­"]),
    st.sampled_from(["&nbsp;", "##paidbegin##", "<p>", "</p>", "[b]", "[/b]", "[hide]", "#p#副标题#e#", "{page}"]),
    st.sampled_from(["4月31日", "9时75分", "2026年11月30日（星期二）", "5月10日至3日", "合格率达103%"]),
    st.sampled_from(["共5件，其中甲3件、乙1件", "\n合　计\t9\n", "分别占60%和50%"]),
    st.sampled_from(["附件：1．甲", "\n附件2\n", "。第一、加强", "企业、等单位"]),
    st.just(PROSE),
)  # fmt: skip


@given(st.sampled_from(NAMES), st.lists(PIECE, max_size=12), st.booleans())
def test_rules_whose_prefilter_is_not_in_the_condensed_text_would_have_proposed_nothing(
    name: str, pieces: list[str], long: bool
) -> None:
    text = "".join(pieces) + "\n" * long + PROSE * long
    prefilter = Prefilter(RULES[name])  # fresh: one that has read 20,000 characters asks the extension instead
    selected = prefilter.select(text, prefilter.active)

    for i, rule in enumerate(RULES[name]):
        if not selected >> i & 1:
            assert not list(rule(text)), rule.id


OPTIONS = (
    *(quote.but(style=style, straight=straight, directional=directional)
      for style in ("curly", "corner") for straight in (True, False) for directional in (True, False)),
    *(han_space.but(between=between, after_stop=after)
      for between in ("prose", "runs", "pairs", "none") for after in (True, False)),
    *(punctuation.but(english=english, marks=marks) for english in (True, False) for marks in ("full", "half")),
    *(extra_space.but(collapse=collapse) for collapse in (True, False)),
    *(blank_line.but(most=most, ends=ends) for most in (0, 1, 3) for ends in (True, False)),
)  # fmt: skip


@settings(max_examples=1000)
@given(st.sampled_from(OPTIONS), st.lists(PIECE, max_size=12), st.booleans())
def test_prefilters_hold_for_every_option(rule: Rule[str], pieces: list[str], long: bool) -> None:
    text = "".join(pieces) + "\n" * long + PROSE * long

    if not Prefilter((rule,)).select(text, 1):
        assert not list(rule(text))


def test_no_prose_and_no_usual_mark_is_as_rare_as_what_misread_text_is_full_of() -> None:
    pattern = mojibake.prefilter_pattern
    assert pattern is not None
    odd = [c for c in map(chr, range(0x80, 0x10000)) if make_rare_class(UNUSUAL).match(c)]

    assert len(odd) > 10_000
    assert not [c for c in odd if not pattern.search(condense(c * 200))]
