"""The words and patterns of ``data/boilerplate.txt``, read once. A part of boilerplate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, cast

from docnorm.cleaners.scrapes._boilerplate_lines import Where
from docnorm.edit import Safety
from docnorm.system.stored import find_stored
from docnorm.text.late import late


class Phrase(NamedTuple):
    """Wording that fits whole lines, where in a text it is debris, and how sure that is there."""

    where: Where
    safety: Safety
    pattern: re.Pattern[str]
    call: bool  # prose may call so, too
    worded: bool  # people may write so: wording alone is no evidence


class Table(NamedTuple):
    """Button words by kind, and phrases."""

    words: dict[str, str]  # word to kind; the longest come first
    button: re.Pattern[str]
    lines: tuple[Phrase, ...]
    tails: re.Pattern[str]
    weights: dict[str, tuple[str, int]]  # word to kind and weight
    weighed: re.Pattern[str]


# A line without any of these fits no phrase: one search instead of fifty. Every branch begins with a letter, which lets
# the search skip (three times as fast as with 登[陆录] and the like among them).
HINT = late(
    "本章|这章|小章|章节|秒记住|网址|域名|更新|手打|弹窗|收藏|下载|整理|制作|收集|电子书|小说|TXT|txt|书友|登陆|登录|访问|光临|"
    "版权|侵|小时|公众|二维码|扫|阅读|待续|全书|本书|全文|正文|本卷|全剧|首发|手机|文库|docin|doc88|豆丁|道客|范文|蓝|感谢|谢谢|"
    "在看|点赞|转发|分享|完结|书签|提示|浏览器|上传|付费|收费|上一|下一|论坛|书屋|书城|书库|本站|推荐票|月票|字数|位访|位浏|位来|"
    "转载|微信|ICP|公网安备|网站标识|分辨率|Copyright|大 中|最新全本|百度|盗版|书院|>>|↓↓|▼▼|▽▽|↑↑|⇩⇩|👇👇"
    "|readx|error|show|read|追书|换源|转码|最快|广告|书荒|迷路|APP|App|app|文档|素材|小编|求月|求首|群:|进群|看书|vx|VX|"
    "还有更多|满意是|推荐度|推荐指"
)

# The lines at the ends of a text and of its chapters are held against every phrase, hint or not; one without any of
# these fits none.
CLOSING = late(
    r"未完|未结束|没有完|没有结束|发布|content|chapter|theme|bdshare|middle|[(\[【《]|喜欢|无防盗|无广告|地址|网站|来源|更多|最新|海量|"
    r"免费|正版|全本|全集|无错|追书|您是第|以下|声明|申明|本(?:图书|作品|资料|文|网)|校对|录入|打包|扫描|欢迎|来自|源自|源于|取自|转自|"
    r"仅供|只供|仅作|支持|订阅|购买|360doc|原创力|图书馆|相关|点击|长按|戳|觉得|[↑↓⇩▼▽👇]|热门|推荐|延伸|精彩|END|End|end|"
    r"页|作品|目录|读书|接着|PS|Ps|ps|安利|广个告|插一句|插播|话说|讲真|求助|感言|打赏|搜索引擎|[Vv]|QQ|qq|微信|大结局|后续|好书|"
    r"抖音|快手|微博|求书|注册|模式|书架|以上|这篇|上面|下面|特别|资源|资料|课件|编辑|修改|复制|模板|教案|word|会员|网络|互联网|网友|"
    r"图文|图片|原作者|内容|文章|原文|关于我们|联系我们|友情|投稿|投诉|知识星球|加入|星标|点[个一好\"“]|不易|[你您]可能|往期|猜你|"
    r"完整版|立即|马上|\+微|企鹅|扣扣"
)


@lru_cache(maxsize=1)
def read_table() -> Table:
    """Return the table."""
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in find_stored("boilerplate.txt").read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"\[((?:words|lines|calls|ends-of-line|weights) .+)\]", line)
        if heading:
            name = heading[1]
        elif line and not line.startswith("#"):
            sections[name].append(line)  # an empty section would fit everything: there is none
    words = {
        w: n.removeprefix("words ") for n, rows in sections.items() if n.startswith("words ") for w in _split_rows(rows)
    }
    lines = tuple(
        _parse_phrase(name.split(" "), rows) for name, rows in sections.items() if name[:5] in ("lines", "calls")
    )
    weights: dict[str, tuple[str, int]] = {}
    for name, rows in sections.items():
        if name.startswith("weights "):
            _, kind, weight = name.split(" ")
            weights |= dict.fromkeys(_split_rows(rows), (kind, int(weight)))
    tails = late(rf"(?<=[。!?…\"”」』)\]])\s*(?:{'|'.join(sections['ends-of-line likely'])})$")
    return Table(words, _compile_any(words), lines, tails, weights, _compile_any(weights))


def _parse_phrase(heading: list[str], rows: list[str]) -> Phrase:
    kind, where, safety, *alone = heading
    worded = kind == "calls" or (where != "any" and safety == "likely" and not alone)
    return Phrase(cast("Where", where), Safety[safety.upper()], late("|".join(rows)), kind == "calls", worded)


def _compile_any(words: Iterable[str]) -> re.Pattern[str]:
    return late("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)))


def _split_rows(rows: list[str]) -> list[str]:
    return " ".join(rows).split()
