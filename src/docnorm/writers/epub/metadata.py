"""What a book says of itself: by the options, by the file's head, else by its first lines."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import NamedTuple

from docnorm.outline import Role
from docnorm.result import Normalized
from docnorm.text.late import late

_AUTHOR = late(
    r"(?:作[ 　]*者|著[ 　]*者)[ 　]*[:：/／][ 　]*([^\s:：，,；;（(【\[』】]{1,24})|^文[ 　]?/[ 　]?(\S{1,12})$"
)
_WROTE = late(r"^([\u3400-\u9fff·•]{2,12})[ 　]*[·•/]?[ 　]*著$")
_QUOTED = late(r"《([^《》]{1,60})》")
_NAMED = late(r"^书[ 　]*名[ 　]*[:：][ 　]*")
_NOISE = late(
    r"(?i)[ _.\-]*(?:txt下载|txt电子书|txt|全集|全本|完本|完结|精校版?|校对版)+$"
    r"|[（(\[【](?:全集|全本|完本|完结|精校版?|校对版|txt)[）)\]】]"
)
_FRONT = 24  # blocks of a book's head
_TRADITIONAL = frozenset("這個們來時說對會國裡過還沒學樣為與後從見當經點無問間長聽話請讓")
_SIMPLE = frozenset("这个们来时说对会国里过还没学样为与后从见当经点无问间长听话请让")


class Book(NamedTuple):
    """What the package says of a book."""

    title: str
    author: str = ""
    language: str = "zh-CN"
    series: str = ""
    identifier: str = ""


def describe(document: Normalized, *, title: str = "", author: str = "", language: str = "", series: str = "") -> Book:
    """Return the book's metadata; what the options leave open is read from the head of the text."""
    head = [(b.role, document.outline.read(b.span)) for b in document.outline.blocks[:_FRONT]]
    found_title, found_author = _read(head)
    path = document.source.path or ""
    stem = re.split(r"[/\\]", path)[-1].rsplit(".", 1)[0] if path not in ("", "-") else ""
    quoted = _QUOTED.search(stem)
    name = title or found_title or (quoted[1] if quoted else _NOISE.sub("", stem)) or "无题"
    by = _AUTHOR.search(stem)
    writer = author or found_author or (next(filter(None, by.groups()), "") if by else "")
    # The same document gives the same book, wherever and whenever it is made.
    digest = hashlib.sha256(f"{name}\0{writer}\0{document.text}".encode("utf-8", "surrogatepass")).digest()
    identifier = f"urn:uuid:{uuid.UUID(bytes=digest[:16], version=5)}"
    return Book(name, writer, language or _language(document.text), series, identifier)


def _read(head: list[tuple[Role, str]]) -> tuple[str, str]:
    titles = [text for role, text in head if role is Role.TITLE]
    title = " ".join(_NAMED.sub("", line) for line in titles)
    if titles and (quoted := _QUOTED.search(titles[0])):
        title = quoted[1]
    author = ""
    for role, text in head:
        if role in (Role.HEADING, Role.VOLUME):
            break
        if len(text) <= 80 and (m := _AUTHOR.search(text) or (_WROTE.match(text) if role is Role.NOTE else None)):
            author = next(filter(None, m.groups()), "")
            break
    return title.strip(), author


def _language(text: str) -> str:
    """Return the language tag that the script of the text's head asks for."""
    start = text[:20_000]
    old, new = sum(c in _TRADITIONAL - _SIMPLE for c in start), sum(c in _SIMPLE - _TRADITIONAL for c in start)
    if old > new:
        return "zh-TW"
    return "zh-CN" if any("\u3400" <= c <= "\u9fff" for c in start) or not start else "en"
