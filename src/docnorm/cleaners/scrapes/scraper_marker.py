"""Marks of the machines that a text went through: content-management systems, forums, editors, page markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.cleaners.characters._entities import read_entities
from docnorm.cleaners.scrapes._scraper_tags import find_tags
from docnorm.draft import Draft, Fate
from docnorm.edit import Fix, Safety, replace
from docnorm.protected import ALL_FORMS
from docnorm.rule import cleaner
from docnorm.text.late import late
from docnorm.text.lines import find_line

Token = tuple[int, int, str, str, Safety]  # start, end, what stands there afterwards, why, how sure

# The class comes first and each branch looks back at what it caught: that is what keeps the search fast on prose.
_EXACT = late(
    r"""[#＃$＄\[<{_.](?:
    (?<=[#＃])[#＃](?P<wall>(?:paid|login)(?:begin|end)|pagebreak)[#＃]{2}   # FastAdmin: pay walls, paging
   |(?<=[$＄])[$＄](?P<wall2>(?:paid|login)(?:begin|end))[$＄]{2}
   |(?<=[#＃])p[#＃][^#＃\n]{0,60}[#＃]e[#＃]                 # DedeCMS: the next page, its title inside
   |(?<=\{)/?dede:[a-z][^{}\n]{0,200}\}                    # DedeCMS: a tag of the template
   |(?<=_)(?:ueditor|baidu)_page_break_tag_                # UEditor: the next page
   |(?<=\[)/?!--[a-z_.]{1,40}--\]                          # EmpireCMS: [!--empirenews.page--] and its kin
   |(?<=\[)SITESERVER_PAGE\]                               # SiteServer: the next page
   |(?<=\[)(?P<hide>/?(?:rihide|hidecontent|content_hide|erphpdown|hide))(?:[ =][^\[\]\n]{0,60})?\]  # WordPress, Discuz
   |(?<=<)!--[ ]?(?:more|nextpage|noteaser|autointro|/?wp:[a-z/-]{1,40})(?:[ ][^<>\n]{0,200})?[ ]?-->  # WordPress
   |(?<=\[)i=s\][ ]?本帖最后由[ ].{1,40}?[ ]于[ ].{8,20}?[ ]编辑[ ]?\[/i\]  # Discuz: who touched the post last
   |(?<=\[)(?P<att>attach(?:img)?)\]\d{1,12}\[/(?P=att)\]  # Discuz: a file that is not here
   |(?<=\[)/?(?:vc|et_pb)_[a-z_]{1,40}(?:[ ][^\[\]\n]{0,400})?\]  # WordPress: page builders
   |(?<=\.)(?:TRS_\w{1,20}|Custom_UnionStyle)\b[^{}\n]{0,80}\{[^{}]{0,500}\}  # TRS: a style sheet in the text
   |(?<=\#)(?<=^.)[奇书网]\#                                # a book site signs paragraph after paragraph
    )""",
    re.VERBOSE | re.MULTILINE,
)
# A forum's codes are codes only as a pair: [b] alone may be a footnote, [i] an index.
_PAIRED = late(
    r"""\[(?:
    img(?:=[^\[\]\n]{0,20})?\][^\[\]\s]{0,300}\[/img\]     # the address of a picture that is not here
   |page\][^\[\]\n]{0,60}\[/page\]                         # PHPCMS: the next page, its title inside
   |(?P<code>/?(?:color|size|font|align|backcolor|quote|url|email|float|indent|free|reply|loginview|password|postbg
                 |table|tr|td|list|media|flash|b|i|u|s|p))(?:=[^\[\]\n]{0,200})?\]
    )""",
    re.VERBOSE,
)
_ALONE = late(r"^[ \t\u3000]*(?:\[page\]|\{page\}|@?\[(?i:toc)\](?:\([^()\n]{0,60}\))?)[ \t]*$", re.MULTILINE)
# A line that says so speaks of the codes: [b]粗体[/b]是论坛代码, 写[b]字[/b]就能加粗.
_TOLD = late(r"(?i)代码|标签|标记|语法|格式|写法|写成|[加变]粗|斜体|ubb|bbcode|(?:用|写|输入|插入|包|括)[\"'“‘「`]?\[")
_NAMED = late(r"[\[{](?i:page|toc)[\]}]")  # without one of these no line need be looked at
_QUOTED = frozenset(("“”", "‘’", "「」", "『』", "《》", "``", '""', "''"))
_BLANK = " \t\r\u3000\xa0"


# Without one of these beginnings there is none of the tokens. Forum codes are looked at where one closes.
_PREFILTER = r"""[#＃$＄\[<{_.](?:
    (?<=[#＃])(?:[#＃p]|[㐀-鿿]\#)|(?<=[$＄])[$＄]
   |(?<=\[)(?:/|!--|SITESERVER_|(?:ri|content_)?hide|erphpdown|i=s\]|attach|vc_|et_pb_|img|page\]|(?i:toc)\])
   |(?<=<)(?:!--|/?[A-Za-z][A-Za-z0-9:]{0,9}[\s/>]|(?i:script|style))
   |(?<=\{)(?:/?dede:|page\})|(?<=_)(?:ueditor|baidu)_|(?<=\.)(?:TRS_|Custom_)
    )"""
_ID = "scraper-marker"
_OWNED = frozenset(
    (
        "entity",
        "html",
        "math",
        "placeholder",
        "link",
        "wikilink",
        "hashtag",
        "mention",
        "url",
        "email",
        "path",
        "file",
        "date",
        "time",
        "decimal",
        "version",
    )
)
_DEPTH = 8  # tokens in tokens in tokens: two levels have been seen


@cleaner(_ID, prefilter=f"(?x:{_PREFILTER})", trigger=r"[#$＃＄\[<{_.]", owns=_OWNED)
def scraper_marker(text: str, *, markup: bool = True) -> Iterator[Fix]:
    """Tokens of content-management systems and forums, such as ``##paidbegin##``; the text between them stays.

    ``markup`` off leaves tags and forum codes alone, for texts that are written with them.
    """
    fixes, whole = _cut_tokens(text, markup)
    now = whole
    for _ in range(_DEPTH):
        if not now.steps:
            break
        # What was inside another token is gone: are its halves one now?
        _, now = _cut_tokens(now.text, markup)
        whole = _follow(whole, now)
    if len(whole.steps) < 2:
        yield from fixes
        return
    yield from (c.fix for c in whole.journal if c.step == 0 and c.fate is not Fate.APPLIED)
    for span, new, causes in whole.patch.hunks:
        made = [whole.journal[cause] for cause in causes]
        if len(made) == 1 and made[0].step == 0:
            yield made[0].fix
        else:
            yield replace(*span, new, made[-1].fix.why, min(c.fix.safety for c in made))


def _cut_tokens(text: str, markup: bool) -> tuple[list[Fix], Draft]:
    """Return what is found in ``text`` and the text without it, with the entities read that were cut apart by it."""
    fixes = list(_find_fixes(text, markup))
    draft, step = Draft.of(text).revise(_ID, fixes, Safety.LIKELY, _OWNED)
    if "&" in draft.text and step.hunks:
        seams = {place.start for place in step.placed}
        made = [fix for fix in read_entities(draft.text, markup=markup) if not seams.isdisjoint(_span_inside(fix))]
        draft, _ = draft.revise(_ID, made, Safety.LIKELY, _OWNED)
    return fixes, draft


def _follow(whole: Draft, later: Draft) -> Draft:
    """Return ``whole`` with everything that was applied to its text in ``later``."""
    for step in range(len(later.steps)):
        fixes = [c.fix for c in later.journal if c.step == step and c.fate is Fate.APPLIED]
        whole, _ = whole.revise(_ID, fixes, Safety.LIKELY, ALL_FORMS)
    return whole


def _span_inside(fix: Fix) -> range:
    (start, end), _ = fix.edits[0]
    return range(start + 1, end + 1)  # what stands behind an entity decides, too


def _find_fixes(text: str, markup: bool) -> Iterator[Fix]:
    gone = 0
    found = (*_find_exact(text), *_find_paired(text), *find_tags(text)) if markup else _find_exact(text)
    for chain in _chain_tokens(text, _set_apart(text, sorted(found, key=_order_token))):
        left, right = _find_line(text, chain[0][0], chain[-1][1])
        alone = not any(new for _, _, new, _, _ in chain) and right > left
        if alone:
            if right == len(text) and text[-1] != "\n" and left > gone:
                left -= 1  # the last line has no end of its own to go with it
            gone = right
        for i, (start, end, new, why, safety) in enumerate(chain):
            # A line that held nothing but tokens goes with them: an empty line is a trace, too.
            yield replace(
                left if alone and i == 0 else start, right if alone and i == len(chain) - 1 else end, new, why, safety
            )


def _find_exact(text: str) -> list[Token]:
    found: list[Token] = []
    waiting: dict[str, list[int]] = {}
    widows: list[int] = []
    for i, m in enumerate(_EXACT.finditer(text)):
        found.append((*m.span(), "", "left by the site's system", Safety.CERTAIN))
        name = m["wall"] or m["wall2"] or m["hide"]
        if not name or name == "pagebreak":
            continue
        kind = name.removeprefix("/").removesuffix("begin").removesuffix("end")
        if not name.startswith("/") and not name.endswith("end"):
            waiting.setdefault(kind, []).append(i)
        elif waiting.get(kind):
            waiting[kind].pop()
        else:
            widows.append(i)
    for i in (*widows, *(i for row in waiting.values() for i in row)):
        found[i] = (*found[i][:3], "left by the site's system; its other half, and maybe text, is missing", found[i][4])
    return found


def _find_paired(text: str) -> Iterator[Token]:
    matches = list(_PAIRED.finditer(text)) if "]" in text else []
    names = {m["code"] for m in matches}
    for m in matches:
        name = m["code"]
        if name and (name.removeprefix("/") not in names or "/" + name.removeprefix("/") not in names):
            continue
        told = name and _TOLD.search(text, *find_line(text, m.start()))
        yield (*m.span(), "", "a forum's own code", Safety.SUGGEST if told else Safety.LIKELY)
    for m in _ALONE.finditer(text) if _NAMED.search(text) else ():
        yield (*m.span(), "", "a line for the site's system", Safety.LIKELY)


def _order_token(token: Token) -> tuple[int, int]:
    return token[0], -token[1]  # of two that begin together the longer one


def _set_apart(text: str, tokens: list[Token]) -> Iterator[Token]:
    """Leave out tokens inside others, and those in quotes: somebody writes about them."""
    at = 0
    for token in tokens:
        start, end = token[:2]
        if start >= at and text[start - 1 : start] + text[end : end + 1] not in _QUOTED:
            at = end
            yield token


def _chain_tokens(text: str, tokens: Iterator[Token]) -> Iterator[list[Token]]:
    """Tokens with nothing but blanks of one line between them belong together."""
    chain: list[Token] = []
    for token in tokens:
        if chain and text[chain[-1][1] : token[0]].strip(_BLANK):
            yield chain
            chain = []
        chain.append(token)
    if chain:
        yield chain


def _find_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the line or lines of a stretch with their end where they hold nothing else, an empty span otherwise."""
    left, right = start, end
    while left and text[left - 1] in _BLANK:
        left -= 1
    while right < len(text) and text[right] in _BLANK:
        right += 1
    if (left and text[left - 1] != "\n") or text[right : right + 1] not in ("", "\n"):
        return start, start
    return left, min(right + 1, len(text))
