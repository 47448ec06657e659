"""`read`, `roster`, `import`: documents from the command line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bot.app import open_database, open_store
from bot.commands import Agreed, Refused, Say
from bot.commands.terminal import working
from bot.config import load
from bot.conversation.importing import take_in
from messages import revisions
from messages.html import Html
from messages.html import as_text as html_as_text
from scheduler import deciding, intake_json, revising
from scheduler.apart import read_tasks_safely
from scheduler.clock import OfficeClock
from storage.desk import Desk
from storage.roster_file import RosterUnreadable, read_roster
from storage.tables import read_document_safely
from storage.values import Column, Roster, TaskDocument


def read_file(file: Path, roster_file: Path | None, columns: str | None) -> TaskDocument:
    """Read a document; stores nothing."""
    roster = _roster(roster_file) if roster_file else None
    with working("正在读取"):
        limits = load().documents.limits()
        return read_tasks_safely(read_document_safely(file, limits, _columns(columns)), roster, limits, {})


def as_json(document: TaskDocument) -> str:
    """The contract's JSON document."""
    return json.dumps(intake_json.as_json(document), ensure_ascii=False)


def as_text(document: TaskDocument) -> str:
    """What was read, for a person: a line a row, its questions under it."""
    lines = [f"{document.title}　{document.document_number or ''}".strip()]
    for row in document.rows:
        due = row.deadline.due.isoformat() if row.deadline.due else "—"
        units = "、".join([*row.responsible.named, *row.responsible.collective])
        lines.append(f"{row.number}　{row.task}　责任：{units or '—'}　时限：{due}（{row.deadline.phrase or '空'}）")
        lines += [f"　　待确认：{question.text}" for question in row.questions]
    lines += [f"第{problem.line}行：{problem.text}" for problem in document.problems]
    return "\n".join(lines)


def roster(file: Path, yes: bool, say: Say, agreed: Agreed) -> None:
    """Load or update the roster; shows what changes first."""
    loaded = _roster(file)
    config = load()
    clock = OfficeClock(config.starts_at)
    store = open_store(config, open_database(config), clock())
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
    """Read, show what is asked or changed, store; `yes` confirms every row and adopts every change without a question.

    Everything is worked out once to be shown, in a transaction that is taken back, and once more to be stored.
    """
    config = load()
    clock = OfficeClock(config.starts_at)
    store = open_store(config, open_database(config), clock())
    with store.act(clock()) as desk:
        known = desk.roster(), desk.calendar()
    with working("正在读取"):
        limits = config.documents.limits()
        source = read_document_safely(file, limits)
        document = read_tasks_safely(source, known[0], limits, known[1])
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    with working("正在整理"), store.act(clock()) as desk:
        _refuse_what_cannot_be_stored(desk, document, file)
        is_known = desk.plan_with(sha256) is not None
        told = _as_told(desk, document, sha256)
        desk.session.rollback()
    say(told)
    if not is_known and (yes or agreed("是否保存？")):
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
    take_in(desk, document, sha256)
    plan = desk.plan_with(sha256)
    if plan is None:  # somebody else has stored it meanwhile, as another version
        raise Refused("保存时数据已有变化，请重新运行")
    adopted = revising.adopt(desk, plan) if confirm else 0
    confirmed = deciding.confirm_ready(desk, plan) if confirm else 0
    asked = len(desk.open_questions(plan_id=plan.id))
    rest = f"还有{asked}个问题待确认，请在聊天中发送 /待确认 逐项处理。" if asked else "没有待确认的问题。"
    taken = f"，采用{adopted}处改动" if adopted else ""
    return f"已保存{len(document.rows)}项，确认{confirmed}项{taken}；{rest}"


def _roster(file: Path) -> Roster:
    try:
        return read_roster(file)
    except RosterUnreadable as error:
        raise Refused(str(error)) from None


def _columns(text: str | None) -> dict[Column, int] | None:
    """`number=1,content=3`: which column (from 1) holds what."""
    if not text:
        return None
    found: dict[Column, int] = {}
    for part in text.replace("，", ",").split(","):
        name, _, place = part.partition("=")
        if name.strip() not in {column.value for column in Column} or not place.strip().isdigit():
            names = "、".join(column.value for column in Column)
            raise Refused(f"--columns 中的「{part.strip()}」无法识别，应写成 名称=列号，名称可用 {names}")
        found[Column(name.strip())] = int(place)
    return found
