"""The border to Telegram, outwards: a letter becomes an `Outcome`. PTB ends here; `updates.py` is the way in."""

from __future__ import annotations

import logging
import os
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
from bot.discreet import DiscreetBot
from bot.rate import Rate
from bot.refusals import whole
from messages.letter import LONGEST_CAPTION, Letter
from messages.menu import MENU
from messages.pages import length
from storage.delivery import Moved, Outcome, Refused, Retry, Sent, Unreachable

log = logging.getLogger(__name__)
os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB then gives waits as timedelta, without a warning at each

LATEST = 5.0
"""Seconds after which a letter is given up unsent: this process stood still, and another may have taken it."""
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights",
    "not enough rights",
    "chat_write_forbidden",
    "group chat was deactivated",
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

    async def acknowledge_press(self, press_id: str) -> None:
        """Stop the button's spinner. It is a courtesy: when it fails nothing is lost."""
        try:
            await self._bot.answer_callback_query(press_id)
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
