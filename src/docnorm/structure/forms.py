"""What a line of front or back matter looks like, by itself: dates, document numbers, organisations, salutations."""

from __future__ import annotations

from docnorm.marker import list_readings
from docnorm.text.late import late

_YEAR = r"(?:(?:19|20)[\dXx×]{2}|[二一][〇○零ＯOo0九][〇○零一二三四五六七八九ＯOo0]{2}|[XxＸ×]{2,4}|__+)"
_DAY = rf"{_YEAR}\s*年\s*[\d一二三四五六七八九十XxＸ×_]{{1,4}}\s*月(?:\s*[\d一二三四五六七八九十XxＸ×_]{{1,4}}\s*日)?"
DATE = late(rf"^[（(]?{_DAY}[）)]?$|^(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:[0-2]?\d|3[01])$")
SIGNED_DATE = late(rf"^(?P<who>\S.{{1,28}}?)[\s　]+{_DAY}$")
DOCNO = late(
    r"^[\u3400-\u9fffA-Z]{1,16}\s*[〔\[【（(［]\s*(?:19|20)[\dXx]{2}\s*[〕\]】）)］]\s*(?:第\s*)?[\dXx×]{1,5}\s*号$"
    r"|^[（(〔]\d{4}[）)〕][\u3400-\u9fffA-Z\d]{1,16}号$"
    r"|^第\s*\d{1,4}\s*号$"
    r"|^(?:中华人民共和国)?[\u3400-\u9fff]{2,20}(?:令|公告)?\s*[（(]?(?:19|20)?\d{0,4}年?\s*第\s*[\d〇○零一二三四五六七八九十百]+\s*号[）)]?$"
)
ATTACHMENT_HEAD = late(r"^附\s*件\s*[\d０-９一二三四五六七八九十]{0,3}\s*[:：]?$")
ATTACHMENT_LIST = late(r"^附\s*件?\s*[:：]\s*\S")
ATTACHMENT_NAMED = late(r"^附\s*件\s*[\d０-９一二三四五六七八九十]{1,3}\s*(?:[:：.．、]\s*|[\s　]+)\S")
REMARK = late(
    r"^[（(](?:此件|此页|本文|联系人|联系电话|信息公开|公开方式|盖章|公章|完)[^）)]*[）)]$"
    r"|^(?:公开方式|信息公开选项|公开属性)[:：]"
)
# 版记: to whom copies go, who printed it and when.
IMPRINT = late(
    r"^(?:抄\s*送|抄\s*报|分\s*送|主\s*题\s*词)\s*[:：]"
    r"|^.{2,30}(?:办公室|办公厅|秘书处|部门?|[局委会厅院])[\s　]+.{0,24}印发?$"
    r"|^(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发$"
    r"|^（?共印\s*\d+\s*份）?$"
)
META = late(
    r"^(?:来源|稿源|文章来源|信息来源|作者|编辑|责任编辑|责编|审核|校对|初审|终审|发布(?:时间|日期|机构)|发表时间|更新时间|成文日期"
    r"|阅读量?|浏览(?:量|次数)?|点击(?:量|数)?|记者|通讯员|字体|字号|分享到?)[:：].{0,40}$"
    r"|^(?:发布)?时间[:：]\s*\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:\s+\d\d:\d\d(?::\d\d)?)?$|^本报(?:记者|讯|通讯员).{0,20}$|^.{0,24}记者.{2,16}摄$"
)
# What a scraped page sets around its text: buttons, counters, the way back.
DEBRIS = late(
    r"^(?:下载|打印|全屏|收藏|【?字[号体][:：]?.{0,12}|加大|还原|减小|[大中小]|[】【>|×]|首页|(?:您|当前).{0,4}位置[:：].*"
    r"|相关(?:报道|文档|链接)[:：]?|分享(?:到.{0,4})?[:：]?|打印本页|关闭窗口|返回顶部"
    r"|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)$"
)
# The line under a statute's title: when and by whom it was passed.
ADOPTED = late(r"^[（(]?(?:19|20)\d\d年.{2,120}(?:通过|公布|发布|施行|修订|修正|批准)[）)]?$")
# Parts of a thesis or a book that carry no number: they head something, but not the whole.
_FRONT_HEADING = late(
    r"^(?:中?文?摘\s*要|目\s*[录次]|前\s*言|序\s*[言一二]?|引\s*言|致\s*谢|后\s*记|关键词.*|参考文献|(?i:abstract|contents))$"
)
# Names of texts: a line that ends so, and is short, is a title where a title may stand.
NAMED = late(
    r"(?:规定|办法|方案|意见|通知|细则|条例|纲要|规划|计划|报告|讲话|名单|说明|要点|制度|章程|规则|公约|协议|协议书|合同|标准|指南|决定"
    r"|决议|公告|通告|通报|公报|请示|批复|函|纪要|总结|材料|清单|名词解释|目录|解释|预案|准则|程序|流程|手册|须知|打算|安排|发言|致辞|演讲|讲话稿|发言稿|体会|感想|倡议书|申请书|承诺书)"
    r"(?:[（(][^）)]{1,12}[）)])?$"
)
_ORGANISATION = late(
    r"(?:国务院|办公厅|办公室|委员会|常委会|委|部|局|厅|院|会|组|政府|中心|公司|集团|学校|大学|学院|中学|小学|幼儿园|协会|学会"
    r"|总队|支队|大队|支部|党委|总支|处|科|所|站|社|馆|厂|店|行|医院|法院|检察院|工会|团委|村委会|居委会|街道|办事处|人|级|班)"
    r"(?:[（(](?:盖章|公章|签章|章|代章)[）)])?$"
)
_PERSON = late(
    r"^(?:[\u3400-\u9fff]{2,8}人|代表|院长|校长|主任|经理|书记|签名|签字|姓名)[（(]?(?:签字|签名|盖章|签章)?[）)]?[:：].{0,16}$"
    r"|^(?:总理|省长|市长|县长|区长|镇长|主席|主任|部长|局长|厅长|院长|校长|园长|董事长|总经理|经理|书记|会长|主编"
    r"|审判长|审判员|人民陪审员|书记员)[\s　]+[\u3400-\u9fff·X×某\s　]{2,8}$"
    r"|^[\u3400-\u9fff·X×某]{2,4}(?:[\s　][\u3400-\u9fff]{1,3})?$"
)
_CALLED = late(
    r"^(?:各|尊敬的|敬爱的|亲爱的|同志们|女士们|先生们|朋友们|老师们|同学们|[\u3400-\u9fffXx×某]{2,5}(?:同志|先生|女士|总|老师|书记|主任|局长|市长))"
    r"|(?:政府|[委部局厅办院所会处科]|机构|单位|代表|委员|同志们?|同学们?|朋友们?|先生们?|女士们?|来宾|领导|老师们?|嘉宾|家长|业主|用户|客户|公司"
    r"|集团|学校|大学|学院|中心|支部|党委|（室）|国务院|社区|街道|村)$"
)
_LEADING_IN = late(
    r"如下|以下|下列|下述|包括|分别|主要|是$|为$|要求$|[。；！？]|[甲乙丙丁]方$|人$|内容$|原则$|目标$|措施$"
)


_WORD = late(r"[A-Za-z\u3400-\u9fff]")


def is_organisation(line: str) -> bool:
    """Whether a short line ends as the name of an office, a firm or a post does."""
    return len(line) <= 30 and bool(_ORGANISATION.search(line))


def is_signer(line: str) -> bool:
    """Whether a short line may sign: an organisation, a name, or 申请人：…"""
    return is_organisation(line) or bool(_PERSON.search(line))


def is_salutation(line: str) -> bool:
    """Whether a line calls on its readers: 各区县人民政府： 同志们："""
    if line[-1:] not in "：:" or not 2 <= len(line) <= 90:
        return False
    names = line[:-1].strip(" 　[]【】［］〔〕")
    return not _LEADING_IN.search(names) and bool(_CALLED.search(names)) and not list_readings(line)


# 2026-06-01 10:23, 10:23:05: when a page was put up
_STAMP = late(
    r"^[\[（(]?(?:(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\sT　]*)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?[\]）)]?$"
)


def is_title(line: str) -> bool:
    """Whether a line could be (a part of) a title: short, without an end, without a number, not a labelled entry."""
    if not 2 <= len(line) <= 44 or line[-1] in "。；：:，,、;" or list_readings(line) or DATE.match(line):
        return False
    if (
        ADOPTED.match(line)
        or DOCNO.match(line)
        or DEBRIS.match(line)
        or _FRONT_HEADING.match(line)
        or (line[0] in "（(" and line[-1] in "）)")
    ):
        return False
    if (
        not _WORD.search(line)
        or line[0] in "，。；：、）》」”*-—=•·#<|>+"
        or META.match(line)
        or REMARK.match(line)
        or IMPRINT.match(line)
        or _STAMP.match(line)
        or "\t" in line
    ):
        return False
    colon = max(line.find("："), line.find(":"))
    return colon < 0 or colon > 6
