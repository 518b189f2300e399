"""One pass over a text answers for every gate what each would answer alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docnorm.gates import questions_of
from docnorm.profiles import NAMES, get_profile

RULES = {name: get_profile(name).cleaners for name in NAMES}
TEXT = st.text(
    st.sampled_from("中ａA1,，。 　\t\n\r\u200b\ufeff&<[(“\"'⼀豈\ue000·…-—\U0002f800\U000e0100\U000e0041\ud800|")
)


@given(st.sampled_from(NAMES), TEXT)
def test_gates_open_for_what_they_hold(name: str, text: str) -> None:
    gates = questions_of(RULES[name]).gates

    opened = gates.opened(text, gates.every)

    for i, rule in enumerate(RULES[name]):
        if rule.gate is not None and rule.gate.search(text):
            assert opened >> i & 1, rule.id
        elif opened >> i & 1:
            # A gate that is no class cannot be asked with the others: its rule looks for itself.
            assert rule.gate is None or len(rule.gate.pattern) > 2


@given(st.sampled_from(NAMES), TEXT, TEXT)
def test_what_is_put_in_opens_the_gates_that_it_would_have_opened(name: str, text: str, new: str) -> None:
    gates = questions_of(RULES[name]).gates
    before = gates.opened(text, gates.every)

    after = before | gates.opened(new, gates.every & ~before)

    assert after == gates.opened(text + new, gates.every)


@given(st.sampled_from(NAMES), TEXT)
def test_rules_that_are_not_asked_would_have_proposed_nothing(name: str, text: str) -> None:
    questions = questions_of(RULES[name])
    asked = questions.active & questions.gates.opened(text, questions.gates.every)
    asked &= questions.beside.opened(text, questions.beside.every)

    for i, rule in enumerate(RULES[name]):
        if not asked >> i & 1:
            assert not list(rule(text)), rule.id
