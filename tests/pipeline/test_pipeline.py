"""The line asks each rule that has something to look at, believes none of them, and never loses the document."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from docnorm.draft import Draft, Fate
from docnorm.edit import Edit, Fix, Safety, Span
from docnorm.errors import RuleFailed
from docnorm.outline import Block, Outline, Role
from docnorm.pipeline import line as pipeline
from docnorm.pipeline import window
from docnorm.pipeline.line import clean_windows, normalize
from docnorm.profile import Profile
from docnorm.result import Fault, Format, Normalized
from docnorm.rule import Rule, cleaner, repair, replace
from docnorm.source import Decoding, Mark, Source


def _lines(text: str, marks: tuple[Mark, ...]) -> Outline:
    """Every line a paragraph, or what a mark on it says."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            heading = any(m.kind == "heading" and m.span.start == at for m in marks)
            blocks.append(Block(Span(at, at + len(line)), Role.HEADING if heading else Role.PARAGRAPH))
        at += len(line) + 1
    return Outline(text, tuple(blocks))


@cleaner("comma", trigger="[,]")
def comma(text: str) -> Iterator[Fix]:
    """A comma."""
    for i, character in enumerate(text):
        if character == ",":
            yield replace(i, i + 1, "，", "a comma")


def _source(text: str, *marks: Mark) -> Source:
    return Source(text, "txt", Decoding("utf-8", "declared"), marks)


def _done(text: str, *rules: Rule[Any], **more: Any) -> Normalized:
    cleaners = tuple(r for r in rules if not r.over_outline)
    repairs = tuple(r for r in rules if r.over_outline)
    return normalize(_source(text), Profile("p", cleaners, _lines, repairs, **more))


def _noting(asked: list[str], name: str, trigger: str | None = None, context: str | None = None) -> Rule[str]:
    @cleaner(name, trigger=trigger, context=context)
    def note(text: str) -> Iterator[Fix]:
        asked.append(text)
        yield from ()

    return note


def _writing(old: str, new: str) -> Rule[str]:
    @cleaner("writes", trigger=f"[{old[0]}]")
    def write(text: str) -> Iterator[Fix]:
        at = text.find(old)
        if at >= 0:
            yield replace(at, at + len(old), new, "w")

    return write


def test_a_document_comes_with_all_that_was_found() -> None:
    def write(document: Normalized, **_: Any) -> bytes:
        return document.text.encode()

    source, profile = _source("甲,乙\n"), Profile("p", (comma,), _lines)
    done = normalize(source, profile, {"x": Format("x", write=write)})
    assert (done.text, done.source, done.profile, done.faults) == ("甲，乙\n", source, profile, ())
    assert done.to_bytes("x") == "甲，乙\n".encode()
    assert done.read is None  # no repair: the shape is read when it is asked for
    assert done.outline.blocks == (Block(Span(0, 3), Role.PARAGRAPH),)
    assert normalize(source, profile).formats == {}


def test_nothing_is_a_document_too() -> None:
    done = _done("", comma, protect=("党建",))
    assert (done.text, done.outline.blocks) == ("", ())
    assert done.draft == Draft.of("", words=("党建",))


@pytest.mark.parametrize(
    ("trigger", "context", "wanted"),
    [("[,]", None, True), ("[;]", None, False), (None, None, True), ("[,]", "[a-z]", True), ("[,]", "[0-9]", False)],
)
def test_a_rule_is_asked_where_its_triggers_are(trigger: str | None, context: str | None, wanted: bool) -> None:
    asked: list[str] = []
    _done("a,b", _noting(asked, "r", trigger, context))
    assert set(asked) == ({"a,b"} if wanted else set())


@pytest.mark.parametrize(("trigger", "context"), [("[;]", None), ("[c]", "[;]"), ("[;]", "[c]"), ("[;]", "[:]")])
def test_what_a_rule_puts_in_triggers_rules_behind_it(trigger: str, context: str | None) -> None:
    asked: list[str] = []
    _done("a,bc", _writing(",", ";:"), _noting(asked, "r", trigger, context))
    assert "a;:bc" in asked


def test_triggers_are_asked_about_each_thing_that_was_put_in() -> None:
    asked: list[str] = []
    twice = (_writing("a", ";"), _writing("b", ":"))
    _done("ab", *twice, _noting(asked, "both", "[;]", "[:]"))
    assert ";:" in asked
    asked.clear()
    _done("ab", *twice, _noting(asked, "neither", "[;]", "[!]"), _noting(asked, "nor", "[!]", "[:]"))
    assert asked == []


def test_nothing_but_what_was_put_in_opens_gates() -> None:
    asked: list[str] = []
    _done("a,b,c", comma, _noting(asked, "r", "[d-zA-Z]"))
    assert asked == []


def _own(rule: Rule[Any]) -> Rule[Any]:
    """The rule as if docnorm had brought it."""
    rule.propose.__module__ = "docnorm.cleaners.none"
    return rule


def _taking(old: str, new: str, name: str = "takes", **more: Any) -> Rule[str]:
    @cleaner(name, **more)
    def take(text: str) -> Iterator[Fix]:
        at = text.find(old)
        while at >= 0:
            yield replace(at, at + len(old), new, "w")
            at = text.find(old, at + len(old))

    return take


def test_what_a_rule_lays_bare_is_looked_at_again() -> None:
    done = _done(
        "甲\n丙xabyz\n丁", _own(_taking("xz", "!", trigger="[x]")), _own(_taking("aby", "", "bare", trigger="[b]"))
    )
    assert done.text == "甲\n丙!\n丁"
    assert [(c.rule, c.step) for c in done.draft.journal] == [("bare", 0), ("takes", 1)]
    assert done.draft.patch.apply(done.original) == done.text


def test_a_second_look_is_for_lines_that_were_touched_and_for_rules_of_ours() -> None:
    bare = _own(_taking("b", "", "bare", trigger="[b]"))
    asked: list[str] = []
    _done("xz\nab\nyy", _own(_noting(asked, "r", "[x]")), bare)
    assert asked == ["xz\nab\nyy"]
    asked.clear()
    _done("xz\nab\nyy", _own(_noting(asked, "r", "[a]")), bare)
    assert asked == ["xz\nab\nyy", "xz\na\nyy"]
    for plug_in in (_taking("xz", "!", trigger="[x]"), _own(_taking("xz", "!", trigger="[x]", once=True))):
        assert _done("xbz", plug_in, bare).text == "xz"


def test_a_second_look_loses_no_rule_and_asks_none_in_vain() -> None:
    far = "\n一\n二\n三\n"
    bare, takes = _own(_taking("b", "", "bare", trigger="[b]")), _own(_taking("xz", "!", trigger="[x]"))
    asked: list[str] = []
    # A change far above does not put off a rule that was to be asked.
    _done("b" + far + "a", bare, _own(_noting(asked, "r", "[a]")))
    assert asked == [far + "a"]
    # A change that calls for nothing does not call off what another called for.
    assert _done("xbz" + far + "#", takes, bare, _own(_taking("#", "", "hash", trigger="[#]"))).text == "!" + far
    # A rule that comes later sees the change in the same look, and once.
    asked.clear()
    _done("ab", bare, takes, _own(_noting(asked, "r", "[a]")))
    assert asked == ["a"]
    # A rule that lays bare what it would take itself looks again.
    assert _done("xxzz.", _own(_taking("xz", "", trigger="[x]"))).text == "."


def test_a_second_look_may_edit_what_the_rule_owns() -> None:
    short = _own(_taking("http://a.cn/c", "", trigger="[h]", owns=("url",)))
    bare = _own(_taking("Q", "", "bare", trigger="[Q]", owns=("url",)))
    assert _done("见http://a.cQn/c。", short, bare).text == "见。"


def test_repairs_are_asked_again_only_where_the_text_has_changed() -> None:
    seen: list[str] = []

    @repair("sees")
    def sees(outline: Outline) -> Iterator[Fix]:
        seen.append(outline.text)
        yield from ()

    asked: list[str] = []
    everywhere = _own(_noting(asked, "r"))
    _done("a", everywhere, _own(sees))
    assert (asked, seen) == (["a"], ["a"])
    seen.clear()
    asked.clear()
    _done("ab", everywhere, _own(_taking("b", "", "bare", trigger="[b]")), _own(sees))
    assert asked == ["ab", "a"]
    assert seen == ["a"]


def test_a_second_look_of_repairs_passes_over_those_of_plug_ins() -> None:
    @repair("plug-in")
    def plug_in(outline: Outline) -> Iterator[Fix]:
        yield from ()

    @repair("ours")
    def ours(outline: Outline) -> Iterator[Fix]:
        for old, new in (("b", ""), ("!", "?"), ("#", "")):
            at = outline.text.find(old)
            if at >= 0:
                yield replace(at, at + 1, new, "w")

    takes = _own(_taking("xz", "!", trigger="[x]"))
    assert _done("xbz", takes, plug_in, _own(ours)).text == "?"
    # What a repair changes does not call off what the cleaners called for.
    bare = _own(_taking("y", "", "bare", trigger="[y]"))
    assert _done("xyz\n一\n二\n三\n#", takes, bare, _own(ours)).text.startswith("?")


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timers here")
@pytest.mark.parametrize(
    ("ours", "longer", "armed"), [(True, -1, False), (True, 0, False), (True, 1, True), (False, -1, True)]
)
def test_a_timer_is_set_where_a_rule_may_take_long(
    ours: bool, longer: int, armed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window, "_SAFE", 20)
    timers: list[bool] = []

    @cleaner("asks")
    def asks(text: str) -> Iterator[Fix]:
        timers.append(signal.getitimer(signal.ITIMER_REAL)[0] > 0)
        yield from ()

    _done("a" * (20 + longer), _own(asks) if ours else asks)
    assert timers == [armed]


def test_a_second_look_suggests_nothing_again() -> None:
    @cleaner("asks", trigger="[x]")
    def asks(text: str) -> Iterator[Fix]:
        yield replace(0, 1, "y", "asked", Safety.SUGGEST)
        if "xz" in text:
            yield replace(text.index("xz"), text.index("xz") + 2, "!", "sure")

    done = _done("xab xbz", _own(asks), _own(_taking("b", "", "bare", trigger="[b]")))
    assert done.text == "xa !"
    assert [c.fix.why for c in done.draft.journal] == ["asked", "w", "w", "sure"]


def test_a_rule_that_failed_is_not_asked_again() -> None:
    calls: list[str] = []

    @cleaner("fails", trigger="[a]")
    def fails(text: str) -> Iterator[Fix]:
        calls.append(text)
        raise KeyError(text)
        yield

    done = _done("ab", _own(fails), _own(_taking("b", "", "bare", trigger="[b]")))
    assert (done.text, done.faults, calls) == ("a", (Fault("fails", "KeyError"),), ["ab"])


def test_text_that_is_never_done_is_left_after_some_looks() -> None:
    flip, flop = _own(_taking("a", "bb", "flip", trigger="[a]")), _own(_taking("bb", "a", "flop", trigger="[b]"))
    done = _done("a", flip, flop)
    assert done.text == "a"
    assert len(done.draft.journal) == 12  # six looks
    assert done.draft.patch.hunks == ()


def test_what_a_repair_lays_bare_is_cleaned_and_repaired_again() -> None:
    @repair("cuts")
    def cuts(outline: Outline) -> Iterator[Fix]:
        at = outline.text.find("b")
        if at >= 0:
            yield replace(at, at + 1, "", "w")

    seen: list[str] = []

    @repair("sees")
    def sees(outline: Outline) -> Iterator[Fix]:
        seen.append(outline.text)
        yield from ()

    takes = _own(_taking("xz", "!", trigger="[x]"))
    done = _done("xbz", takes, _own(cuts), sees)
    assert done.text == "!"
    assert done.outline.text == "!"
    assert done.outline.blocks == (Block(Span(0, 1), Role.PARAGRAPH),)
    assert seen == ["xz"]  # a plug-in's repair is asked once
    assert _done("xbz", takes, cuts).text == "!"


def test_an_idle_rule_is_not_asked() -> None:
    asked: list[str] = []

    @cleaner("idle", idle={"style": "none"})
    def idle(text: str, *, style: str = "full") -> Iterator[Fix]:
        asked.append(style)
        yield from ()

    _done("a", idle, idle.but(style="none"))
    assert set(asked) == {"full"}


def test_a_rule_sees_what_the_one_before_it_left() -> None:
    done = _done("abc", _writing("ab", "x"), _writing("xc", "y"))
    assert done.text == "y"
    assert {(c.rule, c.step) for c in done.draft.journal} == {("writes", 0), ("writes", 1)}


def test_the_profile_says_how_bold_to_be_and_what_to_leave() -> None:
    @cleaner("likely")
    def likely(text: str) -> Iterator[Fix]:
        yield replace(0, 1, "x", "w", Safety.LIKELY)

    assert _done("ab", likely).text == "xb"
    assert _done("ab", likely, apply_at=Safety.CERTAIN).text == "ab"
    assert _done("ab", likely, protect=("ab",)).text == "ab"


@pytest.mark.parametrize(("owns", "text"), [((), "见http://a.cn/b。"), (("url",), "见x。")])
def test_a_rule_edits_a_protected_form_if_it_owns_it(owns: tuple[str, ...], text: str) -> None:
    @cleaner("urls", owns=owns)
    def urls(text: str) -> Iterator[Fix]:
        if "http" in text:
            yield replace(1, 14, "x", "w")

    assert _done("见http://a.cn/b。", urls).text == text


def test_repairs_see_the_shape_and_what_became_of_it() -> None:
    seen: list[tuple[str, Role]] = []

    @repair("first")
    def first(outline: Outline) -> Iterator[Fix]:
        if outline.text.startswith("标"):
            yield replace(0, 2, "大标题", "w")

    @repair("second")
    def second(outline: Outline) -> Iterator[Fix]:
        seen.extend((outline.read(b.span), b.role) for b in outline.blocks)
        yield from ()

    profile = Profile("p", (comma,), _lines, (first, second))
    done = normalize(_source("标题\n甲,乙", Mark(Span(0, 2), "heading", "1")), profile)
    assert seen == [("大标题", Role.HEADING), ("甲，乙", Role.PARAGRAPH)]
    assert done.text == "大标题\n甲，乙"
    assert done.read is not None
    assert [done.read.read(b.span) for b in done.read.blocks] == ["大标题", "甲，乙"]


def _raising(error: Exception) -> Callable[[str], Iterator[Fix]]:
    def propose(text: str) -> Iterator[Fix]:
        yield replace(0, 1, "x", "half of it")
        raise error

    return propose


def _proposing(*fixes: Any) -> Callable[[Any], Iterator[Any]]:
    def propose(_: Any) -> Iterator[Any]:
        yield from fixes

    return propose


_OUTSIDE = "proposed an edit outside the text, or edits out of order"
_NONE = "proposed an edit that is none"


@pytest.mark.parametrize(
    ("propose", "what"),
    [
        (_raising(KeyError("甲,乙")), "KeyError"),  # its words may quote the document
        (_raising(RuleFailed("no such table")), "no such table"),
        (_proposing("甲"), "proposed str, not a Fix with edits"),
        (_proposing(Fix((), "w")), "proposed Fix, not a Fix with edits"),
        (_proposing(Fix(("甲",), "w")), _NONE),  # type: ignore[arg-type]
        (_proposing(Fix((Edit((0, 1), "x"),), "w")), _NONE),  # type: ignore[arg-type]
        (_proposing(Fix((Edit(Span(0, 1), None),), "w")), _NONE),  # type: ignore[arg-type]
        (_proposing(replace(-1, 1, "x", "w")), _OUTSIDE),
        (_proposing(replace(2, 1, "x", "w")), _OUTSIDE),
        (_proposing(replace(3, 4, "x", "w")), _OUTSIDE),
        (_proposing(Fix((Edit(Span(1, 2), "x"), Edit(Span(0, 1), "x")), "w")), _OUTSIDE),
        (_proposing(Fix((Edit(Span(0, 2), "x"), Edit(Span(1, 3), "x")), "w")), _OUTSIDE),
    ],
)
@pytest.mark.parametrize("make", [cleaner, repair])
def test_a_rule_that_fails_is_named_and_does_nothing(make: Any, propose: Any, what: str) -> None:
    done = _done("甲,乙", make("bad")(propose), comma)
    assert done.text == "甲，乙"
    assert done.faults == (Fault("bad", what),)
    assert [c.rule for c in done.draft.journal] == ["comma"]


def test_edits_may_reach_both_ends_and_touch() -> None:
    fix = Fix((Edit(Span(0, 0), "x"), Edit(Span(0, 1), "y"), Edit(Span(1, 3), "z"), Edit(Span(3, 3), "!")), "w")

    @cleaner("reaches", trigger="[,]")
    def reaches(text: str) -> Iterator[Fix]:
        if text == "甲,乙":
            yield fix

    done = _done("甲,乙", reaches)
    assert (done.text, done.faults) == ("xyz!", ())


@pytest.mark.parametrize("make", [cleaner, repair])
def test_a_rule_that_takes_too_long_is_named_and_the_others_go_on(make: Any) -> None:
    def slow(_: Any) -> Iterator[Fix]:
        time.sleep(0.3)
        yield replace(0, 1, "x", "w")

    @repair("after")
    def after(outline: Outline) -> Iterator[Fix]:
        if "甲" in outline.text:
            yield replace(0, 1, "丙", "w")

    done = _done("甲,乙", make("slow")(slow), comma, after, budget=0.1)
    assert done.text == "丙，乙"
    assert done.faults == (Fault("slow", "ran past its budget of 0.1 s"),)


def test_each_rule_has_the_whole_budget_and_what_lies_between_is_nobodys() -> None:
    def steady(_: Any) -> Iterator[Fix]:
        time.sleep(0.06)
        yield from ()

    @repair("steady-too")
    def steady_too(outline: Outline) -> Iterator[Fix]:
        time.sleep(0.06)
        yield from ()

    def slowly(text: str, marks: tuple[Mark, ...]) -> Outline:
        time.sleep(0.2)
        return _lines(text, marks)

    rules = tuple(cleaner(f"r{i}")(steady) for i in range(3))
    done = normalize(_source("甲"), Profile("p", rules, slowly, (steady_too, steady_too), budget=0.15))
    assert done.faults == ()


LONG = "甲,乙。\n" * 6


@pytest.fixture
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "SIZE", 10)
    monkeypatch.setattr(pipeline, "cut_windows", lambda text: [text[i : i + 10] for i in range(0, len(text), 10)])


@pytest.mark.usefixtures("_small_windows")
def test_a_long_text_is_one_document_again() -> None:
    @repair("fails")
    def fails(outline: Outline) -> Iterator[Fix]:
        raise KeyError
        yield

    seen: list[str] = []
    done = _done(LONG, _noting(seen, "r"), comma, fails)
    assert seen == [LONG[:10]] * 3
    assert done.text == LONG.replace(",", "，")
    assert done.original == LONG
    assert done.faults == (Fault("fails", "KeyError"),)  # told once
    assert [done.outline.read(b.span) for b in done.outline.blocks] == ["甲，乙。"] * 6
    assert done.read is not None
    assert {c.fate for c in done.draft.journal} == {Fate.APPLIED}
    assert [done.draft.where(c) for c in done.draft.journal] == [(Span(i * 5 + 1, i * 5 + 2),) for i in range(6)]
    assert _done(LONG, comma).read is None
    assert _done(LONG, comma).formats == {}
    written = normalize(_source(LONG), done.profile, {"x": Format("x", write=lambda _, **__: b"y")})
    assert written.to_bytes("x") == b"y"
    assert (written.source.text, written.profile) == (LONG, done.profile)


@pytest.mark.usefixtures("_small_windows")
def test_what_a_file_says_of_its_text_holds_for_the_whole() -> None:
    seen: list[str] = []
    zone = "<!-- docnorm: off -->\n甲,乙。\n<!-- docnorm: on -->\n"
    text = LONG + zone + LONG
    source = _source(text, Mark(Span(0, 4), "frozen"))
    done = normalize(source, Profile("p", (_noting(seen, "r"), comma), _lines))
    assert set(seen) == {text}
    clean = LONG.replace(",", "，")
    assert done.text == "甲,乙。" + clean[4:] + zone + clean


def test_windows_keep_their_line_ends_and_open_zones() -> None:
    @cleaner("foot")
    def foot(text: str) -> Iterator[Fix]:
        if text.endswith("\n"):
            yield replace(len(text) - 1, len(text), "", "the foot")

    @repair("none")
    def none(outline: Outline) -> Iterator[Fix]:
        yield from ()

    profile = Profile("p", (comma, foot), _lines, (none,))
    parts = ["甲,\n", "乙,\n<!-- docnorm: off -->\n", "丙,\n", "丁,\n<!-- docnorm: on -->\n己,\n", "戊,\n"]
    done = list(clean_windows(parts, profile))
    assert [d.draft.text for d in done] == [
        "甲，\n", "乙，\n<!-- docnorm: off -->\n", "丙,\n", "丁,\n<!-- docnorm: on -->\n己，\n", "戊，",
    ]  # fmt: skip
    assert all(d.outline is not None and d.outline.text == d.draft.text for d in done)
    assert next(d.outline.read(d.outline.blocks[0].span) for d in done if d.outline) == "甲，"
    assert [d.draft.text for d in clean_windows(["甲,\n"], Profile("p", (foot,), _lines))] == ["甲,"]
    assert list(clean_windows([], profile)) == []
