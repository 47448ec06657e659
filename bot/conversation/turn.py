"""A turn: one kept update, who sent it, and the open transaction in which it takes effect and is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.telegram import Incoming
from messages import answers, cards
from messages.letter import Letter
from scheduler import plan
from scheduler.rounds import Rounds
from storage.desk import Desk
from storage.records import Contact, Item, Unit
from storage.states import Role


@dataclass(slots=True)
class Turn:
    """What a function of the conversation is given. Nothing in it outlives the transaction."""

    desk: Desk
    incoming: Incoming
    contact: Contact
    rounds: Rounds

    @property
    def today(self) -> date:
        """The office's day."""
        return self.desk.today

    def units(self) -> list[Unit]:
        """The units this contact answers for today; the only ones whose items it may see or touch."""
        return self.desk.units_of(self.contact)

    def say(self, letter: Letter, about: Iterable[Item] = ()) -> None:
        """Answer in the same chat. `about` names the items a reply to this answer will mean."""
        self.desk.tell(self.contact, letter.as_body() | {"about": [item.id for item in about]})

    def show(self, letter: Letter, about: Iterable[Item] = ()) -> None:
        """Answer a press in place of the message it was under; anything else with a new message."""
        in_place = letter.editing(self.incoming.message_id) if self.incoming.pressed is not None else letter
        self.say(in_place, about)

    def tell_office(self, letter: Letter) -> None:
        """Put a letter into every mailbox of the office."""
        for contact in self.desk.office_contacts():
            self.desk.tell(contact, letter.as_body())

    def expect(self, what: str | None, **said: Any) -> None:
        """What the next typed line will answer; None: nothing in particular."""
        self.contact.expecting = {"what": what, **said} if what else None
        self.desk.session.add(self.contact)

    def own_item(self, item_id: str) -> Item | None:
        """An item by the id in a button, if this contact may see it: buttons can be forged."""
        item = self.desk.one(Item, number(item_id))
        if item is None or self.contact.role is Role.OFFICE:
            return item
        return item if item.unit_id in {unit.id for unit in self.units()} else None

    def card(self, item: Item) -> Letter:
        """An item in full, with the buttons that answer it."""
        task, unit, source = self.desk.with_task(item)
        workdays = self.rounds.workdays
        return cards.item_card(
            item,
            task,
            unit.name,
            source.title,
            plan.act_by(item, workdays),
            plan.late_by(item, self.today, workdays),
            self.desk.reports_of(item),
            self.desk.evidence_of(item),
            self.today,
        )

    def refuse(self) -> None:
        """One wording for whatever is not there or not theirs."""
        self.say(answers.not_yours())


def number(text: str) -> int | None:
    """A record id out of a button, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
