"""Bytes become text and bytes again: encodings, damage, mixtures."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm.edit import Span
from docnorm.errors import UsageError
from docnorm.readers.decoding import Decoded, decode, encode, gives_back
from docnorm.source import Decoding, Lost, Segment

PLAIN = "各支部要按时召开组织生活会，认真开展批评和自我批评。\r\n逾期不报的，由街道党工委通报批评。\n"
FULL = "各支部要按時召開組織生活會，認真開展批評和自我批評。\r\n逾期不報的，由街道黨工委通報批評。\n"

SEVEN = bytes(b & 0x7F for b in range(256))


def survives(text: str, found: Decoded) -> bool:
    """Whether everything but the damage itself came through."""
    return found.text.replace("\ufffd", "") == text


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "hz"])
def test_simplified_text_is_read_and_given_back(codec: str) -> None:
    data = PLAIN.encode(codec)
    found = decode(data)
    assert (found.text, found.encoding, found.how, found.lost) == (PLAIN, codec, "detected", ())
    assert encode(found.text, found.decoding) == data


@pytest.mark.parametrize("codec", ["cp950", "gb18030", "utf-8", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_read_and_given_back(codec: str) -> None:
    data = FULL.encode(codec)
    found = decode(data)
    assert (found.text, found.encoding) == (FULL, codec)
    assert gives_back(data, found.text, found.decoding)


def test_big5_with_hong_kong_characters() -> None:
    text = "呢啲嘢係佢哋嘅，" + FULL
    found = decode(text.encode("big5hkscs"))
    assert (found.text, found.encoding) == (text, "big5hkscs")


def test_four_byte_gb18030() -> None:
    text = "𠮷野家•😀" + PLAIN
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["组织", "目前", "各位", "通报批评", "他说"])
@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_two_characters_are_enough(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_euc_tw_is_read_from_our_own_table() -> None:
    # 生活 of plane 1 in two bytes, 仝 of plane 2 in four (CNS 11643: 1-4974 1-5769, 2-2176).
    data = encode(FULL, decode(FULL.encode()).decoding.__class__("euc-tw", "declared"))
    found = decode(data)
    assert (found.text, found.encoding) == (FULL, "euc-tw")
    assert gives_back(data, found.text, found.decoding)
    assert decode(b"\x8e\xa2\xa1\xa1", "euc-tw").text == "乂"


def test_iso_2022_cn_is_read_and_kept_whole() -> None:
    body = "生活会".encode("gb2312").translate(bytes(b & 0x7F for b in range(256)))
    data = b"\x1b$)A\x0e" + body + b"\x0f: 3\n"
    found = decode(data)
    assert (found.text, found.encoding) == ("生活会: 3\n", "iso-2022-cn")
    assert not gives_back(data, found.text, found.decoding)  # so the writer keeps the bytes


def test_iso_2022_cn_switches_its_sets_and_starts_anew_at_each_line() -> None:
    # 仝 stands in plane 2 of CNS 11643, 生 in plane 1; what follows a line feed is ASCII again (RFC 1922).
    plane_1 = encode("生", Decoding("euc-tw", "declared")).translate(SEVEN)
    gb = "活".encode("gb2312").translate(SEVEN)
    text = "生" + "乂" + "活"
    data = b"\x1b$)G\x1b$*H\x0e" + plane_1 + b"\x1bN\x21\x21" + b"\x1b$)A" + b"\x0e" + gb + b"\nab\x0f!"
    assert decode(data, "iso-2022-cn").text == text + "\nab!"
    assert decode(b"\x1b$A" + gb + b"\x1b(Bx", "iso-2022-cn").text == "活x"
    assert decode(b"ab", "iso-2022-cn").text == "ab"
    odd = decode(b"\x1b$)G\x0e" + plane_1 + plane_1[:1] + b"\x0fx", "iso-2022-cn")
    assert odd.text == "生\ufffdx"
    assert [lost.data for lost in odd.lost] == [bytes((plane_1[0] | 0x80,))]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("stray", [b"\xff", b"\x81", b"\xe6"])
def test_a_stray_byte_in_a_line_as_long_as_a_book_costs_its_neighbourhood(codec: str, stray: bytes) -> None:
    text = PLAIN.replace("\r\n", "").replace("\n", "") * 300
    data = text.encode(codec)
    at = len(data) // 2 + 1
    broken = data[:at] + stray + data[at:]
    found = decode(broken)
    assert found.encoding == codec
    assert gives_back(broken, found.text, found.decoding)
    assert sum(len(lost.data) for lost in found.lost) <= 20
    assert found.text[: len(text) // 2 - 10] == text[: len(text) // 2 - 10]
    assert found.text[-len(text) // 2 + 60 :] == text[-len(text) // 2 + 60 :]


def test_a_stretch_of_another_encoding_in_one_long_line_is_read_in_its_own() -> None:
    line = PLAIN.replace("\r\n", "").replace("\n", "") * 200
    pasted = "合同编号：ＨＴ二〇二四，甲方（盖章）。" * 30
    found = decode(line.encode("gb18030") + pasted.encode() + line.encode("gb18030"))
    assert found.text == line + pasted + line
    assert [segment.encoding for segment in found.decoding.segments] == ["gb18030", "utf-8", "gb18030"]


def test_what_euc_tw_cannot_say_is_an_error_and_what_it_cannot_read_is_lost() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode("é", Decoding("euc-tw", "declared"))
    found = decode(b"\x8e\xa9\xa1\xa1ok\xfe", "euc-tw")  # plane 9 is empty
    assert "ok" in found.text
    assert sum(len(lost.data) for lost in found.lost) == 5
    assert gives_back(b"\x8e\xa9\xa1\xa1ok\xfe", found.text, found.decoding)


def test_bytes_lost_behind_the_end_are_given_back() -> None:
    lost = (Lost(Span(2, 3), b"\xff"), Lost(Span(3, 3), b"\xfe"))
    short = Decoding("utf-8", "declared", segments=(Segment(Span(0, 2), "utf-8"),), lost=lost)
    assert encode("ab\ufffd", short) == b"ab\xff\xfe"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_a_byte_order_mark_is_no_text_but_is_given_back(codec: str) -> None:
    data = ("\ufeff" + PLAIN).encode(codec)
    found = decode(data)
    assert (found.text, found.encoding, found.how) == (PLAIN, codec, "bom")
    assert [(tuple(x.span), x.data) for x in found.lost] == [((0, 0), "\ufeff".encode(codec))]
    assert gives_back(data, found.text, found.decoding)


def test_a_utf8_mark_before_gbk_is_not_believed() -> None:
    data = b"\xef\xbb\xbf" + PLAIN.encode("gbk")
    found = decode(data)
    assert (found.text, found.encoding, found.how) == (PLAIN, "gb18030", "detected")
    assert gives_back(data, found.text, found.decoding)


@pytest.mark.parametrize("codec", ["gb18030", "cp950", "utf-8"])
@pytest.mark.parametrize("junk", [b"\xff", b"\x80", b"\xa0"])
def test_a_stray_byte_costs_itself_and_nothing_else(codec: str, junk: bytes) -> None:
    text = FULL if codec == "cp950" else PLAIN
    for cut in range(4, 24, 3):
        data = text[:cut].encode(codec) + junk + text[cut:].encode(codec)
        found = decode(data)
        if codec == "gb18030" and junk == b"\x80":  # in Windows' code page 936 it is a character
            assert (found.text, found.encoding) == (f"{text[:cut]}€{text[cut:]}", "gbk")
            assert gives_back(data, found.text, found.decoding)
            continue
        # Beside A0 a search may take the neighbour for junk and the stray byte for part of a character.
        assert survives(text, found) or (junk == b"\xa0" and abs(len(found.text) - len(text)) <= 1), found.text
        assert found.encoding == codec
        assert gives_back(data, found.text, found.decoding)


@pytest.mark.parametrize(("codec", "text"), [("gb18030", PLAIN), ("cp950", FULL)])
def test_half_a_character_costs_itself(codec: str, text: str) -> None:
    data = text[:7].encode(codec) + text[7].encode(codec)[:1] + text[8:].encode(codec)
    found = decode(data)
    assert survives(text[:7] + text[8:], found)
    assert [x.data for x in found.lost] == [text[7].encode(codec)[:1]]


def test_a_cut_tail_is_one_lost_character() -> None:
    found = decode(PLAIN.strip().encode()[:-2])
    assert found.text == PLAIN.strip()[:-1] + "\ufffd"
    assert [x.data for x in found.lost] == [b"\xe3"]


def test_padding_with_nul_is_no_text_but_is_given_back() -> None:
    data = PLAIN.encode("gbk") + b"\0" * 512
    found = decode(data)
    assert found.text == PLAIN
    assert found.lost[-1].span == (len(PLAIN), len(PLAIN))
    assert gives_back(data, found.text, found.decoding)


@pytest.mark.parametrize(("codec", "text"), [("gb18030", PLAIN), ("cp950", FULL)])
@pytest.mark.parametrize("swapped", [False, True])
def test_paragraphs_in_two_encodings(codec: str, text: str, swapped: bool) -> None:
    around, inside = ("utf-8", codec) if swapped else (codec, "utf-8")
    data = (text * 3).encode(around) + text.encode(inside) + (text * 2).encode(around)
    found = decode(data)
    assert found.text == text * 6
    assert [s.encoding for s in found.segments] == [around, inside, around]
    assert found.encoding == around
    assert gives_back(data, found.text, found.decoding)


def test_a_mark_of_byte_order_in_the_middle_of_gbk() -> None:
    data = (PLAIN * 3).encode("gbk") + b"\xef\xbb\xbf" + PLAIN.encode("gbk")
    assert decode(data).text.replace("\ufeff", "") == PLAIN * 4


def test_a_declared_encoding_is_obeyed_and_what_it_cannot_read_is_listed() -> None:
    data = "生活".encode() + b"\xff\xe7\x94" + "会".encode()
    found = decode(data, encoding="UTF8")
    assert (found.text, found.how) == ("生活\ufffd\ufffd会", "declared")
    assert [x.data for x in found.lost] == [b"\xff", b"\xe7\x94"]
    assert gives_back(data, found.text, found.decoding)
    wrong = decode(PLAIN.encode(), encoding="big5")
    assert wrong.encoding in {"cp950", "big5hkscs"}
    assert wrong.lost
    assert gives_back(PLAIN.encode(), wrong.text, wrong.decoding)


def test_what_a_file_says_of_itself_is_believed_only_where_it_reads_every_byte() -> None:
    assert decode(PLAIN.encode("gbk"), hint="gb2312").how == "declared"
    assert decode(PLAIN.encode("gbk"), hint="utf-8").encoding == "gb18030"
    assert decode(PLAIN.encode("gbk"), hint="no such").encoding == "gb18030"


@pytest.mark.parametrize("name", ["gb18O30", "base64", "rot13", "idna", "undefined", "", "a\0b", "unicode_escape"])
def test_an_impossible_encoding_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError):
        decode(b"x", encoding=name)


def test_the_nearest_encoding_is_named() -> None:
    with pytest.raises(UsageError, match="did you mean 'gb18030'"):
        decode(b"x", encoding="gb18O30")


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Привет, как дела? Все хорошо, спасибо за вопрос.", "cp1251"),
        ("今日は良い天気ですね。明日はどうでしょうか。", "shift_jis"),
        ("안녕하세요. 만나서 반갑습니다. 오늘은 날씨가 좋네요.", "euc_kr"),
    ],
)
def test_what_is_not_chinese_goes_to_another_detector(text: str, codec: str) -> None:
    found = decode(text.encode(codec))
    assert (found.text, found.how) == (text, "fallback")


def test_short_ascii_is_ascii() -> None:
    for text in ("", "x", "Bush hid the facts", "OK\n", "README.md", "3.14", "normalize in.txt"):
        assert decode(text.encode()).text == text


@given(st.binary(max_size=200), st.sampled_from([None, "gb18030", "big5", "utf-8", "utf-16", "euc-tw", "hz"]))
def test_any_bytes_are_read_and_every_lost_byte_listed(data: bytes, encoding: str | None) -> None:
    found = decode(data, encoding)
    found.text.encode("utf-8")  # no lone surrogates are left behind
    holes = [x.span.start for x in found.lost if x.span.start < x.span.end]
    assert all(found.text[i] == "\ufffd" for i in holes)
    assert [s.span.start for s in found.segments[1:]] == [s.span.end for s in found.segments[:-1]]


@given(st.data())
def test_mutated_text_gives_its_bytes_back(data: st.DataObject) -> None:
    codec = data.draw(st.sampled_from(["gb18030", "utf-8", "cp950", "utf-16-le"]))
    raw = bytearray(((FULL if codec == "cp950" else PLAIN) * 3).encode(codec))
    seed = random.Random(data.draw(st.integers(0, 1 << 30)))
    for _ in range(seed.randrange(1, 8)):
        at = seed.randrange(len(raw))
        raw[at : at + seed.randrange(2)] = seed.randbytes(seed.randrange(3))
    found = decode(bytes(raw))
    assert found.how in {"detected", "fallback", "bom"}
    if codec != "utf-16-le" and found.encoding == codec:
        assert gives_back(bytes(raw), found.text, found.decoding)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf16_finds_its_step_again(codec: str, mark: str) -> None:
    data = (mark + PLAIN * 3).encode(codec)
    for broken in (data[:60] + data[61:], data[:60] + b"\x41" + data[60:]):
        found = decode(broken)
        assert found.text.count("通报批评") == 3
        assert gives_back(broken, found.text, found.decoding)


def test_hz_with_a_stray_byte() -> None:
    data = PLAIN.encode("hz")
    assert decode(data[:-2] + b"\xff\r\n").text.startswith(PLAIN.strip()[:-1])


def test_a_lone_apostrophe_in_pages_of_english_is_not_chinese() -> None:
    data = b"The quick brown fox jumps over the lazy dog. " * 40 + b"Blanchard\x92s trackpad"
    assert decode(data).how == "fallback"


def test_european_letters_in_utf8_are_not_chinese() -> None:
    for text in ("Antti Näyhä", "café", "naïve", "Zoë"):
        assert decode(text.encode()).text == text
    assert decode("目录".encode("gbk")).text == "目录"  # valid UTF-8 by accident: Ŀ¼


def test_a_long_line_is_in_step_again_behind_each_stray_byte() -> None:
    text = "各级人民政府要加强组织领导，明确责任分工，强化督促检查，确保各项任务落到实处、取得实效。" * 20
    data = bytearray(text.encode("gb18030"))
    for place in (
        1400,
        880,
        300,
    ):  # behind the first the rest of the line has an even number: it reads without an error
        data.insert(place, 0xA0)
    done = decode(bytes(data))
    assert done.text.replace("\ufffd", "") == text
    assert [lost.data for lost in done.lost] == [b"\xa0"] * 3


def test_a_line_of_utf8_in_gbk_is_no_euro_sign() -> None:
    first, second = (
        "在党史学习中继承优良传统，在新征程上接续奋斗。\n",
        "加快科技创新和产业创新深度融合。突出科技供给。\n",
    )
    data = first.encode("gb18030") * 4 + second.encode("utf-8") * 2 + first.encode("gb18030") * 4
    assert b"\x80" in data
    assert decode(data).text == first * 4 + second * 2 + first * 4
