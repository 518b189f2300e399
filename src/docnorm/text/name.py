"""Whether a dot stands between the parts of a foreign name: 卡尔.马克思, 买买提.艾力, 赫尔曼?黑塞."""

from __future__ import annotations

from docnorm.text.late import late

# What names are transcribed with. In jieba's word list (MIT) 3,000 transcribed names hold these three times as often as
# other words do; those of Xinjiang beside them.
_SIGNS = frozenset(
    "尔斯拉克特里德夫卡阿布塔巴哈格罗尼维科瓦多奥达亚伊托米普诺利洛纳勒基莱姆马蒂弗萨西茨比雷帕塞库曼莫埃贝什奇菲兰加吉迪恩威图赫穆"
    "耶凯伦戈圣朗鲁顿默雅伯扎希波切瑟索古登佩韦林森乌坎约娜博杰杜梅玛涅沃舍费堡迈摩丁皮盖兹霍彼妮福麦艾谢崇劳佐施莎查卢撒邦逊桑厄琳"
    "翰瓜芬慈莉奎辛丽乔冈契佛肯泽丝赖娅瑞奈甘芝瑙捷琼吾珊柔迦锡噶萝琪詹朱恰让热日祖孜别克汗江吐合古丽买提肯沙史苏泰坦汤叶依因尤沁列夏木"
    "历伽贾隆法丹珀吕内黑里昂安亨维娃叔茜"
)
# First names that are written with signs of every day.
_FIRST = late(
    "(?:亚历山大|大卫|路易|查理|乔治|威廉|爱德华|爱丽丝|约翰|约瑟夫|唐|让|玛丽|安妮|莎拉|凯特|汤姆|保罗|玛格丽特|伊丽莎白|冯|范)\\Z"
)
_REACH = 4


def is_in_name(text: str, at: int) -> bool:
    """Whether the mark at ``at``, between two Han, parts a foreign name: three of the four characters about it say so.

    方法.让 and 的规定.前款 are none. One character before or behind the mark, as in 唐.吉诃德, has to be a first name.
    """
    left, right = text[max(0, at - _REACH) : at], text[at + 1 : at + 1 + _REACH]
    near = sum(c in _SIGNS for c in left[-2:]) + sum(c in _SIGNS for c in right[:2])
    if near >= 3 and (left[-1:] in _SIGNS or right[:1] in _SIGNS):
        return True
    return _FIRST.search(left) is not None and sum(c in _SIGNS for c in right[:2]) >= 1


def transcribes(word: str) -> bool:
    """Whether every character of ``word`` is one that foreign names are written with."""
    return _SIGNS.issuperset(word)
