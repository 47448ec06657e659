"""What a checker from outside reads of the books of one database: plain rows, never records, never changing anything.

Between the database's transactions: one in memory has a single connection, which everybody uses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from psycopg import ClientCursor
from sqlalchemy import Engine

from storage.book_rows import Change, Claimed, Told, claimed, moment
from storage.states import ItemState, NoticeState

_UNDER_WAY = """
SELECT n.id, n.kind, n.key, n.office_id, c.id,
  n.unit_id IS NULL AND NOT {is_verdict} OR EXISTS (SELECT 1 FROM appointment a WHERE a.contact_id = c.id
    AND a.unit_id = coalesce(n.unit_id, (SELECT unit_id FROM item WHERE id = {first_about}))
    AND (a.role = 'liaison' OR n.kind = 'letter') AND a.from_on <= :today AND (a.to_on IS NULL OR a.to_on > :today)),
  i.id, i.state, t.state, i.kind, i.part, i.due_on, i.returned_due_on,
  i.due_is_certain AND NOT i.soft AND i.part <> 'assisting', i.assigned_on IS NOT NULL OR i.signed_on IS NOT NULL
FROM contact c JOIN notice n ON n.letter = c.lease AND n.contact_id = c.id
LEFT JOIN item i ON i.id = n.item_id LEFT JOIN task t ON t.id = i.task_id
WHERE c.chat_id = :chat AND c.office_id = :office AND n.state = 'pending' ORDER BY n.id
"""
_NOTICES = """
SELECT n.id, n.office_id, n.key, n.state, n.kind NOT IN ('answer', 'digest'), c.chat_id, n.message_id, n.doubts,
  n.planned_at
FROM notice n LEFT JOIN contact c ON c.id = n.contact_id
WHERE n.id > :after OR n.id IN ({watched}) ORDER BY n.id
"""
_FORGOTTEN = """
SELECT i.id, i.wanted
FROM (SELECT *, CASE WHEN assigned_on IS NULL AND signed_on IS NULL THEN 'assignment/' || id
    ELSE 'overdue/' || id || '/' || due || '/' || :monday END AS wanted
  FROM (SELECT *, coalesce(CASE state WHEN 'returned' THEN returned_due_on END, due_on) AS due FROM item) dated) i
JOIN task t ON t.id = i.task_id WHERE t.state = 'confirmed'
  AND i.state IN ('to_sign', 'signed', 'working', 'returned') AND coalesce(i.begins_on, :today) <= :today
  AND (i.assigned_on IS NULL AND i.signed_on IS NULL AND t.confirmed_at < :planning OR i.part <> 'assisting'
    AND i.due_is_certain AND NOT i.soft AND i.due < :monday
    AND coalesce(i.due_told_on, i.assigned_on, i.signed_on) < :monday AND :is_ping_week)
  AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.office_id = i.office_id AND n.key = i.wanted)
  AND NOT EXISTS (SELECT 1 FROM event e WHERE e.office_id = i.office_id AND e.at >= :planning
    AND e.subject IN ('item/' || i.id, 'task/' || i.task_id))
"""
_EVENTS = """
SELECT office_id, number, at, act, subject, CAST(detail AS text), previous, hash FROM event
WHERE office_id = :office AND number > :after ORDER BY number
"""


_TONGUES = {
    "sqlite": {
        "is_verdict": "n.key GLOB 'verdict/*'",
        "first_about": "json_extract(n.body, '$.about[0]')",
        "watched": "SELECT value FROM json_each(:watched)",
        "is_like": "GLOB",
        "the_rest": "*",
    },
    "postgresql": {
        "is_verdict": "starts_with(n.key, 'verdict/')",
        "first_about": "CAST(n.body -> 'about' ->> 0 AS integer)",
        "watched": "SELECT CAST(value AS integer) FROM json_array_elements_text(CAST(:watched AS json))",
        "is_like": "LIKE",
        "the_rest": "%",
    },
}
"""What the two databases call differently."""
_NAMED = re.compile(r":(\w+)")


class Books:
    """Looks into a database."""

    def __init__(self, engine: Engine) -> None:
        self._tongue = _TONGUES[engine.dialect.name]
        connection = engine.raw_connection()
        driver: Any = connection.driver_connection
        self._driver = driver
        self._is_sqlite = engine.dialect.name == "sqlite"
        self.numbers_without_gaps = self._is_sqlite
        """Whether what is rolled back uses up no number."""
        if not self._is_sqlite:
            connection.detach()
            driver.autocommit = True

    def close(self) -> None:
        """Nobody looks any more."""
        if not self._is_sqlite:
            self._driver.close()

    def under_way(self, office_id: int, chat_id: int, today: date) -> list[Claimed]:
        """The letter that is being sent into a chat."""
        rows = self._rows(_UNDER_WAY, office=office_id, chat=chat_id, today=today.isoformat())
        return [claimed(row) for row in rows]

    def notices(self, after: int, watched: Iterable[int]) -> list[Told]:
        """Notices by id above `after`, and those that are watched."""
        rows = self._rows(_NOTICES, after=after, watched=json.dumps(sorted(watched)))
        return [
            Told(id_, office, key, NoticeState(state), bool(unasked), chat, message, doubts, moment(at))
            for id_, office, key, state, unasked, chat, message, doubts, at in rows
        ]

    def something_waits(self, office_id: int, today: date) -> bool:
        """Whether a letter waits for somebody who may have it today."""
        waits = (
            "SELECT 1 FROM contact WHERE office_id = :office AND (answers_due_at IS NOT NULL"
            " OR reminders_due_at IS NOT NULL AND (told_on IS NULL OR told_on < :today)) LIMIT 1"
        )
        return any(self._rows(waits, office=office_id, today=today.isoformat()))

    def errands_wait(self) -> bool:
        """Whether anything is to be done over the network."""
        return any(self._rows("SELECT 1 FROM errand WHERE done_at IS NULL LIMIT 1"))

    def counted(self, known: int) -> tuple[int, int, int]:
        """How many notices there are up to the one with an id that is known, how many in all, and the last one's id."""
        counts = "SELECT count(CASE WHEN id <= :known THEN 1 END), count(*), coalesce(max(id), 0) FROM notice"
        [(before, count, last)] = self._rows(counts, known=known)
        return before, count, last

    def forgotten(self, planning: datetime, monday: date, is_ping_week: bool) -> list[str]:
        """Notices that today's planning should have left behind: of a row confirmed before it, of a week's ping."""
        at = planning.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") + ("" if self._is_sqlite else "+00")
        days = {"monday": monday.isoformat(), "today": planning.date().isoformat()}
        rows = self._rows(_FORGOTTEN, planning=at, is_ping_week=is_ping_week, **days)
        return [wanted for _, wanted in rows]

    def leased(self) -> set[int]:
        """Notices that are in somebody's hands."""
        leased = "SELECT n.id FROM notice n JOIN contact c ON n.letter = c.lease WHERE n.state = 'pending'"
        return {row[0] for row in self._rows(leased)}

    def events(self, office_id: int, after: int) -> list[Change]:
        """What has been written down since."""
        return [
            Change(office, number, moment(at), *rest)
            for office, number, at, *rest in self._rows(_EVENTS, office=office_id, after=after)
        ]

    def changed_at(self, office_id: int) -> datetime | None:
        """When somebody last changed something."""
        last = "SELECT at FROM event WHERE office_id = :office ORDER BY number DESC LIMIT 1"
        return next((moment(at) for (at,) in self._rows(last, office=office_id)), None)

    def items(self) -> dict[int, tuple[int, int, ItemState]]:
        """Task, office and state of every item."""
        rows = self._rows("SELECT id, task_id, office_id, state FROM item")
        return {id_: (task, office, ItemState(state)) for id_, task, office, state in rows}

    def unhandled(self) -> list[tuple[int, int, str]]:
        """Updates that wait or were set aside: office, number, why."""
        query = "SELECT office_id, update_id, parked_why FROM incoming WHERE handled_at IS NULL OR parked_why <> ''"
        return [(office, update, why) for office, update, why in self._rows(query)]

    def is_kept(self, office_id: int, update_id: int) -> bool:
        """Whether an update has been written down."""
        kept = "SELECT 1 FROM incoming WHERE office_id = :office AND update_id = :update"
        return any(self._rows(kept, office=office_id, update=update_id))

    def is_answered(self, office_id: int, update_id: int) -> bool:
        """Whether somebody was told something because of an update."""
        found = "SELECT 1 FROM notice WHERE office_id = :office AND key {is_like} :key"
        return any(self._rows(found, office=office_id, key=f"answer/{update_id}/{self._tongue['the_rest']}"))

    def reported_twice(self) -> list[tuple[int, int]]:
        """Updates and items for which the same was written down more than once."""
        reports = "SELECT update_id, item_id FROM report WHERE update_id IS NOT NULL"
        twice = f"{reports} GROUP BY office_id, update_id, item_id, intent HAVING count(*) > 1"
        return [(update, item) for update, item in self._rows(twice)]

    def foreign_links(self) -> int:
        """Rows that name a row of another office."""
        pairs = (("item", "unit"), ("item", "task"), ("notice", "contact"), ("notice", "item"), ("report", "item"))
        joins = (
            f"SELECT count(*) FROM {one} a JOIN {other} b ON a.{other}_id = b.id WHERE a.office_id <> b.office_id"
            for one, other in pairs
        )
        return sum(row[0] for join in joins for row in self._rows(join))

    def _rows(self, query: str, **said: Any) -> Iterator[tuple[Any, ...]]:
        query = query.format_map(self._tongue)
        if self._is_sqlite:
            yield from self._driver.execute(query, said)
            return
        yield from ClientCursor(self._driver).execute(_NAMED.sub(r"%(\1)s", query), said)
