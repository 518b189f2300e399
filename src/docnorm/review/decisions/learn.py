"""What a house learns from reviewers' decisions: words to leave alone, words of its own, rules it does not want.

Each has to be met several times; what is below that is written as a comment, for a person to decide.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docnorm.review.decisions.find import Decision, Outcome
from docnorm.text.characters import HAN

LEAST = 2  # places at which a word must have been decided alike
LEAST_OF_RULE = 5  # places at which a rule must have been rejected
SHARE = 0.9  # of a rule's, or a word's, decisions that must agree
_LONGEST = 16  # characters of a word that is protected: a longer one is a sentence, and stands nowhere else
_WORD = re.compile(rf"[A-Za-z0-9{HAN}]")
_REPLACED = re.compile(rf"[A-Za-z]{{3,}}|[{HAN}]{{2,}}|(?=.*[{HAN}])\S{{2,}}")
_SYLLABLES = re.compile("[A-Za-züÜ' ]+")
_HIDDEN_WORDS = "pinyin-placeholder"


class Lesson(NamedTuple):
    """One entry of a configuration: a word or rule, what it becomes (if anything), its count, and an example."""

    word: str
    instead: str
    times: int
    rule: str
    example: str


class House(NamedTuple):
    """What was learnt, by key of the configuration; ``doubted`` is what was met too seldom, likewise."""

    ignore: tuple[Lesson, ...] = ()
    protect: tuple[Lesson, ...] = ()
    replace: tuple[Lesson, ...] = ()
    pinyin: tuple[Lesson, ...] = ()
    doubted: tuple[tuple[str, Lesson], ...] = ()


def learn(decisions: Sequence[Decision], least: int = LEAST) -> House:
    """Return what ``decisions`` teach; a word counts from ``least`` places on.

    A rule is left out that was rejected ``LEAST_OF_RULE`` times, in nine of ten decisions. A word is protected that was
    rejected and accepted nowhere; with as much of its surroundings as tells it from where it was accepted. A word is
    replaced that reviewers wrote otherwise, alike in nine of ten places, or whose suggestion they always took.
    """
    decisions = [decision for decision in decisions if decision.outcome is not Outcome.OPEN]
    ignore = tuple(_find_rules(decisions))
    off = {lesson.word for lesson in ignore}
    rest = [decision for decision in decisions if decision.rule not in off]
    protect = list(_find_words(rest))
    replaced = list(_find_replacements(rest))
    pinyin = [lesson for lesson in replaced if lesson.rule == _HIDDEN_WORDS]
    replace = [lesson for lesson in replaced if lesson.rule != _HIDDEN_WORDS]
    every = (("protect", protect), ("replace", replace), ("pinyin", pinyin))
    doubted = tuple((key, lesson) for key, lessons in every for lesson in lessons if lesson.times < least)
    kept = {key: tuple(lesson for lesson in lessons if lesson.times >= least) for key, lessons in every}
    return House(ignore, kept["protect"], kept["replace"], kept["pinyin"], doubted)


def _find_rules(decisions: Iterable[Decision]) -> Iterator[Lesson]:
    by_rule: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.outcome is not Outcome.LEFT:
            by_rule[decision.rule].append(decision)
    for rule, made in sorted(by_rule.items()):
        rejected = [decision for decision in made if decision.outcome is Outcome.REJECTED]
        if len(rejected) >= LEAST_OF_RULE and len(rejected) >= SHARE * len(made):
            yield Lesson(rule, "", len(rejected), rule, _show(rejected[0]))


def _find_words(decisions: Sequence[Decision]) -> Iterator[Lesson]:
    accepted = [decision for decision in decisions if decision.outcome in {Outcome.ACCEPTED, Outcome.EDITED}]
    rejected = [decision for decision in decisions if decision.outcome is Outcome.REJECTED]
    words = {word for decision in rejected if (word := _find_word(decision, accepted))}
    found: dict[str, list[Decision]] = defaultdict(list)
    for decision in rejected:  # zuzhi speaks for zuzhizuzhi, too
        holding = [word for word in words if _would_stop(word, decision)]
        if holding:
            found[min(holding, key=lambda word: (len(word), word))].append(decision)
    for word, made in found.items():
        yield Lesson(word, "", len(made), made[0].rule, _show(made[0]))


def _find_word(decision: Decision, accepted: Sequence[Decision]) -> str:
    """Return the shortest text round a rejected change that holds it and no accepted one, or nothing."""
    left, right = decision.left, decision.right
    a, b = len(left), 0
    while True:
        word = left[a:] + decision.before + right[:b]
        inside = a < len(left) and b > 0  # an insertion stands inside of the word, not at its edge
        whole = (decision.before.strip() or inside) and len(word) > 1 and word == word.strip()
        if whole and _WORD.search(word) and not any(_would_stop(word, other) for other in accepted):
            return word
        if len(word) >= _LONGEST or (a == 0 and b == len(right)):
            return ""
        if b < len(right) and (len(left) - a > b or a == 0):
            b += 1
        else:
            a -= 1


def _would_stop(word: str, other: Decision) -> bool:
    """Whether protecting ``word`` would have stopped that change."""
    line = other.left + other.before + other.right
    start, end = len(other.left), len(other.left) + len(other.before)
    at = line.find(word)
    while at >= 0:
        if at < max(end, start + 1) and start < at + len(word):
            return True
        at = line.find(word, at + 1)
    return False


def _find_replacements(decisions: Sequence[Decision]) -> Iterator[Lesson]:
    by_word: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if _REPLACED.fullmatch(decision.before):
            by_word[decision.before].append(decision)
    for word, made in by_word.items():
        stands: dict[str, list[Decision]] = defaultdict(list)
        for decision in made:
            stands[decision.stands].append(decision)
        instead, agreed = max(stands.items(), key=lambda item: len(item[1]))
        edited = agreed[0].outcome is Outcome.EDITED
        taken = agreed[0].outcome is Outcome.ACCEPTED and agreed[0].rule in _list_suggesting(made)
        if not instead.strip() or not (edited or taken) or len(agreed) < SHARE * len(made):
            continue
        rule = agreed[0].rule if _SYLLABLES.fullmatch(word) else ""
        yield Lesson(word, instead, len(agreed), rule, _show(agreed[0]))


def _list_suggesting(made: Iterable[Decision]) -> frozenset[str]:
    return frozenset(decision.rule for decision in made if decision.suggested)


def _show(decision: Decision) -> str:
    return f"{decision.left}[{decision.before}→{decision.after}]{decision.right}"


def write_house(house: House, read: int, made: int) -> str:
    """Return what was learnt from ``made`` decisions in ``read`` documents as ``docnorm.toml``."""
    rows = [
        f"# 由 normalize --learn 从 {read} 份审阅过的文件、{made} 处决定中得出；每行后面是次数和一个例子。",
        f"# Learnt by normalize --learn from {made} decisions in {read} reviewed files; count and example behind each.",
        f"# 词：至少 {LEAST} 处一致；规则：至少 {LEAST_OF_RULE} 处拒绝，且占九成。不够的写成注释，请自己定。",
        f"# A word needs {LEAST} places, a rule {LEAST_OF_RULE} rejections, nine in ten; what has fewer is a comment.",
    ]
    rows += _write_list("ignore", house.ignore)
    rows += _write_list("protect", house.protect)
    doubted: Mapping[str, list[Lesson]] = {
        key: [lesson for named, lesson in house.doubted if named == key] for key in ("protect", "replace", "pinyin")
    }
    rows += [f"# protect: {quote_word(x.word)}  {_tell(x)}" for x in doubted["protect"]]
    for key, lessons in (("replace", house.replace), ("pinyin", house.pinyin)):
        if lessons:
            rows += ["", f"[{key}]"]
        rows += [f"{quote_word(x.word)} = {quote_word(x.instead)}  # {_tell(x)}" for x in lessons]
        rows += [f"# {key}: {quote_word(x.word)} = {quote_word(x.instead)}  {_tell(x)}" for x in doubted[key]]
    return "\n".join(rows) + "\n"


def _write_list(key: str, lessons: Sequence[Lesson]) -> list[str]:
    if not lessons:
        return []
    return ["", f"{key} = [", *(f"  {quote_word(x.word)},  # {_tell(x)}" for x in lessons), "]"]


def _tell(lesson: Lesson) -> str:
    rule = f" {lesson.rule}" if lesson.rule and lesson.rule != lesson.word else ""
    return f"{lesson.times} ×{rule}: {_flatten(lesson.example)}"


def _flatten(text: str) -> str:
    """Return ``text`` for a comment of TOML, which holds no control character and no line end."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text)


def quote_word(word: str) -> str:
    """Return a word as a string of TOML."""
    return json.dumps(word, ensure_ascii=False)  # a basic string of TOML is written as one of JSON
