"""What book sites and document sites write into a text to be found again. A part of boilerplate."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from docnorm.cleaners.boilerplate_lines import Claim, Cut, Line, Where, fold, skeleton
from docnorm.cleaners.boilerplate_table import CLOSING, HINT, table
from docnorm.edit import Safety
from docnorm.text.late import late

_TLD = "com|net|org|cn|cc|info|la|tw|hk|me|tv|co|xyz|top|vip|biz|us|so|in|io|club|site|website|app|cx|to|ws|kr|nu|pw"
_HOST = late(
    rf"(?<![a-z0-9@.-])(?:https?://)?((?:[a-z0-9-]{{1,40}}\.){{1,4}}(?:{_TLD})(?:\.cn)?)(?!-?[a-z0-9])(/[!-~]*)?",
    re.IGNORECASE,
)
# Hosts that a document names as its source or its office; nobody advertises with them.
_OFFICIAL = late(
    r"(?:^|\.)(?:gov|edu|mil|ac)\.(?:cn|tw|hk)$|(?:^|\.)(?:xinhuanet|news|people|cctv|cntv|china|gmw|chinanews|qstheory|12371|ce"
    r"|youth|cnr|thepaper|caixin|china-embassy|unesco|who|un|wikipedia|github|doi)\.(?:com|cn|com\.cn|org|net|int|org\.cn)$",
    re.IGNORECASE,
)
# Words of those who give books and papers away. 下载 and 网站 alone are anybody's.
_TRADE = late(
    "电子书|小说|全集|全本|完本|章节|书友|弹窗|手打|首发|书城|书库|书屋|书吧|书坊|论坛|(?:全文|免费|在线)阅读|文学|看书|读书|好书|阅读网|"
    "中文网|范文|资料网|文库|课件|本站|txt|ebook|e书|bbs|小説|電子書|最新更新|下载网|下载站|免费下载|校对",
    re.IGNORECASE,
)
_OFFER = late("下载|登[陆录]|提供|电子书|访问|收藏|搜索|最新|免费|尽在|欢迎|光临|整理|制作|首发|更新|阅读")
_HOSTED = late(
    r"txt|shu(?!i)|book|novel|xiaoshuo|(?<![a-z])read|wenxue|wenku|bbs|epub|kindle|biqu|zhangjie|fanwen|docin|xs\d*\.",
    re.IGNORECASE,
)
_CONTACT = late(
    r".{0,10}(?:网址|官网|网站|主页|地址|邮箱|链接|来源|出处|原文|电话|传真|邮编|联系|咨询|e-?mail|tel|url)[^:]{0,8}:",
    re.IGNORECASE,
)
_REFERENCE = late(r"\[(?:EB/OL|J|M|D|C|N|R|S|P)(?:/OL)?\]|^\[\d+\]|《[^》]+》\s*[,，]\s*\d{4}", re.IGNORECASE)
# www and a name, every letter of which may be full-width, styled, accented or parted from the next by a sign.
_MUTATED = late(
    r"(?:w[\W_]{0,3}){2,4}(?:[a-z0-9][^\w\n]{0,2}){2,30}?[\W_]{0,4}(?:c[^\w\n]?[o0][^\w\n]?m|n[^\w\n]?e[^\w\n]?t|o[^\w\n]?r[^\w\n]?g|c[^\w\n]?n"
    r"|c[^\w\n]?c|l[^\w\n]?a|t[^\w\n]?w|i[^\w\n]?n[^\w\n]?f[^\w\n]?o)(?![a-z0-9])"
)
_PAIRS = late(
    r"[（(\[［【〔｛{<＜〈『「]([^（）()\[\]［］【】〔〕｛｝{}<>＜＞〈〉『』「」\n]{4,80})[）)\]］】〕｝}>＞〉』」]"
)
_DOT = late("[.．]")
_TOLD = late(r"[他她]|我(?!们)")
_STORY = late(r"[他她它我]|第[一二三四五六七八九十百]+条")
_LATIN = "A-Za-zＡ-Ｚａ-ｚ\u0370-\u04ff\u2460-\u24ff\U0001d400-\U0001d7ff"
_NAMED = late(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,7}(?:网|书院|书屋|书城|书库|书吧|论坛|小说|阁|书坊|书斋|书社|文学|中文|书楼|文库|天堂))"
    r"(?=[\W_]{0,6}(?:https?://|www\.|m\.|[a-z0-9-]{3,30}\.(?:com|net|cc|org|cn|la|me|info)))",
    re.IGNORECASE,
)
_STOP = late(rf"。(?![{_LATIN}])")  # ｗｗｗ。ａｂｃ。ｃｏｍ holds no sentence
_SEVEN = late(rf"[{_LATIN}](?:[^{_LATIN}]{{0,3}}[{_LATIN}]){{6}}")
_PARTED = late(r"\w[-*+.·&=~^_|/＊－＿](?=\w)")  # 小-说-天.堂
_PART = late(r"\s*[(（]第\d{1,3}/\d{1,3}页[)）]$")
_TAIL_HINT = late("秒记住|本章|待续|本书|本站|收藏|手机|网址|域名|章节|下一页")
_SIGNS = late(r"[\W_]+")
_END = "。！？…!?”’」』）)"


class Sites(NamedTuple):
    """The addresses that a text itself gives away: how often each and its line, the names beside them."""

    hosts: Counter[str]
    lines: Counter[str]
    names: frozenset[str]


def sites_of(lines: Sequence[Line]) -> Sites:
    """Collect addresses from the lines that are short enough to be a site's own."""
    hosts: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for line in lines:
        if len(line.text) <= 200 and _DOT.search(line.text):
            folded = fold(line.text)
            found = [m[1] for m in _HOST.finditer(folded)]
            own = [_bare(h) for h in found if not _OFFICIAL.search(h)]
            hosts.update(set(own))
            if own:
                rows[_bones(folded)] += 1
                names.update({m[1] for m in _NAMED.finditer(folded) if not m[1].endswith("官网")})
    # A name that stands twice beside an address is the site's: nobody in the story has an address.
    return Sites(hosts, rows, frozenset(n for n, often in names.items() if often >= 2))


def hinted(lines: Sequence[Line], sites: Sites) -> list[int]:
    """Return the lines that a phrase may fit or that may be an offer."""
    closing = len(lines) - 15  # 相关报道： is a line of text anywhere else
    return [
        i
        for i, (_, _, _, text) in enumerate(lines)
        if len(text) <= 250
        and (
            HINT.search(text)
            or any(name in text for name in sites.names)
            or i >= closing
            or len(text) in (32, 33)
            or (len(text) <= 40 and _PARTED.search(text))
        )
    ]


def phrases(lines: Sequence[Line], candidates: list[int]) -> Iterator[Claim]:
    """Lines that read like those of the table."""
    rows = table().lines
    for i in candidates:
        text = fold(lines[i].text)
        if len(text) not in (32, 33) and not CLOSING.search(text) and not HINT.search(text):
            continue
        for where, safety, pattern in rows:
            if pattern.fullmatch(text):
                yield Claim(i, i, "left by a site", safety, where)
                break


def site_lines(lines: Sequence[Line], sites: Sites) -> Iterator[Claim]:
    """Whole lines that are an address, or an address with an offer."""
    for i, line in enumerate(lines):
        if len(line.text) > 120 or not _DOT.search(line.text):
            continue
        text = fold(line.text)
        hosts = [m for m in _HOST.finditer(text) if not _OFFICIAL.search(m[1])]
        if not hosts or "@" in text or _REFERENCE.search(text):
            continue
        claim = _site_line(text, hosts, sites)
        if claim is not None:
            safety, where = claim
            yield Claim(i, i, "a site's address", safety, where)


def _site_line(text: str, hosts: list[re.Match[str]], sites: Sites) -> tuple[Safety, Where] | None:
    rest = _HOST.sub("", text)
    trade = _TRADE.search(rest) or any(_HOSTED.search(h[1]) for h in hosts)
    # Three lines with one address make it the file's own site, whichever it is.
    repeated = sites.lines[_bones(text)] >= 2 or any(sites.hosts[_bare(h[1])] >= 3 for h in hosts)
    words = sum("\u4e00" <= c <= "\u9fff" for c in rest)
    if "。" in text or "；" in text or text.endswith(";"):
        return (Safety.SUGGEST, "any") if _TRADE.search(rest) and _OFFER.search(rest) else None
    if _TOLD.search(rest) or (_CONTACT.match(text) and not _TRADE.search(rest)):
        return None  # somebody's words with an address in them, or where to reach an office
    if _TRADE.search(rest) or (repeated and _OFFER.search(rest)):
        return Safety.CERTAIN, "any" if repeated or _OFFER.search(rest) else "ends"
    if words <= 10 and repeated and not any(h[2] and len(h[2]) > 1 for h in hosts):
        return Safety.CERTAIN, "any"
    if words <= 10 and trade:
        return Safety.LIKELY, "ends"
    return None


def offers(lines: Sequence[Line], candidates: list[int], sites: Sites, evidence: int) -> Iterator[Claim]:
    """Lines that nobody listed, but that are made of the words of those who give books away.

    ``evidence`` is the number of lines that are an advertisement beyond doubt. A library's report speaks of 电子书 and
    在线阅读, too: without evidence a line must be made of nothing else.
    """
    rows = table()
    ends, anywhere = (11, 99) if evidence == 0 else (5, 8) if evidence == 1 else (5, 5)
    for i in candidates:
        line = lines[i]
        named = evidence >= 2 and any(name in line.text for name in sites.names)
        if len(line.text) > 200 or line.text[0] in '“"「' or ("“" in line.text and not named):
            continue
        text = fold(line.text)
        if _CONTACT.match(text) and not _TRADE.search(text):
            continue
        weight = _weight(text, rows.weights, rows.weighed) + 4 * named
        weight += named and _bones(line.text) in sites.names  # nothing but the site's name
        if weight >= ends:
            yield Claim(i, i, "an offer of books", Safety.LIKELY, "any" if weight >= anywhere else "ends")


def _weight(text: str, weights: dict[str, int], weighed: re.Pattern[str]) -> int:
    letters = _bones(_HOST.sub("", text))
    if _REFERENCE.search(text) or _STORY.search(letters):
        return 0  # somebody cites, tells a story, or makes a law
    # Few lines hold one of the words, and a short text is done before the words are one pattern.
    found = set(weighed.findall(letters)) if any(w in letters for w in weights) else set()
    weight = sum(weights[w] for w in found) + 3 * (_own(text) is not None)
    if "。" in text[:-1] or (text.endswith("。") and not found & {"本站", "书友", "阅读模式", "手打"}):
        return weight - 4
    return weight


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.")


def _own(text: str) -> re.Match[str] | None:
    return next((h for h in _HOST.finditer(text) if not _OFFICIAL.search(h[1])), None)


def mutated(lines: Sequence[Line], sites: Sites) -> Iterator[Claim | Cut]:
    """Addresses disguised so that no list knows them: ｗＷw.ｘiao．ｃoＭ, w*w*w.x-i-a-o.c-o-m."""
    own = {skeleton(h): h for h in sites.hosts if len(skeleton(h)) >= 7}
    for i, line in enumerate(lines):
        tail = line.text[-80:]
        if not _SEVEN.search(tail):  # fewer letters than www, a name and com come to
            continue
        if (len(line.text) > 60 and tail[-1] in "。，；") or "@" in tail:
            continue
        bones = skeleton(tail)
        if len(bones) < 7 or not (any(o in bones for o in own) or ("ww" in bones and _disguised(tail))):
            continue
        if not _disguised(tail) and not _hidden(tail, own):
            continue
        if len(line.text) <= 60 and not _STOP.search(line.text):
            yield Claim(i, i, "a site's address in disguise", Safety.CERTAIN)
            continue
        at = max(tail.rfind(c) for c in _END) + 1
        if at and len(skeleton(tail[at:])) >= 7:
            start = line.at + len(line.text) - len(tail) + at
            yield Cut(start, line.at + len(line.text), "a site's address in disguise", Safety.LIKELY)


def _disguised(text: str) -> bool:
    """Whether an address is written as nobody would who wants it read: widths or cases mixed, signs between letters."""
    plain = [unicodedata.normalize("NFKD", c).lower()[:1] or c for c in text]  # one for one: offsets hold
    m = _MUTATED.search("".join(plain).translate({0x3C9: "w", 0x3002: "."}))
    if m is None:
        return False
    found = text[m.start() : m.end()]
    letters = [c for c in found if c.isalpha()]
    wide = sum(not c.isascii() for c in letters)
    swaps = sum(a.islower() and b.isupper() for a, b in pairwise(letters))
    signs = len(re.findall(r"(?<=[^\W_])[^\w\s.\-/:](?=[^\W_])", found))
    return 0 < wide < len(letters) or swaps >= 3 or signs >= 3


def _hidden(text: str, own: dict[str, str]) -> bool:
    """Whether an address that the text gives elsewhere is here, but not in plain letters."""
    plain = fold(text).lower()
    bones = skeleton(text)
    return any(o in bones and host not in plain for o, host in own.items())


def brackets(text: str, lines: Sequence[Line]) -> Iterator[Cut]:
    """（www.……） inside a sentence: taken where the same stands three times, else asked about."""
    found: list[tuple[int, int, str]] = []
    for line in lines:
        if not _SEVEN.search(line.text):
            continue
        for m in _PAIRS.finditer(text, line.start, line.end):
            inner = fold(m[1])
            hosts = [h for h in _HOST.finditer(inner) if not _OFFICIAL.search(h[1])]
            if (hosts and "@" not in inner) or ("w" in skeleton(inner) and _disguised(m[1])):
                found.append((*m.span(), _bones(inner)))
    often = Counter(bones for _, _, bones in found)
    for start, end, bones in found:
        if often[bones] >= 3:
            yield Cut(start, end, "a site's address in brackets, again and again", Safety.LIKELY)
        elif _TRADE.search(text[start:end]) or _disguised(text[start:end]):
            yield Cut(start, end, "a site's address in brackets", Safety.SUGGEST)


def cut_in(text: str, lines: Sequence[Line], head: AbstractSet[int]) -> Iterator[Cut]:
    """The head's own advertisement inside a sentence, where a site's program cut the text to put it in."""
    for words in {lines[i].text for i in head if len(lines[i].text) >= 12}:
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            cut = at > 0 and text[at - 1].isalnum()
            torn = cut and text[end : end + 1] == "\n" and end + 1 < len(text)
            if cut:
                yield Cut(at, end + torn, "a site's advertisement cut into a sentence", Safety.LIKELY)
            at = text.find(words, end)


def tails(lines: Sequence[Line]) -> Iterator[Cut]:
    """A site's words behind the last sentence of a paragraph."""
    for line in lines:
        if line.text.endswith(("页)", "页）")) and (m := _PART.search(line.text)):
            yield Cut(line.at + m.start(), line.at + len(line.text), "a page number", Safety.LIKELY)
        tail = line.text[-240:]
        if _TAIL_HINT.search(tail) and (m := table().tails.search(fold(tail))):
            start = line.at + len(line.text) - len(tail) + m.start()
            yield Cut(start, line.at + len(line.text), "left by a site behind the sentence", Safety.LIKELY)


def _bones(text: str) -> str:
    return _SIGNS.sub("", text.lower())
