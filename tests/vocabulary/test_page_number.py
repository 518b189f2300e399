"""Page numbers as they stand alone, and what a program keeps together at a line's head."""

from __future__ import annotations

import pytest

from docnorm.text.line_break import cut_first_token
from docnorm.text.page_number import read_page_number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3", 3),
        ("- 12 -", 12),
        ("—7—", 7),
        ("3/8", 3),
        ("第 3 页", 3),
        ("第3页 共8页", 3),
        ("Page 3 of 8", 3),
        ("第三页", None),
        ("3.", None),
        ("12345", None),
        ("Page", None),
    ],
)
def test_a_page_number_alone_on_a_line(line: str, number: int | None) -> None:
    assert read_page_number(line) == number


@pytest.mark.parametrize(
    ("text", "token"),
    [("2023年起", "2023"), ("你好", "你"), ("好。”他说", "好。”"), ("“你好", "“你"), ("word next", "word"), ("", "")],
)
def test_what_cannot_be_parted_at_a_lines_head(text: str, token: str) -> None:
    assert cut_first_token(text) == token
