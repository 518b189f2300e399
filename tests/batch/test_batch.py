"""Batches: every file is tried, nothing overwritten; a killed worker costs one file; a resumed run repeats nothing."""

from __future__ import annotations

import io
import json
import os
import pickle
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from docnorm import Fix, Profile, batch, cleaner
from docnorm import replace as fix
from docnorm.batch.checkpoint import NAME
from docnorm.batch.cluster import _Task, work_on_ray
from docnorm.batch.folders import FoundFile, Refused, find_inputs, place_outputs
from docnorm.batch.task import Order, Outcome, summarise
from docnorm.command.progress import Progress, draw_line
from docnorm.errors import OutputFailed, UsageError
from docnorm.structure.read import read
from docnorm.system.workers import Lost, work


@cleaner("bee", trigger="b")
def bee(text: str) -> Iterator[Fix]:
    """A small letter; one document kills its process, another hangs."""
    if text.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    at = text.find("b")
    while at >= 0:
        yield fix(at, at + 1, "B", why="bees are big")
        at = text.find("b", at + 1)


ORDER = Order(Profile("p", (bee,), read))
SUFFIXES = frozenset({".txt", ".md"})


def _tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"b {name}\n", encoding="utf-8")
    return root


def _run(inputs: list[Path], out: Path, order: Order = ORDER, *, jobs: int = 2, resume: bool = False) -> list[Outcome]:
    planned = batch.plan([str(i) for i in inputs], out, order)
    return list(batch.run(planned, order, output=out, jobs=jobs, resume=resume))


def test_a_folder_is_mirrored(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "下级/b 表情😀.txt", ".hidden.txt", "~$lock.txt", "pic.png", ".git/c.txt")
    outcomes = _run([source], tmp_path / "out")
    assert {o.code for o in outcomes} == {0}
    assert (tmp_path / "out/下级/b 表情😀.txt").read_text(encoding="utf-8").startswith("B ")
    assert len(outcomes) == 2


def test_the_output_folder_is_not_read_again(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "out/b.txt")
    assert [
        f.path.name for f in find_inputs([str(source)], SUFFIXES, source / "out") if not isinstance(f, Refused)
    ] == ["a.txt"]
    with pytest.raises(UsageError, match="input and output"):
        list(find_inputs([str(source)], SUFFIXES, source))


def test_a_file_named_twice_is_one_file_and_globs_are_ours_too(tmp_path: Path) -> None:
    source = _tree(tmp_path, "a.txt", "b.txt", "deep/c.txt")
    names = [str(source / "a.txt"), str(source), str(source / "*.txt"), str(source / "**/*.txt")]
    assert [getattr(f, "path", None) for f in find_inputs(names, SUFFIXES, None)] == [
        source / "a.txt", source / "b.txt", source / "deep/c.txt",
    ]  # fmt: skip
    (missing,) = find_inputs([str(source / "*.none")], SUFFIXES, None)
    assert isinstance(missing, Refused)
    assert missing.code == 3


def test_names_that_collide_keep_their_suffix_or_are_refused(tmp_path: Path) -> None:
    source = _tree(tmp_path, "a.txt", "a.md", "b.txt", "1/c.txt", "2/c.txt")
    files = [f for f in find_inputs([str(source)], SUFFIXES, None) if not isinstance(f, Refused)]
    outputs = {p.output.as_posix() for p in place_outputs(files, Path("out"), ".docx") if not isinstance(p, Refused)}
    assert outputs == {"out/a.txt.docx", "out/a.md.docx", "out/b.docx", "out/1/c.docx", "out/2/c.docx"}
    apart = find_inputs([str(source / "1"), str(source / "2")], SUFFIXES, None)
    refused = list(place_outputs((f for f in apart if not isinstance(f, Refused)), Path("out"), ".docx"))
    assert [type(r) for r in refused] == [Refused, Refused]
    assert "2/c.txt" in str(refused[0]) or "2\\\\c.txt" in str(refused[0])


def test_every_file_is_tried_and_the_worst_code_counts(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", *(f"{i}.txt" for i in range(6)))
    (source / "3.txt").unlink()
    outcomes = _run([source / f"{i}.txt" for i in range(6)], tmp_path / "out")
    assert sorted(o.code for o in outcomes) == [0, 0, 0, 0, 0, 3]
    assert "no such file" in next(o for o in outcomes if o.code).said[0]
    rows = list(summarise(outcomes))
    assert rows == ["6 files: 5 done, 1 refused; 5 changes, 0 suggestions", "  5  bee"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_worker_costs_one_file_and_a_resumed_run_repeats_nothing(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", *(f"{i:02d}.txt" for i in range(20)))
    (source / "07.txt").write_text("kill b", encoding="utf-8")
    out = tmp_path / "out"
    outcomes = _run([source], out)
    (lost,) = [o for o in outcomes if o.code]
    assert lost.code == 5
    assert "SIGKILL" in lost.said[0]
    assert len(list(out.glob("*.txt"))) == 19
    assert not list(out.glob(".*tmp"))

    (source / "07.txt").write_text("b again", encoding="utf-8")
    with (out / NAME).open("ab") as journal:
        journal.write(b'{"path": "cut sho')  # as a crash leaves it
    before = {p.name: p.stat().st_mtime_ns for p in out.glob("*.txt")}
    outcomes = _run([source], out, resume=True)
    assert {o.code for o in outcomes} == {0}
    assert [Path(o.path).name for o in outcomes if not o.skipped] == ["07.txt"]
    after = {p.name: p.stat().st_mtime_ns for p in out.glob("*.txt")}
    assert {n for n in after if before.get(n) != after[n]} == {"07.txt"}
    assert all(o.skipped for o in _run([source], out, resume=True))


def test_what_has_changed_is_done_again(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    out = tmp_path / "out"
    _run([source], out)
    (source / "a.txt").write_text("b new", encoding="utf-8")
    (out / "b.txt").unlink()
    redone = {Path(o.path).name for o in _run([source], out, resume=True) if not o.skipped}
    assert redone == {"a.txt", "b.txt"}
    other = replace(ORDER, profile=ORDER.profile.without("bee"))
    assert not any(o.skipped for o in _run([source], out, other, resume=True))
    assert not any(o.skipped for o in _run([source], out, other))  # without --resume everything is done


def test_what_was_refused_is_named_again_without_a_second_look(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "b.txt")
    (source / "b.txt").write_bytes(b"PK\x03\x04 not word/ really")
    order = replace(ORDER, format="docx")
    first = {Path(o.path).name: o for o in _run([source / "b.txt"], tmp_path / "out", order)}
    (again,) = _run([source / "b.txt"], tmp_path / "out", order, resume=True)
    if first["b.txt"].code == 3:  # where the DOCX reader is there to refuse it
        assert again.skipped
    assert (again.code, again.said) == (first["b.txt"].code, first["b.txt"].said)


def test_what_killed_runs_left_is_swept_away(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "b.txt")
    out = tmp_path / "out"
    out.mkdir()
    old, new, mine = out / ".a.txt.x1.tmp", out / ".a.txt.x2.tmp", out / "notes.tmp"
    for path in (old, new, mine):
        path.write_text("half", encoding="utf-8")
    os.utime(old, (1, 1))
    os.utime(mine, (1, 1))
    _run([source], out)
    assert [p.exists() for p in (old, new, mine)] == [False, True, True]


def test_an_output_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "b.txt")
    out = tmp_path / "out"
    out.mkdir()
    precious = tmp_path / "precious.txt"
    precious.write_text("mine", encoding="utf-8")
    try:
        (out / "a.txt").symlink_to(precious)
    except OSError:
        pytest.skip("no links here")
    assert sorted(o.code for o in _run([source], out)) == [0, 4]
    assert precious.read_text(encoding="utf-8") == "mine"


def test_the_journal_holds_any_name(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    try:
        (source / "坏\udcff\n.txt").write_text("b", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("names are Unicode here")
    _run([source], tmp_path / "out")
    (row,) = (tmp_path / "out" / NAME).read_text(encoding="ascii").splitlines()
    assert json.loads(row)["path"].endswith("坏\udcff\n.txt")
    assert all(o.skipped for o in _run([source], tmp_path / "out", resume=True))


def _double(factor: int) -> object:
    def do(job: int) -> int:
        if job == 3:
            time.sleep(30)
        if job == 5:
            raise KeyError(job)
        return job * factor

    return do


def test_a_stuck_job_is_given_up_and_a_failing_one_named() -> None:
    results = dict(work(range(8), _double, 2, count=2, limit=0.3))  # type: ignore[arg-type]
    assert results[3] == Lost("took longer than 0.3 s")
    assert results[5] == Lost("failed with KeyError")
    assert {i: r for i, r in results.items() if i not in {3, 5}} == {i: 2 * i for i in range(8) if i not in {3, 5}}


def _half(setup: int) -> object:
    return lambda job: setup // job


def test_a_task_travels_and_says_of_an_error_only_its_kind() -> None:
    task = pickle.loads(pickle.dumps(_Task(pickle.dumps((_half, 10)))))
    rows = [task({"index": n, "job": pickle.dumps(job)}) for n, job in enumerate((5, 0, 2))]
    assert [row["index"] for row in rows] == [0, 1, 2]
    assert [pickle.loads(row["result"]) for row in rows] == [2, Lost("a bug in docnorm (ZeroDivisionError)"), 5]


def test_a_cluster_without_its_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"^--engine ray needs Ray: pip install 'docnorm\[ray\]'$"):
        list(work_on_ray([1], _half, 10))  # type: ignore[arg-type]


def _pid(_: None) -> object:
    return lambda job: os.getpid() + 0 * job


def test_a_worker_killed_while_idle_costs_nothing() -> None:
    results = work(range(3), _pid, None, count=1, limit=10)  # type: ignore[arg-type]
    _, first = next(results)
    os.kill(first, signal.SIGKILL)
    time.sleep(0.05)
    others = [pid for _, pid in results]
    assert len(others) == 2
    assert first not in others
    assert not any(isinstance(pid, Lost) for pid in others)


def test_the_bar_fits_every_terminal() -> None:
    for width in (0, 5, 20, 40, 80, 300):
        assert len(draw_line(3, 1000, 2, 1.5, width)) <= max(0, width - 1)
    assert draw_line(500, 1000, 2, 10.0, 80).endswith("500/1000  50.0 files/s  0:10 left  2 failed")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_with_messages_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    bar = Progress(2)
    bar.step()
    bar.say("a.txt: \x1b[2J is refused")
    bar.step(failed=True)
    bar.end()
    shown = terminal.getvalue().split("\r\x1b[K")
    assert shown[2] == "a.txt: \\x1b[2J is refused\n"
    assert "1/2" in shown[1]
    assert "2/2" in shown[3]
    assert "1 failed" in shown[3]
    assert shown[4] == ""  # the bar is gone at the end


def test_elsewhere_there_are_only_the_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", plain := io.StringIO())
    bar = Progress(2)
    bar.step()
    bar.say("a.txt: refused")
    bar.end()
    assert plain.getvalue() == "a.txt: refused\n"
    plain.close()
    bar.say("nobody reads this")  # and that is no reason to fail


def test_a_glob_of_folders_is_walked_and_one_that_goes_deep_is_not_walked_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tree(tmp_path, "甲/a.txt", "乙/b.txt", "乙/丙/c.txt")
    monkeypatch.chdir(tmp_path)
    for pattern in ("[甲乙]", "**/*.txt"):
        names = [str(item.path) for item in find_inputs([pattern], SUFFIXES, None) if not isinstance(item, Refused)]
        assert sorted(names) == ["乙/b.txt", "乙/丙/c.txt", "甲/a.txt"]
    (nothing,) = find_inputs(["*.docx"], SUFFIXES, None)
    assert isinstance(nothing, Refused)
    assert nothing.why.endswith("*.docx: no file matches")


def test_names_that_differ_in_case_alone_are_one_name_on_some_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [FoundFile(tmp_path / name, Path(name)) for name in ("A.txt", "a.txt")]
    assert not any(isinstance(p, Refused) for p in place_outputs(files, tmp_path / "out", ".docx"))
    monkeypatch.setattr(sys, "platform", "darwin")
    assert all(isinstance(p, Refused) for p in place_outputs(files, tmp_path / "out", ".docx"))


def test_an_output_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputFailed, match="the folder cannot be made: Not a directory"):
        _run([source], tmp_path / "file" / "out")
    out = tmp_path / "out"
    (out / NAME).mkdir(parents=True)
    with pytest.raises(OutputFailed, match="the journal cannot be written: Is a directory"):
        _run([source], out)


def test_a_folder_in_the_way_costs_the_files_below_it(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "下级/a.txt", "b.txt")
    out = _tree(tmp_path / "out", "下级")
    outcomes = {Path(o.path).name: o for o in _run([source], out)}
    assert outcomes["b.txt"].code == 0
    assert outcomes["a.txt"].code == 4
    assert "its folder cannot be made: File exists" in outcomes["a.txt"].said[0]


def test_an_empty_journal_is_a_journal(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt")
    _tree(tmp_path / "out", NAME)
    (tmp_path / "out" / NAME).write_bytes(b"")
    assert [o.code for o in _run([source], tmp_path / "out", resume=True)] == [0]
    assert [o.skipped for o in _run([source], tmp_path / "out", resume=True)] == [True]


def test_an_input_without_a_file_is_refused_and_the_others_are_done(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt")
    outcomes = _run([tmp_path / "missing.txt", source / "a.txt"], tmp_path / "out")
    assert sorted(o.code for o in outcomes) == [0, 3]


def test_files_are_only_looked_at_where_no_output_is_wanted(tmp_path: Path) -> None:
    source = _tree(tmp_path / "in", "a.txt", "b.txt")
    order = replace(ORDER, mode="check")
    planned = batch.plan([str(source)], None, order)
    outcomes = list(batch.run(planned, order, output=None, jobs=2, resume=False))
    assert [Path(o.path).name for o in outcomes] == ["a.txt", "b.txt"]  # in their order
    assert {o.code for o in outcomes} == {1}
    assert not any((source / name).read_text(encoding="utf-8").startswith("B") for name in ("a.txt", "b.txt"))
