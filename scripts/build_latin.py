"""Build ``src/docnorm/data/latin.txt``: Latin words that could be read as pinyin and are none.

    python scripts/build_latin.py /usr/share/dict/scowl -o src/docnorm/data/latin.txt

English comes from SCOWL (Debian package ``scowl``; its licence lets lists be made and sold, with its notice). Brands,
commands and romanised Japanese are ours, by hand.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from docnorm.lexicon.pinyin import CODES, cut

NOTICE = """\
# Latin words that are also strings of pinyin syllables; built by scripts/build_latin.py.
# "=" common English, "-" rare English, "!" brands, commands, names and romanised words, never pinyin.
# English: SCOWL 2020.12.07, Copyright 2000-2019 by Kevin Atkinson. Permission to use, copy, modify, distribute and
# sell these word lists, the associated scripts, the output created from the scripts, and its documentation for any
# purpose is hereby granted without fee, provided that the above copyright notice appears in all copies and that both
# that copyright notice and this permission notice appear in supporting documentation. Kevin Atkinson makes no
# representations about the suitability of this array for any purpose. It is provided "as is" without express or
# implied warranty.
"""
COMMON, RARE = 50, 70  # SCOWL's sizes: 50 is a learner's dictionary, 70 a desk dictionary; beyond that nobody writes
HAND = """
alibaba taobao tmall zhihu douyin kuaishou pinduoduo baidu weibo weixin tencent alipay xiaomi huawei oppo
bilibili douban yuque juejin gitee dubbo sina sohu didi meituan jingdong dangdang qunar tiktok lenovo geely
haier hisense midea gree moutai wanda vanke anta lining byd nio xpeng dji zara muji uniqlo gucci fendi prada
ikea lego nike nokia sony toyota honda nissan mazda subaru lexus audi seiko casio canon nikon fuji leica daewoo
kia hyundai lotte dove omega rolex pinyin wubi shuangpin sudo sata ping ssh awk sed tar man make nano redis mongo
mongodb hadoop hive hue kibana nacos sentinel canal kong lua luajit babel gulp bower pnpm deno bun nuxt nuxtjs
vue vite pinia dva umi taro uni antd echarts jieba numpy pandas dask conda mamba anaconda ansible rancher helm
istio gitea jira wiki emacs vim gnome kde ubuntu fedora debian suse kali minix bios uefi cuda onnx caffe paddle
mindspore torch gpu cpu npu nginx bug debug demo app api sdk ide fanout canvas ajax cache cookie session token
image video audio menu table page page range guide mode node code banana panda koala mango tango piano pizza
visa taxi sofa logo emoji memo meme moe anime manga otaku senpai sensei sushi ramen sake karaoke bonsai kanban
kaizen haiku tatami kimono ninja samurai sumo judo tofu miso wasabi mochi kawaii hentai sakura katana geisha
tsunami bento matcha gyoza teriyaki shiba akita yoga nini mimi papa mama haha hehe hihi heihei lala momo yoyo
coco nana wawa lulu lili lina anna hana mana nina gina tina dina zena luna rena sena yuna yuki akira naruto
sasuke hinata sasa baba dada gaga caca kaka lolo bobo dodo toto nano seo edu ceo cfo coo cto pdca ooo muze kazaa
enya jimi ezine dimage aca tage ano efa lada riaa haha mpa gala gaia mecha hemi lumen dolce picasa onenote catia
atapi xine remo ranma bandai mizuno shimano akai aiwa yamaha yamada kubota sanyo hitachi sega konami capcom
atari namco nintendo fate saber genshin honkai dota
openai luogu datetime seata deque rebase mixin endian openapi rebalance samesite siri minlen nasa lucene
opensuse canva nvme repodata langfuse lifo atime deepin minio ansi jina lineno tika shizuku mobi repo
osi abi aio bio env foo pua omo modelvalue rangle langle databasename minvalue datafuture oneline taichi
yakuza
""".split()  # noqa: SIM905  a table reads better than 400 quoted strings


def words(folder: Path) -> dict[str, int]:
    """Every SCOWL word of plain letters and the smallest list that has it."""
    sizes: dict[str, int] = {}
    for file in sorted(folder.iterdir()):
        found = re.fullmatch(r".+-(words|upper|proper-names)\.(\d+)", file.name)
        if found and int(found[2]) <= RARE:
            for word in file.read_text(encoding="latin-1").split():
                # Yang and Zheng are names in English too, and half of every other hidden word: they count as rare.
                surname = found[1] != "words" and word.lower() in CODES
                if re.fullmatch("[A-Za-z]+", word):
                    sizes[word.lower()] = min(RARE if surname else int(found[2]), sizes.get(word.lower(), 99))
    return sizes


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    ask.add_argument("scowl", type=Path)
    ask.add_argument("-o", "--output", type=Path, required=True)
    given = ask.parse_args()
    kinds = {w: "=" if size <= COMMON else "-" for w, size in words(given.scowl).items()}
    kinds |= {w: "=" if w in CODES else "!" for w in HAND}  # one syllable may be half of a word: 工程ping标
    rows = [kind + word for word, kind in sorted(kinds.items()) if len(word) > 1 and cut(word)]
    given.output.write_text(NOTICE + "\n".join(rows) + "\n", encoding="utf-8")
    print(len(rows), "words")


if __name__ == "__main__":
    main()
