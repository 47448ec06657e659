"""Reports: what a unit says of an item, its evidence, and the office's verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, literal_column, or_, select
from sqlmodel import col

from storage.desk.lists import STANDS
from storage.desk.people import PeopleDesk
from storage.desk.tallies import TalliesDesk
from storage.records import Errand, Evidence, Incoming, Item, Report, Task, Unit
from storage.states import ErrandKind, EvidenceKind, Intent, ItemState, Proof, Verdict
from storage.values import DeadlineKind

REVIEWED = frozenset({Intent.DONE, Intent.NIL, Intent.EXTENSION, Intent.TROUBLE})
"""What the office must answer; the rest is only written down."""
SUBMITS = frozenset({Intent.DONE, Intent.NIL})
"""With these the unit's clock stops until the office's word."""
IS_PENDING = col(Report.verdict) == literal_column(f"'{Verdict.PENDING}'")
"""Written out, for the index over what waits for the office alone."""
_EDITED_WITHIN = 20_000  # updates: a message can be edited for two days
_MESSAGES = ("message", "edited_message")

_NEXT_STATE = {
    Intent.SIGNED: ItemState.SIGNED,
    Intent.WORKING: ItemState.WORKING,
    Intent.NOT_STARTED: ItemState.SIGNED,
    Intent.TROUBLE: ItemState.WORKING,
    Intent.DONE: ItemState.SUBMITTED,
    Intent.NIL: ItemState.SUBMITTED,
}


class ReportsDesk(PeopleDesk, TalliesDesk):
    """Answers and verdicts; every one is an event."""

    def report(
        self,
        item: Item,
        intent: Intent,
        text: str = "",
        links: Sequence[str] = (),
        asked_due_on: date | None = None,
    ) -> int:
        """Write down what the unit said; the number of its report. The caller has made sure that the unit has the item.

        The report is written with those of others who are heard at the same time.
        """
        number = self.session.next_report()
        report = {
            "id": number,
            "office_id": self.office_id,
            "item_id": item.id,
            "contact_id": (self.actor.id or 0) if self.actor else 0,
            "update_id": self.update_id,
            "intent": intent,
            "text": text,
            "said_by": self._name_of_actor(item),
            "asked_due_on": asked_due_on,
            "after_due": item.is_overdue(self.today),
            "state_before": item.state,
            "at": self.now,
            "verdict": Verdict.PENDING if intent in REVIEWED else Verdict.NONE,
        }
        if intent is Intent.EXTENSION:
            self._settle_open(item, (Intent.EXTENSION,), Verdict.WITHDRAWN)
        self._move(item, intent)
        self.session.add(item)
        self.session.gather(Report, report)
        for url in links:
            self.add_evidence(item, EvidenceKind.LINK, number, url=url)
        self.note(
            "report",
            f"item/{item.id}",
            intent=intent,
            text=text,
            links=list(links),
            due=str(asked_due_on) if asked_due_on else None,
            state=item.state,
        )
        return number

    def add_evidence(self, item: Item, kind: EvidenceKind, report: int | None, **said: Any) -> Evidence:
        """Keep a link, photo or document under an item."""
        evidence = Evidence(
            office_id=self.office_id,
            item_id=item.id or 0,
            report_id=report,
            kind=kind,
            at=self.now,
            update_id=self.update_id,
            **said,
        )
        self.session.add(evidence)
        self.session.flush()
        self.ahead.unproven.discard(evidence.item_id)
        if kind is EvidenceKind.LINK:
            self._look_later()
        self.note("evidence", f"item/{item.id}", kind=kind, **{key: said[key] for key in sorted(said)})
        return evidence

    def expect_proof(self, task: Task, kinds: Sequence[Proof] | None) -> None:
        """Set the kinds of evidence a row is expected to end with; None: as its words suggest."""
        task.proof = [one.value for one in kinds] if kinds is not None else None
        self.session.add(task)
        self.session.flush()
        self.note("expect_proof", f"task/{task.id}", kinds=task.proof)

    def reports_of(self, item: Item) -> list[Report]:
        """What was said of an item, oldest first."""
        return self.all(select(Report).where(col(Report.item_id) == item.id).order_by(col(Report.id)))

    def last_reports(self, unit: Unit, limit: int = 5) -> list[tuple[Report, Task]]:
        """The last things a unit said that stand, oldest first; a bare 签收 says nothing."""
        query = (
            select(Report, Task)
            .join(Item, col(Item.id) == col(Report.item_id))
            .join(Task, col(Task.id) == col(Item.task_id))
            .where(col(Item.unit_id) == unit.id, col(Report.verdict) != Verdict.WITHDRAWN)
            .where(col(Report.intent) != Intent.SIGNED)
            .order_by(col(Report.id).desc())
            .limit(limit)
        )
        return [*reversed(list(self.session.execute(query)))]

    def evidence_of(self, item: Item) -> list[Evidence]:
        """What was handed in for an item and stands, oldest first: not what came with a report taken back."""
        if item.id in self.ahead.unproven:
            return []
        of_item = select(Evidence).where(col(Evidence.item_id) == item.id, STANDS)
        return self.all(of_item.order_by(col(Evidence.id)))

    def reports_by_item(self) -> dict[int, list[Report]]:
        """Every report of the office, by item, oldest first."""
        found: dict[int, list[Report]] = {}
        for report in self.all(select(Report).where(col(Report.office_id) == self.office_id).order_by(col(Report.id))):
            found.setdefault(report.item_id, []).append(report)
        return found

    def evidence_by_item(self) -> dict[int, list[Evidence]]:
        """Everything handed in at the office that stands, by item, oldest first."""
        found: dict[int, list[Evidence]] = {}
        here = select(Evidence).where(col(Evidence.office_id) == self.office_id, STANDS)
        for piece in self.all(here.order_by(col(Evidence.id))):
            found.setdefault(piece.item_id, []).append(piece)
        return found

    def take_back(self, report: Report, item: Item) -> bool:
        """更正: undo a report that nobody has decided on and that is the item's last. False when it is too late."""
        said = [one for one in self.reports_of(item) if one.verdict is not Verdict.WITHDRAWN]
        if not said or said[-1].id != report.id or report.verdict not in (Verdict.PENDING, Verdict.NONE):
            return False
        report.verdict = Verdict.WITHDRAWN
        item.state = report.state_before
        if report.intent in SUBMITS:
            item.submitted_on = None
        _forget_last(item, said[:-1])
        item.look_on = self.today
        self.session.add_all([report, item])
        self.session.flush()
        self.note("take_back", f"item/{item.id}", report=report.id, state=item.state)
        return True

    def add_to(self, report: Report, text: str) -> None:
        """Words that follow a report, such as the number of a document."""
        report.text = f"{report.text}；{text}" if report.text else text
        self.session.add(report)
        self.session.flush()
        self.note("add_to", f"item/{report.item_id}", report=report.id, text=text)

    def earlier_versions(self, chat_id: int, message_id: int) -> list[Incoming]:
        """The updates that brought a message before it was edited, oldest first."""
        now = self.update_id or 0
        payload: Any = col(Incoming.payload)
        query = (
            select(Incoming)
            .where(col(Incoming.office_id) == self.office_id)
            .where(col(Incoming.update_id).between(now - _EDITED_WITHIN, now - 1))
            .where(or_(*(payload[kind]["message_id"].as_integer() == message_id for kind in _MESSAGES)))
            .order_by(col(Incoming.update_id))
        )
        return [one for one in self.all(query) if one.chat_id == chat_id]

    def rest_of_album(self, album: str) -> int:
        """How many more messages of an album have been kept and wait to be handled."""
        payload: Any = col(Incoming.payload)
        query = (
            select(func.count())
            .where(col(Incoming.office_id) == self.office_id, col(Incoming.handled_at).is_(None))
            .where(col(Incoming.update_id) > (self.update_id or 0))
            .where(payload["message"]["media_group_id"].as_string() == album)
        )
        return self.session.scalar(query) or 0

    def reports_from(self, updates: Sequence[Incoming]) -> list[tuple[Report, Item]]:
        """What was stored from these updates and stands."""
        query = (
            select(Report, Item)
            .join(Item, col(Item.id) == col(Report.item_id))
            .where(col(Report.office_id) == self.office_id, col(Report.verdict) != Verdict.WITHDRAWN)
            .where(col(Report.update_id).in_([one.update_id for one in updates]))
            .order_by(col(Report.id))
        )
        return list(self.session.execute(query))

    def to_review(
        self, first: int = 0, limit: int | None = None, among: Iterable[int] | None = None
    ) -> list[tuple[Report, Item, Task, Unit]]:
        """What awaits the office's word, oldest first: all, `limit` from the `first` on, or those `among` these ids."""
        waiting = (
            select(Report, Item)
            .join(Item, col(Item.id) == col(Report.item_id))
            .where(col(Report.office_id) == self.office_id, IS_PENDING)
            .order_by(col(Report.at), col(Report.id))
            .offset(first or None)
            .limit(limit)
        )
        if among is not None:
            waiting = waiting.where(col(Report.id).in_(list(among)))
        rows = list(self.session.execute(waiting))
        tasks = self.by_id(Task, (item.task_id for _, item in rows))
        units = self.by_id(Unit, (item.unit_id for _, item in rows))
        return [(report, item, tasks[item.task_id], units[item.unit_id]) for report, item in rows]

    def accept(self, report: Report, item: Item) -> None:
        """通过: done is done, nil is nil, an extension moves the day in force, a trouble is seen to.

        Of a count duty one more time is done; it goes on with the unit until there are enough.
        """
        self._decide(report, Verdict.ACCEPTED, "")
        if report.intent is Intent.TROUBLE:
            item.in_trouble = False
        elif report.intent is Intent.EXTENSION:
            item.due_on, item.due_told_on = report.asked_due_on, self.today
            item.extensions, item.due_is_certain = item.extensions + 1, True
            item.look_on, item.returned_due_on = self.today, None
        elif report.intent is Intent.DONE and self._wants_more(item):
            item.state, item.submitted_on, item.returned_due_on = ItemState.WORKING, None, None
            item.look_on = self.today
        else:
            item.state = _closed(item, report.intent)
            item.closed_on, item.look_on = self.today, None
            self._settle_open(item, (Intent.EXTENSION, Intent.TROUBLE), Verdict.NONE)
        self.session.add(item)
        self.session.flush()
        self.note("accept", f"item/{item.id}", report=report.id, state=item.state, due=str(item.due_on))

    def send_back(self, report: Report, item: Item, reason: str, due: date | None) -> None:
        """退回: the unit's clock runs again, to a short new day; to a request only the answer is kept."""
        self._decide(report, Verdict.RETURNED, reason)
        if report.intent in SUBMITS:
            item.state, item.submitted_on = ItemState.RETURNED, None
            item.returned_due_on, item.due_told_on = due, self.today
            item.look_on = self.today
        self.session.add(item)
        self.session.flush()
        said = {"reason": reason, "due": str(due) if due else None, "state": item.state}
        self.note("send_back", f"item/{item.id}", report=report.id, **said)

    def strike_off(self, item: Item) -> None:
        """销号: the last act, after 办结."""
        item.state = ItemState.STRUCK_OFF
        self.session.add(item)
        self.session.flush()
        self.note("strike_off", f"item/{item.id}", state=item.state)

    def _name_of_actor(self, item: Item) -> str:
        """Who speaks for the unit, and in whose place."""
        if self.actor is None:
            return ""
        away = self.stands_in_for(self.actor, item.unit_id)
        return f"{self.actor.name}（代{away}）" if away else self.actor.name

    def _look_later(self) -> None:
        """One errand looks at all links of a message, after it has been answered."""
        if self.actor is None or self.update_id is None:
            return
        of_message = select(Errand).where(
            col(Errand.office_id) == self.office_id,
            col(Errand.kind) == ErrandKind.LOOK,
            col(Errand.update_id) == self.update_id,
            col(Errand.done_at).is_(None),
            col(Errand.due_at) == self.now,
        )
        self.has_errand = True
        if self.session.scalars(of_message).first() is None:
            errand = Errand(
                office_id=self.office_id,
                kind=ErrandKind.LOOK,
                contact_id=self.actor.id or 0,
                update_id=self.update_id,
                file_id="",
                due_at=self.now,
            )
            self.session.add(errand)
            self.session.flush()

    def _decide(self, report: Report, verdict: Verdict, reason: str) -> None:
        report.verdict, report.reason, report.decided_at = verdict, reason, self.now
        report.decided_by = self.actor.id if self.actor else None
        self.session.add(report)

    def _settle_open(self, item: Item, intents: Sequence[Intent], verdict: Verdict) -> None:
        """Requests that the unit has replaced, or that a closed item has made pointless, wait no longer."""
        for report in self.reports_of(item):
            if report.intent in intents and report.verdict is Verdict.PENDING:
                report.verdict = verdict
                self.session.add(report)

    def _wants_more(self, item: Item) -> bool:
        return item.times_wanted > self.times_counted([item]).get(item.id or 0, 0)

    def _move(self, item: Item, intent: Intent) -> None:
        if intent in SUBMITS or item.state is not ItemState.RETURNED:  # else its short new day stays in force
            is_signed = item.state is not ItemState.TO_SIGN
            item.state = item.state if intent is Intent.SIGNED and is_signed else _NEXT_STATE.get(intent, item.state)
        item.signed_on = item.signed_on or self.today
        if intent is not Intent.SIGNED:
            item.reported_on = self.today
            item.first_reported_on = item.first_reported_on or self.today
        if intent in SUBMITS:
            item.submitted_on = self.today
        item.in_trouble = intent is Intent.TROUBLE or (item.in_trouble and intent is Intent.SIGNED)
        item.look_on = self.today


def _closed(item: Item, accepted: Intent) -> ItemState:
    """What an item is once its report was accepted; of a lasting duty only a stage is done."""
    if accepted is Intent.NIL:
        return ItemState.NOT_APPLICABLE
    return ItemState.ONGOING if item.kind is DeadlineKind.CONTINUOUS else ItemState.DONE


def _forget_last(item: Item, said: Sequence[Report]) -> None:
    """Set what an item remembers of its reports to those that stand."""
    if all(report.intent is Intent.SIGNED for report in said):
        item.first_reported_on = item.reported_on = None
    if item.state is ItemState.TO_SIGN:
        item.signed_on = None
    item.in_trouble = bool(said) and said[-1].intent is Intent.TROUBLE
