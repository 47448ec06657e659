"""Of which year a row is that a line names: 去年的12项, 结转的第3项, 2022年第12项; two years share their numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.reading.understanding import items_named

_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年(?:度)?|(?P<word>今|本|去|上一?)年度?|(?P<past>[往历]年|结转))"
    r"(?:结转|转来|未办结|没办完|没完成|未完成|的|来的|表|任务|里|中)*(?:第|序号)?\s*"
    r"(?P<rows>\d{1,3}\s*[项号]?(?:\s*[、,，和及与]\s*第?\s*\d{1,3}\s*[项号]?)*)(?!\s*[月日年季\d./-])"
)
_THIS_YEAR = ("今", "本")


@dataclass(frozen=True, slots=True)
class OfYear:
    """A row that is named with its year; None where it is of whatever year before this."""

    number: str
    year: int | None


def rows_of_years(text: str, numbers: Sequence[str], today: date) -> tuple[str, tuple[OfYear, ...]]:
    """The rows of these numbers that a line names with their years, and the line without the years' words.

    >>> rows_of_years("去年的12、13项已完成", ["12", "13"], date(2023, 2, 21))[0]
    '12、13项已完成'
    >>> rows_of_years("2022年12月已公开，今年3次", ["3", "12"], date(2023, 2, 21))
    ('2022年12月已公开，今年3次', ())
    """
    found: list[OfYear] = []
    kept, end = [], 0
    for named in _YEAR.finditer(text):
        behind = items_named(text[named.start("rows") :], numbers, today)
        said = re.findall(r"\d+", unicodedata.normalize("NFKC", named["rows"]))
        if set(said) <= set(behind):
            found += [OfYear(number, _year(named, today)) for number in said]
            kept.append(text[end : named.start()])
            end = named.start("rows")
    return "".join([*kept, text[end:]]), tuple(found)


def names_years(text: str) -> bool:
    """Whether a line may name a row with its year."""
    return bool(_YEAR.search(text))


def _year(named: re.Match[str], today: date) -> int | None:
    if named["year"]:
        return int(named["year"])
    return today.year - (named["word"] not in _THIS_YEAR) if named["word"] else None
