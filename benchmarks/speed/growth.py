"""Growth on hostile input: ``python -m benchmarks.speed.growth [--write] [--only RULE …]``.

Every rule on a quarter of a million and on a million of one thing, a million spaces or opening quotes: the time for 4 n
over the time for n, which stays near 4 where a rule is linear. ``--write`` leaves the table in ``docs/growth.md``.
"""

from __future__ import annotations

import argparse
import gc
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import docnorm
from docnorm.api import list_builtin_rules
from docnorm.draft import Draft
from docnorm.profile import Profile
from docnorm.profiles import NAMES, get_profile
from docnorm.protected import find_protected
from docnorm.rule import Rule

N = 250_000
BAR = 6.0
SLOW = 10.0  # seconds for a million characters
NO_TIME = 0.01  # what does n in 10 ms does 4 n in 160 ms, were it quadratic: no time to measure, none to lose
PAGE = Path(__file__).parents[2] / "docs" / "growth.md"
UNITS = (
    *" 　\n\t“”'\"(（[《「.。…-，,:！、&<$#/|*1aA中一⼀①ｶ\u200b\xa0\r\ue000Ã",
    *(
        "\r\n",
        "&amp;",
        "</b>",
        "<a ",
        "](",
        "`a`",
        "http://",
        "a@",
        "/a",
        "0.",
        "1,",
        "2016-",
        "第1章\n",
        "中a",
        "中 1",
    ),
    *(
        "中 ",
        "中 国 人，",
        "中,",
        "中.",
        "(中",
        "“中",
        "中”",
        "中-",
        "１．",
        "、《",
        "(一)",
        "1 %",
        "zu zhi ",
        "中zu",
        "中\n",
        "-\n",
        "[2011]3号",
    ),
)
OPTIONS: dict[str, dict[str, Any]] = {  # choices that no profile makes
    "latin-space": {"mode": "add", "signs": True},
    "punctuation": {"marks": "half"},
    "middle-dot": {"dot": "・"},
    "quote": {"style": "corner", "directional": True},
    "title-comma": {"mode": "remove"},
}
HEAD = """# Growth

Made by `python -m benchmarks.speed.growth --write`. Every rule over the text reads {longer:,} characters of one of
{units} things over and over (spaces, opening quotes, dots, digits, letters, `&`, `<`, `#`, line ends, brackets,
misread characters, pairs of these), and a quarter as many. Where a rule is linear the longer text takes four times as
long; the bar is {bar:g}. The table shows each rule's worst growth among the things that it needs more than
{least:.0f} ms for, and its longest time; `-` where it needs less for all of them.

"""


class Worst(NamedTuple):
    """The worst growth of a rule and the longest time, each with the thing that it came of."""

    growth: float = 0.0
    grown: str = ""
    seconds: float = 0.0
    slowest: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", help="these rules, or profiles for their repairs and their whole line")
    parser.add_argument("--write", action="store_true", help="write docs/growth.md")
    parser.add_argument("--size", type=int, default=N, help="characters of the shorter text")
    wanted = parser.parse_args()
    rows = []
    for name, run in _runs():
        if not wanted.only or name.split()[0] in wanted.only:
            found = worst(run, UNITS, wanted.size)
            growth = f"{found.growth:.1f} | `{found.grown!r}`" if found.grown else "- | -"
            slow = f"{found.seconds:.2f} s | `{found.slowest!r}`" if found.slowest else "- | -"
            rows.append(f"| {name} | {growth} | {slow} |".replace("'|", "'\\|"))
            high = " <--" if found.growth > BAR or found.seconds > SLOW else ""
            print(rows[-1] + high, flush=True)
    if wanted.write and not wanted.only:
        head = "| rule | t(4n)/t(n) | of | longest | of |\n|---|---|---|---|---|\n"
        foot = f"\nCPython {platform.python_version()}, CPU time, one process.\n"
        page = HEAD.format(longer=4 * wanted.size, units=len(UNITS), bar=BAR, least=1000 * NO_TIME)
        PAGE.write_text(page + head + "\n".join(rows) + "\n" + foot, encoding="utf-8")


def worst(run: Callable[[str], object], units: Sequence[str], size: int = N) -> Worst:
    """Run over n and 4 n of every unit."""
    found = Worst()
    for unit in units:
        short = _seconds(run, unit, size)
        if short < NO_TIME:
            continue
        long = _seconds(run, unit, 4 * size)
        if long / short > BAR:  # other work on the machine only ever adds: once more
            short, long = min(short, _seconds(run, unit, size)), min(long, _seconds(run, unit, 4 * size))
        if long / short > found.growth:
            found = found._replace(growth=long / short, grown=unit)
        if long > found.seconds:
            found = found._replace(seconds=long, slowest=unit)
    return found


def _runs() -> Iterator[tuple[str, Callable[[str], object]]]:
    rules = {_named(r): r for name in NAMES for r in get_profile(name).cleaners if not r.is_idle}
    for rule_id, options in OPTIONS.items():
        rule = list_builtin_rules()[rule_id].but(**options)
        rules[_named(rule)] = rule
    for name, rule in sorted(rules.items()):
        yield name, lambda text, rule=rule: _asked(rule, text)  # type: ignore[misc]
    yield "docnorm.clean", docnorm.clean
    for name in NAMES:
        profile = get_profile(name)
        if profile.repairs:
            yield f"{name} repairs", lambda text, profile=profile: _repaired(profile, text)  # type: ignore[misc]


def _named(rule: Rule[Any]) -> str:
    return " ".join([rule.id, *(f"{k}={v}" for k, v in rule.options)])


def _asked(rule: Rule[Any], text: str) -> None:
    """Ask one rule as the line does: not at all where its triggers are missing."""
    if all(trigger is None or trigger.search(text) for trigger in (rule.trigger, rule.context)):
        for _ in rule(text):
            pass


def _repaired(profile: Profile, text: str) -> None:
    outline = profile.structure(Draft.of(text).text, ())
    for repair in profile.repairs:
        for _ in repair(outline):
            pass


def _seconds(run: Callable[[str], object], unit: str, size: int) -> float:
    text = (unit * (size // len(unit) + 1))[:size]
    find_protected.cache_clear()
    gc.collect()
    gc.disable()  # as timeit does: a million fixes kept at once make it look at all of them again and again
    begun = time.process_time()
    try:
        run(text)
        return time.process_time() - begun
    finally:
        gc.enable()


if __name__ == "__main__":
    main()
