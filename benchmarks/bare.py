"""What a program would ask that did nothing else: the numbers and lines of digest and lists, in SQL written by hand."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from sqlalchemy import TextClause, text

from benchmarks.prepared import MORNING
from messages.overdue_lists import OVERDUE_PER_PAGE
from messages.pages import PER_PAGE

_BINDS = "due_is_certain AND NOT soft AND part <> 'assisting' AND (state <> 'to_sign' OR assigned_on IS NOT NULL)"
_WITH_UNIT = "office_id = 1 AND state IN ('to_sign', 'signed', 'working')"
_LATE = f"""(SELECT id, unit_id, task_id, state, pings, due_on AS due FROM item
    WHERE {_WITH_UNIT} AND due_on < :today AND {_BINDS}
    UNION ALL SELECT id, unit_id, task_id, state, pings, coalesce(returned_due_on, due_on) FROM item
    WHERE office_id = 1 AND state = 'returned' AND coalesce(returned_due_on, due_on) < :today AND {_BINDS}) AS late"""
_BY_STATE = """SELECT state, count(*), count(CASE WHEN assigned_on IS NULL THEN 1 END),
    count(CASE WHEN part <> 'assisting' AND (first_reported_on IS NOT NULL OR assigned_on IS NOT NULL AND
        CASE WHEN kind <> 'whole_year' THEN due_on <= :today WHEN check_ins = '' THEN assigned_on < :checked_in
        ELSE EXISTS (SELECT 1 FROM notice WHERE notice.item_id = item.id AND kind = 'progress' AND sent_at IS NOT NULL)
        END) THEN 1 END),
    count(CASE WHEN part <> 'assisting' THEN first_reported_on END),
    count(CASE WHEN part <> 'assisting' AND (due_on IS NULL OR first_reported_on <= due_on) THEN first_reported_on END)
    FROM item WHERE office_id = 1 GROUP BY state"""
_AT_HAND = f"""SELECT late.items, late.units, waiting.*, (SELECT count(*) FROM task WHERE office_id = 1),
    (SELECT count(*) FROM draft WHERE office_id = 1 AND state = 'open'),
    (SELECT count(*) FROM unit WHERE office_id = 1 AND EXISTS (SELECT 1 FROM item WHERE unit_id = unit.id))
    FROM (SELECT count(*) AS items, count(DISTINCT unit_id) AS units FROM {_LATE}) AS late,
    (SELECT count(*), min(at), count(CASE WHEN intent = 'nil' THEN 1 END),
        count(CASE WHEN intent = 'extension' THEN 1 END), count(CASE WHEN intent = 'trouble' THEN 1 END)
        FROM report WHERE office_id = 1 AND verdict = 'pending') AS waiting"""
_THIS_WEEK = f"""SELECT number, items FROM task JOIN (SELECT task_id, count(*) AS items FROM (
    SELECT task_id FROM item WHERE {_WITH_UNIT} AND part <> 'assisting' AND due_on BETWEEN :today AND :sunday
    UNION ALL SELECT task_id FROM item WHERE office_id = 1 AND state = 'returned' AND part <> 'assisting'
    AND coalesce(returned_due_on, due_on) BETWEEN :today AND :sunday) AS due GROUP BY task_id) AS due
    ON due.task_id = task.id ORDER BY position"""
_UNREACHABLE = """SELECT name FROM unit WHERE office_id = 1 AND to_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM appointment JOIN contact ON contact.id = contact_id WHERE unit_id = unit.id
    AND appointment.role = 'liaison' AND unreachable_at IS NULL
    AND from_on <= :today AND (appointment.to_on IS NULL OR appointment.to_on > :today)) ORDER BY id"""
_DEAD_LINKS = """SELECT task.number, unit.name FROM evidence JOIN item ON item.id = item_id
    JOIN task ON task.id = task_id JOIN unit ON unit.id = unit_id WHERE evidence.office_id = 1
    AND opened_at IS NOT NULL AND why IN ('malformed', 'not_web', 'credentials', 'name_unknown', 'gone', 'unreachable',
    'timed_out', 'broken', 'busy', 'seems_gone', 'sent_home')
    AND item.state NOT IN ('stopped', 'carried_over') AND NOT EXISTS (
    SELECT 1 FROM report WHERE report.id = report_id AND verdict = 'withdrawn') ORDER BY task.plan_id, position"""
_NEWS = f"""SELECT (SELECT count(DISTINCT item_id) FROM report WHERE office_id = 1 AND at > :since
        AND verdict <> 'withdrawn' AND intent <> 'signed' AND NOT by_office),
    (SELECT count(DISTINCT item_id) FROM report WHERE office_id = 1 AND decided_at > :since
        AND verdict = 'accepted' AND intent = 'done'),
    (SELECT count(*) FROM {_LATE} WHERE due >= :last_monday)"""
_COUNTED = """SELECT task.number, times_wanted, (SELECT count(*) FROM report WHERE item_id = item.id AND intent = 'done'
    AND verdict = 'accepted') FROM item JOIN task ON task.id = task_id WHERE item.office_id = 1 AND times_wanted > 0
    AND task.state = 'confirmed' AND part <> 'assisting' AND item.state NOT IN ('not_applicable', 'stopped',
    'carried_over') AND (item.due_on IS NULL OR item.due_on BETWEEN :january AND :december)
    ORDER BY plan_id, position, item.due_on, unit_id"""
_DIGESTS = """SELECT sent_at FROM notice WHERE office_id = 1 AND kind = 'digest' AND sent_at IS NOT NULL
    ORDER BY sent_at DESC"""
_UNCONFIRMED = "SELECT number FROM task WHERE office_id = 1 AND state = 'unconfirmed' ORDER BY plan_id, position"
_SHOWN_LATE = f"""SELECT name, number, label, theme, content, shown.state, due, pings
    FROM (SELECT late.*, position FROM {_LATE} JOIN task ON task.id = task_id
    ORDER BY unit_id, position, late.id LIMIT {OVERDUE_PER_PAGE}) AS shown JOIN unit ON unit.id = unit_id
    JOIN task ON task.id = task_id ORDER BY unit_id, shown.position, shown.id"""
_SHOWN_WAITING = f"""SELECT shown.id, name, task.number, label, theme, content, intent, text, asked_due_on,
    (SELECT count(*) FROM evidence WHERE item_id = item.id AND NOT EXISTS (
        SELECT 1 FROM report WHERE report.id = report_id AND verdict = 'withdrawn'))
    FROM (SELECT * FROM report WHERE office_id = 1 AND verdict = 'pending' ORDER BY at, id LIMIT {PER_PAGE}) AS shown
    JOIN item ON item.id = item_id JOIN task ON task.id = task_id JOIN unit ON unit.id = unit_id
    ORDER BY at, shown.id"""
_ASKED = {
    "摘要": (
        *(_BY_STATE, _UNCONFIRMED, _THIS_WEEK, _UNREACHABLE, _DEAD_LINKS, _DIGESTS, _NEWS, _COUNTED),
        _AT_HAND,
    ),
    "逾期清单": (_SHOWN_LATE, f"SELECT count(*), count(DISTINCT unit_id) FROM {_LATE}"),
    "待审清单": (_SHOWN_WAITING, "SELECT count(*) FROM report WHERE office_id = 1 AND verdict = 'pending'"),
}
_TODAY = MORNING.date()
_SAID = {
    "today": _TODAY,
    "sunday": _TODAY + timedelta(days=6),
    "checked_in": date(2022, 9, 30),
    "since": (MORNING - timedelta(days=7, minutes=1)).astimezone(UTC).replace(tzinfo=None),
    "last_monday": _TODAY - timedelta(days=7),
    "january": date(2022, 1, 1),
    "december": date(2022, 12, 31),
}


def _ready(question: str) -> TextClause:
    said = {name: value for name, value in _SAID.items() if f":{name}" in question}
    return text(question).bindparams(**said)


BARE = {name: [_ready(question) for question in questions] for name, questions in _ASKED.items()}
"""By what is shown."""
