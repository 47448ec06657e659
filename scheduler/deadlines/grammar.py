"""The grammar of deadline phrases: every form an office writes, the most particular first, with an example each.

A form is how it can begin, a pattern, and what it says. The wording is scanned once from left to right (`scan.py`);
at each place the first form that fits wins. What no form explains stays between the terms (`leftover.py`). In the
examples 末 is the last day of a month, 约 a vague period, 全 a whole year's duty, and ？ a doubt that is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from scheduler.deadlines.occasions import OCCASION, OCCASION_BEGINS, SEASON, base_doubt, event_doubt
from scheduler.deadlines.pieces import (
    ALTERNATE_MONTHS,
    AND,
    BEFORE,
    CN,
    COUNT,
    DAYTIME,
    HEAD,
    INCLUDED,
    INSIDE,
    ISSUE,
    NO_COUNT,
    NUMBER_OF,
    NUMBER_TO,
    ON_YEAR,
    ONCE,
    PART_OF_MONTH,
    QUARTER_ENDS,
    RULES,
    SIDE,
    TEN_DAYS,
    TO,
    TO_A_DAY,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    YEAR_TO,
    YEAR_WORD,
    YEAR_WORDS,
    YYYY,
    Found,
    N,
    any_of,
    day_of,
    day_rule,
    length_of,
    quarter_of,
    side_of,
    year_of,
)
from scheduler.deadlines.scan import Form, Reader, Scan
from scheduler.deadlines.terms import (
    CLOSE,
    DAY,
    MONTH_BEFORE,
    MONTH_END,
    SPAN,
    VAGUE,
    WHOLE,
    FromNow,
    Grain,
    Length,
    Lookalike,
    Manner,
    Occasion,
    Period,
    Rhythm,
    Side,
    Standing,
    Term,
    Years,
)
from scheduler.deadlines.wording import clean, number

AnyReader = TypeVar("AnyReader", bound=Reader)


FORMS: list[Form] = []


def form(begins: str, *pieces: str) -> Callable[[AnyReader], AnyReader]:
    """Add a form to the grammar: its beginnings, parted by blanks, and its pattern in pieces."""

    def add(reader: AnyReader) -> AnyReader:
        FORMS.append(Form(frozenset(begins.split()), re.compile("".join(pieces), re.ASCII), reader))
        return reader

    return add


# The ends of months and years: the commonest forms, so they stand first.


@form(
    "数月 数. 数/ 数- 年数",
    rf"(?:{YEAR}|(?<!\d)(?P<dotted>20\d\d)[./-]|{HEAD})(?P<month>{N})月(?!{ONCE})(?:(?P<named>份)|)",
    rf"(?:(?P<day>{N})(?:[日号]|(?={TO}{N}[日号])){INCLUDED}{WEEKDAY}{DAYTIME}|(?P<close>月?[底末]|最后[一1]?[天日])",
    r"|(?P<tens>上中|中下|[上中下])旬|(?P<vague>初|中(?!央|心|小|学|国|医|共))|)",
    SIDE,
)
def month(found: Found) -> Term:
    """A day, a part or the whole of a month. N日前 means that day, the day itself included.

    >>> said("2022年11月30日前"), said("十一月三十日"), said("明年3月5日下午5点前"), said("11月30日0时前")
    ('2022-11-30前', '11-30', '明年03-05前', '11-30前？')

    N月底前 is the last day of month N; 上旬, 中旬, 下旬 end on the 10th, the 20th and the last day.

    >>> said("11月底前"), said("2022年6月末"), said("11月上旬"), said("2022年11月中旬前"), said("11月中下旬")
    ('11-末前', '2022-06-末', '11-10', '2022-11-20前', '11-末')

    初 and 中 name no day; 前 after a bare month has two readings; 3月内 may mean three months.

    >>> said("11月初"), said("11月中"), said("2022年11月"), said("11月前"), said("3月内")
    ('11-01…11-10约', '11-01…11-15约', '2022-11-01…11-末', '11-01…11-末前', '03-01…03-末内？')
    """
    year = int(found["dotted"]) if found["dotted"] else year_of(found)
    if found["day"]:
        return day_of(found, year)
    month, side = number(found["month"]), side_of(found)
    if found["close"] or found["tens"]:
        first, last = TEN_DAYS.get(found["tens"], (1, MONTH_END))
        return Period((month, first), (month, last), CLOSE, side, year)
    if found["vague"]:
        return Period((month, 1), (month, 10 if found["vague"] == "初" else 15), VAGUE, side, year)
    counted = found["within"] in ("内", "之内", "以内") and not found["named"] and year is None
    doubt = f"“{found[0]}”是当月之内还是{month}个月之内不明" if counted else ""
    return Period((month, 1), (month, MONTH_END), SPAN, side, year, doubt=doubt)


@form(
    "数底 数末 数终 数初 数中 年底 年末 年终 年初 年中 年年 年度",
    rf"(?:{YEAR}年?|{NO_COUNT}年度?)(?:(?P<close>[底末终](?!端|了))|(?P<early>初)|中(?!央|心|小|学|国))",
    SIDE,
)
def part_of_year(found: Found) -> Term:
    """年底前 is 31 December; 年初 and 年中 name no day.

    >>> said("年底前"), said("2022年底"), said("今年年底前"), said("明年底前")
    ('12-31前', '2022-12-31', '今年12-31前', '明年12-31前')
    >>> said("年初"), said("2022年中")
    ('01-01…03-末约', '2022-04-01…06-末约')
    """
    side, year = side_of(found), year_of(found)
    if found["close"]:
        return Period((12, 1), (12, 31), CLOSE, side, year)
    first, last = (1, 3) if found["early"] else (4, 6)
    return Period((first, 1), (last, MONTH_END), VAGUE, side, year)


# Figures that are no deadline.


@form(
    "《 第数 (数 数号 编号 文号 证号 标准 电话 手机 热线 邮编 传真 账号",
    r"《[^》]{0,80}》|第[\d一二三四五六七八九十百]{1,5}号|\((?:19|20)\d\d\)第?\d{1,4}号|\d{1,5}号(?:文|令|公告)",
    r"|(?:编号|文号|证号|标准号|电话|手机|热线|邮编|传真|账号)(?:为|:)?[\dA-Za-z./-]+",
)
def citation(found: Found) -> Term:
    """A title, or the number of a document.

    >>> said("第274号"), said("《纲要（2021—2030年）》")
    ('非时限：第274号', '非时限：《纲要(2021-2030年)》')
    >>> said("编号2023-12")
    '非时限：编号2023-12'
    """
    return Lookalike(found[0])


@form(
    f"{NUMBER_TO} {YEAR_TO} (数",
    rf"\(?(?P<first>{YYYY})年?{TO}(?P<last>{YYYY})年?\)?[^,;。、\d底前内]{{0,8}}(?:规划|计划|方案|纲要|行动)(?:期内|期间|期(?P<close>末))",
)
def plan_period(found: Found) -> Term:
    """The years a plan runs.

    >>> said("2021—2023年三年行动期内")
    '2021…2023'
    """
    return Years(number(found["first"]), number(found["last"]), close=bool(found["close"]))


@form(
    f"{NUMBER_TO} {YEAR_TO} (数 规划 计划 方案 纲要 行动",
    rf"(?:规划|计划|方案|纲要|行动)\(?{YYYY}年?{TO}{YYYY}年?\)?",
    rf"|\(?{YYYY}年?{TO}{YYYY}年?\)?(?=[^,;。、\d底前内]{{0,8}}(?:规划|计划|方案|纲要|行动))",
)
def plan_years(found: Found) -> Term:
    """The years in the name of a plan.

    >>> said("规划2021—2030")
    '非时限：规划2021-2030'
    """
    return Lookalike(found[0])


@form(
    "公开 有效 公示 长期 永久 保存 保管",
    r"公开(?:时限|期限)(?:为|:)?[^,;。]{0,10}|(?:长期|永久)公开|有效期(?:为|至|到|:|限|自)[^,;。]{0,24}|(?:保存|保管|公示)期?(?:限|为)[^,;。]{0,10}",
)
def how_long_it_stays_public(found: Found) -> Term:
    """For how long something is public says nothing of when it is done.

    >>> said("公开时限：长期公开")
    '非时限：公开时限:长期公开'
    """
    return Lookalike(found[0])


@form(
    "统计 考核 评价 核算 审计",
    r"统计(?:口径|周期|时段|区间|期间|范围)(?:为|是|:)?[^,;。()]{0,30}",
    r"|(?:考核|评价|核算|审计)(?:口径|周期|时段|区间)(?:为|是|:)?[^,;。()]{0,30}",
)
def what_is_counted(found: Found) -> Term:
    """The stretch that figures cover says nothing of when they are due.

    >>> said("统计口径为2022年1月1日至6月30日")
    '非时限：统计口径为2022年1月1日至6月30日'
    """
    return Lookalike(found[0])


# Days.


@form(
    "数. 数- 数/",
    rf"(?=\d{{4}}(?:\.\d+\.|-\d+-|/\d+/))(?P<year>{YYYY})[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})(?!\d)日?",
    WEEKDAY,
    DAYTIME,
    SIDE,
)
def figures(found: Found) -> Term:
    """A date in figures, with or without an hour.

    >>> said("2022.11.30"), said("2022/11/30前"), said("2022-11-30 00:00:00")
    ('2022-11-30', '2022-11-30前', '2022-11-30')
    """
    return day_of(found, number(found["year"]))


_NUMBERED = re.compile(r"\d{8}|[-~至到、,;()于在完成办结截止时限间日期:]")


@form("数", r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)", SIDE)
def eight_figures(found: Found) -> Term:
    """A date as one number; among words it may as well be a telephone or the number of something.

    >>> said("20221130"), said("20220901-20221130"), said("联系人：张某，20221130")
    ('2022-11-30', '2022-09-01 2022-11-30', '2022-11-30？')
    """
    day, side = (int(found["month"]), int(found["day"])), side_of(found)
    is_told = side is not Side.ON or not _NUMBERED.sub("", found.string)
    doubt = "" if is_told else f"“{found[0]}”可能不是日期"
    return Period(day, day, DAY, side, int(found["year"]), doubt=doubt)


@form(
    "数. 数/ 数- 年数",
    rf"(?:{YEAR}|(?<![\d./-])|(?<=\d\.\d[-~])|(?<=\d\.\d\d[-~]))(?P<month>1[0-2]|0?[1-9])(?P<dot>[./-])(?P<day>[0-3]?\d)(?![\d.%％])",
    rf"(?={BEFORE}|$|(?:{TO})\d{{1,2}}\.\d)",
    SIDE,
)
def month_dot_day(found: Found) -> Term:
    """Without a year; a bare 11.3 may be 11.30 that lost its nought in a sheet.

    >>> said("11.30前"), said("2022年11.30前"), said("11.3"), said("3.20-3.25")
    ('11-30前', '2022-11-30前', '11-03？', '03-20 03-25')
    """
    day = (int(found["month"]), int(found["day"]))
    period = Period(day, day, DAY, side_of(found), year_of(found))
    by_dot = found["dot"] == "." and (found["before"] or len(found["day"]) == 2)
    by_slash = found["dot"] == "/" and found["before"]
    if by_dot or by_slash:
        return period
    return period._replace(doubt=f"“{found[0]}”可能不是月和日，或末尾少了一个零")


# Rhythms.


@form(
    "每隔 每数",
    rf"每(?P<apart>隔)?(?P<size>{COUNT})个?(?P<unit>年|月(?![底末])|周|星期|天|日|季度?)(?!龄|级|期|边|次)",
)
def every_few(found: Found) -> Term:
    """Every second month, every third year.

    >>> said("每两年进行一次"), said("每2个月")
    ('FREQ=YEARLY;INTERVAL=2', 'FREQ=MONTHLY;INTERVAL=2')
    """
    size, unit = number(found["size"]), found["unit"][0].replace("星", "周")
    months = size * {"月": 1, "季": 3}.get(unit, 0)
    doubt = "“每隔”是否含当次不明" if found["apart"] else ""
    if months > 12 or (months and 12 % months):
        doubt = doubt or f"“{found[0]}”从哪个月算起不明"
    if months:
        return Rhythm(RULES["月"] + (f";INTERVAL={months}" if months > 1 else ""), doubt)
    return Rhythm(RULES[unit] + (f";INTERVAL={size}" if size > 1 else ""), doubt)


@form(
    "每季 每个 逐季 按季 分季 各季",
    r"(?:每个?|逐|按|分|各)季度?(?!节)(?:的?(?:(?P<first>首个?月|第[1一]个?月)|(?P<second>第[2二]个?月)",
    r"|(?P<third>末个?月(?!底)|第[3三]个?月|最后[一1]?个?月))|[底末])?",
    rf"(?:的?(?P<day>{N})[日号]|(?:结束|终了)后的?(?P<after>{N})日内|(?P<part>上旬|中旬|下旬|[底末]))?{BEFORE}?",
)
def quarterly(found: Found) -> Term:
    """The quarter's end, or a day in one of its months.

    >>> said("每季度末"), said("每季度首月10日前")
    ('FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10')
    >>> said("每季度结束后10日内"), said("每季度10日前")
    ('FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10', 'FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1？')
    """
    if found["first"] or found["after"]:
        months = "1,4,7,10"
    elif found["second"]:
        months = "2,5,8,11"
    elif found["third"]:
        months = "3,6,9,12"
    else:
        return Rhythm(QUARTER_ENDS, "没有写明是季度中的哪个月" if found["day"] or found["part"] else "")
    return Rhythm(f"FREQ=MONTHLY;BYMONTH={months}{day_rule(found) or ';BYMONTHDAY=-1'}")


@form(
    "每月 每个 逐月 按月 分月 每单 每双 每逢 逢单 逢双 单月 双月",
    rf"(?:(?:每个?|逐|按|分)月(?!光)度?份?|(?:每?逢|每|(?=.月{PART_OF_MONTH}))(?P<parity>[单双])月)",
    rf"(?:的?(?P<day>(?:{N}[日号]?(?:{AND}|{TO}))*{N}[日号](?:{AND}月?[底末])?)|(?P<part>月?[底末]|[上中下]旬|最后[一1]?[天日])|(?P<vague>月?[初中])",
    rf"|(?:结束|终了)后的?(?P<after>{N})日内)?{BEFORE}?",
)
def monthly(found: Found) -> Term:
    """Every month, or the odd or even ones, perhaps with its day, or its days; of a stretch the last one counts.

    >>> said("每月25日前"), said("每月底"), said("每月通报一次")
    ('FREQ=MONTHLY;BYMONTHDAY=25', 'FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY')
    >>> said("每月5日、20日前"), said("每月1-5日"), said("每月15日和月底"), said("每月15日、30日")
    ('FREQ=MONTHLY;BYMONTHDAY=5,20', 'FREQ=MONTHLY;BYMONTHDAY=5', 'FREQ=MONTHLY;BYMONTHDAY=15,-1', 'FREQ=MONTHLY？')
    >>> said("双月底前")
    'FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1'
    """
    if found["vague"]:
        return Rhythm("FREQ=MONTHLY", "“月初”“月中”没有写明日期")
    rule = day_rule(found)
    which, doubt = ALTERNATE_MONTHS[found["parity"]], "" if rule is not None else "每月有几个不同的日期，请分别列明"
    return Rhythm(f"FREQ=MONTHLY{which}{rule or (which and ';BYMONTHDAY=-1')}", doubt)


@form("每半 每个 按半", r"(?:每个?|按)半年[末底]?", BEFORE, "?")
def half_yearly(found: Found) -> Term:
    """The ends of the half-years.

    >>> said("每半年公布一次")
    'FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1'
    """
    return Rhythm(RULES["半"])


@form(
    "每周 每星 每个 逐周 逐星 按周 按星",
    r"(?:每个?|逐|按)(?:周|星期)(?!期|边|围|转|年|岁)(?P<day>[二三四五六日天](?!次)|一(?=前|之前|以前|上午|下午|$|[,;、。和及]))?",
    rf"(?P<more>(?:[、和及](?:周|星期)?[一二三四五六日天](?!次|周|季|月))*)(?P<vague>末|一(?!次)|[、和及](?:周|星期)?[{CN}日天])?{DAYTIME}{BEFORE}?",
)
def weekly(found: Found) -> Term:
    """Every week, perhaps with its day or days.

    >>> said("每周五前"), said("每周"), said("每周一、四"), said("每周一二")
    ('FREQ=WEEKLY;BYDAY=FR', 'FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=WEEKLY？')
    """
    days = ",".join(WEEKDAYS[day] for day in (found["day"] or "") + found["more"] if day in WEEKDAYS)
    return Rhythm(f"FREQ=WEEKLY;BYDAY={days}" if days else "FREQ=WEEKLY", "没有写明是周几" if found["vague"] else "")


@form(
    "每个 每旬 每工 每日 每天 按日 按天 逐日",
    r"(?:每个?(?P<unit>旬)[末底]?|每个?(?P<work>工作日)|每[日天]|按[日天](?!然)|逐日)",
    DAYTIME,
    BEFORE,
    "?",
)
def daily(found: Found) -> Term:
    """Every day, or three times a month.

    >>> said("每日更新"), said("每旬")
    ('FREQ=DAILY', 'FREQ=MONTHLY;BYMONTHDAY=10,20,-1')
    """
    return Rhythm(RULES[found["unit"] or "日"], "以工作日为周期，请确认" if found["work"] else "")


@form(
    "每年 每个 逐年 按年",
    r"(?:每个?|逐|按)年(?!龄|级|代|度?(?:计划|预算|目标|任务|方案|要点))(?:(?P<close>年?[底末终])|度?(?P<vague>年?[初中])?)",
    BEFORE,
    "?",
)
def yearly(found: Found) -> Term:
    """Every year; the months that follow complete it.

    >>> said("每年3月底前"), said("每年年底前")
    ('FREQ=YEARLY 03-末前', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1')
    """
    if found["close"]:
        return Rhythm("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")
    return Rhythm("FREQ=YEARLY", "“年初”“年中”没有写明日期" if found["vague"] else "", takes_months=True)


@form(
    "数季 数个 1年 1月 1周 1日 1天 1旬 一年 一月 一周 一日 一天 一旬 半年 个半",
    rf"(?<![{CN}\d第半每])(?:[一1]?个?(?P<half>半年)[一1](?=[次报调通总考督检评轮])|[一1]个?(?P<unit>年|季度?|月|周|日|天|旬)",
    rf"(?:{ONCE}|(?P<times>[两二2三3四4])(?=[次报调通总研督检评公结例会])))",
)
def one_each(found: Found) -> Term:
    """One a month; two a month leaves open when.

    >>> said("一月一调度"), said("半年一次"), said("一年两次")
    ('FREQ=MONTHLY', 'FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1', 'FREQ=YEARLY？')
    """
    unit = found["half"] or found["unit"]
    return Rhythm(RULES[unit[0]], "没有写明每次的日期" if found["times"] else "")


@form("以季 以月 以年 以半", r"以(?P<unit>季度|月|年|半年)为(?:节点|单位|周期)")
def checkpoints(found: Found) -> Term:
    """Quarters as checkpoints.

    >>> said("以季度为节点")
    'FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1'
    """
    return Rhythm(RULES[found["unit"][0]])


# Lengths of time.


@form(
    "本 该 此 实施 工作 方案 通知 文件 意见 办法 要点 计划 清单 任务 分工 正式 印发 下发 发文 发布 公布",
    ISSUE,
    rf"(?P<few>{COUNT}{TO}|几)?(?P<size>{COUNT}|半)个?{UNIT}{INSIDE}?",
)
def after_issue(found: Found) -> Term:
    """Counted from the issue of this document; another document's issue is only some day.

    >>> said("印发后3个月内"), said("自印发之日起15个工作日内"), said("政策文件印发后3日内")
    ('印发后3月', '印发后15工作日', '某日后3日')
    >>> said("通知下发后10日内"), said("方案印发后10日内")
    ('印发后10日', '印发后10日？')
    """
    own = found["own"]
    sure = own[0] in "本该此" or own == "通知" if own else found["verb"] in ("印发", "下发", "发文")
    doubt = "" if sure else f"“{found['issue']}”是否指本文件的印发，请确认"
    return length_of(found, forward=True, from_issue=True, doubt=doubt)


@form(
    f"{NUMBER_TO} 前几 前数 几数",
    rf"(?<!提)前?(?P<few>{COUNT}{TO}|几)(?P<size>{COUNT}|半)个?(?!月){UNIT}(?:{INSIDE}|(?P<back>前)|后)",
)
def between_lengths(found: Found) -> Term:
    """Two lengths for one duty.

    >>> said("5至10个工作日内")
    '某日后10工作日？'
    """
    return length_of(found, forward=not found["back"])


@form(
    f"{NUMBER_OF} 年内 年之 年以 年前 年后",
    rf"(?<![\d月年{CN}])(?!{TO_A_DAY})(?P<size>{COUNT}|半)(?:个|(?!月|季)){UNIT}(?:{INSIDE}|(?P<back>{BEFORE})|之后|以后|后(?!续))",
)
def some_time(found: Found) -> Term:
    """Counted from a day the phrase only describes: kept in words, without a date.

    >>> said("收到申请之日起30个工作日内"), said("举行会议二十五日前"), said("3个月内")
    ('某日后30工作日', '某日前25日', '某日后3月？')
    """
    return length_of(found, forward=not found["back"], doubt=base_doubt(found))


@form(NUMBER_OF, rf"(?<=起)(?P<size>{COUNT})(?:个|(?!月|季)){UNIT}")
def some_time_from(found: Found) -> Term:
    """The same without 内.

    >>> said("受理之日起20个工作日")
    '某日后20工作日'
    """
    return length_of(found, forward=True, doubt=base_doubt(found))


@form("前数", rf"(?<![提{CN}\d])前(?P<size>{COUNT}|半)(?:个|(?!月|季|年)){UNIT}(?:内|以上)?")
def some_time_ahead(found: Found) -> Term:
    """Counted backwards from an event.

    >>> said("会议召开前5个工作日")
    '某日前5工作日'
    """
    return length_of(found, forward=False, doubt=event_doubt(found))


@form("次月 下月 下个 隔月", rf"(?:次|下个?|隔)月(?:的?{N}[日号]|底|末|[上中下]旬)?{BEFORE}?")
def next_month(found: Found) -> Term:
    """The month after an event.

    >>> said("审批通过后的次月15日前"), said("次月5日前")
    ('某日后1月', '某日后1月？')
    """
    return Length(1, "月", forward=True, from_issue=False, doubt=base_doubt(found))


# Lists of months.


@form(
    f"{NUMBER_TO} 数、 数, 数和 数及 数与 年数",
    rf"{ON_YEAR}(?P<month>{N})"
    rf"(?={TO}{N}月|(?<=\d){AND}(?:\d{{1,2}}{AND}){{0,11}}\d{{1,2}}月|(?<=[{CN}]){AND}[{CN}]{{1,3}}月)",
)
def month_left_short(found: Found) -> Term:
    """The first of a list or range of months, without its own 月; 1、 may be the number of a list.

    >>> said("3、6、9月底前"), said("10—11月")
    ('03-01…03-末 06-01…06-末 09-末前', '10-01…10-末 11-01…11-末')
    """
    month = number(found["month"])
    numbered = found.start() == 0 and month <= 2 and found.string[found.end()] == "、"
    doubt = f"“{found[0]}、”是序号还是月份不明" if numbered else ""
    return Period((month, 1), (month, MONTH_END), SPAN, Side.ON, year_of(found), doubt=doubt)


@form("数. 数/ 数-", rf"(?P<year>{YYYY})[./-](?P<month>0[1-9]|1[0-2]|[1-9])(?![\d.%])(?P<close>[底末])?", SIDE)
def year_dot_month(found: Found) -> Term:
    """2022.1 may be 2022.10 that lost its nought in a sheet.

    >>> said("2022.11"), said("2022-06底前"), said("2022.1")
    ('2022-11-01…11-末', '2022-06-末前', '2022-01-01…01-末？')
    """
    month = number(found["month"])
    grain = CLOSE if found["close"] else SPAN
    doubt = "可能是10月少了一个零" if found["month"] == "1" else ""
    return Period((month, 1), (month, MONTH_END), grain, side_of(found), number(found["year"]), doubt=doubt)


# Quarters and halves.


@form(
    f"{NUMBER_TO} 数、 数和 数及 数与 第数 年第 年数",
    rf"{ON_YEAR}第?(?P<quarter>[1-4一二三四])(?={TO}第?[1-4一二三四]个?季|(?:[、和及与]第?[1-4一二三四]){{1,3}}个?季)",
)
def quarter_left_short(found: Found) -> Term:
    """The first of a list or range of quarters.

    >>> said("第一至三季度")
    '01-01…03-末 07-01…09-末'
    """
    return quarter_of(found, SPAN, Side.ON)


@form(
    "数季 数个 第数 年第 年数",
    rf"(?:{YEAR}|(?<![\d前{CN}]))第?(?P<quarter>[1-4一二三四])个?季度?(?:(?P<close>[底末])|(?P<vague>[初中](?!小|学)))?",
    SIDE,
)
def quarter(found: Found) -> Term:
    """A quarter or its end.

    >>> said("第三季度"), said("三季度末前"), said("2022年4季度")
    ('07-01…09-末', '09-末前', '2022-10-01…12-末')
    """
    grain = CLOSE if found["close"] else VAGUE if found["vague"] else SPAN
    period = quarter_of(found, grain, side_of(found))
    return period._replace(first=(period.last[0], 1)) if found["close"] else period


@form("前数 年前", rf"(?:{YEAR}|)前(?:(?P<quarters>[23二三两])个?季度|(?P<months>{N})个月)[底末]?", SIDE)
def first_quarters(found: Found) -> Term:
    """The year's first quarters together.

    >>> said("前三季度")
    '01-01…09-末'
    """
    last = number(found["months"]) if found["months"] else 3 * number(found["quarters"])
    return Period((1, 1), (last, MONTH_END), SPAN, side_of(found), year_of(found))


@form("上半 下半 年上 年下", rf"(?:{YEAR}|)(?P<half>上|下)半年(?:(?P<close>年?[底末])|(?P<vague>[初中]))?", SIDE)
def half(found: Found) -> Term:
    """A half-year or its end.

    >>> said("上半年"), said("2022年下半年")
    ('01-01…06-末', '2022-07-01…12-末')
    """
    first, last = (1, 6) if found["half"] == "上" else (7, 12)
    grain = CLOSE if found["close"] else VAGUE if found["vague"] else SPAN
    return Period((first, 1), (last, MONTH_END), grain, side_of(found), year_of(found))


# Years.


@form(
    "十数",
    r"(?P<plan>十[一二三四五六七])五(?:(?P<name>规划(?!期)|以来)|(?:规划)?(?P<span>时期|期间|期)?(?:(?P<close>期?[末底])|(?P<vague>初|前期|中期|后期",
    r"|前[一二三四]年)|内|止)?(?P<before>前)?(?P<noun>(?=[^,;。、]))?)",
)
def five_years(found: Found) -> Term:
    """The five years of a plan; before a noun only its name.

    >>> said("“十四五”期间"), said("到“十四五”末"), said("十四五规划")
    ('2021…2025', '2025-12-31', '非时限：十四五规划')
    """
    if found["name"] or (found["noun"] is not None and not found["span"] and not found["close"]):
        return Lookalike(found[0])
    first = 2006 + 5 * (number(found["plan"]) - 11)
    open_end = found["vague"] or (found["before"] and not found["close"])
    doubt = "没有写明是五年中的哪一年" if open_end else ""
    return Years(first, first + 4, close=bool(found["close"]), doubt=doubt)


@form(f"{NUMBER_TO} {YEAR_TO}", rf"(?P<year>{YYYY})年?(?={TO}{YYYY}年)")
def year_left_short(found: Found) -> Term:
    """The first of a range of years.

    >>> said("2020-2024年")
    '2020-01-01…12-31 2024-01-01…12-31'
    """
    return Period((1, 1), (12, 31), Grain.YEAR, Side.ON, number(found["year"]))


@form(
    "年全 年年 年整 年内 年之 年以 年期 年度 数全 全年 整年 内 之内 以内 期间",
    rf"(?:{YEAR}|(?P<figures>{YYYY})(?=全年)|{NO_COUNT})(?:全年(?:任务|工作)?$|全年(?:度)?(?!总结|工作|目标|任务|计划|预算|报告|数据|情况)|年度?{INSIDE}|整年"
    rf"|(?<=[年度]){INSIDE}|(?<=年)期间)",
)
def whole_year(found: Found) -> Term:
    """A duty for the whole year: its last day is the close, not a date to be late at.

    >>> said("全年"), said("2022年内")
    ('01-01…12-31全', '2022-01-01…12-31全')
    """
    year = number(found["figures"]) if found["figures"] else year_of(found)
    return Period((1, 1), (12, 31), WHOLE, Side.ON, year)


@form("年", rf"(?:(?P<year>{YYYY})年度?|{YEAR_WORD})", SIDE)
def year(found: Found) -> Term:
    """A whole year; 前 after it has two readings.

    >>> said("2025年"), said("2024年前")
    ('2025-01-01…12-31', '2024-01-01…12-31前')
    """
    year = number(found["year"]) if found["year"] else YEAR_WORDS[found["word"]]
    return Period((1, 1), (12, 31), Grain.YEAR, side_of(found), year)


@form("数日 数号", rf"(?<=[-~至到、,和及与])(?P<day>{N})[日号]", WEEKDAY, DAYTIME, SIDE)
def day_alone(found: Found) -> Term:
    """A day of the month named before it.

    >>> said("5月7日至11日"), said("5月7日至11日前")
    ('05-07 11', '05-07 11前')
    """
    day = (MONTH_BEFORE, number(found["day"]))
    return Period(day, day, DAY, side_of(found))


@form("月底 月末", r"(?:(?<=[日号旬][-~至到])|(?<=[日号旬]起[-~至到]))月[底末]", SIDE)
def month_end_alone(found: Found) -> Term:
    """The end of the month named before it.

    >>> said("9月10日至月底")
    '09-10 末'
    """
    day = (MONTH_BEFORE, MONTH_END)
    return Period(day, day, CLOSE, side_of(found))


# Without a day.


@form(
    "即日 现在 从即 从现 自即 自现 自本 自通 自方 自印 本 通知 方案 印发",
    r"[从自]?即日起|从即日|[从自]?现在起|自?本?(?:通知|方案)?印发之日起(?=[,;。至到施实执-]|$)",
)
def from_now(found: Found) -> Term:
    """From the day of issue.

    >>> said("即日起至12月31日")
    '即日起 12-31'
    """
    return FromNow()


@form(
    "长期 长效 常态 常年 经常 一直 始终 坚持 持之 持续 不断 日常",
    any_of(
        """长期(?!限)(?:以来)? 常态长?效?化? 长效 经常[性化] 常年 (?:一直|始终)坚持 坚持不懈 持之以恒
        不断完善 日常(?:性|化)?(?:工作|任务)?$
        持续(?!时间|[至到])(?:推进|开展|做好|深化|用力|实施|坚持|加强|整改|优化|巩固|进行|落实|发力)?"""
    ),
)
def standing(found: Found) -> Term:
    """A duty without an end.

    >>> said("长期坚持"), said("持续推进")
    ('长期', '长期')
    """
    return Standing()


@form(
    OCCASION_BEGINS,
    rf"{OCCASION}(?:{BEFORE}|之后|以后|后(?!续|期)|期间|前[后夕])",
    rf"(?!的?[次下]月|{COUNT}(?:[日天周]|个(?:[工自]|月|小时)|工作日))|{SEASON}",
)
def occasion(found: Found) -> Term:
    """An event whose day the phrase does not tell.

    >>> said("汛前"), said("秋季开学前")
    ('事项：汛前', '事项：秋季开学前')
    """
    return Occasion(found[0])


_UNSETTLES = re.compile(r"视|另|待|[按依].*(?:安排|部署|通知)|根据.*(?:需要|情况|安排|部署|进度)|以.*为准")


@form(
    """按 依 视 待 以 不定 定期 适时 随时 实时 动态 立即 立行 即知 边查 马上 第数 及时 尽快 尽早 抓紧 限期 近期 当前
    根据 结合 另行 另通 另发 同上""",
    any_of(
        """不?定期(?!限) 适时 随时 实时 动态(?:更新|调整)? 立即 立行立改 即知即改 边查边改
        马上 第一时间 及时 尽快 尽早 抓紧 限期 近期 当前 按时 按期 视情况?
        视[^,;。()]{0,10}(?:情况|进[度展]|需要|条件|实际|安排|而定)
        根据[^,;。]{1,10}(?:需要|情况|要求|安排|部署|进度) 结合[^,;。]{1,12}(?:推进|开展)
        待定 另(?:行|发)?(?:通知|安排|确定|部署|明确|印发|下达|公布|布置|发文) 同上 待[^,;。]{1,12}(?:后|确定|明确|通知)
        [按依](?:照|据)?(?:上级|国家|[省市区县州][^,;。]{0,8}?)(?:安排|部署|通知)
        以[^,;。()]{1,12}为准
        按照?[^,;。]{0,8}?(?:时间节点|时序|节点|进度|时限|要求|规定|计划|程序|时间)(?:要求|推进|完成)?"""
    ),
)
def manner(found: Found) -> Term:
    """How or how urgently, not when.

    >>> said("立即"), said("定期更新")
    ('立即', '定期')
    """
    recurring, unsettles = found[0] in ("定期", "不定期"), bool(_UNSETTLES.match(found[0]))
    return Manner(found[0], f"“{found[0]}”没有写明日期", recurring, unsettles)


@form(
    "本月 当月 月底 月末 月初 季底 季末 季度 年前",
    r"[本当]?月[底末初]前?|[本当]月(?:\d{1,2}日|[上中下]旬)?[前内]?|(?<![度一二三四\d])季度?[底末]前?|年前(?!期|后)",
)
def which_one(found: Found) -> Term:
    """The end of a month or quarter that is not named.

    >>> said("月底前"), said("季度末")
    ('月底前', '季度末')
    """
    return Manner(found[0], f"“{found[0]}”没有写明是哪一个月、季度或年份")


terms_in = Scan(FORMS).terms_in


def said(phrase: str) -> str:
    """The terms of a phrase in the shortest writing, for looking at the grammar by itself."""
    return " ".join(str(term) for term, _, _ in terms_in(clean(phrase)))
