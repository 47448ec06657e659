"""Count duties in figures: from October on the digest says who is at zero and who is below."""

from __future__ import annotations

from messages.tallies import Tally
from storage.desk import Desk

FROM_MONTH = 10


def tally(desk: Desk) -> Tally | None:
    """The count duties of this year; None before October, and where there are none."""
    if desk.today.month < FROM_MONTH:
        return None
    rows = desk.counted(desk.today.year)
    at_zero = [row for row in rows if not row.is_met and not row.counted]
    return (
        Tally(
            items=len(rows),
            met=sum(row.is_met for row in rows),
            at_zero=len(at_zero),
            below=sum(not row.is_met and row.counted > 0 for row in rows),
            numbers_at_zero=tuple(dict.fromkeys(row.number for row in at_zero)),
        )
        if rows
        else None
    )
