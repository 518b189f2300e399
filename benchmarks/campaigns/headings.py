"""Headings of Markdown without its marks: ``python -m benchmarks.campaigns.headings FOLDER ...``.

A Markdown file says which of its lines are headings, and how deep. Its marks are taken away, the text is read as plain
text, once with the blank lines between paragraphs and once without, and what is found is held against what the file
said. An entry ``1. …`` with another one
right below it is to be an item; one with text below it may as well be called a heading and is not counted.
"""

from __future__ import annotations

import argparse
import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.row import Row, show
from docnorm.marker import list_readings
from docnorm.outline import Block, Role
from docnorm.structure.read import read

_DROPPED = re.compile(
    r"\A---\n.*?\n---\n|^ *(`{3,}|~{3,}).*?^ *\1`*~*[ \t]*$|<!--.*?-->|^<[^>\n]*>$|^\s*\|.*$|^:::.*$|^\{%.*%\}$"
    r"|^\[[^\]\n]+\]:.*$|^\s*[-*_]{3,}\s*$|^!!!.*$|^\?\?\?.*$|^\$\$.*?\$\$",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)(?:\s+#*)?\s*(?:\{#[^}]*\})?$")


class Labelled(NamedTuple):
    """Lines as they are to be read.

    ``said``: the level of a line that is a heading, 0 for the title of the whole; ``bold``: lines that are bold from
    end to end, headings by another name, which count as neither.
    """

    lines: list[str]
    said: dict[int, int]
    bold: set[int]


def label(markdown: str) -> Labelled | None:
    """Return the lines of a file without its marks; None for fewer than three headings or too little Chinese."""
    lines: list[str] = []
    depths: dict[int, int] = {}
    bold: set[int] = set()
    for raw in _DROPPED.sub("", markdown.replace("\r\n", "\n")).split("\n"):
        heading = _HEADING.match(raw)
        text = _strip(heading[2] if heading else re.sub(r"^(?:> ?)+", "", raw))
        if heading and text:
            depths[len(lines)] = len(heading[1])
        elif re.fullmatch(r"\s*(?:\*\*|__).*(?:\*\*|__)[：:]?\s*", raw):
            bold.add(len(lines))
        lines.append(text)
    found = "".join(lines)
    if len(depths) < 3 or len(re.findall("[一-鿿]", found)) * 2 < len(found) or "#" in found:
        return None
    first = min(depths)
    titled = sum(d == depths[first] for d in depths.values()) == 1 and depths[first] == min(depths.values())
    rest = [d for at, d in depths.items() if not (titled and at == first)]
    ranks = {d: rank for rank, d in enumerate(sorted(set(rest)), 1)}
    return Labelled(lines, {at: 0 if titled and at == first else ranks[d] for at, d in depths.items()}, bold)


def _strip(text: str) -> str:
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|\[\^[^\]]*\]", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\*\*|__|`|\\(?=[#*_\[\]().])", "", text).rstrip()


def judge(document: Labelled, *, blank: bool) -> Iterator[tuple[str, str]]:
    """Read a document and return what is to be counted, each with the line it concerns."""
    kept = [(at, line) for at, line in enumerate(document.lines) if blank or line.strip()]
    text = "\n".join(line for _, line in kept)
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    found = {kept[bisect_right(starts, b.span.start) - 1][0]: b for b in read(text, ()).blocks}
    level = _align(document, found)
    shown = [(at, line.strip()) for at, line in kept if line.strip()]
    for (at, line), (below, after) in zip(shown, [*shown[1:], (-1, "")], strict=True):
        if at in document.bold:
            continue
        lone = below in document.said or bool(list_readings(after)) or not after
        for what in _judge_line(line, document.said.get(at), found.get(at), level.get(at), lone=lone):
            yield what, line


def _align(document: Labelled, found: dict[int, Block]) -> dict[int, int]:
    """Return the levels as the file would count them: what stands above the outermost numbers moves them all."""
    numbered = [at for at, b in found.items() if document.said.get(at) and b.heads and b.label]
    if not numbered:
        return {}
    by = min(document.said[at] for at in numbered) - min(found[at].level for at in numbered)
    return {at: found[at].level + by for at in numbered}


def _judge_line(line: str, said: int | None, block: Block | None, level: int | None, *, lone: bool) -> Iterator[str]:
    heads = block is not None and block.heads
    numbered = any(not r.weak for r in list_readings(line))
    if said == 0:
        yield "title"
        if block is not None and (block.role is Role.TITLE or heads):
            yield "title right"
    elif said is not None:
        kind = "numbered" if numbered else "bare"
        yield kind
        if heads:
            yield f"{kind} found"
            if block is not None and (level or block.level) == said:
                yield f"{kind} level"
    elif numbered and lone:
        yield "entry"
        if heads:
            yield "entry taken"
    elif not numbered:
        yield "body"
        if heads:
            yield "body taken"
        if block is not None and block.role is Role.TITLE:
            yield "body titled"


def rows(documents: Iterable[Labelled]) -> Iterator[Row]:
    """Measure over all documents, both layouts."""
    held = list(documents)
    for layout in ("blank lines", "no blank lines"):
        tally = Counter(what for d in held for what, _ in judge(d, blank=layout == "blank lines"))
        wrong = tally["numbered"] - tally["numbered found"] + tally["entry taken"]
        both = tally["numbered"] + tally["entry"]
        yield Row(f"{layout}: kind of numbered lines", _share(both - wrong, both), ">= .96", both)
        yield Row(
            f"{layout}: level of numbered headings", _share(tally["numbered level"], tally["numbered found"]), ">= .95",
            tally["numbered found"],
        )  # fmt: skip
        yield Row(f"{layout}: bare headings found", _share(tally["bare found"], tally["bare"]), "-", tally["bare"])
        yield Row(
            f"{layout}: level of bare headings", _share(tally["bare level"], tally["bare found"]), ">= .95",
            tally["bare found"],
        )  # fmt: skip
        yield Row(
            f"{layout}: body taken for headings", _share(tally["body taken"], tally["body"]), "<= .001", tally["body"]
        )
        yield Row(f"{layout}: body taken for titles", _share(tally["body titled"], tally["body"]), "-", tally["body"])
        yield Row(f"{layout}: titles", _share(tally["title right"], tally["title"]), "-", tally["title"])


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folders with .md files, one a genre")
    parser.add_argument("--sample", type=int, default=60, help="files of each folder (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="which files")
    parser.add_argument("--show", metavar="WHAT", help="print the lines that are counted as this: 'body taken'")
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    every: list[Labelled] = []
    for folder in wanted.folders:
        files = sorted(folder.rglob("*.md"))
        rng.shuffle(files)
        labelled = (label(f.read_text(encoding="utf-8", errors="replace")) for f in files)
        documents = [d for d, _ in zip((d for d in labelled if d), range(wanted.sample), strict=False)]
        every += documents
        show(f"{folder.name}: {len(documents)} documents", list(rows(documents)))
        for document in documents if wanted.show else ():
            for blank in (True, False):
                for what, line in judge(document, blank=blank):
                    if what == wanted.show:
                        print(f"    {'blank' if blank else 'plain'}  {line[:100]}")
    if len(wanted.folders) > 1:
        show(f"all: {len(every)} documents", list(rows(every)))


if __name__ == "__main__":
    main()
