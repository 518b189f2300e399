"""Marks behind ordinals and before 等: GB/T 15834-2011."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

_HEAD = r"(?:(?<=[。；：，\n])|\A)[ 　]*"  # of a sentence or a part of one
_N = "一二三四五六七八九十"
_ORDINAL = late(rf"{_HEAD}(?:第[{_N}]|其[{_N}]|首先|其次|再次|最后)(?P<mark>、)(?=[\u4e00-\u9fff])(?![{_N}])")
_FIRST_IS = late(rf"{_HEAD}(?:[{_N}]|其[{_N}])是(?P<mark>[：:、])(?=[\u4e00-\u9fff])")
_ETC = late(r"(?<=[\u4e00-\u9fff”》）])(?P<mark>、)(?=等(?:[^级待候同价份于人高额次]|$))")
_DATE = late(r"(?<!\d)(?:19|20)\d\d(?P<one>、)(?:1[0-2]|0?[1-9])(?P<two>、)(?:3[01]|[12]\d|0?[1-9])(?![\d、])")
# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"[第首其再最是][^\n]{0,2}[、：:]|、等|[0-9]、[0-9]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("ordinal-mark", trigger="[、：:]", precheck=_is_asked)
def ordinal_mark(text: str) -> Iterator[Fix]:
    """第一、 is 第一，; 一是： is 一是; 企业、等 is 企业等; 2026、10、16 is 2026年10月16日."""
    for pattern, new, why in (
        (_ORDINAL, "，", "a comma stands behind 第一 and 首先 (GB/T 15834-2011 B.2)"),
        (_FIRST_IS, "", "no mark stands behind 一是"),
        (_ETC, "", "no 、 stands before 等"),
    ):
        for m in pattern.finditer(text):
            yield replace(*m.span("mark"), new, why, Safety.SUGGEST, (new,))
    for m in _DATE.finditer(text):
        year, month, day = m[0].split("、")
        new = f"{year}年{int(month)}月{int(day)}日"
        yield replace(*m.span(), new, "a date is written with 年, 月 and 日 (GB/T 15835-2011)", Safety.SUGGEST, (new,))
