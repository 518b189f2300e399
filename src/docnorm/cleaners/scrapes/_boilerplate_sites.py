"""What book sites and document sites write into a text to be found again. A part of boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from docnorm.cleaners.scrapes._boilerplate_address import (
    CONTACT,
    HOST,
    OFFICIAL,
    REFERENCE,
    TRADE,
    Sites,
    find_own_address,
    keep_alphanumerics,
    names_page,
    strip_prefix,
)
from docnorm.cleaners.scrapes._boilerplate_disguise import SEVEN, is_disguised
from docnorm.cleaners.scrapes._boilerplate_lines import Claim, InnerCut, PageLine, Where, keep_latin, narrow
from docnorm.cleaners.scrapes._boilerplate_table import CLOSING, HINT, read_table
from docnorm.edit import Safety
from docnorm.text.late import late

_OFFER = late("下载|登[陆录]|提供|电子书|访问|收藏|搜索|最新|免费|尽在|欢迎|光临|整理|制作|首发|更新|阅读")
_HOSTED = late(
    r"txt|shu(?!i)|(?<!face)(?<!git)(?<!note)(?<!mac)(?<!md)(?<!hand)(?<!play)book|novel|xiaoshuo|(?<![a-z])read(?!thedocs)|wenxue|wenku|bbs|epub|kindle|biqu|zhangjie|fanwen|docin|xs\d*\.",
    re.IGNORECASE,
)
_ITEM = late(r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]|附件|[①-⑳]|[-*•·]|--")
_PAIRS = late(
    r"[（(\[［【〔｛{<＜〈『「]([^（）()\[\]［］【】〔〕｛｝{}<>＜＞〈〉『』「」\n]{4,80})[）)\]］】〕｝}>＞〉』」]"
)
# What a site for books calls itself and its wares by; TXT小说下载：www.…, and nothing else, is no author's note.
_WARES = late(
    r"txt|e?电子书|小说|全[集本文]|完本|免费|在线|手打|首发|更新|最[新快]|下载|阅读|尽在|欢迎|请?访问|网站?",
    re.IGNORECASE,
)
_HAN = late(r"[\u3400-\u9fff]")
_LABELLED = late(r"[\u4e00-\u9fffA-Za-z]{2,8}:\s*https?://[!-~]+")  # 课程教材：https://textbook.example.org/
# An address with all of its path, which may go on in Chinese: …/maps/文学/体裁.png.
_PAGE = late(HOST.pattern.removesuffix("(/[!-~]*)?") + r"(?:/[^\s，。；、（）()<>《》“”]*)?", re.IGNORECASE)
_DOT = late("[.．]")
# What a sentence of a site has and one of prose mostly has not.
_CALL = late(r"[请您]|[你本][站书章]|本小章|记住|秒记|[a-z0-9]\.[a-z]{2}")
_NUMBERED = late(
    r"[(]?[一二三四五六七八九十]{1,3}[、)]|[(]?\d{1,2}[.、)]\s*[\u4e00-\u9fff]|第[一二三四五六七八九十百\d]+条"
)
_SAYS = late('(?:说|称|道|写|写着|表示|声明|标着|印着|所谓|一句)[:,]?["「『]')  # 网站声称“本站所有小说均为转载”。
_TOLD = late(r"[他她]|我(?!们)")
_NAMED = late(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,7}(?:网|书院|书屋|书城|书库|书吧|论坛|小说|阁|书坊|书斋|书社|文学|中文|书楼|文库|天堂))"
    r"(?=[\W_]{0,6}(?:https?://|www\.|m\.|[a-z0-9-]{3,30}\.(?:com|net|cc|org|cn|la|me|info)))",
    re.IGNORECASE,
)
_PARTED = late(r"\w[-*+.·&=~^_|/＊－＿](?=\w)")  # 小-说-天.堂
_PART = late(r"\s*[(（]第\d{1,3}/\d{1,3}页[)）]$")
_TAIL_HINT = late(
    "记住|最新章|全文阅读|免费阅读|readx|show|chaptererror|本章|待续|本书|本站|收藏|手机|网址|域名|章节|下一页"
)


def collect_sites(lines: Sequence[PageLine]) -> Sites:
    """Collect addresses from the lines that are short enough to be a site's own."""
    hosts: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for line in lines:
        if len(line.text) <= 200 and _DOT.search(line.text):
            folded = narrow(line.text)
            found = [m[1] for m in HOST.finditer(folded)]
            own = [strip_prefix(h) for h in found if not OFFICIAL.search(h)]
            hosts.update(set(own))
            if own:
                rows[keep_alphanumerics(folded)] += 1
                names.update({m[1] for m in _NAMED.finditer(folded) if not m[1].endswith("官网")})
    # A name that stands twice beside an address is the site's: nobody in the story has an address.
    return Sites(hosts, rows, frozenset(n for n, often in names.items() if often >= 2))


def find_hinted(lines: Sequence[PageLine], sites: Sites, chapters: Sequence[int]) -> list[int]:
    """Return the lines that a phrase may fit or that may be an offer."""
    hit = bytearray(len(lines))
    for i, (_, _, _, text) in enumerate(lines):
        hit[i] = len(text) <= 250 and (
            HINT.search(text) is not None
            or any(name in text for name in sites.names)
            or len(text) in (32, 33)
            or (len(text) <= 40 and _PARTED.search(text) is not None)
        )
    # 相关报道： is a line of text anywhere else.
    ends = [(len(lines) - 1, -1, 15), (0, 1, 6)]
    ends += [end for i in chapters for end in ((i - 1, -1, 2), (i + 1, 1, 2))]
    heads = frozenset(chapters)
    near = {i for end in ends for i in _find_near(lines, hit, heads, *end)}
    return [i for i, (_, _, _, text) in enumerate(lines) if hit[i] or (i in near and len(text) <= 250)]


def _find_near(
    lines: Sequence[PageLine], hit: bytearray, heads: frozenset[int], at: int, step: int, most: int
) -> Iterator[int]:
    """Yield the lines from an end on until ``most`` of them can only be text: these stand there without the debris."""
    while 0 <= at < len(lines) and most and at not in heads:
        text = lines[at].text
        if hit[at] or ((text[-1] != "。" or _CALL.search(text)) and CLOSING.search(text)):
            yield at
        else:
            most -= 1
        at += step


_RECORDED = late(r"[^:]{0,6}(?:ICP|备案)[^:]{0,6}号[:]")
# The labels of a site's foot; beside any other one 备案号： is a field of a form.
_FIELD = late(
    r"(?!.{0,4}(?:主办|承办|协办|版权|维护|技术|支持|标识码|地址|邮编|邮政|电话|传真|热线|备案|ICP|公网|邮箱|联系|网址|[Cc]opyright))"
    r"[\u4e00-\u9fff()/、]{2,14}:"
)
# People who say something of the number: 本站京ICP备12345678号已于2020年注销.
_SPOKEN = late(
    r"(?:我|该|其|为|是|了|被|将|已)[^。]{0,40}(?:ICP备|ICP证)|(?:ICP备|ICP证)[^。]{0,20}(?:我|该|其|为|是|了|被|将|已)"
)


def _is_recorded(lines: Sequence[PageLine], at: int) -> bool:
    """Whether a number of registration is text: a field among others of a form, or what a sentence speaks of."""
    text = narrow(lines[at].text)
    if "ICP" not in text:
        return False
    if _SPOKEN.search(text):
        return True
    if not _RECORDED.match(text):
        return False
    beside = (narrow(lines[i].text) for i in (at - 1, at + 1) if 0 <= i < len(lines))
    more = text.partition("号")[2].partition("号")[2].lstrip("-0123456789 ")
    return _FIELD.match(more) is not None or any(_FIELD.match(held) for held in beside)


def find_phrases(lines: Sequence[PageLine], candidates: list[int]) -> Iterator[Claim]:
    """Lines that read like those of the table."""
    rows = read_table().lines
    for i in candidates:
        text = narrow(lines[i].text)
        if len(text) not in (32, 33) and not CLOSING.search(text) and not HINT.search(text):
            continue
        if "." in text and any(OFFICIAL.search(h[1]) for h in HOST.finditer(text)):
            continue
        told, call = _is_told(text), _CALL.search(text) is not None
        quoted = _SAYS.search(text) is not None
        for row in rows:
            if (row.call or not (told and not call)) and row.pattern.fullmatch(text):
                asked = quoted or (row.call and told) or _is_recorded(lines, i)
                safety = Safety.SUGGEST if asked else row.safety
                worded = row.worded and find_own_address(text) is None
                yield Claim(i, i, "left by a site", safety, row.where, worded)
                break


def _is_told(text: str) -> bool:
    """Whether a line is said or told by somebody, or is a point of a list."""
    return text[0] in '“"' or text[-1] == "。" or _NUMBERED.match(text) is not None


def find_site_lines(lines: Sequence[PageLine], sites: Sites) -> Iterator[Claim]:
    """Whole lines that are an address, or an address with an offer."""
    for i, line in enumerate(lines):
        if len(line.text) > 120 or not _DOT.search(line.text):
            continue
        text = narrow(line.text)
        hosts = [m for m in HOST.finditer(text) if not OFFICIAL.search(m[1])]
        if not hosts or "@" in text or REFERENCE.search(text):
            continue
        claim = _judge_site_line(text, hosts, sites)
        if claim is not None:
            safety, where = claim
            yield Claim(i, i, "a site's address", safety, where)


def _judge_site_line(text: str, hosts: list[re.Match[str]], sites: Sites) -> tuple[Safety, Where] | None:
    rest = _PAGE.sub("", text)
    hosted = any(_HOSTED.search(h[1]) for h in hosts)
    # Three lines with one address make it the file's own site, whichever it is.
    repeated = sites.lines[keep_alphanumerics(text)] >= 2 or any(sites.hosts[strip_prefix(h[1])] >= 3 for h in hosts)
    words = sum("\u4e00" <= c <= "\u9fff" for c in rest)
    if "。" in text or "；" in text or text.endswith(";"):
        return (Safety.SUGGEST, "any") if TRADE.search(rest) and _OFFER.search(rest) else None
    if _TOLD.search(rest) or (CONTACT.match(text) and not TRADE.search(rest)):
        return None  # somebody's words with an address in them, or where to reach an office
    if _ITEM.match(text) and not (hosted and _OFFER.search(rest)):
        return None  # an item of a list: （一）网上报名：登录人事考试网（www.…）
    once = sites.lines[keep_alphanumerics(text)] < 2
    if once and (names_page(text, hosted=hosted) or _LABELLED.fullmatch(text)):
        return (Safety.SUGGEST, "any") if TRADE.search(rest) else None
    if TRADE.search(rest) or (repeated and hosted and _OFFER.search(rest)):
        return Safety.CERTAIN, "any" if repeated or _OFFER.search(rest) else "ends"
    if words <= 10 and repeated and not any(h[2] and len(h[2]) > 1 for h in hosts):
        # An office names its own site as often; only one that lives by books advertises with nothing but its name.
        return (Safety.CERTAIN, "any") if hosted else None
    if words <= 10 and hosted:
        return Safety.LIKELY, "ends"
    return None


def find_bracketed(text: str, lines: Sequence[PageLine]) -> Iterator[InnerCut]:
    """（www.……） inside a sentence: taken where the same stands three times or it only sells, else asked about."""
    found: list[tuple[int, int, str]] = []
    for line in lines:
        if not SEVEN.search(line.text):
            continue
        for m in _PAIRS.finditer(text, line.start, line.end):
            inner = narrow(m[1])
            hosts = [h for h in HOST.finditer(inner) if not OFFICIAL.search(h[1])]
            if (hosts and "@" not in inner) or ("w" in keep_latin(inner) and is_disguised(m[1])):
                found.append((*m.span(), keep_alphanumerics(inner)))
    often = Counter(letters for _, _, letters in found)
    for start, end, letters in found:
        inside = text[start:end]
        if often[letters] >= 3 and (TRADE.search(inside) or _HOSTED.search(narrow(inside)) or is_disguised(inside)):
            yield InnerCut(start, end, "a site's address in brackets, again and again", Safety.LIKELY)
        elif _is_wares(inside):
            yield InnerCut(start, end, "a site's wares and its address in brackets", Safety.LIKELY)
        elif often[letters] < 3 and (TRADE.search(inside) or is_disguised(inside)):
            yield InnerCut(start, end, "a site's address in brackets", Safety.SUGGEST)


def _is_wares(inside: str) -> bool:
    """Whether brackets hold an address and nothing but what such a site offers."""
    words = HOST.sub("", narrow(inside))
    return len(set(_WARES.findall(words))) >= 2 and not _HAN.search(_WARES.sub("", words))


def find_cut_in(text: str, lines: Sequence[PageLine], head: AbstractSet[int]) -> Iterator[InnerCut]:
    """The head's own advertisement inside a sentence, where a site's program cut the text to put it in."""
    for words in {lines[i].text for i in head if len(lines[i].text) >= 12}:
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            cut = at > 0 and text[at - 1].isalnum()
            torn = cut and text[end : end + 1] == "\n" and end + 1 < len(text)
            if cut:
                yield InnerCut(at, end + torn, "a site's advertisement cut into a sentence", Safety.LIKELY)
            at = text.find(words, end)


def find_tails(lines: Sequence[PageLine]) -> Iterator[InnerCut]:
    """A site's words behind the last sentence of a paragraph."""
    for line in lines:
        if line.text.endswith(("页)", "页）")) and (m := _PART.search(line.text)):
            yield InnerCut(line.at + m.start(), line.at + len(line.text), "a page number", Safety.LIKELY)
        tail = line.text[-240:]
        if _TAIL_HINT.search(tail) and (m := read_table().tails.search(narrow(tail))):
            start = line.at + len(line.text) - len(tail) + m.start()
            yield InnerCut(start, line.at + len(line.text), "left by a site behind the sentence", Safety.LIKELY)
