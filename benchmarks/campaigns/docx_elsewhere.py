"""Every DOCX of the test suite, opened elsewhere: ``python -m benchmarks.campaigns.docx_elsewhere [--random N]``.

Runs the suite with the DOCX writer watched, then opens what it made with python-docx and with LibreOffice (which must
be installed) and compares text for text; so also N random files of other people, edited in place, tracked, restyled.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import io
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LARGE = 2_000_000  # bytes of a document part: one of 20,000 paragraphs takes LibreOffice a minute
AT_ONCE = 200  # files in one call of LibreOffice
MAIN = "word/document.xml"
_MORE = frozenset({"numbering", "toc", "meta", "template"})


class Watch:
    """Takes down what the writer makes while the suite runs."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}
        self.left: Counter[str] = Counter()

    def watched(self, write: Callable[..., bytes]) -> Callable[..., bytes]:
        """Return the writer, watched."""

        @functools.wraps(write)
        def watching(document: Any, **options: Any) -> bytes:
            data = write(document, **options)
            name = hashlib.sha256(data).hexdigest()[:16]
            if zipfile.ZipFile(io.BytesIO(data)).getinfo(MAIN).file_size > LARGE:
                self.left["larger than 2 MB"] += 1
            elif name not in self.found:
                self.take(name, document, data, options)
            return data

        return watching

    def take(self, name: str, document: Any, data: bytes, options: Mapping[str, Any]) -> None:
        """Take down one file with what it must say."""
        from docx_elsewhere import made

        if document.source.format not in {"txt", "md", "html", "docx"}:
            self.left[f"was a .{document.source.format}"] += 1
            return
        if "\x0c" in document.text:
            self.left["breaks a page"] += 1
            return
        self.found[name] = made(
            document, data, tracked=bool(options.get("track_changes")), more=bool(_MORE & options.keys())
        )


def suite(watch: Watch, arguments: list[str]) -> None:
    """Run the tests with every way into the writer watched."""
    import docnorm.writers.docx as face
    from docnorm.writers.docx.edit import inplace
    from docnorm.writers.docx.new import write

    face.write_docx = watch.watched(face.write_docx)
    write.write_docx = watch.watched(write.write_docx)
    inplace.write_inplace = watch.watched(inplace.write_inplace)
    pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(ROOT / "tests"), *arguments])


def random_files(count: int) -> Iterator[tuple[str, Any]]:
    """Yield files of other people, edited at random."""
    from docnorm.writers.docx import write_docx

    from docx_elsewhere import made
    from docx_random import Maker, changed

    for seed in range(count):
        done = changed(Maker(seed, plain=True).docx(), seed)
        yield f"random-{seed}", made(done, write_docx(done))
        yield f"random-{seed}-tracked", made(done, write_docx(done, track_changes=True), tracked=True)
        yield f"random-{seed}-restyled", made(done, write_docx(done, look="gongwen"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--random", type=int, default=100)
    parser.add_argument("--tests", default="", metavar="EXPRESSION", help="only these, as for pytest -k")
    wanted = parser.parse_args()
    watch = Watch()
    suite(watch, ["-k", wanted.tests] if wanted.tests else [])
    compare("the suite's own", watch.found)
    for why, count in watch.left.most_common():
        print(f"{count:>8}  not compared: {why}")
    compare("random, edited in place", dict(random_files(wanted.random)))


def compare(what: str, files: Mapping[str, Any]) -> None:
    from docx_elsewhere import differences

    # What LibreOffice reads otherwise than we do before it was edited, it reads otherwise after, too.
    origins = {hashlib.sha256(f.origin).hexdigest()[:16]: f for f in files.values() if f.origin is not None}
    read = opened({**{name: f.data for name, f in files.items()}, **{f"o-{n}": f.origin for n, f in origins.items()}})
    strange = {
        f.origin
        for n, f in origins.items()
        if (flat := read.get(f"o-{n}")) is None or flat.said(accept=True) != f.found
    }
    differ: Counter[str] = Counter()
    left = boxed = 0
    for name, one in files.items():
        if one.origin in strange:
            left += 1
            continue
        if one.rejected is not None and b"txbxContent" in zipfile.ZipFile(io.BytesIO(one.data)).read(MAIN):
            boxed += 1  # a box makes LibreOffice forget that the end of the paragraph that holds it is deleted
            continue
        for said in differences(one, read.get(name), rejecting=one.own):
            differ[f"{said.partition(':')[0]} ({'own' if one.own else 'in place'})"] += 1
            print(f"  {name}: {said[:300]}")
    print(f"{len(files) - left - boxed} files compared, {what}:")
    for said, count in differ.most_common():
        print(f"{count:>8}  differ, {said}")
    print(f"{sum(differ.values()):>8}  differences in all")
    print(f"{left:>8}  not compared: LibreOffice read the file otherwise before it was edited")
    print(f"{boxed:>8}  not compared: tracked, with text boxes", flush=True)


def opened(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what LibreOffice makes of the files, a few at a time."""
    from docx_elsewhere import by_libreoffice

    read: dict[str, Any] = {}
    names = iter(files)
    while some := list(islice(names, AT_ONCE)):
        with tempfile.TemporaryDirectory() as folder:
            read.update(by_libreoffice({name: files[name] for name in some}, Path(folder), seconds=1200))
        print(f"  {len(read)} of {len(files)} opened", file=sys.stderr, flush=True)
    return read


if __name__ == "__main__":
    main()
