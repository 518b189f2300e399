"""What a text says of its own numbers: 第三条, 以上7个问题, 前款."""

from __future__ import annotations

from docnorm.text.late import late

NUMBER = r"[一二两三四五六七八九十百\d]{1,4}"
_REFERS = late(
    rf"第[（(]?{NUMBER}[）)]?[条款项点章节]|第{NUMBER}(?:部分|方面)|(?:上述|以上|前述|下列|以下|如下)[^。；\n]{{0,6}}?{NUMBER}(?:个|项|点|条|方面|类|种)"
    rf"|[（(]{NUMBER}[）)][项款点条]|前款|前项|上款|本条|有{NUMBER}(?:点|项|个方面|条)"
)


def has_references(text: str) -> bool:
    """Whether a text refers to its own numbers anywhere."""
    return bool(_REFERS.search(text))
