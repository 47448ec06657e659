"""The second channel: mailboxes without a chat, for units nobody can be reached for and for the operator."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select, update
from sqlmodel import col

from storage.desk.base import BaseDesk
from storage.outbox import refresh_mailboxes
from storage.records import Contact, Notice, Unit
from storage.states import UNASKED, NoticeKind, NoticeState, Post

OPERATOR = "operator"
"""Stands for the addresses that the environment names: the operator's own are not kept in the database."""
_NO_CHAT = -(2**60)
"""Below every id that Telegram gives; from here down each mailbox has its own, and nobody can write from there."""


class SecondChannelDesk(BaseDesk):
    """What cannot be said in a chat."""

    def addresses(self) -> dict[int, str]:
        """The second channel of each unit that has one."""
        return {mailbox.aside_for or 0: mailbox.address for mailbox in self._mailboxes()}

    def set_address(self, unit: Unit, address: str) -> None:
        """The unit's second channel, from now on; "" is none."""
        query = select(Contact).where(col(Contact.office_id) == self.office_id, col(Contact.aside_for) == unit.id)
        mailbox = self.session.scalars(query).first()
        if mailbox is None and address:
            number = _NO_CHAT - (unit.id or 0)
            mailbox = self.add_stranger(number, number, unit.name)
            mailbox.aside_for = unit.id
        if mailbox is None:
            return
        if address:
            mailbox.address, mailbox.unreachable_at, mailbox.unreachable_why = address, None, ""
        mailbox.ended_at = None if address else mailbox.ended_at or self.now

    def operator(self) -> Contact:
        """Whoever runs the program."""
        query = select(Contact).where(col(Contact.office_id) == self.office_id, col(Contact.address) == OPERATOR)
        operator = self.session.scalars(query).first()
        if operator is None:
            operator = self.add_stranger(_NO_CHAT, _NO_CHAT, "系统维护人员")
            operator.address = OPERATOR
        return operator

    def turn_aside(self, unit_ids: Collection[int] | None = None) -> None:
        """What a unit's liaison cannot be told goes the second way, where the unit has one that works."""
        ways = {mailbox.aside_for: mailbox.id for mailbox in self._mailboxes() if mailbox.unreachable_at is None}
        for unit_id, mailbox_id in ways.items():
            if unit_ids is not None and unit_id not in unit_ids:
                continue
            stranded = update(Notice).where(
                col(Notice.unit_id) == unit_id,
                col(Notice.state) == NoticeState.UNREACHABLE,
                col(Notice.kind).in_(UNASKED),
                col(Notice.post) == Post.A,
                or_(col(Notice.contact_id).is_(None), col(Notice.contact_id) != mailbox_id),
            )
            self.session.execute(stranded.values(contact_id=mailbox_id, state=NoticeState.PENDING, letter=None, why=""))
        refresh_mailboxes(self.session, ways.values())

    def newly_stranded(self) -> list[tuple[str, int]]:
        """Units of which more 交办 reach nobody than the office was last told, with their number: told from now on."""
        lost = (
            select(col(Notice.unit_id), func.count())
            .where(col(Notice.office_id) == self.office_id, col(Notice.state) == NoticeState.UNREACHABLE)
            .where(col(Notice.kind) == NoticeKind.ASSIGNMENT)
            .group_by(col(Notice.unit_id))
        )
        counted = dict(iter(self.session.execute(lost)))
        theirs = select(Unit).where(col(Unit.office_id) == self.office_id).order_by(col(Unit.id))
        more = []
        for unit in self.all(theirs.where(or_(col(Unit.id).in_(counted), col(Unit.stranded_told) > 0))):
            items = counted.get(unit.id, 0)
            if items > unit.stranded_told:
                more.append((unit.name, items))
            unit.stranded_told = items
        return more

    def units_with_another_way(self) -> set[int | None]:
        """Those whose second channel works."""
        return {mailbox.aside_for for mailbox in self._mailboxes() if mailbox.unreachable_at is None}

    def _mailboxes(self) -> list[Contact]:
        query = select(Contact).where(col(Contact.office_id) == self.office_id, col(Contact.aside_for).is_not(None))
        return self.all(query.where(col(Contact.ended_at).is_(None)))
