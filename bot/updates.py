"""The border to Telegram, inwards: an update becomes an `Incoming`, without what must not be kept."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from messages.sensitive import is_sensitive
from messages.signature import without_signature

log = logging.getLogger(__name__)

WITHHELD = "〔未予保存〕"
"""What is kept in the place of a text that must not be kept."""
_TYPED_KEYS = frozenset({"text", "caption", "file_name", "title", "vcard", "url"})
_PRIVATE_KEYS = frozenset({"phone_number"})
_LARGEST_ID = 2**63
_DEEPEST = 40  # levels of an update
_UNREADABLE = (OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A photo or document a person sent; its bytes are fetched later by `file_id`."""

    file_id: str
    file_unique_id: str
    name: str
    size: int
    is_photo: bool


@dataclass(frozen=True, slots=True)
class Incoming:
    """What somebody did in a chat with the bot."""

    update_id: int
    user_id: int
    chat_id: int
    name: str
    is_group: bool = False
    text: str = ""
    message_id: int | None = None
    reply_to: int | None = None
    pressed: str | None = None  # callback data, which anybody may forge
    press_id: str | None = None
    files: tuple[SentFile, ...] = field(default=())
    album: str | None = None
    is_edit: bool = False
    chat_title: str = ""  # of a group
    to_bot: bool = False  # answers a message that a bot wrote
    moved_to: int | None = None  # the group has become another chat
    is_withheld: bool = False  # held something that must not be kept, and was not

    @property
    def is_unheard(self) -> bool:
        """Whether it is a voice message, a video or the like."""
        return not (self.text or self.files or self.moved_to) and self.pressed is None


_FILES = ("photo", "document")
_UNHEARD = ("voice", "audio", "video", "video_note")
"""What people say something with that cannot be read here: they are told so."""


def read_update(payload: dict[str, Any]) -> Incoming | None:
    """What an update says; None for kinds the bot has no use for (channel posts, service messages, other bots)."""
    try:
        read = _read_press(payload) if payload.get("callback_query") else _read_message(payload)
        return _as_telegram_counts(read)
    except _UNREADABLE as error:  # not as Telegram documents it: nothing a person typed looks so
        log.warning("update_unreadable", extra={"why": type(error).__name__})
        return None


def fit_to_keep(payload: Any, levels: int = _DEEPEST) -> Any:
    """An update without what must not be kept: it never reaches the disk, and the sender is told.

    >>> fit_to_keep({"message": {"text": "电话13800138000"}})
    {'message': {'text': '〔未予保存〕'}}

    Nor what no database keeps: half characters, NUL, numbers without end. One such row would break every search.
    Nor what lies deeper than anything that is read.
    """
    if levels == 0:
        return None
    if isinstance(payload, list):
        return [fit_to_keep(one, levels - 1) for one in payload]
    if isinstance(payload, dict):
        return {_whole(key): _fit_value(key, value, levels - 1) for key, value in payload.items()}
    if isinstance(payload, str):
        return _whole(payload)
    is_endless = isinstance(payload, float | int) and not abs(payload) < _LARGEST_ID
    return None if is_endless else payload


def _fit_value(key: str, value: Any, levels: int) -> Any:
    if not isinstance(value, str):
        return fit_to_keep(value, levels)
    if key in _TYPED_KEYS and is_sensitive(value):
        value = without_signature(value).rstrip()  # the sender's own telephone is let go of, not the report over it
        return WITHHELD if is_sensitive(value) else _whole(value)
    return WITHHELD if key in _PRIVATE_KEYS else _whole(value)


def _whole(text: str) -> str:
    """Text as every database keeps it."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _as_telegram_counts(read: Incoming | None) -> Incoming | None:
    """Telegram's ids are whole numbers of at most 64 bits, and what people type is text; raises ValueError."""
    if read is not None:
        numbers = [read.user_id, read.chat_id, read.message_id or 0, read.reply_to or 0, read.moved_to or 0]
        texts = [read.text, read.name, read.album or "", read.pressed or "", read.chat_title, read.press_id or ""]
        for file in read.files:
            numbers.append(file.size)
            texts += [file.file_id, file.file_unique_id, file.name]
        if not all(type(one) is int and abs(one) < _LARGEST_ID for one in numbers):
            raise ValueError("a number that is none")
        if not all(isinstance(one, str) for one in texts):
            raise ValueError("a text that is none")
    return read


def _read_message(update: dict[str, Any]) -> Incoming | None:
    message = update.get("message") or update.get("edited_message")
    sender = message.get("from") if message else None
    if not message or not sender or sender.get("is_bot"):
        return None
    said = message.get("text") or message.get("caption") or ""
    moved_to = message.get("migrate_to_chat_id")
    if not (said or moved_to or any(message.get(kind) for kind in (*_FILES, *_UNHEARD))):
        return None
    files = _files(message)
    answered = message.get("reply_to_message") or {}
    return Incoming(
        update_id=update["update_id"],
        user_id=sender["id"],
        chat_id=message["chat"]["id"],
        name=_name(sender),
        is_group=message["chat"]["type"] != "private",
        text=said,
        message_id=message["message_id"],
        reply_to=answered.get("message_id"),
        files=files,
        album=message.get("media_group_id"),
        is_edit=not update.get("message"),
        chat_title=message["chat"].get("title") or "",
        to_bot=bool((answered.get("from") or {}).get("is_bot")),
        moved_to=moved_to,
        is_withheld=any(WITHHELD in one or is_sensitive(one) for one in (said, *(file.name for file in files))),
    )


def _read_press(update: dict[str, Any]) -> Incoming | None:
    press = update["callback_query"]
    message = press.get("message")
    if not message or press["from"].get("is_bot"):
        return None
    return Incoming(
        update_id=update["update_id"],
        user_id=press["from"]["id"],
        chat_id=message["chat"]["id"],
        name=_name(press["from"]),
        is_group=message["chat"]["type"] != "private",
        message_id=message["message_id"],
        chat_title=message["chat"].get("title") or "",
        pressed=press.get("data") or "",
        press_id=press["id"],
    )


def _files(message: dict[str, Any]) -> tuple[SentFile, ...]:
    if document := message.get("document"):
        return (_file(document, document.get("file_name") or "", is_photo=False),)
    if sizes := message.get("photo"):
        # int(): damaged, a width may be a list, and a list times a number is as long as the memory takes
        largest = max(sizes, key=lambda size: int(size["width"]) * int(size["height"]))
        return (_file(largest, "", is_photo=True),)
    return ()


def _file(sent: dict[str, Any], name: str, *, is_photo: bool) -> SentFile:
    return SentFile(sent["file_id"], sent["file_unique_id"], name, sent.get("file_size") or 0, is_photo)


def _name(user: dict[str, Any]) -> str:
    last = user.get("last_name")
    return " ".join([user["first_name"], last] if last else [user["first_name"]])
