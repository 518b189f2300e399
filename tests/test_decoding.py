from __future__ import annotations

import pytest

from docnorm.errors import UsageError
from docnorm.readers.decoding import decode, encode, gives_back
from docnorm.readers.txt import read_txt

SENTENCE = "各支部要按时召开组织生活会。\r\n逾期不报的，通报批评。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_clean_text_is_read_and_given_back(encoding: str) -> None:
    data = SENTENCE.encode(encoding)
    found = decode(data)
    assert (found.text, found.encoding, found.lost) == (SENTENCE, encoding, ())
    assert encode(found.text, found.decoding) == data


def test_a_byte_order_mark_is_no_text_but_is_given_back() -> None:
    data = SENTENCE.encode("utf-8-sig")
    found = decode(data)
    assert (found.text, found.how) == (SENTENCE, "bom")
    assert [(tuple(x.span), x.data) for x in found.lost] == [((0, 0), b"\xef\xbb\xbf")]
    assert gives_back(data, found.text, found.decoding)


def test_a_declared_encoding_is_obeyed_and_what_it_cannot_read_is_listed() -> None:
    data = "生活".encode() + b"\xff\xe7\x94" + "会".encode()
    found = decode(data, encoding="UTF8")
    assert found.text == "生活\ufffd\ufffd会"
    assert [x.data for x in found.lost] == [b"\xff", b"\xe7\x94"]
    assert gives_back(data, found.text, found.decoding)


def test_an_impossible_encoding_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="gb18030"):
        read_txt(b"x", encoding="gb18O30")
