"""`duban demo`: the sample document and roster, a local Bot API server with a chat page, and the real bot between them.

Everybody is enrolled the way anybody is: a one-time code, sent to the bot as `/start CODE`. The liaisons' names are
confirmed in the office's place before it comes in, so that its chat does not begin with forty cards to press.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import signal
import socket
import webbrowser
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from pydantic import SecretStr

from bot.app import App, open_database
from bot.commands import Refused
from bot.commands.serve import set_up_logging
from bot.config import DatabaseSettings, TelegramSettings, load
from bot.conversation import enrolment
from bot.conversation.enrolment import new_code
from bot.conversation.importing import import_letter
from bot.places import shipped
from bot.sandbox import TOKEN, Sandbox
from bot.sandbox.page import add_page
from bot.sandbox.stage import Guide, Person, TimelineEntry
from messages import words
from scheduler import deciding, intake
from scheduler.clock import OfficeClock, local
from scheduler.timetable import Entry, Times, ticks, timetable
from storage.desk import Desk
from storage.records import Task
from storage.roster_file import read_roster
from storage.states import Role
from storage.tables import read_document

STARTS_AT = "2022-09-19T08:55:00+08:00"
SAMPLES = shipped("examples")
OFFICE_USER = 1000
GUIDED_UNIT = "区行政审批服务管理局"
GUIDED_ANSWER = "23 已完成 https://www.yunchuan.gov.cn/zwgk/paihao.html"
OVERDUE_ON = date(2022, 12, 5)
LEFT_TO_DECIDE = ("12", "24", "44")  # two dates in one row, past due at issue, a blank between two readings


class DemoStage:
    """What the chat page sees of the program: people, the office's clock, what went out when."""

    def __init__(self, app: App, people: Sequence[Person]) -> None:
        self._app = app
        self._people = people
        self._guided = next(one for one in people if one.unit == GUIDED_UNIT)
        rules = app.config.rules
        hours = f"{rules.office_opens.hour}-{rules.office_closes.hour}"
        times = Times(send=f"0 {hours} * * *")  # on a walk, sending is looked at once an hour while the office is open
        self._entries = timetable(times, app.rounds, app.config.zone, app.wake_sender)

    def people(self) -> Sequence[Person]:
        """Everyone, the office first."""
        return self._people

    def now(self) -> datetime:
        """The office's clock."""
        return local(self._app.clock(), self._app.config.zone)

    async def move_to(self, instant: datetime) -> None:
        """Walk the timetable: every round on the way runs at its own office time, and what is due goes out then."""
        await self._app.settle_down()
        for moment, entry in ticks(self._entries, self._app.clock(), instant):
            self._app.clock.move_to(moment)
            await self._run(entry)
        self._app.clock.move_to(instant)
        await self._app.settle_down()
        if self._app.scheduler is not None:
            self._app.scheduler.rearm()

    def next_event(self) -> datetime | None:
        """The next opening of the office at which something goes out, as far as can be seen from now."""
        with self._app.store.act(self._app.clock()) as desk:
            look_on, waiting = desk.next_look(), desk.reminders_wait()
        now, workdays = self.now(), self._app.rounds.workdays
        opens = self._app.config.rules.office_opens
        if waiting and now.time() < opens and workdays.is_workday(now.date()):
            return datetime.combine(now.date(), opens, now.tzinfo)
        if look_on is None and not waiting:
            return None
        planned_at, _ = next(ticks(self._entries[:1], now, now + timedelta(days=2)))
        day = max(look_on or date.min, local(planned_at, self._app.config.zone).date())
        return datetime.combine(workdays.first_workday_on_or_after(day), opens, now.tzinfo)

    def timeline(self) -> Sequence[TimelineEntry]:
        """What went out so far, per day and kind."""
        with self._app.store.act(self._app.clock()) as desk:
            sent = desk.sent_by_day(lambda at: local(at, self._app.config.zone).date())
        return [TimelineEntry(day, words.message(kind), count) for (day, kind), count in sent.items()]

    def guide(self) -> Guide:
        """The guided first minute as it stands."""
        with self._app.store.act(self._app.clock()) as desk:
            is_confirmed = any(task.confirmed_at for task in desk.tasks())
        return Guide(OFFICE_USER, self._guided.user_id, GUIDED_ANSWER, OVERDUE_ON, is_confirmed)

    async def _run(self, entry: Entry) -> None:
        await entry.run()
        if entry.name == "send":
            await self._app.settle_down()


def run_demo(port: int, open_browser: bool) -> None:
    """Run until interrupted."""
    set_up_logging(False, TOKEN)
    asyncio.run(_demo(port, open_browser))


async def _demo(port: int, open_browser: bool) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with staged(Path("var"), port) as demo:
        address = f"{demo.sandbox.url}/"
        click.echo(f"演示已就绪：{address}　（按 Ctrl+C 结束）")
        if open_browser:
            with contextlib.suppress(webbrowser.Error):
                webbrowser.get().open(address)
        await stop.wait()


@dataclass(frozen=True, slots=True)
class Demo:
    """The running parts."""

    sandbox: Sandbox
    app: App
    stage: DemoStage


@contextlib.asynccontextmanager
async def staged(folder: Path, port: int) -> AsyncIterator[Demo]:
    """The whole demo, running until left: everybody enrolled, the document imported, the clock at its start."""
    path = folder / "demo.db"
    _start_anew(path)
    clock = OfficeClock(datetime.fromisoformat(STARTS_AT))
    port = port or _free_port()
    config = load({}).model_copy(
        update={
            "database": DatabaseSettings(url=f"sqlite:///{path}"),
            "telegram": TelegramSettings(url=f"http://127.0.0.1:{port}", rate=0, chat=0, group_per_minute=0),
            "token": SecretStr(TOKEN),
        }
    )
    sandbox = Sandbox(clock=clock, token=TOKEN)
    app = App(config, open_database(config), clock)
    people, codes = _prepare(app)
    stage = DemoStage(app, people)
    add_page(sandbox.app, sandbox.world, stage)
    await _listen(sandbox, port)
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop))
    try:
        await _enrol(app, sandbox, people, codes)
        _show_import(app)
        yield Demo(sandbox, app, stage)
    finally:
        stop.set()
        await running
        await sandbox.stop()
        app.engine.dispose()


def _start_anew(path: Path) -> None:
    """The chats live in memory, so the database of an earlier demo would not match them."""
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


async def _listen(sandbox: Sandbox, port: int) -> None:
    try:
        await sandbox.listen(port)
    except OSError:
        raise Refused(f"端口 {port} 已被占用，请换一个，例如 duban demo --port {port + 1}") from None


def _prepare(app: App) -> tuple[list[Person], dict[int, str]]:
    """Load the samples; the people of the demo and their one-time codes."""
    people = [Person(OFFICE_USER, "政务公开办工作人员", "政务公开办", "office", "公开办")]
    codes: dict[int, str] = {}
    with app.store.act(app.clock()) as desk:
        desk.load_roster(read_roster(SAMPLES / "roster.xlsx"))
        codes[OFFICE_USER] = new_code(desk, Role.OFFICE, None)
        for place, unit in enumerate(desk.units(), 1):
            user_id = OFFICE_USER + place
            group = "乡镇" if "乡" in unit.kind or "镇" in unit.kind else "部门"
            people.append(Person(user_id, f"{unit.name}联络员", unit.name, "liaison", group))
            codes[user_id] = new_code(desk, Role.LIAISON, unit)
        _import(desk)
    return people, codes


def _import(desk: Desk) -> None:
    """The sample document; its doubts are settled as printed, but for the rows that are shown to the office."""
    file = SAMPLES / "document.docx"
    document = deciding.with_ways_out(intake.read_tasks(read_document(file), desk.roster()))
    desk.store_document(document, hashlib.sha256(file.read_bytes()).hexdigest())
    for question in desk.open_questions():
        task = desk.session.get_one(Task, question.task_id)
        if task.number not in LEFT_TO_DECIDE and question.choices:
            deciding.decide(desk, task, question, question.choices[0])


async def _enrol(app: App, sandbox: Sandbox, people: Sequence[Person], codes: dict[int, str]) -> None:
    """Everybody comes in by a code; the office last, so that its chat does not begin with everybody's arrival."""
    office, *liaisons = people
    await _come_in(sandbox, liaisons, codes)
    with app.store.act(app.clock()) as desk:
        for invitation, _, _ in desk.candidates():
            enrolment.let_in(desk, invitation)
    app.wake_sender()
    await _come_in(sandbox, [office], codes)


async def _come_in(sandbox: Sandbox, people: Sequence[Person], codes: dict[int, str]) -> None:
    for person in people:
        sandbox.world.add_person(person.user_id, person.name)
        sandbox.world.says(person.user_id, f"/start {codes[person.user_id]}")

    def all_greeted() -> bool:
        return all(len(sandbox.world.chat(person.user_id)) > 1 for person in people)

    await sandbox.world.wait_for(all_greeted, 30)


def _show_import(app: App) -> None:
    """What the office reads after an import."""
    with app.store.act(app.clock()) as desk:
        [source] = desk.plans()
        summary = import_letter(desk, source)
        for contact in desk.office_contacts():
            desk.tell(contact, summary.as_body())
    app.wake_sender()
