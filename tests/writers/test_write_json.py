"""JSON output: what a document is made of, as plain values."""

from __future__ import annotations

import json

import docnorm


def test_a_table_keeps_its_rows() -> None:
    done = docnorm.normalize("| 姓名 | 年龄 |\n|--|--|\n| 张三 |  |\n| 李四 | 13 |\n".encode(), format="md")
    (table,) = json.loads(done.to_bytes("json"))["blocks"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [["姓名", "年龄"], ["张三", ""], ["李四", "13"]]
    assert all(done.text[c["start"] : c["end"]] == c["text"] for row in table["rows"] for c in row)


def test_only_tables_have_rows() -> None:
    (block,) = json.loads(docnorm.normalize("正文。".encode()).to_bytes("json"))["blocks"]
    assert "rows" not in block
