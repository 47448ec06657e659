"""What the bot changes or takes back."""

from __future__ import annotations

from bot.sandbox.addressing import message_of
from bot.sandbox.entities import Text
from bot.sandbox.keyboards import read_markup
from bot.sandbox.message import Message
from bot.sandbox.params import Params
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.sending import caption_text, message_text
from bot.sandbox.world import World

DELETABLE = 48 * 3600  # seconds
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_text(world: World, params: Params) -> Json:
    """editMessageText"""
    message = _own(world, params)
    if message.files:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, message_text(params), read_markup(params))


def edit_caption(world: World, params: Params) -> Json:
    """editMessageCaption"""
    message = _own(world, params)
    if not message.files:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, message, caption_text(params), read_markup(params))


def edit_markup(world: World, params: Params) -> Json:
    """editMessageReplyMarkup"""
    message = _own(world, params)
    return _change(world, message, Text(message.text, message.entities), read_markup(params))


def delete(world: World, params: Params) -> bool:
    """deleteMessage"""
    message = message_of(world, params, "message to delete")
    if world.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    world.changed.ring()
    return True


def _own(world: World, params: Params) -> Message:
    message = message_of(world, params, "message to edit")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: Message, text: Text, markup: Json | None) -> Json:
    same_text = (message.text, message.entities) == (text.words, text.entities)
    if same_text and message.markup == markup:
        raise bad_request(NOT_MODIFIED)
    if not same_text:
        message.text, message.entities = text.words, text.entities
        message.edited_at = world.now()
    message.markup = markup
    world.changed.ring()
    return message.json()
