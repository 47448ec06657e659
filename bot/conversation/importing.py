"""A document on its way into the plan: what the office reads of it."""

from __future__ import annotations

from messages import intake_texts
from messages.letter import Letter
from storage.desk import Desk
from storage.records import Plan
from storage.states import TaskState


def import_letter(desk: Desk, source: Plan) -> Letter:
    """What a document was read as, what is open, and the buttons that go on from there."""
    tasks = desk.tasks(source.id)
    open_numbers = {task.id: task.number for task in tasks}
    asked = [open_numbers[one.task_id] for one in desk.open_questions() if one.task_id in open_numbers]
    waiting = [task for task in tasks if task.state is TaskState.UNCONFIRMED]
    past = [task.number for task in waiting if task.due_on and source.issued_on and task.due_on < source.issued_on]
    ready = len(desk.ready_tasks(source.id or 0))
    return intake_texts.import_summary(source.title, len(tasks), ready, asked, past, (), source.id or 0)
