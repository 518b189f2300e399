"""Text files that are Markdown by their marks, and text files that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

import docnorm
from docnorm.readers.drafts import SAID, is_markdown

DRAFT = "# 工作方案\n\n## 一、背景\n\n**目标**：提高效率。\n\n- **范围**：全市\n- **时限**：年底\n"


@pytest.mark.parametrize(
    "text",
    [
        DRAFT,
        "以下是方案：\n\n**一、背景**\n\n正文。\n\n**二、目标**\n\n正文。\n\n- 甲\n- 乙\n\n**三、步骤**：**快**\n",
        "好的，以下是通知：\n\n# 关于值班的通知\n\n**一、时间**\n\n请做好**值守**和**登记**。\n",
        "### 说明\n\n用法如下：\n\n```\nx\n```\n\n### 注意\n\n另见下文。\n",
        "# 表\n\n## 甲\n\n| 名 | 值 |\n|---|---|\n| 甲 | 1 |\n",
    ],
)
def test_drafts_are_markdown(text: str) -> None:
    assert is_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "关于通知\n各单位：\n请认真落实。\n",
        "# 第一章 雪夜\n他推开门。\n灯还亮着。\n# 第二章 来客\n谁也没有说话。\n茶已经凉了。\n" * 3,
        "# 第一章 雪夜\n\n他骂了一句**的，转身走了。\n\n“你这个**！”她说。\n\n雪停了。\n",
        "他说：**，意思是不便明说。\n\n后来**了。\n",
        "-----\n\n- 1 -\n\n正文。\n\n- 2 -\n\n正文。\n",
        "#话题# 今天天气很好。\n\n#话题# 明天也好。\n\n* 注：此件公开。\n",
        "def f(**kwargs):\n    return g(**kwargs)\n\n# 注释 一\n\n# 注释 二\n",
    ],
)
def test_text_stays_text(text: str) -> None:
    assert not is_markdown(text)


def test_a_draft_is_read_as_markdown_unless_somebody_says_txt(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_text(DRAFT, encoding="utf-8")
    done = docnorm.normalize(path)
    assert done.source.format == "md"
    assert SAID in done.source.warnings
    assert done.text.startswith("工作方案\n一、背景\n目标：提高效率。")
    assert docnorm.normalize(path, format="txt").original == DRAFT
    assert docnorm.normalize(DRAFT).original == DRAFT
