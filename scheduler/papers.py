"""Files for the office: the ledger and the picture of lights, made from one snapshot at the moment they are sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from messages.assessment import AssessmentRules
from messages.html import plain
from messages.ledger import LedgerItem, LedgerRow, LedgerTable, ledger
from messages.letter import Attachment, Letter
from messages.lights import Light, light_of, worst
from scheduler import assessing
from storage.desk import Desk
from storage.records import Item, Task, Unit

IsSoon = Callable[[Item], bool]


def paper(name: str, desk: Desk, is_soon: IsSoon, weights: AssessmentRules) -> Attachment | None:
    """The file a letter names; None where there is nothing to show (any more)."""
    if name == "ledger":
        return Attachment(f"台账{desk.today:%Y%m%d}.xlsx", ledger_file(desk, is_soon))
    kind, _, page = name.partition("/")
    if kind == "assessment":
        return Attachment(f"考核表{page}.xlsx", assessing.assessment_file(desk, int(page), weights))
    pictures = pictures_of(desk, is_soon) if kind == "picture" else []
    place = int(page or 0)
    if place >= len(pictures):
        return None
    return Attachment(f"任务进展{desk.today:%Y%m%d}-{place + 1}.png", pictures[place], is_picture=True)


def ledger_file(desk: Desk, is_soon: IsSoon) -> bytes:
    """The ledger of every plan, in the documents' order, each in its own layout."""
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
        for plan in desk.plans()
        if (tasks := desk.tasks(plan.id))
    ]
    return ledger(tables, desk.today, is_soon)


def pictures_of(desk: Desk, is_soon: IsSoon) -> list[bytes]:
    """Units × tasks in lights, in as many pictures as it takes; none while there are no items."""
    table = _Table.of(desk)
    if not table.tasks:
        return []
    from messages import chart  # ten megabytes of Pillow, for the office that asks for its picture

    shown = table.lights(desk.today, is_soon)
    return chart.charts(title_of(desk), table.units, [task.number for task in table.tasks], shown, desk.today)


def picture_letters(desk: Desk) -> list[Letter]:
    """The letters that bring the pictures, each made when it is sent; none while there is nothing to show."""
    table = _Table.of(desk)
    if not table.tasks:
        return []
    from messages import chart  # as above

    said = plain(chart.caption(title_of(desk), table.units, desk.today))
    many = chart.how_many(len(table.units), len(table.tasks))
    return [Letter(said, paper=f"picture/{page}") for page in range(many)]


def title_of(desk: Desk) -> str:
    """The newest document's title."""
    plans = desk.plans()
    return plans[-1].title if plans else "任务台账"


@dataclass(frozen=True, slots=True)
class _Table:
    """The picture's rows (units), columns (tasks that have items) and what stands where they meet."""

    units: list[str]
    tasks: list[Task]
    items: dict[int, list[tuple[Item, Unit]]]

    @classmethod
    def of(cls, desk: Desk) -> _Table:
        items = desk.items_by_task()
        involved = {unit.id or 0: unit.name for some in items.values() for _, unit in some}
        tasks = [task for task in desk.tasks() if items.get(task.id or 0)]
        return cls([involved[unit_id] for unit_id in sorted(involved)], tasks, items)

    def lights(self, today: date, is_soon: IsSoon) -> dict[tuple[int, int], Light]:
        """A light for each unit and task; of several occurrences the worst."""
        places = {name: place for place, name in enumerate(self.units)}
        shown: dict[tuple[int, int], Light] = {}
        for column, task in enumerate(self.tasks):
            for item, unit in self.items[task.id or 0]:
                place, here = (places[unit.name], column), light_of(item, today, is_soon(item))
                shown[place] = worst([here, shown.get(place, here)]) or here
        return shown
