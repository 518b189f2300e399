"""HTML as a row of tags and texts, each with its place in the source: the tokens of the standard, no tree.

WHATWG HTML 13.2.5 (tokenization) as far as it decides what is text; XML 1.0 for the parts of an EPUB. lxml builds
trees faster, but says of a text only on which line it stood, and of a character reference not even that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[A-Za-z][^\t\n\f\r />]*")
_PLAIN = re.compile(r"<(/?)([A-Za-z][^\t\n\f\r />]*)>")
_BLANKS = re.compile(r"[\t\n\f\r /]*")
_ATTRIBUTE = re.compile(
    r"(=?[^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r >]*)))?"
)
_COMMENT_END = re.compile(r"--!?>")
_DOCTYPE = re.compile(r"<![Dd][Oo][Cc][Tt][Yy][Pp][Ee][^\[>]{0,2000}(?:\[[^\]]{0,20000}\]\s{0,100})?>")
# A reference, NUL, or a line end of two bytes: what shows as something else than it is.
_ODD = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;?)|\0|\r\n?")
# Elements whose content is text and no markup (13.2.5.2 and 13.2.5.3).
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "plaintext"))
_PREFIX = re.compile(r"\A[A-Za-z]+:")  # html:p


class Tag(NamedTuple):
    """A tag at ``start:end`` of the source; ``empty`` is <br/> where that means anything."""

    name: str  # lower case, without a namespace's prefix
    start: int
    end: int
    attributes: dict[str, str]
    closes: bool = False
    empty: bool = False


class Text(NamedTuple):
    """Shown text and its place in the source; where the lengths agree, character stands for character."""

    text: str
    start: int
    end: int


class Other(NamedTuple):
    """A comment, declaration or instruction: not seen."""

    start: int
    end: int


Token = Tag | Text | Other


def scan(markup: str, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tokens of ``markup`` in order; offsets are code points. ``xml``: <p/> is empty, CDATA is text.

    Never fails: a tag that never ends is text, as the rest of the page would be lost with it. NUL is dropped.
    """
    at, size = 0, len(markup)
    last = markup.rfind(">")  # behind it no tag can end: without this, ten thousand < cost a walk to the end each
    while at < size:
        place = markup.find("<", at)
        if place < 0 or place >= last:
            yield from read_texts(markup, at, size)
            return
        if place > at:
            yield from read_texts(markup, at, place)
        token = _read_token(markup, place, xml=xml)
        if token is None:
            yield Text("<", place, place + 1)
            at = place + 1
            continue
        if isinstance(token, Text):  # CDATA
            yield from read_texts(markup, token.start, token.end, plain=True)
            at = token.end + 3
            continue
        yield token
        at = token.end
        if isinstance(token, Tag) and token.name in _RAW and not token.closes and not token.empty:
            end = _find_raw_end(markup, token.name, at)
            yield from read_texts(markup, at, end, plain=token.name not in ("textarea", "title"))
            at = end


def read_texts(markup: str, start: int, end: int, *, plain: bool = False) -> Iterator[Text]:
    """Yield ``markup[start:end]`` as text, references resolved one by one; ``plain`` has none."""
    at = start
    for m in _ODD.finditer(markup, start, end):
        found = m[0]
        shown = "\n" if found[0] == "\r" else "" if found == "\0" else found if plain else unescape(found)
        if shown == found:
            continue
        if m.start() > at:
            yield Text(markup[at : m.start()], at, m.start())
        if shown:
            yield Text(shown, m.start(), m.end())
        at = m.end()
    if at < end:
        yield Text(markup[at:end], at, end)


def _read_token(markup: str, at: int, *, xml: bool) -> Token | None:
    """Return what begins with the < at ``at``, None where that is text."""
    plain = _PLAIN.match(markup, at)
    if plain:  # two in three are: spares them half the time
        name = plain[2].lower()
        return Tag(_PREFIX.sub("", name) if xml else name, at, plain.end(), {}, bool(plain[1]))
    after = markup[at + 1 : at + 2]
    if after in ("!", "?"):
        return _read_declaration(markup, at, xml=xml)
    if after != "/":
        return _read_tag(markup, at, at + 1, closes=False, xml=xml) if after.isascii() and after.isalpha() else None
    second = markup[at + 2 : at + 3]
    if second.isascii() and second.isalpha():
        return _read_tag(markup, at, at + 2, closes=True, xml=xml)
    end = markup.find(">", at)
    return Other(at, end + 1)


def _read_declaration(markup: str, at: int, *, xml: bool) -> Token:
    if markup.startswith("<!--", at):
        if markup.startswith((">", "->"), at + 4):
            return Other(at, markup.index(">", at) + 1)
        closed = _COMMENT_END.search(markup, at + 4)
        return Other(at, closed.end() if closed else len(markup))
    if xml and markup.startswith("<![CDATA[", at):
        end = markup.find("]]>", at)
        return Text("", at + 9, end if end >= 0 else len(markup))
    if xml and markup.startswith("<?", at):
        end = markup.find("?>", at)
        return Other(at, end + 2 if end >= 0 else len(markup))
    doctype = _DOCTYPE.match(markup, at)
    return Other(at, doctype.end() if doctype else markup.index(">", at) + 1)


def _read_tag(markup: str, start: int, at: int, *, closes: bool, xml: bool) -> Tag | None:
    """Return the tag whose name begins at ``at``; None where it does not end."""
    name = _NAME.match(markup, at)
    assert name is not None  # the caller has seen a letter
    attributes: dict[str, str] = {}
    at = name.end()
    while True:
        blanks = _BLANKS.match(markup, at)
        assert blanks is not None
        at = blanks.end()
        if at >= len(markup):
            return None
        if markup[at] == ">":
            break
        m = _ATTRIBUTE.match(markup, at)
        assert m is not None
        at = max(m.end(), at + 1)
        value = next((v for v in m.groups()[1:] if v is not None), "")
        attributes.setdefault(m[1].lower(), unescape(value) if "&" in value else value)
    tag = _PREFIX.sub("", name[0].lower()) if xml else name[0].lower()
    return Tag(tag, start, at + 1, attributes, closes, xml and not closes and markup[at - 1] == "/")


def _find_raw_end(markup: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE).search(markup, at)
    return found.start() if found else len(markup)
