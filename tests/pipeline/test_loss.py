"""Nothing that people wrote is lost: sentences that only read like debris stay, and no document becomes empty."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.command.main import main
from docnorm.draft import SPARED, Fate
from docnorm.rows.column import Column
from docnorm.rows.jsonl import clean_lines

import laws

PROFILES = ("gongwen", "web", "novel", "corpus")
# News, notices, statutes, novels, reviews, encyclopaedia, forum posts: each says something that sites say, too.
SENTENCES = (
    "大家一起为抗洪一线的战士点个赞吧",
    "国货越来越好，为我们的工厂点赞",
    "喜欢这部电影的人请举手",
    "请大家收藏好这次会议的资料",
    "下载本文件后请打印一式两份",
    "扫码之后按提示填写个人信息即可",
    "未完待续的故事总是让人牵挂",
    "关注我们身边的每一位老人",
    "更多精彩内容请看明天的晚会",
    "手机用户请到柜台办理登记",
    "请记住我们的名字，我们是志愿者",
    "求月票的心情每个作者都懂",
    "本书由人民出版社首次出版，印数五千册",
    "感谢阅读，欢迎来信批评",
    "转发这条消息的人已经过万",
    "他翻到下一页，看见了自己的名字",
    "看书的人少了，写书的人多了",
    "电子书阅读器的销量逐年上升",
    "网站首页改版之后访问量翻了一番",
    "第二条　网站不得删除用户留言",
    "酒店的网址在前台可以问到",
    "免费阅读活动将于周六开始",
    "她把这段话复制下来，贴在日记里",
    "版权归作者所有是合同的第三条",
    "作者的话写在全书的最后",
    "本章讨论小说的结构",
    "加入书友会的同学请在班长处报名",
    "如有侵权行为，当事人可以向人民法院起诉",
    "分享是一种美德",
    "点击量不是评价稿件的唯一标准",
)
JOINTS = ("\n", "\n\n", "。", "。\n", "，", "！\n　　")


@given(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(JOINTS)), min_size=1, max_size=8),
    st.sampled_from(PROFILES),
)
def test_what_people_write_stays(parts: list[tuple[str, str]], profile: str) -> None:
    text = "".join(sentence + joint for sentence, joint in parts)
    done = docnorm.normalize_text(text, profile)
    assert laws.HAN.findall(done.text) == laws.HAN.findall(text)


def _is_seen(text: str) -> bool:
    return any(unicodedata.category(c)[0] in "LNPS" for c in text)


@given(laws.documents(), st.sampled_from(PROFILES))
def test_no_document_becomes_empty(text: str, profile: str) -> None:
    done = docnorm.normalize_text(text, profile)
    assert _is_seen(done.text) or not _is_seen(text)


@pytest.mark.parametrize(
    "text", ["（本章完）", "##paidbegin##\n##paidend##", "www.qingzhutxt.com 免费小说下载", "<p></p>"]
)
def test_debris_alone_is_a_suggestion(text: str) -> None:
    done = docnorm.normalize_text(text, "novel")
    assert done.text == text
    assert [c.fate for c in done.draft.spared] == [Fate.SUGGESTED] * len(done.draft.spared) != []
    assert done.draft.spared[0].fix.why.endswith(SPARED)
    assert docnorm.normalize_text(f"他走了。\n{text}\n雪停了。", "novel").text == "他走了。\n雪停了。"


def test_stderr_says_what_was_not_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("（本章完）\n", encoding="utf-8")
    assert main([str(path), "--profile", "novel", "-o", str(tmp_path / "b.txt")]) == 0
    assert "nothing would be left" in capsys.readouterr().err
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "（本章完）\n"


def test_removals_of_more_than_four_han_are_counted() -> None:
    text = "他走了。\n本书由青竹论坛书友整理，免费小说下载请访问www.qingzhutxt.com\n- 3 -\n雪停了。"
    done = docnorm.normalize_text(text, "novel")
    assert json.loads(done.to_bytes("json"))["summary"] == {"applied": 1, "suggested": 1, "removals": 1}
    row = json.dumps({"text": text.replace("- 3 -\n", "")}, ensure_ascii=False).encode() + b"\n"
    out, tally = clean_lines([row], Column("text", flagged="doubts"), docnorm.get_profile("novel"))
    assert json.loads(json.loads(out)["doubts"]) == ["boilerplate"]
    assert tally.removals == 1


def test_wording_is_evidence_only_where_the_file_comes_from_a_site() -> None:
    told = "喜欢本文就点个赞吧"
    story = ["他推开门，雪已经停了。", "院子里没有人。"]
    assert docnorm.normalize_text("\n".join([*story, told]), "novel").text.endswith(told)
    site = "天才一秒记住本站地址：www.qingzhutxt.com 最快更新无弹窗"
    assert docnorm.normalize_text("\n".join([*story, site, told]), "novel").text == "\n".join(story)


@pytest.mark.parametrize("form", ["txt", "md", "html", "json", "docx"])
def test_a_pair_of_surrogates_is_one_character_in_every_format(form: str) -> None:
    pair, joined = "甲\ud83d\ude00乙", "甲😀乙"
    found = docnorm.normalize_text(pair, "minimal")
    assert (found.text, found.undo()) == (joined, pair)
    if form != "json":  # it tells the input's own bytes
        assert found.to_bytes(form) == docnorm.normalize_text(joined, "minimal").to_bytes(form)
    assert docnorm.clean(pair) == joined
