"""The guided first minute: which of its steps have been taken, judged from what can be seen alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from bot.sandbox.stage import Guide, TimelineEntry

DIGEST_COMMANDS = ("/摘要", "/digest")


class Said(NamedTuple):
    """One message of a chat: did the person write it, and what does it say."""

    by_person: bool
    text: str


def steps_taken(
    guide: Guide,
    today: date,
    timeline: Iterable[TimelineEntry],
    liaison: Sequence[Said],
    office: Sequence[Said],
    *,
    letter_seen: bool,
) -> dict[str, bool]:
    """Every step in order, and whether it has been taken; `letter_seen`: has a liaison's chat been looked at since."""
    sent = {(entry.kind[:2], entry.day) for entry in timeline if entry.count}
    since_answer = _since(liaison, (guide.answer.split()[0],))
    since_command = _since(office, DIGEST_COMMANDS)
    return {
        "confirm": guide.confirmed,
        "assigned": any(kind == "交办" for kind, _ in sent),
        "answered": since_answer is not None,
        "receipt": _bot_spoke(since_answer),
        "moved": today >= guide.overdue_on,
        "overdue": letter_seen and any(kind == "催办" and day >= guide.overdue_on for kind, day in sent),
        "digest": _bot_spoke(since_command),
    }


def _since(chat: Sequence[Said], beginnings: tuple[str, ...]) -> Sequence[Said] | None:
    """What was said since the person first wrote something that begins so; None where they have not.

    >>> _since([Said(True, "23 已完成"), Said(False, "已记录")], ("23",))
    [Said(by_person=False, text='已记录')]
    """
    for place, said in enumerate(chat):
        if said.by_person and said.text.startswith(beginnings):
            return chat[place + 1 :]
    return None


def _bot_spoke(said: Sequence[Said] | None) -> bool:
    return any(not one.by_person for one in said or ())
