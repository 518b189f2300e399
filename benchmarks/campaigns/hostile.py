"""What must not happen, measured: ``python -m benchmarks.campaigns.hostile [--only bombs|disk|together|outside]``.

Bombs are refused cheaply; a disk that fills up at any byte, and runs that write one output at once, leave whole files;
the command asks for no connection and touches no file outside of the output folder (by ``strace``, where it is found).
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import docnorm
from benchmarks.row import Row, show

COMMAND = [sys.executable, "-m", "docnorm"]
TEXT = '关于党zuzhi生活会的通知\n　　一、会议时间,地点\n　　去年以来,我单位"三会一课"开展情况如下。\n' * 40
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{W}"><w:body>'.encode(), b"</w:body></w:document>"
LINE = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>".encode()
GIGA = 1 << 30
HOST = "http://127.0.0.1:9"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("bombs", "disk", "together", "outside"))
    wanted = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(docnorm.__file__).parents[1])  # commands run elsewhere, too
    parts: dict[str, Callable[[Path], list[Row]]] = {
        "bombs": bombs, "disk": full_disk, "together": together, "outside": outside
    }  # fmt: skip
    for name, part in parts.items():
        if wanted.only in {None, name}:
            with tempfile.TemporaryDirectory() as folder:
                show(name, part(Path(folder)))


class Spent(NamedTuple):
    """What a command cost and said."""

    code: int
    cpu: float
    wall: float
    memory: int  # the most that was resident, in bytes
    said: str


def run(arguments: list[str], **options: object) -> Spent:
    """Run the command and measure it."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as heard:
        process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=heard, **options)  # type: ignore[call-overload]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        heard.seek(0)
        said = heard.read().decode("utf-8", "replace")
    return Spent(
        process.returncode, used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss * 1024, said
    )


def package(main: bytes | None, *more: tuple[str, bytes]) -> bytes:
    """Return a small DOCX with this document part, or without one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{relation}" Target="word/document.xml"/></Relationships>',
        )
        for name, part in (*((("word/document.xml", main),) if main is not None else ()), *more):
            archive.writestr(name, part)
    return out.getvalue()


def blown(name: str, *, says: int = GIGA) -> bytes:
    """Return a DOCX with an entry of 1 GiB of blanks, which says that it inflates to ``says``."""
    out = io.BytesIO(package(BODY[0] + LINE + BODY[1] if name != "word/document.xml" else None))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as entry:
        for _ in range(GIGA >> 20):
            entry.write(b" " * (1 << 20))
    true, said = GIGA.to_bytes(4, "little"), says.to_bytes(4, "little")
    return out.getvalue().replace(true, said)


def overlapping() -> bytes:
    """Return a DOCX all of whose further entries are one and the same stretch of the file."""
    out = io.BytesIO(package(BODY[0] + LINE + BODY[1]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/0.bin", bytes(4 << 20))
        kernel = archive.getinfo("word/media/0.bin")
        for number in range(1, 60):
            copy = zipfile.ZipInfo(f"word/media/{number}.bin")
            for slot in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(copy, slot, getattr(kernel, slot))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    return out.getvalue()


def doctype(inner: str, text: str) -> bytes:
    """Return a DOCX whose document part declares a DTD."""
    return package(
        f"<!DOCTYPE a [{inner}]>".encode() + BODY[0] + LINE.replace("正文".encode(), text.encode()) + BODY[1]
    )


LAUGHS = '<!ENTITY l0 "哈哈哈哈">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS: dict[str, Callable[[], bytes]] = {
    "document of 1 GiB": lambda: blown("word/document.xml"),
    "picture of 1 GiB": lambda: blown("word/media/a.png"),
    "part of 1 GiB that nobody refers to": lambda: blown("custom/a.xml"),
    "1 GiB that says it is 100 bytes": lambda: blown("word/styles.xml", says=100),
    "document of 65 MiB, packed 3:1": lambda: package(
        BODY[0] + LINE + b"".join(b"<w:p>%d</w:p>" % (n * 7919) for n in range(4_300_000)) + BODY[1]
    ),
    "300 parts of 1 MiB": lambda: package(
        BODY[0] + LINE + BODY[1], *((f"word/media/{n}.bin", os.urandom(1 << 14) * 64) for n in range(300))
    ),
    "200,000 entries": lambda: package(BODY[0] + LINE + BODY[1], *((f"word/media/{n}", b"") for n in range(200_000))),
    "60 entries that are one": overlapping,
    "entities within entities": lambda: doctype(LAUGHS, "&l9;"),
    "one long entity, often": lambda: doctype(f'<!ENTITY a "{"哈" * 100_000}">', "&a;" * 10_000),
    "entity from a file": lambda: doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "100,000 tables in one another": lambda: package(
        BODY[0] + b"<w:tbl><w:tr><w:tc>" * 100_000 + LINE + b"</w:tc></w:tr></w:tbl>" * 100_000 + BODY[1]
    ),
}


def bombs(root: Path) -> list[Row]:
    """Give the command each bomb; what Python itself costs to start is named, not taken off."""
    rows = []
    (root / "empty.txt").write_text("")
    empty = run([str(root / "empty.txt"), "-o", str(root / "empty.out.txt")])
    slowest, largest, refused = 0.0, 0, 0
    path, out = root / "bomb.docx", root / "out.docx"
    for name, make in BOMBS.items():
        # By a process of its own: the memory that this one takes would count as the command's.
        maker = multiprocessing.get_context("fork").Process(target=lambda make=make: path.write_bytes(make()))
        maker.start()
        maker.join()
        out.write_bytes(b"old")
        spent = run([str(path), "-o", str(out)])
        right = spent.code == 3 and spent.said.count("\n") == 1 and out.read_bytes() == b"old"
        refused += right
        slowest, largest = max(slowest, spent.cpu), max(largest, spent.memory)
        why = f"{path.stat().st_size / 1e6:.1f} MB; {spent.said.rpartition(': ')[2].strip()[:60]}"
        rows.append(Row(name, f"{spent.cpu:.2f} s, {spent.memory >> 20} MiB", "exit 3" if right else "NO", 1, why))
    start = f"of which an empty file takes {empty.cpu:.2f} s, {empty.memory >> 20} MiB"
    return [
        *rows,
        Row("refused", str(refused), str(len(BOMBS)), len(BOMBS)),
        Row("the slowest (CPU)", f"{slowest:.2f} s", "<= 0.5 s", len(BOMBS), start),
        Row("the largest", f"{largest >> 20} MiB", "<= 100 MB", len(BOMBS)),
    ]


def full_disk(root: Path) -> list[Row]:
    """Let the disk fill up at many sizes, from nothing to the whole output, in each format."""
    torn = left = tried = written = 0
    (root / "in.txt").write_text(TEXT, encoding="utf-8")
    for suffix in ("txt", "docx", "json", "html"):
        out = root / f"out.{suffix}"
        right = docnorm.normalize(root / "in.txt").to_bytes(suffix)
        for room in range(0, len(right) + 600, max(1, len(right) // 12)):
            out.write_bytes(b"old")

            def limit(room: int = room) -> None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

            spent = run([str(root / "in.txt"), "-o", str(out)], preexec_fn=limit)
            held = out.read_bytes()
            tried += 1
            written += held != b"old"
            torn += held not in ({b"old"} if spent.code else {b"old", right})
            left += len(list(root.glob(".*.tmp")))
    return [
        Row("half-written outputs", str(torn), "0", tried, f"{written} had room enough"),
        Row("hidden files left", str(left), "0", tried),
    ]


def together(root: Path) -> list[Row]:
    """Let four runs write the same output at once, again and again."""
    rights = []
    for number in range(4):
        (root / f"{number}.txt").write_text(f"第{number}稿\n{TEXT}", encoding="utf-8")
        rights.append(docnorm.normalize(root / f"{number}.txt").to_bytes("docx"))
    out, torn, codes = root / "out.docx", 0, set()
    for _ in range(25):
        running = [
            subprocess.Popen([*COMMAND, str(root / f"{n}.txt"), "-o", str(out)], stderr=subprocess.DEVNULL)
            for n in range(4)
        ]
        while any(process.poll() is None for process in running):
            torn += out.exists() and out.read_bytes() not in rights
            time.sleep(0.002)
        codes |= {process.returncode for process in running}
        torn += out.read_bytes() not in rights
    left = len(list(root.glob(".*.tmp")))
    return [
        Row("half-written outputs of four runs at once", str(torn), "0", 100, f"exit {sorted(codes)}"),
        Row("hidden files left", str(left), "0", 100),
    ]


_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_CHANGES = frozenset({"rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link",
                      "linkat", "symlink", "symlinkat", "chmod", "fchmodat", "truncate", "creat", "mknod"})  # fmt: skip


def outside(root: Path) -> list[Row]:
    """Watch the system calls of every way through the command on files that ask for things from outside."""
    if not shutil.which("strace"):
        return [Row("network connections", "not measured", "0", 0, "strace is not installed")]
    made = list(_jobs(root))
    connections, touched = 0, []
    for number, arguments in enumerate(made):
        log = root / f"calls-{number}"
        watch = ["strace", "-f", "-qq", "-s", "400", "-e", "trace=%network,%file", "-o", str(log)]
        (root / "out").mkdir(exist_ok=True)
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # Python's own cache of our modules
        subprocess.run([*watch, *COMMAND, *arguments], cwd=root, capture_output=True, check=False, env=environment)
        refused = arguments[0] == "entity.docx"
        assert refused or any((root / "out").iterdir()), f"{arguments}: nothing was written"
        shutil.rmtree(root / "out")
        net, files = calls(log.read_text(errors="replace"), root / "out")
        connections += net
        touched += files
    return [
        Row("network connections", str(connections), "0", len(made), "socket, connect, bind, sendto"),
        Row("files outside the output folder", str(len(touched)), "0", len(made), " ".join(sorted(set(touched))[:3])),
    ]


def _jobs(root: Path) -> Iterator[list[str]]:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{relation}/{kind}" Target="{HOST}/{kind}" TargetMode="External"/>'
        for kind in ("attachedTemplate", "image", "oleObject", "hyperlink", "styles")
    )
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    (root / "asks.docx").write_bytes(package(BODY[0] + LINE + BODY[1], ("word/_rels/document.xml.rels", rels.encode())))
    (root / "asks.html").write_text(f'<p>正文<img src="{HOST}/a"><iframe src="file:///etc/passwd"></iframe>')
    (root / "asks.md").write_text(f"正文\n\n![a]({HOST}/a)\n")
    (root / "in.txt").write_text(TEXT, encoding="utf-8")
    (root / "entity.docx").write_bytes(doctype(f'<!ENTITY a SYSTEM "{HOST}/a">', "&a;"))
    for name in ("asks.docx", "asks.html", "asks.md", "in.txt", "entity.docx"):
        for suffix in ("docx", "txt", "html", "json"):
            yield [name, "-o", f"out/a.{suffix}"]
        yield [name, "-o", "out/t.docx", "--track-changes", "--report", "out/r.html"]
    yield ["in.txt", "asks.html", "asks.docx", "-o", "out", "--to", "docx", "-j", "2"]


def calls(log: str, folder: Path) -> tuple[int, list[str]]:
    """Count the calls to the network, and list the files that were written, made, moved or removed elsewhere."""
    net, files = 0, []
    for line in log.splitlines():
        found = _CALL.match(line)
        if not found:
            continue
        name, rest = found["name"], found["rest"]
        if name in {"socket", "connect", "bind", "sendto", "sendmsg", "listen", "accept", "accept4"}:
            # Two workers of one run talk through a socket pair, which leads nowhere else.
            net += "AF_UNIX" not in rest or name == "connect"
        elif name in _CHANGES or (name in {"open", "openat"} and _WRITES.search(rest)):
            for path in _PATH.findall(rest.partition(") = ")[0]):
                whole = os.path.realpath(folder.parent / path)
                if not (whole == str(folder) or whole.startswith((f"{folder}/", "/dev/"))):
                    files.append(f"{name}:{whole}")
    return net, files


if __name__ == "__main__":
    main()
