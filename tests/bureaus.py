"""A store with its rounds and a postbox: the two loops of time without Telegram."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import col

from messages.html import plain
from messages.letter import Letter
from scheduler import deciding, taking
from scheduler.clock import local
from scheduler.rounds import Rounds
from scheduler.rules import Rules
from scheduler.workdays import Workdays
from storage.delivery import Outcome, Sent
from storage.desk import Desk
from storage.opened import open_office
from storage.records import Item, Notice
from storage.states import Intent, Post, Role
from storage.store import Store
from storage.values import Roster, TaskRow
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, ROSTER, TOWN, document
from tests.prepared import once
from tests.sandboxed import SetClock

MONDAY = datetime(2022, 9, 19, 8, 0, tzinfo=CHINA)
EVERYBODY = {TOWN: "柳河镇", EDUCATION: "区教育局", FINANCE: "区财政局"}


class Postbox:
    """Takes every letter, or says what it was told to say for a chat."""

    def __init__(self) -> None:
        self.letters: list[tuple[int, Letter]] = []
        self.outcomes: defaultdict[int, deque[Outcome]] = defaultdict(deque)

    async def send(self, chat_id: int, letter: Letter, _is_answer: bool) -> Outcome:
        """As the border does it."""
        outcome = self.outcomes[chat_id].popleft() if self.outcomes[chat_id] else Sent(len(self.letters) + 1)
        if isinstance(outcome, Sent):
            self.letters.append((chat_id, letter))
        return outcome

    def take(self) -> list[tuple[int, str]]:
        """To whom what was said since the last time, rows only."""
        taken = [(chat_id, rows_of(letter.text)) for chat_id, letter in self.letters]
        self.letters.clear()
        return sorted(taken)


def rows_of(text: str) -> str:
    """「逾期催办 4 临期提醒 3」 of a reminder; the first words of anything else."""
    shown = re.sub(r"<[^>]+>", "", text)
    single = re.match(r"【(\w+)】第(\d+)项", shown)
    if single:
        return f"{single[1]} {single[2]}"
    if not shown.startswith("【政务公开任务提醒】"):
        return shown[:12]
    found = re.findall(r"^【(\w+)】\d+项|^(\d+)　", shown, re.MULTILINE)
    return " ".join(kind or number for kind, number in found)


class Bureau:
    """A store, its rounds and a postbox; the clock stands still until it is set."""

    def __init__(self, engine: Engine, rules: Rules | None = None, roster: Roster = ROSTER) -> None:
        self.clock = SetClock()
        self.at(MONDAY)
        self.postbox = Postbox()
        office_id = open_office(engine, roster.office, MONDAY)
        self.store = Store(engine, office_id, lambda moment: local(moment, CHINA).date())
        self.rounds = Rounds(self.store, self.clock, CHINA, rules or Rules(), Workdays(), self.postbox.send)
        self.act(lambda desk: desk.load_roster(roster))

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.clock.instant = moment

    def act(self, does: Callable[[Desk], object]) -> None:
        """One transaction."""
        with self.store.act(self.clock()) as desk:
            does(desk)

    def enrol(self, user_id: int, role: Role, unit: str = "", post: Post = Post.A) -> None:
        """Somebody comes in by a code."""
        with self.store.act(self.clock()) as desk:
            contact = desk.meet(user_id, user_id, unit or "公开办")
            desk.invite(f"{user_id}/{unit}", role, taking.unit_named(desk, unit), post, MONDAY.replace(year=2030))
            assert desk.enrol(contact, f"{user_id}/{unit}") is not None

    def take_in(self, *rows: TaskRow) -> None:
        """Import and confirm a document."""
        with self.store.act(self.clock()) as desk:
            deciding.confirm_ready(desk, desk.store_document(document(*rows), str(len(desk.plans()))))

    async def day(self, moment: datetime) -> list[tuple[int, str]]:
        """Plan at half past eight of a day and send at an hour; what went out."""
        self.at(moment.replace(hour=8, minute=30))
        self.rounds.plan_day()
        return await self.hour(moment)

    async def hour(self, moment: datetime) -> list[tuple[int, str]]:
        """Send what is due at a moment; what went out."""
        self.at(moment)
        await self.rounds.send_due()
        return self.postbox.take()

    def notices(self) -> list[Notice]:
        """Everything planned so far."""
        with self.store.act(self.clock()) as desk:
            return [*desk.session.scalars(select(Notice).order_by(col(Notice.id)))]

    def items(self, number: str) -> list[Item]:
        """A row's items."""
        with self.store.act(self.clock()) as desk:
            return [*desk.session.scalars(select(Item).where(col(Item.number) == number).order_by(col(Item.id)))]

    def report(self, number: str, intent: Intent, due: date | None = None) -> None:
        """The unit says something of a row."""
        with self.store.act(self.clock()) as desk:
            item = desk.session.scalars(select(Item).where(col(Item.number) == number)).first()
            assert item is not None
            desk.actor = desk.liaisons([item.unit_id])[item.unit_id, Post.A]
            desk.report(item, intent, due=due)

    def tell(self, user_id: int, body: dict[str, Any], key: str) -> None:
        """Put something to be said at once into a mailbox."""
        with self.store.act(self.clock()) as desk:
            desk.tell(desk.meet(user_id, user_id, ""), body, key=key)


def staffed(engine: Engine) -> Bureau:
    """Three units with a liaison each, and the office."""
    bureau = Bureau(engine)
    once(engine, "bureau", lambda: _everybody(bureau))
    return bureau


def _everybody(bureau: Bureau) -> None:
    for user_id, unit in EVERYBODY.items():
        bureau.enrol(user_id, Role.LIAISON, unit)
    bureau.enrol(OFFICE, Role.OFFICE)


def on(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2022) -> datetime:
    """A moment of the office's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)


def note(text: str) -> Letter:
    """A short letter."""
    return Letter(plain(text))
