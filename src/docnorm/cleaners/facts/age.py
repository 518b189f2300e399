"""Ages beside years of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docnorm.edit import Fix, Safety, replace
from docnorm.rule import cleaner
from docnorm.text.late import late

# 1950年5月出生 · 生于1950年 · 1950年生
_BORN = late(
    r"(?:生于|出生于)(?P<a>(?:18|19|20)\d\d)年|(?<!\d)(?P<b>(?:18|19|20)\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生(?!产|活|态|效|育|成|物))"
)
_DIED = late(r"(?<!\d)(?P<year>(?:18|19|20)\d\d)年[^。\n]{0,24}?(?:去世|逝世|病逝|牺牲|病故|辞世)")
_LIVED = late(r"(?:享年|终年)(?P<age>\d{1,3})岁")
_NOW = late(r"(?:现年|今年|年龄)(?P<age>\d{1,3})周?岁")
# （1942—2020）
_LIFE = late(r"[（(](?P<born>(?:18|19|20)\d\d)年?[—–－~～-]{1,2}(?P<died>(?:18|19|20)\d\d)年?[）)]")
_SIGNED = late(r"^[ \t　]*(?P<year>20\d\d)年\d{1,2}月\d{1,2}日[ \t　]*$", re.MULTILINE)


@cleaner("age", trigger="[岁]")
def age(text: str) -> Iterator[Fix]:
    """An age that does not fit the year of birth: 1950年5月出生，2020年去世，享年60岁."""
    signed = [int(m["year"]) for m in _SIGNED.finditer(text)]
    for m in re.finditer(r"[^\n]+", text):
        line, at = m[0], m.start()
        lives = list(_LIFE.finditer(line))
        if len(lives) == 1 and (lived := _LIVED.search(line, lives[0].end())):
            years = int(lives[0]["died"]) - int(lives[0]["born"])
            yield from _judge_age(at + lived.start("age"), lived["age"], years)
            continue
        born = [(b.start(), int(b["a"] or b["b"])) for b in _BORN.finditer(line)] if "岁" in line else []
        if len(born) != 1:
            continue  # of several people a line does not say who is how old
        died = _DIED.search(line, born[0][0] + 4)
        lived, now = _LIVED.search(line), _NOW.search(line)
        if died and lived:
            yield from _judge_age(at + lived.start("age"), lived["age"], int(died["year"]) - born[0][1])
        elif now and len({*signed}) == 1:
            yield from _judge_age(at + now.start("age"), now["age"], signed[-1] - born[0][1])


def _judge_age(at: int, said: str, years: int) -> Iterator[Fix]:
    # Before the birthday it is a year less, counted the old way one or two more.
    if not years - 1 <= int(said) <= years + 2:
        yield replace(at, at + len(said), said, f"from the years it is {years}", Safety.SUGGEST)
