"""Documents for the benchmarks of speed, drawn from text that nobody tuned for.

Each folder is one maker: files in ``.txt``, ``.md``, ``.csv`` and ``.json``, in whatever state they are. Without
folders the small texts beside this module are used: enough for a look, too few for a figure to publish.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docnorm

OWN = Path(__file__).parent / "texts"
SUFFIXES = (".txt", ".md", ".csv", ".json")
# One defect of each kind that documents on the web have; the eleventh is a hidden word, so the lexicon is needed.
DIRT = (",", "  ", "\u200b", "##paidbegin##", "１２", "，，", "&nbsp;", "...", "⼀", "(一)", "党zuzhi", "。。")
EVERY = 150  # characters of dirty text have one defect
ASCII_HEAVY = 0.6  # share of characters above which a document is one


class Drawn(NamedTuple):
    """Documents of each kind, and how many came from each maker."""

    kinds: dict[str, list[str]]
    makers: dict[str, int]


def draw(folders: Sequence[Path], size: int, megabytes: float, seed: int) -> Drawn:
    """Return documents of ``size`` code points, ``megabytes`` of UTF-8 of each kind, the makers in turns.

    Kinds: ``natural`` (Chinese as it stands), ``clean`` (the same, cleaned), ``dirty`` (the same with a defect every
    150 characters), ``ascii-heavy`` (three characters of five are ASCII, such as notes with commands).
    """
    chance = random.Random(seed)
    size = size if folders else min(size, 600)  # ours are a page each
    rows = {f.name: _pieces(f, size, chance) for f in (folders or sorted(OWN.iterdir()))}
    natural, makers = _take(rows, megabytes, chance, heavy=False)
    english, _ = _take(rows, megabytes, chance, heavy=True)
    kinds = {"natural": natural, "clean": [docnorm.clean(t) for t in natural]}
    kinds |= {"dirty": [soil(t, chance) for t in natural], "ascii-heavy": english}
    return Drawn({kind: texts for kind, texts in kinds.items() if texts}, makers)


def soil(text: str, chance: random.Random) -> str:
    """Return ``text`` with a defect of one of twelve kinds every 150 characters."""
    for _ in range(max(1, len(text) // EVERY)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(DIRT) + text[at:]
    return text


def _take(
    rows: dict[str, list[str]], megabytes: float, chance: random.Random, *, heavy: bool
) -> tuple[list[str], dict[str, int]]:
    """Take documents of one kind from the makers in turns, until there is enough or there is no more."""
    left = {name: [t for t in texts if (_ascii(t) > ASCII_HEAVY) is heavy] for name, texts in rows.items()}
    out: list[str] = []
    count = dict.fromkeys(left, 0)
    size = 0.0
    while any(left.values()) and size < megabytes:
        for name, texts in left.items():
            if texts:
                out.append(texts.pop())
                count[name] += 1
                size += len(out[-1].encode()) / 1e6
    chance.shuffle(out)
    return out, {name: n for name, n in count.items() if n}


def _ascii(text: str) -> float:
    return len(text.encode("ascii", "ignore")) / len(text)


def _pieces(folder: Path, size: int, chance: random.Random) -> list[str]:
    """Cut a maker's files, in random order, into documents that begin at a line's start."""
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    chance.shuffle(files)
    out: list[str] = []
    have = 0
    for path in files:
        for text in _texts(path):
            at = 0
            while len(text) - at >= size // 2:
                end = text.rfind("\n", at + size // 2, at + size) + 1 or at + size
                out.append(text[at:end])
                at = end
        have += path.stat().st_size
        if have > 12e6:
            break
    chance.shuffle(out)
    return out


def _texts(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    if path.suffix.lower() == ".json":
        try:
            yield "\n".join(_strings(json.loads(data)))
        except ValueError:
            return
    elif b"\0" not in data[:4000]:
        yield docnorm.decode(data).text


def _strings(value: Any) -> Iterator[str]:
    """Yield the long strings of a JSON value: texts, no keys and numbers."""
    if isinstance(value, str) and len(value) > 40:
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)
