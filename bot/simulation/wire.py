"""PTB's HTTP, which ends in the simulated network."""

from __future__ import annotations

import json
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.discreet import DiscreetBot
from bot.simulation.chats import Refusal
from bot.simulation.network import Network

TOKEN = "1:simulated"


class Wire(BaseRequest):
    """Carries one bot's requests to its network."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @property
    def read_timeout(self) -> float:
        """Seconds."""
        return 20.0

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_times: Any, **_named: Any
    ) -> tuple[int, bytes]:
        """One request and its answer."""
        if method == "GET":
            return 200, b"a photo"
        asked = request_data.parameters if request_data else {}
        try:
            result = await self._network.call(url.rpartition("/")[2], asked)
        except Refusal as refusal:
            return refusal.code, json.dumps(refusal.answer).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


def bot_on(network: Network) -> DiscreetBot:
    """PTB's bot on a simulated network."""
    return DiscreetBot(TOKEN, request=Wire(network), get_updates_request=Wire(network))
