"""After a backup has been put back: what may have gone out since is sent again only when the office says so."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.outbox import note_on_items, refresh_mailboxes
from storage.records import Contact, Item, Notice, Unit
from storage.states import UNASKED, NoticeKind, NoticeState

_WHY = "恢复自备份，可能已发出"


class RestoredDesk(BaseDesk):
    """Holding what is in doubt, saying of whom, and letting it go."""

    def hold_what_may_have_gone(self) -> int:
        """Everything that waits becomes 不确定 and is taken for told; how many."""
        waiting = select(Notice).where(col(Notice.office_id) == self.office_id)
        notices = self.all(waiting.where(col(Notice.state) == NoticeState.PENDING))
        for notice in notices:
            notice.state, notice.letter, notice.why = NoticeState.UNCERTAIN, None, _WHY
        self.session.flush()
        note_on_items(self.session, notices, self.today)
        ids = {notice.contact_id for notice in notices}
        for contact in self.all(select(Contact).where(col(Contact.office_id) == self.office_id)):
            contact.lease = contact.leased_until = None
            if contact.id in ids and any(one.contact_id == contact.id and one.kind in UNASKED for one in notices):
                contact.told_on = self.today
        self.session.flush()
        refresh_mailboxes(self.session, ids)
        self.note("restore", "office", held=len(notices))
        return len(notices)

    def held(self) -> list[Notice]:
        """What is still held."""
        here = select(Notice).where(col(Notice.office_id) == self.office_id, col(Notice.why) == _WHY)
        return self.all(here.where(col(Notice.state) == NoticeState.UNCERTAIN).order_by(col(Notice.id)))

    def held_by_unit(self) -> list[tuple[str, NoticeKind, int]]:
        """What is held, by unit and kind; answers to people and the office's own under no unit."""
        names = {unit.id: unit.name for unit in self.all(select(Unit).where(col(Unit.office_id) == self.office_id))}
        counts: dict[tuple[str, NoticeKind], int] = {}
        for notice in self.held():
            place = names.get(notice.unit_id, ""), notice.kind
            counts[place] = counts.get(place, 0) + 1
        return [(name, kind, number) for (name, kind), number in counts.items()]

    def let_go(self) -> int:
        """Send what is held after all, marked as it may be the second copy; how many."""
        notices = self.held()
        for notice in notices:
            notice.state, notice.due_at, notice.why = NoticeState.PENDING, self.now, ""
            notice.doubts += 1
        self._untell([one.item_id or 0 for one in notices if one.kind is NoticeKind.ASSIGNMENT])
        ids = {notice.contact_id for notice in notices}
        for contact in self.all(select(Contact).where(col(Contact.office_id) == self.office_id)):
            contact.told_on = None if contact.id in ids else contact.told_on
        self.session.flush()
        refresh_mailboxes(self.session, ids)
        if notices:
            self.note("let_go", "office", sent=len(notices))
        return len(notices)

    def _untell(self, item_ids: Sequence[int]) -> None:
        for item in self.all(select(Item).where(col(Item.office_id) == self.office_id, col(Item.id).in_(item_ids))):
            item.assigned_on = item.due_told_on = None
            item.look_on = self.today
