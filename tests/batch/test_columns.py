"""Columns of text: the one field is cleaned, every other byte of the row is as it was."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.profile import Profile
from docnorm.rows.column import Column, Tally
from docnorm.rows.jsonl import clean_lines
from docnorm.structure.read import read

PROFILE = Profile("test", (scraper_marker,), read)
DIRTY = "甲##paidbegin##乙"


def cleaned(*rows: str, column: Column = Column("text")) -> tuple[list[str], Tally]:  # noqa: B008  a frozen value
    out, tally = clean_lines([row.encode() + b"\n" for row in rows], column, PROFILE)
    return out.decode().splitlines(), tally


def test_other_fields_keep_their_spelling() -> None:
    row = '{ "id":1.0e5 ,"text" : "' + DIRTY + '", "n": [1, {"text": "##paidbegin##"}], "z":"\\u4e2d" }'
    (out,), tally = cleaned(row)
    assert out == row.replace(DIRTY, "甲乙")
    assert (tally.rows, tally.cleaned, tally.rules["scraper-marker"]) == (1, 1, 1)


def test_clean_text_keeps_its_bytes_and_escapes_stay_escapes() -> None:
    kept = '{"text":"\\u4e2d\\/文"}'
    assert cleaned(kept)[0] == [kept]
    assert cleaned('{"text":"\\u4e2d##paidbegin##"}')[0] == ['{"text":"\\u4e2d"}']


@pytest.mark.parametrize(
    "row", ['{"text":null}', '{"text":3}', '{"text":["##paidbegin##"]}', '{"other":"x"}', "{}", ""]
)
def test_what_is_no_string_passes_through(row: str) -> None:
    out, tally = cleaned(row)
    assert out == [row]
    assert tally.cleaned == 0
    assert tally.broken == []


@pytest.mark.parametrize(
    "row", ["{", '{"text":"a"', "[1]", '"x"', '{"text":"a"} x', '{"text" "a"}', "{1:2}", "[" * 5000]
)
def test_a_broken_line_is_numbered_and_the_others_are_cleaned(row: str) -> None:
    out, tally = cleaned('{"text":"' + DIRTY + '"}', row, '{"text":"' + DIRTY + '"}')
    assert out == ['{"text":"甲乙"}', row, '{"text":"甲乙"}']
    assert tally.broken == [2]


def test_tallies_of_stretches_add_up_and_keep_line_numbers() -> None:
    first, second = cleaned("{}", "{")[1], cleaned("{", '{"text":"a"}')[1]
    first.add(second)
    assert (first.rows, first.broken, first.cleaned, first.absent) == (4, [2, 3], 1, 1)


def test_columns_that_tell_what_was_done() -> None:
    column = Column("text", log="log", counts="counts", flagged="flagged")
    (out,), _ = cleaned('{"text":"' + DIRTY + '","k":1}', column=column)
    row = json.loads(out)
    assert row["text"] == "甲乙"
    assert json.loads(row["counts"]) == {"scraper-marker": 1}
    assert json.loads(row["flagged"]) == []
    assert json.loads(row["log"])[0]["edits"] == [{"start": 1, "end": 14, "before": "##paidbegin##", "after": ""}]
    assert row["k"] == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.text(), JSON, max_size=4), st.text(), st.booleans())
def test_any_row_comes_back_with_one_field_changed(row: dict[str, Any], text: str, ascii_only: bool) -> None:
    row["text"] = text + "##paidend##"
    line = json.dumps(row, ensure_ascii=ascii_only).encode("utf-8", "backslashreplace")
    out, _ = clean_lines([line], Column("text"), PROFILE)
    back = json.loads(out)
    expected = row | {"text": docnorm.api.pipeline.normalize(docnorm.api.take_text(row["text"]), PROFILE).text}
    assert back == json.loads(json.dumps(expected))


def test_a_profile_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(PROFILE)) == PROFILE


def test_a_batch_keeps_rows_order_types_and_other_columns() -> None:
    pa = pytest.importorskip("pyarrow")
    for kind in (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        texts = pa.array([DIRTY, None, "丙", DIRTY]).cast(kind)
        batch = pa.RecordBatch.from_arrays([pa.array([1, 2, 3, 4]), texts], ["id", "text"])
        out = docnorm.arrow.clean_batch(batch, profile=PROFILE, log="log", counts="counts", flagged="flagged")
        assert out.column("text").to_pylist() == ["甲乙", None, "丙", "甲乙"]
        assert out.schema.field("text").type == kind
        assert out.column("id").equals(batch.column("id"))
        assert out.column("counts").to_pylist() == ['{"scraper-marker": 1}', None, "{}", '{"scraper-marker": 1}']
        assert out.column("flagged").to_pylist()[2] == []


def test_a_batch_without_the_column_is_refused() -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.RecordBatch.from_arrays([pa.array([1])], ["texts"])
    with pytest.raises(docnorm.errors.UsageError, match="did you mean 'texts'"):
        docnorm.arrow.clean_batch(batch, profile=PROFILE)
    with pytest.raises(docnorm.errors.UsageError, match="not strings"):
        docnorm.arrow.clean_batch(batch, column="texts", profile=PROFILE)
