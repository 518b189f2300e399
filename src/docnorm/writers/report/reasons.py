"""Why a change was made, in Chinese: for the report. The rules, and the JSON, say it in English."""

from __future__ import annotations

import re

_CHINESE = {
    "Arabic and Chinese numerals in one number": "一个数里混用了阿拉伯数字和汉字数字",
    "Chinese and Latin letters or digits without a space": "中西文之间没有空格",
    "a book site's buttons": "书站的按钮",
    "a bracket without its partner": "括号不成对",
    "a character of GBK without a code point at that time": "GBK 中当时尚无 Unicode 编码的字",
    "a compatibility ideograph": "兼容汉字",
    "a connector between two numbers": "两个数之间的连接号",
    "a dash made of other marks": "用别的符号拼成的破折号",
    "a decimal point": "小数点",
    "a drawn line": "画出来的分隔线",
    "a forum's own code": "论坛自己的代码",
    "a full-width sign beside letters or digits": "字母、数字旁的全角符号",
    "a gap to be filled in by a person": "留待填写的空缺",
    "a glyph of a symbol font": "符号字体里的字形",
    "a title in double marks inside a title": "书名号里的书名号用单书名号",
    "a 、 between titles or quotations": "书名号、引号并列时一般不用顿号",
    "a space inside a bracket": "括号内侧的空格",
    "quotes of another style": "引号样式不一",
    "two different stops in a row": "两个不同的点号连用",
    "a half-width mark in a Chinese sentence": "汉语句子里用了半角标点",
    "a half-width mark without the space behind it": "半角标点后面少了空格",
    "a heading ends without a mark (GB/T 15834-2011 B.2)": "标题末尾不用标点（GB/T 15834-2011 B.2）",
    "a heading of its own": "应自成一行的标题",
    "the heading stands there twice": "章节名重复出现",
    "a chapter's number and its name": "章节序号与名称分在两行",
    "a chapter's number without its unit": "章节序号缺少“第”和“章”",
    "a line end of another system": "其他系统的换行符",
    "a line for the site's system": "给网站系统用的一行",
    "a line torn by a tag that stood here": "被此处的标签截断的行",
    "a sentence torn in two": "被截成两行的一句话",
    "a mark typed twice": "标点重复",
    "a number and its unit without a space": "数与单位之间没有空格",
    "a page number": "页码",
    "a paragraph that ends in the middle of a sentence": "段落在句子中间结束",
    "a private-use character that nobody else can read": "别人无法识别的自造字",
    "a quote without its partner": "引号不成对",
    "a radical in place of the ideograph": "以部首代替了汉字",
    "a reversed quote": "引号方向相反",
    "a running head": "页眉",
    "a site's address": "网站地址",
    "a site's address in brackets": "括号里的网站地址",
    "a site's address in brackets, again and again": "括号里反复出现的网站地址",
    "a site's address in disguise": "变形书写的网站地址",
    "a site's advertisement cut into a sentence": "插进句子的网站广告",
    "a space before a unit's sign": "单位符号前的空格",
    "a space beside a Chinese mark": "中文标点旁的空格",
    "a space between Chinese and Latin letters or digits": "中西文之间的空格",
    "a space between Chinese characters": "汉字之间的空格",
    "a space of another width": "其他宽度的空格",
    "a tag of the page": "网页标签",
    "a thousands mark": "千分位分隔符",
    "a time": "时间里的冒号",
    "a web page's buttons": "网页的按钮",
    "about, said twice": "约数重复表达",
    "an HTML entity": "HTML 实体",
    "an approximate number has no 、 (GB/T 15834-2011 4.5.3.4)": "概数之间不用顿号（GB/T 15834-2011 4.5.3.4）",
    "an ellipsis made of other marks": "用别的符号拼成的省略号",
    "an interpunct made of another dot": "用别的点代替的间隔号",
    "an offer of books": "送书、荐书的广告",
    "blank lines": "多余的空行",
    "blank lines at the foot": "文末的空行",
    "blank lines at the head": "文首的空行",
    "carriage returns before line feeds": "换行前的回车符",
    "cut at a fixed width": "按固定宽度截断的行",
    "double quotes inside double quotes": "双引号里又用双引号",
    "forms that exist for old encodings only": "只为旧编码而有的字形",
    "full-width letters or digits": "全角的字母或数字",
    "full-width marks in an English sentence": "英语句子里用了全角标点",
    "half-width brackets in Chinese text": "中文里用了半角括号",
    "invisible characters": "不可见字符",
    "left by a site": "网站留下的文字",
    "left by a site behind the sentence": "网站留在句后的文字",
    "left by the site's system": "网站系统留下的标记",
    "left by the site's system; its other half, and maybe text, is missing": "网站系统留下的半个标记，可能缺了文字",
    "lost in a wrong decoding, cannot be recovered": "解码有误时已丢失，无法恢复",
    "more ！ or ？ than the standard allows": "叹号或问号多于标准所许",
    "no-break spaces": "不换行空格",
    "page code that no reader saw": "读者看不到的网页代码",
    "perhaps the dot of a name": "可能是人名中的间隔号",
    "several spaces": "连续多个空格",
    "spaces at a line's end": "行末的空格",
    "spaces in place of an indent": "用空格代替缩进",
    "spaces inside a word": "词里的空格",
    "straight quotes": "直引号",
    "the final line end": "文末的换行",
    "the path to a web page": "网页的导航路径",
    "the standard's signs for this level (GB/T 15834-2011 B.3)": "这一层次序号的标准写法（GB/T 15834-2011 B.3）",
    "the year of a document number": "发文字号的年份",
    "the zero of a Chinese year": "汉字年份里的“〇”",
    "written so in the house table": "按本单位替换表",
    "的 between a manner and its verb is 地": "状语与动词之间用“地”",
    "的 between a verb and how it is done is 得": "动词与补语之间用“得”",
    "等 and …… say the same": "“等”与省略号意思重复",
}

# What says a number or a word of the document; the places are those of the groups.
_PATTERNS = (
    (r"a digit (.+) inside a word", r"词里的数字 \1"),
    (r"the mark (.+) inside a word", r"词里的符号 \1"),
    (r"letters with spaces between them spell (.+) \((.+)\)", r"以空格隔开的字母拼作 \1（\2）"),
    (r"letters with the mark (.+) between them spell (.+) \((.+)\)", r"以 \1 隔开的字母拼作 \2（\3）"),
    (r"letters with a digit (.+) between them spell (.+) \((.+)\)", r"以数字 \1 隔开的字母拼作 \2（\3）"),
    (r"often written for (.+)", r"常被误写，应为“\1”"),
    (r"the document has (.+) (\d+) times", r"本文另有 \2 处写作“\1”"),
    (r"pinyin for a hidden word: (.+)", r"以拼音代替的词：\1"),
    (r"the house writes (.+), but that makes another such word", r"本单位写作“\1”，但这样改又会成为表中的词"),
    (r"OpenCC (.+)", r"简繁转换（OpenCC \1）"),
    (r"there is no article (.+) here", r"本文没有第 \1 条"),
    (r"(\d+) are announced, (\d+) follow", r"文中说有 \1 项，后面只有 \2 项"),
    (r"(\d+) are counted, (.+) stand above", r"文中计 \1 项，前面是 \2 项"),
    (r"(\d+) before 2", r"2 之前是 \1"),
    (r"the first number here is (\d+): text may be missing above", r"这里第一个序号是 \1：前面可能缺了文字"),
    (r"(\d+) for the second time, between (\d+) and (\d+)", r"序号 \1 重复，位于 \2 与 \3 之间"),
    (r"out of place, between (\d+) and (\d+)", r"序号错位，位于 \1 与 \2 之间"),
    (r"(\d+) to (\d+) missing before it: text may be lost", r"前面缺序号 \1 至 \2：可能缺了文字"),
    (r"(\d+) missing before it: text may be lost", r"前面缺序号 \1：可能缺了文字"),
    (r"(\d+) for the second time", r"序号 \1 重复"),
    (r"stands after (\d+)", r"位于 \1 之后"),
    (r"(\d+) for the second time: all behind it may be one too low", r"序号 \1 重复：其后各号可能都小了一"),
    (r"(.+); (\d+) lost characters guessed", r"\1；猜补了 \2 个丢失的字"),
)
_MISREAD = re.compile(r"([\w -]+) read as ([\w -]+(?: or [\w-]+)?)")


def in_chinese(why: str) -> str | None:
    """Return a reason in Chinese, or None for one that is not known: a plug-in's."""
    if why in _CHINESE:
        return _CHINESE[why]
    for pattern, chinese in _PATTERNS:
        if m := re.fullmatch(pattern, why):
            said = m.expand(chinese)
            inner = in_chinese(m[1]) if pattern.startswith("(.+);") else None
            return said.replace(m[1], inner) if inner else said
    steps = [_MISREAD.fullmatch(step) for step in why.split(", then ")]
    if all(steps):
        return "，".join(f"{m[1]} 被误读为 {m[2].replace(' or ', ' 或 ')}" for m in steps if m)
    return None
