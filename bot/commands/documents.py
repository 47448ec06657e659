"""`roster`, `import`: documents from the command line into the database."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot.commands import Agreed, Refused, Say
from bot.commands.opened import opened
from bot.commands.reading import roster_in
from bot.commands.terminal import working
from bot.conversation.importing import take_in
from messages import revisions
from messages.html import Html
from messages.html import as_text as html_as_text
from scheduler import deciding, revising
from scheduler.apart import read_tasks_safely
from storage.desk import Desk
from storage.records import Plan
from storage.tables import read_document_safely
from storage.values import TaskDocument


def roster(file: Path, yes: bool, say: Say, agreed: Agreed) -> None:
    """Load or update the roster; shows what changes first."""
    loaded = roster_in(file)
    _, clock, store = opened()
    with store.act(clock()) as desk:
        changes = revisions.roster_changes(desk.roster(), loaded)
    say("\n".join(changes) if changes else "名册没有变化。")
    if not changes or not (yes or agreed("是否生效？")):
        return
    with store.act(clock()) as desk:
        desk.load_roster(loaded)
        settled = deciding.recheck_names(desk)
    say(html_as_text(revisions.roster_in_force(len(loaded.units), settled).text))


def import_document(file: Path, yes: bool, say: Say, agreed: Agreed) -> None:
    """Read, show what is asked or changed, store; `yes` confirms every row and adopts every change without a question,
    of a file that is stored already, too.

    Everything is worked out once to be shown, in a transaction that is taken back, and once more to be stored.
    """
    config, clock, store = opened()
    with store.act(clock()) as desk:
        known = desk.roster(), desk.calendar()
    with working("正在读取"):
        limits = config.documents.limits()
        source = read_document_safely(file, limits)
        document = read_tasks_safely(source, known[0], limits, known[1])
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    with working("正在整理"), store.rehearse(clock()) as desk:
        _refuse_what_cannot_be_stored(desk, document, file)
        known_plan = desk.plan_with(sha256)
        told = [_as_told(desk, document, sha256)]
        if known_plan and not yes:
            told.append(_what_waits(desk, known_plan))
    say("\n".join(told))
    if yes or (not known_plan and agreed("是否保存？")):
        with working("正在保存"), store.act(clock()) as desk:
            stored = _store(desk, document, sha256, confirm=yes)
        say(stored)


def _refuse_what_cannot_be_stored(desk: Desk, document: TaskDocument, file: Path) -> None:
    if not desk.units():
        raise Refused("尚未载入名册，请先运行 duban roster 名册.xlsx --yes")
    if not document.rows:
        raise Refused(f"{file.name} 中没有读到任务行，请检查文件，或用 duban read 查看读取结果")


def _as_told(desk: Desk, document: TaskDocument, sha256: str) -> str:
    """What the office reads of a document in chat: the summary or the comparison, then every open question."""
    summary = take_in(desk, document, sha256)[0]
    plan = desk.plan_with(sha256)
    tasks = {task.id: task for task in desk.tasks(plan.id)} if plan else {}
    asked = [
        f"第{tasks[one.task_id].number}项：{one.text}"
        for one in desk.open_questions(plan_id=plan.id if plan else None)
        if one.task_id in tasks
    ]
    return "\n".join([html_as_text(Html(summary["text"])), *asked])


def _store(desk: Desk, document: TaskDocument, sha256: str, confirm: bool) -> str:
    is_new = desk.plan_with(sha256) is None
    take_in(desk, document, sha256)
    plan = desk.plan_with(sha256)
    if plan is None:  # somebody else has stored it meanwhile, as another version
        raise Refused("保存时数据已有变化，请重新运行")
    adopted = revising.adopt(desk, plan) if confirm else 0
    confirmed = deciding.confirm_ready(desk, plan) if confirm else 0
    saved = f"已保存{len(document.rows)}项，" if is_new else ""
    taken = f"，采用{adopted}处改动" if adopted else ""
    return f"{saved}确认{confirmed}项{taken}；{_what_waits(desk, plan)}"


def _what_waits(desk: Desk, plan: Plan) -> str:
    ready, asked = len(desk.ready_tasks(plan.id or 0)), len(desk.open_questions(plan_id=plan.id))
    waiting = [f"{ready}项任务文字待查看确认"] if ready else []
    waiting += [f"{asked}个问题待确认"] if asked else []
    return f"还有{'、'.join(waiting)}，请在聊天中发送 /待确认 逐项处理。" if waiting else "没有待确认的问题。"
