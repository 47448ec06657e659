"""From the words of a cell to its deadline: what it demands, or what must be asked."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from scheduler.deadlines.duties import duties_in
from scheduler.deadlines.grammar import terms_in
from scheduler.deadlines.leftover import left_over
from scheduler.deadlines.milestones import single, together
from scheduler.deadlines.phrases import NONE, Phrase
from scheduler.deadlines.plain import plain_deadline
from scheduler.deadlines.wording import BLANKS, clean_cell
from scheduler.deadlines.years import Known, known
from scheduler.workdays import Workdays, workdays_with
from storage.values import Deadline

LONGEST_CELL = 1000  # letters; a longer cell is a text, not a deadline
WORKDAYS = workdays_with({})  # for whoever knows no office


def read_deadline(
    phrase: str, year: int | None = None, issued_on: date | None = None, workdays: Workdays = WORKDAYS
) -> Deadline:
    """What a deadline cell demands; `year` is the document's year. Never raises; what is not understood is asked.

    >>> read_deadline("2022年11月底前").due
    datetime.date(2022, 11, 30)
    >>> [reading.due.isoformat() for reading in read_deadline("11月前", year=2022).readings]
    ['2022-10-31', '2022-11-30']
    """
    if len(phrase) > LONGEST_CELL:
        return Deadline(phrase, NONE, ask=True, why="文字过长，不像完成时限，请填写日期")
    return _read(phrase, year, issued_on, workdays)


@lru_cache(maxsize=4096)
def _read(phrase: str, year: int | None, issued_on: date | None, workdays: Workdays) -> Deadline:
    """Remembered, because a table repeats a few phrases hundreds of times."""
    beside = known(year, issued_on, workdays)
    if plain := plain_deadline(phrase, phrase, beside.document_year):
        return plain
    wording = clean_cell(phrase)
    if wording != phrase and (plain := plain_deadline(phrase, wording, beside.document_year)):
        return plain
    return by_grammar(phrase, wording, beside)


def by_grammar(phrase: str, wording: str, beside: Known) -> Deadline:
    """The reading of a cell from the terms found in its cleaned wording."""
    if wording in BLANKS:
        return Deadline(phrase, NONE, why="未填写时限")
    terms = terms_in(wording)
    duties = duties_in(Phrase(wording, terms, beside))
    damage = left_over(wording, terms)
    if len(duties) == 1:
        return single(phrase, duties[0], damage, beside.issued_on)
    return together(phrase, wording, duties, damage, beside.issued_on)


def as_json(deadline: Deadline) -> dict[str, object]:
    """The object `explain --json` prints."""
    return {
        "phrase": deadline.phrase,
        "kind": deadline.kind.value,
        "due": _iso(deadline.due),
        "start": _iso(deadline.start),
        "rrule": deadline.rrule,
        "milestones": [[text, _iso(due)] for text, due in deadline.milestones],
        "readings": [{"due": _iso(reading.due), "why": reading.why} for reading in deadline.readings],
        "ask": deadline.ask,
        "why": deadline.why,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
