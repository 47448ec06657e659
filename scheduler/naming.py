"""What the office says of a row's units, put into the row: whole lists, and one printed name under its right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from messages import decision_texts
from messages.decision_texts import NEW_UNIT
from scheduler import expansion
from storage.records import Question, Task
from storage.roster import match
from storage.unit_many import is_collective, is_open
from storage.units import read_units
from storage.values import Field, Roster, RowQuestion, UnitsReading

NOBODY = "无"
LEFT_OUT = "本项不列该单位"
STAYS_OPEN = "暂不展开，名单保留开放"
ASSISTED_BY = "；配合单位："
_HEADERS = {Field.LEAD: "牵头单位", Field.RESPONSIBLE: "责任单位"}
_COLUMNS = ("lead", "named", "collective", "assisting")


def names_on(task: Task) -> list[str]:
    """Every name of a row, each once."""
    return list(dict.fromkeys((*task.lead, *task.named, *task.collective, *task.assisting)))


def read_answer(task: Task, question: Question, answer: str, roster: Roster) -> UnitsReading | str:
    """The units an answer names, or why it cannot be taken (Chinese). An offered choice is taken as it stands."""
    if answer == NOBODY:
        return UnitsReading(answer)
    is_offered = answer in question.choices
    pieces = answer.split("、")
    if is_offered and set(pieces) <= set(names_on(task)):
        return _as_printed(answer, pieces, task, question.field)
    listed, _, assisting = answer.partition(ASSISTED_BY)
    read = _with_assisting(read_units(listed, _HEADERS[question.field], roster), assisting, roster)
    names = [*read.named, *read.collective]
    if read.ask or not names:
        return decision_texts.units_unclear(answer)
    strange = [name for name in names if not expansion.knows(name, roster)]
    if strange and not is_offered:
        return decision_texts.units_unknown(strange, [unit.name for unit in match(strange[0], roster).units])
    return read


def set_units(task: Task, field: Field, units: UnitsReading) -> None:
    """Put a whole list into the row's lead or responsible column."""
    helping = set(units.assisting)
    if field is Field.LEAD:
        task.lead = list(units.lead) or [name for name in _all(units) if name not in helping]
    else:
        task.named = [name for name in units.named if name not in helping]
        task.collective = [name for name in units.collective if name not in helping]
        task.open_ended = units.open_ended
        task.lead = list(units.lead) or task.lead
    task.assisting = list(dict.fromkeys((*task.assisting, *units.assisting)))
    if ASSISTED_BY in units.cell:
        task.assisting = list(units.assisting)


def rename(task: Task, printed: str, names: Sequence[str]) -> None:
    """One printed name becomes another, several, or none, wherever it stands in the row."""
    for column in ("lead", "assisting"):
        setattr(task, column, _replaced(getattr(task, column), printed, names))
    listed = _replaced([*task.named, *task.collective], printed, names)
    task.named = [name for name in listed if name in task.named or not is_collective(name)]
    task.collective = [name for name in listed if name not in task.named]


def printed_name(task: Task, question: Question) -> str:
    """The name in the row that a question is about: a misprint stands there under its right name already."""
    present = names_on(task)
    if question.about in present:
        return question.about
    return next((choice for choice in question.choices if choice in present), question.about)


def question_about(name: str, task: Task, roster: Roster, likely: str, unknown: str) -> RowQuestion:
    """What is asked about a name the roster does not know."""
    found = match(name, roster)
    field = Field.LEAD if name in task.lead else Field.RESPONSIBLE
    return RowQuestion(
        field, likely if found.units else unknown, ways_out([unit.name for unit in found.units], name), name
    )


def ways_out(candidates: Sequence[str], name: str) -> tuple[str, ...]:
    """The units a name may mean, or what else can be done about it."""
    if is_collective(name):
        return tuple(candidates) or (STAYS_OPEN, LEFT_OUT)
    return (*candidates, NEW_UNIT) if candidates else (NEW_UNIT, LEFT_OUT)


def list_of(units: UnitsReading, assisting: Iterable[str], *, say_assisting: bool) -> str:
    """A responsible column as a choice, such that `read_answer` reads it back."""
    helping = list(assisting)
    listed = "、".join(name for name in _all(units) if name not in units.assisting) or NOBODY
    return f"{listed}{ASSISTED_BY}{'、'.join(helping) or NOBODY}" if say_assisting else listed


def _all(units: UnitsReading) -> tuple[str, ...]:
    return (*units.collective, *units.named)


def _as_printed(answer: str, pieces: list[str], task: Task, field: Field) -> UnitsReading:
    """A list made of the row's own names: who assists goes on assisting, unless chosen to lead."""
    if field is Field.LEAD:
        return UnitsReading(answer, lead=tuple(pieces))
    only_helping = set(task.assisting) - {*task.named, *task.collective, *task.lead}
    mine = [name for name in pieces if name not in only_helping]
    return UnitsReading(
        answer,
        named=tuple(name for name in mine if not _is_group(name, task)),
        collective=tuple(name for name in mine if _is_group(name, task)),
        open_ended=task.open_ended or any(is_open(name) for name in mine),
    )


def _is_group(name: str, task: Task) -> bool:
    return name in task.collective or (name not in task.named and is_collective(name))


def _with_assisting(read: UnitsReading, assisting: str, roster: Roster) -> UnitsReading:
    """The fixed form in which a choice names who assists."""
    if not assisting:
        return read
    helping = read_units(assisting, "", roster) if assisting != NOBODY else UnitsReading("")
    names = (*helping.named, *helping.collective)
    return replace(
        read,
        cell=f"{read.cell}{ASSISTED_BY}{assisting}",
        named=tuple(dict.fromkeys((*read.named, *helping.named))),
        collective=tuple(dict.fromkeys((*read.collective, *helping.collective))),
        assisting=names,
        ask=read.ask or helping.ask,
    )


def _replaced(column: Sequence[str], printed: str, names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(new for one in column for new in (names if one == printed else (one,))))
