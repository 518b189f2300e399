"""Whatever fails at whatever moment: the old file or the new one is there, whole."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docnorm.errors import OutputFailed
from docnorm.system import atomic
from docnorm.system.atomic import open_whole, write_whole

CALLS = ("fsync", "replace", "chmod", "open")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("nth", [1, 2])
def test_a_call_that_fails_leaves_one_of_the_two(
    call: str, nth: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, count = getattr(os, call), 0

    def failing(*arguments: object, **options: object) -> object:
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **options)

    monkeypatch.setattr(atomic.os, call, failing)
    try:
        write_whole(old, b"new")
        written = True
    except OutputFailed as error:
        written = False
        assert "the old file, if any, is as it was" in str(error)
    monkeypatch.undo()
    assert old.read_bytes() == (b"new" if written else b"old")
    assert [p.name for p in old.parent.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("at", range(5))
def test_a_write_that_fails_leaves_the_old_file(at: int, old: Path) -> None:
    with pytest.raises(OutputFailed), open_whole(old) as out:
        for number in range(5):
            if number == at:
                raise OSError(errno.EIO, "Input/output error")
            out.write(b"new")
    assert old.read_bytes() == b"old"
    assert [p.name for p in old.parent.iterdir()] == ["out.txt"]


def test_what_the_body_raises_goes_through_and_writes_nothing(old: Path) -> None:
    with pytest.raises(KeyError), open_whole(old) as out:
        out.write(b"new")
        raise KeyError
    assert old.read_bytes() == b"old"
    assert [p.name for p in old.parent.iterdir()] == ["out.txt"]


def test_permissions_of_the_old_file_stay(old: Path) -> None:
    old.chmod(0o640)
    write_whole(old, b"new")
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(old: Path) -> None:
    link = old.with_name("link.txt")
    link.symlink_to(old)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


def test_a_disk_that_is_full_leaves_the_old_file(old: Path) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from docnorm.system.atomic import write_whole\n"
        "from docnorm.errors import OutputFailed\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_whole(Path(sys.argv[1]), b'x' * 100_000)\n"
        "except OutputFailed: sys.exit(4)\n"
    )
    assert resource
    done = subprocess.run([sys.executable, "-c", code, str(old)], check=False)
    assert done.returncode == 4
    assert old.read_bytes() == b"old"
    assert [p.name for p in old.parent.iterdir()] == ["out.txt"]


def test_a_kill_at_any_moment_leaves_one_of_the_two(old: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from docnorm.system.atomic import write_whole\n"
        "sys.stdout.write('ready'); sys.stdout.flush()\n"
        "while True: write_whole(Path(sys.argv[1]), b'n' * 300_000)\n"
    )
    chance = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", code, str(old)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.read(5)
        time.sleep(chance.random() / 50)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert old.read_bytes() in {b"old", b"n" * 300_000}
