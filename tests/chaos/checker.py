"""What became of every message: computed from what the Bot API server saw and what the database holds, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.records import Notice
from storage.states import NoticeState
from tests.programs import Morning


@dataclass
class Found:
    """One line of the table. `wrong` names every promise that was broken."""

    fault: str
    tried: int
    lost: int = 0
    repeated: int = 0
    uncertain: int = 0
    recovered_in: float | None = 0.0  # seconds; None where there was nothing to recover from
    wrong: list[str] = field(default_factory=list)

    @property
    def is_broken(self) -> bool:
        """Whether a promise did not hold."""
        return bool(self.wrong or self.lost)


HANDED_OUT, RECEIPT = "交办", "收件回执"
"""A word of each of the two messages a liaison gets on the morning; to whoever answers first nothing is handed out."""


def check(here: Morning, fault: str, tried: int, recovered_in: float, words: Sequence[str]) -> Found:
    """Hold a morning against the promises: each liaison was to get a message with each of these words, none twice."""
    notices = here.notices()
    found = Found(fault, tried, recovered_in=recovered_in)
    found.uncertain = sum(notice.state is NoticeState.UNCERTAIN for notice in notices)
    for word in (HANDED_OUT, RECEIPT):
        copies = here.copies(word)
        found.lost += sum(number == 0 for number in copies.values()) if word in words else 0
        found.repeated += sum(max(0, number - 1) for number in copies.values())
    found.wrong += [*_broken(here, found, notices)]
    found.wrong += [*_unmarked(here, notices)]
    return found


def _broken(here: Morning, found: Found, notices: list[Notice]) -> list[str]:
    counts = here.app.store.conservation()
    doubts = sum(notice.doubts for notice in notices)
    waiting = [f"{one.key} ({one.why or one.letter})" for one in notices if one.state is NoticeState.PENDING]
    broken = {
        f"{found.lost} lost": found.lost,
        f"{found.repeated} repeated, {doubts} in doubt": found.repeated > doubts,
        f"the sum does not add up: {counts}": counts["planned"] != sum(counts.values()) - counts["planned"],
        f"still wait: {waiting[:5]}": waiting,
        f"{counts['unreachable']} given up": counts["unreachable"],
        "an update was not handled": here.app.store.to_handle(),
        "a report was applied twice": any(number > 1 for number in here.reports().values()),
        "the chain of events is broken": here.app.store.broken_link() is not None,
    }
    return [said for said, is_so in broken.items() if is_so]


def _unmarked(here: Morning, notices: list[Notice]) -> list[str]:
    """Chats that got something twice of which the database knows no doubt."""
    doubts: dict[int, int] = {}
    for notice in notices:
        doubts[notice.contact_id or 0] = doubts.get(notice.contact_id or 0, 0) + notice.doubts
    more = {n: sum(max(0, here.copies_of(n, word) - 1) for word in (HANDED_OUT, RECEIPT)) for n in here.liaisons}
    unmarked = [n for n, number in more.items() if number > doubts.get(here.contact_ids[n], 0)]
    return [f"chats {unmarked[:5]} got more than is marked"] if unmarked else []
