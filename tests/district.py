"""A small district for tests: the real store, planner, conversation and PTB bot over HTTP to the local Bot API server.

Nothing runs by itself: `settle` fetches, handles and sends everything; `walk_to` runs the timetable up to a moment.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from sqlalchemy import Engine

from bot.app import App
from bot.config import Config
from bot.conversation import enrolment
from bot.conversation.enrolment import new_code
from bot.handling import handle_kept
from bot.looks import Look
from bot.sandbox import TOKEN, Sandbox
from bot.sandbox.message import Message
from bot.settings import DatabaseSettings, EvidenceSettings, TelegramSettings
from scheduler import deciding, taking
from scheduler.clock import OfficeClock
from scheduler.rules import Rules
from scheduler.timetable import Times, ticks, timetable
from storage.desk import Desk
from storage.findings import Finding, LinkReason
from storage.states import Post, Role
from storage.values import Deadline, DeadlineKind, Roster, RosterUnit, RowQuestion, TaskDocument, TaskRow, UnitsReading
from tests.prepared import once

CHINA = ZoneInfo("Asia/Shanghai")
START = datetime(2022, 9, 19, 8, 0, tzinfo=CHINA)
BOT_API = Path(__file__).resolve().parents[2] / "shared" / "reference" / "bot-api.json"
OFFICE = 1
TOWN, EDUCATION, FINANCE = 11, 12, 13
UNITS = {TOWN: "柳河镇", EDUCATION: "区教育局", FINANCE: "区财政局"}
ROSTER = Roster(
    office="河湾区政务公开办",
    units=(
        RosterUnit("柳河镇", "乡镇", (), ("各乡镇人民政府",)),
        RosterUnit("区教育局", "部门", ("教育局",), ("区直各部门",)),
        RosterUnit("区财政局", "部门", (), ("区直各部门",)),
    ),
)


def row(
    number: str,
    due: date | None = date(2022, 11, 30),
    *,
    units: Sequence[str] = ("区教育局",),
    collective: Sequence[str] = (),
    kind: DeadlineKind = DeadlineKind.DATE,
    rrule: str | None = None,
    lead: Sequence[str] = (),
    assisting: Sequence[str] = (),
    questions: Sequence[RowQuestion] = (),
    certain: bool = True,
    soft: bool = False,
) -> TaskRow:
    """A row of a table, naming only what matters."""
    return TaskRow(
        number=number,
        theme="公开促落实",
        task=f"事项{number}",
        content=f"办理第{number}项并在政府网站公开",
        lead=tuple(lead),
        responsible=UnitsReading("", named=tuple(units), collective=tuple(collective)),
        assisting=tuple(assisting),
        deadline=Deadline("11月底前", kind, due, rrule=rrule),
        line=int(number),
        soft=soft,
        due_is_certain=certain,
        questions=tuple(questions),
    )


def document(*rows: TaskRow) -> TaskDocument:
    """A table with these rows, issued on Friday 2022-09-16."""
    return TaskDocument("2022年河湾区任务分解表", "河政办发〔2022〕9号", date(2022, 9, 16), 2022, rows)


@dataclass
class District:
    """The running parts, and what a test does with them."""

    sandbox: Sandbox
    app: App
    clock: OfficeClock
    codes: dict[int, str] = field(default_factory=dict)

    async def settle(self) -> None:
        """Fetch, handle and send until nothing is left to do."""
        updates, inbox = self.sandbox.world.updates, self.app.inbox
        while True:
            await inbox.fetch(0)
            await handle_kept(self.app.store, self.clock, self.app.respond)
            await self.app.errands.do_due()
            await self.app.looks.do_due()
            await self.app.rounds.send_due()
            if inbox.offset is None or inbox.offset > updates.newest:
                return

    async def walk_to(self, moment: datetime) -> None:
        """Run every line of the timetable up to a moment, each at its own office time."""
        await self.settle()
        lines = timetable(Times(send="0 * * * *"), self.app.rounds, CHINA, lambda: None)
        for at, line in ticks(lines, self.clock(), moment):
            self.clock.move_to(at)
            await (self.settle() if line.name == "send" else line.run())
        self.clock.move_to(moment)
        await self.settle()

    async def enrol(self, user_id: int, role: Role, unit: str = "", post: Post = Post.A) -> None:
        """Have a person come in by a one-time code, as anybody does."""
        with self.app.store.act(self.clock()) as desk:
            self.codes[user_id] = new_code(desk, role, taking.unit_named(desk, unit) if unit else None, post)
        name = f"{unit or '公开办'}{'联络员' if role is Role.LIAISON else ''}"
        self.sandbox.world.add_person(user_id, name)
        await self.says(user_id, f"/start {self.codes[user_id]}")
        await self.let_in()

    async def let_in(self) -> None:
        """The office knows everybody who waits; how it says so is the enrolment's own test."""
        with self.app.store.act(self.clock()) as desk:
            for invitation, _, _ in desk.candidates():
                enrolment.let_in(desk, invitation)
        await self.settle()

    async def says(self, user_id: int, text: str, reply_to: int | None = None) -> list[Message]:
        """A person types; everything that comes of it in that person's chat."""
        before = len(self.chat(user_id))
        self.sandbox.world.says(user_id, text, reply_to=reply_to)
        await self.settle()
        return self.chat(user_id)[before + 1 :]

    async def presses(self, user_id: int, data: str, *, forge: bool = False) -> list[Message]:
        """A person presses the newest button with this data (or sends any data at all)."""
        chat = self.chat(user_id)
        under = next((one for one in reversed(chat) if forge or data in buttons(one)), None)
        assert under is not None, f"no button {data} in the chat of {user_id}"
        before = len(chat)
        self.sandbox.world.presses(user_id, under.message_id, data, forge=forge)
        await self.settle()
        return self.chat(user_id)[before:] or [self.chat(user_id)[chat.index(under)]]

    def chat(self, user_id: int) -> list[Message]:
        """Everything in a person's chat."""
        return self.sandbox.world.chat(user_id)

    def told(self, user_id: int) -> list[str]:
        """What the bot said to a person, oldest first."""
        return [message.text or "" for message in self.chat(user_id) if message.from_bot]

    def take_in(self, *rows: TaskRow) -> None:
        """Import a document and confirm every row without a question."""
        with self.app.store.act(self.clock()) as desk:
            plan = desk.store_document(document(*rows), "0" * 64)
            deciding.confirm_ready(desk, plan)

    def look(self) -> Desk:
        """A desk to look things up at, outside any other transaction."""
        with self.app.store.act(self.clock()) as desk:
            return desk


PEOPLE = {user_id: f"{name}联络员" for user_id, name in UNITS.items()} | {OFFICE: "公开办"}


def _everybody(here: District, start: datetime) -> dict[int, str]:
    """Everybody is enrolled, with these codes; how that comes about is the enrolment's own test."""
    codes = {}
    with here.app.store.act(start) as desk:
        desk.load_roster(ROSTER)
        for user_id, name in PEOPLE.items():
            unit = taking.unit_named(desk, UNITS[user_id]) if user_id in UNITS else None
            codes[user_id] = new_code(desk, Role.LIAISON if unit else Role.OFFICE, unit)
            desk.enrol(desk.meet(user_id, user_id, name), codes[user_id])
    return codes


def open_chats(sandbox: Sandbox, people: Mapping[int, str]) -> None:
    """These people have opened their chats with the bot."""
    for user_id, name in people.items():
        sandbox.world.add_person(user_id, name)
        sandbox.world.people[user_id].started = True


async def cut_off(url: str, now: datetime) -> Finding:
    """What a look finds where there is no network: tests open no link of the internet."""
    return Finding(url, LinkReason.NAME_UNANSWERED)


def buttons(message: Message) -> list[str]:
    """The callback data under a message."""
    return [button.data for row in message.buttons for button in row if button.data]


@asynccontextmanager
async def district(
    engine: Engine,
    folder: Path,
    start: datetime = START,
    rules: Rules | None = None,
    enrolled: bool = True,
    look: Look | None = None,
    key: str = "",
) -> AsyncIterator[District]:
    """A district on a database, its office and liaisons enrolled unless said otherwise."""
    clock = OfficeClock(start)
    sandbox = await Sandbox.start(clock=clock, schema=BOT_API if BOT_API.exists() else None)
    config = Config(
        database=DatabaseSettings(url="sqlite://"),
        telegram=TelegramSettings(url=sandbox.url, rate=0, chat=0, group_per_minute=0),
        evidence=EvidenceSettings(folder=str(folder / "evidence")),
        rules=rules or Rules(),
        token=SecretStr(TOKEN),
        key=key,
    )
    app = App(config, engine, clock, lambda: clock().timestamp(), look or cut_off)  # seconds pass as the clock is moved
    here = District(sandbox, app, clock)
    await app.bot.initialize()
    try:
        if enrolled:
            here.codes |= once(engine, ("district", start, key), lambda: _everybody(here, start))
            open_chats(sandbox, PEOPLE)
        else:
            with app.store.act(clock()) as desk:
                desk.load_roster(ROSTER)
        yield here
    finally:
        await app.bot.shutdown()
        await sandbox.stop()
