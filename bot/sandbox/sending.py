"""What the bot sends: messages, documents, photos, albums."""

from __future__ import annotations

from typing import Any

from bot.sandbox.addressing import answered_message, writable
from bot.sandbox.entities import Text, read_text
from bot.sandbox.files import picture_size
from bot.sandbox.keyboards import read_markup
from bot.sandbox.message import Message, StoredFile
from bot.sandbox.params import Params, Upload
from bot.sandbox.people import Group, Person
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

LONGEST_MESSAGE = 4096
LONGEST_CAPTION = 1024
LARGEST_PHOTO = 10 * 1024 * 1024
ALBUM = range(2, 11)


def send_message(world: World, params: Params) -> Json:
    """sendMessage"""
    chat = writable(world, params)
    text = message_text(params)
    message = _draft(world, params, chat, text, read_markup(params))
    world.post(message)
    return message.json()


def send_document(world: World, params: Params) -> Json:
    """sendDocument"""
    chat = writable(world, params)
    message = _draft(world, params, chat, caption_text(params), read_markup(params))
    message.document = _document(world, params, params.text("document"), "document")
    world.post(message)
    return message.json()


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto"""
    chat = writable(world, params)
    message = _draft(world, params, chat, caption_text(params), read_markup(params))
    message.photo = _photo(world, params, params.text("photo"), "photo")
    world.post(message)
    return message.json()


def send_media_group(world: World, params: Params) -> list[Json]:
    """sendMediaGroup: all of it or nothing"""
    chat = writable(world, params)
    media = params.objects("media", "InputMedia")
    if len(media) not in ALBUM:
        few = len(media) < ALBUM.start
        raise bad_request("too few messages to send as an album" if few else "too many messages to send as an album")
    if len({one.get("type") for one in media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    album = world.new_album_id()
    messages = [_one_of_album(world, params, chat, one) for one in media]
    for message in messages:
        message.media_group_id = album
        world.post(message)
    return [message.json() for message in messages]


def message_text(params: Params) -> Text:
    """The `text` of a call, as it will stand."""
    source = params.text("text")
    if not source:
        raise bad_request("message text is empty")
    given = params.objects("entities", "MessageEntity")
    text = read_text(source, params.text("parse_mode"), given)
    if not text.words:
        raise bad_request("text must be non-empty")
    if text.length > LONGEST_MESSAGE:
        raise bad_request("message is too long")
    return text


def caption_text(params: Params) -> Text:
    """The `caption` of a call, as it will stand; it may be empty."""
    given = params.objects("caption_entities", "MessageEntity")
    text = read_text(params.text("caption"), params.text("parse_mode"), given)
    if text.length > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text


def _draft(world: World, params: Params, chat: Person | Group, text: Text, markup: Json | None) -> Message:
    answered = answered_message(world, params, chat)
    message = world.new_from_bot(chat.chat())
    message.text, message.entities = text.words, text.entities
    message.reply_to, message.markup = answered, markup
    return message


def _one_of_album(world: World, params: Params, chat: Person | Group, media: Json) -> Message:
    own = Params(media)
    message = _draft(world, params, chat, caption_text(own), None)
    if media.get("type") == "photo":
        message.photo = _photo(world, params, own.text("media"), "media")
    elif media.get("type") == "document":
        message.document = _document(world, params, own.text("media"), "media")
    else:
        raise bad_request(f'can\'t parse InputMedia: type "{media.get("type")}" is unsupported')
    return message


def _document(world: World, params: Params, given: str, field: str) -> StoredFile:
    file = _given(world, params, given, field)
    if isinstance(file, StoredFile):
        return file
    return world.shelf.document(file.name, file.content, file.media_type)


def _photo(world: World, params: Params, given: str, field: str) -> list[StoredFile]:
    file = _given(world, params, given, field)
    if isinstance(file, StoredFile):
        if not file.width:
            raise bad_request("can't use file of type Document as Photo")
        return [file]
    if len(file.content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    size = picture_size(file.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > 10_000 or max(size) > 20 * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return world.shelf.photo(file.content, size)


def _given(world: World, params: Params, given: Any, field: str) -> StoredFile | Upload:
    """A file that came along, or one the server has already."""
    upload = params.files.get(given.removeprefix("attach://") if given else field)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return upload
    if not given:
        raise bad_request(f"there is no {field} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.shelf.by_id.get(given)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored
