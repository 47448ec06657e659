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
        holder = holders[place] if place >= 0 else None
        for item in _of_part(link, told[place][0], holder, links) or ():
            found.setdefault(item, []).append(link.url)
    return found


def _of_part(link: Link, clause: Clause, holder: Subject, links: Sequence[Link]) -> Subject:
    """12的链接 A 23的链接 B 都公开了: where each that is named is followed by a link of its own, that is its own."""
    parts = clause.mention.parts if clause.mention else ()
    ends = [*(part.start for part in parts[1:]), clause.end]
    each = [any(part.end <= one.start < end for one in links) for part, end in zip(parts, ends, strict=False)]
    if not parts or not all(each):
        return holder
    before = [part for part in parts if part.start < link.start]
    return tuple(item for item in before[-1].items if item in (holder or ())) if before else holder


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
