"""Misread text: what is taken back, what is only suggested, what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.draft import Draft, Fate
from docnorm.edit import Safety
from docnorm.lexicon.characters import has_rare, make_rare_class

LINES = "各支部要按时召开组织生活会。\n逾期不报的，由街道党工委通报批评。\r\n共有３２个支部、618名党员（含预备党员）\n"


def cleaned(text: str) -> Draft:
    draft, _ = Draft.of(text).revise("mojibake", mojibake(text), Safety.LIKELY, mojibake.owns)
    return draft


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gb18030", "cp437"), ("utf-8", "mac_roman"), ("utf-8", "cp437"),
        ("utf-8", "koi8-r"), ("gb18030", "koi8-r"), ("utf-8", "cp866"), ("gb18030", "cp866"), ("gb18030", "cp850"),
        ("utf-8", "iso8859-15"), ("gb18030", "iso8859-15"), ("utf-8", "cp850"),
    ],
)  # fmt: skip
def test_a_whole_document_is_taken_back(written: str, read: str) -> None:
    seen = LINES.encode(written).decode(read)
    done = cleaned(seen)
    assert done.text == LINES
    assert {c.fix.safety for c in done.journal} == {Safety.CERTAIN if written == "utf-8" else Safety.LIKELY}
    assert cleaned(done.text).journal == ()


def test_utf8_gone_wrong_three_times() -> None:
    seen = LINES
    for _ in range(3):
        seen = seen.encode().decode("latin-1")
    assert cleaned(seen).text == LINES


def test_edits_of_utf8_leave_ascii_alone() -> None:
    seen = "见 http://a.cn/b 的说明".encode().decode("latin-1")
    (change,) = cleaned(seen).journal
    assert len(change.fix.edits) == 2
    assert change.fix.why == "UTF-8 read as Windows-1252 or Latin-1"


@pytest.mark.parametrize("hole", ["\ufffd", "?"])
def test_lost_bytes_are_guessed_and_only_suggested(hole: str) -> None:
    text = "一、认真开展批评和自我批评，推动学习走深走实"
    seen = text.encode().decode("gbk", "replace").replace("\ufffd", hole)
    done = cleaned(seen)
    assert done.text == seen
    guess = next(c.fix for c in done.journal if "guessed" in c.fix.why)
    new = guess.edits[0].new
    assert sum(a == b for a, b in zip(new, text, strict=False)) >= 0.8 * len(text)


@pytest.mark.parametrize("read", ["cp1250", "cp1251"])
@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_bytes_that_a_code_page_leaves_open_are_controls(written: str, read: str) -> None:
    seen = "".join(bytes((b,)).decode(read, "ignore") or chr(b) for b in LINES.encode(written))
    assert cleaned(seen).text == LINES


def test_what_is_only_suggested_no_other_rule_edits() -> None:
    lost = "鍚勬敮閮ㄨ鎸夋椂鍙紑缁勭粐,鐢熸椿浼氾紝閫炬湡涓嶆姤鐨勯�氭姤鎵硅瘎."
    done = docnorm.normalize_text(f"{lost}\n他说,好.", "web")
    assert done.text == f"{lost}\n他说，好。"
    assert {c.fate for c in done.draft.journal if c.rule == "punctuation"} == {Fate.APPLIED, Fate.FROZEN}


def test_noise_stays_as_it_is_whatever_a_piece_of_it_seems_to_say() -> None:
    noise = "驮99%「为?);噶器猁萋?a??睿肮婉徨ㄐ衄□眭厄Ⅸ腴腔憩掩瞳ㄐ褫?z?O剩ㄐ硐嬴虚华萸⑴,祥?湖腔□"
    assert docnorm.normalize_text(noise, "web").text == noise


@pytest.mark.parametrize("text", ["锟斤拷锟斤拷", "烫烫烫", "屯屯屯屯", "党\ufffd\ufffd\ufffd"])
def test_what_is_gone_is_reported_and_never_guessed(text: str) -> None:
    done = cleaned(text)
    assert done.text == text
    assert [c.fix.safety for c in done.journal] == [Safety.SUGGEST]
    assert all(e.new == text[slice(*e.span)] for c in done.journal for e in c.fix.edits)


@pytest.mark.parametrize(
    "text", ["烫手", "屯屯", "锟", "Größe, naïveté", "привет", "これは日本語です", "한국어", "× × ×", "αβγ"]
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert cleaned(text).journal == ()


@given(st.text(max_size=40))
def test_rare_characters_are_known_without_their_class(text: str) -> None:
    assert has_rare(text, 12.0) == (make_rare_class(12.0).search(text) is not None)


def test_kana_that_one_character_makes_are_no_japanese() -> None:
    text = "深化改革創新，強化監督管理，優化公共服務，文化事業繁榮發展。"
    assert cleaned(text.encode("big5").decode("gb18030")).text == text


def test_two_readers_that_differ_by_few_signs_are_told_by_the_document() -> None:
    text = "我爱你\n去年夏天\n## 言论\n小时候，我在乡下住，每天去河边。"
    seen = text.encode().decode("iso8859-15")
    assert cleaned(seen).text == text


def test_lines_of_poems_and_of_cantonese_are_not_called_noise() -> None:
    for line in (
        "旌旗蔽江銜舳艫，缷帆鈎壍屯于湖。",
        "張糖紙唔食得㗎，快啲𦧲返出嚟啦！",
        "你咪喺度沙哩弄銃，快啲嚟認真幫手！",
    ):
        assert list(mojibake(line)) == []
