"""催办 by hand and the ladder's papers: what is shown to the office, what it lets go, and whether it is still so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from messages import draft_cards, drafts, words
from messages.draft_cards import Addressee
from messages.drafts import Drafted, Unanswered
from messages.letter import Attachment, Letter
from messages.nudges import Nudged
from scheduler import escalation, item_days, nudging
from scheduler.escalation import Ladder
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.delivery import Due, Mailbox
from storage.desk import Desk
from storage.records import Contact, Draft, Item, Unit
from storage.states import DraftState, Post


class Pressing:
    """Everything that presses a unit beyond the timetable, always by the office's own act."""

    def __init__(
        self, rules: Rules, ladder: Ladder, zone: ZoneInfo, office: str, calendar: Callable[[], Workdays]
    ) -> None:
        self._rules = rules
        self._ladder = ladder
        self._zone = zone
        self._office = office
        self._calendar = calendar

    def preview_nudge(self, desk: Desk, items: Sequence[Item]) -> list[Nudged]:
        """Whom a 催办 of these items would reach, and when."""
        return nudging.preview(desk, items, self._rules, self._calendar(), self._zone)

    def nudge(self, desk: Desk, items: Sequence[Item], *, insisted: bool) -> tuple[list[Item], datetime | None]:
        """Plan a 催办; not twice a week unless the office insists. Returns its items, and when the last goes out."""
        again = set() if insisted else nudging.pinged_this_week(desk, items, self._zone)
        in_charge = desk.in_charge({item.unit_id for item in items})
        reached = {unit_id: one for unit_id, one in in_charge.items() if one.unreachable_at is None}
        told = [item for item in items if item.id not in again and item.unit_id in reached]
        if told:
            desk.nudge(nudging.planned(desk, told, self._rules), insisted=insisted)
        times = [self._goes_out_at(desk, reached[item.unit_id]) for item in told]
        return told, max((at for at in times if at is not None), default=None)

    def draw_up(self, desk: Desk) -> None:
        """Today's drafts, and a word to the office where there is something new."""
        letters, bulletins = escalation.draw_up(desk, self._ladder, self._calendar())
        if letters or bulletins:
            for contact in desk.office_contacts():
                body = draft_cards.drafts_wait(letters, bulletins).as_body()
                desk.tell(contact, body, key=f"drafts/{desk.today}/{contact.id}")

    def still_true(self, desk: Desk, draft: Draft) -> list[Item]:
        """What of a draft is still unanswered."""
        return escalation.still_true(desk, draft, self._ladder, self._calendar())

    def drafted(self, desk: Desk, draft: Draft) -> tuple[Drafted, list[Addressee], list[Item]]:
        """A draft as it stands now: its text, whom it would reach, the items in it."""
        items = self.still_true(desk, draft)
        return self._written(desk, draft, items), [_addressee(*one) for one in self._recipients(desk, draft)], items

    def release(self, desk: Desk, draft: Draft, items: Sequence[Item]) -> tuple[list[Addressee], str]:
        """发布. Returns whom it goes to, and when (Chinese)."""
        recipients = self._recipients(desk, draft)
        to = [(contact, not who.endswith("负责同志")) for who, contact in recipients if contact is not None]
        desk.release_draft(draft, items, to)
        reached = [contact for contact, _ in to if contact.unreachable_at is None]
        times = [at for contact in reached if (at := self._goes_out_at(desk, contact)) is not None]
        when = f"最迟{words.moment(max(times), desk.today)}发出" if times else "即将发出"
        return [_addressee(*one) for one in recipients], when

    def released_letter(self, desk: Desk, notice: Due, contact: Mailbox) -> Letter | None:
        """The paper for one addressee, true at this moment; None where everything in it has been answered."""
        draft = desk.one(Draft, int(notice.key.split("/")[1]))
        items = self.still_true(desk, draft) if draft and draft.state is DraftState.RELEASED else []
        if draft is None or not items:
            return None
        leads = contact.id in {leader.id for leader in desk.leaders_of(draft.unit_id)}
        written = self._written(desk, draft, items)
        if contact.address:  # the second channel carries words alone
            return drafts.draft_letter(written, desk.today, leads)
        letter = drafts.draft_with_paper(written, desk.today, leads)
        return replace(letter, attachment=_paper_of(written, desk.today))

    def paper(self, desk: Desk, draft_id: int) -> Attachment | None:
        """The file of a draft for the office, as it stands now; None where everything in it has been answered."""
        draft = desk.one(Draft, draft_id)
        items = self.still_true(desk, draft) if draft else []
        return _paper_of(self._written(desk, draft, items), desk.today) if draft and items else None

    def _written(self, desk: Desk, draft: Draft, items: Sequence[Item]) -> Drafted:
        rows = []
        for item in items:
            task, unit, _ = desk.with_task(item)
            rows.append(Unanswered(unit.name, item, task, item_days.late_by(item, desk.today, self._calendar())))
        whose = desk.one(Unit, draft.unit_id)
        answer_by = self._calendar().add_workdays(desk.today, self._rules.returned_due_in)
        copied = any(leader.unreachable_at is None for leader in desk.leaders_of(draft.unit_id))
        return Drafted(
            whose.name if whose else "", tuple(rows), draft.note, self._office, answer_by, copied, draft.number
        )

    def _recipients(self, desk: Desk, draft: Draft) -> list[tuple[str, Contact | None]]:
        """Everybody a draft is for, with None where nobody is enrolled who should be."""
        leaders: Sequence[Contact | None] = desk.leaders_of(draft.unit_id)
        if draft.unit_id is None:
            return [("区负责同志", one) for one in (leaders or [None])]
        first = desk.in_charge([draft.unit_id]).get(draft.unit_id)
        second = desk.liaisons([draft.unit_id]).get((draft.unit_id, Post.B))
        found: list[tuple[str, Contact | None]] = [("联络员", first)]
        found += [("B岗联络员", second)] if second is not None and first is not None and second.id != first.id else []
        return [*found, *(("负责同志", one) for one in (leaders or [None]))]

    def _goes_out_at(self, desk: Desk, contact: Contact) -> datetime | None:
        return nudging.goes_out_at(contact, desk.now, self._rules, self._calendar(), self._zone)


def _paper_of(written: Drafted, today: date) -> Attachment:
    from messages.draft_paper import paper_of  # a fifth of a second of python-docx, for the few days that have a paper

    return paper_of(written, today)


def _addressee(who: str, contact: Contact | None) -> Addressee:
    return Addressee(who, contact.name if contact else "", contact.unreachable_why if contact else "")
