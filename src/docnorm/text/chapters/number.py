"""The number of a chapter as people write it: 第三, 第０３, 第一百0四, 第叁, 第二千零二十."""

from __future__ import annotations

from docnorm.text.numeral import to_int

SIGNS = "0-9０-９〇零○Ｏ一二三四五六七八九十百千两兩廿卅壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_SPELLINGS = str.maketrans("０１２３４５６７８９○Ｏo兩貳參陸", "0123456789〇〇〇两贰叁陆")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")


def read_number(written: str) -> int | None:
    """Return the number that ``written`` says, or None where it says none.

    Digits and Han may be mixed (一百0四 is 104), which no law allows and every novel site does.
    """
    plain = "".join(written.split()).translate(_SPELLINGS)
    if plain.isascii():
        return to_int(plain) if len(plain) <= 5 else None
    plain = plain.translate(_HAN)
    value = to_int(plain)
    if value is None and len(plain) > 2 and plain[-1] in "一二三四五六七八九" and plain[-2] in "百千":
        value = to_int(f"{plain[:-1]}零{plain[-1]}")  # 一百四 heads the chapter behind 一百零三
    return value
