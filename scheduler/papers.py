"""Files for the office: the ledger and the picture of lights, made from one snapshot at the moment they are sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from messages.assessment import AssessmentRules
from messages.html import plain
from messages.ledger import LedgerItem, LedgerRow, LedgerTable, ledger
from messages.letter import Attachment, Letter
from messages.lights import Light, light_of, worst
from messages.rows import tables_named
from scheduler import assessing
from storage.desk import Desk
from storage.records import Item, Plan, Task

IsSoon = Callable[[Item], bool]


def paper(name: str, desk: Desk, is_soon: IsSoon, weights: AssessmentRules) -> Attachment | None:
    """The file a letter names; None where there is nothing to show (any more)."""
    kind, _, page = name.partition("/")
    if kind == "ledger":
        of_year = f"{page}年度" if page else ""
        return Attachment(
            f"{of_year}台账{desk.today:%Y%m%d}.xlsx", ledger_file(desk, is_soon, ledger_plans(desk, page))
        )
    if kind == "assessment":
        return Attachment(f"考核表{page}.xlsx", assessing.assessment_file(desk, int(page), weights))
    place = int(page or 0)
    picture = picture_of(desk, is_soon, place) if kind == "picture" else None
    if picture is None:
        return None
    return Attachment(f"任务进展{desk.today:%Y%m%d}-{place + 1}.png", picture, is_picture=True)


def ledger_plans(desk: Desk, year: str = "") -> list[Plan]:
    """The tables of a year; of none, those in force and what was carried over into their year or later."""
    if year:
        return [plan for plan in desk.plans() if plan.of_year == int(year)]
    in_force = desk.plans_in_force()
    return [plan for plan in desk.plans() if plan.of_year >= in_force[0].of_year] if in_force else []


def ledger_file(desk: Desk, is_soon: IsSoon, plans: Sequence[Plan]) -> bytes:
    """The ledger of some plans, each in its own layout."""
    items = desk.items_by_task()
    reports, evidence = desk.reports_by_item(), desk.evidence_by_item()

    def row(task: Task) -> LedgerRow:
        of_task = items.get(task.id or 0, [])
        return LedgerRow(
            task,
            tuple(
                LedgerItem(unit.name, item, reports.get(item.id or 0, []), evidence.get(item.id or 0, []))
                for item, unit in of_task
            ),
        )

    tables = [
        LedgerTable(plan.title, [row(task) for task in tasks], plan.layout)
        for plan in plans
        if (tasks := desk.tasks(plan.id))
    ]
    return ledger(tables, desk.today, is_soon)


def picture_of(desk: Desk, is_soon: IsSoon, place: int) -> bytes | None:
    """One of the pictures of units × tasks in lights, counted from 0; None where there is none (any more)."""
    units, rows = desk.pictured_units(), desk.pictured_rows()
    from messages import chart  # ten megabytes of Pillow, for the office that asks for its picture

    if not rows or place >= chart.how_many(len(units), len(rows)):
        return None
    shown = _lights(desk, is_soon, list(units), list(rows))
    return _drawn(
        title_of(desk), tuple(units.values()), tuple(rows.values()), frozenset(shown.items()), desk.today, place
    )


def picture_letters(desk: Desk) -> list[Letter]:
    """The letters that bring the pictures, each made when it is sent; none while there is nothing to show."""
    units, rows = list(desk.pictured_units().values()), desk.pictured_rows()
    if not rows:
        return []
    from messages import chart  # as above

    said = plain(chart.caption(title_of(desk), units, desk.today))
    return [Letter(said, paper=f"picture/{page}") for page in range(chart.how_many(len(units), len(rows)))]


def title_of(desk: Desk) -> str:
    """The newest title of the documents in force, and how many they are."""
    return tables_named([plan.title for plan in desk.plans_in_force()])


def _lights(desk: Desk, is_soon: IsSoon, units: list[int], rows: list[int]) -> dict[tuple[int, int], Light]:
    """A light for each unit and task; of several occurrences the worst."""
    down, across = ({one: place for place, one in enumerate(ids)} for ids in (units, rows))
    shown: dict[tuple[int, int], Light] = {}
    for item, places in desk.lit():
        here = light_of(item, desk.today, is_soon(item))
        for unit_id, task_id in places:
            place = down[unit_id], across[task_id]
            before = shown.get(place, here)
            shown[place] = here if before is here else worst([here, before]) or here
    return shown


@lru_cache(maxsize=8)  # everybody of an office is sent the same within seconds
def _drawn(
    title: str,
    units: tuple[str, ...],
    rows: tuple[str, ...],
    shown: frozenset[tuple[tuple[int, int], Light]],
    today: date,
    place: int,
) -> bytes:
    from messages import chart  # as above

    return chart.page(title, units, rows, dict(shown), today, place)
