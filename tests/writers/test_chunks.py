"""Pieces for a search index: headings, sentences, offsets, overlap; nothing is lost, nothing is cut in two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docnorm import normalize_text
from docnorm.command.main import main
from docnorm.errors import UsageError
from docnorm.result import Normalized
from docnorm.writers.chunks import cut_chunks

NOTICE = """某县人民政府关于秋粮收购的通知
各乡镇人民政府：
为做好今年秋粮收购工作，现通知如下。
一、总体要求
坚持优质优价。坚持应收尽收！他说：“不打白条。”这是底线。
（一）基本原则
农民自愿。市场定价。
（二）工作目标。收购总量不低于上年。不发生“卖粮难”。
二、附则
"""


def cut(text: str, size: int, overlap: int = 0) -> list[dict[str, object]]:
    return list(cut_chunks(normalize_text(text), size, overlap))


def test_each_piece_names_the_headings_above_it() -> None:
    assert [(c["breadcrumb"], c["text"]) for c in cut(NOTICE, 200)] == [
        (
            "某县人民政府关于秋粮收购的通知",
            "某县人民政府关于秋粮收购的通知\n各乡镇人民政府：\n为做好今年秋粮收购工作，现通知如下。",
        ),
        (
            "某县人民政府关于秋粮收购的通知 > 一、总体要求",
            "坚持优质优价。坚持应收尽收！他说：“不打白条。”这是底线。",
        ),
        ("某县人民政府关于秋粮收购的通知 > 一、总体要求 > （一）基本原则", "农民自愿。市场定价。"),
        (
            "某县人民政府关于秋粮收购的通知 > 一、总体要求 > （二）工作目标",
            "（二）工作目标。收购总量不低于上年。不发生“卖粮难”。",
        ),
        ("某县人民政府关于秋粮收购的通知 > 二、附则", "二、附则"),
    ]


def test_no_sentence_is_cut_in_two() -> None:
    pieces = [c["text"] for c in cut(NOTICE, 9)]
    assert "坚持优质优价。" in pieces
    assert "他说：“不打白条。”这是底线。" in pieces  # longer than 9, and whole


def test_overlap_repeats_whole_sentences() -> None:
    text = "一、甲\n第一句在这里。第二句在这里。第三句在这里。第四句在这里。\n"
    assert [c["text"] for c in cut(text, 14, 7)] == [
        "第一句在这里。第二句在这里。",
        "第二句在这里。第三句在这里。",
        "第三句在这里。第四句在这里。",
    ]


def test_offsets_point_into_the_text_and_into_the_original() -> None:
    document = normalize_text("一、目标\n全县粮食稳产 , 农民增收。\n二、措施\n加强领导,压实责任。\n")
    for piece in cut_chunks(document, 100):
        assert document.text[piece["start"] : piece["end"]] == piece["text"]
    last = list(cut_chunks(document, 100))[-1]["original"]
    assert document.original[last["start"] : last["end"]] == "加强领导,压实责任。"


@given(
    st.lists(
        st.sampled_from(["一、甲", "（一）乙", "二、丙", "他来了。", "“走吧。”她说。走了！", "没有句号"]), max_size=12
    ),
    st.integers(1, 40),
    st.integers(0, 20),
)
def test_nothing_is_lost_and_pieces_are_in_order(lines: list[str], size: int, overlap: int) -> None:
    document = normalize_text("\n".join(lines))
    pieces = list(cut_chunks(document, size, min(overlap, size - 1)))
    covered = set()
    for piece in pieces:
        covered |= set(range(piece["start"], piece["end"]))
    heads = {k for b in document.outline.blocks if b.heads for k in range(b.span.start, b.span.end)}
    assert all(k in covered or k in heads or c.isspace() for k, c in enumerate(document.text))
    assert [p["start"] for p in pieces] == sorted(p["start"] for p in pieces)
    assert [p["number"] for p in pieces] == list(range(len(pieces)))
    said = " ".join(p["breadcrumb"] + p["text"] for p in pieces)
    assert all(document.outline.read(b.span) in said for b in document.outline.blocks if b.heads)


def test_the_command_writes_pieces(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text(NOTICE, encoding="utf-8")
    assert main([str(tmp_path / "in.txt"), "--to", "jsonl", "--chunk", "20", "--overlap", "8"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["schema"] for row in rows} == {"docnorm/chunk/1"}
    assert rows[0]["pages"] is None


@pytest.mark.parametrize("options", [{"overlap": 5}, {"chunk": 10, "overlap": 10}])
def test_an_overlap_that_makes_no_sense_is_refused(options: dict[str, int]) -> None:
    document: Normalized = normalize_text(NOTICE)
    with pytest.raises(UsageError, match="overlap"):
        document.to_bytes("jsonl", **options)


def test_the_number_of_an_entry_stays_with_its_words() -> None:
    text = "检索分三步，\n1. RAG 先召回，再重排\n2. BM25 只看词，不看意思\n13. Faiss 存向量，不存原文\n"
    for size in (12, 20, 30):
        assert not [c for c in cut(text, size) if str(c["text"]).rstrip().endswith((" 1.", "\n1.", "2.", "13."))]
    assert [c["text"] for c in cut("It was built in 1984. The rest followed.", 24)] == [
        "It was built in 1984.",
        "The rest followed.",
    ]
