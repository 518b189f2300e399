"""Megabytes per second of CPU, beside peers in the same run: ``python -m benchmarks.speed.throughput [--write]``.

Four kinds of text in documents of some kilobytes: natural official prose, the same cleaned, the same with dirt put in,
and English technical text. Peers are measured where they are installed (extra ``[bench]``). ``--write`` leaves the
tables in ``docs/performance.md``.
"""

from __future__ import annotations

import argparse
import io
import lzma
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import docnorm
from benchmarks.speed import naive
from docnorm.api import source_of_text
from docnorm.pipeline import line as pipeline
from docnorm.writers.json import report

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "official-zh.txt.xz"
DIRT = (",", "  ", "\u200b", "##paidbegin##", "党zuzhi", "１２", "，，", "&nbsp;", "...", "⼀", "(一)", "。。")
Call = Callable[[str], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="documents separated by form feeds (.xz)")
    parser.add_argument("--megabytes", type=float, default=2.0, help="of each kind of text")
    parser.add_argument("--long", type=int, default=200, help="megabytes of the long file; 0 leaves it out")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    wanted = parser.parse_args()
    kinds = texts(wanted.corpus, wanted.megabytes)
    out = io.StringIO()
    rates = measured(kinds, out)
    logged(kinds, out)
    if wanted.long:
        long_file(kinds["natural"], wanted.long, out)
    estimate(rates, out)
    print(out.getvalue())
    if wanted.write:
        (ROOT / "docs" / "performance.md").write_text(HEAD + out.getvalue(), encoding="utf-8")


HEAD = """# Performance

Made by `python -m benchmarks.speed.throughput --write`. Read the ratios: absolute figures belong to the machine.

What bounds it, in documents of 1,500 characters: a quarter of the time on clean text is one pass that shortens every
stretch of plain prose to one character, a fifth the questions that the rules then ask of what is left, an eighth the
objects of a call (source, draft, result). The rest are rules whose trigger is there although nothing is wrong: rare
characters, digits beside Chinese. On natural text three documents in ten have something to change, and an edit with
its journal line costs 8 to 10 µs, as much as reading 1,500 characters. To go on from here takes compiled code: a
matcher of many patterns for the questions, edits that are no Python objects. That is a dependency, and docnorm has
none for this. English has no prose to shorten, so each question reads the whole text. Text full of hidden pinyin is
bound by the language model that reads it.

"""


def texts(corpus: Path, megabytes: float) -> dict[str, list[str]]:
    """Return documents of each kind, the same at every run."""
    chance = random.Random(3)
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        found = [d.strip("\n") for d in file.read().split("\f")]
    chance.shuffle(found)
    natural = _cut((p for d in found for p in _pieces(d)), megabytes)
    from pydoc_data import topics

    english = _cut((p for d in sorted(topics.topics.values()) for p in _pieces(d)), megabytes)
    return {
        "natural": natural,
        "clean": [docnorm.clean(t) for t in natural],
        "dirty": [_soiled(t, chance) for t in natural],
        "ascii-heavy": english,
    }


def _pieces(text: str) -> list[str]:
    return [text[i : i + 1500] for i in range(0, len(text), 1500)]


def _cut(pieces: object, megabytes: float) -> list[str]:
    out: list[str] = []
    size = 0.0
    for piece in pieces:  # type: ignore[attr-defined]
        out.append(piece)
        size += len(piece.encode()) / 1e6
        if size >= megabytes:
            break
    return out


def _soiled(text: str, chance: random.Random) -> str:
    for _ in range(10):  # ten defects in a document of 1,500 characters
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(DIRT) + text[at:]
    return text


def peers() -> dict[str, tuple[Call, str]]:
    """Return what can be called, with its version: ours, the floor, and whatever peers are installed."""
    found: dict[str, tuple[Call, str]] = {
        "docnorm.clean": (docnorm.clean, docnorm.__version__),
        "naive twelve passes": (naive.clean, "-"),
        "encode and decode": (lambda t: t.encode().decode(), "-"),
    }
    try:
        import ftfy

        safe = ftfy.TextFixerConfig(
            uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False, normalization="NFC"
        )
        found["ftfy, default"] = (ftfy.fix_text, version("ftfy"))
        found["ftfy, safe"] = (lambda t: ftfy.fix_text(t, safe), version("ftfy"))
        found["recipe of seven mappers"] = (_recipe(ftfy.fix_text), "ftfy + re")
    except ImportError:
        pass
    for name, module, call in (
        ("autocorrect", "autocorrect_py", "format"),
        ("clean-text", "cleantext", "clean"),
        ("jionlp", "jionlp", "clean_text"),
    ):
        try:
            found[name] = (getattr(__import__(module), call), _version(name))
        except Exception as error:  # a peer that fails to import is no reason to stop
            print(f"{name}: not measured ({type(error).__name__})", file=sys.stderr)
    try:
        import opencc

        found["opencc t2s alone"] = (opencc.OpenCC("t2s").convert, version("opencc"))
    except ImportError:
        pass
    return found


def _version(name: str) -> str:
    for candidate in (name, f"{name}-py"):
        try:
            return version(candidate)
        except PackageNotFoundError:
            continue
    return "?"


def _recipe(fix: Callable[[str], str]) -> Call:
    """The seven mappers that corpus recipes put in a row: unicode, punctuation, whitespace, links, mail, IP, HTML."""
    import html
    import re

    marks = dict(zip("，。、„”“！（）；：", ',.,"""!();:', strict=True))
    space = re.compile(r"[\u2000-\u200a\u202f\u205f\u3000\xa0\u200b]")
    link = re.compile(r"https?://\S+|ftp://\S+|www\.\S+")
    mail = re.compile(r"[A-Za-z0-9.\-+_]+@[a-z0-9.\-+_]+\.[a-z]+")
    address = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
    tag = re.compile(r"<[^>\n]*>")

    def run(text: str) -> str:
        text = "".join(marks.get(c, c) for c in fix(text))
        text = space.sub(" ", text.strip())
        for pattern in (link, mail, address):
            text = pattern.sub("", text)
        return tag.sub("", html.unescape(text))

    return run


def rate(call: Call, documents: Sequence[str], seconds: float = 1.5) -> float:
    """Return MB of UTF-8 per second of CPU, the best of some rounds; a slow peer is given a part of the documents."""
    best, spent = 0.0, 0.0
    share = list(documents)
    while spent < seconds:
        begun = time.process_time()
        done = 0
        for document in share:
            call(document)
            done += 1
            if time.process_time() - begun > seconds:
                break
        took = time.process_time() - begun
        best = max(best, sum(len(d.encode()) for d in share[:done]) / 1e6 / took)
        spent += took
    return best


def measured(kinds: dict[str, list[str]], out: io.StringIO) -> dict[str, float]:
    """Write the table of peers and return our own rates."""
    out.write(
        f"CPython {platform.python_version()}, one process; MB of UTF-8 a second of CPU, in brackets ours / theirs.\n"
    )
    out.write("\n| tool | version | " + " | ".join(kinds) + " |\n|---|---|" + "---|" * len(kinds) + "\n")
    ours: dict[str, float] = {}
    for name, (call, of) in peers().items():
        row = {kind: rate(call, documents) for kind, documents in kinds.items()}
        compared = {k: f" ({ours[k] / r:.1f}×)" if ours else "" for k, r in row.items()}
        out.write(f"| {name} | {of} | " + " | ".join(f"{r:.1f}{compared[k]}" for k, r in row.items()) + " |\n")
        ours = ours or row
    return ours


def logged(kinds: dict[str, list[str]], out: io.StringIO) -> None:
    """Write what the change log costs: composed hunks, and every change with its place in the original."""
    corpus = docnorm.get_profile("corpus")

    def text_only(text: str) -> object:
        return pipeline.normalize(source_of_text(text), corpus).text

    def with_log(text: str) -> object:
        done = pipeline.normalize(source_of_text(text), corpus)
        return done.draft.patch.hunks, [done.draft.where(c) for c in done.draft.journal]

    def with_json(text: str) -> object:
        return report(pipeline.normalize(source_of_text(text), corpus))

    out.write("\n| with | " + " | ".join(kinds) + " |\n|---|" + "---|" * len(kinds) + "\n")
    base = {kind: rate(text_only, documents) for kind, documents in kinds.items()}
    for name, call in (("hunks and every change placed", with_log), ("the whole JSON, outline too", with_json)):
        cells = [f"{base[k] / rate(call, d):.2f} × the time" for k, d in kinds.items()]
        out.write(f"| {name} | " + " | ".join(cells) + " |\n")


def long_file(documents: Sequence[str], megabytes: int, out: io.StringIO) -> None:
    """Write time and memory of one long file, txt to txt."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.txt")
        body = ("\n".join(documents) + "\n").encode()
        with path.open("wb") as file:
            for _ in range(int(megabytes * 1e6 / len(body)) + 1):
                file.write(body)
        size = path.stat().st_size / 1e6
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "docnorm", "-q", "--profile", "corpus", str(path), "-o", f"{path}.out.txt"]
        subprocess.run(command, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    most = after.ru_maxrss / 1024
    out.write(
        f"\nOne file of {size:.0f} MB, txt → txt: {size / cpu:.1f} MB/s of CPU, at most {most:.0f} MiB resident.\n"
    )


def estimate(rates: dict[str, float], out: io.StringIO) -> None:
    """Write what a terabyte costs, from what was measured."""
    rows = (f"{kind} text at {r:.0f} MB/s is {1e6 / r / 3600:.1f} core-hours" for kind, r in rates.items())
    out.write(
        "\nA terabyte of " + ", of ".join(rows) + ". Documents are independent, so cores divide it; what bounds a\n"
    )
    out.write("node then is reading and writing compressed shards, some hundred MB/s, not the cleaning.\n")


if __name__ == "__main__":
    main()
