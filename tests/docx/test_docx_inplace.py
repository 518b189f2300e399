"""What is put back into a user's file: the changes, all of them, and nothing else."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from docnorm.draft import Draft
from docnorm.edit import Hunk, Patch, Safety, Span, replace
from docnorm.errors import OutputFailed, UsageError
from docnorm.readers.docx import read_docx
from docnorm.result import Normalized
from docnorm.source import Source
from docnorm.writers.docx import write_docx
from docnorm.writers.docx.edit.inplace import write_inplace

import docx_build as build
from docx_markup import body, line, part, run
from docx_random import PROFILE, RULES, Maker, changed, resolved


def edited(data: bytes, *edits: tuple[str, str], safety: Safety = Safety.CERTAIN) -> Normalized:
    """Read ``data`` and replace the first occurrence of each ``old`` by its ``new``."""
    source = read_docx(data)
    draft = Draft.of(source.text, source.marks)
    fixes = []
    for old, new in edits:
        at = source.text.index(old)
        fixes.append(replace(at, at + len(old), new, "because", safety))
    draft, _ = draft.revise("the-rule", fixes, Safety.LIKELY)
    return Normalized(source, draft, PROFILE)


def patched(source: Source, *hunks: Hunk) -> Normalized:
    """Change a source without asking what is protected in it, which takes long on one long line."""
    step = Patch(hunks)
    return Normalized(source, Draft(source.text, step.apply(source.text), source.marks, steps=(step,)), PROFILE)


def kept(document: Normalized) -> str:
    return body(write_inplace(document, look="keep"))


@pytest.mark.parametrize("seed", range(120))
def test_clean_accepted_and_rejected_are_what_they_should_be(seed: int) -> None:
    data = Maker(seed).docx()
    document = changed(data, seed)
    assert read_docx(write_inplace(document, look="keep")).text == document.text
    tracked = write_inplace(document, track_changes=True, look="keep")
    assert read_docx(resolved(tracked, accept=True)).text == document.text
    assert read_docx(resolved(tracked, accept=False)).text == document.original
    ids = re.findall(r'<w:(?:ins|del|pPrChange) w:id="(\d+)" w:author="rule', part(tracked))
    assert len(ids) == len(set(ids))
    assert "docnorm-split" not in part(tracked)


def test_an_edit_across_runs_takes_the_face_of_its_first_character() -> None:
    data = build.docx(line(run("跨", "<w:b/>"), run("zu", "<w:i/>"), run("zhi"), run("生活")))
    assert kept(edited(data, ("zuzhi", "组织"))) == line(run("跨", "<w:b/>"), run("组织", "<w:i/>"), run("生活"))


def test_a_tracked_edit_is_a_deletion_and_an_insertion_by_its_rule() -> None:
    data = build.docx(line(run("党zuzhi生活", "<w:b/>")))
    out = body(write_inplace(edited(data, ("zuzhi", "组织")), track_changes=True, look="keep"))
    stamp = 'w:author="the-rule" w:date="2000-01-01T00:00:00Z"'
    old = run("zuzhi", "<w:b/>").replace("w:t>", "w:delText>")
    assert out == line(
        run("党", "<w:b/>"),
        f'<w:del w:id="1" {stamp}>{old}</w:del>',
        f'<w:ins w:id="2" {stamp}>{run("组织", "<w:b/>")}</w:ins>',
        run("生活", "<w:b/>"),
    )


def test_nothing_changed_gives_every_part_back() -> None:
    data = build.docx(line(run("正文")), {"styles": "", "header1": line(run("眉"))})
    out = write_inplace(edited(data), look="keep")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert {n: old.read(n) for n in old.namelist()} == {n: new.read(n) for n in new.namelist()}


def test_only_the_part_that_changed_is_written_again() -> None:
    data = build.docx(line(run("正文")), {"header1": line(run("眉 头")), "styles": "<w:style/>"})
    out = write_inplace(edited(data, (" ", "")), look="keep")
    assert part(out) == part(data)
    assert "<w:t>眉头</w:t>" in part(out, "word/header1.xml").replace(' xml:space="preserve"', "")


def test_an_empty_paragraph_goes_and_its_neighbours_stay_as_they_are() -> None:
    centred = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    data = build.docx(line(centred, run("题")) + "<w:p/>" + line(run("文")))
    assert kept(edited(data, ("\n\n", "\n"))) == line(centred, run("题")) + line(run("文"))
    tracked = write_inplace(edited(data, ("\n\n", "\n")), track_changes=True, look="keep")
    assert body(resolved(tracked, accept=True, authors=["the-rule"])).count(centred) == 1


def test_a_cut_line_is_joined_and_a_glued_one_cut() -> None:
    left = '<w:pPr><w:jc w:val="left"/></w:pPr>'
    data = build.docx(line(left, run("上")) + line(run("下")))
    assert kept(edited(data, ("\n", ""))) == line(left, run("上"), run("下"))
    data = build.docx(line(left, run("题文", "<w:b/>")))
    assert kept(edited(data, ("文", "\n文"))) == line(left, run("题", "<w:b/>")) + line(left, run("文", "<w:b/>"))


def test_a_soft_return_becomes_a_paragraph() -> None:
    data = build.docx(line("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"))
    assert kept(edited(data, ("\u2028", "\n"))) == line(run("上")) + line(run("下"))


def test_a_section_outlives_the_paragraph_that_carried_it() -> None:
    data = build.docx(line(run("上")) + line("<w:pPr><w:sectPr/></w:pPr>", run("下")) + line(run("后")))
    assert "<w:pPr><w:sectPr/></w:pPr>" in kept(edited(data, ("\n", "")))


def test_only_the_first_part_of_a_numbered_paragraph_keeps_its_number() -> None:
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    of = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{of}'
    data = build.docx(line(numbered, run("题文")), {"numbering": lists})
    document = edited(data, ("文", "\n文"))
    off = numbered.replace('numId w:val="1"', 'numId w:val="0"')
    assert kept(document) == line(numbered, run("题")) + line(off, run("文"))
    tracked = write_inplace(document, track_changes=True, look="keep")
    assert body(resolved(tracked, accept=False, authors=["the-rule"])).startswith(f"<w:p>{numbered}")


def test_a_numbered_paragraph_cut_twice_has_one_number_and_its_dress_throughout() -> None:
    dress = '<w:jc w:val="center"/>'
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{dress}</w:pPr>'
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    of = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>{of}'
    data = build.docx(line(numbered, run("甲乙丙")), {"numbering": lists})
    document = edited(data, ("乙", "\n乙"), ("丙", "\n丙"))
    off = numbered.replace('numId w:val="1"', 'numId w:val="0"')
    assert kept(document) == line(numbered, run("甲")) + line(off, run("乙")) + line(off, run("丙"))
    tracked = write_inplace(document, track_changes=True, look="keep")
    back = resolved(tracked, accept=False, authors=["the-rule"])
    assert body(back).startswith(f"<w:p>{numbered}<w:r>")
    assert read_docx(back).text == "甲乙丙"


def test_a_cut_inside_a_link_leaves_both_halves_linked() -> None:
    link = '<w:hyperlink r:id="r-link">{}</w:hyperlink>'
    data = build.docx(line(link.format(run("甲") + run("乙"))), relations=build.external("hyperlink", key="r-link"))
    assert kept(edited(data, ("乙", "\n乙"))) == line(link.format(run("甲"))) + line(link.format(run("乙")))


def test_paragraphs_of_somebody_elses_revision_are_cut_and_joined() -> None:
    theirs = '<w:pPr><w:rPr><w:ins w:id="3" w:author="李四" w:date="2024-01-01T00:00:00Z"/></w:rPr></w:pPr>'
    section = "<w:pPr><w:sectPr/></w:pPr>"
    for data in (
        build.docx(line(theirs, run("甲乙")) + line(run("丙"))),
        build.docx(line(section, run("甲乙")) + line(run("丙"))),
    ):
        document = edited(data, ("乙", "\n乙"))
        for tracked in (False, True):
            out = write_inplace(document, track_changes=tracked, look="keep")
            assert read_docx(resolved(out, accept=True)).text == document.text
            assert part(out).count("<w:sectPr/>") == part(data).count("<w:sectPr/>")
        joined = edited(data, ("\n", ""))
        assert read_docx(write_inplace(joined, look="keep")).text == joined.text


def test_an_inserted_text_of_somebody_else_is_cut_not_nested() -> None:
    theirs = '<w:ins w:id="7" w:author="李四" w:date="2024-01-01T00:00:00Z">{}</w:ins>'
    data = build.docx(line(theirs.format(run("新zu的"))))
    out = body(write_inplace(edited(data, ("zu", "组")), track_changes=True, look="keep"))
    assert re.sub(r"<(/?)w:(ins|del)(?: [^>]*)?>", r"<\1\2>", out) == line(
        f"<ins>{run('新')}<del>{run('zu').replace('w:t>', 'w:delText>')}</del></ins><ins>{run('组')}</ins>"
        f"<ins>{run('的')}</ins>"
    )


def test_a_text_box_is_changed_in_both_of_its_copies() -> None:
    box = f"<w:pict><w:txbxContent>{line(run('框zu'))}</w:txbxContent></w:pict>"
    both = f'<mc:Choice Requires="v">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    twice = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    assert kept(edited(build.docx(line(twice)), ("zu", "组"))).count("框组") == 2


def test_a_suggestion_is_a_comment_around_its_words() -> None:
    document = edited(build.docx(line(run("请核实此处"))), ("核实", "核对"), safety=Safety.SUGGEST)
    out = write_inplace(document, track_changes=True, look="keep")
    reference = '<w:r><w:commentReference w:id="1"/></w:r>'
    assert body(out) == line(
        run("请"),
        '<w:commentRangeStart w:id="1"/>',
        run("核实"),
        '<w:commentRangeEnd w:id="1"/>',
        reference,
        run("此处"),
    )
    assert 'w:author="the-rule"' in part(out, "word/comments.xml")
    assert "because" in part(out, "word/comments.xml")
    assert "核对" in part(out, "word/comments.xml")
    assert "/word/comments.xml" in part(out, "[Content_Types].xml")
    assert read_docx(out).text == document.text


def test_comments_join_those_that_there_are() -> None:
    theirs = f'<w:comment w:id="5" w:author="张三">{line(run("好"))}</w:comment>'
    data = build.docx(line(run("请核实")), {"comments": theirs})
    out = write_inplace(edited(data, ("核实", "核对"), safety=Safety.SUGGEST), track_changes=True, look="keep")
    assert re.findall(r'<w:comment w:id="(\d+)"', part(out, "word/comments.xml")) == ["5", "6"]


def test_a_part_of_ours_takes_a_name_that_nobody_bears() -> None:
    made = build.parts(line(run("请核实")))
    data = build.pack({**made, "word/comments.xml": b"<a/>", "word/Comments2.xml": b"<a/>"})
    out = write_inplace(edited(data, ("核实", "核对"), safety=Safety.SUGGEST), track_changes=True, look="keep")
    assert "核对" in part(out, "word/comments3.xml")


def test_an_object_without_its_file_is_gone_and_a_text_beside_it_stays() -> None:
    relations = build.external("oleObject") + build.external("subDocument", key="r-sub")
    thing = (
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="r-out"/></w:object></w:r>'
    )
    data = build.docx(line(thing, run("文")) + '<w:subDoc r:id="r-sub"/>', relations=relations)
    out = write_inplace(edited(data), look="keep")
    assert "OLEObject" not in part(out)
    assert "subDoc" not in part(out)
    assert run("文") in body(out)


def test_an_output_asks_for_nothing_outside() -> None:
    relations = build.external("image") + build.external("hyperlink", key="r-link")
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="r-out"/></v:shape></w:pict></w:r>'
    data = build.docx(line(f'<w:hyperlink r:id="r-link">{run("链")}</w:hyperlink>', picture), relations=relations)
    out = write_inplace(edited(data), look="keep")
    assert "r-out" not in part(out)
    assert "r-link" in part(out)
    assert re.findall(r'Id="([^"]*)"', part(out, "word/_rels/document.xml.rels")) == ["r-link"]


def test_a_relationship_that_leads_nowhere_is_dropped() -> None:
    nowhere = '<Relationship Id="r-lost" Type="http://x/image" Target="../../etc/passwd"/>'
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="r-lost"/></v:shape></w:pict></w:r>'
    out = write_inplace(edited(build.docx(line(picture, run("文")), relations=nowhere)), look="keep")
    assert "r-lost" not in part(out)
    assert "r-lost" not in part(out, "word/_rels/document.xml.rels")


def test_a_part_that_nothing_refers_to_is_not_carried_on() -> None:
    data = build.pack({**build.parts(line(run("文"))), "word/media/stray.bin": b"?"})
    with zipfile.ZipFile(io.BytesIO(write_inplace(edited(data), look="keep"))) as archive:
        assert "word/media/stray.bin" not in archive.namelist()


def test_a_comment_of_the_file_does_not_cut_the_text_that_it_stands_in() -> None:
    data = build.docx(line(run("学习<!-- a -->zuzhi<?b c?>生活")))
    assert read_docx(data).text == "学习zuzhi生活"
    assert body(write_docx(edited(data, ("zuzhi", "组织")))) == line(run("学习组织生活"))


def test_a_part_that_is_no_xml_is_not_handed_on() -> None:
    held = build.parts(line(run("学习zuzhi")), {"settings": ""})
    data = build.pack({**held, "word/settings.xml": b"<w:settings/>"})
    with pytest.raises(OutputFailed, match="no XML"):
        write_docx(edited(data, ("zuzhi", "组织")), look="keep")


def test_what_xml_cannot_hold_is_not_written() -> None:
    assert "甲\ufffd乙" in kept(edited(build.docx(line(run("a"))), ("a", "甲\x00乙")))


def test_a_text_too_long_to_be_read_again_is_cut() -> None:
    source = read_docx(build.docx(line(run("整" * 4_000_000 + "a"))))
    out = kept(patched(source, Hunk(Span(4_000_000, 4_000_001), "b", ())))
    assert [len(t) for t in re.findall(r"<w:t>([^<]*)", out)] == [2_500_000, 1_500_001]


def test_many_edits_of_one_text_take_time_in_proportion() -> None:
    source = read_docx(build.docx(line(run("党 " * 10_000))))
    document = patched(source, *(Hunk(Span(i, i + 1), "", ()) for i in range(1, 20_000, 2)))
    tracked = write_inplace(document, track_changes=True, look="keep")
    assert read_docx(resolved(tracked, accept=True, authors=["docnorm"])).text == document.text
    assert read_docx(write_inplace(document, look="keep")).text == document.text


def test_nesting_too_deep_for_a_tree_is_a_clean_failure() -> None:
    deep = build.docx("<w:smartTag>" * 3000 + line(run("底 部")) + "</w:smartTag>" * 3000)
    with pytest.raises(OutputFailed, match="nested too deep"):
        write_inplace(edited(deep, (" ", "")), look="keep")


def test_the_door_takes_word_files_this_way() -> None:
    document = edited(build.docx(line(run("a b"))), (" ", ""))
    assert body(write_docx(document, look="keep")) == line(run("ab"))
    with pytest.raises(UsageError, match="track_changes"):
        write_docx(document, track_change=True)
    assert RULES
