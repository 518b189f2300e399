"""Bytes to text beside chardet: clean, short, damaged, mixed and misread text, and speed against plain decoding.

The cases are generated from texts beside the project. ``DETECTION_FILES`` in the environment may name a folder of
other projects' test files, one subfolder per encoding (chardet's ``tests``): they are measured, never kept.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.row import Row
from docnorm.cleaners.characters.mojibake import mojibake
from docnorm.draft import Draft
from docnorm.edit import Safety
from docnorm.readers.decoding import decode, gives_back

SEED = 11
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}


def rows(shared: Path) -> list[Row]:
    """Return the field's table."""
    maker = shared / "cases" / "encoding" / "generate.py"
    if not maker.is_file():
        return [Row("encoding", "-", "-", 0, f"{maker} is not here")]
    generate = _module(maker)
    simple, full = _texts(shared)
    found = [*_detection(generate, simple, full), *_misread(generate, simple, full), *_false_repairs(shared)]
    found += _public(shared / "cases" / "encoding" / "public")
    if folder := os.environ.get("DETECTION_FILES"):
        found.append(_all_languages(Path(folder)))
    return [*found, *_speed(next(iter(simple.values()))), _first_use()]


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _texts(shared: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return simplified and traditional texts: work reports and the seeds, which the model was not counted from."""
    import opencc

    reports = [json.loads(line)["text"] for line in (shared / "cases/structure/reports.jsonl").open(encoding="utf-8")]
    whole = "\n".join(reports)
    simple = {"reports": whole[:150_000]}
    simple |= {p.name: p.read_text(encoding="utf-8") for p in sorted((shared / "seeds").glob("0*.txt"))}
    return simple, {"reports": opencc.OpenCC("s2tw").convert(whole[150_000:300_000])}


def _detection(generate: ModuleType, simple: dict[str, str], full: dict[str, str]) -> Iterator[Row]:
    rng = random.Random(SEED)
    sides = ((simple, generate.SIMPLIFIED), (full, generate.TRADITIONAL))
    clean = [r for t, c in sides for r in generate.clean(t, c, (16, 64, 256, 2000), 40, rng)]
    yield _told("clean, 16 to 2,000 characters", "100 %", clean, generate.same)
    short = [r for t, c in sides for r in generate.clean(t, c, (2, 3, 4, 8), 100, rng)]
    two_byte = [r for r in short if r["codec"] in {"gb18030", "big5"}]
    utf16 = [r for r in short if r["codec"].startswith("utf-16")]
    for name, kind, bars in (
        ("GBK, Big5", two_byte, ("99 %", "-", "100 %", "100 %")),
        ("UTF-16", utf16, ("94 %", "99 %", "100 %", "100 %")),
    ):
        for chars, bar in zip((2, 3, 4, 8), bars, strict=True):
            yield _told(f"{name}, {chars} characters", bar, [r for r in kind if r["chars"] == chars], generate.same)
    damaged = [
        r
        for t, codecs in ((simple, ("gb18030", "utf-8")), (full, ("big5",)))
        for codec in codecs
        for chars in (256, 2000)
        for r in generate.damaged(t, codec, chars, 15, rng)
    ]
    mixed = [r for r in damaged if r["kind"].startswith("mixed")]
    yield _told("damaged", "99 %", [r for r in damaged if r not in mixed], generate.survives)
    yield _told("mixed", "97 %", mixed, generate.survives)
    yield _undone([*clean, *short, *damaged])


def _told(name: str, bar: str, cases: list[dict[str, Any]], judge: Callable[[str, str | None], bool]) -> Row:
    ours = sum(judge(r["text"], decode(_bytes(r)).text) for r in cases)
    peer = sum(judge(r["text"], _chardet(_bytes(r))) for r in cases)
    return Row(name, _share(ours, len(cases)), bar, len(cases), f"chardet {_share(peer, len(cases))}")


def _bytes(row: dict[str, Any]) -> bytes:
    import base64

    return base64.b64decode(row["data"])


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.2f} %"


def _chardet(data: bytes) -> str | None:
    """What a careful caller gets from chardet: its label widened, errors replaced."""
    import chardet

    name = chardet.detect(data)["encoding"]
    try:
        return data.decode(WIDER.get(name.lower(), name), "replace") if name else None
    except LookupError:
        return None


def _undone(cases: list[dict[str, Any]]) -> Row:
    back = sum(gives_back(_bytes(r), (d := decode(_bytes(r))).text, d.decoding) for r in cases)
    return Row("bytes given back without keeping them", _share(back, len(cases)), "-", len(cases), "else source.raw")


def _misread(generate: ModuleType, simple: dict[str, str], full: dict[str, str]) -> Iterator[Row]:
    cases = list(generate.mojibake(simple, full, (8, 16, 64, 256), 15, random.Random(SEED)))
    ours = sum(_cleaned(r["seen"]).text == r["text"] for r in cases)
    peer = _ftfy([(r["seen"], r["text"]) for r in cases])
    yield Row("misread, nothing lost", _share(ours, len(cases)), "100 %", len(cases), peer)


def _cleaned(text: str) -> Draft:
    return Draft.of(text).revise("mojibake", mojibake(text), Safety.LIKELY, mojibake.owns)[0]


def _ftfy(pairs: list[tuple[str, str]]) -> str:
    try:
        import ftfy
    except ImportError:
        return "ftfy not installed"
    return f"ftfy {_share(sum(ftfy.fix_encoding(seen) == text for seen, text in pairs), len(pairs))}"


def _false_repairs(shared: Path) -> Iterator[Row]:
    lines: dict[str, None] = {}
    for path in sorted((shared / "cases" / "typography").glob("*keep*.jsonl")):
        for line in path.open(encoding="utf-8"):
            texts = [v for v in json.loads(line).values() if isinstance(v, str)]
            lines |= dict.fromkeys(part for text in texts for part in text.splitlines() if part)
    chosen = random.Random(SEED).sample(list(lines), min(7604, len(lines)))
    wrong = sum(_cleaned(line).text != line for line in chosen)
    yield Row("false repairs of Chinese lines", str(wrong), "<= 1", len(chosen))


def _public(folder: Path) -> Iterator[Row]:
    pairs = [(p.read_bytes(), p.with_suffix(".txt").read_bytes().decode("utf-8")) for p in sorted(folder.glob("*.bin"))]
    ours = sum(decode(data).text.replace("\r\n", "\n") == text.replace("\r\n", "\n") for data, text in pairs)
    yield Row("public Chinese files", f"{ours}", str(len(pairs)), len(pairs))


def _all_languages(folder: Path) -> Row:
    ours = peer = n = 0
    for path in sorted(p for p in folder.glob("*/*") if p.is_file()):
        data, truth = path.read_bytes(), _truth(path)
        if truth is None:
            continue
        n += 1
        ours += decode(data).text.removeprefix("\ufeff") == truth
        peer += (_chardet(data) or "").removeprefix("\ufeff") == truth
    return Row("files in all languages", str(ours), "chardet's", n, f"chardet {peer}")


def _truth(path: Path) -> str | None:
    name = path.parent.name.lower()
    for cut in (name, name.rpartition("-")[0]):
        try:
            return path.read_bytes().decode(WIDER.get(cut, cut)).removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            continue
    return None


def _speed(text: str) -> Iterator[Row]:
    long = text * 8
    for name, codec, bar in (("UTF-8", "utf-8", "<= 2x"), ("GBK", "gb18030", "<= 3x")):
        data = long.encode(codec)[:1_000_000]
        data = data[: data.rfind(b"\n")]
        plain = _best(lambda data=data, codec=codec: data.decode(codec))
        yield Row(f"clean 1 MB {name}", f"{_best(lambda data=data: decode(data)) / plain:.2f}x", bar, 1, "bytes.decode")
        small = data[:2000]
        took = _best(lambda small=small: decode(small), 50)
        yield Row(f"clean 2 kB {name}", f"{took * 1e3:.3f} ms", "0.1 / 0.5 ms", 1)
    for count in (100, 1000):
        rng, broken = random.Random(SEED), bytearray(data)
        for _ in range(count):
            broken.insert(rng.randrange(len(broken)), rng.choice((0xFF, 0x80, 0xA0)))
        took = _best(lambda broken=bytes(broken): decode(broken), 3)
        yield Row(
            f"1 MB GBK, {count} stray bytes", f"{took / plain:.0f}x", "<= 60x", 1, "bytes.decode of the clean file"
        )


def _best(run: Callable[[], object], times: int = 9) -> float:
    def once() -> float:
        started = time.process_time()
        run()
        return time.process_time() - started

    run()
    return min(once() for _ in range(times))


_PROBE = """
import time, tracemalloc
tracemalloc.start()
from docnorm.lexicon.characters import make_rare_class, read_tables
tracemalloc.reset_peak()
before = tracemalloc.get_traced_memory()[0]
read_tables(); make_rare_class()
size = tracemalloc.get_traced_memory()[0] - before
tracemalloc.stop()
read_tables.cache_clear(); make_rare_class.cache_clear()
import re; re.purge()
started = time.process_time()
read_tables(); make_rare_class()
print(size / 1e6, (time.process_time() - started) * 1e3)
"""


def _first_use() -> Row:
    out = subprocess.run([sys.executable, "-c", _PROBE], capture_output=True, text=True, check=True).stdout.split()
    return Row("model", f"{float(out[0]):.1f} MB {float(out[1]):.0f} ms", "15 MB 60 ms", 1, "in memory, on first use")
