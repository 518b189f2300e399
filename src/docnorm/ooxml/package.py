"""An admitted DOCX: its parts by name, and who refers to whom."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from docnorm.errors import InputRefused
from docnorm.ooxml.names import RELATIONSHIPS, STRICT

_HELD = 32 << 20  # bytes kept inflated: the check and the reader look at the same parts, and 32 MiB is a thick book
_SMALL = 16 << 20  # of a part that is read as a tree; the largest styles.xml seen is 1 MiB


class Relation(NamedTuple):
    """One line of a ``.rels`` part. ``kind`` is the last word of its type: ``hyperlink``, ``image``, ``header``."""

    id: str
    kind: str
    target: str  # a part's name in the package; as written where it is external
    external: bool


class Package:
    """The parts of one DOCX, inflated when asked for. Names are as the file spells them."""

    def __init__(self, archive: zipfile.ZipFile, names: tuple[str, ...]) -> None:
        self._archive = archive
        self._held: dict[str, bytes] = {}
        self._room = _HELD
        self.names = names
        self.main = ""
        self.warnings: tuple[str, ...] = ()

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes, None where there is none; raise ``InputRefused`` where it is damaged."""
        if name in self._held:
            return self._held[name]
        try:
            # ZipFile.read() inflates everything and then cuts: an entry of 1 GiB may say that it is 100 bytes.
            with self._archive.open(name) as entry:
                part = entry.read(max(1, self._archive.getinfo(name).file_size))
        except KeyError:
            return None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise InputRefused("the DOCX is damaged: an entry does not unpack (wrong checksum or cut off)") from error
        if b"purl.oclc.org/ooxml/" in part:
            for strict, usual in STRICT:
                part = part.replace(strict, usual)
        if len(part) <= self._room:
            self._room -= len(part)
            self._held[name] = part
        return part

    def find_main(self) -> None:
        """Follow the package's first relationship to the document part."""
        for relation in list_relations(self, "_rels/.rels"):
            if relation.kind == "officeDocument" and not relation.external:
                self.main = relation.target
                return
        raise InputRefused("the DOCX does not say which part is its document; it is damaged or something else")

    def related(self, *kinds: str) -> list[Relation]:
        """Return what the document part refers to inside the package, of these kinds, in the file's order."""
        found = list_relations(self, rels_name(self.main))
        return [r for r in found if r.kind in kinds and not r.external and r.target in self.names]


def rels_name(part: str) -> str:
    """Return the name of the ``.rels`` part that belongs to ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def list_relations(package: Package, name: str) -> list[Relation]:
    """Return the relationships of a ``.rels`` part; of any other name, and of a missing part, none."""
    if not name.endswith(".rels"):
        return []
    part = package.read(name)
    if part is None:
        return []
    folder = posixpath.dirname(posixpath.dirname(name))
    return [
        Relation(
            e.get("Id", ""),
            e.get("Type", "").rpartition("/")[2],
            e.get("Target", "") if e.get("TargetMode") == "External" else _resolve(folder, e.get("Target", "")),
            e.get("TargetMode") == "External",
        )
        for e in tree(part).iter(f"{{{RELATIONSHIPS}}}Relationship")
    ]


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))


@lru_cache(maxsize=8)  # relationships and styles are asked for by the layout, the reader and the writer
def tree(part: bytes) -> ET.Element:
    """Parse a small part (never a story: those are streamed); nobody may change the tree. Raises ``InputRefused``."""
    if len(part) > _SMALL:
        raise InputRefused("a part of the DOCX that should be small is larger than 16 MiB")
    try:
        return ET.fromstring(part)  # noqa: S314  no DTD passes the admission check, so there is nothing to expand
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise InputRefused("the DOCX is damaged: one of its parts is not well-formed XML") from error
