"""One change, said alike by every output: JSON, the log of a row, an Arrow column, ``--check``, report and comments."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest

import docnorm
from docnorm.draft import Fate
from docnorm.result import Normalized
from docnorm.rows.column import Column
from docnorm.rows.jsonl import clean_lines
from docnorm.writers.changes import record_changes, to_json
from docnorm.writers.findings import list_findings

TEXTS = (
    "张ＸＸ同志在会上讲话。",  # width makes XX of what the gap rule then points at
    "20ＸＸ年Ｘ月Ｘ日，李××来了。",
    '他说:"好"，又说“好。',
    "党zuzhi生活会，  好的",
    "一、总则\n三、附则",
    "第3条规定，见第12条。",
    "这是一份干净的文件。",
    "",
)


def _log(text: str, profile: str) -> Any:
    row = json.dumps({"text": text}, ensure_ascii=False).encode()
    data, _ = clean_lines([row], Column("text", log="log"), docnorm.get_profile(profile))
    return json.loads(json.loads(data)["log"])


def _json(document: Normalized) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = json.loads(document.to_bytes("json"))["changes"]
    return changes


@pytest.mark.parametrize("profile", ["gongwen", "corpus"])
@pytest.mark.parametrize("text", TEXTS)
def test_the_log_of_a_row_says_what_the_json_says(text: str, profile: str) -> None:
    document = docnorm.normalize_text(text, profile)
    said = [{k: v for k, v in change.items() if k not in {"line", "column"}} for change in _json(document)]
    assert _log(text, profile) == said


@pytest.mark.parametrize("text", TEXTS)
def test_an_arrow_column_says_what_the_log_of_a_row_says(text: str) -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.RecordBatch.from_pydict({"text": [text]})
    log = docnorm.arrow.clean_batch(batch, profile="gongwen", log="log").column("log").to_pylist()
    assert [json.loads(row) for row in log] == [_log(text, "gongwen")]


@pytest.mark.parametrize("text", TEXTS)
def test_check_names_the_places_and_reasons_of_the_json(text: str) -> None:
    document = docnorm.normalize_text(text)
    for fate in (Fate.APPLIED, Fate.SUGGESTED):
        found = [(f.line, f.column, f.rule, f.why) for f in list_findings(document, "-", fate)]
        said = [(c["line"], c["column"], c["rule"], c["why"]) for c in _json(document) if c["fate"] == fate]
        assert found == sorted(said)


def test_a_gap_written_wide_is_pointed_at_and_not_replaced() -> None:
    document = docnorm.normalize_text("张ＸＸ同志在会上讲话。")
    gap = next(change for change in record_changes(document.draft) if change.rule == "placeholder")
    assert gap.finding
    assert gap.offers == ()
    assert [(edit.before, edit.after) for edit in gap.edits] == [("ＸＸ", "ＸＸ")]
    assert to_json(gap, (1, 2))["edits"] == [{"start": 1, "end": 3, "before": "ＸＸ", "after": "ＸＸ"}]
    assert next(c for c in _log("张ＸＸ同志在会上讲话。", "gongwen") if c["rule"] == "placeholder")["why"]


@pytest.mark.parametrize("text", TEXTS)
def test_comments_and_report_offer_what_the_json_offers(text: str) -> None:
    document = docnorm.normalize_text(text)
    suggested = [c for c in record_changes(document.draft) if c.fate == "suggested"]
    with zipfile.ZipFile(io.BytesIO(document.to_bytes("docx", track_changes=True))) as archive:
        names = archive.namelist()
        part = archive.read("word/comments.xml").decode() if "word/comments.xml" in names else ""
    comments = [re.sub(r"<[^>]+>", "", c) for c in re.findall(r"<w:comment .*?</w:comment>", part)]
    wordings = {rule.id: rule.chinese for rule in document.profile.rules}  # comments speak Chinese
    meant = [
        "".join((wordings[c.rule].translate(c.why) or c.why, *(f"→ {o}" for o in c.offers if o.strip())))
        for c in suggested
    ]
    assert sorted(comments) == sorted(re.sub(r"&", "&amp;", row) for row in meant)
    page = document.to_bytes("report").decode()
    rows = re.findall(r'<tr id="s\d+">.*?</tr>', page)
    assert len(rows) == len(suggested)
    assert sum(" → " in row for row in rows) == sum(bool(c.offers) for c in suggested)


def test_a_candidate_is_offered_before_the_edit() -> None:
    document = docnorm.normalize_text("加强党的jianshe和jiandu工作。", apply="certain")
    with_candidates = [c for c in record_changes(document.draft) if c.candidates]
    assert with_candidates
    assert all(c.offers == c.candidates for c in with_candidates)
    assert all(to_json(c)["candidates"] == list(c.candidates) for c in with_candidates)
