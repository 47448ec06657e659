"""What the server says no with: Telegram's code, Telegram's words."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refusal(Exception):
    """A call that is answered with `ok: false`; `parameters` are Telegram's ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(text: str, **parameters: int) -> Refusal:
    """A refusal with status 400."""
    return Refusal(400, f"Bad Request: {text}", **parameters)


def forbidden(text: str) -> Refusal:
    """A refusal with status 403."""
    return Refusal(403, f"Forbidden: {text}")


def too_many_requests(retry_after: int) -> Refusal:
    """A refusal with status 429; `retry_after` is in whole seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
