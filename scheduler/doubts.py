"""What a row leaves open about its label, its units and its text: the questions to the office, deadlines apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from messages import questions
from scheduler.actors import Actor, actors_in, field_of, is_same_field
from scheduler.inheritance import InForce
from scheduler.labels import Labelled
from scheduler.legibility import broken_end, broken_words, is_cut_label, reversed_sense
from scheduler.names import Names
from storage.values import Field, RowQuestion, UnitsReading

NOBODY = "无"


@dataclass(frozen=True, slots=True)
class RowInForce:
    """A row with its values in force, before it is asked about."""

    at: int
    labels: Labelled
    text: str
    lead_cell: InForce
    lead: UnitsReading
    responsible_cell: InForce
    responsible: UnitsReading
    assisting: tuple[str, ...]
    first_leads: bool = False  # the table says so: 列第一位的为牵头单位
    one_leads: bool = False  # the table says that one of the responsible bodies does: 加粗的为牵头单位

    @property
    def leads(self) -> tuple[str, ...]:
        """Who leads: the lead column, else who the responsible cell says leads."""
        if self.lead.lead:
            return self.lead.lead
        return units_of(self.lead) or self.responsible.lead or self._first

    @property
    def _first(self) -> tuple[str, ...]:
        """The body named first among the responsible ones, where that one leads."""
        return tuple(
            name for name in self.responsible.named if self.first_leads and self.responsible_cell.text.startswith(name)
        )[:1]

    @property
    def named(self) -> tuple[str, ...]:
        """Every unit the row names, whatever its part."""
        return tuple(dict.fromkeys((*self.leads, *units_of(self.lead), *self.responsible.named, *self.assisting)))


def units_of(reading: UnitsReading) -> tuple[str, ...]:
    """Every name of a responsible cell, collective ones first."""
    return (*reading.collective, *reading.named)


def joined(units: Iterable[str]) -> str:
    """The names as a cell or a choice prints them."""
    return "、".join(units)


class Doubts:
    """Asks about one row after another; knows the names and row numbers of the whole document."""

    def __init__(self, numbers: Sequence[str], names: Names, rank: int | None) -> None:
        self._numbers, self._names, self._rank = numbers, names, rank

    def about(self, row: RowInForce) -> tuple[RowQuestion, ...]:
        """The questions about one row, label first."""
        asked = [
            *self._label(row),
            *self._lead(row),
            *self._responsible(row),
            *self._actors(row),
            *self._two_names(row),
            *self._in_roster(row),
            *_text(row.text),
        ]
        return tuple(dict.fromkeys(asked))

    def _label(self, row: RowInForce) -> Iterator[RowQuestion]:
        task, rival = row.labels.task, row.labels.rival
        if task and rival:
            text = questions.which_task(task.text, rival.text)
            yield RowQuestion(Field.TASK, text, (task.text, rival.text))
        if task and task.row == row.at and is_cut_label(task.text):
            yield RowQuestion(Field.TASK, questions.label_cut(task.text))

    def _lead(self, row: RowInForce) -> Iterator[RowQuestion]:
        cell, lead = row.lead_cell, joined(row.leads)
        if row.lead.ask:
            yield RowQuestion(Field.LEAD, questions.units_unclear(cell.text), (lead,) if lead else ())
        if row.one_leads and not lead and len(units_of(row.responsible)) > 1:
            yield RowQuestion(Field.LEAD, questions.lead_marked(), (*units_of(row.responsible), NOBODY))
        if rival := joined(name for name in row.responsible.lead if name not in row.leads):
            yield RowQuestion(Field.LEAD, questions.two_leads(lead, rival), (lead, rival, f"{lead}、{rival}"))
        if cell.is_certain:
            return
        if cell.row is None:
            text = questions.lead_below(cell.others[0])
            yield RowQuestion(Field.LEAD, text, (NOBODY, *cell.others))
            return
        only_named = row.responsible.named if len(row.responsible.named) == 1 else ()
        text = questions.lead_taken_over(lead, self._numbers[cell.row])
        yield RowQuestion(Field.LEAD, text, tuple(dict.fromkeys((lead, *only_named, NOBODY))))

    def _responsible(self, row: RowInForce) -> Iterator[RowQuestion]:
        cell, units = row.responsible_cell, joined(units_of(row.responsible))
        if row.responsible.ask:
            yield RowQuestion(Field.RESPONSIBLE, questions.units_unclear(cell.text), (units,) if units else ())
        if not units and not row.leads and not row.responsible.ask:
            text = questions.no_responsible_but(cell.others[0]) if cell.others else questions.no_responsible()
            acting = (self._names.of_field(actor.field) or actor.text for actor in actors_in(row.text))
            yield RowQuestion(Field.RESPONSIBLE, text, cell.others or tuple(dict.fromkeys(acting)))
        elif not cell.is_certain:
            yield self._taken_over(cell, units)

    def _taken_over(self, cell: InForce, units: str) -> RowQuestion:
        if cell.row is None:
            return RowQuestion(Field.RESPONSIBLE, questions.no_responsible_but(cell.others[0]), (NOBODY, *cell.others))
        text = questions.responsible_taken_over(units, self._numbers[cell.row])
        return RowQuestion(Field.RESPONSIBLE, text, (units, NOBODY))

    def _actors(self, row: RowInForce) -> Iterator[RowQuestion]:
        """Who the text makes act, where that is not who the columns name; one question of each kind is enough."""
        asked: set[Field] = set()
        if not row.named and not units_of(row.responsible):
            return
        for actor in actors_in(row.text):
            question = self._actor(actor, row)
            if question and question.field not in asked:
                asked.add(question.field)
                yield question

    def _actor(self, actor: Actor, row: RowInForce) -> RowQuestion | None:
        units = joined(units_of(row.responsible))
        matching = [name for name in row.named if _is_actor(actor, name)]
        if actor.ranks and self._rank and self._rank not in actor.ranks:
            text = questions.other_level(actor.text, joined(row.named) or units)
            return RowQuestion(Field.RESPONSIBLE, text, tuple(filter(None, dict.fromkeys((units, *matching)))))
        if actor.leads and row.leads and not any(_is_actor(actor, name) for name in row.leads):
            lead, rival = joined(row.leads), matching[0] if matching else self._candidate(actor)
            text = questions.other_lead_in_content(lead, rival)
            return RowQuestion(Field.LEAD, text, (lead, rival, f"{lead}、{rival}"))
        if not matching:
            text = questions.other_actor(actor.text, joined(dict.fromkeys((*row.named, *units_of(row.responsible)))))
            candidate = self._candidate(actor)
            return RowQuestion(Field.RESPONSIBLE, text, (candidate, units) if units else (candidate,))
        alone = units_of(row.responsible) if len(units_of(row.responsible)) == 1 else ()
        is_another = actor.leads and any(not _is_actor(actor, name) for name in alone)
        if row.leads or not row.lead_cell.is_certain or (alone and not is_another):
            return None
        return RowQuestion(Field.LEAD, questions.lead_in_content(actor.text), (*matching, *alone, NOBODY))

    def _candidate(self, actor: Actor) -> str:
        return self._names.of_field(actor.field) or actor.text

    def _two_names(self, row: RowInForce) -> Iterator[RowQuestion]:
        for other in self._names.first_seen_under_another_name(row.at):
            field = Field.LEAD if other.name in row.lead_cell.text else Field.RESPONSIBLE
            text = questions.two_names(other.name, other.earlier, self._numbers[other.earlier_row])
            yield RowQuestion(field, text, (other.earlier, other.name), other.name)

    def _in_roster(self, row: RowInForce) -> Iterator[RowQuestion]:
        """Names the roster does not know for certain; the same name is asked about in the same words in every row."""
        others = (*units_of(row.responsible), *row.assisting)
        for field, names in ((Field.LEAD, row.leads), (Field.RESPONSIBLE, others)):
            for found in self._names.doubtful_in_roster(dict.fromkeys(names)):
                candidates = tuple(unit.name for unit in found.units)
                say = questions.likely_in_roster if candidates else questions.not_in_roster
                yield RowQuestion(field, say(found.name), candidates, found.name)


def _text(text: str) -> Iterator[RowQuestion]:
    if not text:
        yield RowQuestion(Field.ROW, questions.no_text())
    if words := reversed_sense(text):
        yield RowQuestion(Field.CONTENT, questions.sense_reversed(words))
    if words := broken_words(text):
        yield RowQuestion(Field.CONTENT, questions.text_damaged(words))
    if words := broken_end(text):
        yield RowQuestion(Field.CONTENT, questions.text_breaks_off(words))


def _is_actor(actor: Actor, name: str) -> bool:
    return name in actor.text or actor.text in name or is_same_field(actor.field, field_of(name))
