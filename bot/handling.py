"""What was kept takes effect: each chat's updates in their order, many people's at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from messages import office
from scheduler.clock import Clock
from storage.database import is_passing
from storage.store import Store

log = logging.getLogger(__name__)

Handle = Callable[[Sequence[int], datetime], Awaitable[bool]]
"""Lets updates take effect, all of them or none; false where another process has them all, or has had them."""
MANY = 100  # chats looked at together, each with its first update
AT_ONCE = 34  # updates handled in one transaction; letters and polls wait meanwhile


async def handle_kept(store: Store, clock: Clock, handle: Handle, at_once: int = AT_ONCE) -> None:
    """Hand over everything kept, each chat's in order, so many at once. One that raises is tried once more by itself,
    then set aside.

    Where it is the database that fails, that is raised: the update is not at fault and keeps its place. What another
    process is busy with is left to it; where that is met, it is looked anew what there is still to do.
    """
    before, others, is_more = list[int](), set[int](), True
    while is_more and (chats := [one for one in store.to_handle(MANY) if one[0] not in others]):
        updates = [first for first, _ in chats]
        if updates == before:
            return
        before = updates
        is_more = not store.is_alone or len(chats) == MANY or any(waiting > 1 for _, waiting in chats)
        for first in range(0, len(updates), at_once):
            now_due = updates[first : first + at_once]
            if not await _hand_over(store, clock, handle, now_due):
                others |= {*now_due}
                is_more = True
                break
            await asyncio.sleep(0)  # letters and polls go on during a burst


async def _hand_over(store: Store, clock: Clock, handle: Handle, updates: list[int]) -> bool:
    """Several take effect together; where one of them cannot, each does by itself. False where all are another's."""
    if len(updates) > 1:
        try:
            return await handle(updates, clock())
        except Exception as error:
            if is_passing(error):
                raise
            log.warning("updates_parted", extra={"updates": updates, "why": type(error).__name__})
    return any([await _hand_over_alone(store, clock, handle, update_id) for update_id in updates])


async def _hand_over_alone(store: Store, clock: Clock, handle: Handle, update_id: int) -> bool:
    for attempt in (1, 2):
        try:
            return await handle([update_id], clock())
        except Exception as error:
            if is_passing(error):
                raise
            log.exception("update_failed", extra={"update_id": update_id, "attempt": attempt})
            if attempt == 2:
                set_aside(store, update_id, f"{type(error).__name__}: {error}", clock())
    return True


def set_aside(store: Store, update_id: int, why: str, now: datetime) -> None:
    """The next update is served; the office hears of this one once."""
    store.park(update_id, why, now)
    with store.act(now) as desk:
        for contact in desk.office_contacts():
            desk.tell(contact, office.set_aside(update_id).as_body(), key=f"set_aside/{update_id}/{contact.id}")
