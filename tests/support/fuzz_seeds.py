"""Seeds written by hand: one of each kind that a target must know, as small as they go.

What a campaign found is added here, with what it found.
"""

from __future__ import annotations

from docx_build import SPACES, parts
from docx_random import BOX, FIELD
from fuzz_targets import ENCODINGS, PARTS

_TEXT = "关于党zuzhi生活会的通知\n一、会议时间,地点\n　　去年以来，我单位开展情况如下。\n"
_RUN = "<w:r><w:t>党zuzhi，</w:t></w:r>"
_BODIES = (
    f"<w:p>{_RUN}<w:r><w:tab/><w:br/></w:r></w:p><w:p/>",
    f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>{_RUN}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>",
    f'<w:p><w:ins w:id="1" w:author="a">{_RUN}</w:ins><w:hyperlink w:anchor="b">{_RUN}</w:hyperlink></w:p>',
    '<w:p><w:del w:id="2" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>',
    f"<w:p>{_RUN}{FIELD}</w:p>",
    f"<w:p>{BOX.format(f'<w:p>{_RUN}</w:p>')}{_RUN}</w:p>",
    f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{_RUN}</w:p></w:sdtContent></w:sdt>",
    '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr></w:p>',
    f"<w:p><w:pPr><w:sectPr/></w:pPr><m:oMath><m:r><m:t>E</m:t></m:r></m:oMath>{_RUN}</w:p>",
    f"<w:p><w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>藏</w:t></w:r>{_RUN}</w:p>",
)


def _decoder() -> list[bytes]:
    names = [name for name in ENCODINGS if name and name not in {"iso-2022-cn", "euc-tw"}]
    clean = [_TEXT.encode(name, "ignore") for name in names]
    torn = [data[:9] + b"\xa0" + data[9:31] + data[33:] for data in clean]
    mixed = [_TEXT.encode("gb18030") + _TEXT.encode("utf-8"), b"\xff\xfe" + _TEXT.encode("utf-16-le") + b"\x00"]
    bodies = [*clean, *torn, *mixed, _TEXT.encode("utf-8").decode("gb18030", "replace").encode("utf-8"), b"\0" * 40]
    declared = [bytes([ENCODINGS.index(name)]) + data for name, data in zip(names, torn, strict=True)]
    return [*(b"\0" + body for body in bodies), *declared]


def _docx() -> list[bytes]:
    whole = [parts(body)[PARTS[0]] for body in _BODIES]
    others = parts("<w:p/>", {"styles": '<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>'})
    # Found by a campaign: a document part that is a paragraph was cut in two, and no root has a neighbour (TypeError).
    whole.append(f"<w:p {SPACES}><w:body/>{_RUN * 3}</w:p>".encode())
    note = f'<w:footnotes {SPACES}><w:footnote w:id="2"><w:p>{_RUN}</w:p></w:footnote></w:footnotes>'
    said = {PARTS.index(name): data for name, data in others.items() if name in PARTS[1:]}
    return [*(b"\0" + body for body in whole), *(bytes([i]) + d for i, d in said.items()), b"\3" + note.encode()]


def _structure() -> list[bytes]:
    return [bytes(range(n, n + 60)) for n in range(0, 150, 30)] + [b"\x08\x00\x03\x11\x10\x20\xff" + bytes(range(90))]


SEEDS: dict[str, list[bytes]] = {
    "decoder": _decoder(),
    "docx": _docx(),
    "structure": _structure(),
    "patches": [bytes([3, 1, 2, 3, 4, 0, 1, 0, 3, 2] * n) for n in (1, 2, 4)] + [b"\1\0\0\1\1\0\1\0\2\0\0\1\0\1\1"],
}
