"""A look put on a user's body: its styles, its page, its paragraphs."""

from __future__ import annotations

import posixpath
import re

from docnorm.look import Look
from docnorm.ooxml.package import Package
from docnorm.result import Normalized
from docnorm.writers.docx.edit.direct_format import Row, restyle
from docnorm.writers.docx.edit.labels import levels_of, set_labels
from docnorm.writers.docx.edit.lines import Group
from docnorm.writers.docx.edit.nodes import Element
from docnorm.writers.docx.edit.page import Pages
from docnorm.writers.docx.edit.repack import New, free_name, serialize
from docnorm.writers.docx.edit.styles import bring_styles
from docnorm.writers.docx.layout import lines, sheet
from docnorm.writers.docx.placing import place_paragraphs

_NAMED = re.compile(r'w:pStyle w:val="([^"]*)"')


def apply_look(
    document: Normalized, package: Package, root: Element, groups: list[Group], look: Look
) -> tuple[dict[str, bytes], tuple[New, ...]]:
    """Set the body ``root`` to ``look`` and return the other parts that this changes or adds."""
    outline = document.outline
    made = sheet(outline, look)
    # The body's lines come first in the text; what follows are notes, headers and footers, which are left alone.
    set_as = lines(outline, made, look, place_paragraphs(outline, look, drawn=True))
    rows = [
        Row(tuple(group.elements), group.origin, line, group.numbered)
        for group, line in zip(groups, set_as, strict=False)
    ]
    pages = Pages(root, package, look)
    pages.set()
    new, changed = pages.number()
    table = made.plain["table"].id
    wanted = {table, *(("Footer",) if new else ())}
    for row in rows:
        wanted.update(_NAMED.findall(row.line.properties))
        wanted.update(tint.face.style for tint in row.line.tints)
    own = package.related("styles")
    wardrobe = bring_styles(package.read(own[0].target) if own else None, look, made.styles, wanted)
    in_text = [row.elements[-1] for row in rows if row.line.properties and not _is_apart(row)]
    apart = [row.elements[-1] for row in rows if _is_apart(row)]
    changed |= set_labels(package, in_text, apart, wardrobe.numbered)
    restyle(
        rows,
        {s.id: s for s in made.styles},
        wardrobe.ids,
        table,
        wardrobe.aligned,
        levels_of(package, wardrobe.numbered),
    )
    new = tuple(n._replace(xml=_rename_parts(n.xml, wardrobe.ids.get("Footer", "Footer"))) for n in new)
    if own:
        return {**changed, own[0].target: serialize(wardrobe.root)}, new
    name = posixpath.basename(free_name(package, "styles.xml"))
    return changed, (*new, New(name, "styles", serialize(wardrobe.root), "docnorm-styles"))


def _is_apart(row: Row) -> bool:
    return row.origin.cell >= 0 or row.origin.boxed


def _rename_parts(xml: bytes, footer: str) -> bytes:
    return xml.replace(b'w:pStyle w:val="Footer"', f'w:pStyle w:val="{footer}"'.encode())
