"""Events a deadline is tied to or counted from: words for what the calendar brings every year, and for what happens."""

from __future__ import annotations

import re

from scheduler.deadlines.pieces import BEFORE, CN, Found, any_of

# Once a year, and somebody at the office knows on which day: a length of time counted from it is asked about.
_OF_THE_YEAR = any_of(
    r"""(?:春节|元旦|清明节?|五一节?|劳动节|端午节?|中秋节?|国庆节?|十一(?=[前后]|期间|假期)|元宵节?|重阳节?)(?:假期)?
    (?<!\d)[七八]一(?=前|之前|以前) [双两]节 两会 党代会 人代会 [高中]考
    开学 放假 [寒暑][假期] [春夏秋冬]季(?:学期)?(?:开学)? 每?学期[初末]?(?:开学)? 学年
    主?汛期? 雨季 [入今]冬 封冻 供[暖热][季期]? 采暖[季期] 春耕 秋收 三[夏秋] 立[春夏秋冬] [春秋]分 [夏冬]至
    雨水 惊蛰 谷雨 小满 芒种 [小大][暑雪寒] 处暑 白露 寒露 霜降"""
)
_SOME_DAY = any_of(
    """节假?日? 全会 会议? 大会 换届 验收 竣工 通车 完工 投用 投产 启用 出台 批复 机构改革 疫情
    项目 检查 考核 活动 培训 评审 招标 征求意见 到位 施行 实施 审批通过 印发"""
)
_COMES = "(?:工作)?(?:正式)?(?:召开|举办|举行|开始|到来|来临|结束|完成|通过)?"
_LUNAR = rf"(?:(?:农历|阴历)(?:[{CN}正冬腊]{{1,2}}月)?|[腊正]月)(?:初?[{CN}]{{1,3}})?{BEFORE}?"
OCCASION = rf"(?:{_OF_THE_YEAR}|{_SOME_DAY}){_COMES}"
SEASON = _LUNAR + "|" + any_of("主?汛期 每学期 [春夏秋冬]季 [春夏秋冬]{2}两?季 [寒暑][假期] 今冬明春 学期[初末]")
OCCASION_BEGINS = """
    春节 元旦 清明 五一 劳动 端午 中秋 国庆 十数 元宵 重阳 七一 八一 双节 两节 两会 党代 人代 高考 中考
    开学 放假 寒假 寒期 暑假 暑期 春季 夏季 秋季 冬季 春夏 春秋 夏秋 秋冬 冬春 学期 每学 学年
    汛 主汛 雨季 入冬 今冬 封冻 供暖 供热 采暖 春耕 秋收 三夏 三秋 立春 立夏 立秋 立冬 春分 秋分 夏至 冬至
    雨水 惊蛰 谷雨 小满 芒种 小暑 小雪 小寒 大暑 大雪 大寒 处暑 白露 寒露 霜降 农历 阴历 腊月 正月
    节 会 全会 大会 换届 验收 竣工 通车 完工 投用 投产 启用 出台 批复 机构 疫情
    项目 检查 考核 活动 培训 评审 招标 征求 到位 施行 实施 审批 印发"""

_SEASON_BEFORE = re.compile(rf"(?:{_OF_THE_YEAR}){_COMES}(?:之?[前后]|以[前后])?的?$")
_LONGEST = 12  # letters of an event with its verb
_BASE = re.compile(
    r"(?:日|后|起|时|到|接|收|届满|期满|到期|召开|举行|举办|开始|活动|会议?|施工|开工|报告|申请|受理|通知|通过|之|形成|变更|前)的?$"
)
_BASE_OR_EVENT = re.compile(rf"{_BASE.pattern}|[^,;。:月季年度周旬于在]$")


def base_doubt(found: Found) -> str:
    """A length of time needs a day to count from: the words before it must tell one.

    收到申请之日起 is a day in every case anew; 开学后 is one day, which is not told.
    """
    return _doubt(found, _BASE)


def event_doubt(found: Found) -> str:
    """A length counted backwards needs the event that stands before its 前."""
    return _doubt(found, _BASE_OR_EVENT)


def _doubt(found: Found, base: re.Pattern[str]) -> str:
    wording, begin = found.string, found.start()
    if season := _SEASON_BEFORE.search(wording, max(0, begin - _LONGEST), begin):
        return f"“{season[0]}”没有写明日期"
    return "" if base.search(wording, max(0, begin - 4), begin) else f"“{found[0]}”没有写明从哪一天算起"
