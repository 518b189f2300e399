"""One figure, said twice in a document, and not alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docnorm.cleaners.facts._figures import FIGURE, SCALES, is_slip
from docnorm.edit import Fix, Safety, Span, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

# 总投资3456万元: what is counted, at least four characters of it, then a figure of three digits or more.
_YEAR = late(r"(?:19|20)\d\d(?=年)|[去今明上本前]年(?!度?[级龄])")
_SAID = late(rf"(?P<what>[\u4e00-\u9fff]{{4,8}})(?P<n>{FIGURE})(?P<scale>(?:{SCALES})?)(?P<unit>[\u4e00-\u9fff%％])")
# Measures of one kind that a slip puts for each other; the figure shows it, for nothing measures the same in both.
_MEASURES = (frozenset("亩公"), frozenset("吨公"), frozenset("米公"))
_MOST = 3  # of the same words: with more of them the document compares years or places


class _Figure(NamedTuple):
    span: Span
    figure: str
    scale: str
    unit: str
    year: str  # the last one that its clause names before it


# Asked of the text itself: the condensed text, which a prefilter is asked of, has lost these words.
_ASKED = late(r"[0-9]{3}|[0-9][万亿]")


def _is_asked(text: str) -> bool:
    return _ASKED.search(text) is not None


@cleaner("repeated-figure", owns=("decimal", "thousands"), trigger="[0-9]", precheck=_is_asked)
def repeated_figure(text: str) -> Iterator[Fix]:
    """A figure said twice of one thing that differs in a digit (总投资3456万元, 总投资3455万元) or in 万 and 亿."""
    found: dict[str, list[_Figure]] = {}
    for m in _SAID.finditer(text):
        # The last four characters name the thing: 项目总投资 and 计划总投资.
        years = _YEAR.findall(text, max(0, m.start() - 12), m.start("n"))
        figure = _Figure(Span(*m.span("n")), m["n"].replace(",", ""), m["scale"], m["unit"], years[-1] if years else "")
        found.setdefault(m["what"][-4:], []).append(figure)
    for figures in found.values():
        if 2 <= len(figures) <= _MOST:
            first = figures[0]
            for other in figures[1:]:
                why = _compare_figures(first, other)
                if why:
                    yield replace(*other.span, text[slice(*other.span)], why, Safety.SUGGEST)


def _compare_figures(first: _Figure, other: _Figure) -> str:
    # 200 and 300 are aims of two things; 3456 and 3455 are one thing counted once.
    if first.year != other.year and first.year and other.year:
        return ""  # 2019年收入2341万元, 2020年收入2342万元
    if first.unit != other.unit:
        same = first.figure == other.figure and first.scale == other.scale and len(first.figure) >= 3
        if same and {first.unit, other.unit} in _MEASURES:
            return f"before it was {first.figure}{first.scale}{first.unit}"
        return ""
    digits = len(first.figure.replace(".", "").rstrip("0"))
    if first.scale == other.scale and digits >= 3 and is_slip(first.figure, other.figure):
        return f"before it was {first.figure}"
    if first.figure == other.figure and {first.scale, other.scale} in ({"万", "亿"}, {"", "万"}, {"", "亿"}):
        return f"before it was {first.figure}{first.scale}"
    return ""
