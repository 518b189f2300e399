"""A look's styles brought into a document that has styles of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import NamedTuple

from docnorm.look import Look
from docnorm.ooxml.names import w
from docnorm.writers.docx.edit.nodes import PPR, RPR, Element, make
from docnorm.writers.docx.edit.repack import parse
from docnorm.writers.docx.styles import Style, styles_part

BASE = "DocnormBase"
_STYLE, _ID, _NAME, _VAL, _TYPE = w("style"), w("styleId"), w("name"), w("val"), w("type")
_BASED, _NEXT, _LINK, _NUMBERS = w("basedOn"), w("next"), w("link"), w("numPr")
_THEIRS = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid", "Hyperlink"})


class BroughtStyles(NamedTuple):
    """A document's styles with ours among them, and by what id each of ours goes there."""

    root: Element
    ids: dict[str, str]
    ours: frozenset[str]
    aligned: dict[str, str]  # by id of the document's style as it was, "" for none: where it sets its lines
    numbered: dict[str, str]  # by id of its style: the list that it puts its paragraphs in


def bring_styles(part: bytes | None, look: Look, used: Iterable[Style], wanted: set[str]) -> BroughtStyles:
    """Bring the styles of ``wanted`` (ids) into a styles part.

    A style of ours that the document has by name is set anew under the document's id, and keeps its automatic number.
    All lean on a base of their own: the document's Normal stays as it is, and so does everything that we do not set
    (tables, text boxes, notes, headers).
    """
    ours = parse(styles_part(look, used).encode("utf-8"))
    root = parse(part) if part else make(w("styles"))
    by_id = {e.get(_ID, ""): e for e in ours.findall(_STYLE)}
    needed = _list_needed(by_id, wanted)
    theirs: dict[str, Element] = {e.get(_ID, ""): e for e in root.findall(_STYLE)}
    named = {(e.get(_TYPE), _name(e)): e for e in theirs.values()}
    ids: dict[str, str] = {"Normal": BASE}
    aligned, numbered = _resolve_property(theirs, w("jc"), _own_value), _resolve_property(theirs, _NUMBERS, _list_value)
    _base(root, ours, theirs)
    for key in needed:
        old = named.get((by_id[key].get(_TYPE), _name(by_id[key])))
        ids.setdefault(key, _free(key, theirs) if old is None else old.get(_ID, ""))
        link, linked = by_id[key].find(_LINK), None if old is None else old.find(_LINK)
        if link is not None and linked is not None and linked.get(_VAL) in theirs:
            ids.setdefault(link.get(_VAL, ""), linked.get(_VAL, ""))
    for key in needed:
        _put(root, by_id[key], theirs.get(ids[key]), ids)
    return BroughtStyles(root, ids, frozenset(ids[k] for k in needed), aligned, numbered)


def _resolve_property(styles: dict[str, Element], tag: str, value: Callable[[Element], str]) -> dict[str, str]:
    """Return what each paragraph style says of a property, by itself or by what it is based on."""
    found: dict[str, str] = {}
    for key, style in styles.items():
        at, seen = key, set[str]()
        while at in styles and at not in seen:
            seen.add(at)
            said = styles[at].find(f"{PPR}/{tag}")
            if said is not None:
                found[key] = value(said)
                break
            based = styles[at].find(_BASED)
            at = "" if based is None else based.get(_VAL, "")
        if key in found and style.get(_TYPE) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}:
            found[""] = found[key]
    return found


def _own_value(element: Element) -> str:
    return element.get(_VAL, "")


def _list_value(element: Element) -> str:
    number = element.find(w("numId"))
    return "" if number is None else number.get(_VAL, "")


def _list_needed(by_id: dict[str, Element], wanted: set[str]) -> list[str]:
    found: set[str] = set()
    waiting = sorted(wanted)
    while waiting:
        key = waiting.pop()
        if key in found or key in _THEIRS or key not in by_id:
            continue
        found.add(key)
        waiting += [e.get(_VAL, "") for e in by_id[key] if e.tag in {_BASED, _NEXT, _LINK}]
    return [key for key in by_id if key in found]


def _base(root: Element, ours: Element, theirs: dict[str, Element]) -> None:
    """Add the base: what our defaults and our Normal say, in one style."""
    normal = next(e for e in ours.findall(_STYLE) if e.get(_ID) == "Normal")
    base = make(_STYLE, {_TYPE: "paragraph", w("customStyle"): "1", _ID: BASE})
    base.append(make(_NAME, {_VAL: "docnorm base"}))
    base.append(copy.deepcopy(_copy_element(normal.find(PPR))))
    face = copy.deepcopy(_copy_element(ours.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}")))
    for child in _copy_element(normal.find(RPR)):
        for old in face.findall(str(child.tag)):
            face.remove(old)
        face.append(copy.deepcopy(child))
    face[:] = sorted(face, key=lambda e: _FACE.index(str(e.tag)) if e.tag in _FACE else len(_FACE))
    base.append(face)
    earlier = theirs.get(BASE)
    if earlier is not None:
        root.replace(earlier, base)
    else:
        root.append(base)


_FACE = [w(n) for n in ("rFonts", "b", "bCs", "spacing", "kern", "sz", "szCs", "lang")]  # the order of the schema


def _put(root: Element, ours: Element, old: Element | None, ids: dict[str, str]) -> None:
    new = copy.deepcopy(ours)
    new.set(_ID, ids[ours.get(_ID, "")])
    for child in list(new):
        if child.tag in {_BASED, _NEXT, _LINK}:
            key = child.get(_VAL, "")
            if key in ids:
                child.set(_VAL, ids[key])
            elif key == "DefaultParagraphFont" or key in _THEIRS:
                new.remove(child)  # the document may call it otherwise; a character style needs no base
    if old is None:
        root.append(new)
        return
    if ours.get(_TYPE) == "character":
        _copy_element(new.find(_NAME)).set(_VAL, _copy_element(old.find(_NAME)).get(_VAL, ""))
    numbers, properties = old.find(f"{PPR}/{_NUMBERS}"), new.find(PPR)
    if numbers is not None and properties is not None:
        at = sum(child.tag in _BEFORE for child in properties)
        properties.insert(at, copy.deepcopy(numbers))
    root.replace(old, new)


_BEFORE = frozenset(map(w, ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")))


def _free(key: str, theirs: dict[str, Element]) -> str:
    return key if key not in theirs else _free("Docnorm" + key, theirs)


def _name(element: Element) -> str:
    name = element.find(_NAME)
    return "" if name is None else name.get(_VAL, "").lower()


def _copy_element(element: Element | None) -> Element:
    assert element is not None, "our own styles are complete"
    return element
