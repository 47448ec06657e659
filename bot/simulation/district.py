"""The offices of a simulation: their units, people and task tables, invented by the seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.conversation.importing import take_in
from scheduler import deciding, taking
from storage.desk import Desk
from storage.states import Post, Role
from storage.store import Store
from storage.values import (
    Deadline,
    DeadlineKind,
    Field,
    Roster,
    RosterUnit,
    RowQuestion,
    TaskDocument,
    TaskRow,
    UnitsReading,
)

_MARKS = "甲乙丙丁戊己庚辛"
_BODIES = ("教育局", "财政局", "柳河镇", "水务局", "石桥镇", "民政局", "城管局", "青山镇", "卫健局", "司法局")
_TOWNS, _BUREAUS = "各乡镇人民政府", "区直各部门"
FOUNDED = datetime(2022, 1, 4, 1, 0, tzinfo=UTC)
MOST_OFFICES, MOST_UNITS = len(_MARKS), len(_BODIES)


@dataclass(slots=True)
class District:
    """One office: who has which chat. Ids of chats differ between offices."""

    place: int
    units: tuple[str, ...]
    liaisons: dict[int, int] = field(default_factory=dict)  # chats of the A posts, by the place of the unit
    successors: int = 0
    versions: int = 0

    @property
    def mark(self) -> str:
        """What stands in the name of everything of this office, and of no other."""
        return _MARKS[self.place]

    def chat(self, number: int) -> int:
        """A chat of this office: 1 the office, 2 the leader, 3 a stranger, from 10 on the liaisons."""
        return 1_000 * (self.place + 1) + number

    def successor(self) -> int:
        """A new person's chat."""
        self.successors += 1
        return self.chat(200 + self.successors)


def district(place: int, units: int) -> District:
    """An office with its first so many units."""
    mark = _MARKS[place]
    names = tuple(f"{mark}{body}" if body.endswith("镇") else f"{mark}区{body}" for body in _BODIES[:units])
    return District(place, names)


def gathers(store: Store, here: District) -> None:
    """Before everything: the roster is loaded and everybody enrolled."""
    with store.act(FOUNDED) as desk:
        desk.load_roster(_roster(here))
        _enrol(desk, here, here.chat(1), Role.OFFICE)
        for unit, name in enumerate(here.units):
            _enrol(desk, here, here.chat(10 + unit), Role.LIAISON, name)
        _enrol(desk, here, here.chat(40), Role.LIAISON, here.units[0], Post.B)
        _enrol(desk, here, here.chat(2), Role.LEADER, here.units[0])


def opens(store: Store, here: District, seed: int, now: datetime, today: date) -> list[int]:
    """Some unit has nobody; the table is imported and confirmed. Returns the chats of all who are known."""
    liaisons = {unit: here.chat(10 + unit) for unit in range(len(here.units))}
    with store.act(now) as desk:
        for unit, chat in liaisons.items():
            if unit == 0 or Random(f"{seed}/{here.place}/{unit}").random() < 0.9:
                here.liaisons[unit] = chat
            elif found := taking.unit_named(desk, here.units[unit]):
                desk.relieve(desk.meet(chat, chat, f"{here.mark}{chat}"), found)
        plan = desk.store_document(_table(here, seed, today), f"{seed:064d}")
        deciding.confirm_ready(desk, plan)
    return [here.chat(1), here.chat(2), here.chat(40), *liaisons.values()]


def new_version(store: Store, here: District, seed: int, now: datetime, today: date, chance: Random) -> None:
    """The office sends a newer version of its table: a day is moved, a row is added."""
    here.versions += 1
    table = _table(here, seed, today)
    first, *rest = table.rows
    moved = _row("1", here, Deadline("另行通知", DeadlineKind.DATE, today + timedelta(days=chance.randrange(5, 60))))
    added = _row(f"{20 + here.versions}", here, _by(today + timedelta(days=chance.randrange(10, 90))))
    rows = (moved if chance.random() < 0.7 else first, *rest, added)
    newer = TaskDocument(table.title, table.document_number, table.issued_on, table.year, rows)
    with store.act(now) as desk:
        office = desk.office_contacts()[0]
        desk.actor = office
        for body in take_in(desk, newer, f"{seed:060d}{here.versions:04d}"):
            desk.tell(office, body)


def _roster(here: District) -> Roster:
    units = (
        RosterUnit(name, "乡镇" if name.endswith("镇") else "部门", (), (_TOWNS if name.endswith("镇") else _BUREAUS,))
        for name in here.units
    )
    return Roster(f"{here.mark}区政务公开办", tuple(units))


def _enrol(desk: Desk, here: District, chat: int, role: Role, unit: str = "", post: Post = Post.A) -> None:
    found = taking.unit_named(desk, unit) if unit else None
    code = f"{here.mark}{chat}"
    desk.invite(code, role, found, post, desk.now + timedelta(days=1))
    desk.enrol(desk.meet(chat, chat, f"{here.mark}{chat}"), code)


def _table(here: District, seed: int, today: date) -> TaskDocument:
    chance = Random(f"{seed}/{here.place}/rows")
    close = date(today.year, 12, 31)

    def soon(most: int) -> Deadline:
        return _by(today + timedelta(days=chance.randrange(1, most)))

    monthly = Deadline("每月底前", DeadlineKind.RECURRING, None, rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
    rows = (
        _row("1", here, soon(25)),
        _row("2", here, soon(60), collective=(_TOWNS,)),
        _row("3", here, Deadline("全年", DeadlineKind.WHOLE_YEAR, close), collective=(_BUREAUS,)),
        _row("4", here, monthly, units=here.units[:1]),
        _row("5", here, Deadline("长期坚持", DeadlineKind.CONTINUOUS)),
        _row("6", here, soon(20), is_certain=False),
        _row("7", here, soon(20), is_soft=True),
        _row("8", here, soon(20), questions=(RowQuestion(Field.DEADLINE, "何时？", ("2023-10-31", "2023-11-30")),)),
        _row("9", here, soon(12), assisting=here.units[1:2]),
        _row("10", here, soon(120), units=here.units),
    )
    kept = tuple(one for one in rows if chance.random() < 0.75) or rows[:1]
    title, number = f"{today.year}年{here.mark}区任务分解表", f"{here.mark}政发〔{today.year}〕9号"
    return TaskDocument(title, number, today, today.year, kept)


def _by(day: date) -> Deadline:
    return Deadline(f"{day.month}月{day.day}日前", DeadlineKind.DATE, day)


def _row(
    number: str,
    here: District,
    deadline: Deadline,
    *,
    units: tuple[str, ...] | None = None,
    collective: tuple[str, ...] = (),
    assisting: tuple[str, ...] = (),
    questions: tuple[RowQuestion, ...] = (),
    is_certain: bool = True,
    is_soft: bool = False,
) -> TaskRow:
    named = () if collective else (here.units[:2] if units is None else units)
    return TaskRow(
        number=number,
        theme=f"{here.mark}公开促落实",
        task=f"{here.mark}事项{number}",
        content=f"办理{here.mark}区第{number}项并在政府网站公开",
        lead=(),
        responsible=UnitsReading("", named=named, collective=collective),
        assisting=assisting,
        deadline=deadline,
        line=int(number),
        soft=is_soft,
        due_is_certain=is_certain,
        questions=questions,
    )
