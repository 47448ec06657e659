"""Reports: what a unit says of an item, and its evidence; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from storage.desk.in_charge import InChargeDesk
from storage.desk.said import SaidDesk
from storage.records import Errand, Evidence, Item, Report, Task
from storage.states import ErrandKind, EvidenceKind, Intent, ItemState, Proof, Role, Verdict

REVIEWED = frozenset({Intent.DONE, Intent.NIL, Intent.EXTENSION, Intent.TROUBLE})
"""What the office must answer; the rest is only written down."""
SUBMITS = frozenset({Intent.DONE, Intent.NIL})
"""With these the unit's clock stops until the office's word."""
_NEXT_STATE = {
    Intent.SIGNED: ItemState.SIGNED,
    Intent.WORKING: ItemState.WORKING,
    Intent.NOT_STARTED: ItemState.SIGNED,
    Intent.TROUBLE: ItemState.WORKING,
    Intent.DONE: ItemState.SUBMITTED,
    Intent.NIL: ItemState.SUBMITTED,
}


class ReportsDesk(InChargeDesk, SaidDesk):
    """Every answer is an event."""

    _looks = False  # an errand to look at the links of this message has been put down

    def report(
        self, item: Item, intent: Intent, text: str = "", links: Sequence[str] = (), due: date | None = None
    ) -> int:
        """Write down what the unit said; the number of its report. The caller has made sure that the unit has the item.

        The report is written with those of others who are heard at the same time.
        """
        number = self.session.next_report()
        report = self._row(item, intent) | {"id": number, "text": text, "asked_due_on": due}
        if self.actor is not None and self.actor.role is Role.OFFICE:
            report["said_by"] = f"{self.actor.name}（代录）"
        if intent is Intent.EXTENSION:
            self._settle_open(item, (Intent.EXTENSION,), Verdict.WITHDRAWN)
        self._move(item, intent)
        self.session.add(item)
        self.session.gather(Report, report)
        for url in links:
            self.add_evidence(item, EvidenceKind.LINK, number, url=url)
        said = {"intent": intent, "text": text, "links": [*links], "due": str(due) if due else None}
        self.note("report", f"item/{item.id}", **said, state=item.state)
        return number

    def add_evidence(self, item: Item, kind: EvidenceKind, report: int | None, **said: Any) -> None:
        """Keep a link or the number of a document under an item; written with what others say at the same time."""
        self.session.gather(Evidence, self._piece(item, kind, report) | said)
        if kind is EvidenceKind.LINK:
            self._look_later()
        self._note_evidence(item, kind, said)

    def add_file(self, item: Item, kind: EvidenceKind, **said: Any) -> Evidence:
        """Keep a photo or document under an item."""
        evidence = Evidence(**self._piece(item, kind, None), **said)
        self.session.add(evidence)
        self.session.flush()
        self._note_evidence(item, kind, said)
        return evidence

    def _piece(self, item: Item, kind: EvidenceKind, report: int | None) -> dict[str, Any]:
        here = {"office_id": self.office_id, "at": self.now, "update_id": self.update_id}
        return here | {"item_id": item.id or 0, "report_id": report, "kind": kind}

    def _note_evidence(self, item: Item, kind: EvidenceKind, said: dict[str, Any]) -> None:
        self.ahead.unproven.discard(item.id or 0)
        self.note("evidence", f"item/{item.id}", kind=kind, **{key: said[key] for key in sorted(said)})

    def expect_proof(self, task: Task, kinds: Sequence[Proof] | None) -> None:
        """Set the kinds of evidence a row is expected to end with; None: as its words suggest."""
        task.proof = [one.value for one in kinds] if kinds is not None else None
        self.session.add(task)
        self.session.flush()
        self.note("expect_proof", f"task/{task.id}", kinds=task.proof)

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

    def _row(self, item: Item, intent: Intent) -> dict[str, Any]:
        """A report of an item as it stands before it."""
        return {
            "office_id": self.office_id,
            "item_id": item.id,
            "contact_id": (self.actor.id or 0) if self.actor else 0,
            "update_id": self.update_id,
            "intent": intent,
            "said_by": self._name_of_actor(item),
            "after_due": item.is_overdue(self.today),
            "state_before": item.state,
            "at": self.now,
            "verdict": Verdict.PENDING if intent in REVIEWED else Verdict.NONE,
        }

    def _name_of_actor(self, item: Item) -> str:
        """Who speaks for the unit, and in whose place."""
        if self.actor is None:
            return ""
        away = self.stands_in_for(self.actor, item.unit_id)
        return f"{self.actor.name}（代{away}）" if away else self.actor.name

    def _look_later(self) -> None:
        """One errand looks at all links of a message, after it has been answered."""
        if self.actor is None or self.update_id is None or self._looks:
            return
        self.has_errand = self._looks = True
        whose = {"office_id": self.office_id, "contact_id": self.actor.id or 0, "update_id": self.update_id}
        self.session.gather(Errand, whose | {"kind": ErrandKind.LOOK, "file_id": "", "due_at": self.now})

    def _settle_open(self, item: Item, intents: Sequence[Intent], verdict: Verdict) -> None:
        """Requests that the unit has replaced, or that a closed item has made pointless, wait no longer."""
        for report in self.reports_of(item):
            if report.intent in intents and report.verdict is Verdict.PENDING:
                report.verdict = verdict
                self.session.add(report)

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


def _forget_last(item: Item, said: Sequence[Report]) -> None:
    """Set what an item remembers of its reports to those that stand."""
    if all(report.intent is Intent.SIGNED for report in said):
        item.first_reported_on = item.reported_on = None
    if item.state is ItemState.TO_SIGN:
        item.signed_on = None
    item.in_trouble = bool(said) and said[-1].intent is Intent.TROUBLE
