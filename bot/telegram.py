"""The border to Telegram: an update becomes an `Incoming`, a letter becomes an `Outcome`. PTB ends here."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import BotCommand, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.calls import AnswerLost
from bot.rate import Rate
from bot.refusals import whole
from bot.transport import DiscreetBot
from messages.letter import LONGEST_CAPTION, Letter
from messages.menu import MENU
from messages.pages import length
from messages.sensitive import is_sensitive
from storage.delivery import Moved, Outcome, Refused, Retry, Sent, Unreachable

log = logging.getLogger(__name__)
os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB then gives waits as timedelta, without a warning at each

WITHHELD = "〔未予保存〕"
"""What is kept in the place of a text that must not be kept."""
LATEST = 5.0
"""Seconds after which a letter is given up unsent: this process stood still, and another may have taken it."""
_TYPED_KEYS = frozenset({"text", "caption", "file_name", "title", "vcard", "url"})
_PRIVATE_KEYS = frozenset({"phone_number"})
_LARGEST_ID = 2**63
_DEEPEST = 40  # levels of an update
_UNREADABLE = (OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights",
    "not enough rights",
    "chat_write_forbidden",
    "group chat was deactivated",
)


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
    is_secret = key in _PRIVATE_KEYS or (key in _TYPED_KEYS and is_sensitive(value))
    return WITHHELD if is_secret else _whole(value)


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
    if not (said or message.get("photo") or message.get("document") or moved_to):
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


class Telegram:
    """Sends letters through PTB's bot."""

    def __init__(self, bot: DiscreetBot, rate: Rate) -> None:
        self._bot = bot
        self._rate = rate

    async def send(self, chat_id: int, letter: Letter, is_answer: bool) -> Outcome:
        """Put a letter into a chat. Failures come back as values; only a bug raises."""
        asked_at = self._rate.now()
        sending = await self._rate.turn(chat_id, is_answer=is_answer)
        if self._rate.now() - asked_at > LATEST:
            return Retry(timedelta(0), "进程曾停顿，重新安排")
        try:
            outcome: Outcome = Sent(await self._put(chat_id, letter))
        except (BadRequest, ChatMigrated, Forbidden) as error:
            outcome = _refused(error, letter)
            if letter.edits is not None and isinstance(outcome, Refused):  # however that is worded
                self._rate.answered(sending)  # a second request needs a turn of its own
                return await self.send(chat_id, letter.editing(None), is_answer)
        except RetryAfter as error:
            return Retry(self._rate.refused(sending, _asked(error)), "请求过于频繁")
        except InvalidToken as error:
            return Retry(self._rate.unauthorized(sending, error.message), f"令牌未被认可：{error.message}")
        except TelegramError as error:
            in_doubt = isinstance(error, AnswerLost)
            return Retry(self._rate.failed(sending, error.message, in_doubt), error.message, in_doubt)
        self._rate.answered(sending)
        return outcome

    async def put_up_menu(self) -> None:
        """The command menu, in the Latin twins that Telegram asks for. A courtesy, as `acknowledge_press`."""
        try:
            await self._bot.set_my_commands([BotCommand(command, said) for command, said in MENU])
        except TelegramError as error:
            log.warning("menu_not_put_up", extra={"why": error.message})

    async def acknowledge_press(self, press_id: str, words: str = "") -> None:
        """Stop the button's spinner, with a short word. It is a courtesy: when it fails nothing is lost."""
        try:
            await self._bot.answer_callback_query(press_id, text=words[:200] or None)
        except TelegramError as error:
            log.info("press_not_acknowledged", extra={"why": error.message})

    async def _put(self, chat_id: int, letter: Letter) -> int | None:
        if letter.attachment is not None:
            return await self._put_file(chat_id, letter)
        if letter.edits is not None:
            await self._bot.put("editMessageText", _text(chat_id, letter) | {"message_id": letter.edits})
            return letter.edits
        return await self._bot.put(
            "sendMessage",
            _text(chat_id, letter)
            | {"reply_parameters": _reply(letter), "link_preview_options": {"is_disabled": True}},
        )

    async def _put_file(self, chat_id: int, letter: Letter) -> int | None:
        attached = letter.attachment
        assert attached is not None
        caption = letter.text if length(letter.text) <= LONGEST_CAPTION else None
        kind = "photo" if attached.is_picture else "document"
        file = InputFile(attached.content, filename=attached.name)
        asked = {"chat_id": chat_id, kind: file, "caption": caption, "parse_mode": "HTML"}
        return await self._bot.put_file(f"send{kind.title()}", asked)


def _refused(error: BadRequest | ChatMigrated | Forbidden, letter: Letter) -> Outcome:
    if isinstance(error, ChatMigrated):
        chat_id = whole(error.new_chat_id)
        return Refused(error.message) if chat_id is None else Moved(chat_id)
    said = error.message.lower()
    if isinstance(error, Forbidden) or any(sign in said for sign in _GONE):
        return Unreachable(error.message)
    if "not modified" in said:
        return Sent(letter.edits)  # it stands there already
    return Refused(error.message)


def _asked(error: RetryAfter) -> timedelta:
    asked = error.retry_after
    return asked if isinstance(asked, timedelta) else timedelta(seconds=asked)


def _text(chat_id: int, letter: Letter) -> dict[str, Any]:
    """What sending a text and changing one have in common, as the Bot API names it."""
    rows = [[{"text": button.text, "callback_data": button.data} for button in row] for row in letter.buttons]
    return {
        "chat_id": chat_id,
        "text": letter.text,
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": rows} if rows else None,
    }


def _reply(letter: Letter) -> dict[str, Any] | None:
    if letter.replies_to is None:
        return None
    return {"message_id": letter.replies_to, "allow_sending_without_reply": True}


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
