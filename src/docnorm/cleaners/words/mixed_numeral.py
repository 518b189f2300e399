"""Numbers that say one thing twice or two things at once. Only pointed at: what is meant, the author knows."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.numeral import HAN_NUMERALS

_MIXED = late(f"[0-9][百十](?=[零〇]?[0-9])|[{HAN_NUMERALS}][百千](?=[0-9])")
# 节约20多万元, 签约20多个项目 and 最近20多年 say nothing twice: 约 and 近 are the ends of other words there.
_ABOUT = late(
    "(?<![签合条节预制邀特契履违公相赴毁失爽立集最附邻靠接贴临])[约近](?:有)?"
    "(?=[0-9.]{1,9}(?:[%万亿多余个]{0,2}[元人户亩公里米吨年天个月]{0,2}(?:左右|上下|以上)|[十百千万亿]{0,2}[多余]))"
)
_ETC = late("等…")
_APPROXIMATE = late(
    "、(?<=[^一二三四五六七八九十、第列获居][一二三四五六七八].)(?=[二三四五六七八九](?:[个天岁点里元名次]月?|年(?!级)))"
)
_NEXT = dict(zip("一二三四五六七八", "二三四五六七八九", strict=True))


@cleaner("mixed-numeral", trigger="[、0-9等]")
def mixed_numeral(text: str) -> Iterator[Fix]:
    """Mixed numerals (1百零8), 约…左右, 等…… and 三、四个月 are pointed at."""
    for pattern, why in (
        (_MIXED, "Arabic and Chinese numerals in one number"),
        (_ABOUT, "about, said twice"),
        (_ETC, "等 and …… say the same"),
    ):
        for m in pattern.finditer(text):
            yield replace(*m.span(), m[0], why, Safety.SUGGEST)
    for m in _APPROXIMATE.finditer(text):
        at = m.start()
        if _NEXT.get(text[at - 1]) == text[at + 1]:
            yield replace(at, at + 1, "", "an approximate number has no 、 (GB/T 15834-2011 4.5.3.4)", Safety.SUGGEST)
