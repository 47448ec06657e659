"""A turn: one kept update, who sent it, and the open transaction in which it takes effect and is answered."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.updates import Incoming
from messages import answers, cards
from messages.letter import Letter
from messages.reading import Understood, understand
from scheduler import item_days
from scheduler.rounds import Rounds
from storage.desk import Desk
from storage.desk.base import Record
from storage.records import Contact, Item, Unit
from storage.states import Role

ASKED_FOR = timedelta(hours=24)
"""A line typed later than this answers nothing that was asked before."""


@dataclass(slots=True)
class Turn:
    """What a function of the conversation is given. Nothing in it outlives the transaction."""

    desk: Desk
    incoming: Incoming
    contact: Contact
    rounds: Rounds
    link_of: Callable[[str], str]  # enrolment code → deep link
    asked: dict[str, Any] = field(default_factory=dict)  # what was asked last; it is over once anything else is done
    _units: list[Unit] | None = None

    @property
    def today(self) -> date:
        """The office's day."""
        return self.desk.today

    def understand(self, text: str, open_items: Sequence[str], replying_to: Sequence[str] | None) -> Understood:
        """What a line says, typed today, of items that are open; by the office's calendar."""
        return understand(text, open_items, replying_to, self.today, self.rounds.workdays.add_workdays)

    def units(self) -> list[Unit]:
        """The units this contact answers for today; the only ones whose items it may see or touch."""
        if self._units is None:
            self._units = list({unit.id: unit for unit, _ in self.desk.met or ()}.values())
        return self._units

    def several_units(self) -> dict[int, str]:
        """Names by id where the contact answers for several units, so that their rows are told apart; else empty."""
        units = self.units()
        return {unit.id or 0: unit.name for unit in units} if len(units) > 1 else {}

    def say(self, letter: Letter, about: Iterable[Item] = (), **kept: Any) -> None:
        """Answer in the same chat. `about` names the items a reply to this answer will mean.

        What its buttons need later is `kept` with it: a pressed button means what was shown.
        """
        self.desk.tell(self.contact, letter.as_body() | {"about": [item.id for item in about]} | kept)

    def show(self, letter: Letter, about: Iterable[Item] = (), **kept: Any) -> None:
        """Answer a press in place of the message it was under; anything else with a new message."""
        in_place = letter.editing(self.incoming.message_id) if self.incoming.pressed is not None else letter
        self.say(in_place, about, **kept)

    def kept(self, name: str) -> Any:
        """What was kept under this name with the message whose button was pressed; None where there is nothing."""
        return self.desk.said_in(self.contact, self.incoming.message_id).get(name)

    def tell_office(self, letter: Letter) -> None:
        """Put a letter into every mailbox of the office."""
        for contact in self.desk.office_contacts():
            self.desk.tell(contact, letter.as_body())

    def expect(self, what: str | None, **said: Any) -> None:
        """What the next typed line will answer; None: nothing in particular."""
        if what or self.contact.expecting is not None:
            self.contact.expecting = expected(what, self.desk.now, **said) if what else None

    def asked_for(self, *what: str) -> dict[str, Any]:
        """What was asked last, if it was one of these and not too long ago; else empty."""
        asked = self.asked
        if asked.get("what") not in what:
            return {}
        return asked if self.desk.now - datetime.fromisoformat(asked["at"]) < ASKED_FOR else {}

    def own_item(self, item_id: str) -> Item | None:
        """An item by the id in a button, if this contact may see it: buttons can be forged."""
        item = self.desk.one(Item, number(item_id))
        if item is None or self.contact.role is Role.OFFICE:
            return item
        return item if item.unit_id in {unit.id for unit in self.units()} else None

    def card(self, item: Item) -> Letter:
        """An item in full, for a liaison with the buttons that answer it."""
        task, unit, source = self.desk.with_task(item)
        workdays = self.rounds.workdays
        card = cards.item_card(
            item,
            task,
            unit.name,
            source.title,
            item_days.act_by(item, workdays),
            item_days.late_by(item, self.today, workdays),
            self.desk.reports_of(item),
            self.desk.evidence_of(item),
            self.today,
            self.desk.times_counted([item]).get(item.id or 0, 0),
        )
        return card if self.contact.role is Role.LIAISON else replace(card, buttons=())

    def say_cards(self, *items: Item) -> None:
        """Where each item stands; a reply to its card means that item."""
        for item in items:
            self.say(self.card(item), [item])

    def show_item(self, item_id: str) -> None:
        """A button that asks for an item's card."""
        item = self.own_item(item_id)
        if item is None:
            self.refuse()
            return
        self.say_cards(*(self.desk.carried_on([item]) if self.contact.role is Role.LIAISON else [item]))

    def refuse(self) -> None:
        """One wording for whatever is not there or not theirs."""
        self.say(answers.not_yours())


def expected(what: str, now: datetime, **said: Any) -> dict[str, Any]:
    """What a contact's next typed line answers, as it is kept with the contact."""
    return {**said, "what": what, "at": now.isoformat()}


Act = Callable[[Turn, str], None]
"""What a command or a button does; the text is what stands behind it."""
Typed = Callable[[Turn, dict[str, Any]], None]
"""What a typed line does that was asked for; with what was said then."""


def on_one(kind: type[Record], act: Callable[[Turn, Record], None]) -> Act:
    """A button about one record, by the id behind it; refused where there is none."""

    def pressed(turn: Turn, rest: str) -> None:
        record = turn.desk.one(kind, number(rest))
        if record is None:
            turn.refuse()
        else:
            act(turn, record)

    return pressed


def on_kept(name: str, act: Callable[[Turn, Any], None]) -> Act:
    """A button about what was kept with its message; refused where nothing was."""

    def pressed(turn: Turn, _rest: str) -> None:
        kept = turn.kept(name)
        if kept is None:
            turn.refuse()
        else:
            act(turn, kept)

    return pressed


def row_typed(text: str) -> str:
    """The number of a row as it is typed after /任务.

    >>> row_typed("第１２项"), row_typed(" 12号 ")
    ('12', '12')
    """
    return unicodedata.normalize("NFKC", text).strip().strip("第项号").strip()


def number(text: str) -> int | None:
    """A record id out of a button, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
