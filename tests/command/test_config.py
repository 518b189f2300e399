"""A configuration is checked whole before any file is touched, and every mistake is named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest

from docnorm import Fix, Rule, api, cleaner, profiles, repair, replace
from docnorm.cleaners.words.house_table import house_table
from docnorm.command.effective import format_configuration
from docnorm.command.wanted import Wanted
from docnorm.edit import Safety
from docnorm.errors import UsageError
from docnorm.look import Look, Setting
from docnorm.outline import Outline
from docnorm.profile import Profile
from docnorm.settings import config
from docnorm.settings.choice import Choice, Known, apply_choices
from docnorm.settings.rule_options import read_options
from docnorm.structure.read import read


@cleaner("spacing")
def spacing(text: str, *, mode: Literal["add", "remove"] = "add", width: int = 1, on: bool = True) -> Iterator[Fix]:
    """Spaces."""
    yield from ()


@cleaner("marks")
def marks(text: str) -> Iterator[Fix]:
    """Marks."""
    yield from ()


@repair("numbers")
def numbers(outline: Outline) -> Iterator[Fix]:
    """Numbers."""
    yield from ()


@cleaner("house.own")
def own(text: str) -> Iterator[Fix]:
    """A plug-in's."""
    yield replace(0, 0, "x", why="because")


BUILTIN: dict[str, Rule[Any]] = {r.id: r for r in (spacing, house_table, marks, numbers)}
KNOWN = Known(lambda: BUILTIN, lambda: {own.id: own})
BASE = Profile("base", (spacing, marks), read, (numbers,), Look("l", settings={"title": Setting("宋体", 22.0)}))


def _names() -> list[str]:
    return ["base", "web"]


def _load(tmp_path: Path, text: str) -> config.Settings:
    path = tmp_path / "docnorm.toml"
    path.write_text(text, encoding="utf-8")
    settings = config.load(path, tmp_path)
    config.check(settings, KNOWN, _names)
    return settings


MISTAKES = {
    'profil = "web"': ["profil: no such key", "'profile'"],
    'profile = "wep"': ["profile: no profile 'wep'", "'web'"],
    'select = ["mark"]': ["select: unknown rule 'mark'", "'marks'"],
    "ignore = 3": ["ignore: a list of strings expected, not 3"],
    'apply = "sure"': ["apply: 'sure' is none of certain, likely"],
    "fix-numbers = 1": ["fix-numbers: true or false expected, not 1"],
    "jobs = 0": ["jobs: a whole number from 1 up"],
    "budget = -1": ["budget: a number of seconds"],
    "check = true": ["check: belongs on the command line"],
    "protect = [1]": ["protect: a list of words"],
    "[rules.spacin]\nmode = 'add'": ["unknown rule 'spacin'", "'spacing'"],
    "[rules.spacing]\nmod = 'add'": ["rule spacing has no option 'mod'", "'mode'"],
    "[rules.spacing]\nmode = 'ad'": ["rules.spacing.mode: 'ad' is none of add, remove"],
    "[rules.spacing]\nwidth = 'wide'": ["rules.spacing.width: a whole number expected, not 'wide'"],
    "[rules.spacing]\non = 1": ["rules.spacing.on: true or false expected"],
    "[rules.marks]\nx = 1": ["rule marks has no option 'x'; it has no options"],
    '[replace]\n"" = "x"': ["replace: an empty word"],
    "[profiles.h]\nextends = 'bas'": ["profiles.h.extends: no profile 'bas'", "'base'"],
    "[profiles.h]\nextend = 'base'": ["profiles.h.extend: no such key", "'extends'"],
    "[profiles.a]\nextends = 'b'\n[profiles.b]\nextends = 'a'": ["extends itself: a → b → a"],
    "[profiles.h]\nextends = 'base'\nignore = ['markz']": ["profiles.h.ignore: unknown rule 'markz'", "'marks'"],
    "select = [": ["not TOML"],
    "profile = 3": ["profile: a string expected, not 3"],
    "profiles = 3": ["profiles: write a table for each: [profiles.house]"],
    "profiles.house = 3": ["profiles: write a table for each"],
    "replace = 3": ["replace: a table of strings expected"],
    "rules = 3": ["a table for each rule expected: [rules.punctuation]"],
    "rules.spacing = 3": ["a table for each rule expected"],
    "look = 3": ["a table expected, not 3"],
}


def test_a_configuration_that_is_no_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "docnorm.toml").write_bytes("# 标点\n".encode("gb18030"))
    with pytest.raises(UsageError, match=r"docnorm\.toml: a configuration is UTF-8; save it again as UTF-8$"):
        config.load(tmp_path / "docnorm.toml", tmp_path)


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_file_key_and_nearest_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as told:
        _load(tmp_path, text)
    for part in (str(tmp_path / "docnorm.toml"), *MISTAKES[text]):
        assert part in str(told.value)


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        _load(tmp_path, "jobs = 0\napplly = 1\nselect = 3\n")
    assert len(str(told.value).splitlines()) == 3


def test_the_nearest_file_upwards_is_taken(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.docnorm]\nprofile = "web"\n', encoding="utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert config.load(None, below).options == {"profile": "web"}
    (tmp_path / "a" / "docnorm.toml").write_bytes(b'\xef\xbb\xbfprofile = "novel"\n')  # Notepad's mark in front
    assert config.load(None, below).options == {"profile": "novel"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nope\.toml"):
        config.load(tmp_path / "nope.toml", tmp_path)


def test_an_organisation_extends_and_is_extended(tmp_path: Path) -> None:
    settings = _load(
        tmp_path,
        """
        profile = "bureau"
        ignore = ["numbers"]
        [profiles.bureau]
        extends = "ministry"
        apply = "certain"
        [profiles.ministry]
        extends = "base"
        protect = ["智惠"]
        [profiles.ministry.rules.spacing]
        mode = "remove"
        [profiles.ministry.replace]
        "党工委" = "党委"
        """,
    )
    origin, choices = config.trace_profile(settings, "bureau")
    profile = apply_choices(BASE, (*choices, settings.choice), KNOWN)
    assert origin == "base"
    assert [r.id for r in profile.rules] == ["spacing", "house-table", "marks"]  # the table at its usual place
    assert dict(profile.rule("spacing").options) == {"mode": "remove"}
    assert profile.apply_at is Safety.CERTAIN
    assert profile.protect == ("智惠",)
    shown = tomllib.loads(format_configuration(Wanted((), settings=settings), profile))
    assert shown["replace"] == {"党工委": "党委"}
    assert shown["rules"]["spacing"] == {"mode": "remove"}
    assert shown["select"] == ["spacing", "house-table", "marks"]
    assert shown["look"]["title"]["font"] == "宋体"


def test_rules_are_chosen_by_name() -> None:
    def ids(**choice: Any) -> list[str]:
        return [r.id for r in apply_choices(BASE, (Choice(**choice),), KNOWN).rules]

    assert ids(select=("marks",)) == ["marks"]
    assert ids(select=("marks",), extend_select=("house.own",)) == ["marks", "house.own"]
    assert ids(extend_select=("house.own",)) == ["spacing", "marks", "house.own", "numbers"]
    assert ids(ignore=("spacing", "house.own")) == ["marks", "numbers"]
    with pytest.raises(UsageError, match="'spacing'"):
        ids(ignore=("spaceing",))


def test_options_come_in_the_kind_that_the_rule_takes() -> None:
    @cleaner("kinds")
    def kinds(
        text: str, *, share: float = 0.5, table: tuple[tuple[str, str], ...] = (), off: frozenset[str] = frozenset()
    ) -> Iterator[Fix]:
        yield from ()

    asked = {"share": 1, "table": {"甲": "乙"}, "off": ["a", "b"]}
    assert read_options(kinds, asked) == {"share": 1.0, "table": (("甲", "乙"),), "off": frozenset({"a", "b"})}
    assert read_options(kinds, {"table": [["甲", "乙"]]}) == {"table": (("甲", "乙"),)}
    with pytest.raises(UsageError, match=r"rules\.kinds\.share"):
        read_options(kinds, {"share": True})


def test_the_short_ways_to_say_an_option_win() -> None:
    choice = Choice(rules={"number-sequence": {"fix": False}}, fix_numbers=True, pinyin=(("zuzhi", "组织"),))
    profile = api.tailor(api.get_profile("gongwen"), choice)
    assert dict(profile.rule("number-sequence").options)["fix"] is True
    assert dict(profile.rule("pinyin-placeholder").options)["table"] == (("zuzhi", "组织"),)
    with pytest.raises(UsageError, match="rule entity has no option 'makup'; did you mean 'markup'"):
        api.tailor(api.get_profile("minimal"), Choice(rules={"entity": {"makup": False}}))


def test_a_look_is_changed_in_part() -> None:
    profile = apply_choices(BASE, (Choice(look={"line": 30, "title": {"size": 24, "first-line": 0}}),), KNOWN)
    assert profile.look.line == 30.0
    assert profile.look.settings["title"] == Setting("宋体", 24.0, first_line=0.0)
    with pytest.raises(UsageError, match="'line'"):
        apply_choices(BASE, (Choice(look={"lin": 1}),), KNOWN)


def test_every_profile_is_shown_as_a_configuration_that_can_be_read(tmp_path: Path) -> None:
    for name in profiles.NAMES:
        profile = api.get_profile(name)
        (tmp_path / "docnorm.toml").write_text(format_configuration(Wanted(()), profile), encoding="utf-8")
        settings = config.load(None, tmp_path)
        config.check(settings, api.KNOWN, api.list_profiles)
        again = api.tailor(api.get_profile(name), settings.choice)
        assert [r.id for r in again.rules] == [r.id for r in profile.rules]
        assert again.look == profile.look
        assert {r.id: dict(r.options) for r in again.rules} == {r.id: dict(r.options) for r in profile.rules}
