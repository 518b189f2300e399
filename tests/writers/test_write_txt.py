"""Plain text output: UTF-8, LF, one final line end."""

from __future__ import annotations

import pytest

from docnorm.draft import Draft
from docnorm.errors import UsageError
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.result import Normalized
from docnorm.source import Decoding, Source
from docnorm.writers.txt import write_txt


def document(text: str) -> Normalized:
    source = Source(text, "txt", Decoding("utf-8", "declared"))
    return Normalized(source, Draft.of(text), Profile("minimal", (), lambda text, _: Outline(text, ())))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("甲\r\n乙\r丙", "甲\n乙\n丙\n"),
        ("甲\n\n", "甲\n"),
        ("\n　　甲", "\n　　甲\n"),
        ("", ""),
        ("\n　\n", "\n　\n"),
        ("甲\ud800乙", "甲\ufffd乙\n"),
    ],
)
def test_lines_end_in_lf_and_the_file_in_one(text: str, written: str) -> None:
    assert write_txt(document(text)).decode() == written


def test_an_unknown_option_is_named() -> None:
    with pytest.raises(UsageError, match="colour"):
        write_txt(document("甲"), colour="red")
