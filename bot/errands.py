"""Errands over the network: a document is fetched and read, the bytes of evidence are fetched and kept."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.conversation.importing import offer_roster, take_in
from bot.holding import held
from bot.keeping import keep, sha256_of
from messages import intake_texts, revisions
from messages.letter import Letter
from scheduler.apart import read_tasks_safely
from scheduler.clock import Clock
from storage.desk import Desk
from storage.desk.errands import MOST_TRIES
from storage.records import Contact, Errand, Evidence
from storage.roster_file import RosterUnreadable, read_roster
from storage.roster_header import is_roster
from storage.states import ErrandKind, Role
from storage.store import Store
from storage.tables import Limits, read_document_safely
from storage.values import DocumentUnreadable, Roster, TaskDocument

log = logging.getLogger(__name__)

T = TypeVar("T")
_KINDS = (ErrandKind.IMPORT, ErrandKind.FETCH)


class Errands:
    """Does what was put down, one after the other, beside the conversation."""

    def __init__(self, bot: Bot, store: Store, clock: Clock, folder: Path, limits: Limits) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._folder = folder
        self._limits = limits

    async def do_due(self) -> bool:
        """Do everything that is due. True when something was done."""
        done = False
        while errands := self._take():
            async with held(self._store, self._clock, errands[0]):
                await self._do(errands[0])
            done = True
        return done

    def _take(self) -> list[Errand]:
        with self._store.act(self._clock()) as desk:
            return desk.take_errands(_KINDS)

    async def _do(self, errand: Errand) -> None:
        """One errand. A fault of ours is logged and tried again like a network that is down, and never stops others."""
        if errand.attempts > MOST_TRIES:  # whoever took it up died of it
            self._give_up(errand, intake_texts.never_done())
            return
        try:
            content = await self._fetch(errand)
            if errand.kind is ErrandKind.IMPORT:
                await self._import(errand, content)
            else:
                self._keep(errand, content)
        except BadRequest as error:
            self._refused(errand, error.message)
        except (DocumentUnreadable, RosterUnreadable) as error:
            self._give_up(errand, str(error), is_roster=isinstance(error, RosterUnreadable))
        except (TelegramError, OSError) as error:
            self._put_off(errand, str(error))
        except Exception as error:
            log.exception("errand_broken", extra={"errand": errand.id})
            self._put_off(errand, f"程序错误：{type(error).__name__}")

    async def _fetch(self, errand: Errand) -> bytes:
        file = await self._bot.get_file(errand.file_id)
        return bytes(await file.download_as_bytearray())

    async def _import(self, errand: Errand, content: bytes) -> None:
        """Reading takes place in a thread (and the file's own part of it in a process); storing is one transaction."""
        with self._store.act(self._clock()) as desk:
            known = desk.roster(), desk.calendar()
        read = await asyncio.to_thread(self._read, errand.name, content, *known)
        self._write_down(errand, lambda desk: self._take_in(desk, errand, read, content))

    def _take_in(self, desk: Desk, errand: Errand, read: TaskDocument | Roster, content: bytes) -> None:
        contact = desk.one(Contact, errand.contact_id)
        if contact is not None and contact.role is Role.OFFICE:
            desk.actor = contact
            if isinstance(read, Roster):
                self._tell(desk, errand, offer_roster(desk, read))
            else:
                self._tell(desk, errand, *take_in(desk, read, sha256_of(content)))
        desk.finish_errand(errand)

    def _read(self, name: str, content: bytes, roster: Roster, days: Mapping[date, bool]) -> TaskDocument | Roster:
        """A task table or a roster; the name a person gave is only looked at for its ending."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"document{_ending(name)}"
            path.write_bytes(content)
            try:
                return self._read_either(path, roster, days)
            except (DocumentUnreadable, RosterUnreadable) as error:
                raise type(error)(str(error).replace(path.name, name or path.name)) from None

    def _read_either(self, path: Path, roster: Roster, days: Mapping[date, bool]) -> TaskDocument | Roster:
        """Only a file that the bounded reader has been through is looked at again here."""
        try:
            source = read_document_safely(path, self._limits)
        except DocumentUnreadable as error:
            if "表头" in str(error) and is_roster(path):
                return read_roster(path)
            raise
        return read_roster(path) if is_roster(path) else read_tasks_safely(source, roster, self._limits, days)

    def _keep(self, errand: Errand, content: bytes) -> None:
        kept_as = keep(self._folder, content)

        def kept(desk: Desk) -> None:
            evidence = desk.session.get_one(Evidence, errand.evidence_id)
            desk.evidence_kept(evidence, sha256_of(content), len(content), kept_as)
            desk.finish_errand(errand)

        self._write_down(errand, kept)

    def _give_up(self, errand: Errand, why: str, *, is_roster: bool = False) -> None:
        def given_up(desk: Desk) -> bool:
            desk.finish_errand(errand, why)
            self._tell(desk, errand, _given_up(errand, why, is_roster=is_roster).as_body())
            return True

        if self._write_down(errand, given_up):
            log.warning("errand_failed", extra={"errand": errand.id, "kind": errand.kind.value, "why": why})

    def _refused(self, errand: Errand, why: str) -> None:
        """What Telegram says of a number it does not know it also says while the server that has the file is away."""
        if "temporarily" in why:
            self._put_off(errand, why)
            return
        log.warning("file_gone", extra={"errand": errand.id, "why": why})
        self._give_up(errand, intake_texts.not_to_be_had())

    def _put_off(self, errand: Errand, why: str) -> None:
        def put_off(desk: Desk) -> None:
            if not desk.try_later(errand, why):
                given_up = _given_up(errand, intake_texts.out_of_reach())
                self._tell(desk, errand, given_up.as_body())

        self._write_down(errand, put_off)

    def _write_down(self, errand: Errand, does: Callable[[Desk], T]) -> T | None:
        return self._store.of_errand(errand, self._clock(), does)

    def _tell(self, desk: Desk, errand: Errand, *bodies: dict[str, Any]) -> None:
        contact = desk.one(Contact, errand.contact_id)
        if contact is not None:
            for place, body in enumerate(bodies):
                desk.tell(contact, body, key=f"errand/{errand.id}/{place}")


def _given_up(errand: Errand, why: str, *, is_roster: bool = False) -> Letter:
    if errand.kind is ErrandKind.FETCH:
        return intake_texts.file_lost(errand.name)
    return revisions.roster_refused(why) if is_roster else intake_texts.document_refused(why)


def _ending(name: str) -> str:
    ending = Path(name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 6 else ""
