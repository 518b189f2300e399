"""Asked change by change: nothing is done that was not agreed to, and suggestions can be taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import docnorm
from docnorm.command.interactive import review
from docnorm.command.main import main
from docnorm.errors import UsageError
from docnorm.review.selection import accept

TEXT = "党zuzhi生活会,开始,结束。\n落实责任，。确保完成。\n"


def answer(*keys: str) -> tuple[list[str], object]:
    asked: list[str] = []
    row: Iterator[str] = iter(keys)

    def ask(question: str) -> str:
        asked.append(question)
        return next(row)

    return asked, ask


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("yyyy", "党组织生活会，开始，结束。\n落实责任。确保完成。\n"),
        ("ynyn", "党组织生活会,开始，结束。\n落实责任，。确保完成。\n"),
        ("nan", "党zuzhi生活会，开始，结束。\n落实责任，。确保完成。\n"),
        ("ydn", "党组织生活会,开始,结束。\n落实责任，。确保完成。\n"),
        ("q", TEXT),
        ("yq", "党组织生活会,开始,结束。\n落实责任，。确保完成。\n"),
        ("wan", "党zuzhi生活会，开始，结束。\n落实责任，。确保完成。\n"),
        (["x", "", "Y", "a", "n"], "党组织生活会，开始，结束。\n落实责任，。确保完成。\n"),
    ],
)
def test_only_what_was_agreed_to_is_done(keys: str, text: str) -> None:
    asked, ask = answer(*keys)
    done = review(docnorm.normalize_text(TEXT), ask)  # type: ignore[arg-type]
    assert done.text == text.removesuffix("\n")
    assert len(asked) == len(keys)
    assert done.undo() == TEXT


def test_what_is_decided_for_good_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    review(docnorm.normalize_text(TEXT), answer("w", "d", "n")[1])  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert '  ignore = ["punctuation"]' in said
    assert '  protect = ["zuzhi"]' in said


def test_without_a_terminal_nobody_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out.txt"
    assert main([str(tmp_path / "in.txt"), "-o", str(out), "--interactive"]) == 2
    assert "terminal" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("more", [["--check"], ["--diff"], ["SECOND"]])
def test_what_does_not_go_with_it_is_refused(more: list[str], tmp_path: Path) -> None:
    for name in ("in.txt", "second.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    extra = [str(tmp_path / "second.txt") if word == "SECOND" else word for word in more]
    assert main([str(tmp_path / "in.txt"), "--interactive", "-o", str(tmp_path / "out"), *extra]) == 2


def test_suggestions_are_taken_by_their_places(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out.txt"
    assert main([str(tmp_path / "in.txt"), "-o", str(out), "--accept", "2:5", "-q"]) == 0
    assert out.read_text(encoding="utf-8").endswith("落实责任。确保完成。\n")
    assert main([str(tmp_path / "in.txt"), "-o", str(out), "--accept", "2:5=，", "-q"]) == 0
    assert out.read_text(encoding="utf-8").endswith("落实责任，确保完成。\n")


@pytest.mark.parametrize("places", ["3:1", "1:7", "2:5=,1", "5", "a:b"])
def test_a_place_without_a_suggestion_is_refused(places: str, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    assert main([str(tmp_path / "in.txt"), "-o", str(tmp_path / "out.txt"), "--accept", places]) == 2
    assert not (tmp_path / "out.txt").exists()


def test_a_finding_needs_a_word() -> None:
    done = docnorm.normalize_text("要求如下（试行，各单位执行。")
    (place,) = [(1, 5)]
    with pytest.raises(UsageError, match="offers no replacement"):
        accept(done, {place: None})
    taken = accept(done, {place: ""})
    assert taken.text == "要求如下试行，各单位执行。"
    assert taken.undo() == done.original
