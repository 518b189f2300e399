"""The parts of a package as a row of tags and texts: no entity expands, nothing is fetched."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from docnorm.errors import InputRefused


class Tag(NamedTuple):
    """A tag: its local name, its attributes as they are spelled; ``closes``: it is an end tag."""

    name: str
    attributes: dict[str, str]
    closes: bool = False


def read_tags(data: bytes) -> list[Tag | str]:
    """Return the tags and the texts of a part, up to where it stops being XML.

    Raises ``InputRefused`` for one that declares entities: they are how a small file becomes a large one.
    """
    found: list[Tag | str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise InputRefused("a part of the EPUB declares entities (a bomb?); no program for books writes those")

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.append(Tag(name.rsplit(":", 1)[-1], attributes))

    def end(name: str) -> None:
        found.append(Tag(name.rsplit(":", 1)[-1], {}, closes=True))

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = found.append
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return found  # what came before the fault is worth having: readers show such books, too
    return found
