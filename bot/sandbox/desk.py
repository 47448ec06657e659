"""Where calls are noted, checked and carried out."""

from __future__ import annotations

import logging
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.limits import Limits
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.polling import Poll
from bot.sandbox.refusals import Json, Refusal, bad_request
from bot.sandbox.schema import Schema
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import World

LIMITED = frozenset({"sendmessage", "senddocument", "sendphoto", "sendmediagroup"})
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
log = logging.getLogger(__name__)


class Desk:
    """Carries out calls on a world. `departures` are calls and results that do not fit the schema."""

    def __init__(self, world: World, limits: Limits | None, schema: Schema | None) -> None:
        self.limits = limits
        self.departures: list[str] = []
        self.webhook = Webhook(world.updates, world.now)
        self._world = world
        self._schema = schema
        self._poll = Poll(world.updates)

    def note(self, method: str, params: Params, second: float) -> Call:
        """Record a call before anything is done about it; `second` is of a steady clock."""
        world = self._world
        chat_id = params.integer("chat_id") or None
        call = Call(len(world.calls), method, chat_id, params.recorded(), world.clock(), second)
        world.calls.append(call)
        world.changed.ring()
        return call

    async def carry_out(self, call: Call, params: Params) -> Any:
        """The result of a call, or a Refusal raised; either is noted."""
        try:
            result = await self._result(call, params)
        except Refusal as refusal:
            call.refusal = refusal.description
            raise
        call.accepted = True
        call.message_ids = _message_ids(result)
        self._world.changed.ring()
        return result

    async def close(self) -> None:
        """Send the poller away and deliver nothing more."""
        self._poll.end("terminated by close request")
        await self.webhook.stop()

    async def _result(self, call: Call, params: Params) -> Any:
        method = call.method.lower()
        if self._schema is not None:
            self._refuse_departure(self._schema.in_call(call.method, params))
        if method == "getupdates":
            return await self._updates(params)
        if method in ("setwebhook", "deletewebhook", "getwebhookinfo"):
            return await self._about_webhook(method, params)
        carry_out = METHODS.get(method)
        if carry_out is None:
            raise Refusal(404, "Not Found: method not found")
        if self.limits is not None and method in LIMITED and call.chat_id is not None:
            self.limits.admit(call.chat_id, call.second)
        return self._checked(method, carry_out(self._world, params))

    async def _updates(self, params: Params) -> list[Json]:
        if self.webhook.url:
            raise Refusal(409, f"Conflict: {_WEBHOOK_ACTIVE}")
        updates = await self._poll.get_updates(params)
        for update in updates:
            if self._schema is not None and not update.made_up:
                self._depart(self._schema.in_object("Update", update.json()))
        return [update.json() for update in updates]

    async def _about_webhook(self, method: str, params: Params) -> Any:
        if method == "getwebhookinfo":
            return self._checked(method, self.webhook.info())
        if method == "deletewebhook":
            return await self.webhook.drop(params)
        self._poll.end("terminated by setWebhook request")
        return await self.webhook.point_at(params)

    def _checked(self, method: str, result: Any) -> Any:
        if self._schema is not None:
            self._depart(self._schema.in_result(method, result))
        return result

    def _refuse_departure(self, problems: list[str]) -> None:
        self._depart(problems)
        if problems:
            raise bad_request(f"not in the Bot API: {'; '.join(problems)}")

    def _depart(self, problems: list[str]) -> None:
        if problems:
            self.departures += problems
            log.warning("departs from the Bot API: %s", "; ".join(problems))


def _message_ids(result: Any) -> tuple[int, ...]:
    messages = result if isinstance(result, list) else [result]
    return tuple(one["message_id"] for one in messages if isinstance(one, dict) and "message_id" in one)
