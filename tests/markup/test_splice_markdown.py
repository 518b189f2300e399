"""Markdown edited in place: a file with nothing to clean comes back as it was, else only its prose changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docnorm
from docnorm.markup.markdown.read import MARKDOWN, lay_out
from docnorm.source import Mark

from markup_edits import edited

KEPT = [
    "问：`为什么它不给每一个 `.js` 文件以独立的上下文？`答曰：不知道。\n",  # a stretch of code begins with its blank
    "- `=查询 `：读取网页。\n- 它是`查询 `的一种。\n",  # or ends with it
    "正文[^1]。\n\n[^1]: 脚注在此。\n    还有一段。\n",
    "引用[1]。\n\n[1]: 李四：《文集》\n\n[a]: http://a.cn '题'\n",
    "---\ntitle: 页\ntags: [甲,乙]\n---\n\n正文。\n",
    "+++\ntitle = '页'\n+++\n正文。\r\n第二行。\r\n",
    "- [ ] 待办\n- [x] 已办\n* 甲\n  1) 乙\n",
    "标题\n====\n\n副题\n---\n\n他~~不~~同意，**重点。**后面，_强调_与`code`。\n",
    "| 单位 | 数 |\n|:--|--:|\n| 甲乙 | `1` |\n",
    "> 引文一行。\n> 引文二行。  \n> 三行\\\n> 四行。\n\n***\n",
    '![图一](图/一.png "题")\n\n见[附件](甲.md#节)，<https://a.cn/b>。\n',
    "```python\nprint('你好,世界')\n```\n\n    缩进,代码\n",
    "<details>\n<summary>概要</summary>\n\n正文。<!-- 注,释 --><br/>\n\n</details>\n",
    "价格为 $a_1*b$，\n\n$$\nx = 1,\n$$\n\n::: tip 提示\n内容。\n:::\n",
    "[[页面,一]] {{ 变量,甲 }} ==高亮== {#锚,点}\n\n> [!NOTE]\n> 提示。\n",
    "import A from './a'\n\n<A name='甲'>\n\n正文。\n\n</A>\n",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
@pytest.mark.parametrize("profile", ["gongwen", "corpus"])
def test_a_file_with_nothing_to_clean_is_given_back_as_it_is(text: str, profile: str) -> None:
    done = docnorm.normalize(text.encode(), profile, format="md")
    assert done.to_bytes("md").decode() == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 标 题\n\n正文,**重点,**后面\n", "# 标 题\n\n正文，**重点，**后面\n"),
        ("> 甲,\n> 乙\n", "> 甲，\n> 乙\n"),
        ("- [ ] 甲,乙\n", "- [ ] 甲，乙\n"),
        ("| 甲,乙 | 丙\\|,丁 |\n|-|-|\n", "| 甲，乙 | 丙\\|，丁 |\n|-|-|\n"),
        ("正文,注[^a]\n\n[^a]: 说,明\n", "正文，注[^a]\n\n[^a]: 说，明\n"),
        ('见[甲,乙](a,b.md "题,名")与`甲,乙`,完\n', '见[甲，乙](a,b.md "题,名")与`甲,乙`，完\n'),
    ],
)  # fmt: skip
def test_only_prose_changes(before: str, after: str) -> None:
    done = docnorm.normalize(before.encode(), format="md", select="punctuation")
    assert done.to_bytes("md").decode() == after


@pytest.mark.parametrize(
    ("text", "old", "new", "after"),
    [
        ("甲\n\n乙\n\n丙\n", "乙\n", "", "甲\n\n丙\n"),
        ("- 甲\n- 乙\n- 丙\n", "\n乙", "", "- 甲\n- 丙\n"),
        ("甲**乙**丙\n", "乙", "", "甲丙\n"),
        ("> 甲一乙\n", "一", "一\n", "> 甲一\n>\n> 乙\n"),
        ("、- 甲\n", "、", "", "\\- 甲\n"),
        ("甲,`\n码 x` 乙,丙\n", ",", "，", "甲，`\n码 x` 乙,丙\n"),
        ("、12. 甲\n", "、", "", "12\\. 甲\n"),
        ("甲\n2.乙\n", "2.", "2. ", "甲\n2\\. 乙\n"),
        ("16**(上文)**，后\n", "(", "（", "16\\*\\*（上文)\\*\\*，后\n"),
        ("甲乙\n", "乙", "*丙*", "甲\\*丙\\*\n"),
    ],
)
def test_what_is_put_in_shows_as_it_is(text: str, old: str, new: str, after: str) -> None:
    assert edited(text, (old, new), syntax=MARKDOWN) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\u200b\t\t[甲](a)\n", "[甲](a)\n"),
        ("- 甲\n\n  \u200b\t\t乙,丙\n", "- 甲\n\n  乙，丙\n"),
        ("> \u200b    正文\n", "> 正文\n"),
        ("1. \u200b     正文\n", "1. 正文\n"),
        ("\u200b  正文\n", "  正文\n"),
        ("> \u200b  正文\n", ">   正文\n"),
        ("\u3000\t\t正文,甲\n", "\u3000\t\t正文，甲\n"),
        ("    \u200b    码\n", "    \u200b    码\n"),
    ],
)
def test_a_line_does_not_become_code_when_its_first_character_goes(before: str, after: str) -> None:
    done = docnorm.normalize(before.encode(), format="md", select=("invisible", "punctuation"))
    assert done.to_bytes("md").decode() == after


def test_a_blank_alone_before_a_line_end_costs_nothing() -> None:
    assert lay_out("`甲` \n乙丙，\n丁\n").text == "甲乙丙，丁"
    assert lay_out("**甲** \n [乙](x) \n 丙丁。\n").text == "甲乙丙丁。"


def test_code_over_a_line_end_is_kept_whole() -> None:
    text = "用 `\nrun me\n` 来启动，而 `a\n b` 不用。\n"
    for profile in ("gongwen", "web"):
        assert "`\nrun me\n`" in docnorm.normalize(text.encode(), profile, format="md").to_bytes("md").decode()


@pytest.mark.parametrize(
    "text", ["见 **“重点”** 一节\n", "甲 _乙_ 丙\n", "**甲** **乙**\n", "`a` `b`\n", "用 Python\n编程\n"]
)
def test_a_space_that_emphasis_or_a_line_needs_is_frozen(text: str) -> None:
    layout = lay_out(text)
    frozen = {m.span for m in layout.marks if m.kind == "frozen"}
    assert any(layout.text[slice(*span)] == " " for span in frozen)


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**岗位（A）**与**岗位（B）**是**两条路径**。", ["岗位（A）", "岗位（B）", "两条路径"]),
        ("这是**重点。**后面还有。", ["重点。"]),
        ("他说**“好”**就走了", ["“好”"]),
        ("共**100%**完成，**`x`**也是", ["100%", "x"]),
        ("2**3**4与2 ** 3", ["3"]),
        ("__注意__：事项", ["注意"]),
    ],
)
def test_emphasis_stands_beside_han(text: str, bold: list[str]) -> None:
    layout = lay_out(text)
    assert [layout.text[slice(*m.span)] for m in layout.marks if m.kind == "bold"] == bold


def test_a_single_top_heading_is_the_title() -> None:
    def styles(text: str) -> list[tuple[str, str]]:
        marks: tuple[Mark, ...] = docnorm.normalize(text.encode(), format="md").source.marks
        return [(m.kind, m.value) for m in marks if m.kind in ("heading", "style")]

    assert styles("# 通知\n\n## 一、甲\n\n### 乙\n") == [("style", "title"), ("heading", "1"), ("heading", "2")]
    assert styles("# 甲\n\n# 乙\n") == [("heading", "1"), ("heading", "1")]
    assert styles("# 第一章 甲\n\n## 乙\n") == [("heading", "1"), ("heading", "2")]


WORDS = st.lists(
    st.sampled_from(["甲乙", "，", " ", "a", "**重点**", "*强调*", "`码`", "[链](x.md)", "\n", "~~删~~", "&amp;"]),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip
BLOCKS = st.sampled_from(
    ["# {}\n\n", "{}\n\n", "- {}\n\n", "> {}\n\n", "```\n{}\n```\n\n", "| 甲 |\n| - |\n| 乙 |\n\n"]
)
FILES = st.lists(st.tuples(BLOCKS, WORDS).map(lambda x: x[0].replace("{}", x[1].strip())), max_size=4).map("".join)


@given(FILES, st.sampled_from(["gongwen", "web", "novel"]))
def test_what_was_made_shows_the_clean_text(text: str, profile: str) -> None:
    done = docnorm.normalize(text.encode(), profile, format="md")
    written = done.to_bytes("md")  # raises where it does not
    if not done.draft.patch.hunks:
        assert written.decode() == text


@given(FILES)
def test_pieces_stand_where_they_say(text: str) -> None:
    layout = lay_out(text)
    for piece in layout.pieces:
        shown = layout.text[piece.at : piece.at + piece.length]
        if piece.length == piece.end - piece.start and piece.length > 1:
            assert shown == text[piece.start : piece.end]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("* 甲`T`乙\n ;\n* 丙丁\n", "* 甲 `T` 乙；\n* 丙丁\n"),  # its own line goes, the entry behind it stays one
        ("**作者** \n :\n \n 甲 <https://a.org/b>\n", "**作者**：\n \n 甲 <https://a.org/b>\n"),
    ],
)
def test_a_mark_that_stood_on_a_line_of_its_own(text: str, after: str) -> None:
    assert docnorm.normalize(text.encode(), "web", format="md").to_bytes("md").decode() == after


def test_a_star_that_shows_goes_on_showing_and_an_address_is_left_alone() -> None:
    text = "固定为16**(上文)，默认,甲**乙见 https://a.org/b_c_d 丙,丁\n"
    out = docnorm.normalize(text.encode(), format="md").to_bytes("md").decode()
    assert "16\\*\\*" in out
    assert "https://a.org/b_c_d" in out


def test_two_blocks_of_tags_that_are_none_of_htmls_are_two_lines() -> None:
    text = '<Card name="甲">\n  第一人,甲。\n</Card>\n\n<Card name="乙">\n  第二人。\n</Card>\n'
    assert lay_out(text).text == "第一人,甲。\n第二人。"
    assert docnorm.normalize(text.encode(), format="md").to_bytes("md").decode() == text.replace(",", "，")
