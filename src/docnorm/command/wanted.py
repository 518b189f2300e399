"""What one call of the command is to do: every option with where it was said, on the command line or in a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from pathlib import Path
from typing import Any, NamedTuple

from docnorm import api
from docnorm.command.arguments import parse
from docnorm.profile import Profile
from docnorm.settings import config
from docnorm.settings.choice import Choice
from docnorm.settings.options import Where, find_options


class Said(NamedTuple):
    """A value, and where it was said: ``Where.COMMAND`` or ``Where.CONFIG``."""

    value: Any
    where: Where


@dataclass(frozen=True, slots=True)
class Wanted:
    """The inputs of one call, and its options by name. ``wanted["jobs"]`` is what was said, else the default."""

    inputs: tuple[str, ...]
    said: Mapping[str, Said] = field(default_factory=dict)
    settings: config.Settings = field(default_factory=config.Settings)

    def __getitem__(self, name: str) -> Any:
        row = find_options(Where.COMMAND)[name]  # a name without a row is a bug, and fails
        return self.said[name].value if name in self.said else row.default

    def where(self, name: str) -> Where | None:
        """Return where an option was said, None where nobody said it."""
        return self.said[name].where if name in self.said else None

    def is_typed(self, name: str) -> bool:
        """Whether an option was said on the command line: for this run, and not for all of a house's runs."""
        return self.where(name) is Where.COMMAND


def read_arguments(argv: Sequence[str] | None) -> Wanted:
    """Return what the command line says. Raises ``UsageError``."""
    inputs, said = parse(argv)
    return Wanted(inputs, {name: Said(value, Where.COMMAND) for name, value in said.items()})


def add_configuration(wanted: Wanted) -> Wanted:
    """Return ``wanted`` with what the configuration says where the command line says nothing. Raises ``UsageError``."""
    settings = config.load(wanted["config"], Path.cwd())
    if settings.path is not None:
        config.check(settings, api.KNOWN, api.list_profiles)
    told = {name: Said(value, Where.CONFIG) for name, value in settings.options.items()}
    return replace_fields(wanted, said={**told, **wanted.said}, settings=settings)


def make_profile(wanted: Wanted) -> Profile:
    """Return the profile as its own lineage, the house and this command line want it, the later ones winning."""
    rows = (row for row in find_options(Where.PROFILE).values() if Where.COMMAND in row.where)
    asked = Choice(**{row.key: wanted[row.name] for row in rows if row.name in wanted.said})
    name = wanted["profile"]
    origin, choices = config.trace_profile(wanted.settings, name)
    profile = api.tailor(api.get_profile(origin), *choices, wanted.settings.choice, asked)
    return replace_fields(profile, name=name)
