"""Pinyin as it is typed: folding of letters and tones, and every way to cut a run of letters into syllables."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST_RUN = 48  # letters: the longest words that anyone joins are some eight syllables

# Interjections (m, ng, hm, ê) and dialect are left out: they make pinyin of English (msi, esata) and nobody hides them.
SYLLABLES = """
a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng
cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo ci cong cou cu
cuan cui cun cuo da dai dan dang dao de dei den deng di dian diao die ding diu dong dou du duan dui dun duo e ei
en er fa fan fang fei fen feng fo fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui
gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao
jie jin jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun
kuo la lai lan lang lao le lei len leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu na nai nan nang nao ne nei nen neng
ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve o ou pa pai pan pang pao pei pen peng pi pian
piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren
reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen
sheng shi shou shu shua shuai shuan shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te
tei teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai wan wang wei wen weng wo wu xi xia xian xiang
xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun za zai zan
zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang
zhui zhun zhuo zi zong zou zu zuan zui zun zuo
""".split()  # noqa: SIM905  a table reads better than 400 quoted strings
CODES = {s: i + 1 for i, s in enumerate(SYLLABLES)}

_MARKS = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_UMLAUT = "\u0308"
# What people type for lüe and nüe, and what dictionaries write.
_ALIKE = {"lue": "lve", "nue": "nve"}


@lru_cache(maxsize=4096)
def split_tones(run: str) -> tuple[str, tuple[int, ...]]:
    """Return the plain lower-case letters of a run and the tone of each (0: none), ``ü`` as ``v``.

    Full-width, mathematical and circled letters split_tones to ASCII (NFKC); apostrophes between syllables are dropped.
    """
    letters: list[str] = []
    tones: list[int] = []
    for c in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", run).lower()):
        if c in _MARKS and letters:
            tones[-1] = _MARKS[c]
        elif c == _UMLAUT and letters and letters[-1] == "u":
            letters[-1] = "v"
        elif c not in "'’":
            letters.append({"ı": "i", "ɑ": "a", "ɡ": "g"}.get(c, c))
            tones.append(0)
    return "".join(letters), tuple(tones)


def cut(letters: str) -> dict[int, list[tuple[int, int]]]:
    """Return every segmentation as a graph: place to (end, syllable's code); empty where there is none.

    Only places are kept from which the end can be reached. At most six letters make a syllable, so this is linear.
    """
    n = len(letters)
    graph: dict[int, list[tuple[int, int]]] = {}
    for i in range(n - 1, -1, -1):
        edges = []
        for j in range(i + 1, min(n, i + 6) + 1):
            if j == n or j in graph:
                syllable = letters[i:j]
                known = CODES.get(_ALIKE.get(syllable, syllable))
                if known:
                    edges.append((j, known))
        if edges:
            graph[i] = edges
    return graph if 0 in graph else {}
