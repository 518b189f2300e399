"""A PDF as input: paragraphs by their places, what stands at a page's edge, tables, headings, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from docnorm import normalize
from docnorm.command.main import main
from docnorm.errors import InputRefused
from docnorm.outline import Role
from docnorm.result import Normalized

pytest.importorskip("pypdfium2")

from pdf_build import WIDTH, Box, Text, build_pdf

LEFT, STEP = 80, 28


def lay_out(*lines: str, top: float = 740, left: float = LEFT) -> list[Text]:
    """Lines of 28 characters, one below the other; a leading square is an indent."""
    found = []
    for k, line in enumerate(lines):
        bare = line.lstrip("　")
        found.append(Text(left + 16 * (len(line) - len(bare)), top - STEP * k, bare))
    return found


def read(*pages: list[Text | Box] | list[Text], **options: bool) -> Normalized:
    return normalize(build_pdf(pages, **options), format="pdf", profile="minimal")


ONE = (
    "　　为切实做好今年秋粮收购工作，保护种粮农民利益，经县政",
    "府研究同意，现将有关事项通知如下。各收购企业要在醒目位置",
    "公布收购价格。",
    "　　各乡镇要加强检查，发现压级压价的，要立即制止并报告县",
    "发展改革局，由其依法处理，处理结果要向社会公布接受监督。",
    "　　联系电话另行通知。",
)


def test_lines_are_paragraphs_again_by_indent_and_line_end() -> None:
    text = read(lay_out(*ONE)).text
    assert [len(line) for line in text.split("\n")] == [61, 54, 9]
    assert text.startswith("为切实做好今年秋粮收购工作，保护种粮农民利益，经县政府研究同意")


def test_a_page_end_in_a_sentence_leaves_no_trace() -> None:
    first = [*lay_out(*ONE[:2]), Text(280, 50, "- 1 -", 14), Text(230, 800, "某县粮食局文件", 10)]
    second = [*lay_out(*ONE[2:]), Text(280, 50, "- 2 -", 14), Text(230, 800, "某县粮食局文件", 10)]
    done = read(first, second)
    assert done.text == read(lay_out(*ONE)).text
    assert done.source.warnings == ("4 page numbers and running heads were left out",)
    pages = [(m.value, done.original[m.span.start : m.span.start + 4]) for m in done.source.marks if m.kind == "page"]
    assert pages == [("1", "为切实做"), ("2", "公布收购")]


def test_what_only_looks_like_a_page_number_stays() -> None:
    page = [*lay_out(*ONE), Text(LEFT, 60, "2024")]
    assert read(page, lay_out(*ONE)).text.split("\n")[3] == "2024"


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左栏第{n}行的文字一共写满了十四" for n in "一二三四五六七八九"]
    right = [f"右栏第{n}行的文字一共写满了十四" for n in "一二三四五六七八九"]
    page = [Text(60, 740 - 20 * k, t, 14) for k, t in enumerate(left)]
    page += [Text(320, 740 - 20 * k, t, 14) for k, t in enumerate(right)]
    text = read(page).text
    assert text.index("左栏第九行") < text.index("右栏第一行")
    assert "十四右栏" not in text.split("左栏第九行")[0]


def test_columns_with_a_narrow_gap_are_columns() -> None:
    left = [f"左栏第{n}行的文字一共写满了十四" for n in "一二三四五六七八九"]
    page = [Text(60, 740 - 20 * k, t, 14) for k, t in enumerate(left)]
    page += [Text(60 + 15 * 14 + 12, 740 - 20 * k, t.replace("左", "右"), 14) for k, t in enumerate(left)]
    text = read(page).text
    assert text.index("左栏第九行") < text.index("右栏第一行")


def test_large_lines_without_a_number_are_title_and_headings() -> None:
    page = [
        Text((WIDTH - 8 * 22) / 2, 770, "秋粮收购工作通知", 22),
        Text(LEFT, 730, "背景", 19),
        *lay_out(*ONE, top=700),
        Text(LEFT, 500, "要求", 19),
        *lay_out(*ONE, top=470),
    ]
    blocks = read(page).outline.blocks
    done = read(page)
    assert [(b.role, done.outline.read(b.span)) for b in blocks if b.role in {Role.TITLE, Role.HEADING}] == [
        (Role.TITLE, "秋粮收购工作通知"),
        (Role.HEADING, "背景"),
        (Role.HEADING, "要求"),
    ]


def test_a_ruled_table_keeps_its_rows() -> None:
    lines: list[Text | Box] = [Box(80, y, 300, 0.5) for y in (700, 660, 620)]
    lines += [Box(x, 620, 0.5, 80) for x in (80, 230, 380)]
    words = (Text(90, 675, "乡镇"), Text(240, 675, "数量"), Text(90, 635, "城关"), Text(240, 635, "12吨"))
    done = read([*lay_out(*ONE[:1], top=740), *lines, *words])
    (table,) = [b for b in done.outline.blocks if b.role is Role.TABLE]
    assert [[done.outline.read(c) for c in row] for row in table.cells] == [["乡镇", "数量"], ["城关", "12吨"]]


def test_a_note_stands_behind_the_paragraph_that_the_page_end_parts() -> None:
    first = [*lay_out(*ONE[:2]), Text(LEFT, 120, "① 按统计口径计算。", 10)]
    done = read(first, lay_out(*ONE[2:]))
    lines = done.text.split("\n")
    assert len(lines[0]) == 61
    assert "① 按统计口径计算。" in lines[1:]
    assert [b.role for b in done.outline.blocks].count(Role.NOTE) == 1


def test_latin_words_part_and_a_hyphen_goes() -> None:
    page = [Text(LEFT, 740, "The docu-"), Text(LEFT, 712, "ment was"), Text(LEFT, 684, "signed.")]
    assert read(page).text == "The document was signed."


def test_a_font_without_a_text_map_is_named() -> None:
    said = " ".join(read([*lay_out(*ONE), Text(LEFT, 300, "密文", mute=True)]).source.warnings)
    assert "do not say what their characters are" in said
    assert "pages 1" in said


def test_a_page_of_little_is_read() -> None:
    done = read([], [Text(LEFT, 700, "附件")])
    assert done.text == "附件"
    assert read([]).text == ""


def test_undo_gives_the_file_back() -> None:
    data = build_pdf([lay_out(*ONE)])
    assert normalize(data, format="pdf").undo() == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no pdf at all", "not a PDF"),
        (b"%PDF-1.7\ngarbage", "damaged"),
        (build_pdf([lay_out(*ONE)])[:300], "damaged"),
    ],
)
def test_what_is_no_sound_pdf_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(InputRefused, match=why):
        normalize(data, format="pdf")


def test_a_scan_without_its_extra_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from docnorm.readers.pdf import extract

    monkeypatch.setattr(extract, "can_read_scans", lambda: False)
    with pytest.raises(InputRefused, match="scan"):
        read([], [], scan=True)
    said = read(lay_out(*ONE), [], scan=True).source.warnings
    assert any("pictures" in line and ": 2;" in line for line in said)


def test_too_long_and_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from docnorm.readers.pdf import extract

    monkeypatch.setattr(extract, "_CODE", "import time; time.sleep(30)")
    monkeypatch.setattr(extract, "_SECONDS", 0.5)
    with pytest.raises(InputRefused, match="longer than"):
        read(lay_out(*ONE))
    monkeypatch.setattr(extract, "_CODE", "import sys; sys.exit(9)")
    monkeypatch.setattr(extract, "_SECONDS", 60)
    with pytest.raises(InputRefused, match="could not be read"):
        read(lay_out(*ONE))
    monkeypatch.undo()
    monkeypatch.setattr(extract, "_PAGES", 1)
    with pytest.raises(InputRefused, match="more than 1 pages"):
        read(lay_out(*ONE), lay_out(*ONE))


def test_the_command_reads_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(build_pdf([lay_out(*ONE)]))
    assert main([str(tmp_path / "in.pdf"), "-o", str(tmp_path / "out.docx")]) == 0
    assert "经县政府研究同意" in normalize(tmp_path / "out.docx").text


def test_what_a_scan_says_is_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:
    import json
    from types import SimpleNamespace

    from docnorm.readers.pdf import scan

    class Single(float):  # numpy's float32 is no float for JSON
        def __truediv__(self, other: float) -> object:
            return object()

    box = [
        [Single(100), Single(100)],
        [Single(300), Single(100)],
        [Single(300), Single(140)],
        [Single(100), Single(140)],
    ]
    said = SimpleNamespace(boxes=[box], txts=["通知"], scores=[0.9])
    monkeypatch.setattr(scan, "_load_engine", lambda: lambda _: said)
    page = SimpleNamespace(get_size=lambda: (595, 842), render=lambda scale: SimpleNamespace(to_numpy=list))
    glyphs = scan.read_scan(page, {})
    assert [g[0] for g in glyphs] == ["通", "知"]
    json.dumps(glyphs)
