"""``--explain RULE FILE``: why the rule did or did not act, a line for each candidate place."""

from __future__ import annotations

from pathlib import Path

from docnorm import api
from docnorm.command.wanted import Wanted
from docnorm.errors import UsageError
from docnorm.profile import Profile
from docnorm.review.reasons import list_reasons
from docnorm.source import Source
from docnorm.system import console
from docnorm.system.inputs import name_input, read_input


def explain_file(wanted: Wanted, profile: Profile) -> None:
    """Print why the rule of ``--explain`` did or did not act in the one input, in the reader's language.

    Raises ``UsageError`` for a rule that the profile has not, and for more inputs than one.
    """
    if len(wanted.inputs) > 1:
        raise UsageError("--explain RULE takes one FILE")
    (path,) = wanted.inputs
    rule = api.KNOWN.rule(wanted["explain"])
    if rule.id not in {other.id for other in profile.rules}:
        raise UsageError(
            f"profile {profile.name} does not run {rule.id}; add --extend-select {rule.id} to see what it would do"
        )
    document = api.finish(_read(path, wanted), profile)
    language = console.find_language()
    console.show(
        "".join(
            f"{console.show_controls(row)}\n" for row in list_reasons(document, rule.id, name_input(path), language)
        )
    )


def _read(path: str, wanted: Wanted) -> Source:
    if path != "-":
        return api.read_file(Path(path), format=wanted["from"], encoding=wanted["encoding"])
    return api.read(read_input(path), format=wanted["from"], encoding=wanted["encoding"], path=path)
