"""The red head of an official document, and what stands at its foot."""

from __future__ import annotations

import pytest

import docnorm

# Lines with a stroke between them, and the roles of the first of them.
HEADS = {
    "特　急/青河市水务局文件/青水发〔2026〕8号/关于启动响应的/通知/请落实。": "urgency letterhead docno title title",
    "000001/机密★1年/青河市水务局文件/青水发〔2026〕8号　　签发人：张三/关于报送方案的请示/市政府：/请批复。": (
        "copy-number secrecy letterhead docno title"
    ),
    "0000012/青河市水务局文件/青水发〔2026〕8号/关于拨付资金的通知/请落实。": "copy-number letterhead docno title",
    "份号：12/青河市水务局文件/青水发〔2026〕8号/关于拨付资金的通知/请落实。": "copy-number letterhead docno title",
    "青河市水务局/青河市财政局文件/青水发〔2026〕8号/关于拨付资金的通知/请落实。": "letterhead letterhead docno title",
    "青河市人民政府/青政函〔2026〕15号/关于同意设立园区的批复/区政府：/同意。": "letterhead docno title recipient",
    "青河市人民政府令/第 12 号/《青河市防汛办法》已经通过，现予公布。": "letterhead docno paragraph",
    "青河市水务局会议纪要/（第12期）/办公室　2026年6月1日/关于防汛的纪要/议定。": "letterhead docno signature title",
    "青河市水务局文件/关于启动应急响应的通知/各科室：/请落实。": "letterhead title recipient",
    # What is no head: an office that a page files a text under, a title that speaks of files, minutes without a title.
    "青河市水务局/关于启动应急响应的通知/各科室：/请落实。": "title title recipient",
    "关于清理文件的通知/各科室：/请落实。": "title recipient",
    "青河市水务局会议纪要/（第12期）/会议议定，请各科室抓好落实。": "title subtitle paragraph",
    "2026-06-01 10:23/关于启动应急响应的通知/各科室：/请落实。": "note title recipient",
}


@pytest.mark.parametrize("text", HEADS)
def test_a_red_head(text: str) -> None:
    roles = HEADS[text].split()
    assert [b.role for b in docnorm.normalize_text(text.replace("/", "\n")).outline.blocks][: len(roles)] == roles


def test_an_imprint_and_a_recipient_in_brackets() -> None:
    text = "关于检查的通知/[各单位]：/请落实。/水务局/2026年6月1日"
    text += "/抄送：市委办公室，/市人大。/水务局办公室　2026年6月2日印发"
    roles = [str(b.role) for b in docnorm.normalize_text(text.replace("/", "\n")).outline.blocks]
    assert roles == ["title", "recipient", "paragraph", "signature", "date", "imprint", "imprint", "imprint"]
