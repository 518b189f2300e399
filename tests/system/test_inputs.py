"""The one way from a path to bytes: whatever is odd about a path, only kinds of ``DocnormError`` come out."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import docnorm
from docnorm.api import read_file
from docnorm.batch.folders import FoundFile, find_inputs
from docnorm.cli import main
from docnorm.errors import DocnormError, InputRefused, OutputFailed, UsageError
from docnorm.system.inputs import open_input, read_input

ODD = {
    "a NUL": "a\0b.txt",
    "a name that is too long": "长" * 300 + ".txt",
    "a path that is too long": "/".join(["d" * 200] * 40),
    "half a character": "\ud800.txt",
    "nothing there": "no/such/file.txt",
    "a file used as a folder": "held.txt/x.txt",
    "a folder": ".",
    "a link to itself": "loop.txt",
    "a link that leads nowhere": "dangling.txt",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "held.txt").write_text("一、总则\n", encoding="utf-8")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", ODD.values(), ids=ODD)
@pytest.mark.parametrize("read", [docnorm.normalize, read_file, read_input])
def test_an_odd_path_is_refused(folder: Path, read: Callable[[Path], Any], path: str) -> None:
    with pytest.raises(InputRefused) as caught:
        read(Path(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ODD.values(), ids=ODD)
def test_the_command_says_of_an_odd_path_what_the_library_says(
    folder: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputRefused) as caught:
        read_input(Path(path))
    single = path != "."  # the command takes a folder for the files in it
    assert main([path, "--to", "json"]) == (3 if single else 2)
    error = capsys.readouterr().err
    assert "bug" not in error
    if single and "\0" not in path and "\ud800" not in path:
        assert error == f"normalize: {caught.value}\n"


def test_text_that_would_be_an_odd_path_is_text(folder: Path) -> None:
    for path in ("a\0b", "长" * 300, "\ud800.txt"):
        assert docnorm.normalize(path).original == path


@pytest.mark.parametrize("value", [None, 5, 1.5, ["a.txt"], b"a.txt".decode, Path])
def test_what_is_no_document_is_wrong_usage(value: Any) -> None:
    with pytest.raises(UsageError, match="a document is a path, the bytes of a file or a str, not "):
        docnorm.normalize(value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_read_to_its_end(folder: Path) -> None:
    os.mkfifo("pipe.txt")
    writer = threading.Thread(target=Path("pipe.txt").write_bytes, args=("党zuzhi生活会\n".encode(),))
    writer.start()
    document = docnorm.normalize(Path("pipe.txt"))
    writer.join()
    assert document.text == "党组织生活会"
    assert document.undo() == "党zuzhi生活会\n".encode()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_named_pipe_in_a_folder_is_no_document_of_it(folder: Path) -> None:
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind("socket.txt")
        names = {item.path.name for item in find_inputs(["."], {".txt"}, None) if isinstance(item, FoundFile)}
        assert names == {"held.txt", "loop.txt", "dangling.txt"}
        assert main([".", "-o", "out", "-q"]) == 3  # the links lead nowhere, and are named
    assert {p.name for p in Path("out").glob("*.txt")} == {"held.txt"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(folder: Path) -> None:
    Path("held.txt").chmod(0)
    with pytest.raises(InputRefused, match="cannot be read: Permission denied"):
        docnorm.normalize(Path("held.txt"))


def test_a_file_that_fails_while_it_is_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self/mem").exists():
        pytest.skip("no file here that opens and does not read")
    with pytest.raises(InputRefused, match=r"^/proc/self/mem: cannot be read: Input/output error$"):
        docnorm.normalize(Path("/proc/self/mem"), format="txt")
    with pytest.raises(InputRefused, match="fails"), open_input("held.txt"):
        raise InputRefused("fails")  # what the body raises is not taken for the file's own failure


def test_a_standard_input_that_is_closed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputRefused, match=r"^<stdin>: is closed$"):
        read_input("-")


def test_a_path_called_minus_is_a_file(folder: Path) -> None:
    Path("-").write_text("甲", encoding="utf-8")
    assert docnorm.normalize(Path("-")).original == "甲"


@pytest.mark.parametrize("path", [p for n, p in ODD.items() if n != "a link that leads nowhere"])
def test_an_output_at_an_odd_path_fails_as_an_output(folder: Path, path: str) -> None:
    with pytest.raises(OutputFailed):
        docnorm.normalize("甲").save(path + ("" if Path(path).suffix else "/x.txt" if path != "." else ""))


def test_only_our_own_kinds_are_promised() -> None:
    assert issubclass(InputRefused, DocnormError)
    assert not issubclass(InputRefused, (OSError, ValueError))
