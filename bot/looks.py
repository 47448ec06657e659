"""Looking at evidence links: after the receipt, beside everything else, again when a website was down, and monthly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from weakref import WeakValueDictionary

from bot.holding import held
from bot.keeping import keep
from bot.links import weighed_together
from messages import findings
from messages.findings import Looked
from messages.html import Html
from scheduler.clock import Clock
from storage.desk import Desk
from storage.findings import Finding
from storage.records import Contact, Errand, Evidence, Item
from storage.states import ErrandKind, Role
from storage.store import Store

log = logging.getLogger(__name__)

Look = Callable[[str, datetime], Awaitable[Finding]]
AT_ONCE = 6  # messages whose links are looked at side by side; one website is asked one thing at a time
MOST_LINKS = 30  # of one message; nobody sends more in earnest
_KINDS = (ErrandKind.LOOK, ErrandKind.LOOK_AGAIN)


class Looks:
    """Does the errands of links. `look` opens one link and never raises for what a website does."""

    def __init__(self, look: Look, store: Store, clock: Clock, folder: Path) -> None:
        self._look = look
        self._store = store
        self._clock = clock
        self._folder = folder
        self._websites: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def do_due(self) -> bool:
        """Look at everything that is due. True when something was looked at."""
        done = False
        while errands := self._take():
            await asyncio.gather(*(self._do_holding(errand) for errand in errands))
            done = True
        return done

    def _take(self) -> list[Errand]:
        with self._store.act(self._clock()) as desk:
            return desk.take_errands(_KINDS, AT_ONCE)

    async def _do_holding(self, errand: Errand) -> None:
        async with held(self._store, self._clock, errand):
            await self._do(errand)

    async def _do(self, errand: Errand) -> None:
        """One message's links. A fault of ours is logged and tried again, and never stops others."""
        try:
            with self._store.act(self._clock()) as desk:
                pieces = desk.links_to_look_at(errand)[:MOST_LINKS]
            found = await asyncio.gather(*(self._look_politely(piece.url) for piece in pieces))
            self._keep(errand, dict(zip((piece.id or 0 for piece in pieces), found, strict=True)))
        except Exception as error:
            log.exception("look_broken", extra={"errand": errand.id})
            why = f"程序错误：{type(error).__name__}"
            self._store.of_errand(errand, self._clock(), lambda desk: desk.try_later(errand, why))

    async def _look_politely(self, url: str) -> Finding:
        async with self._websites.setdefault(findings.host_of(url), asyncio.Lock()):
            return await self._look(url, self._clock())

    def _keep(self, errand: Errand, found: dict[int, Finding]) -> None:
        """Write down what was found and tell the sender, in one transaction; copies are on disk before it."""
        copies = {piece_id: keep(self._folder, one.copy) for piece_id, one in found.items() if one.copy}

        def kept(desk: Desk) -> None:
            pieces = [piece for piece in desk.links_to_look_at(errand) if piece.id in found]
            for item_id in dict.fromkeys(piece.item_id for piece in pieces):
                _weigh(desk, desk.session.get_one(Item, item_id), found, copies, desk.tries_left(errand))
            is_news = errand.attempts == 1 or all(one.is_final for one in found.values())
            if errand.kind is ErrandKind.LOOK and is_news:
                _tell(desk, errand, pieces)
            desk.looked(errand, all(one.is_final for one in found.values()))

        self._store.of_errand(errand, self._clock(), kept)


def _weigh(desk: Desk, item: Item, found: dict[int, Finding], copies: dict[int, str], is_early: bool) -> None:
    """All links of an item are held against each other; one that opened before is not called dead at the first try."""
    known: list[tuple[Evidence, Finding]] = []
    for piece in desk.evidence_of(item):
        new, old = found.get(piece.id or 0), piece.finding
        keeps_old = new is None or (is_early and not new.is_final and piece.opened_at is not None)
        finding = old if keeps_old else new
        if finding is not None:
            known.append((piece, finding))
    for (piece, _), weighed in zip(known, weighed_together([one for _, one in known]), strict=True):
        desk.keep_finding(piece, weighed, copies.get(piece.id or 0, ""))


def _tell(desk: Desk, errand: Errand, pieces: Sequence[Evidence]) -> None:
    """The findings go under the answer that told of the links; where there is no room, into a message of their own."""
    contact = desk.one(Contact, errand.contact_id)
    answer = desk.answer_to(errand)
    if contact is None or contact.role is not Role.LIAISON or not pieces:
        return
    letter = findings.finding_letter(_by_row(desk, pieces))
    said = answer.body if answer is not None and answer.body is not None else None
    both = findings.beneath(Html(said["text"]), letter.text) if said else None
    first = f"finding/{errand.id}"
    body = letter.as_body() | {"follows": first}
    if said and both and answer is not None:
        body = said | {"text": both, "follows": answer.key}
    desk.tell(contact, body, key=first if errand.attempts == 1 else f"{first}/{errand.attempts}")


def _by_row(desk: Desk, pieces: Sequence[Evidence]) -> list[Looked]:
    rows: dict[int, list[Finding]] = {}
    for piece in pieces:
        if piece.finding is not None:
            rows.setdefault(piece.item_id, []).append(piece.finding)
    looked = []
    for item_id, found in rows.items():
        task, _, _ = desk.with_task(desk.session.get_one(Item, item_id))
        looked.append(Looked(task.number, task.label, found))
    return looked
