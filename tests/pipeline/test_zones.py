"""Zones in which nothing is changed, and words that nothing changes."""

from __future__ import annotations

import docnorm


def test_a_zone_is_left_alone_and_the_rest_is_not() -> None:
    text = "他说,好。\n<!-- docnorm: off -->\n他说,好。\n\n\n他说 , 好。  \n<!-- docnorm: on -->\n他说,好。\n"
    done = docnorm.normalize_text(text)
    kept = text[text.index("<!--") : text.index("on -->") + 6]
    assert kept in done.text
    assert done.text.count("他说，好。") == 2
    assert docnorm.normalize_text(done.text).text == done.text


def test_an_open_zone_runs_to_the_end() -> None:
    assert docnorm.clean("甲,乙\n<!-- docnorm: off -->\n甲,乙") == "甲，乙\n<!-- docnorm: off -->\n甲,乙"


def test_protected_words_are_left_alone() -> None:
    assert docnorm.normalize_text("甲,乙和丙,丁", protect=("甲,乙",)).text == "甲,乙和丙，丁"


def test_protected_words_are_left_alone_inside_a_conversion() -> None:
    """What stands around the word is converted, though one dictionary entry spans both (里约热内卢)."""
    done = docnorm.normalize_text("在里约热内卢的头发", variant="s2t", protect=("里约",))
    assert done.text == "在里约熱內盧的頭髮"


def test_a_profile_protects_its_words_from_a_conversion_asked_for_later() -> None:
    from dataclasses import replace

    profile = replace(docnorm.get_profile("minimal"), protect=("里约",))
    assert docnorm.normalize_text("里约热内卢", profile=profile, variant="s2t").text == "里约熱內盧"
