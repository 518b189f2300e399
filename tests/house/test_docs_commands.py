"""Every command in the documentation is run as it stands, in a folder that holds what it names."""

from __future__ import annotations

import glob
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

import docnorm
from docnorm.command.main import main

from pdf_build import Text, build_pdf

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What cannot be run here, and why; each is tested elsewhere.
ELSEWHERE = {
    "--serve": "waits for a browser: test_serve.py",
    "--mcp": "waits for a client: test_mcp.py",
    "--interactive": "asks a person: test_interactive.py",
    "--engine": "needs a cluster: test_cluster.py",
    "house-style": "needs the plug-in of the page: test_docs.py",
    "--profile house": "needs the plug-in of the page: test_docs.py",
}
PLACES = {12: "　　这标准树的还不够牢。", 30: "在XX镇驻村。"}  # where an example takes a suggestion
LINES = "\n".join(PLACES.get(n, f"　　第{n}行：党zuzhi生活会,开展工作。") for n in range(4, 41))
TEXT = f"关于召开组织生活会的通知\n\n各支部：\n{LINES}\n"
BOOK = "".join(
    f"第{n}章 雪夜{n}\n\n　　他说道：“今夜有雪。”\n　　众人都不说话，只听得炉火作响。\n\n" for n in "一二三四五"
)


def _list_rows(page: Path) -> list[str]:
    blocks = [body for lang, body in FENCE.findall(page.read_text(encoding="utf-8")) if lang == "sh"]
    rows = [row.partition("#")[0].strip() for body in blocks for row in body.splitlines()]
    if page.parent == ROOT:  # the front pages show commands beside what they do
        text = page.read_text(encoding="utf-8")
        rows += re.findall(r"^(normalize .+?) {2,}", text, re.MULTILINE) + re.findall(r"\| `(normalize [^`]+)`", text)
    return [row for row in rows if row.startswith("normalize ")]


PAGES = [
    page
    for page in (*ROOT.glob("README*.md"), *sorted(DOCS.rglob("*.md")))
    if "adr" not in page.parts and _list_rows(page)
]
DONE: set[str] = set()  # most are on the English page, too


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an input of every kind, under every name that the documentation uses."""
    shelf = tmp_path_factory.mktemp("shelf")
    done = docnorm.normalize_text(TEXT)
    made = {suffix: done.to_bytes(suffix) for suffix in ("docx", "md", "html", "json")}
    made |= {
        "txt": TEXT.encode(),
        "epub": docnorm.normalize_text(BOOK, "novel").to_bytes("epub"),
        "pdf": build_pdf([[Text(90, 700 - 30 * n, "今天开会，讨论了三件事情，大家都同意。") for n in range(9)]]),
        "jsonl": '{"text": "党zuzhi"}\n'.encode(),
        "toml": b'protect = ["x"]\n',
        "jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    }
    for name in {word for page in PAGES for row in _list_rows(page) for word in re.findall(r"[\w-]+\.\w+", row)}:
        data = made.get(name.rpartition(".")[2])
        if data and name != "docnorm.toml":
            (shelf / name).write_bytes(data)
    (shelf / "old.txt").write_bytes("會議紀錄".encode("big5"))
    folders = {
        "txt": ("收件", "草稿", "inbox", "drafts"),
        "docx": ("审阅",),
        "jsonl": ("shards",),
    }
    for suffix, folder in ((suffix, folder) for suffix, some in folders.items() for folder in some):
        (shelf / folder).mkdir()
        (shelf / folder / f"一.{suffix}").write_bytes(made[suffix])
    return shelf


def _run(row: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command as a shell would: patterns of names, and input from a file."""
    words = shlex.split(row.partition("|")[0])[1:]
    if "<" in words:
        at = words.index("<")
        data = Path(words[at + 1]).read_bytes()
        del words[at : at + 2]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = [name for word in words for name in (sorted(glob.glob(word)) if "*" in word else [word])]
    return main(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_in_the_docs_run(page: Path, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    monkeypatch.chdir(tmp_path)
    configuration = [
        body
        for lang, body in FENCE.findall(page.read_text(encoding="utf-8"))
        if lang == "toml" and "[project" not in body
    ]
    for row in _list_rows(page):
        if any(word in row for word in ELSEWHERE) or row in DONE:
            continue
        DONE.add(row)
        shutil.copytree(shelf, folder, dirs_exist_ok=True)
        monkeypatch.chdir(folder)
        written = re.search(r"-o (\S+\.toml)", row)
        if written:
            Path(written[1]).unlink(missing_ok=True)
        elif configuration:
            Path("docnorm.toml").write_text(configuration[0], encoding="utf-8")
        assert _run(row, monkeypatch) in {0, 1}, row
        target = re.search(r" -o (\S+)", row)
        assert target is None or Path(target[1]).exists(), row
