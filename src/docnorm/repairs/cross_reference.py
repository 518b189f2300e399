"""References to numbers and counts: reported where the outline does not bear them out."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Fix, Safety, Span, replace
from docnorm.outline import Outline
from docnorm.repairs._references import NUMBER
from docnorm.repairs._siblings import Siblings, find_siblings
from docnorm.rule import repair
from docnorm.text.late import late
from docnorm.text.numeral import to_int

# 以下3项措施 · 主要有四个方面： · 以上7个问题. The thing counted must be one that a list is made of.
_THINGS = r"(?:个?方面|个?部分|个?问题|个?阶段|个?步骤|项|点|条|类|种|个?环节|个?原因|个?要求)"
_BELOW = late(
    rf"(?:(?:以下|下列|如下|下面)[^。；，：\n]{{0,4}}?|[有为分抓好])(?P<n>{NUMBER}){_THINGS}(?![或以至到之及])[^。；，：\n]{{0,12}}[：。]$"
)
_ABOVE = late(rf"(?:以上|上述|前述)[^。；，：、第\n]{{0,2}}?(?P<n>{NUMBER}){_THINGS}")
_ARTICLE = late(
    r"本(?:法|条例|办法|规定|章程|合同|协议|细则|规则|决定|制度|公约|准则)第(?P<n>[一二两三四五六七八九十百零\d]{1,7})条(?!之)"
)
_INLINE = late(r"一是|二是|第一[，、]|其一|①|[（(]1[）)]|[（(]一[）)]|首先")


@repair("cross-reference")
def cross_reference(outline: Outline) -> Iterator[Fix]:
    """References to numbers (第三条, 以上7个问题) agree with the numbers that are there, or are reported."""
    found = find_siblings(outline)
    yield from sorted([*_check_articles(outline), *_check_counts(outline, found)], key=lambda f: f.edits[0].span)


def _check_articles(outline: Outline) -> Iterator[Fix]:
    """本办法第四十条, where the last article is the 32nd."""
    articles = {b.label.value[0] for b in outline.blocks if b.label and b.label.style == "article"}
    if len(articles) < 3 or 1 not in articles or "修改为" in outline.text:
        return  # a part of a text may well refer to what is not in it, and an amendment speaks of another text
    for m in _ARTICLE.finditer(outline.text):
        value = to_int(m["n"])
        if value is not None and value not in articles:
            yield _tell(outline, Span(*m.span()), f"there is no article {value} here")


def _check_counts(outline: Outline, found: list[Siblings]) -> Iterator[Fix]:
    """以下3项措施 before a list of four; 以上7个问题 behind a list of six."""
    opening = {run.indices[0]: run for run in found if run.values[0] == 1}
    closing = _count_so_far(outline, found)
    for at, block in enumerate(outline.blocks):
        text = outline.read(block.span)
        below = _BELOW.search(text)
        run = opening.get(at + 1)
        if below and run and run.parent == (at if block.label else run.parent) and not _INLINE.search(text):
            value = to_int(below["n"])
            steady = run.values == list(range(1, len(run.values) + 1))
            # 下列一种 is one of them, and 二类 the second class: two of a thing are 两.
            if value and value > 1 and below["n"] != "二" and steady and value != len(run.values):
                place = Span(block.span.start + below.start("n"), block.span.start + below.end("n"))
                yield _tell(outline, place, f"{value} are announced, {len(run.values)} follow")
        for above in _ABOVE.finditer(text):
            value = to_int(above["n"])
            counts = closing.get(at, set())
            if value and _is_miscount(value, counts) and not _INLINE.search(text):
                place = Span(block.span.start + above.start("n"), block.span.start + above.end("n"))
                yield _tell(outline, place, f"{value} are counted, {' or '.join(map(str, sorted(counts)))} stand above")


def _is_miscount(value: int, counts: set[int]) -> bool:
    """Whether ``value`` is a slip for one of ``counts``, and not of something else: 上述两种情形 below a list of 18."""
    return value not in counts and len(counts) <= 3 and any(abs(value - count) <= 2 for count in counts)


def _count_so_far(outline: Outline, found: list[Siblings]) -> dict[int, set[int]]:
    """Return, for each block with a count in it, the lengths that a reader may mean: of each kind of number before it.

    Numbers may run on across sections, so the highest value counts beside the length of a run and their sum.
    """
    wanted = [at for at, b in enumerate(outline.blocks) if _ABOVE.search(outline.read(b.span))]
    result: dict[int, set[int]] = {}
    for at in wanted[:50]:  # a text with more such phrases than this counts something else
        lengths: set[int] = set()
        totals: dict[str, int] = {}
        for run in found:
            before = [i for i in run.indices if i < at]
            if not before or (len(before) < 2 and len(run.indices) > 1 and run.indices[0] > at):
                continue
            lengths |= {len(before), run.values[len(before) - 1]}
            style = run.blocks[0].label.style if run.blocks[0].label else ""
            totals[style] = totals.get(style, 0) + len(before)
        result[at] = lengths | set(totals.values())
    return result


def _tell(outline: Outline, span: Span, why: str) -> Fix:
    return replace(*span, outline.read(span), why, Safety.SUGGEST)
