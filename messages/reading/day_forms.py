"""How days are worded, and which day each wording stands for."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from messages.reading.form import Form, Table
from messages.reading.numerals import DIGITS, number_in

NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|元)"
_BEGINS = r"(?<!十)(?:(?<!\d)|(?=[一二三四五六七八九十元]))"  # 8十二月办结: not 二月
_YEAR = r"(?:(?P<year>20\d\d|\d\d|二[零〇]二[零〇一二三四五六七八九]|今|明|本|去|上|后)年)?度?的?"
_FAR_AHEAD = timedelta(days=200)
Reader = Callable[[re.Match[str], date], "date | None"]


def days_in(text: str, today: date) -> Iterator[tuple[re.Match[str], date | None]]:
    """Where days stand, most telling form first, and which they are; None for one that cannot be told."""
    for found, reader in _forms_in(text):
        yield found, _read(reader, found, today)


def exact_days_in(text: str, today: date) -> Iterator[tuple[re.Match[str], date | None]]:
    """The same, in their order; None too where a day is only meant roughly (12月, 月底, 三天后)."""
    for found, reader in sorted(_forms_in(text), key=lambda form: form[0].start()):
        yield found, _read(reader, found, today) if reader in _EXACT else None


def _forms_in(text: str) -> Iterator[tuple[re.Match[str], Reader]]:
    for pattern, reader in _STANDING.among(_DAYS, text):
        found = [*pattern.finditer(text)]
        yield from ((one, reader) for one in found)
        if found:
            text = pattern.sub(lambda one: " " * len(one.group()), text)


def _read(reader: Reader, found: re.Match[str], today: date) -> date | None:
    try:
        return reader(found, today)
    except OverflowError:  # before the first or after the last day there is
        return None


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
        return 2020 + DIGITS[word[3]]
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
    return None if found["work"] else after(today, found)  # which are working days the office's calendar tells


def _day_alone(found: re.Match[str], today: date) -> date | None:
    return _made(today.year, today.month, number_in(found["d"]) or 0)


def _gone(found: re.Match[str], today: date) -> date | None:
    return today - timedelta(days=1)


def _unsaid(found: re.Match[str], today: date) -> date | None:
    return None


def after(start: date, span: re.Match[str]) -> date | None:
    """The day so long after another; `span` is a match of `LENGTH`."""
    if span["half"]:
        return start + timedelta(days=15)
    count, unit = number_in(span["n"]) or 0, span["unit"]
    if not 0 < count <= 400:
        return None
    if unit != "月":
        return start + timedelta(days=count * (1 if unit in "天日" else 7))
    year, month = _shifted(start, count)
    return _made(year, month, min(start.day, calendar.monthrange(year, month)[1]))


LENGTH = (
    r"(?:(?P<half>半个?月)"
    r"|(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?P<work>工作)?(?P<unit>天|日|周|星期|礼拜|月))"
)

# Most telling form first; what one line takes, those below no longer see.
_DAYS: tuple[tuple[Form, Reader], ...] = tuple(
    (Form(pattern), reader)
    for pattern, reader in (
        (r"(?<!\d)(?P<y>20\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})(?!\d)[日号]?", _full),
        (r"(?<!\d)(?P<y>20\d\d)(?P<m>0\d|1[0-2])(?P<d>[0-3]\d)(?!\d)", _full),
        (_YEAR + rf"{_BEGINS}(?P<m>{NUMERAL})月份?(?P<d>{NUMERAL})(?!\d)(?:[日号]|(?!个|项|条))", _month_day),
        (_YEAR + rf"{_BEGINS}(?P<m>{NUMERAL})月份?(?:月?底|月?末)", _month_end),
        (_YEAR + rf"{_BEGINS}(?P<m>{NUMERAL})月份?(?:[上中下]旬|初|中)", _unsaid),
        (_YEAR + rf"(?<!个){_BEGINS}(?P<m>{NUMERAL})月份?(?!报)", _month_alone),
        (rf"(?P<near>本|这个?|当|下下个?|下个?|上个?)月(?P<d>{NUMERAL})[日号]", _near_month_day),
        (r"(?P<near>本|这个?|当|下下个?|下个?|上个?)?月(?:底|末)", _near_month_end),
        (r"(?P<near>下下个?|下个?)月(?:[上中下]旬|初|中)?", _unsaid),
        (r"(?:上个?月|上个?周|上星期|近日|(?<!\d)日前|前几天|前天)", _gone),
        (r"(?P<year>今|明|本|后|20\d\d)?年(?:底|末)", _year_end),
        (r"(?:明|后)年", _unsaid),
        (r"(?P<near>下下个?|下个?|本|这个?|上个?)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天1-6])(?!\d)", _weekday),
        (r"下{1,2}(?:周|个?星期|个?礼拜)", _unsaid),
        (r"今[天日]|当[天日]|明[天日]|(?<![声说证表注])明[早晚儿](?!已)|大?后[天儿]|昨[天日]|今早(?!已)", _named_day),
        (LENGTH + r"(?:之|以)?后", _later),
        # 11.30 is a day, 3/5/8 a list; 12/15 only after 到 or before 前
        (r"(?<![\d.])(?P<m>1[0-2]|0?[1-9])\.(?P<d>[12]\d|3[01]|0?[1-9])(?![\d.%])", _month_day),
        (r"(?<=[到至于期延]) {0,2}(?P<m>1[0-2]|0?[1-9])[-/](?P<d>[12]\d|3[01]|0?[1-9])(?!\d)", _month_day),
        (r"(?<!\d)(?P<m>1[0-2]|0?[1-9])[-/](?P<d>[12]\d|3[01]|0?[1-9])(?=之?前)", _month_day),
        (rf"(?<![\d第])(?P<d>{NUMERAL})日", _day_alone),
        # 12号 alone may be row 12; these can only be days
        (rf"(?<=[到至于期延前在推算划计取备拟争]) {{0,2}}(?P<d>{NUMERAL})号(?!任务|项)", _day_alone),
        (
            rf"(?<![\d第])(?P<d>{NUMERAL})号(?=到期|截止|(?:发布|公布|公开|上线|印发|挂网|[发挂报交])的|之?前|以前|左右|之?后|开|上午|下午|晚|会|当天|起|那天|早上)",
            _day_alone,
        ),
    )
)
_STANDING = Table(*((pattern,) for pattern, _ in _DAYS))
_EXACT = (_full, _month_day, _near_month_day, _weekday, _named_day, _day_alone)
