"""Page and styles of an organisation's own file put on a document that we have written."""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from pathlib import Path

from docnorm.errors import InputRefused, UsageError
from docnorm.ooxml.admission import admit
from docnorm.ooxml.names import w
from docnorm.ooxml.package import Package
from docnorm.writers.docx.edit.breaks import rank_properties
from docnorm.writers.docx.edit.nodes import PPR, RPR, Element, make
from docnorm.writers.docx.edit.page import put_page
from docnorm.writers.docx.edit.repack import parse, repack, serialize
from docnorm.writers.docx.edit.styles import BASE

_STYLE, _ID, _NAME, _VAL, _TYPE, _BASED = w("style"), w("styleId"), w("name"), w("val"), w("type"), w("basedOn")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Where a kind of block stands on its line says what it is; a template without a style for it leaves that alone.
_PLACE = frozenset(map(w, ("keepNext", "pageBreakBefore", "ind", "jc", "outlineLvl", "numPr")))
_SIZE = frozenset(map(w, ("sz", "szCs", "spacing")))
_SLOTS = (("ascii", "latin"), ("hAnsi", "latin"), ("eastAsia", "ea"), ("cs", "cs"))


def apply_template(document: bytes, template: bytes | str | os.PathLike[str]) -> bytes:
    """Return ``document``, a DOCX of ours, with the page and the styles of ``template``.

    Styles are matched by name. The template's Normal becomes the ground of ours; what it has no style for keeps its
    place on the line and takes the template's face. Raises ``UsageError`` for a template that is none.
    """
    try:
        model = admit(template if isinstance(template, bytes) else Path(template).read_bytes())
    except InputRefused as error:
        raise UsageError(f"the template cannot be used: {error}") from error
    except OSError as error:
        name = "" if isinstance(template, bytes) else f"{template}: "
        raise UsageError(f"{name}the template cannot be read: {error.strerror or type(error).__name__}") from error
    package = admit(document)
    changed: dict[str, bytes] = {}
    theirs, ours = _part(model, "styles"), package.related("styles")
    if theirs is not None and ours:
        root = parse(package.read(ours[0].target) or b"")
        _restyle(root, _Model(theirs, _part(model, "theme")))
        changed[ours[0].target] = serialize(root)
    page = list(parse(model.read(model.main) or b"").iter(w("sectPr")))
    if page:
        body = parse(package.read(package.main) or b"")
        put_page(body, page[-1])
        changed[package.main] = serialize(body)
    return repack(package, changed)


def _part(package: Package, kind: str) -> Element | None:
    found = package.related(kind)
    part = package.read(found[0].target) if found else None
    return None if part is None else parse(part)


class _Model:
    """A template's paragraph styles by name, each flat: everything that it takes from others written out."""

    def __init__(self, root: Element, theme: Element | None) -> None:
        self.root = root
        self.theme = theme
        self.styles = {e.get(_ID, ""): e for e in root.findall(_STYLE) if e.get(_TYPE) == "paragraph"}
        self.default = next((k for k, e in self.styles.items() if e.get(w("default")) in {"1", "true"}), "")
        self.names = {_name(e): k for k, e in self.styles.items()}

    def ground(self, tag: str) -> Element:
        """Return the template's defaults with its Normal laid over them."""
        defaults = self.root.find(f"{w('docDefaults')}/{tag}Default/{tag}")
        return self._flat(tag, [e for e in (defaults, self._own(self.default, tag)) if e is not None])

    def style(self, name: str, tag: str) -> Element | None:
        """Return what a style says beyond Normal, None where the template has no style of that name."""
        key = self.names.get(name)
        if key is None or key == self.default:
            return None
        chain = [e for k in reversed(list(self._chain(key))) if (e := self._own(k, tag)) is not None]
        return self._flat(tag, chain)

    def _chain(self, key: str) -> Iterator[str]:
        seen: set[str] = set()
        while key in self.styles and key not in seen and key != self.default:
            seen.add(key)
            yield key
            based = self.styles[key].find(_BASED)
            key = "" if based is None else based.get(_VAL, "")

    def _own(self, key: str, tag: str) -> Element | None:
        return self.styles[key].find(tag) if key in self.styles else None

    def _flat(self, tag: str, layers: list[Element]) -> Element:
        flat = make(tag)
        for layer in layers:
            for child in layer:
                if child.tag == w("numPr"):
                    continue  # its list would have to come along
                new = copy.deepcopy(child)
                old = flat.find(str(child.tag))
                if child.tag == w("rFonts"):
                    self._named(new)
                if old is None:
                    flat.append(new)
                elif child.tag in {w("rFonts"), w("ind"), w("spacing")}:
                    old.attrib.update(new.attrib)
                else:
                    flat.replace(old, new)
        return flat

    def _named(self, fonts: Element) -> None:
        """Write a theme's fonts out by name: the theme stays behind."""
        for slot, script in _SLOTS:
            key = w(slot + "Theme") if slot != "cs" else w("cstheme")
            theme = fonts.get(key)
            if theme is None:
                continue
            del fonts.attrib[key]
            if self.theme is None:
                continue
            group = self.theme.find(f".//{_DRAWN}{'majorFont' if theme.startswith('major') else 'minorFont'}")
            face = None if group is None else group.find(_DRAWN + script)
            name = "" if face is None else face.get("typeface", "")
            if not name and script == "ea" and group is not None:
                name = next((f.get("typeface", "") for f in group if f.get("script") == "Hans"), "")
            if name:
                fonts.set(w(slot), name)


def _restyle(root: Element, model: _Model) -> None:
    styles = {e.get(_ID, ""): e for e in root.findall(_STYLE)}
    base = BASE if BASE in styles else "Normal"  # of a document that was Word's, or is ours from the ground up
    mine = {k for k in styles if base in set(_line(styles, k))}
    for key in sorted(mine - {base}):
        element = styles[key]
        name = _name(element)
        link = element.find(w("link"))
        lead = None if link is None else styles.get(link.get(_VAL, ""))
        for tag in (PPR, RPR):
            old = element.find(tag)
            new = model.style(name, tag)
            if new is None:
                new = make(tag)
                if tag == PPR and old is not None and name != "body text":
                    new.extend([copy.deepcopy(c) for c in old if c.tag in _PLACE])
            elif tag == PPR and old is not None:
                new = _rank(new, [c for c in old if c.tag in {w("outlineLvl"), w("numPr")}])
            _swap(element, tag, new)
        face = model.style(name, RPR)
        if lead is not None and face is not None:
            for child in [c for c in face if c.tag in _SIZE]:
                face.remove(child)
            _swap(lead, RPR, face)
    for tag in (PPR, RPR):
        _swap(styles[base], tag, model.ground(tag))


def _line(styles: dict[str, Element], key: str) -> Iterator[str]:
    seen: set[str] = set()
    while key in styles and key not in seen:
        seen.add(key)
        yield key
        based = styles[key].find(_BASED)
        key = "" if based is None else based.get(_VAL, "")


def _rank(properties: Element, kept: list[Element]) -> Element:
    for child in kept:
        for old in properties.findall(str(child.tag)):
            properties.remove(old)
        properties.append(copy.deepcopy(child))
    properties[:] = rank_properties(properties)
    return properties


def _swap(style: Element, tag: str, new: Element) -> None:
    old = style.find(tag)
    if old is not None:
        style.replace(old, new)
    elif tag == PPR and (face := style.find(RPR)) is not None:
        face.addprevious(new)
    else:
        style.append(new)


def _name(element: Element) -> str:
    name = element.find(_NAME)
    return "" if name is None else name.get(_VAL, "").lower()
