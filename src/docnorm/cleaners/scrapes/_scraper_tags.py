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
_ABOUT = late(r"(?i)html|xml|标签|元素|源代码|网页代码|markdown|模板")
_ATTRIBUTE = late(r"\s[\w:-]+\s*=")

Run = tuple[int, int, list[str]]


def tags(text: str) -> Iterator[tuple[int, int, str, str, Safety]]:
    """Yield stretches of markup, what stands for them afterwards, why, and how sure that is."""
    if "<" not in text and "-->" not in text:
        return
    hidden, runs = list(_hidden(text)), list(_runs(text))
    if not hidden and not runs:
        return
    safety = Safety.SUGGEST if _ABOUT.search(_TAG.sub("", text)) else Safety.LIKELY
    for start, end in hidden:
        # A long comment, or one over several lines, may be a piece of the document that somebody commented out.
        comment = text.startswith("<!--", start)
        doubtful = comment and (end - start > 80 or "\n" in text[start:end])
        yield start, end, "", "page code that no reader saw", Safety.SUGGEST if doubtful else safety
    for start, end, names in runs:
        yield start, end, _stands_for(text, start, end, names), "a tag of the page", safety


def _hidden(text: str) -> Iterator[tuple[int, int]]:
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


def _runs(text: str) -> Iterator[Run]:
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


def _stands_for(text: str, start: int, end: int, names: list[str]) -> str:
    """A block's border between two texts of one line is a line end; a table cell's is a tab."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if left in ("", "\n") or right in ("", "\n", "\r"):
        return ""
    if any(_BLOCK.fullmatch(name) for name in names):
        return "\n"
    return "\t" if any(name in ("td", "th") for name in names) else ""
