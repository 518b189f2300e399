"""What heads a chapter and what only looks like it: every form on a book of a few chapters, every trap in prose."""

from __future__ import annotations

import re

import pytest

from docnorm import normalize_text
from docnorm.outline import Role

BODY = [
    "　　雪下了一夜，到天亮才停。巷口的槐树压断了一根枝，横在路中间，没有人来搬。",
    "　　“你来得早。”老人放下手里的活计，看了他一眼，“坐吧，水马上就开。”",
    "　　他没有坐，只是站在门边，把帽子上的雪一点一点拍干净，又朝屋里望了望。",
    "　　火盆里的炭响了一声。谁也没有再说什么，过了很久，外头传来马蹄声。",
    "　　信是三天前到的，封口的蜡已经裂了，里面只有一行字：不必等我。",
    "　　她把信折好，放回原处，起身去关窗。窗纸破了一角，风从那里钻进来。",
]


def book(heads: list[str], *, indent: bool = True, gap: str = "\n") -> str:
    lines = []
    for i, head in enumerate(heads):
        lines.append(head)
        lines += (BODY[(i * 3 + k) % 6] if indent else BODY[(i * 3 + k) % 6].strip("　") for k in range(4))
    return gap.join(lines) + "\n"


def heads_of(text: str) -> list[str]:
    done = normalize_text(text, "novel")
    return [bare(done.outline.read(b.span)) for b in done.outline.blocks if b.heads]


def bare(head: str) -> str:
    """Return a heading without what widths, blanks and dress may become."""
    return re.sub(r"[\s=【】＃#☆、]+", "", head).translate(str.maketrans("０１２３４５６７８９", "0123456789"))


FORMS = {
    "hua-arabic": ["第1话 夜雨", "第2话 故人", "第3话 灯", "第4话 归途"],
    "hua-trad": ["第一話 夜雨", "第二話 故人", "第三話 灯"],
    "mu": ["第一幕 夜雨", "第二幕 故人", "第三幕 灯"],
    "formal": ["第壹章 夜雨", "第贰章 故人", "第叁章 灯", "第肆章 归途"],
    "juan-first": ["卷一 夜雨", "卷二 故人", "卷三 灯"],
    "zhang-first": ["章一 夜雨", "章二 故人", "章三 灯", "章四 归途"],
    "danyuan": ["第一单元 夜雨", "第二单元 故人", "第三单元 灯"],
    "ke": ["第一课 夜雨", "第二课 故人", "第三课 灯"],
    "hui": [
        "第一回 风雪夜归人不语 江湖路远客思乡",
        "第二回 老树寒鸦惊旧梦 孤灯残卷续前缘",
        "第三回 一纸空书千里至 半窗冷月故人来",
    ],
    "ji": ["第一集 夜雨", "第二集 故人", "第三集 灯"],
    "zhe": ["第一折 夜雨", "第二折 故人", "第三折 灯"],
    "bracket-whole": ["【第一章】夜雨", "【第二章】故人", "【第三章】灯"],
    "bracket-all": ["【第一章 夜雨】", "【第二章 故人】", "【第三章 灯】"],
    "equals": ["===第一章===", "===第二章===", "===第三章==="],
    "equals-title": ["=== 第一章 夜雨 ===", "=== 第二章 故人 ===", "=== 第三章 灯 ==="],
    "hash-wide": ["＃ 第１章　夜雨", "＃ 第２章　故人", "＃ 第３章　灯"],
    "star": ["☆、夜雨", "☆、故人", "☆、灯", "☆、归途"],
    "star-num": ["☆、第一章 夜雨", "☆、第二章 故人", "☆、第三章 灯"],
    "square": ["[1]夜雨", "[2]故人", "[3]灯", "[4]归途"],
    "zhengwen": ["正文 第一章 夜雨", "正文 第二章 故人", "正文 第三章 灯"],
    "bookname": ["长亭外 第1章 夜雨", "长亭外 第2章 故人", "长亭外 第3章 灯"],
    "paren": ["夜雨（1）", "夜雨（2）", "夜雨（3）", "故人（1）", "故人（2）"],
    "paren-han": ["夜雨（上）", "夜雨（下）", "故人（上）", "故人（下）"],
    "zero-space": ["001 夜雨", "002 故人", "003 灯", "004 归途"],
    "zero-glued": ["001夜雨", "002故人", "003灯", "004归途"],
    "dot-alone": ["1.", "2.", "3.", "4."],
    "num-alone": ["1", "2", "3", "4"],
    "han-alone": ["一", "二", "三", "四"],
    "chapter-dot": ["chapter.1", "chapter.2", "chapter.3"],
    "chapter-title": ["Chapter 1: 夜雨", "Chapter 2: 故人", "Chapter 3: 灯"],
    "chapter-en": ["CHAPTER ONE", "CHAPTER TWO", "CHAPTER THREE"],
    "fanwai": ["第一章 夜雨", "第二章 故人", "番外一 旧事", "番外二 新年"],
    "mixed-zero": ["第九十八章 夜雨", "第九十九章 故人", "第一百章 灯", "第一百0一章 归途", "第一百0二章 渡口"],
    "wrapped": ["楔子", "第一章 夜雨", "第二章 故人", "尾声", "后记"],
    "wrapped2": ["引子", "序章 旧年", "第一章 夜雨", "第二章 故人", "终章", "完本感言"],
    "han-comma": ["一、夜雨", "二、故人", "三、灯", "四、归途"],
    "arabic-comma": ["1、夜雨", "2、故人", "3、灯", "4、归途"],
    "arabic-dot": ["1.夜雨", "2.故人", "3.灯", "4.归途"],
    "di-alone": ["第一章", "第二章", "第三章"],
    "colon": ["第一章：夜雨", "第二章：故人", "第三章：灯"],
    "glued": ["第一章夜雨", "第二章故人", "第三章灯"],
    "spaced": ["第 1 章 夜雨", "第 2 章 故人", "第 3 章 灯"],
    "jie": ["第一节 夜雨", "第二节 故人", "第三节 灯"],
    "thousand": ["第1201章 夜雨", "第1202章 故人", "第1203章 灯"],
    "question": ["第一章 谁在敲门？", "第二章 别开！", "第三章 然后呢……"],
    "hash-md": ["# 第一章 夜雨", "# 第二章 故人", "# 第三章 灯"],
    "volume-line": [
        "第一卷 长夜 第一章 夜雨",
        "第一卷 长夜 第二章 故人",
        "第二卷 破晓 第一章 灯",
        "第二卷 破晓 第二章 归途",
    ],
    "upper-lower": ["上部", "第一章 夜雨", "第二章 故人", "下部", "第三章 灯", "第四章 归途"],
}

# A text and the headings in it.
TRAPS: dict[str, tuple[str, list[str]]] = {}


def trap(name: str, text: str, want: tuple[str, ...] | list[str] = ()) -> None:
    TRAPS[name] = text, list(want)


P = "\n".join(BODY)
trap(
    "ordinal-word",
    P + "\n　　第九部队奉命北上，沿途不许惊动百姓。\n" + P + "\n　　第二部分人留在城里守着粮仓。\n" + P + "\n",
)
trap("year", P + "\n　　一九八四\n" + P + "\n　　一九八五年春天，他终于回来了。\n" + P + "\n")
trap("dialogue-number", P + "\n　　“第三章你看了吗？”她问。\n" + P + "\n　　“1、2、3，跳！”\n" + P + "\n")
trap(
    "letter-list",
    P
    + "\n　　1、马不可卖。\n　　2、田不可典。\n　　3、人不可散。\n"
    + P
    + "\n　　1、今日的账要记清。\n　　2、明日一早开门。\n"
    + P
    + "\n",
)
trap("one-two-three-count", P + "\n　　一。\n　　二。\n　　三。\n" + P + "\n　　他数到三，枪就响了。\n" + P + "\n")
trap("said-chapter", P + "\n　　第一章写得最好，后面就不行了。\n" + P + "\n　　第二章他一直没有动笔。\n" + P + "\n")
trap(
    "battle-round",
    P
    + "\n　　第一回合，两人不分胜负。\n"
    + P
    + "\n　　第二回合，他终于露出破绽。\n"
    + P
    + "\n　　第三回合还没有开始，天就黑了。\n"
    + P
    + "\n",
)
trap("first-lesson", P + "\n　　第一节课是数学。\n" + P + "\n　　第二节课是体育，大家都往外跑。\n" + P + "\n")
trap("scores", P + "\n　　3：2\n" + P + "\n　　4：2\n" + P + "\n")
trap("times", P + "\n　　08:30\n" + P + "\n　　09:15\n" + P + "\n")
trap("phone", P + "\n　　13800138000\n" + P + "\n　　110\n" + P + "\n")
trap("dates", P + "\n　　1月3日 晴\n" + P + "\n　　1月4日 阴\n" + P + "\n")
trap(
    "poem-one",
    P + "\n　　一片两片三四片，\n　　五片六片七八片。\n　　九片十片无数片，\n　　飞入梅花都不见。\n" + P + "\n",
)
trap(
    "people",
    P + "\n　　一个人走在前面。\n" + P + "\n　　两个人跟在后面。\n" + P + "\n　　三个人谁也不说话。\n" + P + "\n",
)
trap("rank", P + "\n　　第一名：赵四\n　　第二名：钱五\n　　第三名：孙六\n" + P + "\n")
trap("first-second-prose", P + "\n　　第一，不许出门。\n　　第二，不许点灯。\n　　第三，不许说话。\n" + P + "\n")
trap("starred-scene", P + "\n　　☆\n" + P + "\n　　☆\n" + P + "\n　　☆☆☆\n" + P + "\n")
trap("note-refs", P + "\n　　[1]见《旧唐书》。\n　　[2]同上。\n　　[3]一说为大历三年。\n")
trap("english-chapter", P + "\n　　Chapter 3 is my favourite, he said in English.\n" + P + "\n")
trap("paren-aside", P + "\n　　他笑了笑（1）\n" + P + "\n")
trap("price-list", P + "\n　　001号桌 三两银子\n　　002号桌 五两银子\n" + P + "\n")
trap("afterword-in-prose", P + "\n　　后记里说，他死在那年冬天。\n" + P + "\n　　序章才刚刚开始。\n" + P + "\n")
trap(
    "single-chapter-mention",
    P + "\n　　第十三章\n" + P + "\n　　他翻到那一页，却发现是空白的。\n" + P + "\n",
)
trap("volume-mention", P + "\n　　卷一卷二都在火里烧掉了。\n" + P + "\n　　卷三他带在身上。\n" + P + "\n")
trap("army", P + "\n　　第一集团军、第二集团军\n" + P + "\n　　第三集团军司令部\n" + P + "\n")
trap(
    "system-window",
    P + "\n　　【第一层已通过】\n" + P + "\n　　【第二层已通过】\n" + P + "\n　　【第三层已通过】\n" + P + "\n",
)
trap(
    "game-level",
    P + "\n　　【姓名】：李四\n　　【等级】：12\n" + P + "\n　　【姓名】：王五\n　　【等级】：13\n" + P + "\n",
)
H3 = ["第一章 夜雨", "第二章 故人", "第三章 灯"]
trap(
    "numbers-in-chapters",
    "第一章 夜雨\n"
    + P
    + "\n　　1、米三斗\n　　2、布两匹\n　　3、盐一包\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n　　1、买药\n　　2、还钱\n"
    + P
    + "\n第三章 灯\n"
    + P
    + "\n",
    H3,
)
trap(
    "contents-unnamed",
    "长亭外\n作者：某人\n第一章 夜雨\n第二章 故人\n第三章 灯\n\n第一章 夜雨\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n第三章 灯\n"
    + P
    + "\n",
    H3,
)
trap(
    "contents-named",
    "长亭外\n\n目录\n第一章 夜雨\n第二章 故人\n第三章 灯\n\n第一章 夜雨\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n第三章 灯\n"
    + P
    + "\n",
    H3,
)
trap(
    "contents-paged",
    "目　录\n第一章 夜雨……1\n第二章 故人……12\n第三章 灯……30\n\n第一章 夜雨\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n第三章 灯\n"
    + P
    + "\n",
    H3,
)
trap(
    "contents-volumes",
    "第一卷 长夜\n第一章 夜雨\n第二章 故人\n第二卷 破晓\n第三章 灯\n第一卷 长夜\n第一章 夜雨\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n第二卷 破晓\n第三章 灯\n"
    + P
    + "\n",
    ["第一卷 长夜", "第一章 夜雨", "第二章 故人", "第二卷 破晓", "第三章 灯"],
)
trap(
    "quoted-chapter-in-book",
    "第一章 夜雨\n" + P + "\n　　第二章你还没写完？他问。\n" + P + "\n第二章 故人\n" + P + "\n第三章 灯\n" + P + "\n",
    H3,
)
trap(
    "end-marks",
    "第一章 夜雨\n" + P + "\n（第一章完）\n第二章 故人\n" + P + "\n（第二章完）\n第三章 灯\n" + P + "\n（第三章 完）\n",
    H3,
)
trap(
    "missing",
    "第一章 夜雨\n" + P + "\n第三章 灯\n" + P + "\n第四章 归途\n" + P + "\n",
    ["第一章 夜雨", "第三章 灯", "第四章 归途"],
)
trap(
    "doubled-number",
    "第一章 夜雨\n" + P + "\n第二章 故人\n" + P + "\n第二章 灯\n" + P + "\n第三章 归途\n" + P + "\n",
    ["第一章 夜雨", "第二章 故人", "第二章 灯", "第三章 归途"],
)
trap(
    "restart-in-volumes",
    "第一卷 长夜\n第一章 夜雨\n"
    + P
    + "\n第二章 故人\n"
    + P
    + "\n第二卷 破晓\n第一章 灯\n"
    + P
    + "\n第二章 归途\n"
    + P
    + "\n",
    ["第一卷 长夜", "第一章 夜雨", "第二章 故人", "第二卷 破晓", "第一章 灯", "第二章 归途"],
)
trap(
    "author-note",
    "第一章 夜雨\n" + P + "\nPS：今天第二章会晚一点。\n第二章 故人\n" + P + "\n第三章 灯\n" + P + "\n",
    H3,
)
trap(
    "title-first-line",
    "长亭外\n作者：某人\n\n第一章 夜雨\n" + P + "\n第二章 故人\n" + P + "\n第三章 灯\n" + P + "\n",
    H3,
)
trap("short-lines", P + "\n　　雪。\n　　冷。\n　　没有人。\n" + P + "\n　　走。\n" + P + "\n")
trap("lyrics-numbered", P + "\n　　（一）\n　　山有木兮木有枝\n　　（二）\n　　心悦君兮君不知\n" + P + "\n")
trap("chat-log", P + "\n　　1楼：沙发\n　　2楼：板凳\n　　3楼：地板\n" + P + "\n")
trap("exam-options", P + "\n　　A. 左边\n　　B. 右边\n　　C. 都不对\n" + P + "\n")


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("dress", ["indented", "plain", "blank lines"])
def test_a_form_of_chapter(name: str, dress: str) -> None:
    heads = FORMS[name]
    text = book(heads, indent=dress != "plain", gap="\n\n" if dress == "blank lines" else "\n")
    assert heads_of(text) == [bare(head) for head in heads]


@pytest.mark.parametrize("name", TRAPS)
def test_what_only_looks_like_a_chapter(name: str) -> None:
    text, want = TRAPS[name]
    assert heads_of(text) == [bare(head) for head in want]


def test_volumes_stand_above_chapters() -> None:
    done = normalize_text(TRAPS["restart-in-volumes"][0], "novel")
    found = [(b.role, b.level) for b in done.outline.blocks if b.heads]
    chapter = (Role.HEADING, 2)
    assert found == [(Role.VOLUME, 1), chapter, chapter, (Role.VOLUME, 1), chapter, chapter]


def test_a_file_of_one_chapter_begins_with_its_heading() -> None:
    assert heads_of("第十九回 壮士挥拳\n" + P + "\n" + P + "\n") == [bare("第十九回 壮士挥拳")]
    assert heads_of(P + "\n第十九回 壮士挥拳\n" + P + "\n") == []


def test_a_volume_a_chapter_and_a_section_below_one_another_are_no_contents() -> None:
    heads = ["第一卷　长夜", "第一章　夜雨", "第一节　灯"]
    more = ["第二节　雪", "第二章　故人", "第一节　信", "第二卷　破晓", "第一章　早春"]
    text = "\n".join([*heads, P, *(f"{head}\n{P}" for head in more[:-2]), "第一卷 全文完", *more[-2:], P, ""])
    assert heads_of(text) == [bare(head) for head in (*heads, *more)]


def test_a_season_on_the_line_of_its_volume_stands_above_chapters() -> None:
    volumes = ["第一季 第一卷 长夜", "第一季 第二卷 破晓", "第二季 第一卷 早春", "第二季 第二卷 远行"]
    parts = [f"{volume}\n" + "".join(f"第00{k}章 灯\n{P}\n" for k in (1, 2, 3)) for volume in volumes]
    done = normalize_text("".join(parts), "novel")
    assert [done.outline.read(b.span) for b in done.outline.blocks if b.role is Role.VOLUME] == volumes


def test_a_few_slips_do_not_hide_the_chapters() -> None:
    signs = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六"]
    heads = [f"{'第' * slip}{sign}{'章' * slip}　雪夜归人" for sign in signs for slip in (sign in ("七", "八"),)]
    text = "\n".join(f"{head}\n{P}" for head in [*heads, "十七　故人来", "十八　灯", "十九　远行", "二十　早春"])
    assert len(heads_of(text + "\n")) == 20


def test_volumes_without_chapters_are_the_chapters() -> None:
    done = normalize_text(book(FORMS["juan-first"]), "novel")
    assert {(b.role, b.level) for b in done.outline.blocks if b.heads} == {(Role.HEADING, 1)}


def test_sections_stand_below_chapters() -> None:
    heads = ["第一章 夜雨", "第一节 敲门", "第二节 开门", "第二章 故人", "第一节 旧信", "第二节 回信"]
    done = normalize_text(book(heads), "novel")
    assert [b.level for b in done.outline.blocks if b.heads] == [1, 2, 2, 1, 2, 2]


def test_a_number_and_its_name_on_two_lines() -> None:
    text = "".join(f"第{n}章\n{name}\n{P}\n" for n, name in zip("一二三", ("夜雨", "故人", "灯"), strict=True))
    done = normalize_text(text, "novel")
    assert [done.outline.read(b.span) for b in done.outline.blocks if b.heads] == [
        "第一章 夜雨",
        "第二章 故人",
        "第三章 灯",
    ]
    assert done.undo() == text


@pytest.mark.parametrize(("name", "why"), [("missing", "2 missing"), ("doubled-number", "2 for the second time")])
def test_numbers_that_do_not_go_on_are_told(name: str, why: str) -> None:
    done = normalize_text(TRAPS[name][0], "novel")
    told = [c.fix.why for c in done.draft.journal if c.rule == "chapter-number"]
    assert len(told) == 1
    assert told[0].startswith(why)


def test_numbers_get_their_unit_on_request() -> None:
    text = book(FORMS["zero-glued"])
    done = normalize_text(text, "novel", rules={"chapter-number": {"look": "第{}章"}})
    assert heads_of(done.text) == ["第001章夜雨", "第002章故人", "第003章灯", "第004章归途"]
    assert normalize_text(done.text, "novel", rules={"chapter-number": {"look": "第{}章"}}).text == done.text
