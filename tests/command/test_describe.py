"""The description is a schema that what the command prints satisfies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docnorm.command.main import main
from docnorm.settings.options import Where, find_options

jsonschema = pytest.importorskip("jsonschema")


def described(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    assert main(["--describe"]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_every_option_rule_and_format_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    told = described(capsys)
    assert set(told["command"]["properties"]) == {"inputs", *find_options(Where.COMMAND)}  # type: ignore[index]
    assert {"gongwen", "web", "corpus", "novel"} <= set(told["profiles"])  # type: ignore[call-overload]
    assert {"docx", "md", "txt"} <= {row["name"] for row in told["formats"]}  # type: ignore[index,attr-defined]
    for part in ("command", "findings", "document"):
        jsonschema.Draft202012Validator.check_schema(told[part])


def test_what_is_printed_satisfies_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = described(capsys)
    (tmp_path / "in.txt").write_text("党zuzhi生活会,开始。\n甲\t乙\n丙\t丁\n", encoding="utf-8")
    main([str(tmp_path / "in.txt"), "--check", "--output-format", "json"])
    jsonschema.validate(json.loads(capsys.readouterr().out), told["findings"])
    main([str(tmp_path / "in.txt"), "--to", "json"])
    jsonschema.validate(json.loads(capsys.readouterr().out), told["document"])


@pytest.mark.parametrize(
    ("call", "fits"),
    [
        ({"inputs": ["a"], "diff": True}, True),
        ({"diff": "rules"}, True),
        ({"diff": "no"}, False),
        ({"jobs": "2"}, False),
    ],
)
def test_a_call_can_be_checked(call: dict[str, object], fits: bool, capsys: pytest.CaptureFixture[str]) -> None:
    told = described(capsys)
    assert jsonschema.Draft202012Validator(told["command"]).is_valid(call) is fits
