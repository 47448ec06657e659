"""`read`, `roster`, `import`: documents from the command line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from bot.app import open_database, open_store
from bot.commands import Agreed, Refused, Say
from bot.config import load
from messages import intake_texts
from messages.html import as_text as html_as_text
from scheduler import deciding, intake
from scheduler.clock import OfficeClock
from storage.desk import Desk
from storage.roster_file import RosterUnreadable, read_roster
from storage.tables import read_document
from storage.values import Column, Roster, TaskDocument


def read_file(file: Path, roster_file: Path | None, columns: str | None) -> TaskDocument:
    """Read a document; stores nothing."""
    roster = _roster(roster_file) if roster_file else None
    return intake.read_tasks(read_document(file, columns=_columns(columns)), roster)


def as_json(document: TaskDocument) -> str:
    """The contract's JSON document."""
    return json.dumps(intake.as_json(document), ensure_ascii=False)


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
        changes = _changes(desk.roster(), loaded)
    say("\n".join(changes) if changes else "名册没有变化。")
    if not changes or not (yes or agreed("是否生效？")):
        return
    with store.act(clock()) as desk:
        desk.load_roster(loaded)
    say(f"名册已更新，共{len(loaded.units)}个单位。")


def import_document(file: Path, yes: bool, say: Say, agreed: Agreed) -> None:
    """Read, show the questions, store; `yes` confirms every row without one."""
    config = load()
    clock = OfficeClock(config.starts_at)
    store = open_store(config, open_database(config), clock())
    source = read_document(file)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    with store.act(clock()) as desk:
        if desk.plan_with(sha256) is not None:
            say("该文件已经导入过，没有变化。")
            return
        if not desk.units():
            raise Refused("尚未载入名册，请先运行 duban roster 名册.xlsx --yes")
        document = deciding.with_ways_out(intake.read_tasks(source, desk.roster()))
    if not document.rows:
        raise Refused(f"{file.name} 中没有读到任务行，请检查文件，或用 duban read 查看读取结果")
    say(summary(document))
    if not (yes or agreed("是否保存？")):
        return
    with store.act(clock()) as desk:
        say(_store(desk, document, sha256, confirm=yes))


def summary(document: TaskDocument) -> str:
    """What was read and what is open, as the office reads it in chat."""
    letter = intake_texts.import_summary(
        document.title,
        len(document.rows),
        sum(not row.questions for row in document.rows),
        [row.number for row in document.rows if row.questions],
        past_due(document),
        (),
        0,
    )
    asked = [f"第{row.number}项：{question.text}" for row in document.rows for question in row.questions]
    return "\n".join([html_as_text(letter.text), *asked])


def past_due(document: TaskDocument) -> list[str]:
    """Numbers of the rows whose day lay before the document was issued."""
    issued = document.issued_on
    return [row.number for row in document.rows if issued and row.deadline.due and row.deadline.due < issued]


def _store(desk: Desk, document: TaskDocument, sha256: str, confirm: bool) -> str:
    plan = desk.store_document(document, sha256)
    confirmed = deciding.confirm_ready(desk, plan) if confirm else 0
    asked = len(desk.open_questions())
    rest = f"还有{asked}个问题待确认，请在聊天中发送 /待确认 逐项处理。" if asked else "没有待确认的问题。"
    return f"已保存{len(document.rows)}项，确认{confirmed}项；{rest}"


def _roster(file: Path) -> Roster:
    try:
        return read_roster(file)
    except RosterUnreadable as error:
        raise Refused(str(error)) from None


def _changes(stored: Roster, loaded: Roster) -> list[str]:
    before = {unit.name: unit for unit in stored.units}
    after = {unit.name: unit for unit in loaded.units}
    lines = [f"＋ {name}" for name in after if name not in before]
    lines += [f"－ {name}（今日起不再列入）" for name in before if name not in after]
    for name, unit in after.items():
        old = before.get(name)
        if old is not None and (set(old.aliases), set(old.groups), old.kind) != (
            set(unit.aliases) | (set(old.aliases) - set(unit.aliases)),
            set(unit.groups),
            unit.kind,
        ):
            lines.append(f"～ {name}（类别、别名或群组有变化）")
    return lines


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
