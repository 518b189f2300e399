"""The table of options: one row each, read by whoever hears an option."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

import docnorm
from docnorm import api
from docnorm.command.main import main
from docnorm.command.order import make_order
from docnorm.command.wanted import Wanted, add_configuration, make_profile, read_arguments
from docnorm.errors import UsageError
from docnorm.settings import kinds
from docnorm.settings.choice import Choice
from docnorm.settings.options import GROUPS, Option, Where, find_options

ROWS = [row for group in GROUPS for row in group.options]


@pytest.mark.parametrize("where", list(Where), ids=str)
def test_a_name_means_one_option_in_each_place(where: Where) -> None:
    names = [row.name for row in ROWS if where in row.where]
    assert len(names) == len({*names})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_says_all_that_is_asked_of_it(row: Option) -> None:
    assert row.en
    assert any("一" <= c <= "鿿" for c in row.zh)
    assert bool(row.takes) == (Where.COMMAND in row.where and row.kind is not kinds.FLAG)
    if row.default is not None:
        assert row.read(row.default) == row.default


def test_a_profile_can_be_asked_what_the_table_says() -> None:
    assert {f.name for f in fields(Choice)} == {row.key for row in find_options(Where.PROFILE).values()}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.txt").write_text("他说,好。\n", encoding="utf-8")
    return tmp_path / "docnorm.toml"


def _want(*argv: str) -> Wanted:
    return add_configuration(read_arguments(argv))


def test_an_option_knows_where_it_was_said(house: Path) -> None:
    house.write_text('jobs = 3\nto = "md"\nverify = false\n', encoding="utf-8")
    wanted = _want("in.txt", "--to", "html")
    assert {name: (wanted[name], wanted.where(name)) for name in ("jobs", "to", "verify", "engine")} == {
        "jobs": (3, Where.CONFIG),
        "to": ("html", Where.COMMAND),
        "verify": (False, Where.CONFIG),
        "engine": ("pool", None),
    }
    assert _want("in.txt", "--verify")["verify"] is True
    with pytest.raises(KeyError):
        wanted["no-such-row"]


def test_what_only_one_format_has_is_refused_where_it_is_typed_and_kept_where_it_is_configured(house: Path) -> None:
    profile = docnorm.get_profile("minimal")
    house.write_text("toc = true\n", encoding="utf-8")
    assert make_order(_want("in.txt"), profile, None).writing == {"docx": {"toc": True}}
    with pytest.raises(UsageError, match=r"^--toc needs docx output: add --to docx, or name the output \.docx$"):
        make_order(_want("in.txt", "--toc"), profile, None)


@pytest.mark.parametrize(
    ("settings", "typed"),
    [
        ("toc = true", ["--toc"]),
        ('numbering = "auto"', ["--numbering", "auto"]),
    ],
)
def test_what_a_house_says_of_new_documents_ends_no_run_over_old_ones(
    settings: str, typed: list[str], house: Path
) -> None:
    assert main(["in.txt", "-o", "old.docx"]) == 0
    assert main(["old.docx", "-o", "out.docx", *typed]) == 2
    house.write_text(settings, encoding="utf-8")
    assert main(["old.docx", "-o", "out.docx"]) == 0


@pytest.mark.parametrize(
    ("settings", "arguments", "typed"),
    [
        ('log-field = "log"', ["in.txt", "-o", "out.txt"], ["--log-field", "log"]),
        ('ray-address = "auto"', ["in.txt", "-o", "out.txt"], ["--ray-address", "auto"]),
        ("track-changes = true", ["in.jsonl", "--field", "text", "-o", "out.jsonl"], ["--track-changes"]),
    ],
)
def test_what_a_house_says_of_other_work_ends_no_run(
    settings: str, arguments: list[str], typed: list[str], house: Path
) -> None:
    (house.parent / "in.jsonl").write_text('{"text": "甲"}\n', encoding="utf-8")
    assert main([*arguments, *typed]) == 2
    house.write_text(settings, encoding="utf-8")
    assert main(arguments) == 0


SAMPLES = {
    kinds.FLAG: "true", kinds.COUNT: "2", kinds.SECONDS: "9.5", kinds.NAMES: '["quote"]', kinds.WORDS: '["甲"]',
    kinds.PAIRS: '{"甲方" = "乙方"}', kinds.TABLES: "{quote = {}}", kinds.TABLE: "{line = 29}",
    kinds.PROFILES: '{house = {extends = "web"}}', kinds.STRING: '"zh-TW"',
}  # fmt: skip
SPECIAL = {"encoding": '"utf-8"', "template": '"old.docx"'}
# What these say is what every input is: another kind of input, or a cluster that is not there, is refused.
DECISIVE = {"from", "field", "engine"}


@pytest.mark.parametrize(
    "row",
    [row for name, row in find_options(Where.CONFIG).items() if name not in DECISIVE and row.kind in SAMPLES],
    ids=lambda row: row.name,
)
def test_no_option_of_a_configuration_ends_a_run_that_has_no_use_for_it(row: Option, house: Path) -> None:
    assert main(["in.txt", "-o", "old.docx", "--profile", "minimal"]) == 0
    said = f'"{row.words[-1]}"' if row.words else SPECIAL.get(row.name, SAMPLES[row.kind])
    house.write_text(f"{row.name} = {said}\n", encoding="utf-8")
    for command in (["in.txt", "-o", "out.txt"], ["old.docx", "-o", "out.docx"], ["in.txt", "--check"]):
        assert main(command) in {0, 1}


def test_a_rule_that_is_switched_on_again_keeps_what_the_house_says_of_it(house: Path) -> None:
    house.write_text('ignore = ["latin-space"]\n[rules.latin-space]\nmode = "remove"\n', encoding="utf-8")
    assert "latin-space" not in {rule.id for rule in make_profile(_want("in.txt")).rules}
    profile = make_profile(_want("in.txt", "--extend-select", "latin-space"))
    assert dict(profile.rule("latin-space").options)["mode"] == "remove"


def test_choices_that_disagree_are_settled_by_the_later_one() -> None:
    base = docnorm.get_profile("gongwen")
    choices = (
        Choice(select=("quote", "width"), apply="certain"),
        Choice(ignore=("quote",), extend_select=("radical",)),
    )
    made = api.tailor(base, *choices, Choice(apply="likely", budget=3.0))
    assert [rule.id for rule in made.rules] == ["radical", "width"]  # in the profile's order
    assert (made.apply_at.name, made.budget) == ("LIKELY", 3.0)


def test_a_profile_of_the_houses_own_says_what_the_command_line_can(house: Path) -> None:
    house.write_text('[profiles.tw]\nextends = "minimal"\nvariant = "s2t"\nfix-numbers = true\n', encoding="utf-8")
    assert main(["in.txt", "--profile", "tw", "-o", "out.txt"]) == 0
    assert (house.parent / "out.txt").read_text(encoding="utf-8") == "他說,好。\n"


def test_a_value_of_the_wrong_kind_is_named_in_python_too() -> None:
    with pytest.raises(UsageError, match=r"^budget: a number of seconds expected, not '3'$"):
        docnorm.clean("甲", budget="3")
    with pytest.raises(UsageError, match=r"^apply: 'sure' is none of certain, likely$"):
        docnorm.clean("甲", apply="sure")
    assert docnorm.clean("甲", apply=None, variant=None) == "甲"
