"""HTML entities and what they stand for: for ``entity``, and where ``scraper-marker`` cut one apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, replace
from docnorm.text.characters import HAN
from docnorm.text.late import late

# Scrapers escape what is escaped already (&amp;amp;nbsp;): all layers go at once, so that one pass is enough.
_AMP = r"(?:amp|#0*38|#[xX]0*26);"
_ENTITY = late(
    rf"&(?:{_AMP})*(?:\#(?P<dec>[0-9]{{1,7}})|\#[xX](?P<hex>[0-9A-Fa-f]{{1,6}})|(?P<name>[A-Za-z][A-Za-z0-9]{{1,30}}));"
    rf"|&(?:{_AMP})+(?![A-Za-z#])"
)
# Somebody writes about the entity: 请把&nbsp;替换为空格, 空格写作&nbsp; In 记者&nbsp;表示 nobody does.
_QUOTE = r"[\"'”’」`“‘「]?\s*"
_TOLD = late(rf"{_QUOTE}(?:替换|换成|转义|实体)")
_TOLD_OF = late(rf"{_QUOTE}(?:改|写|表示|代表|代替|来|转|显示|字符|符号|这|和&|与&|、&|标)")
_MADE = late(
    rf"(?:写作|写成|写为|显示为|变成|变为|转成|转为|替换为|替换成|改成|改为|叫做|代码为|代码是|就是){_QUOTE}\Z"
)
_NAMED = late(rf"(?:实体|转义符|转义字符|字符引用|写法是?){_QUOTE}\Z")
_TAKEN = late(rf"(?:[把将用以]|输入|打出){_QUOTE}\Z")
_LAST = late(rf"是{_QUOTE}\Z")
_CLOSED = late(r"[\"'”’」`]?[。，；！？,.;)）]?\s*(?:\n|\Z)")
# &lt;br&gt; is markup that somebody wanted to show; decoded it would be markup. Beside Han it is a sign.
_LESS = late(rf"(?:&lt;|<){{0,3}}(?:[{HAN}0-9０-９\s=]|&(?!lt;))|</?[A-Za-z]")
_UNSEEN = late(r"[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def read_entities(text: str, *, markup: bool) -> Iterator[Fix]:
    """Propose the character that each entity of ``text`` stands for; without ``markup`` &lt; &gt; &amp; &quot; stay."""
    for m in _ENTITY.finditer(text):
        new = _decode(m)
        if new is None or (not markup and new in '<>&"') or _is_told(text, *m.span()):
            continue
        if new == "<" and not _LESS.match(text, m.end()):
            continue
        if new == ">" and not re.match(rf"[{HAN}\s>;]", text[m.start() - 1 : m.start()]):
            continue
        yield replace(*m.span(), new, "an HTML entity")


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of the entity itself."""
    before = text[max(0, start - 9) : start]
    if _TOLD.match(text, end) or _MADE.search(before) or _NAMED.search(before):
        return True
    if _TAKEN.search(before) and _TOLD_OF.match(text, end):
        return True
    return _LAST.search(before) is not None and _CLOSED.match(text, end) is not None


def _decode(m: re.Match[str]) -> str | None:
    if m["name"]:
        from html.entities import html5  # 2,200 names, 1 ms

        new = html5.get(m["name"] + ";")
        if new is None:
            return None
    elif m["dec"] or m["hex"]:
        code = int(m["dec"]) if m["dec"] else int(m["hex"], 16)
        if 0x80 <= code < 0xA0:  # as browsers read it: &#151; is the dash of Windows-1252
            return bytes((code,)).decode("cp1252", "ignore") or None
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            return None
        new = chr(code)
        # A letter could complete another entity (&#3&#56;8;), and nobody escapes letters for honest reasons.
        if new.isascii() and (new.isalnum() or new in "#;"):
            return None
    else:
        return "&"
    if _UNSEEN.fullmatch(new):
        return ""
    return None if new < " " or "\x7f" <= new < "\xa0" or new in "\u2028\u2029" else new
