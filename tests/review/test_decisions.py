"""What reviewers decided comes back: words left alone, words of the house, rules that are not wanted."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import docnorm
from docnorm.command.main import main
from docnorm.review.decisions.find import Decision, Outcome, find_decisions
from docnorm.review.decisions.learn import LEAST_OF_RULE, learn, write_house

from docx_revisions import go_through

PLACES = ["城东", "城西", "城南", "城北", "河口", "山前", "湖滨", "东湖", "西山", "南岭"]
TITLE = "关于{}街道202{}年工作情况的报告"
# What the house does not want: 幸福 for the name of a project that is written in pinyin; and its own word for 环境.
LINES = (
    "我们在{}开展了党zuzhi生活会，成效明显。",
    "我们在{}推进xingfu家园建设，共走访{}户。",
    "信息系统记录了{}条内容,全部办结。",
    "对{}的“老旧小区”改造，居民认为huanjing有改善。",
)


def _write(number: int) -> str:
    place = PLACES[number % 10]
    rows = [TITLE.format(place, number % 5), ""]
    rows += ["　　" + line.format(place, number + 20) for line in LINES]
    return "\n".join(rows) + "\n"


def _decide(gone: str, come: str) -> str:
    if gone == "xingfu":
        return "-"
    return "人居环境" if gone == "huanjing" else "+"


def _review(text: str) -> tuple[docnorm.Normalized, str]:
    done = docnorm.normalize_text(text)
    given_back = go_through(done.to_bytes("docx", track_changes=True), _decide)
    return done, docnorm.api.read(given_back, path="审阅.docx").text


def test_decisions_are_found_in_what_word_gives_back() -> None:
    done, reviewed = _review(_write(3))
    found = {(d.before, d.after): d for d in find_decisions(done, reviewed)}
    assert found["zuzhi", "组织"].outcome is Outcome.ACCEPTED
    assert found["xingfu", "幸福"].outcome is Outcome.REJECTED
    assert found["huanjing", "环境"][3:5] == (Outcome.EDITED, "人居环境")
    assert found[",", "，"].outcome is Outcome.ACCEPTED


def test_a_second_run_makes_none_of_the_rejected_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty documents are reviewed; with what was learnt, they and ten others are as the reviewers want them."""
    monkeypatch.chdir(tmp_path)
    originals, reviewed = tmp_path / "收件", tmp_path / "审阅"
    originals.mkdir()
    reviewed.mkdir()
    for number in range(30):
        (originals / f"{number}.txt").write_text(_write(number), encoding="utf-8")
        done = docnorm.normalize_text(_write(number))
        data = go_through(done.to_bytes("docx", track_changes=True), _decide)
        (reviewed / f"{number}-审阅.docx").write_bytes(data)

    assert main([str(originals), "--learn", str(reviewed), "-o", "docnorm.toml"]) == 0
    house = tomllib.loads(Path("docnorm.toml").read_text(encoding="utf-8"))
    assert house == {"protect": ["xingfu"], "pinyin": {"huanjing": "人居环境"}}

    for number in range(40):
        Path("in.txt").write_text(_write(number), encoding="utf-8")
        assert main(["in.txt", "-o", "out.txt", "-q"]) == 0
        text = Path("out.txt").read_text(encoding="utf-8")
        assert "xingfu家园" in text
        assert "人居环境" in text
        assert "组织生活会" in text


def test_revisions_that_are_open_and_suggestions_that_are_left_teach_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_write(1) + "　　他们高兴的说。\n" * 3, encoding="utf-8")
    docnorm.normalize(tmp_path / "a.txt").save(tmp_path / "b.docx", track_changes=True)
    assert main(["--learn", str(tmp_path / "b.docx"), "-o", str(tmp_path / "house.toml")]) == 0
    assert tomllib.loads((tmp_path / "house.toml").read_text(encoding="utf-8")) == {}


def test_any_format_that_is_given_back_is_read(tmp_path: Path) -> None:
    """The page and ``--interactive`` write without revisions: what stands there tells as much."""
    (tmp_path / "a.txt").write_text(_write(1), encoding="utf-8")
    (tmp_path / "b.md").write_text(docnorm.clean(_write(1), "gongwen").replace("幸福", "xingfu"), encoding="utf-8")
    assert main(["--learn", str(tmp_path / "b.md"), "-o", str(tmp_path / "house.toml")]) == 0
    assert '# protect: "xingfu"  1 × pinyin-placeholder' in (tmp_path / "house.toml").read_text(encoding="utf-8")


def _make(before: str, after: str, outcome: Outcome, stands: str, around: str = "x[]y", rule: str = "r") -> Decision:
    left, right = around.split("[]")
    return Decision(rule, before, after, outcome, stands, False, left, right)


def test_a_word_is_protected_with_what_tells_it_from_where_the_change_was_right() -> None:
    made = [_make(",", "，", Outcome.REJECTED, ",", "见表A[]B栏")] * 2 + [
        _make(",", "，", Outcome.ACCEPTED, "，", "甲[]乙")
    ] * 2
    assert [lesson.word for lesson in learn(made).protect] == ["A,"]
    same = [_make(",", "，", Outcome.REJECTED, ",", "甲[]乙"), _make(",", "，", Outcome.ACCEPTED, "，", "甲[]乙")]
    assert learn(same, least=1).protect == ()


def test_a_rule_that_nobody_wants_is_left_out() -> None:
    made = [_make('"', "“", Outcome.REJECTED, '"')] * LEAST_OF_RULE
    assert [lesson.word for lesson in learn(made).ignore] == ["r"]
    assert learn([*made, _make('"', "“", Outcome.ACCEPTED, "“")]).ignore == ()
    assert learn(made[1:]).ignore == ()


def test_what_is_written_otherwise_now_and_then_is_no_word_of_the_house() -> None:
    made = [_make("huanjing", "环境", Outcome.EDITED, "人居环境")] * 3
    assert [lesson.instead for lesson in learn(made).replace] == ["人居环境"]
    assert learn([*made, _make("huanjing", "环境", Outcome.ACCEPTED, "环境")]).replace == ()


def test_what_a_document_says_cannot_break_the_configuration() -> None:
    made = [_make('a"]\nb', "", Outcome.REJECTED, 'a"]\nb', "\x00]\n[]\u2028#")] * 9
    text = write_house(learn([*made, _make("c", "d", Outcome.ACCEPTED, "d", rule="r")] * 2), 1, 9)
    assert set(tomllib.loads(text)) <= {"protect", "ignore"}


def test_an_output_that_is_there_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("党zuzhi生活会\n", encoding="utf-8")
    (tmp_path / "docnorm.toml").write_text('protect = ["x"]\n', encoding="utf-8")
    assert main(["--learn", str(tmp_path / "a.txt"), "-o", str(tmp_path / "docnorm.toml")]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["--learn", str(tmp_path / "a.txt")]) == 2
    assert "name that file" in capsys.readouterr().err


def test_one_of_many_without_an_original_takes_nothing_from_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    assert main(["--learn", str(tmp_path / "空"), "-o", str(tmp_path / "a.toml")]) == 2
    assert not (tmp_path / "a.toml").exists()
    reviewed = tmp_path / "审阅"
    reviewed.mkdir()
    (tmp_path / "1.txt").write_text(_write(1), encoding="utf-8")
    kept = docnorm.clean(_write(1), "gongwen").replace("幸福", "xingfu")
    for name, text in (("1.txt", kept), ("2.txt", kept), ("别的.txt", "与原稿无关的一篇短文，谁也没有改过。\n")):
        (reviewed / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path / "1.txt"), "--learn", str(reviewed), "-o", str(tmp_path / "a.toml")]) == 0
    assert tomllib.loads((tmp_path / "a.toml").read_text(encoding="utf-8")) == {"protect": ["xingfu"]}
    assert "别的.txt" in capsys.readouterr().err
