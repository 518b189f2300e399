"""Page markup that was left in a text: ``<p>``, ``</span>``, ``<br />``, scripts. A part of scraper-marker."""

from __future__ import annotations

from collections.abc import Iterator

from docnorm.edit import Safety
from docnorm.text.late import late

_BLOCK = late(
    r"/?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|tr|table|tbody|thead|tfoot|h[1-6]|section|article|header|footer|center"
    r"|blockquote|figure|figcaption|form|main|nav|aside)"
)
_INLINE = late(
    r"/?(?:span|font|strong|b|i|em|u|s|a|img|td|th|col|colgroup|caption|small|big|strike|del|ins|nobr|wbr|input|button"
    r"|label|iframe|embed|object|param|meta|link|html|head|body|title|o:p|v:shape)"
)
_VOID = frozenset(("br", "hr", "img", "wbr", "input", "meta", "link", "col"))
_TAG = late(r"<(?P<name>/?[A-Za-z][A-Za-z0-9:]{0,9})(?P<rest>(?:\s[^<>]{0,2000})?)/?>")
# What a text about markup says. There a tag is a word of the text, and the most that we do is ask.
_ABOUT = late(r"(?i)html|xml|源代码|网页代码|markdown|模板(?:引擎|语法|文件)")
_MASS = 20  # runs of tags: a text about markup that holds so many holds some that are not spoken of
# 用<p>标签表示段落，用<br>换行: what stands beside a tag that is a word of its sentence.
_NAMED = late(r"[\"'”’」`]?\s*(?:标签|元素|标记|属性)")
_USED = late(
    r"(?:用|在|到|使用|利用|[写加]一?[个对]|加|添加|插入|写|写上|输入|标签|元素|标记|出现|叫做|称为)[\"'“‘「`]?\s*\Z"
)
# A site's name in a tag of its own, inside a sentence: 写现<u>藏书网</u>代中国.
_SIGNED = late(
    r"(?<=[\u4e00-\u9fff])<(?P<signed>u|b|i|em|strong|font|span|a|s|small|big|del|ins|label)(?:\s[^<>\n]{0,200})?>[ ]*"
    r"(?P<name>[\u4e00-\u9fff]{1,7}(?:网|书院|书屋|书城|书库|书吧|书阁|文学|论坛|小说)|(?:www\.)?[A-Za-z0-9-]{2,30}\.(?:com|net|org|cc|cn|la|me))"
    r"[ ]*</(?P=signed)>(?=[\u4e00-\u9fff])"
)
_ATTRIBUTE = late(r"\s[\w:-]+\s*=")

Run = tuple[int, int, list[str]]


def find_tags(text: str) -> Iterator[tuple[int, int, str, str, Safety]]:
    """Yield stretches of markup, what stands for them afterwards, why, and how sure that is."""
    if "<" not in text and "-->" not in text:
        return
    hidden, runs = list(_find_hidden(text)), list(_find_runs(text))
    yield from _find_signed(text)
    if not hidden and not runs:
        return
    told = [_is_told(text, *run) for run in runs]
    mass = len(runs) >= _MASS and sum(told) * 10 <= len(runs)
    about = not mass and _ABOUT.search(_TAG.sub("", text)) is not None
    safety = Safety.SUGGEST if about else Safety.LIKELY
    for start, end in hidden:
        # A long comment, or one over several lines, may be a piece of the document that somebody commented out.
        comment = text.startswith("<!--", start)
        doubtful = comment and (end - start > 80 or "\n" in text[start:end])
        yield start, end, "", "page code that no reader saw", Safety.SUGGEST if doubtful else safety
    for (start, end, names), spoken in zip(runs, told, strict=True):
        sure = Safety.SUGGEST if spoken else safety
        yield start, end, _choose_replacement(text, start, end, names), "a tag of the page", sure


def _find_signed(text: str) -> Iterator[tuple[int, int, str, str, Safety]]:
    """Yield what a site cut into sentences: its address, or its name where the characters beside it are a word."""
    for m in _SIGNED.finditer(text):
        from docnorm.lexicon.words import UNKNOWN, words

        start, end = m.span()
        sure = "." in m["name"] or words().find(text[start - 1] + text[end]) != UNKNOWN
        yield start, end, "", "a site's name cut into a word", Safety.LIKELY if sure else Safety.SUGGEST


def _is_told(text: str, start: int, end: int, names: list[str]) -> bool:
    """Whether a sentence speaks of the tag: it is named one, or used as a word, and has no partner in its line."""
    if len(names) > 1 or _ATTRIBUTE.search(text, start, end):
        return False
    if names[0].startswith("/"):
        return _USED.search(text[max(0, start - 6) : start]) is not None and f"<{names[0][1:]}" not in text
    stop = text.find("\n", end)
    if text.find(f"</{names[0]}", end, stop if stop >= 0 else len(text)) >= 0:
        return False
    return _NAMED.match(text, end) is not None or _USED.search(text[max(0, start - 6) : start]) is not None


def _find_hidden(text: str) -> Iterator[tuple[int, int]]:
    """Comments, scripts and style sheets, from opener to closer. One ``find`` each way: linear on any input."""
    low = text.lower() if "<s" in text or "<S" in text else text
    if len(low) != len(text):  # İ grows when lowered: offsets would drift
        low = text
    for opener, closer in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        at = low.find(opener)
        while at >= 0:
            end = low.find(closer, at)
            if end < 0:
                break  # a missing closer: the text behind may be the document
            yield max(at, low.rfind(opener, at, end)), end + len(closer)
            at = low.find(opener, end)


def _find_runs(text: str) -> Iterator[Run]:
    """Tags of this page, those that stand together taken together."""
    found = [m for m in _TAG.finditer(text) if any(n.fullmatch(m["name"].lower()) for n in (_BLOCK, _INLINE))]
    names = {m["name"].lower() for m in found}
    run: Run | None = None
    for m in found:
        name = m["name"].lower()
        bare = not name.startswith("/") and name not in _VOID and not _ATTRIBUTE.match(m["rest"])
        if bare and "/" + name not in names:
            continue  # List<b>, <a>: without attribute and closer it may be anything
        if run is not None and not text[run[1] : m.start()].strip(" \t\u3000\xa0"):
            run[2].append(name)
            run = (run[0], m.end(), run[2])
        else:
            if run is not None:
                yield run
            run = (*m.span(), [name])
    if run is not None:
        yield run


def _choose_replacement(text: str, start: int, end: int, names: list[str]) -> str:
    """A block's border between two texts of one line is a line end; a table cell's is a tab."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if left in ("", "\n") or right in ("", "\n", "\r"):
        return ""
    if any(_BLOCK.fullmatch(name) for name in names):
        return "\n"
    return "\t" if any(name in ("td", "th") for name in names) else ""
