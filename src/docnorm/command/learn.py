"""``--learn``: what reviewers accepted, rejected and wrote otherwise, as a configuration of the house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docnorm import api
from docnorm.command.wanted import Wanted
from docnorm.errors import InputRefused, UsageError
from docnorm.profile import Profile
from docnorm.review.decisions.find import Decision, Outcome, count_outcomes, find_decisions, lay_flat
from docnorm.review.decisions.learn import House, learn, write_house
from docnorm.review.decisions.pending import take_back_pending
from docnorm.source import Source
from docnorm.system import console
from docnorm.system.atomic import write_whole
from docnorm.system.inputs import read_input

_GRAM = 6  # characters: two texts are of one origin where they share many runs of that many
_ALIKE = 0.3  # share of the reviewed text's runs that the original must have
_TRIED = 3  # originals that are alike enough and are laid beside the reviewed text: copies of it are alike, too


class Reviewed(NamedTuple):
    """A file that somebody went through: its text, and the same with what is still open taken back."""

    path: Path
    text: str
    undecided: str | None


def learn_house(wanted: Wanted, profile: Profile) -> None:
    """Write what a reviewed file, or a folder of them, teaches to ``-o``, or to standard output.

    The inputs are the files that had been cleaned; without any they are sought beside the reviewed ones. Raises
    ``UsageError`` where no original is found and for an output that is there already, ``InputRefused``,
    ``OutputFailed``.
    """
    output = Path(wanted["output"]) if wanted["output"] not in {None, "-", ""} else None
    if output is not None and output.exists():
        raise UsageError(f"{output}: is there already; name a new file, and take over from it what you want")
    files = list(_list_files(Path(wanted["learn"])))
    named = [found for name in wanted.inputs for found in _list_files(Path(name))]
    if not files:
        raise UsageError(f"{wanted['learn']}: holds no document that docnorm reads")
    decisions: list[Decision] = []
    for path in files:
        pool = named or [beside for beside in _list_files(path.parent) if beside not in files]
        try:
            decisions += _decide(_read_reviewed(path), [found for found in pool if found != path], profile)
        except (InputRefused, UsageError) as error:
            if len(files) == 1:
                raise
            console.say(
                str(error)
            )  # one of many that cannot be read, or has no original, takes nothing from the others
    house = learn(decisions)
    made = sum(decision.outcome not in {Outcome.LEFT, Outcome.OPEN} for decision in decisions)
    text = write_house(house, len(files), made)
    _say(house, decisions)
    if output is None:
        console.show(text)
    else:
        write_whole(output, text.encode("utf-8"))


def _list_files(path: Path) -> Iterator[Path]:
    """Yield the files in a folder that docnorm reads, or the file that is named."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.iterdir()):
        # ~$材料.docx is what Word leaves beside a file that is open.
        if found.is_file() and not found.name.startswith(("~$", ".")) and api.FORMATS.find_read(found.name):
            yield found


def _read_reviewed(path: Path) -> Reviewed:
    data = read_input(path)
    source = api.read(data, path=str(path))
    pending = take_back_pending(data) if source.format == "docx" else None
    undecided = api.read(pending, path=str(path)).text if pending is not None else None
    return Reviewed(path, source.text, undecided)


def _decide(reviewed: Reviewed, pool: list[Path], profile: Profile) -> list[Decision]:
    """Return the decisions in a reviewed file, laid beside the original that explains most of them."""
    best: tuple[int, Path, list[Decision]] | None = None
    for path, source in _find_alike(reviewed.text, pool):
        found = find_decisions(api.finish(source, profile), reviewed.text, reviewed.undecided)
        settled = sum(decision.outcome is not Outcome.OPEN for decision in found)
        if best is None or settled > best[0]:
            best = settled, path, found
    if best is None:
        raise UsageError(
            f"{reviewed.path}: no file beside it holds the text it was made from; name that file: "
            f"normalize ORIGINAL --learn {reviewed.path.name} -o house.toml"
        )
    _, path, found = best
    console.say(f"{reviewed.path} <- {path}: {', '.join(f'{n} {what}' for what, n in count_outcomes(found) if n)}")
    return found


def _find_alike(text: str, pool: list[Path]) -> list[tuple[Path, Source]]:
    wanted = _list_grams(lay_flat(text))
    found: list[tuple[float, Path, Source]] = []
    for path in pool:
        try:
            source = api.read_file(path)
        except InputRefused:
            if len(pool) == 1:
                raise
            continue
        share = len(wanted & _list_grams(lay_flat(source.text))) / max(1, len(wanted))
        if share >= _ALIKE:
            found.append((share, path, source))
    found.sort(key=lambda item: -item[0])
    return [(path, source) for _, path, source in found[:_TRIED]]


def _list_grams(text: str) -> set[str]:
    return {text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1))}


def _say(house: House, decisions: list[Decision]) -> None:
    learnt = {key: len(getattr(house, key)) for key in ("ignore", "protect", "replace", "pinyin")}
    if all(decision.outcome in {Outcome.LEFT, Outcome.OPEN} for decision in decisions):
        console.say("nothing is decided yet: accept and reject the revisions in Word, save, and run this again")
    what = ", ".join(f"{n} {key}" for key, n in learnt.items() if n) or "nothing yet"
    console.say(f"learnt: {what}; {len(house.doubted)} met too seldom")
