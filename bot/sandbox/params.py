"""The parameters of one call, however they came: query string, form, multipart or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import Json, bad_request

_NOT_UTF_8 = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    media_type: str


class Params:
    """Values by name. Numbers and objects may have come as text; files stand beside them."""

    __slots__ = ("files", "values")

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def text(self, name: str) -> str:
        """The text, or "" where there is none."""
        value = self.values.get(name, "")
        text = value if isinstance(value, str) else json.dumps(value)
        if _NOT_UTF_8.search(text):
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """The number; what is none counts as the default, as with Telegram."""
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Whether it says true."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def parsed(self, name: str, called: str) -> Any:
        """The JSON object or array, or None where there is none; `called` is Telegram's word for it."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {called} JSON object") from None

    def objects(self, name: str, called: str) -> list[Json]:
        """An array of objects; empty where there is none."""
        value = self.parsed(name, called)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise bad_request(f"expected an Array of {called}")
        return value

    def recorded(self) -> Json:
        """For the record of calls: files by name and size only."""
        if not self.files:
            return dict(self.values)
        files = {name: f"{file.name} ({len(file.content)} bytes)" for name, file in self.files.items()}
        return {**self.values, **files}
