"""Facts that can be counted: wrong ones planted in clean documents, each beside its right twin.

``python -m benchmarks.accuracy.facts --shared FOLDER [--seed N]`` prints what was not found, and what is
flagged on clean text. Numbers, names and the choice of sentences come from the seed: another seed is another draw.
"""

from __future__ import annotations

import argparse
import datetime as dt
import lzma
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import docnorm
from benchmarks.row import Row

DOCUMENTS = 200
PAGE = 500  # characters of a page of office prose
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_DAYS = "一二三四五六日"
_TOWNS = ("青山镇", "柳河乡", "城关镇", "东湖街道", "石桥乡", "云岭村")


class Planted(NamedTuple):
    """A sentence with a wrong fact, and the same with the right one."""

    kind: str
    wrong: str
    right: str


def _impossible_date(r: random.Random) -> Iterator[tuple[str, str]]:
    year, month = r.randint(2015, 2027), r.choice([4, 6, 9, 11])
    yield f"请于{year}年{month}月31日前报送材料。", f"请于{year}年{month}月30日前报送材料。"
    yield f"公示期自{year}年2月20日至{year}年2月30日。", f"公示期自{year}年2月20日至{year}年2月28日。"
    yield f"合同于{year}-13-05签订。", f"合同于{year}-12-05签订。"
    yield f"发车时间为上午8时75分，{month}月6日。", f"发车时间为上午8时15分，{month}月6日。"
    odd = year if year % 4 else year + 1
    yield f"{odd}年2月29日，检查组到{r.choice(_TOWNS)}。", f"{odd}年2月28日，检查组到{r.choice(_TOWNS)}。"


def _weekday(r: random.Random) -> Iterator[tuple[str, str]]:
    day = dt.date(r.randint(2016, 2027), r.randint(1, 12), r.randint(1, 28))
    right, wrong = _DAYS[day.weekday()], _DAYS[(day.weekday() + r.randint(1, 6)) % 7]
    date = f"{day.year}年{day.month}月{day.day}日"
    for shape in ("定于{}（星期{}）下午召开", "{}（周{}）为截止日期", "{}星期{}上午9时集合", "时间：{}，星期{}"):
        yield shape.format(date, wrong) + "。", shape.format(date, right) + "。"


def _period(r: random.Random) -> Iterator[tuple[str, str]]:
    year, month = r.randint(2012, 2026), r.randint(2, 10)
    span = r.randint(1, 4)
    yield f"规划期为{year + span}年至{year}年。", f"规划期为{year}年至{year + span}年。"
    yield (
        f"任期自{year}年{month + 1}月起至{year}年{month}月止。",
        f"任期自{year}年{month}月起至{year}年{month + 1}月止。",
    )
    yield f"（{year + span}—{year}年）", f"（{year}—{year + span}年）"
    yield f"报名时间：{month}月{20 + span}日—{month}月{20}日。", f"报名时间：{month}月{20}日—{month}月{20 + span}日。"


def _age(r: random.Random) -> Iterator[tuple[str, str]]:
    born, age = r.randint(1920, 1945), r.randint(70, 90)
    yield (
        f"王某，{born}年出生，{born + age}年去世，享年{age + 7}岁。",
        f"王某，{born}年出生，{born + age}年去世，享年{age}岁。",
    )
    yield f"李某（{born}—{born + age}），终年{age - 9}岁。", f"李某（{born}—{born + age}），终年{age}岁。"
    yield (
        f"生于{born}年3月，{born + age}年5月病故，终年{age + 11}岁。",
        f"生于{born}年3月，{born + age}年5月病故，终年{age}岁。",
    )


def _total(r: random.Random) -> Iterator[tuple[str, str]]:
    a, b, c = r.randint(20, 99), r.randint(20, 99), r.randint(20, 99)
    total, odd = a + b + c, a + b + c + r.choice([-20, 10, 20, 30])
    for shape in (
        "共受理案件{}件，其中民事{}件、刑事{}件、行政{}件。",
        "全年组织培训{}期，其中：管理类{}期，技能类{}期，安全类{}期。",
        "现有职工{}人（在编{}人、聘用{}人、劳务派遣{}人）。",
        "三个村共{}户，分别为{}户、{}户和{}户。",
    ):
        yield shape.format(odd, a, b, c), shape.format(total, a, b, c)
    x, y = r.randint(30, 80), r.randint(30, 80)
    yield f"参会{x + y + 10}人，男{x}人，女{y}人。", f"参会{x + y}人，男{x}人，女{y}人。"


def _share(r: random.Random) -> Iterator[tuple[str, str]]:
    a, b = r.randint(30, 50), r.randint(20, 29)
    yield f"群众满意率达{100 + r.randint(2, 9)}%。", "群众满意率达98.6%。"
    for shape in (
        "三类分别占总数的{}%、{}%和{}%。",
        "占比依次为{}%、{}%、{}%。",
        "同意的占{}%，反对的占{}%，弃权的占{}%。",
    ):
        yield shape.format(a, b, 100 - a - b + 12), shape.format(a, b, 100 - a - b)
    yield f"森林覆盖率提高到{r.randint(101, 140)}.5%。", "森林覆盖率提高到61.5%。"


def _capitals(r: random.Random) -> Iterator[tuple[str, str]]:
    a, b = r.randint(1, 9), r.randint(1, 9)
    right, wrong = a * 10000 + b * 1000, a * 10000 + (b % 9 + 1) * 1000
    words = f"{_DIGITS[a]}万{_DIGITS[b]}仟元整"
    shapes = (
        "合同总价（大写）{}（¥{:,}.00）。",
        "人民币{}（小写：{}元）。",
        "共计{}元，大写：人民币{}。",
        "金额：{}元（大写：{}）。",
    )
    for shape in shapes:
        order = (lambda n: (words, n)) if shape.startswith(("合同", "人民币")) else (lambda n: (n, words))
        yield shape.format(*order(wrong)), shape.format(*order(right))


def _repeated(r: random.Random) -> Iterator[tuple[str, str]]:
    n = r.randint(1234, 8765)
    slip = n + 1 if n % 10 < 9 else n - 1
    for name, unit in (("项目总投资", "万元"), ("全镇总人口", "人"), ("规划用地面积", "亩"), ("累计发放贷款", "万元")):
        text = f"{name}{n}{unit}，手续已经办妥。据统计，{name}{{}}{unit}，比上年有所增加。"
        yield text.format(slip), text.format(n)
    yield (
        f"财政总收入{n}亿元，位居前列。会议指出，财政总收入{n}万元。",
        f"财政总收入{n}亿元，位居前列。会议指出，财政总收入{n}亿元。",
    )


def _clauses(r: random.Random) -> Iterator[tuple[str, str]]:
    n = r.randint(2, 9) * 10
    yield "第一、加强领导；第二、落实责任。", "第一，加强领导；第二，落实责任。"
    yield "一是：摸清底数；二是：建立台账。", "一是摸清底数；二是建立台账。"
    yield "机关、企业、等单位要密切配合。", "机关、企业等单位要密切配合。"
    yield f"会议于2026、{r.randint(1, 9)}、{r.randint(10, 28)}召开。", "会议于2026年9月18日召开。"
    yield f"约{n}多人到场。", f"约{n}人到场。"


KINDS: dict[str, Callable[[random.Random], Iterator[tuple[str, str]]]] = {
    "impossible-date": _impossible_date, "weekday": _weekday, "period-order": _period, "age": _age, "total": _total,
    "share": _share, "amount-in-words": _capitals, "repeated-figure": _repeated, "clauses": _clauses,
}  # fmt: skip


def draw(seed: int, count: int) -> Iterator[Planted]:
    """Yield ``count`` sentences, the kinds in turn."""
    r = random.Random(seed)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        yield Planted(kind, *r.choice(list(KINDS[kind](r))))


def read_documents(shared: Path, count: int) -> list[str]:
    """Return clean official documents of 800 to 6,000 characters, from all over the corpus."""
    with lzma.open(shared / "corpora" / "official-zh.txt.xz", "rt", encoding="utf-8") as file:
        found = [d.strip("\n") for d in file.read().split("\f") if 800 <= len(d) <= 6000]
    return found[:: max(1, len(found) // count)][:count]


def find_flags(text: str) -> list[tuple[int, int, str]]:
    """Return the places and rules of what the rules about facts point at."""
    done = docnorm.normalize_text(text, extend_select="facts")
    rules = {*_FACTS, "ordinal-mark", "mixed-numeral"}
    return [
        (*span, c.rule) for c in done.draft.journal if c.rule in rules for span in done.draft.where(c)
    ]  # fmt: skip


_FACTS = frozenset(KINDS) | {"attachment-note"}


def rows(shared: Path, seed: int = 0, *, tell: bool = False) -> list[Row]:
    """Return how many of the planted facts are found, how many right twins are flagged, and flags on clean pages."""
    documents = read_documents(shared, DOCUMENTS)
    found, false, every = Counter[str](), 0, Counter[str]()
    clean = 0
    for text, planted in zip(documents, draw(seed, len(documents)), strict=False):
        before = find_flags(text)
        clean += len(before)
        for a, b, rule in before if tell else ():
            print(f"clean  {rule}: {text[max(0, a - 20) : b + 20]!r}")
        at = text.find("\n", len(text) // 2) + 1
        for sentence in (planted.wrong, planted.right):
            flags = find_flags(f"{text[:at]}{sentence}\n{text[at:]}")
            hit = any(at - 30 <= a <= at + len(sentence) for a, _, _ in flags) and len(flags) > len(before)
            if sentence == planted.wrong:
                every[planted.kind] += 1
                found[planted.kind] += hit
            else:
                false += hit
            if tell and hit != (sentence == planted.wrong):
                print(f"{'missed' if not hit else 'false '} {planted.kind}: {sentence}")
    pages = sum(map(len, documents)) / PAGE
    total = sum(every.values())
    kinds = [Row(kind, f"{found[kind]} of {every[kind]}", "", every[kind]) for kind in KINDS]
    return [
        *kinds,
        Row("planted, found", f"{sum(found.values()) / total:.3f}", ".90", total),
        Row("right twins flagged", str(false), "0", total),
        Row("flags in 50 clean pages", f"{clean / pages * 50:.2f}", "1", round(pages)),
    ]


def main() -> None:
    """Print every miss, every false flag and the table."""
    from benchmarks.row import show

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    show("facts", rows(wanted.shared, wanted.seed, tell=True))


if __name__ == "__main__":
    main()
