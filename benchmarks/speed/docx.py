"""The DOCX writer beside pandoc and python-docx, in one run: ``python -m benchmarks.speed.docx [PARAGRAPHS]``.

Each method writes the same paragraphs (some 70 characters, one in twenty a heading), once, in a process of its own;
the clock runs around the writing alone, the peak is over what the process held before. pandoc comes with
``pip install pypandoc_binary`` or stands on the PATH. The line "whole" is ``normalize in.txt -o out.docx --profile
minimal``, start of the interpreter and decoding included, against pandoc's own whole run.
"""

from __future__ import annotations

import contextlib
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SENTENCE = (
    "（一）在对照要求方面。一是理论学习不深入，在凝神静气学原著、读原文、悟原理上有差距。"
    "二是贯彻落实不积极，三是联系实际不紧，遇到问题办法不多。"
)


def rows(count: int) -> list[tuple[bool, str]]:
    """Return paragraphs and whether they are headings; the same ones each time."""
    dice = random.Random(1)
    return [(i % 20 == 0, f"{i}" + "".join(dice.sample(SENTENCE, len(SENTENCE)))) for i in range(count)]


def ours(count: int, out: Path) -> Callable[[], Any]:
    from docnorm import get_profile
    from docnorm.draft import Draft
    from docnorm.edit import Span
    from docnorm.outline import Block, Outline, Role
    from docnorm.result import Normalized
    from docnorm.source import Decoding, Source
    from docnorm.writers.docx.new.write import write_docx

    found, blocks, at = rows(count), [], 0
    for head, text in found:
        span = Span(at, at + len(text))
        blocks.append(Block(span, Role.HEADING if head else Role.PARAGRAPH, int(head)))
        at = span.end + 1
    text = "\n".join(t for _, t in found)
    source = Source(text, "txt", Decoding("utf-8", "declared"))
    done = Normalized(source, Draft.of(text), get_profile("gongwen"), Outline(text, tuple(blocks)))
    return lambda: out.write_bytes(write_docx(done))


def tracked(count: int, out: Path) -> Callable[[], Any]:
    from docnorm import get_profile
    from docnorm.draft import Draft
    from docnorm.edit import Safety, replace
    from docnorm.result import Normalized
    from docnorm.source import Decoding, Source
    from docnorm.writers.docx.new.write import write_docx

    text = "\n".join(t for _, t in rows(count))
    fixes = [replace(i + 8, i + 10, "组织", why="one edit a line") for i in line_starts(text)]
    draft, _ = Draft.of(text).revise("pinyin-placeholder", fixes, Safety.LIKELY)
    profile = get_profile("gongwen")
    outline = profile.structure(draft.text, ())
    done = Normalized(Source(text, "txt", Decoding("utf-8", "declared")), draft, profile, outline)
    return lambda: out.write_bytes(write_docx(done, track_changes=True))


def line_starts(text: str) -> list[int]:
    """Return where the lines of ``text`` begin."""
    return [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]


def python_docx(count: int, out: Path) -> Callable[[], Any]:
    from docx import Document

    found = rows(count)

    def write() -> None:
        document = Document()
        head, body = document.styles["Heading 1"], document.styles["Body Text"]
        for is_head, text in found:
            document.add_paragraph(text, head if is_head else body)
        document.save(str(out))

    return write


def pandoc(count: int, out: Path) -> Callable[[], Any]:
    source = out.with_suffix(".md")
    source.write_text("\n\n".join(("# " if h else "") + t for h, t in rows(count)), encoding="utf-8")
    return lambda: subprocess.run([pandoc_path(), str(source), "-o", str(out)], check=True)


def pandoc_path() -> str:
    """Return the program, from the package or the PATH; an empty string where there is none."""
    with contextlib.suppress(ImportError, OSError):
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc") or ""


def whole(count: int, out: Path) -> Callable[[], Any]:
    source = out.with_suffix(".txt")
    source.write_text("\n".join(t for _, t in rows(count)), encoding="utf-8")
    call = [sys.executable, "-m", "docnorm", str(source), "-o", str(out), "--profile", "minimal", "-q"]
    return lambda: subprocess.run(call, check=True)


METHODS = {"ours": ours, "tracked": tracked, "python-docx": python_docx, "pandoc": pandoc, "whole": whole}


def child(method: str, count: int, folder: str) -> None:
    write = METHODS[method](count, Path(folder) / f"{method}.docx")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    write()
    took = time.perf_counter() - began
    peak = max(
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )
    print(json.dumps({"seconds": took, "megabytes": peak / 1024}))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for method in METHODS:
            if method == "pandoc" and not pandoc_path():
                print("pandoc       not installed")
                continue
            call = [sys.executable, "-m", "benchmarks.speed.docx", "--child", method, str(count), folder]
            runs = [json.loads(subprocess.run(call, check=True, capture_output=True).stdout) for _ in range(2)]
            found[method] = min(runs, key=lambda r: r["seconds"])  # the better of two: other work disturbs a run
            size = (Path(folder) / f"{method}.docx").stat().st_size
            said = found[method]
            print(f"{method:<12} {said['seconds']:8.3f} s  {said['megabytes']:7.1f} MB  {size:>10,} bytes")
    for mine in ("ours", "whole"):
        for other in ("pandoc", "python-docx"):
            if other in found:
                print(f"{mine} is {found[other]['seconds'] / found[mine]['seconds']:.1f} times as fast as {other}")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "--child":
        child(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main()
