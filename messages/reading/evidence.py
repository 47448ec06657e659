"""Which items each link in a message is evidence for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from messages.reading.attribution import Subject
from messages.reading.clauses import Clause
from messages.reading.plain import Link


def links_by_item(links: Sequence[Link], told: Sequence[tuple[Clause, Subject]]) -> dict[str, list[str]]:
    """A link belongs to those its clause is about; one that opens a line, to those the line then names."""
    starts = [clause.start for clause, _ in told]
    holders = _holders(told)
    found: dict[str, list[str]] = {}
    for link in links:
        place = bisect_right(starts, link.start) - 1
        for item in (holders[place] if place >= 0 else None) or ():
            found.setdefault(item, []).append(link.url)
    return found


def _holders(told: Sequence[tuple[Clause, Subject]]) -> list[Subject]:
    holders: list[Subject] = []
    named_on: dict[int, Subject] = {}  # line → those named first at or after this clause
    opening = {}  # line → where its first mention begins
    for clause, _ in reversed(told):
        if clause.mention:
            opening[clause.line] = clause.start
    named_later: Subject = None
    for clause, subject in reversed(told):
        if clause.mention:
            named_on[clause.line] = named_later = subject
        opens_line = clause.start < opening.get(clause.line, -1)
        holders.append(named_on[clause.line] if opens_line else named_later if subject is None else subject)
    return holders[::-1]
