"""What a configuration, a command line or a caller asks of a profile, and the profile that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from typing import Any

from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.rule import Rule
from docnorm.settings.options import Where, find_options
from docnorm.settings.rule_options import gather_options, read_options
from docnorm.source import Mark
from docnorm.structure.book import read_book
from docnorm.structure.read import HeadingLevels, read
from docnorm.text.chapters.own import Patterns


@dataclass(frozen=True, slots=True)
class Choice:
    """Changes to a profile: a field for each row of the table of options that a profile can be asked.

    What is None or empty leaves the profile as it is.
    """

    select: tuple[str, ...] | None = None  # these rules and no others
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    apply: str | None = None  # certain or likely
    variant: str | None = None
    fix_numbers: bool | None = None
    budget: float | None = None
    protect: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # options by rule id
    replace: tuple[tuple[str, str], ...] = ()  # the house table
    pinyin: tuple[tuple[str, str], ...] = ()  # hidden words: ("zuzhi", "组织")
    patterns: tuple[tuple[str, str, str, float, str], ...] = ()  # find, replacement, scope, seconds, why
    chapters: Mapping[str, str] = field(default_factory=dict)  # patterns of what heads a volume, a chapter
    renumber_chapters: bool | None = None
    heading_levels: HeadingLevels | None = None  # whose levels hold where they contradict each other
    look: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Every rule that may be asked for: the built-in ones in their usual order, then what ``installed`` finds."""

    builtin: Callable[[], Mapping[str, Rule[Any]]]
    installed: Callable[[], Mapping[str, Rule[Any]]]  # asked only where a name is not built in: scanning costs 40 ms

    def rule(self, rule_id: str) -> Rule[Any]:
        """Return the rule of that id, or raise ``UsageError`` naming the nearest."""
        found = self.builtin().get(rule_id) or self.installed().get(rule_id)
        if found is None:
            every = [*self.builtin(), *self.installed()]
            raise UsageError(f"unknown rule {rule_id!r}{nearest(rule_id, every)} (normalize --rules lists them)")
        return found


def read_choice(said: Mapping[str, Any]) -> Choice:
    """Return the choice that a caller in Python makes by keywords. None leaves the profile as it is.

    Raises ``UsageError`` for a keyword that there is not, naming the nearest, and for a value of the wrong kind.
    """
    known = {row.key: row for row in find_options(Where.PROFILE).values()}
    held: dict[str, Any] = {}
    for key, value in said.items():
        if key not in known:
            raise UsageError(f"unknown option {key!r}{nearest(key, list(known))}")
        if value is not None:
            try:
                held[key] = known[key].read(value)
            except UsageError as error:
                raise UsageError(f"{key}: {error}") from error
    return Choice(**held)


def apply_choices(profile: Profile, choices: Iterable[Choice], known: Known) -> Profile:
    """Return ``profile`` as all of ``choices`` together ask for it: where two disagree, the later one holds.

    Rules are switched on and off in the order of the choices, and a rule that ends up running has every option that was
    said for it. Raises ``UsageError`` for a rule, option or look that there is not, naming the nearest.
    """
    asked = tuple(spell_out(choice, known) for choice in choices)
    said = gather_options(asked)
    named = dict.fromkeys(name for c in asked for name in (*(c.select or ()), *c.extend_select, *_list_added(c)))
    profile = _add_rules(profile, tuple(named), known)
    profile = profile.only(*_switch(profile, asked, known))
    for rule_id, given in said.items():
        if rule_id in _list_ids(profile):
            profile = profile.setting(rule_id, **read_options(profile.rule(rule_id), given))
        else:
            read_options(known.rule(rule_id), given)
    profile = replace(
        profile,
        apply_at=next((Safety[c.apply.upper()] for c in reversed(asked) if c.apply), profile.apply_at),
        budget=next((c.budget for c in reversed(asked) if c.budget is not None), profile.budget),
        protect=tuple(dict.fromkeys((*profile.protect, *(word for c in asked for word in c.protect)))),
        structure=_choose_structure(profile, asked),
        look=reduce(lambda look, c: look.but(c.look) if c.look else look, asked, profile.look),
    )
    return _shield(profile) if profile.protect and "variant" in _list_ids(profile) else profile


def spell_out(choice: Choice, known: Known) -> Choice:
    """Return ``choice`` with each family of rules (``facts``, ``marks`` …) replaced by the rules that it holds."""
    named = {*(choice.select or ()), *choice.extend_select, *choice.ignore}
    families: dict[str, list[str]] = {}
    for rule in known.builtin().values():
        if rule.family in named:
            families.setdefault(rule.family, []).append(rule.id)
    if not families:
        return choice

    def list_every(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(rule_id for name in names for rule_id in families.get(name, [name]))

    return replace(
        choice,
        select=None if choice.select is None else list_every(choice.select),
        extend_select=list_every(choice.extend_select),
        ignore=list_every(choice.ignore),
    )


def _choose_structure(profile: Profile, choices: Sequence[Choice]) -> Callable[[str, tuple[Mark, ...]], Outline]:
    """Return what reads the shape of the text: a reader's own patterns of chapters make a book of it."""
    said = next((c.chapters for c in reversed(choices) if c.chapters), None)
    levels = next((c.heading_levels for c in reversed(choices) if c.heading_levels), None)
    if said:
        return partial(read_book, patterns=Patterns(**said))
    if levels and getattr(profile.structure, "func", profile.structure) is read:
        return partial(read, heading_levels=levels)
    return profile.structure


def _switch(profile: Profile, choices: Sequence[Choice], known: Known) -> set[str]:
    """Return the ids of the rules that run, once every choice has switched on and off what it names."""
    on = _list_ids(profile)
    for choice in choices:
        for rule_id in choice.ignore:
            if rule_id not in on:
                known.rule(rule_id)
        wanted = {*(choice.select or ()), *choice.extend_select}
        on = (wanted if choice.select is not None else on | wanted) | {*_list_added(choice)}
        on -= {*choice.ignore}
    return on


def _list_ids(profile: Profile) -> set[str]:
    return {rule.id for rule in profile.rules}


def _list_added(choice: Choice) -> Iterator[str]:
    """Yield the rules that no profile runs by itself: to ask for their options is to ask for them."""
    if choice.variant or "variant" in choice.rules:
        yield "variant"
    if choice.replace or "house-table" in choice.rules:
        yield "house-table"
    if choice.patterns:
        yield "house-pattern"
    if choice.renumber_chapters:
        yield "chapter-number"


def _add_rules(profile: Profile, rule_ids: Iterable[str], known: Known) -> Profile:
    """Return the profile with these rules, each at its usual place; one without a place runs after the last cleaner."""
    for rule_id in rule_ids:
        if rule_id in _list_ids(profile):
            continue
        rule = known.rule(rule_id)
        shelf: tuple[Rule[Any], ...] = profile.repairs if rule.over_outline else profile.cleaners
        order = list(known.builtin())
        earlier = set(order[: order.index(rule_id)]) if rule_id in order else {r.id for r in shelf}
        at = max((i + 1 for i, r in enumerate(shelf) if r.id in earlier), default=0)
        row = (*shelf[:at], rule, *shelf[at:])
        profile = replace(profile, repairs=row) if rule.over_outline else replace(profile, cleaners=row)
    return profile


def _shield(profile: Profile) -> Profile:
    """Tell the conversion the protected words: it reads whole sentences, and cuts them out before."""
    said = dict(profile.rule("variant").options)
    return profile.setting("variant", protect=tuple(dict.fromkeys((*said.get("protect", ()), *profile.protect))))
