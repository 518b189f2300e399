"""The documentation does what it says: options have examples, code runs, the schema holds, the rule works."""

from __future__ import annotations

import argparse
import json
import re
import runpy
import sys
from pathlib import Path

import pytest

import docnorm
from docnorm.command.arguments import format_help, make_parser, parse
from docnorm.command.main import main
from docnorm.settings import config, plugins
from docnorm.settings.options import GROUPS
from docnorm.system.stored import find_stored

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _fences(page: Path, kind: str) -> list[str]:
    return [body for lang, body in FENCE.findall(page.read_text(encoding="utf-8")) if lang == kind]


def _options() -> list[tuple[str, ...]]:
    actions: list[argparse.Action] = make_parser()._actions
    return [tuple(action.option_strings) for action in actions if action.option_strings]


@pytest.mark.parametrize("page", ["command.md", "en/command.md"])
@pytest.mark.parametrize("option", _options(), ids=str)
def test_every_option_has_an_example(page: str, option: tuple[str, ...]) -> None:
    rows = [row.partition("#")[0] for block in _fences(DOCS / page, "sh") for row in block.splitlines()]
    assert set(option) & {word for row in rows for word in row.split()}


def test_help_fits_a_screens_width_and_names_every_option() -> None:
    rows = format_help().splitlines()
    assert max(map(len, rows)) <= 80
    words = [w.partition("[=")[0] for w in format_help().translate({ord(c): " " for c in ",:;()"}).split()]
    assert {o for options in _options() for o in options if "=" not in o} <= set(words)
    assert {w for w in words if w.startswith("--")} <= {o for options in _options() for o in options}


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.relative_to(DOCS).as_posix())
def test_commands_in_the_docs_parse(page: Path) -> None:
    for block in _fences(page, "sh"):
        for row in block.splitlines():
            command, _, rest = row.partition("#")[0].strip().partition(" ")
            if command == "normalize":
                parse(re.split(r"[<>|]", rest)[0].split())


@pytest.mark.parametrize("page", ["cookbook/index.md", "python.md", "json.md", "en/python.md", "en/json.md"])
def test_python_in_the_docs_runs(page: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text("一、标题\n正文内容在这里。\n", encoding="utf-8")
    blocks = _fences(DOCS / page, "python")
    assert blocks
    for block in blocks:
        names: dict[str, object] = {}
        exec(compile(block, page, "exec"), names)
        if "passages" in names:
            assert names["passages"](tmp_path / "in.txt")[-1]["text"] == "正文内容在这里。"  # type: ignore[operator]


@pytest.mark.parametrize("page", ["configuration.md", "en/configuration.md"])
def test_the_configuration_in_the_docs_is_one(page: str, tmp_path: Path) -> None:
    from docnorm import api

    (block,) = _fences(DOCS / page, "toml")
    (tmp_path / "docnorm.toml").write_text(block, encoding="utf-8")
    settings = config.load(None, tmp_path)
    config.check(settings, api.KNOWN, api.list_profiles)


def test_the_page_of_options_has_a_row_for_each() -> None:
    hook = runpy.run_path(str(DOCS / "hooks/pages.py"))
    for chinese in (True, False):
        rows = [row.split(" | ") for row in hook["options_page"](chinese=chinese).splitlines() if row.startswith("| `")]
        assert len(rows) == sum(len(group.options) for group in GROUPS)
        assert len({len(row) for row in rows}) == 1
    numbering = next(row for row in rows if row[0] == "| `--numbering`")
    assert numbering[2:6] == ["literal auto", "literal", "●", "●"]


def test_the_reference_has_all_that_import_offers() -> None:
    page: str = runpy.run_path(str(DOCS / "hooks/pages.py"))["reference_page"]()
    heads = re.findall(r"^#+ docnorm\.(.+)$", page, re.MULTILINE)
    assert set(docnorm.__all__) <= set(heads)
    assert {"Normalized.save", "Normalized.undo", "errors.InputRefused"} <= set(heads)
    assert not re.search(r"^#+ docnorm\..+\n\n(```text\n.*\n```\n\n)?\n*#", page, re.MULTILINE)  # a name without a word


YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["command.md", "en/command.md"])
def test_the_workflow_in_the_docs_finds_what_it_should(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workflow = next(block for block in YAML.findall((DOCS / page).read_text(encoding="utf-8")) if "jobs:" in block)
    (command,) = re.findall(r"run: normalize (.+)", workflow)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("党zuzhi生活会。\n", encoding="utf-8")
    assert main(command.split()) == 1
    assert capsys.readouterr().out.startswith("::warning file=docs/a.md,line=1,col=2,title=pinyin-placeholder::")
    (tmp_path / "docs" / "a.md").write_text("党组织生活会。\n", encoding="utf-8")
    assert main(command.split()) == 0


@pytest.mark.parametrize("page", ["command.md", "en/command.md"])
def test_the_hooks_in_the_docs_do_what_they_say(page: str, tmp_path: Path) -> None:
    hooks = dict(
        re.findall(r"- id: (\S+)\n(?:  .*\n)*?  entry: normalize (.+)\n", (ROOT / ".pre-commit-hooks.yaml").read_text())
    )
    shown = (DOCS / page).read_text(encoding="utf-8")
    assert all(f"id: {name}" in shown for name in hooks)
    path = tmp_path / "a.md"
    path.write_text("党zuzhi生活会。\n", encoding="utf-8")
    assert main([*hooks["docnorm-check"].split(), str(path)]) == 1
    assert main([*hooks["docnorm"].split(), str(path)]) == 0
    assert path.read_text(encoding="utf-8") == "党组织生活会。\n"
    assert main([*hooks["docnorm-check"].split(), str(path)]) == 0


def test_what_others_made_is_named_in_the_wheel() -> None:
    """Each table that was derived from somebody's data has a notice beside it, and the licences that ask for it."""
    data = ROOT / "src" / "docnorm" / "data"
    notices = {path.suffix[1:]: path.read_text(encoding="utf-8") for path in data.glob("NOTICE.*")}
    builders = {path.stem.removeprefix("build_") for path in (ROOT / "scripts").glob("build_*.py")}
    told = "\n".join(notices.values())
    own = {"boilerplate.txt", "confusable_words.tsv"}  # lists of ours
    for table in sorted({path.name for path in data.iterdir() if path.suffix in {".bin", ".tsv", ".txt"}} - own):
        assert table in told or table.partition(".")[0] in notices, f"{table}: no notice says where it is from"
    assert builders
    assert "Permission is hereby granted" in told
    assert re.search("UNICODE LICENSE", told, re.IGNORECASE)


def test_the_rule_works_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = _fences(DOCS / "en/write-a-rule.md", "python")
    (about,) = _fences(DOCS / "en/write-a-rule.md", "toml")
    (tmp_path / "house_style.py").write_text(code, encoding="utf-8")
    points = ""
    for group, rows in re.findall(r'^\[project\.entry-points\."(.+?)"\]\n((?:.+\n)+)', about, re.MULTILINE):
        points += f"[{group}]\n" + rows.replace('"', "")
    info = tmp_path / "house_style-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-style\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.forget()
    try:
        done = docnorm.normalize_text("智惠城市和王小朋", extend_select="house-style.smart-city")
        assert done.text == "智慧城市和王小朋"
        done = docnorm.normalize_text("智惠城市和王小朋", profile="house")
        assert done.text == "智慧城市和王小朋"
        assert "house-style.name" in {c.rule for c in done.draft.journal}
        assert done.profile.name == "house"
    finally:
        plugins.forget()
        sys.modules.pop("house_style", None)


DOCUMENTS = [
    "", "\ud800甲", "甲\x00,乙\ufeff",
    '党zuzhi生活会,"开展"工作。\r\n\r\n　　一、XX情况\n\n（一）学习方面。一是……\n1.甲\n',
    "第一章 总则\n\n第一条 为了……\n附件：1.表\n\nXX局\n2024年3月5日\n",
]  # fmt: skip


@pytest.mark.parametrize("text", DOCUMENTS, ids=range(len(DOCUMENTS)))
@pytest.mark.parametrize("profile", ["gongwen", "web", "corpus"])
def test_json_is_as_its_schema_says(text: str, profile: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(find_stored("docnorm-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema).validate
    check(json.loads(docnorm.normalize_text(text, profile).to_bytes("json")))
    check(json.loads(docnorm.normalize(text.encode("gb18030", "replace") + b"\xff\xff", profile).to_bytes("jsonl")))


def test_the_site_lists_every_page() -> None:
    listed = set(re.findall(r": ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    written = {p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md") if "adr" not in p.parts}
    assert listed - {"profiles.md", "rules/index.md", "options.md", "en/options.md", "reference.md"} == written


@pytest.mark.parametrize("page", ["cookbook/index.md", "en/cookbook.md"])
def test_the_profile_in_the_cookbook_spaces_as_pangu_does(page: str, tmp_path: Path) -> None:
    (block,) = _fences(DOCS / page, "toml")
    (tmp_path / "docnorm.toml").write_text(block, encoding="utf-8")
    (tmp_path / "in.txt").write_text('前面,後面說"Hi"和甲/乙', encoding="utf-8")
    out = tmp_path / "out.txt"

    code = main(
        [str(tmp_path / "in.txt"), "-o", str(out), "--profile", "pangu", "--config", f"{tmp_path}/docnorm.toml"]
    )

    assert code == 0
    assert out.read_text(encoding="utf-8") == '前面, 後面說 "Hi" 和甲 / 乙\n'
