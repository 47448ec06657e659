"""When a document speaks of: what its phrases and its text say of days, in its year and from its day of issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from scheduler.deadlines import WORKDAYS, read_deadline, said_in_text
from scheduler.workdays import Workdays
from storage.values import Deadline, DeadlineKind

DATED = (DeadlineKind.DATE, DeadlineKind.RANGE)
_REPORTING = re.compile(r"报送|上报|报至|报市|报区|报县|反馈|印发|汇总|联系")
_FINISHING = re.compile(
    r"(?:完成|办结|落实到位|整改到位)(?:[好了]?(?:全部|各项|上述|以上|所列|所有|本表|分解)*(?:任务|事项|工作|目标|整改)*)?$"
)
_THEN_REPORT = re.compile(  # 9月15日前完成并报送总结
    r"(?P<done>.*(?:完成|办结|落实到位|整改到位)[^并且同]{0,12})(?:并且?|且|同时)[^，,]{0,20}(?:报送|上报|报至|报市|报区|报县|反馈|报).*"
)
_WHOLE = re.compile(r"(?:所有|全部|各项|全体|上述|以上|本表)[^，,]{0,8}(?:任务|事项|工作|整治|整改|问题|项目|措施)")
_UNDATED = re.compile(r"(?:未|没有)(?:注明|明确|标明|列明|载明|规定|写明|填写?)[^，。；]{0,6}(?:时限|期限|时间)")
_TIME = re.compile(r"[年月日号旬季周天底前]")
_SPELLS = (DeadlineKind.RECURRING, DeadlineKind.WHOLE_YEAR)
_SENTENCES = re.compile(r"[。；;]")

_read = lru_cache(maxsize=1024)(read_deadline)  # one table says 全年 a hundred times


@dataclass(frozen=True, slots=True)
class Said:
    """What a running text says of time; apart from it what only stands in brackets: 开展活动（4月1日至4月30日）."""

    deadlines: tuple[Deadline, ...] = ()
    in_brackets: tuple[Deadline, ...] = ()

    @property
    def days(self) -> tuple[Deadline, ...]:
        """By which something is to be done."""
        return tuple(one for one in self.deadlines if one.kind in DATED and days_of(one))

    @property
    def spells(self) -> tuple[Deadline, ...]:
        """Rhythms and whole years: 每月10日前报送, 年内实现全覆盖."""
        return tuple(one for one in self.deadlines if one.kind in _SPELLS)

    @property
    def undated(self) -> tuple[Deadline, ...]:
        """Days that cannot be told, as where no year is known."""
        return tuple(one for one in self.deadlines if one.kind in DATED and not days_of(one))


_NOTHING = Said()


@dataclass(frozen=True, slots=True)
class Times:
    """When a document speaks of: its year, its day of issue, and the dates its covering notice sets."""

    year: int | None
    issued_on: date | None
    noticed: tuple[Deadline, ...] = ()
    workdays: Workdays = WORKDAYS
    is_for_all: bool = False  # the notice says that everything is to be finished by then
    for_blanks: Deadline | None = None  # it says so of what has no deadline of its own: 未注明时限的，…

    def with_notice(self, notice: str) -> Times:
        """These times with the dates of the covering notice, for rows that have none of their own."""
        said = list(_clauses_for_units(notice))
        if blanks := self._for_blanks(notice):
            return replace(self, noticed=blanks, is_for_all=True, for_blanks=blanks[0])
        noticed = self.said_in("。".join(said)).days
        finishing = [clause for clause in said if _FINISHING.search(clause) and self.said_in(clause).days]
        whole = self.said_in("。".join(filter(_WHOLE.search, finishing))).days
        if len(noticed) > 1 and len(whole) == 1:  # 6月底前完成自查，所有任务9月底前完成
            return replace(self, noticed=whole, is_for_all=True)
        return replace(self, noticed=noticed, is_for_all=bool(finishing) and len(noticed) == 1)

    def _for_blanks(self, notice: str) -> tuple[Deadline, ...]:
        days = [self.said_in(sentence).days for sentence in _SENTENCES.split(notice) if _UNDATED.search(sentence)]
        return days[0] if len(days) == 1 and len(days[0]) == 1 and not days[0][0].ask else ()

    def read(self, phrase: str) -> Deadline:
        return _read(phrase, self.year, self.issued_on, self.workdays)

    def in_year_of(self, column: Deadline) -> Times:
        """These times in the year the row's own column names, where the document names none."""
        return self if self.year or not column.due else replace(self, year=column.due.year)

    def said_in(self, text: str) -> Said:
        """What a running text says of time, in one reading."""
        if not _TIME.search(text):
            return _NOTHING
        return Said(*said_in_text(text, self.year, self.issued_on, self.workdays))


def days_of(deadline: Deadline) -> frozenset[date]:
    """The days a deadline may mean."""
    if deadline.ask and deadline.readings:
        return frozenset(reading.due for reading in deadline.readings if reading.due)
    return frozenset([deadline.due]) if deadline.due else frozenset()


def _clauses_for_units(notice: str) -> Iterator[str]:
    """What a notice wants done, clause by clause; by when a summary is to be handed in is none of it.

    >>> list(_clauses_for_units("现将任务表印发给你们，请于9月底前完成。请于10日前，将总结报送我办。"))
    ['请于9月底前完成']
    >>> list(_clauses_for_units("请于9月底前完成全部任务并将总结报我办。"))
    ['请于9月底前完成全部任务']
    """
    for sentence in _SENTENCES.split(notice.replace("\n", "。")):
        parts = (_THEN_REPORT.sub(r"\g<done>", clause.strip()) for clause in re.split("[，,]", sentence))
        clauses = [clause for clause in parts if clause]
        for clause, following in zip_longest(clauses, clauses[1:], fillvalue=""):
            reports_next = _REPORTING.search(following) and not _FINISHING.search(clause)
            if clause and not reports_next and not _REPORTING.search(clause):
                yield clause
