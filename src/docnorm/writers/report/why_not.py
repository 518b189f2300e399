"""The report's answer to "why not?": fixes that were held back, each with what stood in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docnorm.explain import explain_refusals
from docnorm.result import Normalized
from docnorm.text.places import Lines
from docnorm.writers.report.lines import Named, escape, say_both

_MOST = 2000  # rows on one page: more is no longer a list to read, and the JSON report has all
_AROUND = 12  # characters of the text on either side


def list_refusals(document: Normalized, names: Mapping[str, Named]) -> Iterator[str]:
    """Yield the section of the page, nothing where no fix was held back."""
    found = explain_refusals(document.draft, document.profile)
    if not found:
        return
    original = document.original
    lines = Lines(original)
    yield f'<h2 id="why-not">{say_both("为什么没改？", "Why not?")}</h2><table><tbody>'
    for verdict in found[:_MOST]:
        start, end = verdict.span
        line, column = lines.at(start)
        before = original[max(0, start - _AROUND) : start].rpartition("\n")[2]
        after = original[end : end + _AROUND].partition("\n")[0]
        new = "" if verdict.after is None else f" → <b>{escape(verdict.after) or '∅'}</b>"
        text = escape(original[start : min(end, start + 60)])
        yield f'<tr><td class="n">{line}:{column}</td>'
        yield f'<td class="id"><span class="chip {names[verdict.rule].css}"></span>{escape(verdict.rule)}</td>'
        yield f'<td><span class="quiet">{escape(before)}</span><b>{text}</b>'
        yield f'<span class="quiet">{escape(after)}</span>{new}</td>'
        yield f"<td>{say_both(escape(verdict.say('zh')), escape(verdict.say('en')))}</td></tr>"
    yield "</tbody></table>"
    if len(found) > _MOST:
        more = len(found) - _MOST
        yield f"<p>{say_both(f'另有 {more} 条，见 JSON 报告。', f'{more} more are in the JSON report.')}</p>"
    zh = "某条规则在某处为何没有改动，可用命令 normalize --explain 规则 文件 查问。"
    en = "Why a rule did nothing at some place: normalize --explain RULE FILE."
    yield f"<p>{say_both(zh, en)}</p>"
