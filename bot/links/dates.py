"""The day a page says it was published. Where it names none, or several, there is none: a guess could accuse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from messages import words

_EARLIEST = date(1995, 1, 1)  # before the first government websites: a template's filler
_METAS = frozenset(
    {
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publishtime",
        "publish_time",
        "releasedate",
        "article:published_time",
        "og:published_time",
        "datepublished",
        "dc.date.issued",
        "firstpublishedtime",
    }
)
_DAY = r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)"
_CLOCK = r"(?:\s?日)?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
_LABELLED = (
    re.compile(rf"(?:发布|发表|发稿|刊发|公布)(?:时间|日期|于)\s?[:：]?\s?\[?\s?{_DAY}"),
    re.compile(rf"(?:来源|稿源)\s?[:：]\s?[^\s:：]{{1,30}}\s(?:(?:时间|日期)\s?[:：]\s?)?\[?\s?{_DAY}"),
    re.compile(rf"{_DAY}{_CLOCK}\s(?:信息)?(?:来源|稿源)\s?[:：]"),
)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{4}|\d{6})?")
_WRITTEN = re.compile(_DAY)


def published_on(metas: Iterable[tuple[str, str]], shown: str, today: date) -> date | None:
    """From a page's <meta> names and contents and the words it shows; `today` is China's day of looking.

    >>> published_on([("pubdate", "2022-11-30 10:20")], "", date(2022, 12, 1))
    datetime.date(2022, 11, 30)
    >>> published_on([], "发布日期：2022年11月30日 … 发布日期：2022年11月28日", date(2022, 12, 1))
    """
    declared = _plausible((_declared(content) for name, content in metas if name in _METAS), today)
    labelled = _plausible((_day(*found) for label in _LABELLED for found in label.findall(shown)), today)
    if len(declared) == 1 and (len(labelled) != 1 or labelled == declared):
        return declared.pop()
    return labelled.pop() if not declared and len(labelled) == 1 else None


def _declared(content: str) -> date | None:
    """The day in a <meta>; a moment with a zone is told in the office's."""
    content = content.strip()[:40]
    try:
        moment = datetime.fromisoformat(content)
        return words.local(moment).date()
    except (ValueError, OverflowError):
        match = _WRITTEN.match(content) or _COMPACT.fullmatch(content)
        return _day(*match.groups()) if match else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _plausible(days: Iterable[date | None], today: date) -> set[date]:
    return {day for day in days if day is not None and _EARLIEST <= day <= today}
