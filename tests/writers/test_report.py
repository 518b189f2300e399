"""The report: it tells everything, reads without scripts, and nothing of the document acts in it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from docnorm import Fix, Normalized, Profile, Safety, api, cleaner, replace
from docnorm.edit import Span
from docnorm.errors import UsageError
from docnorm.pipeline import line as pipeline
from docnorm.source import Decoding, Lost, Source
from docnorm.structure.read import read
from docnorm.writers.report.page import write_report

from payloads import PAYLOADS


@cleaner("quote", trigger="'")
def quote(text: str) -> Iterator[Fix]:
    """Straight ``quotes``."""
    for m in re.finditer("'", text):
        yield replace(*m.span(), "’", why="an apostrophe")


@cleaner("house.doubt")
def doubt(text: str) -> Iterator[Fix]:
    """Whatever is in brackets."""
    for m in re.finditer(r"\[([^\]]*)\]", text):
        yield replace(*m.span(), m[1], m[1], Safety.SUGGEST, (m[1], "<b>另</b>"))


@cleaner("placeholder")
def gap(text: str) -> Iterator[Fix]:
    """Gaps."""
    for m in re.finditer("某某", text):
        yield replace(*m.span(), m[0], "a gap", Safety.SUGGEST)


@cleaner("blank-line")
def blank(text: str) -> Iterator[Fix]:
    """Blank lines."""
    for m in re.finditer(r"\n\n+", text):
        yield replace(m.start() + 1, m.end(), "", why="one too many")


PROFILE = Profile("p", (quote, doubt, gap, blank), read)


def _done(text: str, path: str | None = "in.txt", **source: object) -> Normalized:
    found = Source(text, "txt", Decoding("utf-8", "declared"), path=path, origin=text)
    return pipeline.normalize(found, PROFILE, api.FORMATS)


class _Page(HTMLParser):
    """The elements of a page, with their attributes and the text in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.data.append((self._open[-1] if self._open else "", data))

    @property
    def text(self) -> str:
        return "".join(data for tag, data in self.data if tag not in {"style", "script", "title"})


ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "p", "a", "nav"),
    *("label", "input", "span", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd", "div", "i"),
    *("del", "ins", "mark", "b", "ul", "li", "details", "summary", "pre", "code", "script"),
}
ATTRIBUTES = {
    "data-h",
    "data-at",
    "data-new",
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "id",
    "class",
    "title",
    "type",
    "checked",
    "href",
}


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_nothing_of_the_document_acts(payload: str) -> None:
    done = _done(f"甲{payload}'乙\n[{payload}]某某{payload}\n\n", path=f"{payload}.txt")
    page = _Page(done.report_html())
    assert {tag for tag, _ in page.tags} <= ELEMENTS
    assert {name for _, attrs in page.tags for name in attrs} <= ATTRIBUTES
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert all(re.fullmatch(r"#(s|at|rule-r)\d+", link) for link in links)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.report_html())


def test_the_policy_names_exactly_what_stands_on_the_page() -> None:
    page = _Page(_done("it's").report_html())
    (policy,) = [a["content"] or "" for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        (held,) = ["".join(d for t, d in page.data if t == tag)]
        digest = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy


def _cells(html: str) -> list[list[str]]:
    return [re.sub(r"<[^>]*>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL)]


def test_counts_stand_beside_the_rules_in_plain_html() -> None:
    html = _done("it's 'so'\n[x]\n\n\n某某").report_html()
    rows = {row[0]: row for row in _cells(html) if row}
    assert rows["quote"][-3:] == ["3", "0", "0"]
    assert rows["house.doubt"][-3:] == ["0", "1", "0"]
    assert rows["合计"][-3:] == ["4", "1", "1"]  # the gap is held back: nothing here owns it


def test_both_sides_hold_the_whole_text() -> None:
    done = _done("甲's\n\n\n乙[丙]\n丁 'x'\n末")
    html = done.report_html()
    body = html[html.index('<div class="doc">') :]
    cells = re.findall(r"<p>(.*?)</p><p>(.*?)</p>", body, re.DOTALL)
    strip = re.compile(r'<a class="at".*?</a>|<span class="sign">.</span>|<[^>]*>', re.DOTALL)
    before = "\n".join(strip.sub("", re.sub(r"<ins.*?</ins>", "", b)) for b, _ in cells)
    after = "\n".join(strip.sub("", a) for _, a in cells)
    assert after.replace("&#x27;", "'") == done.text
    assert before.replace("&#x27;", "'").replace("\n", "") == done.original.replace("\n", "").replace(" ", " ")


def test_lines_are_numbered_as_in_the_original() -> None:
    html = _done("一\n\n\n二's\n三").report_html()
    assert re.findall(r"<i>(\d+)</i>", html) == ["1", "2", "5"]  # the blank lines 2 and 3 went with what follows


def test_losses_warnings_and_faults_are_told() -> None:
    decoding = Decoding("gb18030", "detected", 0.5, (), (Lost(Span(0, 1), b"\xff\xfe"),))
    source = Source("\ufffd文", "txt", decoding, path="x.txt", origin=b"", warnings=("2 comments were dropped",))

    @cleaner("breaks")
    def breaks(text: str) -> Iterator[Fix]:
        """Break."""
        raise KeyError(text)

    html = write_report(pipeline.normalize(source, Profile("p", (breaks,), read))).decode()
    for told in ("gb18030", "50.0%", "ff fe", "2 comments were dropped", "breaks", "KeyError"):
        assert told in html


def test_languages_and_options() -> None:
    done = _done("it's")
    assert '<html lang="en">' in done.report_html(lang="en")
    with pytest.raises(UsageError, match="zh and en"):
        done.report_html(lang="fr")
    with pytest.raises(UsageError, match="'lang'"):
        done.report_html(lan="en")


def test_the_same_document_gives_the_same_page() -> None:
    assert _done("it's [x]").report_html() == _done("it's [x]").report_html()
