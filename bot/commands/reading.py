"""`read`: a document from the command line, without the database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.commands import Refused
from bot.commands.terminal import working
from bot.config import load
from messages.words import prose
from scheduler import intake_json
from scheduler.apart import read_tasks_safely
from storage.roster_file import RosterUnreadable, read_roster
from storage.tables import read_document_safely
from storage.values import Column, Problem, Roster, TaskDocument, TaskRow

_LONGEST = 60  # signs of the work that a line shows


def read_file(file: Path, roster_file: Path | None, columns: str | None) -> TaskDocument:
    """Read a document; stores nothing."""
    roster = roster_in(roster_file) if roster_file else None
    with working("正在读取"):
        limits = load().documents.limits()
        return read_tasks_safely(read_document_safely(file, limits, _columns(columns)), roster, limits, {})


def as_json(document: TaskDocument) -> str:
    """The contract's JSON document."""
    return json.dumps(intake_json.as_json(document), ensure_ascii=False)


def as_text(document: TaskDocument) -> str:
    """What was read, for a person: a line a row, its questions under it; at the end what no row's question says."""
    lines = [f"{document.title}　{document.document_number or ''}".strip()]
    for row in document.rows:
        lines.append("　".join(filter(None, (row.number, *_work(row), *_duties(row)))))
        lines += [f"　　有疑问：{question.text}" for question in row.questions]
    lines += [_placed(problem) for problem in document.problems if problem.column is None]
    return "\n".join(lines)


def _placed(problem: Problem) -> str:
    place = f"第{problem.line}行"
    return problem.text if place in problem.text else f"{place}：{problem.text}"


def _work(row: TaskRow) -> tuple[str, str]:
    """What is to be done, under its name where it has one."""
    content = prose(row.content, _LONGEST)
    return row.task, "" if content == row.task else content


def _duties(row: TaskRow) -> Iterator[str]:
    yield f"牵头：{'、'.join(row.lead)}" if row.lead else ""
    yield f"责任：{'、'.join((*row.responsible.named, *row.responsible.collective)) or '—'}"
    yield f"配合：{'、'.join(row.assisting)}" if row.assisting else ""
    due = row.deadline.due.isoformat() if row.deadline.due else "—"
    yield f"时限：{due}（{row.deadline.phrase or '空'}）"


def roster_in(file: Path) -> Roster:
    """The roster a file holds; refuses one that cannot be read."""
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
