"""The pieces the forms of the grammar share: patterns of numbers, years and sides, and what a find of them says."""

from __future__ import annotations

import re

from scheduler.deadlines.terms import DAY, MONTH_END, Grain, Length, Period, Side, YearWord
from scheduler.deadlines.wording import number

Found = re.Match[str]

YEAR_WORDS = {
    **dict.fromkeys(("今年", "本年度", "本年"), YearWord.THIS),
    **dict.fromkeys(("明年", "来年"), YearWord.NEXT),
    "后年": YearWord.AFTER_NEXT,
    **dict.fromkeys(("去年", "上年"), YearWord.LAST),
    **dict.fromkeys(("当年", "同年"), YearWord.SAME),
    **dict.fromkeys(("次年", "翌年", "第二年", "下一年", "下年"), YearWord.FOLLOWING),
}
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}
WEEKDAYS = {"一": "MO", "二": "TU", "三": "WE", "四": "TH", "五": "FR", "六": "SA", "日": "SU", "天": "SU"}
TEN_DAYS = {
    "上": (1, 10),
    "中": (11, 20),
    "下": (21, MONTH_END),
    "上中": (1, 20),
    "中下": (11, MONTH_END),
}
QUARTER_ENDS = "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
HALF_ENDS = "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1"
ALTERNATE_MONTHS = {"单": ";BYMONTH=1,3,5,7,9,11", "双": ";BYMONTH=2,4,6,8,10,12", None: ""}
RULES = {
    "年": "FREQ=YEARLY",
    "半": HALF_ENDS,
    "季": QUARTER_ENDS,
    "月": "FREQ=MONTHLY",
    "旬": "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
    "周": "FREQ=WEEKLY",
    "日": "FREQ=DAILY",
    "天": "FREQ=DAILY",
}

# Numbers, in either kind of figures.
CN = "一二三四五六七八九十"
COUNTABLE = "0123456789〇零○半百两" + CN
N = rf"(?:\d{{1,2}}(?!\d)|[一二三]?十[一二三四五六七八九]?|[{CN}](?![{CN}]))"  # a day or a month
PART_OF_MONTH = rf"(?:的?{N}[日号]|月?[底末]|[上中下]旬)"
COUNT = rf"(?:\d{{1,3}}(?!\d)|[{CN}百两]{{1,5}})"
HEAD = rf"(?<![\dA-Za-z])(?<!\d\.)(?:(?<![{CN}])|(?<=[\d月日]一))"  # no number begins inside another
ONCE = r"[一1](?=[次报调通总研督检评公结例会考巡轮])"  # 一月一调度, 半年一次
TO = r"(?:-{1,3}|~|至|到|一(?=\d))"
AND = r"[、,和及与]"
TO_A_DAY = rf"(?<=[\d日号-][-~至到、和及与]){N}[日号]"  # 5月7日至11日前, 7日和11日前: a day, not eleven days

# Years. 22xx is a misprint, but it must be seen to be asked about.
YYYY = r"(?:(?<!\d)(?:19|20|21|22)\d\d(?!\d)|[二一][〇零○0O九][〇零○0O一二三四五六七八九]{2})"
YEAR_WORD = rf"(?<![则本际])(?P<word>{'|'.join(YEAR_WORDS)})度?"  # not in 原则上年底前
YEAR = rf"(?:(?P<year>{YYYY})年度?的?|(?<!\d)(?P<short>\d\d)年|{YEAR_WORD}的?)"
YEAR_FIRST = COUNTABLE + "".join({word[0] for word in YEAR_WORDS})  # what a number or a year begins with
ON_YEAR = rf"(?:{YEAR}|{HEAD})"
NO_COUNT = rf"(?<![\d{CN}两半每按学财周历整往近])"  # before a bare 年: not 三年内, 学年末

# How a form can begin that goes on after a number or a year; 数 is a number of any length.
NUMBER_TO = "数- 数~ 数至 数到 数数"
YEAR_TO = "年- 年~ 年至 年到 年数"
NUMBER_OF = "数个 数工 数自 数日 数天 数周 数星 数年 数小"

# Sides. 前 is no side in 前期, 前往, 前三季度, 前5名; but it is one in 6月底前进一步.
_NOT_BEFORE = (
    rf"[后期往来提沿列述景端半置言线瞻夕]|进(?!一步)|[1-4{CN}]?[个大]?季"
    rf"|[\d{CN}两]+(?:[个日天名批周]|星期|工作日)|半[个年月]"
)
BEFORE = rf"(?:之前|以前|前(?!{_NOT_BEFORE}))"
INCLUDED = r"(?:\((?:含|包含|包括)[^()]{0,4}\)|)"  # (…|) is (…)?, tried in half the time
SIDE = (
    rf"{INCLUDED}(?:(?P<before>{BEFORE})|(?P<within>之内|以内|内(?!部|容|外|控|网|涝)|期间|期内|为?止)|(?P<past>以来)"
    r"|(?P<about>左右|前后|上下)|(?P<since>之后|以后|后(?!续|期)|起(?!草|步|底|诉|到)|开始)|)"
)
_ON = Side.ON
_SIDES: dict[str | None, Side] = {
    "before": Side.BEFORE,
    "within": Side.WITHIN,
    "past": Side.PAST,
    "about": Side.ABOUT,
    "since": Side.SINCE,
}

# Days of the week and hours, which a date may carry.
WEEKDAY = r"(?:\((?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)|)"
_HOUR = r"_?(?:上午|下午|中午|晚上?|晚间)?(?P<hour>\d{1,2}|零)(?:[时点]半?(?:\d{1,2}分)?整?|(?::\d\d){1,2})"
DAYTIME = rf"(?:(?=[_\d零上下中晚当])(?:{_HOUR}|上午|下午|中午|晚上?|下班|当天|当日)*|)"

# Lengths of time and what they are counted from.
UNIT = r"(?P<unit>工作[日曰]|自然日|日历天|日|天|周|星期|月|季度|年|小时)"
INSIDE = r"(?:之内|以内|内(?!部|容))"
_OWN = r"(?:本|该|此)?(?:实施|工作)?(?:方案|通知|文件|意见|办法|要点|计划|清单|任务分解表|分工方案)?"
ISSUE = (
    rf"(?P<issue>(?:(?<![^,;。:(])|(?<=[自从在于]))(?P<own>{_OWN})(?:(?<=[案知件见法点划单表])[自从])?(?:正式)?(?P<verb>印发|下发|发文|发布|公布))"
    r"(?:实施)?(?:之日)?(?:后|以后|之后|起|之日起|日起)的?"
)
_N = re.compile(N)
_BETWEEN = re.compile(AND)


def side_of(found: Found) -> Side:
    """The side a find ends with; SIDE must be the last piece of its form."""
    return _SIDES.get(found.lastgroup, _ON)


def year_of(found: Found) -> int | YearWord | None:
    """The year that the piece YEAR of a find tells, if it tells one."""
    if told := found["year"]:
        return number(told)
    if told := found["word"]:
        return YEAR_WORDS[told]
    return 2000 + int(told) if (told := found["short"]) else None


def day_of(found: Found, year: int | YearWord | None) -> Period:
    """The day a find names, with the weekday and the hour that may stand behind it."""
    day = (number(found["month"]), number(found["day"]))
    printed = found["weekday"]
    weekday = "一二三四五六日".index(printed.replace("天", "日")) if printed else None
    midnight = found["before"] and found["hour"] in ("0", "00", "零")
    doubt = "“零时前”是否含当日不明" if midnight else ""
    return Period(day, day, DAY, side_of(found), year, weekday, doubt)


def quarter_of(found: Found, grain: Grain, side: Side) -> Period:
    """The quarter a find names."""
    last = 3 * QUARTERS[found["quarter"]]
    return Period((last - 2, 1), (last, MONTH_END), grain, side, year_of(found))


def day_rule(found: Found) -> str | None:
    """The day or days of the month a rhythm names, as a rule; None where they cannot be put into one."""
    if told := found["day"] or found["after"]:
        days = _days(told)
        return _monthday(days[0]) if len(days) == 1 else _monthdays(days)
    part = found["part"]
    return _monthday({"上旬": 10, "中旬": 20}.get(part, -1)) if part else ""


def _days(told: str) -> list[int]:
    """5日、20日 are two; of 1-5日 the last counts."""
    return [number(_N.findall(days)[-1]) if days[-1] not in "底末" else -1 for days in _BETWEEN.split(told)]


def _monthdays(days: list[int]) -> str | None:
    return f";BYMONTHDAY={','.join(map(str, days))}" if max(days) <= 28 else None


def _monthday(day: int) -> str:
    """The 31st of every month is its last day; so are the 29th and 30th in a month that has none."""
    if day in (29, 30):
        return f";BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
    return f";BYMONTHDAY={-1 if day == 31 else day}"


def length_of(found: Found, *, forward: bool, from_issue: bool = False, doubt: str = "") -> Length:
    """The length of time a find names; half a unit is told in a smaller one."""
    size, unit = found["size"], found["unit"].replace("曰", "日")
    if found.groupdict().get("few"):
        doubt = doubt or "写了一个幅度，不是一个期限"
    if size != "半":
        return Length(number(size), unit, forward, from_issue, doubt)
    if unit == "年":
        return Length(6, "月", forward, from_issue, doubt)
    return Length(15, "日", forward, from_issue, doubt or "“半”个单位如何折算请确认")


def any_of(words: str) -> str:
    """A pattern of words parted by blanks; a word may itself be a pattern."""
    return "|".join(words.split())


def unnamed(pattern: str) -> str:
    """The same pattern, of which nothing is taken."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
