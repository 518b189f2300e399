"""The change report to look at: one page that stands alone, reads without scripts, and reaches for nothing.

A strict content policy names the one style and the one script by their digests; text of the document is always
escaped and never becomes a link. Views and filters are CSS, so they work with scripts off; the script only picks the
reader's language and jumps from change to change.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docnorm.draft import Draft, Fate
from docnorm.errors import UsageError, nearest
from docnorm.result import Normalized
from docnorm.rule_page import SILENT, Wording
from docnorm.text.places import Lines
from docnorm.writers.changes import ChangeRecord, count_rules, record_changes
from docnorm.writers.report.lines import Named, PageRow, Suggestion, escape, list_suggestions, make_rows, say_both
from docnorm.writers.report.why_not import list_refusals

_DATA = Path(__file__).parents[2] / "data"
# Every line of a Windows file has a line end changed: true, and in the way of everything else. Its filter starts off.
_QUIET = frozenset({"line-end"})
# Hues far enough apart for neighbours in the list; strike-through and underline tell old from new without colour.
_HUES = (210, 140, 35, 280, 0, 175, 320, 60, 245, 100, 20, 195)
# ``code`` in a rule's English title.
_CODE = re.compile("``([^`]+)``")
_MOST = 5000  # suggestions on one page: more is no longer a list to read, and the JSON report has all


def write_report(document: Normalized, **options: Any) -> bytes:
    """Write the report. ``lang``: ``zh`` (default) or ``en``, for readers whose browser does not say."""
    lang = options.pop("lang", "zh")
    for name in options:
        raise UsageError(f"the report has no option {name!r}{nearest(name, ['lang'])}")
    if lang not in {"zh", "en"}:
        raise UsageError(f"the report speaks zh and en, not {lang!r}")
    return "".join(make_page(document, lang)).encode("utf-8")


def make_page(document: Normalized, lang: str = "zh", script: str | None = None, style: str = "") -> Iterator[str]:
    """Yield the page's parts. ``script`` and ``style`` are a host's own, instead of and beside the report's."""
    draft = document.draft
    every = list(dict.fromkeys([*(r.id for r in document.profile.rules), *(c.rule for c in draft.journal)]))
    touched = {c.rule for c in draft.journal}
    names = _name_rules(document, [rule for rule in every if rule in touched])
    css = _read_css() + _make_rule_css(names) + style
    code = (_DATA / "report.js").read_text(encoding="utf-8") if script is None else script
    doubted = list_suggestions(draft)
    yield _write_head(document, lang, css, code)
    yield f"<style>{css}</style></head><body><header>"
    yield from _write_top(document)
    yield "</header><main>"
    yield from _write_rules(document, every, names)
    yield from _write_document(draft, doubted, names)
    yield from _write_suggestions(draft, doubted[:_MOST], len(doubted), names)
    yield from list_refusals(document, names)
    yield from _write_placeholders(draft)
    yield from _describe_decoding(document)
    yield from _write_pages(document, names)
    yield "</main><footer>" + say_both("由 docnorm 生成；不联网，可单独保存。", "Made by docnorm; needs no network.")
    yield f"</footer><script>{code}</script></body></html>\n"


def make_fragment(document: Normalized) -> tuple[str, str]:
    """Return the document's part of the page and the style of its rules, for a page that has the rest."""
    draft = document.draft
    touched = list(dict.fromkeys(c.rule for c in draft.journal))
    names = _name_rules(document, touched)
    doubted = list_suggestions(draft)
    parts = (
        *_write_top(document),
        *_write_document(draft, doubted, names, controls=""),
        *_write_suggestions(draft, doubted[:_MOST], len(doubted), names),
        *list_refusals(document, names),
        *_write_placeholders(draft),
        *_describe_decoding(document),
    )
    return "".join(parts), _make_rule_css(names)


def _name_rules(document: Normalized, touched: Sequence[str]) -> dict[str, Named]:
    wordings = {rule.id: rule.chinese for rule in document.profile.rules if rule.id in touched}
    return {rule: Named(f"r{i}", wordings.get(rule, SILENT)) for i, rule in enumerate(touched)}


def _write_head(document: Normalized, lang: str, css: str, code: str) -> str:
    policy = (
        f"default-src 'none'; style-src {_digest(css)}; script-src {_digest(code)}; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(_name_document(document))} · docnorm</title>"
    )


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _read_css() -> str:
    return (_DATA / "report.css").read_text(encoding="utf-8")


def _make_rule_css(names: Mapping[str, Named]) -> str:
    out = []
    for i, (name, _) in enumerate(names.values()):
        off = f":root:has(#f-{name}:not(:checked))"
        out.append(
            f".{name}{{--h:{_HUES[i % len(_HUES)]}!important}}"
            f"{off} del.{name}{{display:none}}"
            f"{off} ins.{name},{off} mark.{name}{{background:none;border:0}}"
        )
    return "".join(out)


def _name_document(document: Normalized) -> str:
    path = document.source.path
    return "—" if path is None else "stdin" if path == "-" else path


def _write_top(document: Normalized) -> Iterator[str]:
    by_rule = count_rules(document.draft, Fate.APPLIED)
    applied, rules = by_rule.total(), len(by_rule)
    doubted = count_rules(document.draft, Fate.SUGGESTED).total()
    yield f"<h1>{escape(_name_document(document))}</h1>"
    zh = f"{rules} 条规则共改动 {applied} 处，另有 {doubted} 条建议待定。"
    en = f"{applied} changes by {rules} rules; {doubted} suggestions to decide on."
    yield f'<p class="lead">{say_both(zh, en)}</p>'
    for fault in document.faults:
        zh, en = "规则运行失败，已跳过", "rule failed and was left out"
        yield f'<p class="alarm"><code>{escape(fault.rule)}</code> {say_both(zh, en)}: {escape(fault.what)}</p>'
    for warning in document.source.warnings:
        yield f'<p class="alarm">{escape(warning)}</p>'


def _write_radio(group: str, name: str, zh: str, en: str, *, on: bool = False) -> str:
    state = " checked" if on else ""
    return f'<label><input type="radio" name="{group}" id="{name}"{state}> {say_both(zh, en)}</label>'


def _write_controls() -> str:
    return (
        "<nav>"
        + _write_radio("view", "view-inline", "对照行内", "Inline", on=True)
        + _write_radio("view", "view-side", "左右对照", "Side by side")
        + _write_radio("view", "view-clean", "只看结果", "Result only")
        + f'<label><input type="checkbox" id="changed"> {say_both("只看有改动的行", "Changed lines only")}</label>'
        + '<span class="end">'
        + '<label><input type="radio" name="lang" id="lang-zh"> 中文</label> '
        + '<label><input type="radio" name="lang" id="lang-en"> English</label></span></nav>'
    )


def _write_rules(document: Normalized, every: Sequence[str], names: Mapping[str, Named]) -> Iterator[str]:
    """The table of rules: each one's id beside its count of applied changes; its box shows and hides them."""
    counts = Counter((c.rule, c.fate) for c in document.draft.journal)
    titles = {r.id: r.title for r in document.profile.rules}
    yield f'<h2 id="rules">{say_both("规则", "Rules")}</h2><table><thead><tr>'
    for zh, en, mark in (
        ("规则", "Rule", ""), ("说明", "What", ""), ("已改", "Applied", "n"), ("建议", "Suggested", "n"),
        ("未改", "Held back", "n"),
    ):  # fmt: skip
        yield f'<th class="{mark}">{say_both(zh, en)}</th>' if mark else f"<th>{say_both(zh, en)}</th>"
    yield "</tr></thead><tbody>"
    for rule in every:
        if rule not in names:
            continue
        name, chinese = names[rule]
        on = "" if rule in _QUIET else " checked"
        box = f'<label><input type="checkbox" id="f-{name}"{on}> <span class="chip {name}"></span></label>'
        held = counts[rule, Fate.FROZEN] + counts[rule, Fate.CLASHED]
        yield f'<tr><td class="id">{box}<a href="#rule-{name}">{escape(rule)}</a></td>'
        yield f'<td>{_title_rule(chinese, titles.get(rule, ""))}</td><td class="n">{counts[rule, Fate.APPLIED]}</td>'
        yield f'<td class="n">{counts[rule, Fate.SUGGESTED]}</td><td class="n">{held}</td></tr>'
    applied = sum(n for (_, fate), n in counts.items() if fate is Fate.APPLIED)
    doubted = sum(n for (_, fate), n in counts.items() if fate is Fate.SUGGESTED)
    held = sum(counts.values()) - applied - doubted
    yield f'</tbody><tfoot><tr><td>{say_both("合计", "Total")}</td><td></td><td class="n">{applied}</td>'
    yield f'<td class="n">{doubted}</td><td class="n">{held}</td></tr></tfoot></table>'


def _title_rule(chinese: Wording, title: str) -> str:
    english = _CODE.sub(r"<code>\1</code>", escape(title))
    return say_both(escape(chinese.name), english) if chinese.name else english


def _say_reason(why: str, chinese: Wording) -> str:
    zh = chinese.translate(why)
    return say_both(escape(zh), escape(why)) if zh else escape(why)


def _write_document(
    draft: Draft, doubted: Sequence[Suggestion], names: Mapping[str, Named], controls: str | None = None
) -> Iterator[str]:
    controls = _write_controls() if controls is None else controls
    yield f'<h2 id="document">{say_both("全文", "Document")}</h2>{controls}<div class="doc">'
    for row in make_rows(draft, doubted, names, _QUIET):
        yield _write_row(row)
    yield "</div>"


def _write_row(row: PageRow) -> str:
    mark = "row same" if row.same else "row"
    return f'<div class="{mark}"><i>{row.number}</i><p>{row.before}</p><p>{row.after}</p></div>\n'


def _write_suggestions(
    draft: Draft, doubted: Sequence[Suggestion], total: int, names: Mapping[str, Named]
) -> Iterator[str]:
    if not doubted:
        return
    lines = Lines(draft.original)
    yield f'<h2 id="suggestions">{say_both("建议（未改动）", "Suggestions (not applied)")}</h2><table><tbody>'
    for number, change, span in doubted:
        line, column = lines.at(span.start)
        context = draft.original[max(0, span.start - 12) : span.start].rpartition("\n")[2]
        after = draft.original[span.end : span.end + 12].partition("\n")[0]
        text = escape(draft.original[span.start : min(span.end, span.start + 60)])
        yield f'<tr id="s{number}"><td class="n"><a href="#at{number}">{line}:{column}</a></td>'
        yield f'<td class="id"><span class="chip {names[change.rule].css}"></span>{escape(change.rule)}</td>'
        yield f'<td><span class="quiet">{escape(context)}</span><b>{text}</b><span class="quiet">{escape(after)}</span>'
        reason = _say_reason(change.why, names[change.rule].chinese)
        yield f"{_list_candidates(change, f'{line}:{column}')}</td><td>{reason}</td></tr>"
    yield "</tbody></table>"
    if total > len(doubted):
        more = total - len(doubted)
        yield f"<p>{say_both(f'另有 {more} 条，见 JSON 报告。', f'{more} more are in the JSON report.')}</p>"


def _list_candidates(change: ChangeRecord, place: str) -> str:
    """The candidates; each says its place and text, for a page in which one can be taken."""
    offered = change.candidates or change.offers[:1]  # the second half of a pair is no other choice
    shown = (f'<b data-at="{place}" data-new="{escape(c)}">{escape(c) or "∅"}</b>' for c in offered)
    return " → " + " / ".join(shown) if offered else ""


def _write_placeholders(draft: Draft) -> Iterator[str]:
    chosen = [change for change in record_changes(draft) if change.rule == "placeholder"]
    if not chosen:
        return
    lines = Lines(draft.original)
    title = say_both("待填写", "To be filled in")
    yield f'<h2 id="placeholders">{title} ({len(chosen)})</h2><ul class="todo">'
    for change in chosen:
        span = change.spans[0]
        line, column = lines.at(span.start)
        before = draft.original[max(0, span.start - 16) : span.start].rpartition("\n")[2]
        after = draft.original[span.end : span.end + 16].partition("\n")[0]
        text = f"{escape(before)}<b>{escape(draft.original[span.start : span.end])}</b>{escape(after)}"
        yield f'<li><label><input type="checkbox"> <span>{line}:{column} {text}</span></label></li>'
    yield "</ul>"


def _describe_decoding(document: Normalized) -> Iterator[str]:
    source = document.source
    how = {
        "bom": ("字节序标记", "byte-order mark"),
        "declared": ("已声明", "declared"),
        "detected": ("自动识别", "detected"),
        "fallback": ("退而求其次", "fallback"),
    }[source.decoding.how]
    sure = source.decoding.confidence
    rows_ = [
        (say_both("格式", "Format"), escape(source.format)),
        (
            say_both("编码", "Encoding"),
            f"{escape(source.decoding.encoding)} ({say_both(*how)}, {sure:.1%})",
        ),
        (say_both("方案", "Profile"), escape(document.profile.name)),
        (say_both("字数", "Characters"), f"{len(document.original)} → {len(document.text)}"),
        (say_both("无法读出的字节", "Unreadable bytes"), str(len(source.decoding.lost))),
    ]
    yield f'<h2 id="source">{say_both("来源", "Source")}</h2><dl>'
    yield from (f"<dt>{key}</dt><dd>{value}</dd>" for key, value in rows_)
    yield "</dl>"
    if source.decoding.lost:
        lines = Lines(document.original)
        place, raw = say_both("位置", "Place"), say_both("字节", "Bytes")
        yield f"<table><thead><tr><th>{place}</th><th>{raw}</th></tr></thead><tbody>"
        for span, data in source.decoding.lost[:_MOST]:
            line, column = lines.at(span.start)
            yield f"<tr><td>{line}:{column}</td><td><code>{data[:64].hex(' ')}</code></td></tr>"
        yield "</tbody></table>"


def _write_pages(document: Normalized, names: Mapping[str, Named]) -> Iterator[str]:
    """The pages of the rules that had something to say: what, why, and what is left alone."""
    pages = {r.id: r.page for r in document.profile.rules}
    yield f'<h2 id="pages">{say_both("规则说明", "About the rules")}</h2>'
    for rule, (name, _) in names.items():
        text = escape(pages.get(rule, ""))
        yield f'<details><summary><code>{escape(rule)}</code></summary><pre id="rule-{name}">{text}</pre></details>'
