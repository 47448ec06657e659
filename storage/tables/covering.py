"""The covering notice: its title, document number, date of issue and year, and what it says to everyone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.tables.cleaning import plain
from storage.tables.reckoning import from_chinese

_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,14})\s*[〔\[［（(【﹝]\s*(\d{4})\s*[〕\]］）)】﹞]\s*第?\s*(\d{1,4})\s*号")
_BEHIND_TITLE = re.compile(rf"^[^。；，]*[^》。；，][（(]{_NUMBER.pattern}[）)]$")
_GAP = re.compile(
    r"\s*[|｜]\s*|\s{2,}|[\u2002\u2003\u3000]+|(?<=[号室府会局委办部处])\s+(?=\d{4}年)|[。；]"
)  # 某县政府办公室　2026年2月3日
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")  # （某政办〔2024〕2号附件，2024年3月18日印发）
_BRACKET_GAP = re.compile(rf"{_GAP.pattern}|[，,]")
_DATED = re.compile(
    r"(?:成文|发布|发文|印发)?(?:日期|时间)\s*[:：]\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:\s+[\d:]{4,8})?"
)
_ANNOUNCED = re.compile(r"(?:关于[印下转]发|现将)《([^》]{4,60})》")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CHINESE_DATE = re.compile(
    r"([二一〇○零O0三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_AROUND_DATE = re.compile(
    r"^[（(]?(?:成文日期|发布日期|发文日期|印发日期|印发时间|发布时间|日期)?[:：]?|(?:印发|发布)?[)）]?$"
)
_YEAR = re.compile(r"(20\d{2}|19\d{2})\s*年?")
_TITLE = re.compile(
    r"表|清单|台账|一览|(?:督办|任务|销号|交办)[卡单]|分工|分解|方案|要点|安排|计划|任务|责任|20\d\d年.*工作$|会议纪要$|(?:项目|实事|目标|事项|举措)(?:[（(].*[)）])?$"
)
_TABLE_TITLE = re.compile(
    r"(?:表|[督交]办[卡单]|任务[卡单]|清单|台账|台帐|一览|分工|分解|方案|要点|安排|计划|任务)(?:[（(].*[)）])?[”」』》]?$"
)
_PART = re.compile(
    r"附?表\s*[\d一二三四五六七八九十]{1,2}(?![\d月年])|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
)
_NO_TITLE = re.compile(r"[。；;：:，,]$|^议题|^附件|^附[:：]|^(?:填报|单位|制表|日期)|^[（(]|^各|号$|^第\d+页")
_HEAD_WITH_YEAR = re.compile(r"[^（。，；]{0,4}(?:时限|时间|期限|节点|进度|安排)（[^）]*20\d{2}年[^）]*）")
_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "0": 0}


@dataclass(frozen=True, slots=True)
class Covering:
    """What the paragraphs around a table say."""

    title: str
    document_number: str | None
    issued_on: date | None
    year: int | None
    notice: str


def read_covering(before: Sequence[str], after: Sequence[str]) -> Covering:
    """Reads the lines before the table (the last title there is the table's own) and those after it."""
    lines = [line for line in map(_line, before) if line]
    below = [line for line in map(_line, after) if line]
    title = _title(lines)
    number, number_year = _document_number(_pieces([*before, *after]))
    issued_on = _issued_on(_pieces(before), _pieces(after))
    year = (
        _year_in_heads(below)
        or _year(title)
        or number_year
        or (issued_on.year if issued_on else _year("\n".join(_titles(lines))))
    )
    notice = "\n".join(line for line in [*lines, *below] if line != title)
    title = next((found[1] for line in (title, *([] if title else lines)) if (found := _ANNOUNCED.search(line))), title)
    return Covering(title, number, issued_on, year, notice)


def _line(text: str) -> str:
    """A line without the marks of Markdown's headings and bold type."""
    return plain(text).strip("#*= ")


def _pieces(lines: Sequence[str]) -> list[str]:
    """The lines, cut where a gap or a full stop stands: who issues a document is printed beside the day."""
    parts = ((_BRACKET_GAP if _BRACKET.fullmatch(line.strip()) else _GAP).split(line.strip()) for line in lines)
    return [piece for line in parts for part in line if (piece := _line(part))]


def _title(lines: Sequence[str]) -> str:
    """The line nearest above the table that reads like a table's title, else any line that does."""
    titles = _titles(lines)
    firm = [line for line in titles if _TABLE_TITLE.search(line)]
    whole = [[line for line in lines if not _PART.match(line)] for lines in (firm, titles)]  # 表1 … is a part's
    return next((lines[-1] for lines in (*whole, firm, titles) if lines), "")


def _titles(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if 4 <= len(line) <= 80 and _TITLE.search(line) and not _NO_TITLE.search(line)]


def _year_in_heads(notes: Sequence[str]) -> int | None:
    """The year a header names for its column: 完成时限（2025年）."""
    return _year("\n".join(found.group() for note in notes if (found := _HEAD_WITH_YEAR.fullmatch(note))))


def _document_number(lines: Sequence[str]) -> tuple[str | None, int | None]:
    """The number on a line of its own or in brackets behind the title; one quoted in a sentence is another paper's."""
    for line in lines:
        found = _NUMBER.search(line)
        if found and (len(line) - len(found.group()) <= 6 or _BEHIND_TITLE.search(line)):
            return f"{found.group(1)}〔{found.group(2)}〕{found.group(3)}号", int(found.group(2))
    return None, None


def _issued_on(before: Sequence[str], after: Sequence[str]) -> date | None:
    """The last date that stands alone before the table, else the first that does after it."""
    alone = [found for line in before if (found := date_alone(line))]
    later = [found for line in after if (found := date_alone(line))]
    return alone[-1] if alone else (later[0] if later else None)


def date_alone(line: str) -> date | None:
    """The date, where a line says nothing else.

    >>> date_alone("二〇二二年九月十六日"), date_alone("（2022年9月16日印发）"), date_alone("2022年9月16日前完成")
    (datetime.date(2022, 9, 16), datetime.date(2022, 9, 16), None)
    """
    if found := _DATED.fullmatch(line.strip()):
        return _day(*(int(part) for part in found.groups()))
    body = _AROUND_DATE.sub("", line.strip())
    if found := _DATE.fullmatch(body):
        return _day(*(int(part) for part in found.groups()))
    if found := _CHINESE_DATE.fullmatch(body):
        year = int("".join(str(_DIGITS[sign]) for sign in found.group(1)))
        return _day(year, from_chinese(found.group(2)), from_chinese(found.group(3)))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(title: str) -> int | None:
    """The year a title names; a plan for several years names none."""
    years = {int(year) for year in _YEAR.findall(title)}
    return years.pop() if len(years) == 1 else None
