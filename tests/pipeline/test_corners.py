"""Rules at the edges of what they know: one line of text a case."""

from __future__ import annotations

from typing import Any

import pytest

from docnorm import api
from docnorm.draft import Draft
from docnorm.edit import Safety

ADD = {"mode": "add"}
TAIWAN = {"config": "s2twp"}


@pytest.mark.parametrize(
    ("rule", "options", "before", "after"),
    [
        # A word that grows or shrinks on the way to Taiwan moves what is behind it, and the change is still told.
        ("variant", TAIWAN, "网络，软件和程序员都在信息时代里。", "網路，軟體和程式設計師都在資訊時代裡。"),
        ("variant", TAIWAN, "公交车，地铁，方便面", "公交車，地鐵，泡麵"),
        ("variant", {"config": "s2t", "protect": ("党组织",)}, "讲党组织的事。党组织", "講党组织的事。党组织"),
        ("entity", {}, "A&nosuchname;B", None),
        ("entity", {}, "A&#0000000038; 好", "A& 好"),
        ("quote", {}, "他说：“我们要“讲政治”的要求”，好。", "他说：“我们要‘讲政治’的要求”，好。"),
        ("quote", {}, "他说：“我们要“讲政治”的要求，好。", None),
        ("quote", {}, '屏幕27"的，好', None),
        ("quote", {}, "他说 'abc' 好 和 'x' 对", "他说 ‘abc’ 好 和 ‘x’ 对"),
        ("quote", {}, "这是'abc' 'de'。中", None),
        ("quote", {}, '"第一段。\n"第二段。"', '"第一段。\n“第二段。”'),
        ("han-space", {}, "提出要求； （一）加强领导。", None),
        ("han-space", {}, "他喜欢“甲” “乙”两个字，就这样。", None),
        ("han-space", {}, "申请人：    李明，联系电话：     。", None),
        ("han-space", {}, "我们要看 [相关规定](http://a.cn/b)，这是规定。", "我们要看[相关规定](http://a.cn/b)，这是规定。"),
        ("han-space", {"between": "none"}, "我们要看 [相关规定](http://a.cn/b)，这是规定。", None),
        ("han-space", {"between": "none"}, "我们 要 认真 学习，这是规定。", None),
        ("latin-space", ADD, "用<b>Word</b>写，用<i>Excel</i>算", "用 <b>Word</b> 写，用 <i>Excel</i> 算"),
        ("latin-space", ADD, "甲>乙 《书》+（注）和（甲）|（乙）", "甲 > 乙 《书》+（注）和（甲）|（乙）"),
        ("latin-space", ADD, "公式$a$的值和$x+y$是", "公式 $a$ 的值和 $x+y$ 是"),
        ("latin-space", ADD, "看[文](http://a.cn)后 [W](http://a.cn)后", "看[文](http://a.cn)后 [W](http://a.cn) 后"),
        ("cut-line", {}, "\n".join(["```", *["甲乙丙丁戊己庚辛，" * 4] * 12, "```"]), None),
        ("cut-line", {}, "\n".join(["短行。"] * 12), None),
        ("cut-line", {}, "\n".join(["北京市东城区前门东大街九号院三号楼二单元四零一室李建国收"] * 12), None),
    ],
)  # fmt: skip
def test_a_rule_at_its_edge(rule: str, options: dict[str, Any], before: str, after: str | None) -> None:
    made = api.list_builtin_rules()[rule].but(**options)
    draft, _ = Draft.of(before).revise(rule, made(before), Safety.LIKELY, made.owns)
    assert draft.text == (before if after is None else after)
    again, _ = Draft.of(draft.text).revise(rule, made(draft.text), Safety.LIKELY, made.owns)
    assert again.text == draft.text
