"""Automatic numbers: whoever counts them, the reader sees the numbers of the text."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from lxml import etree

from docnorm.errors import UsageError
from docnorm.outline import Role
from docnorm.writers.docx.lint import lint
from docnorm.writers.docx.new.write import write_docx

from docx_revisions import body, text_of
from docx_samples import Said, normalized, outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = [
    "",
    *"一二三四五六七八九十",
    *("十" + c for c in "一二三四五六七八九"),
    "二十",
    *("二十" + c for c in "一二三四五六七八九"),
]
WRITTEN = {
    "decimal": str,
    "chineseCountingThousand": HAN.__getitem__,
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n),
}


def evaluated(data: bytes, *, shared: bool) -> list[str]:
    """The lines as a reader sees them: where lists of one definition share a count (Word), or each has its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/numbering.xml"))
    forms = {
        a.get(f"{W}abstractNumId"): [(v.find(f"{W}numFmt"), v.find(f"{W}lvlText")) for v in a.iter(f"{W}lvl")]
        for a in root.iter(f"{W}abstractNum")
    }
    owner = {n.get(f"{W}numId"): n.find(f"{W}abstractNumId").get(f"{W}val") for n in root.iter(f"{W}num")}
    starts = {
        (n.get(f"{W}numId"), int(o.get(f"{W}ilvl"))): int(o[0].get(f"{W}val"))
        for n in root.iter(f"{W}num") for o in n.iter(f"{W}lvlOverride")
    }  # fmt: skip
    counts: dict[str, list[int | None]] = {}
    begun: set[tuple[str, int]] = set()
    rows = []
    for p in body(data).iter(f"{W}p"):
        found = p.find(f"{W}pPr/{W}numPr")
        label = ""
        if found is not None:
            num, level = found[1].get(f"{W}val"), int(found[0].get(f"{W}val"))
            count = counts.setdefault(owner[num] if shared else num, [None] * 9)
            if (num, level) in starts and (num, level) not in begun:
                count[level] = None
            begun.add((num, level))
            value = count[level]
            count[level] = starts.get((num, level), 1) if value is None else value + 1
            count[level + 1 :] = [None] * (8 - level)
            numerals, shape = forms[owner[num]][level]
            written = WRITTEN[numerals.get(f"{W}val")](count[level])
            label = shape.get(f"{W}val").replace(f"%{level + 1}", written)
        rows.append(label + text_of(p))
    return rows


def check(rows: list[Said]) -> bytes:
    shape = outline(rows)
    data = write_docx(normalized(shape), numbering="auto")
    lines = shape.text.split("\n")
    assert evaluated(data, shared=True) == lines
    assert evaluated(data, shared=False) == lines
    assert lint(data) == []
    return data


H = Role.HEADING


def test_numbers_that_run_on_and_restart() -> None:
    rows = [
        Said(H, t)
        for t in ("一、甲", "（一）乙", "（二）丙", "二、丁", "（三）戊", "（四）己", "三、庚", "（一）辛", "（二）壬")
    ]
    data = check(rows)
    assert b"numPr" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


def test_a_gap_stays_a_gap() -> None:
    check([Said(H, "一、甲"), Said(H, "三、乙"), Said(H, "三、丙"), Said(H, "十一、丁"), Said(Role.PARAGRAPH, "文")])


def test_any_order_of_numbers() -> None:
    dice = random.Random(5)
    for _ in range(40):
        rows = []
        for _ in range(20):
            level, value = dice.randint(0, 3), dice.choice((1, 1, 2, 3, 4))
            head = (f"{HAN[value]}、", f"（{HAN[value]}）", f"{value}.", f"（{value}）")[level]
            rows.append(Said(dice.choice((H, Role.ITEM)), head + "文"))
        check(rows)


def test_a_lead_is_numbered_too() -> None:
    data = check([Said(Role.PARAGRAPH, "（一）提高认识。要做好。", lead=8)])
    assert [text_of(r) for r in body(data).iter(f"{W}r")] == ["提高认识。", "要做好。"]


def test_numbers_and_revisions_do_not_mix() -> None:
    with pytest.raises(UsageError, match="automatic numbers"):
        write_docx(normalized("文"), numbering="auto", track_changes=True)
