"""A line of program text, of which only strings and remarks are Chinese: print("你好,世界");"""

from __future__ import annotations

import re

from docnorm.text.late import late

_HEAD = late(r"[ \t]*(?:[$>%][ ])?[ \t]*(?=[A-Za-z_$}@])")
_CHINESE = late("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_TOLD = late(
    r"""(?<![0-9A-Za-z_])[fru]?"(?:\\.|[^"\\\n])*"   # strings
       |'(?:\\.|[^'\\\n])*'
       |`[^`\n]*`
       |[\w\u3400-\u9fff-]{1,40}\.[a-z][a-z0-9]{1,4}(?![0-9A-Za-z])  # names of files
       |/\*.*?\*/|(?<!:)//.*|(?<![^\s;{})])(?:\#|--)[ ].*  # remarks""",
    re.VERBOSE,
)
_COMMANDS = (
    "git|svn|sed|awk|e?grep|echo|curl|wget|docker|npm|npx|yarn|pnpm|pip3?|python3?|find|ssh|scp|sudo|apt|yum|brew|kubectl|cargo|node|rm|cp|mv|mkdir"
    "|touch|chmod|export|cat|tar|zip|unzip|mysql|psql|redis-cli"
)
_SHAPE = late(
    rf"(?:{_COMMANDS})[ ]+[-A-Za-z0-9./$~\0]"  # git commit -m "…"
    r"|(?:return|import|from|def|class|if|for|while|switch|case|else|elif|try|catch|except|var|let|const|public|private|static|void|int|char|double"
    r"|String|function|func|fn|export|async|await|new|throw|raise|assert|using|package|namespace|struct|enum|interface|type|print|puts|printf)\b"
    r"[^\n]*[\0(){};:=\[\]][^\n]*"
    r"|[A-Za-z_$@][\w.$:>\[\]-]*\([^\n]*\)[ \t]*[;,{]?[ \t]*"  # print("…");
    r"|(?:[A-Za-z_$@][\w.$\[\]-]*[ ]){0,2}[A-Za-z_$@][\w.$\[\]-]*[ ]?[-+:*/]?=[ ]?[^=\s][^\n]*"  # String name = "…";
    r"|[^\n]*[{};][ \t]*"
)


# What declares a name, and a query: there names may be Chinese, too.
_NAMED = late(
    r"(?:(?:export[ ])?(?:var|let|const|function|def|class|int|float|double|string|String|auto|val)[ ]+"
    r"[\w\u3400-\u9fff]+[ ]*[=(:{;][^\n]*"
    r"|(?:SELECT[ ].*[ ]FROM|INSERT[ ]INTO|UPDATE[ ].*[ ]SET|DELETE[ ]FROM|(?:CREATE|ALTER|DROP)[ ]TABLE)[ ]"
    r"[^，。；\n]*)"
)


def is_statement(line: str) -> bool:
    """Whether ``line`` is program text that holds Chinese in strings and remarks alone. A sentence is none."""
    head = _HEAD.match(line)
    if head is None or not _CHINESE.search(line):
        return False
    if _NAMED.fullmatch(line, head.end()):
        return True
    bare = _TOLD.sub("\0", line[head.end() :])
    return not _CHINESE.search(bare) and _SHAPE.match(bare.rstrip()) is not None and bool(bare.strip(" \0"))
