"""A phrase with its terms, and the duties that are read from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scheduler.deadlines.terms import Period, Placed, Term
from scheduler.deadlines.years import Before, Known
from storage.values import DateReading, DeadlineKind

DATE, RANGE, WHOLE_YEAR, CONTINUOUS, RECURRING, RELATIVE, EVENT, NONE = DeadlineKind
START_ONLY = "只写了起始，没有写明完成日期"
FROM_TO = "起止时间，以终点为时限"
TO = re.compile(r",?(?:持续|一直)?(?:-{1,3}|~|至|到|一)|,?持续")
AND = re.compile(r"[、和及与]|以及")


class Duty(NamedTuple):
    """One demand of a phrase, and where in the wording it stands."""

    kind: DeadlineKind
    begin: int
    end: int
    due: date | None = None
    start: date | None = None
    rrule: str | None = None
    readings: tuple[DateReading, ...] = ()
    doubt: str = ""
    why: str = ""
    weak: bool = False  # adds nothing beside a firm duty: 2022年 before a noun, 立即


Read = tuple[Duty | None, int, Before]  # what a term demands, how many it takes up, what later clauses build on


class Phrase(NamedTuple):
    """A cleaned wording with its terms, and what is known beside it."""

    wording: str
    terms: Sequence[Placed]
    known: Known

    def gap(self, n: int) -> str:
        """The words between term n and the one after it."""
        return self.wording[self.terms[n][2] : self.terms[n + 1][1]]

    def is_all(self, n: int) -> bool:
        """Whether term n is the whole wording."""
        _, begin, end = self.terms[n]
        return end - begin == len(self.wording)

    def is_last(self, n: int) -> bool:
        """Whether no term follows term n."""
        return n + 1 >= len(self.terms)

    def next_term(self, n: int, link: re.Pattern[str]) -> Term | None:
        """The term linked to term n by nothing but `link`."""
        if n + 1 >= len(self.terms):
            return None
        term, begin, _ = self.terms[n + 1]
        return term if link.fullmatch(self.wording, self.terms[n][2], begin) else None

    def next_period(self, n: int, link: re.Pattern[str]) -> Period | None:
        """The same, where it is a period."""
        term = self.next_term(n, link)
        return term if isinstance(term, Period) else None


def because(words: str, due: date, why: str) -> str:
    """Why words mean a day, for the office."""
    return f"“{words}”即{due.year}年{due.month}月{due.day}日" + (f"，{why}" if why else "")
