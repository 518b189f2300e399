"""An outline moves with its text: every span of every block, whatever the text before it became."""

from __future__ import annotations

from docnorm.edit import Hunk, Patch, Span
from docnorm.outline import Block, Label, Outline, Role

TEXT = "一、总则\n（一）目标。要快。\n|甲|乙|\n"
HEADING = Block(Span(0, 4), Role.HEADING, 1, Label(Span(0, 2), "han-comma", (1,)))
RUN_ON = Block(Span(5, 14), Role.HEADING, 2, Label(Span(5, 8), "han-paren", (1,)), lead=Span(5, 11))
TABLE = Block(Span(15, 20), Role.TABLE, cells=((Span(16, 17), Span(18, 19)),))
OUTLINE = Outline(TEXT, (HEADING, RUN_ON, TABLE))


def test_every_span_of_a_block_follows_a_step() -> None:
    step = Patch((Hunk(Span(0, 2), "第一、", (0,)), Hunk(Span(11, 14), "", (1,)), Hunk(Span(16, 17), "丙丁", (2,))))
    after = OUTLINE.follow(step)
    assert after.text == "第一、总则\n（一）目标。\n|丙丁|乙|\n"
    assert after.blocks == (
        Block(Span(0, 5), Role.HEADING, 1, Label(Span(0, 3), "han-comma", (1,))),
        Block(Span(6, 12), Role.HEADING, 2, Label(Span(6, 9), "han-paren", (1,)), lead=Span(6, 12)),
        Block(Span(13, 19), Role.TABLE, cells=((Span(14, 16), Span(17, 18)),)),
    )
    assert [after.read(c) for c in after.blocks[2].cells[0]] == ["丙丁", "乙"]


def test_a_block_that_a_step_emptied_is_gone() -> None:
    after = OUTLINE.follow(Patch((Hunk(Span(5, 15), "", (0,)),)))
    assert [after.read(b.span) for b in after.blocks] == ["一、总则", "|甲|乙|"]


def test_a_block_of_one_character_is_kept() -> None:
    after = OUTLINE.follow(Patch((Hunk(Span(0, 3), "", (0,)),)))
    assert after.read(after.blocks[0].span) == "则"


def test_no_step_no_new_outline() -> None:
    assert OUTLINE.follow(Patch()) is OUTLINE


def test_outlines_of_stretches_stand_one_behind_the_other() -> None:
    whole = Outline.joined(TEXT * 3, [OUTLINE] * 3)
    assert whole.text == TEXT * 3
    assert [whole.read(b.span) for b in whole.blocks] == [OUTLINE.read(b.span) for b in OUTLINE.blocks] * 3
    assert [b.span.start for b in whole.blocks[::3]] == [0, len(TEXT), 2 * len(TEXT)]
    heading, run_on, table = whole.blocks[3:6]
    at = len(TEXT)
    assert whole.blocks[0] is HEADING
    assert heading.label == Label(Span(at, at + 2), "han-comma", (1,))
    assert (run_on.lead, run_on.level) == (Span(at + 5, at + 11), 2)
    assert table.cells == ((Span(at + 16, at + 17), Span(at + 18, at + 19)),)
    assert Outline.joined("", []) == Outline("", ())
