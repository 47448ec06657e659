"""Records for tests, naming only what matters; the rest is an ordinary row of an invented document."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from messages.overdue_lists import OverdueRow
from storage.desk.lists import LateRow, WaitingRow
from storage.records import Contact, Evidence, Item, Question, Report, Task
from storage.states import EvidenceKind, Intent, ItemState, Part, Role, Verdict
from storage.values import DeadlineKind, Field

MONDAY = date(2022, 11, 28)
MONDAY_MORNING = datetime(2022, 11, 28, 1, 0, tzinfo=UTC)  # 09:00 in the office
SOURCE = "《2022年重点工作任务分解表》"
UNIT = "区河务局"


def make_task(number: str = "12", **named: Any) -> Task:
    """A confirmed-looking row; `number` also sets its place in the table."""
    ordinary: dict[str, Any] = {
        "id": 100,
        "office_id": 1,
        "plan_id": 1,
        "position": int(number) if number.isdecimal() else 0,
        "number": number,
        "theme": "公开促规范",
        "label": "渡口公示牌更新",
        "content": "全面更新各渡口公示牌，载明开放时间、责任人和监督方式，并在区政府门户网站同步公开。",
        "lead": [UNIT],
        "named": [UNIT, "区园林局"],
        "collective": [],
        "assisting": [],
        "deadline_text": "11月底前",
        "deadline_kind": DeadlineKind.DATE,
        "due_on": date(2022, 11, 30),
        "due_is_certain": True,
    }
    return Task(**(ordinary | named))


def make_item(task: Task | None = None, **named: Any) -> Item:
    """An item sent to a unit; takes number, kind and date from its task where one is given."""
    task = task or make_task()
    ordinary: dict[str, Any] = {
        "id": 1000 + task.position,
        "office_id": 1,
        "task_id": task.id,
        "unit_id": 7,
        "number": task.number,
        "part": Part.RESPONSIBLE,
        "kind": task.deadline_kind,
        "due_on": task.due_on,
        "first_due_on": named.get("due_on", task.due_on),
        "due_is_certain": task.due_is_certain,
        "state": ItemState.TO_SIGN,
        "assigned_on": date(2022, 9, 19),
        "extensions": 0,
        "pings": 0,
    }
    return Item(**(ordinary | named))


def make_late(task: Task, unit: str, late_by: int, item: Item | None = None) -> OverdueRow:
    """A line of /逾期."""
    item = item or make_item(task)
    words = (task.number, task.label, task.theme, task.content)
    return OverdueRow(LateRow(unit, *words, item.state, item.due_in_force, item.pings), late_by)


def make_waiting(report: Report, task: Task, unit: str, evidence: int = 0) -> WaitingRow:
    """A line of /待审 as a list."""
    words = (task.number, task.label, task.theme, task.content)
    return WaitingRow(report.id or 0, unit, *words, report.intent, report.text, report.asked_due_on, evidence)


def make_report(intent: Intent = Intent.DONE, **named: Any) -> Report:
    """A report that waits for the office."""
    ordinary: dict[str, Any] = {
        "id": 500,
        "office_id": 1,
        "item_id": 1012,
        "contact_id": 3,
        "intent": intent,
        "text": "公示牌已全部更新",
        "state_before": ItemState.WORKING,
        "at": MONDAY_MORNING,
        "verdict": Verdict.PENDING,
        "reason": "",
        "after_due": False,
    }
    return Report(**(ordinary | named))


def make_evidence(**named: Any) -> Evidence:
    """A link."""
    ordinary: dict[str, Any] = {
        "id": 900,
        "office_id": 1,
        "item_id": 1012,
        "kind": EvidenceKind.LINK,
        "url": "https://www.example.gov.cn/gk/20221128/1.html",
        "name": "",
        "at": MONDAY_MORNING,
    }
    return Evidence(**(ordinary | named))


def make_question(field: Field = Field.DEADLINE, **named: Any) -> Question:
    """A question with two days to choose from."""
    ordinary: dict[str, Any] = {
        "id": 70,
        "office_id": 1,
        "task_id": 100,
        "field": field,
        "text": "「11月前」可理解为11月开始之前，也可理解为11月结束之前，请选择。",
        "choices": ["2022-10-31", "2022-11-30"],
        "answer": None,
    }
    return Question(**(ordinary | named))


def make_contact(role: Role = Role.LIAISON, **named: Any) -> Contact:
    """A person of the office's roster."""
    ordinary: dict[str, Any] = {
        "id": 3,
        "office_id": 1,
        "user_id": 42,
        "chat_id": 42,
        "name": "河务局联络员",
        "role": role,
        "enrolled_at": MONDAY_MORNING,
    }
    return Contact(**(ordinary | named))
