"""Plug-ins: found by entry points, named when they are broken, never the end of a document."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docnorm.cleaners.words.house_table import house_table
from docnorm.errors import InputRefused, RuleFailed
from docnorm.pipeline.line import normalize
from docnorm.profile import Profile
from docnorm.settings import plugins
from docnorm.source import Decoding, Source
from docnorm.structure.read import read
from docnorm.system.deadline import Deadline, OutOfTime

HOUSE = """
import re
import time
from docnorm import Fix, cleaner, replace

@cleaner("good")
def good(text):
    "Bees."
    at = text.find("b")
    while at >= 0:
        yield replace(at, at + 1, "B", why="bees are big")
        at = text.find("b", at + 1)

@cleaner("raises")
def raises(text):
    raise KeyError(text)
    yield

@cleaner("loops")
def loops(text):
    while True:
        try:
            re.match(r"(a+)+$", "a" * 40 + "!")
        except Exception:
            pass
    yield

@cleaner("nothing")
def nothing(text):
    return None

@cleaner("nonsense")
def nonsense(text):
    yield "a better text"

@cleaner("outside")
def outside(text):
    yield replace(0, len(text) + 1, "", why="gone")

THREE = (good, raises, 3)

def profile():
    from docnorm.profile import Profile
    from docnorm.structure.read import read
    return Profile("something", (good,), read)

def no_profile():
    return 3

def broken_profile():
    return 1 / 0

def reader(data, encoding=None):
    return data.decode()

def good_reader(data, encoding=None):
    from docnorm.source import Decoding, Source
    if not data:
        from docnorm.errors import InputRefused
        raise InputRefused("nothing in it")
    return Source(data.decode().upper(), "bees", Decoding("utf-8", "declared"))

def good_writer(document, **options):
    return document.text.encode()

def no_writer(document, **options):
    return document.text

def writer(document, **options):
    return document.nonsense
"""
POINTS = """
[docnorm.rules]
many = house_rules_for_tests:THREE
loops = house_rules_for_tests:loops
nothing = house_rules_for_tests:nothing
nonsense = house_rules_for_tests:nonsense
outside = house_rules_for_tests:outside
absent = house_rules_for_tests:absent
unimportable = no_such_module_at_all:rule
[docnorm.profiles]
bees = house_rules_for_tests:profile
wrong = house_rules_for_tests:broken_profile
lambda = house_rules_for_tests:no_profile
[docnorm.readers]
bee = house_rules_for_tests:reader
bees = house_rules_for_tests:good_reader
[docnorm.writers]
hive = house_rules_for_tests:writer
comb = house_rules_for_tests:good_writer
wax = house_rules_for_tests:no_writer
"""


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "house_rules_for_tests.py").write_text(HOUSE, encoding="utf-8")
    about = tmp_path / "house_rules-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: house-rules\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(POINTS, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.forget()
    yield
    plugins.forget()
    sys.modules.pop("house_rules_for_tests", None)


def _run(*names: str, text: str = "a bee") -> tuple[str, dict[str, str]]:
    rules = plugins.load_rules()
    profile = Profile("p", tuple(rules[n] for n in names), read, budget=0.3)
    done = normalize(Source(text, "txt", Decoding("utf-8", "declared")), profile)
    return done.text, {fault.rule: fault.what for fault in done.faults}


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("raises", "KeyError"),
        ("loops", "budget of 0.3 s"),
        ("nothing", "TypeError"),
        ("nonsense", "proposed str"),
        ("outside", "outside the text"),
        ("many", "names a int, not a rule"),
        ("absent", "plug-in 'absent' of house-rules 1.0 cannot be loaded: AttributeError"),
        ("unimportable", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_a_bad_rule_is_named_and_left_out(name: str, what: str) -> None:
    text, faults = _run(name, "good")
    assert text == "a Bee"
    assert set(faults) == {name}
    assert what in faults[name]
    assert "a bee" not in faults[name]  # faults end up in logs


def test_a_profile_comes_under_its_entry_points_name() -> None:
    found = plugins.load_profile("bees")
    assert found is not None
    assert found.name == "bees"
    assert plugins.load_profile("wasps") is None
    assert set(plugins.list_profiles()) == {"bees", "lambda", "wrong"}
    with pytest.raises(RuleFailed, match=r"plug-in 'lambda' of house-rules 1.0 gives a int, not a Profile"):
        plugins.load_profile("lambda")
    with pytest.raises(RuleFailed, match=r"plug-in 'wrong' of house-rules"):
        plugins.load_profile("wrong")


def _format(name: str) -> Any:
    return {row.name: row for row in plugins.list_formats()}[name]


def test_bad_readers_and_writers_are_named() -> None:
    with pytest.raises(RuleFailed, match=r"plug-in 'bee'.* gives a str"):
        _format("bee").read(b"x")
    done = normalize(Source("x", "txt", Decoding("utf-8", "declared")), Profile("p", (house_table,), read))
    with pytest.raises(RuleFailed, match=r"plug-in 'hive'.* raised AttributeError"):
        _format("hive").write(done)


def test_good_readers_and_writers_are_used_like_ours() -> None:
    source = _format("bees").read(b"a bee")
    done = normalize(source, Profile("p", (house_table,), read))
    assert _format("comb").write(done) == b"A BEE"
    with pytest.raises(RuleFailed, match=r"plug-in 'wax'.* gives a str, not bytes"):
        _format("wax").write(done)
    with pytest.raises(InputRefused, match=r"^nothing in it$"):
        _format("bees").read(b"")


def test_a_plug_in_that_never_loads_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "LOAD_LIMIT", 0.1)
    module = tmp_path / "house_rules_for_tests.py"
    module.write_text("import time\nwhile True:\n    time.sleep(0.01)\n", encoding="utf-8")
    with pytest.raises(RuleFailed, match=r"plug-in 'bees' of house-rules 1.0 was not loaded after 0.1 s"):
        plugins.load_profile("bees")
    plugins.forget()
    module.write_text("from docnorm.errors import UsageError\nraise UsageError('needs bees')\n", encoding="utf-8")
    with pytest.raises(RuleFailed, match=r"plug-in 'bees' of house-rules 1.0 cannot be loaded: needs bees"):
        plugins.load_profile("bees")


def test_a_deadline_off_the_main_thread_tells_off_afterwards() -> None:
    from threading import Thread

    seen: list[str] = []

    def slow() -> None:
        try:
            with Deadline(0.01) as watch:
                watch.begin()
                time.sleep(0.03)
        except OutOfTime:
            seen.append("late")

    thread = Thread(target=slow)
    thread.start()
    thread.join()
    assert seen == ["late"]


def test_a_host_programs_own_timer_is_left_alone() -> None:
    import signal

    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers here")
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        with Deadline(60) as watch:
            watch.begin()
            assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_without_an_alarm_a_busy_machine_is_borne_with_as_it_is_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = {"monotonic": 50.0, "process_time": 100.0}  # the process has worked for a while before
    monkeypatch.setattr("docnorm.system.deadline.time.monotonic", lambda: clock["monotonic"])
    monkeypatch.setattr("docnorm.system.deadline.time.process_time", lambda: clock["process_time"])
    with Deadline(1.0, alarm=False) as watch:
        watch.begin()
        clock["monotonic"] += 1.5
        clock["process_time"] += 0.2  # it hardly got the processor
        watch.check()
        clock["process_time"] += 0.5
        with pytest.raises(OutOfTime):
            watch.check()
        watch.rest()
