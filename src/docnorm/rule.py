"""A rule: a named way to propose fixes after one look at the draft. A value, made from a generator by a decorator."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import replace as _but
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from docnorm.edit import Fix, replace
from docnorm.errors import UsageError, nearest
from docnorm.outline import Outline
from docnorm.rule_page import SILENT, Wording, find_page, read_wording
from docnorm.text.late import late

__all__ = ["Rule", "cleaner", "repair", "replace"]

View = TypeVar("View", str, Outline)


@dataclass(frozen=True, slots=True)
class Rule(Generic[View]):
    """A named way to propose fixes. A cleaner looks at the text, a repair at the outline.

    * ``trigger``: a bare character class (or literal) that the text must hold; without it the rule is not called, so
      that clean text costs next to nothing.
    * ``context``: another such class that must be found as well: what the rule acts beside, mostly Chinese, so that
      English costs little, too.
    * ``prefilter``: any pattern, or a function that makes one of the rule's options. It is searched for in the
      condensed text (``lexicon.condensed``) instead of the trigger, so that clean text with digits and quotes costs
      little.
    * ``precheck``: a function of the text that says whether the rule can have anything to propose; called last, for
      what no pattern can say. What it says of a text must hold for the lines of the text, one by one.
    * ``owns``: the protected forms (``protected.FORMS``) that the rule may edit.
    * ``options``: keyword-only parameters of the generator that have been set.
    * ``idle``: values of options with which the rule proposes nothing.
    * ``once``: the rule is left out of the second look (ADR 15): what a conversion makes is not what it reads.
    * ``wide``: the rule learns from the whole document what it does in a line: it looks again wherever something
      changed.
    * ``freezes``: what the rule suggests no other rule edits: misread text stays as it is until a person has seen it.
    """

    id: str
    title: str
    propose: Callable[..., Iterable[Fix]]
    trigger: re.Pattern[str] | None = None
    owns: frozenset[str] = frozenset()
    options: tuple[tuple[str, Any], ...] = ()
    over_outline: bool = False  # a repair: it looks at the outline, not at the text
    context: re.Pattern[str] | None = None
    idle: tuple[tuple[str, Any], ...] = ()
    prefilter: str | Callable[..., str] | None = None
    once: bool = False
    wide: bool = False
    freezes: bool = False
    precheck: Callable[[str], bool] | None = None

    def __call__(self, view: View) -> Iterable[Fix]:
        """Look at ``view`` and propose."""
        return self.propose(view, **dict(self.options)) if self.options else self.propose(view)

    def but(self, **options: Any) -> Rule[View]:
        """Return the same rule with other options; an unknown one is a ``UsageError`` that names the nearest."""
        known = self.defaults
        for name in options:
            if name not in known:
                raise UsageError(f"rule {self.id} has no option {name!r}{nearest(name, list(known))}")
        return _but(self, options=tuple(sorted({**dict(self.options), **options}.items())))

    def __reduce__(self) -> tuple[Callable[..., Rule[Any]], tuple[str, str, tuple[tuple[str, Any], ...]]]:
        """Travel to another process by name: the generator itself stands behind the rule that took its name."""
        return _at_home, (self.propose.__module__, self.propose.__qualname__, self.options)

    @property
    def defaults(self) -> dict[str, Any]:
        """The rule's options and their default values."""
        parameters = inspect.signature(self.propose).parameters.values()
        return {p.name: p.default for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY}

    @property
    def is_idle(self) -> bool:
        """Whether the options are such that the rule proposes nothing, whatever the text."""
        said = {**self.defaults, **dict(self.options)} if self.idle else {}
        return any(said[name] == value for name, value in self.idle)

    @property
    def family(self) -> str:
        """The family of a cleaner of docnorm's own (``marks``, ``facts`` …), as its folder is called; else empty."""
        home = self.propose.__module__.split(".")
        return home[2] if len(home) == 4 and home[:2] == ["docnorm", "cleaners"] else ""

    @property
    def is_own(self) -> bool:
        """Whether the rule is docnorm's own and no plug-in's: known to be linear, and done after one look."""
        return self.propose.__module__.startswith("docnorm.")

    @property
    def prefilter_pattern(self) -> re.Pattern[str] | None:
        """The prefilter as a pattern, for the rule's options."""
        made = self.prefilter(**dict(self.options)) if callable(self.prefilter) else self.prefilter
        return late(made) if made else None

    @property
    def page(self) -> str:
        """The rule's page: what it does and why, with cases. A rule without a page explains itself by its docstring."""
        page = find_page(self._home, self.id)
        if page is not None:
            return page.read_text(encoding="utf-8")
        return f"# {self.id}\n\n{inspect.getdoc(self.propose) or 'No description.'}\n"

    @property
    def chinese(self) -> Wording:
        """The rule's name and reasons in Chinese, as its page says them; a rule without a page says nothing."""
        page = find_page(self._home, self.id)
        return SILENT if page is None else read_wording(page)

    @property
    def _home(self) -> str | None:
        # What was typed in at a prompt stands in no file.
        return getattr(sys.modules.get(self.propose.__module__), "__file__", None)


def _at_home(module: str, name: str, options: tuple[tuple[str, Any], ...]) -> Rule[Any]:
    rule: Rule[Any] = getattr(import_module(module), name)
    return rule.but(**dict(options)) if options != rule.options else rule


def cleaner(
    rule_id: str,
    *,
    trigger: str | None = None,
    context: str | None = None,
    owns: Iterable[str] = (),
    idle: Mapping[str, Any] = MappingProxyType({}),
    prefilter: str | Callable[..., str] | None = None,
    once: bool = False,
    wide: bool = False,
    freezes: bool = False,
    precheck: Callable[[str], bool] | None = None,
) -> Callable[[Callable[..., Iterable[Fix]]], Rule[str]]:
    """Make a rule over the text out of a generator; its docstring's first line is the rule's title."""

    def wrap(propose: Callable[..., Iterable[Fix]]) -> Rule[str]:
        return Rule(
            rule_id,
            _title(propose),
            propose,
            late(trigger) if trigger else None,
            frozenset(owns),
            context=late(context) if context else None,
            idle=tuple(idle.items()),
            prefilter=prefilter,
            once=once,
            wide=wide,
            freezes=freezes,
            precheck=precheck,
        )

    return wrap


def repair(rule_id: str, *, owns: Iterable[str] = ()) -> Callable[[Callable[..., Iterable[Fix]]], Rule[Outline]]:
    """Make a rule over the outline out of a generator; its docstring's first line is the rule's title."""

    def wrap(propose: Callable[..., Iterable[Fix]]) -> Rule[Outline]:
        return Rule(rule_id, _title(propose), propose, owns=frozenset(owns), over_outline=True)

    return wrap


def _title(propose: Callable[..., Iterable[Fix]]) -> str:
    return (inspect.getdoc(propose) or propose.__name__).split("\n", 1)[0].strip()
