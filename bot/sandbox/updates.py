"""The queue of updates: handed over again until they are confirmed."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.sandbox.bell import Bell
from bot.sandbox.refusals import Json

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `made_up` marks a body that a test wrote itself and that no schema need fit."""

    update_id: int
    kind: str
    body: Json
    made_up: bool = False

    def json(self) -> Json:
        """As Telegram's Update."""
        return {"update_id": self.update_id, self.kind: self.body}

    @property
    def chat_id(self) -> int:
        """Whose turn it is in; updates of one chat are delivered in order."""
        chat = (self.body.get("message") or self.body).get("chat") or self.body.get("from") or {}
        return int(chat.get("id", 0))


class UpdateQueue:
    """Updates in order of their ids, as getUpdates and the webhook see them."""

    def __init__(self, first_id: int = 700_000_001) -> None:
        self.bell = Bell()
        self.allowed: frozenset[str] | None = None  # None: all but NOT_BY_DEFAULT
        self._pending: deque[Update] = deque()
        self._ids = itertools.count(first_id)
        self.newest = first_id - 1
        """The id of the update that was queued last."""

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Which kinds are queued from now on; None keeps what was set, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def add(self, kind: str, body: Json, *, made_up: bool = False) -> int | None:
        """Queue an update and return its id, or None where the bot does not want that kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        self.newest = next(self._ids)
        self._pending.append(Update(self.newest, kind, body, made_up))
        self.bell.ring()
        return self.newest

    def read(self, offset: int, limit: int) -> list[Update]:
        """What getUpdates returns; a positive offset confirms all before it, a negative one keeps the last.

        An offset beyond the next id is taken as none, as Telegram does.
        """
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        elif offset <= self.newest + 1:
            while self._pending and self._pending[0].update_id < offset:
                self._pending.popleft()
        return list(itertools.islice(self._pending, limit))

    def first_not_of(self, busy_chats: Collection[int]) -> Update | None:
        """The next one the webhook may deliver."""
        return next((update for update in self._pending if update.chat_id not in busy_chats), None)

    def confirm(self, update: Update) -> None:
        """The webhook answered with 2xx."""
        if update in self._pending:
            self._pending.remove(update)
        self.bell.ring()

    def drop_all(self) -> None:
        """`drop_pending_updates`."""
        self._pending.clear()
