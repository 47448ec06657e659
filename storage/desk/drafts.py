"""Drafts: 催办通知书 and 通报, kept until the office has decided; and 催办 that it asks for by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, literal_column, or_, select
from sqlmodel import col

from storage.desk.items import InFull, ItemsDesk, in_full
from storage.desk.late import OFFICE
from storage.outbox import IS_UNASKED, PENDING, add_notices, refresh_mailboxes
from storage.records import Appointment, Contact, Draft, Item, Notice, Office
from storage.states import PINGS, DraftKind, DraftState, NoticeKind, NoticeState, Post, Role

_IS_OPEN = col(Draft.state) == literal_column(f"'{DraftState.OPEN}'")  # written out, for the index over these alone
_OPEN = select(Draft).where(col(Draft.office_id) == OFFICE, _IS_OPEN).order_by(col(Draft.id))


class DraftsDesk(ItemsDesk):
    """Drawing up, releasing, dropping; and who would be told."""

    def open_drafts(self) -> list[Draft]:
        """What waits for the office, oldest first."""
        return self.all(_OPEN, office=self.office_id)

    def drafts_about(self, items: Sequence[Item]) -> dict[int, list[Draft]]:
        """Every draft that names one of these items, by item."""
        about: dict[int, list[Draft]] = {item.id or 0: [] for item in items}
        if about:
            for draft in self.all(select(Draft).where(col(Draft.office_id) == self.office_id)):
                for item_id in about.keys() & set(draft.items):
                    about[item_id].append(draft)
        return about

    def draft(self, kind: DraftKind, unit_id: int | None, items: Sequence[Item]) -> bool:
        """Put items into the open draft of their unit, or into a new one. True for a new one."""
        ids = [item.id or 0 for item in items]
        mine = (one for one in self.open_drafts() if one.kind is kind and one.unit_id == unit_id)
        draft = next(mine, None)
        is_new = draft is None
        if draft is None:
            key = f"{kind}/{unit_id or 0}/{self.today}/{self._drafts_made(kind, unit_id)}"
            draft = Draft(office_id=self.office_id, key=key, kind=kind, unit_id=unit_id, made_on=self.today)
        draft.items = [*dict.fromkeys((*draft.items, *ids))]
        self.session.add(draft)
        self.session.flush()
        self.note("draft", f"draft/{draft.id}", kind=kind, items=ids)
        return is_new

    def alone(self) -> None:
        """Have nobody else draw up drafts, or change anything that is an event, until this transaction ends."""
        here = select(Office).where(col(Office.id) == self.office_id)
        self.session.scalars(here.with_for_update(key_share=True)).one()

    def overtake(self, draft: Draft) -> None:
        """Everything in an open draft has been answered."""
        self._close_draft(draft, DraftState.OVERTAKEN)

    def drop(self, draft: Draft) -> None:
        """不发."""
        self._close_draft(draft, DraftState.DROPPED)

    def add_words(self, draft: Draft, note: str) -> None:
        """附言."""
        draft.note = note
        self.session.add(draft)
        self.session.flush()
        self.note("draft_note", f"draft/{draft.id}", text=note)

    def release_draft(self, draft: Draft, items: Sequence[Item], to: Sequence[tuple[Contact, bool]]) -> None:
        """发布: a letter to each of these contacts; the flag says that it goes to the unit and not to its leader."""
        draft.items = [item.id or 0 for item in items]
        draft.number = self._next_number(draft.kind)
        self._close_draft(draft, DraftState.RELEASED)
        notices = [
            {
                "office_id": self.office_id,
                "key": f"draft/{draft.id}/{contact.id}",
                "kind": NoticeKind.LETTER,
                "state": NoticeState.PENDING if contact.unreachable_at is None else NoticeState.UNREACHABLE,
                "contact_id": contact.id,
                "unit_id": draft.unit_id if to_unit else None,
                "planned_at": self.now,
                "due_at": self.now,
                "why": contact.unreachable_why,
            }
            for contact, to_unit in to
        ]
        add_notices(self.session, notices)
        refresh_mailboxes(self.session, [contact.id for contact, _ in to])

    def leaders_of(self, unit_id: int | None) -> list[Contact]:
        """The leaders of a unit; of the district (bound to no unit) where none is named."""
        until = col(Appointment.to_on)
        in_force = (col(Appointment.from_on) <= self.today) & or_(until.is_(None), until > self.today)
        of_units = select(col(Appointment.contact_id)).where(
            col(Appointment.office_id) == self.office_id, col(Appointment.role) == Role.LEADER, in_force
        )
        leaders = select(Contact).where(
            col(Contact.office_id) == self.office_id, col(Contact.role) == Role.LEADER, col(Contact.ended_at).is_(None)
        )
        mine = of_units.where(col(Appointment.unit_id) == unit_id)
        chosen = col(Contact.id).not_in(of_units) if unit_id is None else col(Contact.id).in_(mine)
        return self.all(leaders.where(chosen).order_by(col(Contact.id)))

    def items_by_id(self, item_ids: Collection[int]) -> list[Item]:
        """These items of the office, by unit and row."""
        mine = select(Item).where(col(Item.office_id) == self.office_id, col(Item.id).in_(list(item_ids)))
        return self.all(mine.order_by(col(Item.unit_id), col(Item.id)))

    def pinged_since(self, items: Iterable[Item], since: datetime) -> set[int]:
        """Which of these items a 催办 has been planned for since a moment, gone out or waiting to."""
        rows = select(col(Notice.item_id)).where(
            col(Notice.office_id) == self.office_id,
            col(Notice.item_id).in_([item.id for item in items]),
            col(Notice.kind).in_(PINGS),
            col(Notice.planned_at) >= since,
            col(Notice.state).not_in([NoticeState.WITHDRAWN, NoticeState.UNREACHABLE]),
        )
        return {item_id for item_id in self.session.scalars(rows) if item_id is not None}

    def reminders_waiting(self) -> list[tuple[Notice, Contact, InFull]]:
        """Everything unasked about an item that is planned and has not gone out, oldest first."""
        self.put_down()
        query = (
            in_full(Notice, Contact, Item)
            .join_from(Item, Notice, col(Notice.item_id) == col(Item.id))
            .join(Contact, col(Contact.id) == col(Notice.contact_id))
            .where(col(Contact.office_id) == self.office_id, col(Contact.reminders_due_at).is_not(None))
            .where(PENDING, IS_UNASKED)
            .order_by(col(Notice.id))
        )
        return [(notice, contact, (*of,)) for notice, contact, *of in self.session.execute(query)]

    def nudge(self, planned: Sequence[tuple[Item, str, Post]], *, insisted: bool) -> None:
        """催办 by hand: it waits for the liaison's next message like everything unasked."""
        self.plan_notices([(item, NoticeKind.NUDGE, key, post) for item, key, post in planned])
        items = sorted({item.id or 0 for item, _, _ in planned})
        self.note("nudge", "office", items=items, insisted=insisted)

    def _drafts_made(self, kind: DraftKind, unit_id: int | None) -> int:
        here = select(func.count()).select_from(Draft).where(col(Draft.office_id) == self.office_id)
        return self.session.scalar(here.where(col(Draft.kind) == kind, col(Draft.unit_id) == unit_id)) or 0

    def _next_number(self, kind: DraftKind) -> int:
        """Papers are numbered through a year, in the order of their release; nobody else releases one meanwhile."""
        self.alone()
        first, last = self.today.replace(month=1, day=1), self.today.replace(month=12, day=31)
        of_kind = select(func.max(col(Draft.number))).where(
            col(Draft.office_id) == self.office_id, col(Draft.kind) == kind, col(Draft.decided_on).between(first, last)
        )
        return (self.session.scalar(of_kind) or 0) + 1

    def _close_draft(self, draft: Draft, state: DraftState) -> None:
        draft.state, draft.decided_on = state, self.today
        draft.decided_by = self.actor.id if self.actor else None
        self.session.add(draft)
        self.session.flush()
        self.note("close_draft", f"draft/{draft.id}", state=state, items=draft.items)
