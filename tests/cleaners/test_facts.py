"""What can be counted and does not fit is pointed at; what fits, or may fit, is not."""

from __future__ import annotations

import pytest

import docnorm
from docnorm.draft import Fate
from docnorm.pipeline.prefilter import Prefilter

WRONG = {
    "会议定于2023年2月29日召开。": "impossible-date",
    "请于4月31日前上报。": "impossible-date",
    "自2026年13月1日起施行。": "impossible-date",
    "截至2026-02-30，共上报12项。": "impossible-date",
    "会议于25时10分开始。": "impossible-date",
    "会议于9时75分开始。": "impossible-date",
    "定于2026年11月30日（星期二）上午召开。": "weekday",
    "2026年工作安排：12月3日（周五）上午开会。": "weekday",
    "整改期为2025年6月至2024年5月。": "period-order",
    "报名时间为5月10日至5月3日。": "period-order",
    "公示期为5月10日至3日。": "period-order",
    "2020—2018年的数据见附表。": "period-order",
    "专项行动从6月至3月开展。": "period-order",
    "张某，1950年5月出生，2020年因病去世，享年60岁。": "age",
    "李某，1980年生，现年35岁。\n\n2026年11月30日": "age",
    "全年共办理案件125件，其中：民事80件、刑事35件。": "total",
    "支部共有党员86人，其中男50人、女35人。": "total",
    "合计3200万元，其中中央1200万元、省级1500万元、市级800万元。": "total",
    "项目\t数量\n道路\t12\n桥梁\t30\n合计\t43": "total",
    "产品合格率达103%。": "share",
    "三项支出分别占总数的40%、35%和30%。": "share",
    "合同价款（大写）壹万贰仟元整（¥12,500.00）。": "amount-in-words",
    "合同价款12500元（大写：壹万贰仟元整）。": "amount-in-words",
    "罚款叁拾万零伍佰元（¥300,050）。": "amount-in-words",
    "项目总投资3456万元。工期两年。项目总投资3455万元由省级承担。": "repeated-figure",
    "完成固定资产投资3.5亿元，比上年完成固定资产投资3.5万元有所增长。": "repeated-figure",
    "附件：1．任务清单\n　　　2．分工表\n\n附件1\n清单\n\n附件2\n表\n\n附件3\n表": "attachment-note",
    "要求如下。第一、加强学习。": "ordinal-mark",
    "要求如下：一是：加强学习。": "ordinal-mark",
    "企业、学校、等单位参加。": "ordinal-mark",
    "发文日期为2026、10、16。": "ordinal-mark",
    "其一、统一思想。": "ordinal-mark",
    "合同签订日期：2024-13-05": "impossible-date",
    "任期自2021年9月起至2021年8月止。": "period-order",
    "赵某（1930—2011年），终年71岁。": "age",
    "参会158人，男81人，女67人。": "total",
    "村民大会应到305人。其中男150人，女160人。": "total",
    "现有职工105人（在编59人、聘用24人、派遣32人）。": "total",
    "四个组共188户，分别为51户、41户、30户和76户。": "total",
    "上半年完成12.5亿元，下半年完成9.3亿元，全年共完成23.8亿元。": "total",
    "组织培训225期，其中：管理类82期、技能类152期。": "total",
    "赞成的占64%，反对的占26%，弃权的占20%。": "share",
    "粮食总产量达到4587万吨。会上说粮食总产量达到4578万吨。": "repeated-figure",
    "规划占地面积2367亩。公示为规划占地面积2367公顷。": "repeated-figure",
}
RIGHT = (
    "男生占60%，女生占40%，党员占70%，喜欢读书的占62%。",
    "财政赤字13500亿元，比上年增加1500亿元，其中中央9500亿元、地方4000亿元。",
    "2019年收入总额为2341万元，2020年收入总额为2342万元。",
    "教职工120人（其中专任教师98人），零件号2024-13-05，节约20多万元，签约30余个项目。",
    "全年办理案件225件，其中：重大案件82件，跨区案件42件。出资30万元、20万元，分别占60%、40%。",
    "任期自2021年8月起至2021年9月止。赵某（1930—2011年），终年81岁。",
    "会议定于2024年2月29日24时00分结束，农历2月30日祭祖。",
    "赛程历时36时20分，软件版本2026.13.40，编号1.2.30。",
    "2026年11月30日（星期一）上午，2025年11月30日（星期日）。",
    "星期一至星期五上班，11月30日（星期二）之说有误。2025年如此，2026年也如此。",
    "11月15日至3月15日供暖，9月至次年8月为一学年，2025年12月至2026年1月为高峰期。",
    "张某，1950年5月出生，2020年因病去世，享年71岁。王某，1980年生。",
    "全年共办理案件125件，其中：民事80件、刑事45件。",
    "全年共接待群众1250人次，其中老年人300人次、妇女205人次。",
    "合计3.2亿元，其中中央1.25亿元、省级1.15亿元、市级0.81亿元。",
    "项目\t数量\n道路\t12\n桥梁\t30\n合计\t42",
    "计划完成率达103%，产能利用率105%，增长率分别为40%、35%和30%。",
    "分别占33.4%、33.3%和33.3%。",
    "人民币（大写）壹万贰仟伍佰元整（¥12,500.00），叁佰零伍元肆角（¥305.40），壹亿零叁拾万元（¥100,300,000）。",
    "目标是产值超过200亿元，另一产业产值超过300亿元。",
    "附件：1．任务清单\n　　　2．分工表\n\n附件1\n清单\n\n附件2\n表",
    "附件：1．任务清单\n　　　2．分工表",
    "第一，加强学习。第一、二轮督察。企业、等级评定、等待通知。",
)


def pointed_at(text: str) -> set[str]:
    done = docnorm.normalize_text(text, select=("facts", "ordinal-mark"))
    assert done.text.rstrip("\n") == text
    assert all(change.fate is Fate.SUGGESTED for change in done.draft.journal)
    return {change.rule for change in done.draft.journal}


@pytest.mark.parametrize("text", WRONG, ids=str)
def test_what_does_not_fit_is_pointed_at(text: str) -> None:
    assert pointed_at(text) == {WRONG[text]}


@pytest.mark.parametrize("text", RIGHT, ids=str)
def test_what_fits_is_left_alone(text: str) -> None:
    assert not pointed_at(text)


def test_a_family_is_chosen_by_its_name() -> None:
    chosen = docnorm.normalize_text("2月30日", select="facts").profile
    assert {rule.id for rule in chosen.rules} >= {"impossible-date", "total", "share"}
    assert all(rule.family == "facts" for rule in chosen.rules)
    none = docnorm.normalize_text("2月30日", ignore="facts")
    assert not [change for change in none.draft.journal if change.rule == "impossible-date"]


PROSE = "各级各部门要认真贯彻落实会议精神，结合实际抓好各项工作。\n"


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_seen_in_a_long_document(text: str) -> None:
    # Of texts of 160 characters and more the rules were not asked at all until the process had read 20,000.
    profile = docnorm.get_profile("gongwen")
    prefilter = Prefilter(profile.cleaners)  # fresh: nothing was read before
    long = PROSE * 20 + text

    selected = prefilter.select(long, prefilter.active)

    assert [rule.id for i, rule in enumerate(prefilter.rules) if selected >> i & 1 and rule.id == WRONG[text]]
    assert [c for c in docnorm.normalize_text(long).draft.journal if c.rule == WRONG[text]]
