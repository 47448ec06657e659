"""Keyboards under messages: what Telegram takes and what it does not."""

from __future__ import annotations

from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request

LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
_ACTIONS = frozenset(
    {
        "callback_game",
        "copy_text",
        "login_url",
        "pay",
        "switch_inline_query",
        "switch_inline_query_chosen_chat",
        "switch_inline_query_current_chat",
        "web_app",
    }
)


def read_markup(params: Params) -> Json | None:
    """The `reply_markup` of a call, checked; an empty inline keyboard is none."""
    markup = params.parsed("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return markup
    rows = [row for row in _rows(markup["inline_keyboard"]) if row]
    return {"inline_keyboard": rows} if rows else None


def _rows(keyboard: Any) -> list[list[Json]]:
    if not isinstance(keyboard, list) or not all(isinstance(row, list) for row in keyboard):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    if sum(len(row) for row in keyboard) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[_button(button) for button in row] for row in keyboard]


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("url"):
        return {**button, "url": _url(button["url"])}
    if button.get("callback_data"):
        if len(str(button["callback_data"]).encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not _ACTIONS & button.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return button


def _url(url: Any) -> str:
    link = checked_link(str(url))
    if link is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link
