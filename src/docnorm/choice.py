"""What a configuration or a command line asks of a profile, and the profile that comes of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args, get_type_hints

from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.look import Look, Setting
from docnorm.profile import Profile
from docnorm.rule import Rule

Level = Literal["certain", "likely"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Changes to a profile, in the words of the configuration. What is None or empty leaves the profile as it is."""

    select: tuple[str, ...] | None = None  # these rules and no others
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    apply: Level | None = None
    budget: float | None = None
    protect: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # options by rule id
    replace: tuple[tuple[str, str], ...] = ()  # the house table
    pinyin: tuple[tuple[str, str], ...] = ()  # hidden words: ("zuzhi", "组织")
    look: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Every rule that may be asked for: the built-in ones in their usual order, then what ``installed`` finds."""

    builtin: Mapping[str, Rule[Any]]
    installed: Callable[[], Mapping[str, Rule[Any]]]  # asked only where a name is not built in: scanning costs 40 ms

    def rule(self, rule_id: str) -> Rule[Any]:
        """Return the rule of that id, or raise ``UsageError`` naming the nearest."""
        found = self.builtin.get(rule_id) or self.installed().get(rule_id)
        if found is None:
            every = [*self.builtin, *self.installed()]
            raise UsageError(f"unknown rule {rule_id!r}{nearest(rule_id, every) or '; --rules lists them'}")
        return found


def chosen(profile: Profile, choice: Choice, known: Known) -> Profile:
    """Return ``profile`` as ``choice`` asks for it. Raises ``UsageError`` for a rule that nobody knows."""
    if choice.select is not None:
        profile = _with(profile, choice.select, known)
        profile = profile.only(*choice.select)
    profile = _with(profile, choice.extend_select, known)
    if choice.replace:
        profile = _with(profile, ["house-table"], known).setting("house-table", table=settled(choice.replace))
    for rule_id, options in choice.rules.items():
        if any(rule.id == rule_id for rule in profile.rules):
            profile = profile.setting(rule_id, **options)
    if choice.pinyin and any(rule.id == "pinyin-placeholder" for rule in profile.rules):
        profile = profile.setting("pinyin-placeholder", table=choice.pinyin)
    dropped = [rule.id for rule in profile.rules if rule.id in choice.ignore]
    for rule_id in choice.ignore:
        known.rule(rule_id)
    profile = profile.without(*dropped)
    return replace(
        profile,
        apply_at=Safety[choice.apply.upper()] if choice.apply else profile.apply_at,
        budget=choice.budget if choice.budget is not None else profile.budget,
        protect=(*profile.protect, *(word for word in choice.protect if word not in profile.protect)),
        look=looking(profile.look, choice.look),
    )


def _with(profile: Profile, rule_ids: Sequence[str], known: Known) -> Profile:
    """Return the profile with these rules, each at its usual place; one without a place runs after the last cleaner."""
    for rule_id in rule_ids:
        rule = known.rule(rule_id)
        if any(r.id == rule_id for r in profile.rules):
            continue
        if _is_repair(rule):
            profile = replace(profile, repairs=_placed(profile.repairs, rule, known))
        else:
            profile = replace(profile, cleaners=_placed(profile.cleaners, rule, known))
    return profile


def _placed(rules: tuple[Rule[Any], ...], rule: Rule[Any], known: Known) -> tuple[Rule[Any], ...]:
    order = {rule_id: i for i, rule_id in enumerate(known.builtin)}
    mine = order.get(rule.id, len(order))
    earlier = [i for i, r in enumerate(rules) if order.get(r.id, len(order)) <= mine]
    at = earlier[-1] + 1 if earlier else 0
    return (*rules[:at], rule, *rules[at:])


def _is_repair(rule: Rule[Any]) -> bool:
    # A rule is a value without a kind; what its generator takes is what it says.
    first = next(iter(inspect.signature(rule.propose).parameters.values()), None)
    return first is not None and "Outline" in str(first.annotation)


def settled(table: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return a table of replacements whose values need no replacing: one pass is enough.

    A chain (a = b, b = c) is followed to its end. Raises ``UsageError`` for a circle.
    """
    from docnorm.cleaners.house_table import house_table
    from docnorm.draft import Draft

    now = tuple(table)
    for _ in range(len(table) + 1):
        rule = house_table.but(table=now)
        new = tuple((old, Draft.of(value).revise(rule.id, rule(value), Safety.LIKELY)[0].text) for old, value in now)
        if new == now:
            return now
        now = new
    raise UsageError(f"[replace] runs in a circle: {', '.join(old for old, _ in table[:5])} …")


def looking(look: Look, asked: Mapping[str, Any]) -> Look:
    """Return ``look`` with other margins, line pitch or settings. Raises ``UsageError`` for an unknown word."""
    if not asked:
        return look
    known = [*(f.name for f in fields(Look) if f.name not in {"name", "settings"}), *look.settings]
    plain: dict[str, Any] = {}
    settings = dict(look.settings)
    for key, value in asked.items():
        if key in look.settings and isinstance(value, Mapping):
            settings[key] = _setting(look.settings[key], key, value)
        elif key in known and key not in look.settings:
            plain[key] = _fitted(f"look.{key}", value, getattr(look, key))
        else:
            raise UsageError(f"[look] has no {key!r}{nearest(key, known)}")
    return replace(look, settings=settings, **plain)


def _setting(setting: Setting, kind: str, asked: Mapping[str, Any]) -> Setting:
    names = {f.name.replace("_", "-"): f.name for f in fields(Setting)}
    new: dict[str, Any] = {}
    for key, value in asked.items():
        if key not in names:
            raise UsageError(f"[look.{kind}] has no {key!r}{nearest(key, list(names))}")
        new[names[key]] = _fitted(f"look.{kind}.{key}", value, getattr(setting, names[key]))
    return replace(setting, **new)


def options_of(rule: Rule[Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule's options as its generator takes them. Raises ``UsageError`` for an unknown name or a wrong kind."""
    defaults = rule.defaults
    new: dict[str, Any] = {}
    for key, value in asked.items():
        name = key.replace("-", "_")
        if name not in defaults:
            known = [d.replace("_", "-") for d in defaults]
            more = nearest(key, known) or (f"; it has {', '.join(known)}" if known else "; it has no options")
            raise UsageError(f"rule {rule.id} has no option {key!r}{more}")
        new[name] = _fitted(f"rules.{rule.id}.{key}", value, defaults[name])
        words = _words(rule, name)
        if words and value not in words:
            raise UsageError(f"rules.{rule.id}.{key}: {value!r} is none of {', '.join(map(str, words))}")
    return new


def _words(rule: Rule[Any], name: str) -> tuple[Any, ...]:
    """Return the words that a ``Literal`` option may take, or none."""
    try:
        hint = get_type_hints(rule.propose).get(name)
    except (NameError, TypeError):  # a plug-in's annotation that only its type checker can read
        return ()
    return get_args(hint) if getattr(hint, "__origin__", None) is Literal else ()


def _fitted(key: str, value: Any, default: Any) -> Any:
    """Return ``value`` in the kind of ``default``: whole numbers pass for decimals, lists for tuples."""
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    elif isinstance(default, (tuple, frozenset)) and isinstance(value, (list, dict)):
        items = value.items() if isinstance(value, dict) else value
        frozen = tuple(tuple(item) if isinstance(item, list) else item for item in items)
        value = frozenset(frozen) if isinstance(default, frozenset) else frozen
    if default is not None and type(value) is not type(default):
        raise UsageError(f"{key}: {_kind(default)} expected, not {value!r}")
    return value


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
    return names.get(type(value), "a list")
