"""The brackets round the year of a document number."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.rule import cleaner
from docnorm.text.late import late

_NUMBER = late(
    r"[\[(（【［〔](?<=[㐀-鿿].)(?:19|20)[0-9]{2}[\])）】］〕]"
    r"(?=[ \u3000]{0,2}第?[ \u3000]{0,2}[0-9]{1,5}[ \u3000]{0,2}号(?![楼院线路机仓桥井门厅馆房车岛库店]))"
)
# What the signs of issuing offices end in: 国发, 国办函, 国务院令, 银发, 财税, 法释, 发改价格规, 人社厅发, 国土资字…
_OFFICES = frozenset(
    "发函办字文令通释规复告呈报任干党政纪委税审会议电监综资建法财教科工农卫民公安司人保环水商交企质食药药证"
)
_PAIRS = frozenset(("〔〕",))


@cleaner("document-number", trigger=r"[\[(（【［〔]", owns=("docno",))
def document_number(text: str) -> Iterator[Fix]:
    """The year of a document number stands in 〔〕 (GB/T 9704-2012 7.2.5): 国发〔2011〕3号."""
    for m in _NUMBER.finditer(text):
        start, end = m.span()
        if text[start] + text[end - 1] in _PAIRS:
            continue
        edits = [(start, "〔"), (end - 1, "〕")]
        safety = Safety.CERTAIN if text[start - 1] in _OFFICES else Safety.SUGGEST
        changed = tuple(Edit(Span(at, at + 1), new) for at, new in edits if text[at] != new)
        yield Fix(changed, "the year of a document number", safety)
