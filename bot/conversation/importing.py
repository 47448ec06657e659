"""A document on its way into the plan: what the office reads of it."""

from __future__ import annotations

from messages import intake_texts
from messages.letter import Letter
from scheduler import deciding
from storage.desk import Desk
from storage.records import Plan
from storage.states import TaskState
from storage.values import TaskDocument


def import_letter(desk: Desk, source: Plan) -> Letter:
    """What a document was read as, what is open, and the buttons that go on from there."""
    tasks = desk.tasks(source.id)
    open_numbers = {task.id: task.number for task in tasks}
    asked = [open_numbers[one.task_id] for one in desk.open_questions() if one.task_id in open_numbers]
    waiting = [task for task in tasks if task.state is TaskState.UNCONFIRMED]
    past = [task.number for task in waiting if task.due_on and source.issued_on and task.due_on < source.issued_on]
    ready = len(desk.ready_tasks(source.id or 0))
    return intake_texts.import_summary(source.title, len(tasks), ready, asked, past, (), source.id or 0)


def take_in(desk: Desk, document: TaskDocument, sha256: str) -> Letter:
    """Keep a document that was read as a plan; the identical file changes nothing."""
    known = desk.plan_with(sha256)
    if known is not None:
        return intake_texts.document_refused("该文件此前已经导入，内容没有变化。")
    if not desk.units():
        return intake_texts.document_refused("尚未载入名册，请先发送名册文件，或运行 duban roster。")
    if not document.rows:
        return intake_texts.document_refused("文件中没有读到任务行，请核对是否为任务分解表。")
    return import_letter(desk, desk.store_document(deciding.with_ways_out(document), sha256))
