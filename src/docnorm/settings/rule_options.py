"""The options of rules: what is said for them in many ways, and each value in the kind that the rule takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

from docnorm.edit import Safety
from docnorm.errors import UsageError, nearest
from docnorm.rule import Rule

if TYPE_CHECKING:
    from docnorm.settings.choice import Choice


def gather_options(choices: Iterable[Choice]) -> dict[str, dict[str, Any]]:
    """Return the options by rule, the later choice's winning; within one, the short ways to say some of them win."""
    found: dict[str, dict[str, Any]] = {}
    for choice in choices:
        short = {
            ("variant", "config"): choice.variant,
            ("number-sequence", "fix"): choice.fix_numbers,
            ("house-table", "table"): settle_table(choice.replace) if choice.replace else None,
            ("pinyin-placeholder", "table"): choice.pinyin or None,
            ("house-pattern", "patterns"): choice.patterns or None,
            ("chapter-number", "look"): "第{}章" if choice.renumber_chapters else None,
        }
        for rule_id, given in choice.rules.items():
            found.setdefault(rule_id, {}).update({name.replace("_", "-"): value for name, value in given.items()})
        for (rule_id, name), value in short.items():
            if value is not None:
                found.setdefault(rule_id, {})[name] = value
    return found


def settle_table(table: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
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


def read_options(rule: Rule[Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule's options as its generator takes them. Raises ``UsageError`` for a wrong name or kind."""
    defaults = rule.defaults
    new: dict[str, Any] = {}
    for key, value in asked.items():
        name = key.replace("-", "_")
        if name not in defaults:
            known = [d.replace("_", "-") for d in defaults]
            more = nearest(key, known) or (f"; it has {', '.join(known)}" if known else "; it has no options")
            raise UsageError(f"rule {rule.id} has no option {key!r}{more}")
        new[name] = _fit(f"rules.{rule.id}.{key}", value, defaults[name])
        words = _list_words(rule, name)
        if words and value not in words:
            raise UsageError(f"rules.{rule.id}.{key}: {value!r} is none of {', '.join(map(str, words))}")
    return new


def _list_words(rule: Rule[Any], name: str) -> tuple[Any, ...]:
    """Return the words that a ``Literal`` option may take, or none."""
    try:
        hint = get_type_hints(rule.propose).get(name)
    except (NameError, TypeError):  # a plug-in's annotation that only its type checker can read
        return ()
    return get_args(hint) if getattr(hint, "__origin__", None) is Literal else ()


def _fit(key: str, value: Any, default: Any) -> Any:
    """Return ``value`` in the kind of ``default``: whole numbers pass for decimals, lists for tuples."""
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    elif isinstance(default, (tuple, frozenset)) and isinstance(value, (list, dict)):
        items = value.items() if isinstance(value, dict) else value
        frozen = tuple(tuple(item) if isinstance(item, list) else item for item in items)
        value = frozenset(frozen) if isinstance(default, frozenset) else frozen
    if default is not None and type(value) is not type(default):
        raise UsageError(f"{key}: {_name_kind(default)} expected, not {value!r}")
    return value


def _name_kind(value: Any) -> str:
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a string"}
    return names.get(type(value), "a list")
