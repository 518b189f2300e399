"""Names, words, € and tails: bytes that are too few or too odd for the model of prose, and Chinese all the same."""

from __future__ import annotations

import random

import pytest

import docnorm
from docnorm.errors import InputRefused
from docnorm.readers.decoding import decode, gives_back
from docnorm.readers.txt import read_txt

SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧"
GIVEN = "伟芳娜洋静帆磊婷涛昊敏强燕丽军杰勇艳霞鹏珺喆犇玥煜赟焱翀琰昶翊瑄彧骞祎鑫淼"
FULL = "王李張劉陳楊趙黃周吳徐孫朱馬胡郭林何高梁鄭羅宋謝唐韓曹許鄧蕭"
FULL_GIVEN = "偉芳娜洋靜帆磊婷濤昊敏強燕麗軍傑勇豔霞鵬玥煜焱琰昶翊鑫淼"
PROSE = "关于做好防汛工作的通知\n各单位：请认真做好防汛抗旱工作。\n"


def draw(rnd: random.Random, surnames: str, given: str) -> str:
    names = (
        rnd.choice(surnames) + "".join(rnd.choices(given, k=rnd.choice((1, 2, 2)))) for _ in range(rnd.randint(2, 40))
    )
    return rnd.choice([" ", ",", "\t", "\n", "、", "，", "\r\n"]).join(names)


@pytest.mark.parametrize("codec", ["gbk", "big5", "utf-16", "utf-16-le", "utf-16-be"])
def test_lists_of_names_are_chinese(codec: str) -> None:
    rnd = random.Random(codec)
    for _ in range(60):
        text = draw(rnd, FULL, FULL_GIVEN) if codec == "big5" else draw(rnd, SURNAMES, GIVEN)
        data = text.encode(codec)
        found = decode(data)
        assert found.text == text
        assert gives_back(data, found.text, found.decoding)


@pytest.mark.parametrize(
    "text", ["呵呵呵呵呵呵", "顶 顶 顶 顶", "王焱珺", "姓名,电话\n刘洋,13800000000", "甲 乙 丙 丁"]
)
def test_a_word_over_and_over_and_a_name_alone(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp949", "김철수, 이영희, 박민수, 최지우"),
        ("cp949", "서울특별시 강남구 역삼동"),
        ("koi8-r", "Москва\nСанкт-Петербург\nКазань"),
        ("cp1251", "Иванов Николай, Сидоров"),
        ("shift_jis", "カタカナ ひらがな"),
        ("cp1253", "Καλημέρα σας"),
    ],
)
def test_what_is_not_chinese_stays_what_it_is(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_byte_80_is_the_euro() -> None:
    data = "价格：#100，运费为#。".encode("gbk").replace(b"#", b"\x80")
    found = decode(data)
    assert (found.text, found.lost) == ("价格：€100，运费为€。", ())
    assert gives_back(data, found.text, found.decoding)
    assert decode(f"{PROSE}（襝）".encode("gbk")).text == f"{PROSE}（襝）"  # its second byte is 80


def test_marks_of_vertical_text_are_no_damage() -> None:
    data = "竖排文字的标点有几个：".encode("gbk") + bytes.fromhex("a6d9a6daa6df") + "，都没有错。".encode("gbk")
    assert (decode(data).text, decode(data).lost) == (data.decode("gb18030"), ())


def test_cantonese_is_read_to_the_last_byte() -> None:
    text = "佢哋喺度等咗好耐，都未見到嗰個人嚟。\n你食咗飯未呀？我啱啱返到屋企，攰到乜嘢都唔想做。"
    assert decode(text.encode("big5hkscs")).text == text


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
@pytest.mark.parametrize("tail", ["utf-16-le", "utf-16-be"])
def test_a_tail_in_utf16_is_read(codec: str, tail: str) -> None:
    behind = "尾巴在这里，是另一个程序写的。\n第二行也在。"
    data = PROSE.encode(codec) + behind.encode(tail)
    source = read_txt(data)
    assert source.text == PROSE + behind
    assert docnorm.normalize(data).undo() == data


def test_lines_before_what_is_no_text_are_read() -> None:
    rnd = random.Random(5)
    junk = bytes(rnd.randrange(256) for _ in range(600))
    source = read_txt(PROSE.encode() + junk)
    assert source.text.startswith(PROSE)
    assert b"".join(x.data for x in source.decoding.lost).endswith(junk[-1:])
    with pytest.raises(InputRefused):
        read_txt(junk)


@pytest.mark.parametrize("codec", ["gbk", "big5"])
@pytest.mark.parametrize(
    "odd", ["1、", "## 目錄", "九 月 的 風", "9、[png](https://example.org/png)", "-- [HN 讀者](https://example.org/)"]
)
def test_a_short_line_of_utf8_among_others_is_read_as_such(codec: str, odd: str) -> None:
    lines = ["今天的天氣很好", "山上的花都開了，路邊有人在賣茶。", "明天再來"]
    for at in range(4):
        text = "\n".join([*lines[:at], odd, *lines[at:]])
        data = b"\n".join(x.encode("utf-8" if x == odd else codec) for x in text.split("\n"))
        assert decode(data).text == text


@pytest.mark.parametrize("odd", ["图片", "回顾", "号"])
def test_a_short_line_of_gbk_among_utf8_is_read_as_such(odd: str) -> None:
    lines = ["今天的天气很好", "张伟，13800000000", "山上的花都开了，路边有人在卖茶。"]
    data = b"\n".join([*(x.encode() for x in lines), odd.encode("gbk"), lines[0].encode(), "再见".encode("gbk")])
    assert decode(data).text == "\n".join([*lines, odd, lines[0], "再见"])


def test_european_words_in_utf8_beside_gbk_stay_what_they_are() -> None:
    text = "Señor Muñoz, café\n今天天气很好，我们去爬山，到了晚上再回来。\n路边有人在卖茶，还有人在唱歌。\n"
    assert decode(text.encode() + "花都开了。".encode("gbk")).text == f"{text}花都开了。"


@pytest.mark.parametrize("codec", ["gbk", "big5", "utf-16-le"])
def test_a_table_that_is_drawn_is_no_other_language(codec: str) -> None:
    text = "┌──┬──┐\n│姓名│年齡│\n├──┼──┤\n│王明│三五│\n└──┴──┘\n"
    assert decode(text.encode(codec)).text == text


@pytest.mark.parametrize("tail", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_utf16_is_read_where_it_begins_within_a_line_and_where_it_ends(codec: str, tail: str) -> None:
    behind = "附记：钥匙放在门卫那里。\n请自取。"
    glued = PROSE.rstrip("\n").encode(codec) + behind.encode(tail)
    assert read_txt(glued).text == PROSE.rstrip("\n") + behind
    marked = ("\ufeff" + PROSE).encode(tail) + behind.encode(codec)
    assert read_txt(marked).text == PROSE + behind
    assert docnorm.normalize(marked).undo() == marked
    assert read_txt(PROSE.encode(tail) + behind.encode(codec)).text == PROSE + behind
    whole = (PROSE + behind).encode(tail)
    assert {x.encoding for x in decode(whole).segments} == {tail}


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_readable_line_behind_what_is_no_text_is_read(codec: str) -> None:
    rnd = random.Random(6)
    junk = bytes(rnd.randrange(256) for _ in range(400))
    line = "请把这份文件交给财务处的老师。\n"
    source = read_txt(junk + b"\n" + line.encode(codec) + junk)
    assert source.text == f"\ufffd{line}\ufffd"
    assert [x.data for x in source.decoding.lost] == [junk + b"\n", junk]
    with pytest.raises(InputRefused):
        read_txt(junk * 50 + b"\n" + line.encode(codec) + junk * 50)  # a message in a program


def test_one_line_of_gbk_in_pages_of_utf8_is_no_big5() -> None:
    lines = ["今天的天气很好，山上的花都开了。", "路边有人在卖茶，还有人在唱歌。"] * 6
    odd = "一切都是互相关联的，但是离得近的东西比远处的更相关。"
    for at in (0, 5, 12):
        data = b"\n".join([*(x.encode() for x in lines[:at]), odd.encode("gbk"), *(x.encode() for x in lines[at:])])
        assert decode(data).text.split("\n")[at] == odd


def test_names_that_could_be_korean_are_chinese_where_no_detector_says_so() -> None:
    for text in ("黄琼美; 杜惠茹", "欧奥佃\t丁圭钧"):
        found = decode(text.encode("gbk"))
        assert (found.text, found.confidence) == (text, 0.6)
