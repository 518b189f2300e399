"""An EPUB package: the pages in reading order, its contents, what it says of itself (EPUB 3.3, OCF 3.3, OPF 2.0.1).

What leads out of the zip leads nowhere, and nothing is fetched.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from docnorm.epub.admission import judge_protection, open_book
from docnorm.epub.xml import Tag, read_tags
from docnorm.errors import InputRefused

_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))


class Item(NamedTuple):
    """An entry of the manifest: its path in the zip, its media type, its properties."""

    path: str
    kind: str
    properties: str


class Label(NamedTuple):
    """A line of the contents: the page it leads to, the place there (empty: its start), what it says, how deep."""

    path: str
    fragment: str
    title: str
    depth: int


@dataclass(frozen=True)
class Package:
    """An opened EPUB. ``spine``: the paths of its pages in reading order."""

    archive: zipfile.ZipFile
    spine: tuple[str, ...]
    items: tuple[Item, ...]
    metadata: Mapping[str, str]
    labels: tuple[Label, ...] = ()
    warnings: tuple[str, ...] = ()
    cached: dict[str, str] = field(default_factory=dict, repr=False)

    def page(self, path: str) -> str:
        """Return the text of a page. Raises ``InputRefused`` where it cannot be read."""
        if path not in self.cached:
            self.cached[path] = _text(self.archive, path)
        return self.cached[path]

    def codec(self, path: str) -> str:
        """Return the encoding of a page, as Python names it."""
        return _codec(_data(self.archive, path))


def open_package(data: bytes) -> Package:
    """Open ``data``. Raises ``InputRefused`` for what is no EPUB, is protected, or is made to do harm."""
    archive = open_book(data)
    fonts = judge_protection(archive)
    root = _root(archive)
    base = posixpath.dirname(root)
    items, spine, metadata, contents = _read_opf(_data(archive, root), base)
    names = set(archive.namelist())
    missing = [path for path in spine if path not in names]
    navigation = {item.path for item in items.values() if "nav" in item.properties.split()}  # made of the text's heads
    spine = [path for path in dict.fromkeys(spine) if path in names and path not in navigation]
    if not spine:
        raise InputRefused("the EPUB has no pages that can be read: its reading order is empty")
    labels = tuple(_labels(archive, items, contents, names))
    warnings = (*_warnings(items, missing), *fonts)
    return Package(archive, tuple(spine), tuple(items.values()), metadata, labels, warnings)


def _text(archive: zipfile.ZipFile, path: str) -> str:
    data = _data(archive, path)
    return data.decode(_codec(data), "replace")


def _data(archive: zipfile.ZipFile, path: str) -> bytes:
    try:
        return archive.read(path)
    except Exception as error:
        raise InputRefused(f"the EPUB is damaged: a part cannot be read ({type(error).__name__})") from error


def _codec(data: bytes) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return codec
    m = _DECLARED.match(data)
    name = m[1].decode("ascii") if m else "utf-8"
    try:
        data.decode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return name


def _root(archive: zipfile.ZipFile) -> str:
    for tag in read_tags(_data(archive, "META-INF/container.xml")):
        if isinstance(tag, Tag) and not tag.closes and tag.name.lower() == "rootfile":
            path = unquote(tag.attributes.get("full-path", ""))
            if path in archive.namelist():
                return path
    raise InputRefused("the EPUB names no package document; it is damaged or something else")


def resolve_path(base: str, href: str) -> str:
    """Return the path in the zip that ``href`` leads to from the folder ``base``, or nothing for one that leads out."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    path = posixpath.normpath(posixpath.join(base, unquote(parts.path)))
    return "" if path.startswith(("/", "..")) else path


def _read_opf(opf: bytes, base: str) -> tuple[dict[str, Item], list[str], dict[str, str], str]:
    items: dict[str, Item] = {}
    refs: list[str] = []
    metadata: dict[str, str] = {}
    contents = said = ""
    for tag in read_tags(opf):
        if isinstance(tag, str):
            if said and tag.strip():
                metadata.setdefault(said, " ".join(tag.split()))
            continue
        name = tag.name.lower()
        said = ""
        if tag.closes:
            continue
        a = tag.attributes
        if name == "item" and a.get("id"):
            href = a.get("href", "")
            items[a["id"]] = Item(resolve_path(base, href) or href, a.get("media-type", ""), a.get("properties", ""))
        elif name == "itemref":
            refs.append(a.get("idref", ""))
        elif name == "spine":
            contents = a.get("toc", "")
        elif name in ("title", "creator", "language"):
            said = name
    spine = [items[ref].path for ref in refs if ref in items and items[ref].kind in _PAGES]
    return items, spine, metadata, contents


def _labels(archive: zipfile.ZipFile, items: Mapping[str, Item], contents: str, names: set[str]) -> Iterator[Label]:
    nav = next((i for i in items.values() if "nav" in i.properties.split() and i.path in names), None)
    if nav is not None:
        yield from _nav(_data(archive, nav.path), posixpath.dirname(nav.path))
        return
    ncx = items.get(contents) or next((i for i in items.values() if i.kind == "application/x-dtbncx+xml"), None)
    if ncx is not None and ncx.path in names:
        yield from _ncx(_data(archive, ncx.path), posixpath.dirname(ncx.path))


def _label(base: str, href: str, title: list[str], depth: int) -> Iterator[Label]:
    path, _, fragment = href.partition("#")
    said = " ".join("".join(title).split())
    inside = resolve_path(base, path) if path else ""
    if inside and said:
        yield Label(inside, fragment, said, depth)


def _nav(markup: bytes, base: str) -> Iterator[Label]:
    depth, toc, href = 0, False, ""
    title: list[str] = []
    for tag in read_tags(markup):
        if isinstance(tag, str):
            title += [tag] if href else []
            continue
        name = tag.name.lower()
        if name == "nav":
            toc = not tag.closes and "toc" in tag.attributes.get("epub:type", tag.attributes.get("role", "toc"))
        elif toc and name == "ol":
            depth += -1 if tag.closes else 1
        elif toc and name == "a":
            if tag.closes:
                yield from _label(base, href, title, depth)
            href, title = ("" if tag.closes else tag.attributes.get("href", "")), []


def _ncx(markup: bytes, base: str) -> Iterator[Label]:
    depth, inside = 0, False
    title: list[str] = []
    for tag in read_tags(markup):
        if isinstance(tag, str):
            title += [tag] if inside else []
            continue
        name = tag.name.lower()
        if name == "navpoint":
            depth += -1 if tag.closes else 1
            title = []
        elif name == "text":
            inside = not tag.closes and depth > 0
        elif name == "content" and not tag.closes and depth:
            yield from _label(base, tag.attributes.get("src", ""), title, depth)


def _warnings(items: Mapping[str, Item], missing: list[str]) -> Iterator[str]:
    pictures = sum(i.kind.startswith("image/") for i in items.values())
    fonts = sum(
        "font" in i.kind or i.path.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for i in items.values()
    )
    remote = sum(bool(urlsplit(i.path).scheme) for i in items.values())
    if pictures:
        yield f"{pictures} picture(s) of the book are not in its text"
    if fonts:
        yield f"{fonts} font(s) of the book are kept as they are"
    if remote:
        yield f"{remote} remote resource(s) of the book were not fetched"
    if missing:
        yield f"{len(missing)} page(s) that the book lists are not in it"
