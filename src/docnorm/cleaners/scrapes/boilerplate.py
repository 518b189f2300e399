"""What a web page or a book site put round and into a text: buttons, paths, page numbers, banners, advertisements."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from docnorm.cleaners.scrapes._boilerplate_disguise import find_disguised
from docnorm.cleaners.scrapes._boilerplate_headings import spare_headings
from docnorm.cleaners.scrapes._boilerplate_lines import (
    Claim,
    InnerCut,
    PageLine,
    find_chapters,
    settle,
    split_lines,
    weigh,
)
from docnorm.cleaners.scrapes._boilerplate_offers import find_offers
from docnorm.cleaners.scrapes._boilerplate_page import (
    find_buttons,
    find_drawn_lines,
    find_page_like,
    find_page_numbers,
    find_paths,
    find_running_heads,
    find_size_choices,
)
from docnorm.cleaners.scrapes._boilerplate_sites import (
    collect_sites,
    find_bracketed,
    find_cut_in,
    find_hinted,
    find_phrases,
    find_site_lines,
    find_tails,
)
from docnorm.cleaners.scrapes._boilerplate_woven import find_woven, separate_lines
from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner

# A line of debris goes whole, whatever address, date or number stands in it; code and the user's words stay.
_OWNS = (
    "url email path file math html link wikilink hashtag mention placeholder standard docno date version time ratio"
    " thousands decimal phone gap"
)


@cleaner("boilerplate", owns=_OWNS.split(" "), wide=True)
def boilerplate(text: str, *, certain_only: bool = False) -> Iterator[Fix]:
    """Debris of web pages and book sites: 【字号：大 中 小】 打印, - 3 -, (本章完), 本书由……整理制作.

    ``certain_only`` proposes nothing but what needs no context to be debris.
    """
    lines = split_lines(text)
    sites = collect_sites(lines)
    disguised = list(find_disguised(lines, sites))
    chapters = find_chapters(lines)
    candidates = find_hinted(lines, sites, chapters)
    advertised = [
        *find_phrases(lines, candidates),
        *find_site_lines(lines, sites),
        *(c for c in disguised if isinstance(c, Claim)),
    ]
    evidence = len({c.first for c in advertised if c.safety is Safety.CERTAIN and c.where == "any"})
    claims = [*find_paths(lines), *advertised, *find_offers(lines, candidates, sites, evidence)]
    debris = {i for c in claims for i in range(c.first, c.last + 1)}
    claims += find_buttons(lines, debris | set(find_page_like(lines)))
    pages = [*find_page_numbers(text, lines, debris | {c.first for c in claims})]
    claims += [*pages, *find_running_heads(lines, {c.first for c in pages if c.safety is not Safety.SUGGEST})]
    claims = list(weigh(claims))
    claims += find_drawn_lines(
        lines, {i for c in claims if c.safety is not Safety.SUGGEST for i in range(c.first, c.last + 1)}
    )
    bracketed = [*find_bracketed(text, lines)]
    cuts = [
        *find_size_choices(lines),
        *bracketed,
        *find_tails(lines),
        *(c for c in disguised if isinstance(c, InnerCut)),
    ]
    claims, headed = spare_headings(lines, claims)
    signed, wove = separate_lines(text, lines, find_woven(text, sites))
    claims += signed
    cuts += [*headed, *wove]
    ads = {c.first for c in advertised if c.safety is Safety.CERTAIN and c.first < 12}
    torn = [*find_cut_in(text, lines, ads)]
    starts = [line.start for line in lines]
    cut = {bisect_left(starts, c.start + 1) - 1 for c in torn}
    sold = {bisect_left(starts, c.start + 1) - 1 for c in bracketed if c.safety is not Safety.SUGGEST}
    kept = (c for c in claims if c.first not in cut and not (c.safety is Safety.SUGGEST and c.first in sold))
    settled = list(settle(kept, len(lines), chapters))
    cuts += torn
    for fix in (*_drop_whole(text, lines, settled), *_drop_inside(lines, settled, cuts)):
        if not certain_only or fix.safety is Safety.CERTAIN:
            yield fix


def _drop_whole(text: str, lines: list[PageLine], claims: list[Claim]) -> Iterator[Fix]:
    spans = [(lines[c.first].start, min(lines[c.last].end + 1, len(text))) for c in claims]
    if claims and spans[-1][1] == len(text) and text[-1] != "\n":
        # The last line has no end of its own to go with it: the lines that go at the end take the ends before them.
        for i in range(len(claims) - 1, -1, -1):
            start, end = spans[i]
            spans[i] = (max(0, start - 1), end if end == len(text) else end - 1)
            if not i or spans[i - 1][1] != start or claims[i - 1].safety is Safety.SUGGEST:
                break
    for (start, end), claim in zip(spans, claims, strict=True):
        yield replace(start, end, "", claim.why, claim.safety)


def _drop_inside(lines: list[PageLine], claims: list[Claim], cuts: list[InnerCut]) -> Iterator[Fix]:
    whole = {i for c in claims for i in range(c.first, c.last + 1)}
    starts = [line.start for line in lines]
    at = 0
    for start, end, why, safety in sorted(cuts, key=lambda c: (c.start, -c.end)):
        i = bisect_left(starts, start + 1) - 1
        if i not in whole and start >= at:
            at = end
            yield replace(start, end, "", why, safety)
