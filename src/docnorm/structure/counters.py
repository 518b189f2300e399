"""Which lines are numbered and how deep: a beam search over stacks of open counters.

Each state is a stack of (kind, last value), outermost first, and a memory of the counters that were closed. A line with
a marker may be read as any of its readings, or as no marker at all; what breaks a sequence costs. Costs are relative:
going on with a counter is free, opening one at 1 nearly so, and what authors do rarely costs more than reading the
signs as prose (2.4). They were set on documents whose editors had marked the levels by typography.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docnorm.marker import RANKS, Reading
from docnorm.structure.lines import Line
from docnorm.text.line_head import SPACES

# States kept, and how much dearer than the best one a state may be. 40 and 9 read the labelled documents (2,900
# numbers) no better and take three times as long; 4 and 4 do as well, so there is room for worse texts.
BEAM = 16
SLACK = 6.0
CROWD = 8_000  # numbered lines: more than any code of law has; such a text is a dump, and is read with fewer states

Open = tuple[str, tuple[int, ...]]


class Trail(NamedTuple):
    """The way to a state, as a chain: a line, what it was read as (None: prose), its depth, and the way before."""

    line: int
    reading: Reading | None
    depth: int
    before: Trail | None


class State(NamedTuple):
    """One understanding of everything so far."""

    cost: float
    stack: tuple[Open, ...]
    closed: tuple[Open, ...]  # the last value of each counter that was closed since the outermost one moved on
    trail: Trail | None


class LineContext(NamedTuple):
    """What stands between a line and the numbered line before it."""

    opens: bool = False  # a title or the head of an attachment: everything may begin anew
    lone: bool = False  # a short line without end: perhaps a heading without a number
    leads: bool = False  # the line before ends in a colon: a list may begin


def count(lines: Sequence[Line]) -> None:
    """Choose a reading (or none) and a depth for every line with choices."""
    states = [State(0.0, (), (), None)]
    beam = BEAM if sum(bool(line.choices) for line in lines) <= CROWD else 4
    opens = lone = leads = False
    for line in lines:
        if line.opens:
            opens, leads = True, False
        if line.settled or not line.choices:
            lone = lone or (not line.settled and len(line.text) <= 30 and line.text[-1] not in "。；：:，,！？）)、”")
            leads = line.text[-1] in "：:"
            continue
        states = _step(states, line, LineContext(opens, lone, leads), beam)
        opens = lone = False
        leads = line.text[-1] in "：:"
    _settle(lines, min(states, key=lambda s: s.cost).trail)


def _step(states: list[State], line: Line, place: LineContext, beam: int) -> list[State]:
    refusal = min(_weigh_refusal(line, r) for r in line.choices)
    found: dict[tuple[tuple[Open, ...], tuple[Open, ...]], State] = {}
    limit = states[0].cost + refusal + SLACK  # the best state may always refuse: what is dearer than this is out
    for state in states:
        for new in _list_moves(state, line, place, refusal, limit):
            limit = min(limit, new.cost + SLACK)
            key = (new.stack, new.closed)
            held = found.get(key)
            if held is None or new.cost < held.cost:
                found[key] = new
    ranked = sorted(found.values(), key=_sum_cost)[:beam]
    base = ranked[0].cost  # costs are kept relative, so that a million lines do not eat the precision
    return [s._replace(cost=s.cost - base) for s in ranked if s.cost <= base + SLACK]


def _sum_cost(state: State) -> float:
    return state.cost


def _list_moves(state: State, line: Line, place: LineContext, refusal: float, limit: float) -> Iterator[State]:
    if state.cost + refusal <= limit:
        yield state._replace(cost=state.cost + refusal, trail=Trail(line.index, None, 0, state.trail))
    for reading in line.choices:
        for stack, cost in _accept(state, reading, place):
            if state.cost + cost <= limit:
                closed = _remember(state, stack)
                yield State(state.cost + cost, stack, closed, Trail(line.index, reading, len(stack), state.trail))


def _remember(state: State, stack: tuple[Open, ...]) -> tuple[Open, ...]:
    """Keep the last values of the counters that this step closes: （三） may go on as （四） under the next 一、"""
    if len(stack) > len(state.stack) or (len(stack) == len(state.stack) and stack[-1][0] == state.stack[-1][0]):
        return state.closed
    kinds = {kind for kind, _ in stack}
    shut = {kind: value for kind, value in state.stack if kind not in kinds}
    kept = tuple((k, v) for k, v in state.closed if k not in shut and k not in kinds)
    return tuple(sorted(kept + tuple(shut.items())))


def _accept(state: State, reading: Reading, place: LineContext) -> Iterator[tuple[tuple[Open, ...], float]]:
    same = [i for i, (kind, _) in enumerate(state.stack) if kind.rstrip("'") == reading.kind]
    for at in same:
        yield from _go_on(state.stack, at, reading, place)
    if not same:
        yield from _begin(state, reading, place)


def _go_on(
    stack: tuple[Open, ...], at: int, reading: Reading, place: LineContext
) -> Iterator[tuple[tuple[Open, ...], float]]:
    value, last = reading.value, stack[at][1]
    kind = stack[at][0]
    here = (*stack[:at], (kind, value))
    if reading.style == "decimal":
        yield _move_parent(stack[:at], value) + here[at:], _weigh_decimal(stack[:at], last, value)
        return
    if len(value) == 2 or len(last) == 2:  # 第十条, 第十条之一, 第十条之二, 第十一条
        steady = value in ((last[0], 1 if len(last) == 1 else last[-1] + 1), (last[0] + 1,))
        yield here, 0.0 if steady else 2.5
        return
    step = value[0] - last[0]
    # A weak sign that goes on is still doubtful; with a slip in the sequence it is nothing.
    if step == 1:
        yield here, 0.0
        return
    doubt = _weigh_doubt(reading)
    if value[0] == 1:
        yield here, doubt + (0.2 if place.opens else 0.5 if place.leads else 0.6 if place.lone else 2.2)
        if kind not in ("han-comma", "章", "条", "编") and not kind.endswith("'") and not place.opens:
            # The same signs again, one level deeper.
            yield (*stack, (kind + "'", value)), 0.4 if place.leads and at < len(stack) - 1 else doubt + 2.6
        return
    yield (*stack[:at], (kind, (last[0] + 1,))), doubt + 2.3 + (0.3 if step == 0 else 0.0)  # a slip of the pen
    if step == 0:
        yield here, doubt + 2.0
    elif step > 1:
        yield here, doubt + 1.8 + 0.25 * min(step - 1, 8)
    else:
        yield here, doubt + 4.0


def _weigh_doubt(reading: Reading) -> float:
    """What a weak sign costs that does not simply go on: 1.5G is no first item, 20.2026年 may be a twentieth."""
    if not reading.weak:
        return 0.0
    return 3.0 if reading.style == "arabic-dot" else 1.6


def _weigh_decimal(above: tuple[Open, ...], last: tuple[int, ...], value: tuple[int, ...]) -> float:
    if value[:-1] == last[:-1]:
        step = value[-1] - last[-1]
        return 0.0 if step == 1 else 1.2 + 0.2 * min(step, 6) if step > 1 else 2.5
    if _is_prefixed(above, value):
        return 0.1 if value[-1] == 1 else 2.0
    if value == (*value[:-1], 1) and value[:-2] == last[:-2] and value[-2] == last[-2] + 1:
        return 0.3  # 1.4 → 2.1 where no line carries the 2
    return 2.8


def _move_parent(above: tuple[Open, ...], value: tuple[int, ...]) -> tuple[Open, ...]:
    """Return the counters over a decimal: 2.1 right behind 1.4 says that the 2 is past, so that a 3 goes on."""
    if not above or above[-1][0] not in _DECIMAL_PARENTS or len(value) != 2 or value[1] != 1:
        return above
    kind, over = above[-1]
    return (*above[:-1], (kind, value[:1])) if over == (value[0] - 1,) else above


def _is_prefixed(above: tuple[Open, ...], value: tuple[int, ...]) -> bool:
    if not above:
        return False
    kind, over = above[-1]
    if len(value) == 3 and value[1] == 0:
        return over == value[:1]  # 1.0.1 stands right under 1: building codes number so where a chapter has no sections
    return over == value[:-1] and (len(value) > 2 or kind in _DECIMAL_PARENTS)


_DECIMAL_PARENTS = ("arabic-dot", "arabic-bare", "章", "条", "节", "han-comma", "部分", "篇")


def _begin(state: State, reading: Reading, place: LineContext) -> Iterator[tuple[tuple[Open, ...], float]]:
    rank, value, stack = RANKS[reading.kind], reading.value, state.stack
    closed = dict(state.closed)
    for depth in range(len(stack), -1, -1):
        above = stack[:depth]
        cost = 0.15 * (len(stack) - depth)
        if above and _find_rank(above[-1]) > rank:
            cost += 1.6
        if depth < len(stack) and _find_rank(stack[depth]) < rank and not (place.opens and depth == 0):
            cost += 2.6
        if place.opens and depth > 0:
            cost += 0.9
        if reading.style == "decimal":
            cost += _weigh_decimal_start(above, value)
        elif value[0] == 1:
            cost += 0.1 + (3.0 if reading.weak and reading.style == "arabic-dot" else 0.0)
        elif reading.kind in closed and value[0] == closed[reading.kind][0] + 1:
            cost += 0.25
        else:
            if not reading.weak and value[0] <= 30:
                yield (*above, (reading.kind, (1,))), cost + 3.0  # a slip in the first number: 五、二、三、
            cost += 2.6 + 0.1 * min(value[0], 10) + (1.0 if reading.weak else 0.0)
        yield (*above, (reading.kind, value)), cost


def _weigh_decimal_start(above: tuple[Open, ...], value: tuple[int, ...]) -> float:
    if _is_prefixed(above, value):
        return 0.0 if value[-1] == 1 else 1.4
    return 0.8 if value[-1] == 1 else 3.0


def _find_rank(entry: Open) -> int:
    return RANKS[entry[0].rstrip("'")]


_REFUSALS = {
    "章": 4.0, "条": 4.0, "编": 4.0, "han-comma": 3.6, "han-paren": 3.2, "han-step": 1.2, "han-ordinal": 1.2,
    "latin": 1.4, "arabic-half": 1.4, "latin-paren": 1.4, "roman": 1.4, "stem": 1.4, "arabic-bare": 1.0,
}  # fmt: skip


def _weigh_refusal(line: Line, reading: Reading) -> float:
    """What it costs to read the marker as prose: the stronger the sign, the more."""
    rest = line.body[reading.end :].strip(SPACES)
    if line.head:
        return 6.0  # the file itself says that this is a number
    cost = _REFUSALS.get(reading.kind, 2.4)
    if reading.kind == "arabic-bare" and (len(line.text) > 24 or rest[-1:] in "。，；"):
        cost = 0.25
    if reading.kind == "han-comma" and (reading.weak or len(line.text) > 40):
        cost = 0.7 if reading.weak else 2.4
    if reading.kind == "arabic-dot" and reading.weak:
        cost = 0.8
    if rest[-1:] in "，,、":
        cost *= 0.6
    return cost


def _settle(lines: Sequence[Line], trail: Trail | None) -> None:
    while trail is not None:
        lines[trail.line].reading, lines[trail.line].depth = trail.reading, trail.depth
        trail = trail.before
