"""What a page puts round its text: buttons, the path to the page, page numbers, drawn lines. A part of boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from docnorm.cleaners.scrapes._boilerplate_lines import Claim, InnerCut, PageLine, narrow
from docnorm.cleaners.scrapes._boilerplate_table import read_table
from docnorm.edit import Safety
from docnorm.text.late import late

_SIGNS = "【】[]［］（）()〔〕『』:：|｜/／·•,，、×✕✖>＞»«<＜-—~+＋*←→↑↓▲▼◀▶"
_GLUE = rf"[\s{re.escape(_SIGNS)}]"
_FILLER = late(rf"{_GLUE}+")
_NEXT = frozenset(("上一章", "下一章", "上一页", "下一页", "上一篇", "下一篇", "上一节", "下一节", "上页", "下页"))
_SIZES = late(
    r"(?:[【\[［]\s*(?:字号|字体)(?:大小)?\s*[:：]?|(?:字号|字体)(?:大小)?\s*[:：]\s*[【\[［(（]?)\s*(?:特大|超大|加大|放大|大|A\+)"
    r"(?:[\s|/]*(?:中|小|还原|减小|默认|正常|标准|缩小|大)){1,5}\s*[】\]］)）]*"
)
_HOME = r"(?:网站|本站|返回)?(?:首页|主页)"
_HERE = r"[您你]?(?:现在|当前|目前)?的?(?:所在)?的?位置[是为]?\s*:"
_PATH = late(
    rf"{_HERE}\s*(?:.{{0,20}}?{_HOME}.{{0,100}}|[^。]{{0,30}}[>›»→][^。]{{0,80}})|{_HOME}\s*[>›»→][^。]{{1,100}}"
)
_TORN = late(rf"(?:{_HERE}\s*)?(?P<home>{_HOME})|{_HERE}")

_COUNTED = late(
    r"[-—_\s(\[【]*(?:第\s*\d{1,4}\s*页\s*[,/|、\s]*\s*[共总]\s*(?:计)?\d{1,4}\s*页"
    r"|[共总]\s*\d{1,4}\s*页\s*[,/|、\s]*第\s*\d{1,4}\s*页|第?\s*[(]?第?\s*\d{1,4}\s*/\s*\d{1,4}\s*[)]?\s*页"
    r"|[Pp]age\s*\d{1,4}\s*of\s*\d{1,4})[-—_\s)\]】]*"
)
_NAMED = late(r"[-—\s(\[]*第\s*(\d{1,4})\s*页[-—\s)\]]*")
_DASHED = late(r"[-—–―─~·•]{1,3}\s*(\d{1,4})\s*[-—–―─~·•]{1,3}")
_OF = late(r"(\d{1,4})\s*/\s*\d{1,4}")
_BARE = late(r"\d{1,4}")
_FIELD = late(r"(?:[-—\s]*PAGE\s*\\?\*?\s*(?:MERGEFORMAT)?[-—\s\d]*|NUMPAGES.{0,20})")
_RULE = late(r"([-－–—―─━═=＝~～*＊★☆◆◇■※▲△▼▽♀♂§]) ?(?:[-－–—―─━═=＝~～*＊★☆◆◇■※▲△▼▽♀♂§] ?){4,}")
_BREAK = late(r"([*＊★☆※])(?: ?\1){2,8}")
_PROSE = late("[，。；！？：“]")
_BARE_HAN = late("[\u3400-\u9fff]+")
_NUMBER = late(r"[0-9０-９]|PAGE")
_CLOSED = "。！？…”’」』：；.!?:;）)"


def find_buttons(lines: Sequence[PageLine], quiet: AbstractSet[int]) -> Iterator[Claim]:
    """Runs of a page's buttons: 下载 打印 【字号： 大 中 小 】 分享到：; lines in ``quiet`` do not part them."""
    words = read_table().words
    fits = late(rf"{_GLUE}*(?>(?:{read_table().button.pattern}){_GLUE}*)+")
    letters = frozenset(_SIGNS).union(*words)
    run: list[int] = []
    seen: dict[str, None] = {}  # a set that keeps its order; never longer than the table
    above = False
    for i, line in enumerate(lines):
        if i in quiet:
            continue
        found = [m[0] for m in read_table().button.finditer(line.text)] if _fits(fits, letters, line.text) else None
        if found and _is_valid(found, seen, words):
            run.append(i)
            seen |= dict.fromkeys(found)
            continue
        if run and len(line.text) <= 2 and _FILLER.fullmatch(line.text):  # longer ones are drawn lines
            run.append(i)
            continue
        yield from _judge(lines, run, seen, words, above=above)
        above |= bool(run)
        run, seen = [], {}
        if found and _is_valid(found, {}, words):
            run, seen = [i], dict.fromkeys(found)
        else:
            above = True
    yield from _judge(lines, run, seen, words, above=above)


def _fits(pattern: re.Pattern[str], letters: frozenset[str], text: str) -> bool:
    return len(text) <= 80 and letters.issuperset("".join(text.split())) and pattern.fullmatch(text) is not None


def _is_valid(found: list[str], seen: dict[str, None], words: dict[str, str]) -> bool:
    """大 is a button only behind 字号, 微信 only behind 分享到."""
    kinds = {words[w] for w in seen}
    for word in found:
        kind = words[word]
        if kind in ("size", "share") and f"{kind}-head" not in kinds:
            return False
        kinds.add(kind)
    return True


def _judge(
    lines: Sequence[PageLine], run: list[int], seen: dict[str, None], words: dict[str, str], *, above: bool
) -> Iterator[Claim]:
    if not run:
        return
    head = lines[run[0]].text
    kinds = [words[w] for w in seen]
    sized = "size-head" in kinds and kinds.count("size") >= 2
    asked = "：" in head or ":" in head
    shared = ("share-head" in kinds and (len(seen) > 1 or asked)) or ("size-head" in kinds and asked)
    # 下载 and 打印 may be the document's own list; on one line, in 【】, or with nothing above, they are the page's.
    page = len(run) == 1 or (not above and kinds.count("action") >= 3) or "【" in head
    if kinds.count("turn") >= 2 and (_NEXT & seen.keys() or kinds.count("turn") >= 3):
        claim = Claim(0, 0, "a book site's buttons", Safety.CERTAIN if _NEXT & seen.keys() else Safety.LIKELY)
    elif sized or shared or "strong" in kinds:
        safety = Safety.CERTAIN if len(seen) >= 3 else Safety.LIKELY
        claim = Claim(0, 0, "a web page's buttons", safety, "any" if len(seen) >= 4 else "ends")
    elif kinds.count("action") >= 2:
        claim = Claim(0, 0, "a web page's buttons", Safety.LIKELY if page else Safety.SUGGEST, "ends")
    else:
        return
    if _is_listed(lines, run):
        claim = claim._replace(safety=Safety.SUGGEST)
    for i in run:
        yield claim._replace(first=i, last=i)


def _is_listed(lines: Sequence[PageLine], run: list[int]) -> bool:
    """Whether buttons are what the text is about: 文件菜单包括：⏎新建⏎打开⏎打印⏎关闭窗口.

    Each has its own line, under a line that leads on to them or names one of them; other words may stand between.
    """
    if any(" " in lines[i].text or "【" in lines[i].text for i in run):
        return False
    at = run[0] - 1
    while at >= 0 and run[0] - at <= 20 and len(lines[at].text) <= 8 and _BARE_HAN.fullmatch(lines[at].text):
        at -= 1
    if at < 0:
        return False
    above = lines[at].text
    return above[-1] in "：:" or any(lines[i].text in above for i in run if len(lines[i].text) > 1)


def find_size_choices(lines: Sequence[PageLine]) -> Iterator[InnerCut]:
    """【字号：大 中 小】 at the end of a line of source and date, and the buttons behind it."""
    after = late(rf"{_GLUE}*(?>(?:{read_table().button.pattern}){_GLUE}*)*")
    for line in lines:
        if "字号" not in line.text and "字体" not in line.text:
            continue
        at = line.text.find("字号")
        m = _SIZES.search(line.text, max(0, (at if at >= 0 else line.text.find("字体")) - 2))
        if m is None or len(line.text) > 300:
            continue
        rest = after.fullmatch(line.text, m.end())
        if rest is None and line.text[m.end() : m.end() + 1].isalnum():
            continue  # 字号：大小适中
        yield InnerCut(line.at + m.start(), line.at + (rest or m).end(), "a web page's buttons", Safety.CERTAIN)


# What a program has and no site has for a section: 首页 > 我的 > 设置 says where to press.
_MENU = late("我的|设置|选项|新建|编辑|登录|注册|个人中心|打开|保存")


def find_paths(lines: Sequence[PageLine]) -> Iterator[Claim]:
    """The path to the page, on one line or torn at its arrows: 您的位置：首页 > 政务公开 > 通知公告."""
    i = 0
    while i < len(lines):
        raw = lines[i].text
        if len(raw) <= 140 and ("位置" in raw or "首页" in raw or "主页" in raw):
            text = narrow(raw)
            if _PATH.fullmatch(text):
                menu = "位置" not in text and _MENU.search(text) is not None
                yield Claim(i, i, "the path to a web page", Safety.SUGGEST if menu else Safety.CERTAIN, "head")
            elif (last := _find_torn_end(lines, i, text)) > i:
                yield Claim(i, last, "the path to a web page", Safety.CERTAIN, "head")
                i = last
        i += 1


def _find_torn_end(lines: Sequence[PageLine], i: int, text: str) -> int:
    head = _TORN.fullmatch(text)
    if head is None:
        return i
    j = i
    if not head["home"] and j + 1 < len(lines) and re.fullmatch(_HOME, lines[j + 1].text):
        j += 1
    steps = 0
    while (
        j + 2 < len(lines) and narrow(lines[j + 1].text) in (">", ">>", "›", "»", "→") and len(lines[j + 2].text) <= 20
    ):
        j += 2
        steps += 1
    return j if steps else i


def find_page_like(lines: Sequence[PageLine]) -> Iterator[int]:
    """Yield the lines that are a page number by their looks."""
    for i, line in enumerate(lines):
        if (
            len(line.text) <= 30
            and _NUMBER.search(line.text)
            and any(p.fullmatch(narrow(line.text)) for p in (_COUNTED, _FIELD, _NAMED, _DASHED))
        ):
            yield i


def find_page_numbers(text: str, lines: Sequence[PageLine], quiet: AbstractSet[int]) -> Iterator[Claim]:
    """第3页 共8页, - 3 -, 第3页, and bare numbers that count pages; lines in ``quiet`` are no text above or below."""
    short = [
        (i, narrow(line.text))
        for i, line in enumerate(lines)
        if len(line.text) <= 30 and i not in quiet and _NUMBER.search(line.text)
    ]
    numbers = set()
    for i, line in short:
        if _COUNTED.fullmatch(line) or _FIELD.fullmatch(line):
            numbers.add(i)
            yield Claim(i, i, "a page number", Safety.CERTAIN)
    for pattern in (_NAMED, _DASHED, _OF, _BARE):
        found = [(i, int(m[m.lastindex or 0])) for i, line in short if (m := pattern.fullmatch(line))]
        if not found:
            continue
        rest = quiet | numbers | {i for i, _ in found}
        counts = _count_pages(text, lines, found, rest, bare=pattern in (_BARE, _OF))
        if not counts and pattern in (_BARE, _OF):
            continue  # a number on a line of its own is mostly a cell of a table
        several = pattern is _NAMED and len(found) > 1
        safety = Safety.CERTAIN if counts and several else Safety.LIKELY if counts else Safety.SUGGEST
        for i, _ in found:
            yield Claim(i, i, "a page number", safety)


def _count_pages(
    text: str, lines: Sequence[PageLine], found: list[tuple[int, int]], rest: AbstractSet[int], *, bare: bool
) -> bool:
    """Whether numbers stand where pages end, and not where the sections of a story begin.

    Both count up by one. A page's number comes after the page: it has text above, often a line that is cut in the
    middle of its sentence, or nothing below; a section's number has a finished paragraph above and its own text below.
    """
    if any(b - a not in (1, 2) for (_, a), (_, b) in pairwise(found)) or (bare and len(found) < 3):
        return False
    above = _find_above(lines, [i for i, _ in found], rest)
    cut = [len(line) >= 15 and line[-1] not in _CLOSED for line in above]
    if bare and (not cut[0] or any(lines[j].start - lines[i].end < 120 for (i, _), (j, _) in pairwise(found))):
        return False  # a column of a table, line by line: its numbers stand before what they count
    fed = any("\f" in text[max(0, lines[i].start - 2) : lines[i].end + 2] for i, _ in found)
    closing = above[0] != "" and all(i in rest for i in range(found[-1][0], len(lines))) and (not bare or any(cut))
    return closing or fed or (sum(cut) * 3 >= len(found) and (not bare or sum(cut) * 2 >= len(found)))


def _find_above(lines: Sequence[PageLine], wanted: list[int], rest: AbstractSet[int]) -> list[str]:
    """Return the line of text that stands above each of the ``wanted`` lines, "" for none."""
    found: list[str] = []
    text = ""
    at = 0
    for i in wanted:
        for j in range(at, i):
            if j not in rest:
                text = lines[j].text
        at = i
        found.append(text)
    return found


def find_drawn_lines(lines: Sequence[PageLine], debris: AbstractSet[int]) -> Iterator[Claim]:
    """Lines drawn with five or more like signs that stand round debris; elsewhere somebody drew them on purpose.

    ____ is a blank to fill in, …… a text left out, □ a lost character, ＊＊＊＊＊ parts sections.
    """
    drawn = [
        i
        for i, (_, _, _, text) in enumerate(lines)
        if not _BREAK.fullmatch(text) and _RULE.match(text) and len(set(text)) <= 3 and _RULE.fullmatch(text)
    ]
    for i in drawn:
        if i - 1 in debris or i + 1 in debris:
            yield Claim(i, i, "a drawn line", Safety.CERTAIN)


def find_running_heads(lines: Sequence[PageLine], numbers: AbstractSet[int]) -> Iterator[Claim]:
    """Lines that stand beside page numbers five times and hardly anywhere else: the book's name on every page."""
    beside = Counter(lines[j].text for i in numbers for j in (i - 1, i + 1) if 0 <= j < len(lines) and j not in numbers)
    heads = {text for text, often in beside.items() if often >= 5 and len(text) <= 40 and not _PROSE.search(text)}
    if not heads:
        return
    everywhere = Counter(line.text for line in lines)
    for i, line in enumerate(lines):
        if line.text in heads and beside[line.text] * 5 >= everywhere[line.text] * 4:
            yield Claim(i, i, "a running head", Safety.LIKELY)
