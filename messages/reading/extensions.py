"""Until when more time is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.reading.clauses import Clause
from messages.reading.days import AddWorkdays, asked_until, counted_from
from messages.reading.form import Form
from messages.reading.phrases import SLIP
from messages.reading.plain import Plain
from messages.reading.sense import Sense
from messages.reading.senses import extension_start

_OF_BEFORE = Form(r"上次|上回|上一次|之前|此前|前一次|曾")
_UNTIL = Form(
    r"^[\s#:]*(?:争取|计划|预计|保证|最[晚迟])?\s*◉+[^,]{0,2}(?:之?前)?[^,]{0,4}(?:交|报|完成|办结)|^[\s#:]*(?:新|时间|时限|期限|拟|计划|延|请|申请|完成|办理)*(?:到|至|为|:)+\s*◉"
)


@dataclass(frozen=True, slots=True)
class Extensions:
    """Reads the day asked for in what was typed on a day, by the office's calendar."""

    plain: Plain
    today: date
    add_workdays: AddWorkdays | None

    def until(self, clauses: Sequence[Clause]) -> date | None:
        """The day asked for; None where several are, unless all but one were asked for before (上次延到…)."""
        slips = [place for place, clause in enumerate(clauses) if SLIP.fullmatch(clause.text)]
        if slips and (meant := [day for clause in clauses[slips[-1] :] if (day := self._day_in(clause))]):
            return meant[0]
        present = [clause for clause in clauses if not _OF_BEFORE.search(clause.text)]
        read = [due for clause in present if (due := self._named_in(clause))]
        extensions = {due for clause in present if clause.sense is Sense.EXTENSION and (due := self._named_in(clause))}
        return read[0] if read and len(extensions) <= 1 else None

    def _named_in(self, clause: Clause) -> date | None:
        if clause.sense is Sense.EXTENSION:
            asked = self._day_in(clause, extension_start(clause.text))
            return asked or counted_from(self._typed(clause), self.today, self.add_workdays)
        return self._day_in(clause) if _UNTIL.match(clause.text) else None

    def _day_in(self, clause: Clause, begin: int = 0) -> date | None:
        return asked_until(self._typed(clause)[begin:], self.today)

    def _typed(self, clause: Clause) -> str:
        return self.plain.text[clause.start : clause.end]
