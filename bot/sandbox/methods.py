"""The methods of the Bot API that answer at once. getUpdates and the webhook stand in files of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from bot.sandbox import editing, sending
from bot.sandbox.addressing import addressee, writable
from bot.sandbox.files import LARGEST_DOWNLOAD
from bot.sandbox.markup import utf16_length
from bot.sandbox.params import Params
from bot.sandbox.people import Person
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import QUERY_LIFETIME, World

LONGEST_TOAST = 200
MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)


def get_me(world: World, _: Params) -> Json:
    """getMe"""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
    }


def get_chat(world: World, params: Params) -> Json:
    """getChat"""
    chat = addressee(world, params)
    private = isinstance(chat, Person)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **chat.chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, private),
    }


def get_file(world: World, params: Params) -> Json:
    """getFile"""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.shelf.by_id.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.as_file()


def send_chat_action(world: World, params: Params) -> bool:
    """sendChatAction"""
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    writable(world, params)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """answerCallbackQuery: once, and while the person's client still waits"""
    query = world.queries.get(params.text("callback_query_id"))
    if query is None or query.answered or world.clock() - query.at > QUERY_LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if utf16_length(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered, query.answer, query.alert = True, text, params.flag("show_alert")
    world.changed.ring()
    return True


def set_my_commands(world: World, params: Params) -> bool:
    """setMyCommands"""
    commands = params.objects("commands", "BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.match(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[_audience(params)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """getMyCommands"""
    return world.commands.get(_audience(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """deleteMyCommands"""
    world.commands.pop(_audience(params), None)
    return True


def set_chat_menu_button(world: World, params: Params) -> bool:
    """setChatMenuButton: for all chats alike"""
    button = params.parsed("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.menu = button
    return True


def get_chat_menu_button(world: World, _: Params) -> Json:
    """getChatMenuButton"""
    return world.menu


def leave_server(_: World, __: Params) -> bool:
    """logOut and close: nothing here outlives the process anyway"""
    return True


def _audience(params: Params) -> tuple[str, str]:
    scope = params.parsed("scope", "BotCommandScope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), params.text("language_code")


METHODS: dict[str, Callable[[World, Params], Any]] = {
    name.lower(): method
    for name, method in {
        "getMe": get_me,
        "getChat": get_chat,
        "getFile": get_file,
        "sendMessage": sending.send_message,
        "sendDocument": sending.send_document,
        "sendPhoto": sending.send_photo,
        "sendMediaGroup": sending.send_media_group,
        "sendChatAction": send_chat_action,
        "editMessageText": editing.edit_text,
        "editMessageCaption": editing.edit_caption,
        "editMessageReplyMarkup": editing.edit_markup,
        "deleteMessage": editing.delete,
        "answerCallbackQuery": answer_callback_query,
        "setMyCommands": set_my_commands,
        "getMyCommands": get_my_commands,
        "deleteMyCommands": delete_my_commands,
        "setChatMenuButton": set_chat_menu_button,
        "getChatMenuButton": get_chat_menu_button,
        "logOut": leave_server,
        "close": leave_server,
    }.items()
}
