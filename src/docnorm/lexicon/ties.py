"""Words that context does not tell apart: families that sound alike and fit the same places, pairs of equals."""

from __future__ import annotations

from functools import lru_cache

TIES = (
    ("检查", "检察", "监察"),
    ("制定", "制订"),
    ("必须", "必需"),
    ("做出", "作出"),
    ("权利", "权力"),
    ("截止", "截至"),
    ("法制", "法治"),
    ("定金", "订金"),
    ("启示", "启事"),
    ("反映", "反应"),
    ("报道", "报导"),
    ("记录", "纪录"),
    ("账号", "帐号"),
    ("账户", "帐户"),
    ("其他", "其它"),
    ("交纳", "缴纳"),
    ("度过", "渡过"),
    ("标志", "标识"),
    ("考查", "考察"),
    ("申明", "声明"),
    ("事务", "事物"),
    ("收集", "搜集"),
    ("暴发", "爆发"),
    ("监测", "检测"),
    ("公正", "公证"),
    ("以至", "以致"),
    ("化装", "化妆"),
    ("终生", "终身"),
    ("品味", "品位"),
    ("分辨", "分辩"),
    ("树立", "竖立"),
    ("订婚", "定婚"),
    ("人才", "人材"),
    ("坐位", "座位"),
    ("年轻", "年青"),
    ("他", "她", "它"),
    ("做", "作"),
    ("的", "地", "得"),
    ("象", "像"),
)
# Of these no context counts, only the document itself: a statute's 制定 and a plan's 制订 stand in the same places.
STRICT = frozenset(word for family in TIES[:6] for word in family) | frozenset("他她它做作的地得")
_PAIRED = """
中美 中日 中俄 中欧 中非 中英 中法 中德 中韩 中印 美苏 美日 日韩 京沪 京津 沪杭 京广
京九 港澳 两岸 上下 左右 前后 内外 东西 南北 大小 多少 高低 长短 快慢 轻重 软硬 冷热
干湿 明暗 深浅 粗细 远近 新旧 好坏 真假 虚实 正负 正反 阴阳 黑白 红黑 公私 官兵 官民
军民 军地 警民 警企 校企 校地 政企 政校 政银 银企 银政 党政 党群 党团 干群 城乡 工农
农工 农林 农商 工商 文体 文史 文理 理工 师生 师徒 父子 父女 母子 母女 夫妻 夫妇 兄弟
姐妹 祖孙 婆媳 亲子 男女 老少 老幼 医患 医护 买卖 供需 供销 产销 产学 产学研 学研 收支
收付 借贷 存贷 贷存 投融 奖惩 赏罚 得失 利弊 利害 优劣 胜负 输赢 成败 是否 有无 能否
可否 进出 出入 来往 往来 来回 来去 起落 升降 涨跌 增减 加减 乘除 开关 收放 攻守 吃喝
吃住 衣食 水电 水土 水陆 水火 风光 风电 车船 人车 人机 人地 点线 点面 线面 图文 声光
声像 音像 视听 听说 读写 教学 学用 知行 言行 天地 日月 昼夜 早晚 春秋 冬夏 古今 今昔
生死 存亡 敌我 彼此 主客 主次 首尾 始终 头尾 首末 因果 表里 纵横 经纬 方圆 曲直 动静
强弱 盈亏 损益 租售 购销 管护 建管 研学 农旅 文旅 体旅 商旅
"""
PAIRED = frozenset(_PAIRED.split())
FAMILIES = {word: family for family in TIES for word in family}


@lru_cache(maxsize=8192)
def find_tied_part(word: str) -> str | None:
    """Return the member of a family that ``word`` is or, of two characters or more, holds."""
    return next((tied for tied in FAMILIES if tied == word or (len(tied) > 1 and tied in word)), None)


def list_alternatives(word: str) -> tuple[str, ...]:
    """Return what ``word`` becomes with each other member of the family that it is or holds."""
    tied = find_tied_part(word)
    if tied is None:
        return ()
    return tuple(word.replace(tied, other) for other in FAMILIES[tied] if other != tied)
