"""What a configuration or a command line asks of a profile, and the profile that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args, get_type_hints

from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.profile import Profile
from docnorm.rule import Rule

VARIANTS = (
    "s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s",
    "s2hkp", "hk2sp", "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Changes to a profile, in the words of the configuration. What is None or empty leaves the profile as it is."""

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


def chosen(profile: Profile, choice: Choice, known: Known) -> Profile:
    """Return ``profile`` as ``choice`` asks for it.

    Raises ``UsageError`` for a rule, option, level, variant or look that there is not, naming the nearest.
    """
    for rule_id in choice.ignore:
        if rule_id not in _ids(profile):
            known.rule(rule_id)
    profile = _with(profile, (*(choice.select or ()), *choice.extend_select), known)
    if choice.select is not None:
        profile = profile.only(*choice.select, *choice.extend_select)
    for rule_id, options in _options(choice).items():
        if rule_id in _ADDED:
            profile = _with(profile, (rule_id,), known)
        if rule_id in _ids(profile):
            profile = profile.setting(rule_id, **options_of(profile.rule(rule_id), options))
        else:
            options_of(known.rule(rule_id), options)
    profile = profile.without(*(_ids(profile) & set(choice.ignore)))
    profile = replace(
        profile,
        apply_at=_level(choice.apply) if choice.apply else profile.apply_at,
        budget=choice.budget if choice.budget is not None else profile.budget,
        protect=(*profile.protect, *(word for word in choice.protect if word not in profile.protect)),
        look=profile.look.but(choice.look) if choice.look else profile.look,
    )
    return _shielded(profile) if profile.protect and "variant" in _ids(profile) else profile


def _shielded(profile: Profile) -> Profile:
    """Tell the conversion the protected words: it reads whole sentences, and cuts them out before."""
    said = dict(profile.rule("variant").options)
    own = said.get("protect", ())
    return profile.setting("variant", protect=(*own, *(word for word in profile.protect if word not in own)))


_ADDED = frozenset({"variant", "house-table"})  # asking for their options is asking for them


def _options(choice: Choice) -> dict[str, dict[str, Any]]:
    """Return the options by rule; the short ways to say some of them win."""
    found = {rule_id: dict(options) for rule_id, options in choice.rules.items()}
    if choice.variant:
        if choice.variant not in VARIANTS:
            hint = nearest(choice.variant, list(VARIANTS))
            raise UsageError(f"unknown variant {choice.variant!r}{hint} (one of {', '.join(VARIANTS)})")
        found.setdefault("variant", {})["config"] = choice.variant
    if choice.fix_numbers is not None:
        found.setdefault("number-sequence", {})["fix"] = choice.fix_numbers
    if choice.replace:
        found.setdefault("house-table", {})["table"] = settled(choice.replace)
    if choice.pinyin:
        found.setdefault("pinyin-placeholder", {})["table"] = choice.pinyin
    return found


def _level(name: str) -> Safety:
    levels = {"certain": Safety.CERTAIN, "likely": Safety.LIKELY}
    if name not in levels:
        raise UsageError(f"unknown level {name!r}: certain or likely (a suggestion is never applied)")
    return levels[name]


def _ids(profile: Profile) -> set[str]:
    return {rule.id for rule in profile.rules}


def _with(profile: Profile, rule_ids: Sequence[str], known: Known) -> Profile:
    """Return the profile with these rules, each at its usual place; one without a place runs after the last cleaner."""
    for rule_id in rule_ids:
        if rule_id in _ids(profile):
            continue
        rule = known.rule(rule_id)
        shelf: tuple[Rule[Any], ...] = profile.repairs if rule.over_outline else profile.cleaners
        order = list(known.builtin())
        earlier = set(order[: order.index(rule_id)]) if rule_id in order else {r.id for r in shelf}
        at = max((i + 1 for i, r in enumerate(shelf) if r.id in earlier), default=0)
        row = (*shelf[:at], rule, *shelf[at:])
        profile = replace(profile, repairs=row) if rule.over_outline else replace(profile, cleaners=row)
    return profile


def settled(table: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return a table of replacements whose values need no replacing: one pass is enough.

    A chain (a = b, b = c) is followed to its end. Raises ``UsageError`` for a circle.
    """
    from docnorm.cleaners.words.house_table import house_table
    from docnorm.draft import Draft

    now = tuple((old, new) for old, new in table if old != new)
    for _ in range(len(now) + 1):
        rule = house_table.but(table=now)
        new = tuple((old, Draft.of(value).revise(rule.id, rule(value), Safety.LIKELY)[0].text) for old, value in now)
        if new == now:
            if any(True for _, value in new for _ in rule(value)):
                break  # a value that the table would never leave alone
            return now
        now = new
    raise UsageError(f"[replace] runs in a circle: {', '.join(old for old, _ in table[:5])} …")


def options_of(rule: Rule[Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule's options as its generator takes them. Raises ``UsageError`` for a wrong name or kind."""
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
