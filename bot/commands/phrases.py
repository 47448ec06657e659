"""`explain`, `units`, `understand`: one line in, one reading out; so an empty line, a blank cell, has its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.commands import Refused, Say
from bot.config import load
from messages import reading
from scheduler import deadlines
from scheduler.clock import OfficeClock, local
from storage import units as unit_cells


def explain(lines: Sequence[str], year: int | None, issued: str | None, as_json: bool, say: Say) -> None:
    """Read deadline phrases; a line may be an object with its own year and issue date."""
    issued_on = _day(issued, "--issued") if issued else None
    for number, line in enumerate(lines, 1):
        given = _object(line, number, "phrase")
        _whole_line(given, number, {"phrase": str, "issued": str})
        own_year = _whole(given.get("year"), number) if "year" in given else year
        own_issue = _day(given["issued"], f"第{number}行 issued") if given.get("issued") else issued_on
        read = deadlines.read_deadline(given["phrase"], own_year, own_issue)
        say(deadlines.as_json(read) if as_json else _in_words(read.phrase, read.due, read.why, read.ask))


def units(lines: Sequence[str], as_json: bool, say: Say) -> None:
    """Take unit cells apart; a line may be an object with the column's role."""
    for number, line in enumerate(lines, 1):
        given = _object(line, number, "cell")
        _whole_line(given, number, {"cell": str, "role": str})
        read = unit_cells.read_units(given["cell"], given.get("role") or "")
        asked = "（需确认）" if read.ask else ""
        names = "、".join([*read.named, *read.collective]) or "未读出单位"
        say(unit_cells.as_json(read) if as_json else f"{read.cell}　→　{names}{asked}")


def understand(lines: Sequence[str], say: Say) -> None:
    """Say what messages of a liaison are taken for."""
    for number, line in enumerate(lines, 1):
        given = _object(line, number, "text")
        _whole_line(given, number, {"text": str, "open": list, "replying_to": list, "today": str})
        day = given.get("today")
        today = _day(day, f"第{number}行 today") if day else _today()
        open_items = [str(one) for one in given.get("open") or []]
        replying = [str(one) for one in given.get("replying_to") or []] or None
        say(reading.as_json(reading.understand(given["text"], open_items, replying, today, _add_workdays)))


def _object(line: str, number: int, key: str) -> dict[str, Any]:
    """A line as an object; plain text stands under `key`."""
    if not line.lstrip().startswith("{"):
        return {key: line}
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused(f"第{number}行不是有效的 JSON，请检查引号和括号，或直接输入文字") from None
    if not isinstance(given, dict) or key not in given:
        raise Refused(f"第{number}行的 JSON 中缺少 {key}")
    return given


def _whole_line(given: dict[str, Any], number: int, kinds: dict[str, type]) -> None:
    """Every field of an object is of its kind, or is not there; the first, which the line is about, must be."""
    for name, kind in kinds.items():
        is_missing = given.get(name) is None and name != next(iter(kinds))
        if not is_missing and not isinstance(given.get(name), kind):
            raise Refused(f"第{number}行 {name} 应为{'文字' if kind is str else '列表'}，请检查 JSON")


def _today() -> date:
    """The office's day, for a message that does not say when it was sent."""
    config = load()
    return local(OfficeClock(config.starts_at)(), config.zone).date()


def _add_workdays(day: date, count: int) -> date:
    return load().workdays().add_workdays(day, count)


def _day(text: object, place: str) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise Refused(f"{place}「{text}」不是有效的日期，应写成 2022-09-16 的样子") from None


def _whole(value: object, number: int) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Refused(f"第{number}行 year「{value}」不是年份")


def _in_words(phrase: str, due: date | None, why: str, ask: bool) -> str:
    read = due.isoformat() if due else "无确定日期"
    return f"{phrase}　→　{read}{'（需确认）' if ask else ''}　{why}"
