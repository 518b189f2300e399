"""What is JavaScript in a Markdown file stays as it is, and what only looks like it is prose."""

from __future__ import annotations

from pathlib import Path

import pytest

import docnorm
from docnorm.readers.markdown import read_markdown

PROSE = "\n\n正文,甲。\n"
KEPT = {
    "import": 'import {A,\n  B} from "./x"',
    "import-alone": "import './样式,一.css'",
    "import-default": "import Tabs, { TabItem } from '@theme/Tabs';",
    "export": 'export const meta = {\n  title: "标题,一",\n\n  tags: ["甲","乙"]\n}',
    "export-function": "export function Card({title}) {\n  return <b>{title ? '是,的' : '否'}</b>;\n}",
    "export-star": "export * from './x'",
    "comment": "{/* 注释,一 (二) */}",
    "tag": '<Card title={t("你好,世界")}\n  icon="星,星">',
    "tag-alone": '<Badge style={{color: "红,色"}} />',
    "expression": "{items.map(i => <li key={i}>项目,甲</li>)}",
    "choice": '{ready ? "是,的" : "否"}',
}


@pytest.mark.parametrize("kept", list(KEPT.values()), ids=list(KEPT))
def test_what_is_code_stays(kept: str) -> None:
    for text in (kept + PROSE, PROSE[2:] + "\n" + kept + PROSE, "正文 " + kept + " 正文。\n"):
        out = docnorm.normalize(text.encode(), format="md").to_bytes("md").decode()
        if not text.startswith("正文 "):
            assert out == text.replace("正文,甲", "正文，甲")
        elif not kept.startswith(("import", "export")):
            assert kept in out


@pytest.mark.parametrize(
    "text",
    [
        "import 语句,用来导入模块。\n",
        "export 是出口,import 是进口。\n",
        "{注：以下,为示例}\n",
        "集合{甲,乙}。\n",
        "a<b,c>d,甲。\n",
        "import {这里,没有结束\n\n第二段,甲。\n",
        "<Card title={没有结束,甲\n\n第二段,乙。\n",
    ],
)
def test_what_only_looks_like_code_is_prose(text: str) -> None:
    out = docnorm.normalize(text.encode(), format="md").to_bytes("md").decode()
    assert "，" in out


def test_an_expression_is_shown_and_a_tag_is_not() -> None:
    text = read_markdown("甲{props.name}乙<Badge a={1} />丙{/* 丁 */}戊\n".encode()).text
    assert text == "甲{props.name}乙丙戊"


def test_mdx_is_read_as_markdown(tmp_path: Path) -> None:
    (tmp_path / "in.mdx").write_text(KEPT["export"] + PROSE, encoding="utf-8")
    done = docnorm.normalize(tmp_path / "in.mdx")
    assert done.source.format == "md"
    assert done.to_bytes("md").decode() == KEPT["export"] + PROSE.replace(",", "，")
