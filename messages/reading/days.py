"""Days as people type them: which stretches of a text are days, and which day an extension is asked until."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|元)"
_YEAR = r"(?:(?P<year>20\d\d|\d\d|二[零〇]二[零〇一二三四五六七八九]|今|明|本|去|上|后)年)?度?的?"
_LEAST_AHEAD, _FAR_AHEAD = timedelta(0), timedelta(days=200)
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = re.compile("(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九])?")

Reader = Callable[[re.Match[str], date], "date | None"]


def number_in(text: str) -> int | None:
    """The number a numeral stands for, None where it is no well-formed one.

    >>> number_in("三十五"), number_in("12"), number_in("十四五")
    (35, 12, None)
    """
    if text.isdecimal():
        return int(text)
    found = _TENS.fullmatch(text)
    if not text or not found:
        return _DIGITS.get(text)
    hundreds, tens, ten, ones = found.groups()
    return 100 * _DIGITS.get(hundreds, 0) + (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)


def day_spans(text: str, today: date) -> Iterator[tuple[int, int, bool]]:
    """Where days stand, and whether each may lie ahead (a day that cannot be read may)."""
    for found, day in _days_in(text, today):
        yield found.start(), found.end(), day is None or (day > today and not _is_next_years(found, day, today))


def asked_until(text: str, today: date) -> date | None:
    """The one day named in the words after 延期; None where there is none, several, a past or a vague one."""
    if _VAGUE.search(text) or _WORKING_DAYS.search(text):
        return None
    read = {day for _, day in _days_in(_WEEKDAY_BESIDE.sub("", text), today)}
    if len(read) != 1:
        return None
    day = read.pop()
    return day if day and day >= today and _weekday_agrees(text, day) else None


def counted_from(text: str, today: date) -> date | None:
    """A duration with a base: 从今天起延期两周, 由11月30日延长15天; None where either is missing."""
    base = _BASE.search(text)
    span = _SPAN.search(text, base.end()) if base else None
    if not base or not span or _WORKING_DAYS.search(text):
        return None
    start = today if base.group("today") else next((day for _, day in _days_in(base.group(), today)), None)
    return _after(start, span) if start else None


def _days_in(text: str, today: date) -> Iterator[tuple[re.Match[str], date | None]]:
    for pattern, reader in _DAYS:
        for found in pattern.finditer(text):
            yield found, _read(reader, found, today)
        text = pattern.sub(lambda found: " " * len(found.group()), text)


def _read(reader: Reader, found: re.Match[str], today: date) -> date | None:
    try:
        return reader(found, today)
    except OverflowError:  # before the first or after the last day there is
        return None


def _is_next_years(found: re.Match[str], day: date, today: date) -> bool:
    """已于3月28日发布 in November: next year's is the near one only for what is still asked."""
    named = found.groupdict()
    return bool(named.get("m")) and not named.get("year") and not named.get("y") and day.year > today.year


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year_in(word: str | None, today: date) -> int | None:
    if word is None:
        return None
    if word.isdecimal():
        return int(word) if len(word) == 4 else 2000 + int(word)
    if len(word) == 4:  # 二零二三
        return 2020 + _DIGITS[word[3]]
    return today.year + {"明": 1, "后": 2, "去": -1, "上": -1}.get(word, 0)


def _soonest(make: Callable[[int], date | None], year: int | None, today: date) -> date | None:
    """The day in the year named, else this year's, else next year's where that is near (1月10日 said in December)."""
    if year is not None:
        return make(year)
    this, following = make(today.year), make(today.year + 1)
    if this and this < today and following and following - today <= _FAR_AHEAD:
        return following
    return this


def _full(found: re.Match[str], today: date) -> date | None:
    return _made(int(found["y"]), int(found["m"]), int(found["d"]))


def _month_day(found: re.Match[str], today: date) -> date | None:
    month, day = (1 if found["m"] == "元" else number_in(found["m"])), number_in(found["d"])
    year = _year_in(found.groupdict().get("year"), today)
    return _soonest(lambda chosen: _made(chosen, month or 0, day or 0), year, today)


def _month_end(found: re.Match[str], today: date) -> date | None:
    month = 1 if found["m"] == "元" else number_in(found["m"]) or 0
    if not 1 <= month <= 12:
        return None
    last = lambda year: _made(year, month, calendar.monthrange(year, month)[1])  # noqa: E731
    return _soonest(last, _year_in(found.groupdict().get("year"), today), today)


def _month_alone(found: re.Match[str], today: date) -> date | None:
    """A month that has begun is not ahead; as the day of an extension it is too vague."""
    month = 1 if found["m"] == "元" else number_in(found["m"]) or 0
    year = _year_in(found.groupdict().get("year"), today) or today.year
    begun = _made(year, month, 1)
    return today - timedelta(days=1) if begun and begun <= today else None


def _shifted(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return years, month + 1


def _near_month(word: str) -> int:
    return -1 if word.startswith("上") else word.count("下")


def _near_month_day(found: re.Match[str], today: date) -> date | None:
    return _made(*_shifted(today, _near_month(found["near"])), number_in(found["d"]) or 0)


def _near_month_end(found: re.Match[str], today: date) -> date | None:
    year, month = _shifted(today, _near_month(found["near"] or ""))
    return _made(year, month, calendar.monthrange(year, month)[1])


def _year_end(found: re.Match[str], today: date) -> date | None:
    return _made(_year_in(found["year"], today) or today.year, 12, 31)


def _weekday(found: re.Match[str], today: date) -> date | None:
    word = found["near"] or ""
    weeks = -1 if word.startswith("上") else word.count("下")
    place = "一二三四五六日".find(found["w"].replace("天", "日"))
    place = place if place >= 0 else int(found["w"]) - 1
    return today + timedelta(days=7 * weeks + place - today.weekday())


def _named_day(found: re.Match[str], today: date) -> date | None:
    ahead = {"今": 0, "当": 0, "明": 1, "后": 2, "大": 3, "昨": -1, "前": -2}
    return today + timedelta(days=ahead[found.group()[0]])


def _later(found: re.Match[str], today: date) -> date | None:
    return _after(today, found)


def _day_alone(found: re.Match[str], today: date) -> date | None:
    return _made(today.year, today.month, number_in(found["d"]) or 0)


def _gone(found: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=1)


def _unsaid(found: re.Match[str], today: date) -> date | None:
    return None


def _after(start: date, span: re.Match[str]) -> date | None:
    if span["half"]:
        return start + timedelta(days=15)
    count, unit = number_in(span["n"]) or 0, span["unit"]
    if not 0 < count <= 400:
        return None
    if unit != "月":
        return start + timedelta(days=count * (1 if unit in "天日" else 7))
    year, month = _shifted(start, count)
    return _made(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _weekday_agrees(text: str, day: date) -> bool:
    """12月15日(星期五) is a slip somewhere when that day is a Thursday."""
    said = _WEEKDAY_BESIDE.search(text)
    return not said or "一二三四五六日".find(said[1].replace("天", "日")) == day.weekday()


_WEEKDAY_BESIDE = re.compile(r"\((?:周|星期|礼拜)([一二三四五六日天])\)")
_LENGTH = (
    r"(?:(?P<half>半个?月)|(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?:工作)?(?P<unit>天|日|周|星期|礼拜|月))"
)
_SPAN = re.compile(_LENGTH + r"(?!后|底|末|\d)(?!\d*[日号])")
_WORKING_DAYS = re.compile(r"工作日")  # needs the office's calendar
_VAGUE = re.compile(
    r"左右|前后|上下|大概|大约|差不多|或者?|再说|视情况|待定|另行|(?:开学|节|会|汛期|疫情|验收|换届)[前后]|旬"
)
_BASE = re.compile(
    rf"(?:从|自|由)(?:(?P<today>今天|今日|即日|现在|当日)|明天|(?:\d{{4}}年)?{_N}月{_N}[日号]?)(?:起|开始|算|之日起|往后|再|申请)?"
)

# Most telling form first; what one line takes, those below no longer see.
_DAYS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?<!\d)(?P<y>20\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)[日号]?", _full),
        (r"(?<!\d)(?P<y>20\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)(?!\d)", _full),
        (_YEAR + rf"(?<!\d)(?P<m>{_N})月份?(?P<d>{_N})(?!\d)(?:[日号]|(?!个|项|条))", _month_day),
        (_YEAR + rf"(?<!\d)(?P<m>{_N})月份?(?:月?底|月?末)", _month_end),
        (_YEAR + rf"(?<!\d)(?P<m>{_N})月份?(?:[上中下]旬|初|中)", _unsaid),
        (_YEAR + rf"(?<![\d个])(?P<m>{_N})月份?(?!报)", _month_alone),
        (rf"(?P<near>本|这个?|当|下下个?|下个?|上个?)月(?P<d>{_N})[日号]", _near_month_day),
        (r"(?P<near>本|这个?|当|下下个?|下个?|上个?)?月(?:底|末)", _near_month_end),
        (r"(?P<near>下下个?|下个?)月(?:[上中下]旬|初|中)?", _unsaid),
        (r"(?:上个?月|上个?周|上星期|近日|(?<!\d)日前|前几天|前天)", _gone),
        (r"(?P<year>今|明|本|后|20\d\d)?年(?:底|末)", _year_end),
        (r"(?:明|后)年", _unsaid),
        (r"(?P<near>下下个?|下个?|本|这个?|上个?)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天1-6])(?!\d)", _weekday),
        (r"下{1,2}(?:周|个?星期|个?礼拜)", _unsaid),
        (r"今[天日]|当[天日]|明[天日]|大?后天|昨[天日]", _named_day),
        (_LENGTH + r"(?:之|以)?后", _later),
        # 11.30 is a day, 3/5/8 a list; 12/15 only after 到 or before 前
        (r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])\.(?P<d>[12]\d|3[01]|0?[1-9])(?![\d.%])", _month_day),
        (r"(?<=[到至于期延]) {0,2}(?P<m>1[0-2]|0?[1-9])[-/](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)", _month_day),
        (r"(?<!\d)(?P<m>1[0-2]|0?[1-9])[-/](?P<d>[12]\d|3[01]|0?[1-9])(?=之?前)", _month_day),
        (rf"(?<![\d第])(?P<d>{_N})日", _day_alone),
        # 12号 alone may be row 12; these can only be days
        (rf"(?<=[到至于期延前在推]) {{0,2}}(?P<d>{_N})号(?!任务|项)", _day_alone),
        (rf"(?<![\d第])(?P<d>{_N})号(?=之?前|以前|左右|之?后|开|上午|下午|晚|会|当天|起|那天|早上)", _day_alone),
    )
)
