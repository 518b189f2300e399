"""Addresses in a line, and the words that stand beside those of sites. A part of boilerplate."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from docnorm.text.late import late

_TLD = "com|net|org|cn|cc|info|la|tw|hk|me|tv|co|xyz|top|vip|biz|us|so|in|io|club|site|website|app|cx|to|ws|kr|nu|pw"
HOST = late(
    rf"(?<![a-z0-9@.-])(?:https?://)?((?:[a-z0-9-]{{1,40}}\.){{1,4}}(?:{_TLD})(?:\.cn)?)(?!-?[a-z0-9])(/[!-~]*)?",
    re.IGNORECASE,
)
# Hosts that a document names as its source or its office; nobody advertises with them.
OFFICIAL = late(
    r"(?:^|\.)(?:gov|edu|mil|ac)\.(?:cn|tw|hk)$|(?:^|\.)(?:xinhuanet|news|people|cctv|cntv|china|gmw|chinanews|qstheory|12371|ce"
    r"|youth|cnr|thepaper|caixin|china-embassy|unesco|who|un|wikipedia|github|githubusercontent|doi)\.(?:com|cn|com\.cn|org|net|int|org\.cn)$",
    re.IGNORECASE,
)
# Words of those who give books and papers away. 下载 and 网站 alone are anybody's.
TRADE = late(
    "电子书|小说|全集|全本|完本|章节|书友|弹窗|手打|首发|书城|书库|书屋|书吧|书坊|论坛|(?:全文|免费|在线)阅读|文学|看书|读书|好书|阅读网|"
    "中文网|范文|资料网|文库|课件|本站|txt|ebook|e书|bbs|小説|電子書|最新更新|最快更新|更新最快|最新章节|看书|无广告|下载网|下载站|免费下载|校对",
    re.IGNORECASE,
)
CONTACT = late(
    r".{0,10}(?:网\s*址|官\s*网|网站|主页|地\s*址|邮\s*箱|链接|来源|出处|原文|电\s*话|传\s*真|邮\s*编|联系|咨询|e-?mail|tel|url)(?:[^:]{0,8}:|\s*(?=www|http))",
    re.IGNORECASE,
)
REFERENCE = late(r"\[(?:EB/OL|J|M|D|C|N|R|S|P)(?:/OL)?\]|^\[\d+\]|《[^》]+》\s*[,，]\s*\d{4}", re.IGNORECASE)
_SIGNS = late(r"[\W_]+")
_LINKED = late(r"\]\(<?https?:")


class Sites(NamedTuple):
    """The addresses that a text itself gives away: how often each and its line, the names beside them."""

    hosts: Counter[str]
    lines: Counter[str]
    names: frozenset[str]


def strip_prefix(host: str) -> str:
    """Return a host without www. and m."""
    return host.lower().removeprefix("www.").removeprefix("m.")


def find_own_address(text: str) -> re.Match[str] | None:
    """Return the first address in a folded ``text`` that is no office's."""
    return next((h for h in HOST.finditer(text) if not OFFICIAL.search(h[1])), None)


def names_page(text: str, *, hosted: bool = False) -> bool:
    """Whether a folded ``text`` names a page or a picture, in Markdown or by its path: a site sells its door.

    ``hosted``: the address is one that sells, whatever its path.
    """
    if _LINKED.search(text):
        return True
    paths = [h[2] or "" for h in HOST.finditer(text)]
    return not hosted and bool(paths) and all(path.count("/") >= 2 and len(path) >= 8 for path in paths)


def keep_alphanumerics(text: str) -> str:
    """Return the letters and digits of ``text``."""
    return _SIGNS.sub("", text.lower())
