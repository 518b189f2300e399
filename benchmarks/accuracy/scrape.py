"""What scraping left: tokens of systems, debris of pages and sites, and that no line of prose goes with it."""

from __future__ import annotations

import json
import lzma
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from docnorm.cleaners.scrapes.boilerplate import boilerplate
from docnorm.cleaners.scrapes.scraper_marker import scraper_marker
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.rule import Rule

OWN = Path(__file__).parents[2] / "tests" / "texts" / "boilerplate"


def rows(shared: Path) -> list[Row]:
    return [*_own(), *_tokens(shared / "cases/structure/page_tokens.tsv"), *_published(shared), *_speed()]


def _clean(rule: Rule[str], text: str) -> Draft:
    return Draft.of(text).revise(rule.id, rule(text), Safety.LIKELY, rule.owns)[0]


def _own() -> Iterator[Row]:
    """Lines of texts written by hand: ``-|`` is debris, `` |`` is text."""
    debris = gone = prose = lost = 0
    for path in sorted(OWN.glob("*.txt")):
        marked = path.read_text(encoding="utf-8").splitlines()
        left = _clean(boilerplate, "\n".join(row[2:] for row in marked)).text.split("\n")
        for row in marked:
            if row[2:].strip():
                debris += row[0] == "-"
                gone += row[0] == "-" and row[2:] not in left
                prose += row[0] == " "
                lost += row[0] == " " and row[2:] not in left
    yield Row("debris of pages and sites removed", _share(gone, debris), ">= 95 %", debris, "hand-written texts")
    yield Row("prose lines lost", str(lost), "0", prose, "hand-written texts")


def _tokens(path: Path) -> Iterator[Row]:
    if not path.is_file():
        yield Row("tokens of systems removed", "-", "100 %", 0, "no cases here")
        return
    tokens = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    right = 0
    for token in tokens:
        filled = (
            token.replace("NAME", "清风")
            .replace("TIME", "2012-3-4 12:30")
            .replace("NUMBER", "123")
            .replace("> <", "><")
        )
        wanted = "前文。" + ("中间的正文" if "…" in filled else "") + "后文。"
        right += _clean(scraper_marker, "前文。" + filled.replace(" … ", "中间的正文") + "后文。").text == wanted
    yield Row("tokens of systems removed, text kept", _share(right, len(tokens)), "100 %", len(tokens))


def _published(shared: Path) -> Iterator[Row]:
    """Published texts. A line of debris has no full stop; a removed line with one is a sentence lost."""
    for name, title in (
        ("statutes", "statutes"),
        ("govcn_plain", "gov.cn documents"),
        ("reports", "provincial reports"),
    ):
        path = shared / "cases/structure" / f"{name}.jsonl"
        texts = (
            [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
            if path.is_file()
            else []
        )
        yield _lost(f"sentences lost, {title}", texts)
    corpus = shared / "corpora/official-zh.txt.xz"
    texts = lzma.decompress(corpus.read_bytes()).decode("utf-8").split("\f") if corpus.is_file() else []
    yield _lost("sentences lost, official corpus", texts)


def _lost(title: str, texts: list[str]) -> Row:
    lines = removed = sentences = 0
    for text in texts:
        lines += text.count("\n") + 1
        for hunk in (h for rule in (scraper_marker, boilerplate) for h in _clean(rule, text).patch.hunks):
            taken = text[hunk.span.start : hunk.span.end].strip().split("\n")
            removed += len(taken)
            sentences += sum(line.endswith(("。", "；")) for line in taken)
    return Row(title, str(sentences), "0", lines, f"{removed} lines of debris removed" if texts else "no cases here")


def _speed() -> Iterator[Row]:
    line = "　　各级人民政府要加强组织领导，明确责任分工，强化督促检查，确保各项任务落到实处、取得实效。\n"
    text = line * (1_000_000 // len(line.encode()))
    for rule in (scraper_marker, boilerplate):
        took = []
        for part in (text[: len(text) // 4], text):
            start = time.process_time()
            list(rule(part))
            took.append(time.process_time() - start)
        note = f"t(4n)/t(n) = {took[1] / max(took[0], 1e-4):.1f}"
        yield Row(f"{rule.id}, clean prose", f"{len(text.encode()) / 1e6 / took[1]:.0f} MB/s", "-", len(text), note)


def _share(right: int, count: int) -> str:
    return f"{100 * right / count:.1f} %"
