"""Whom a call is for, and whether the bot may write there."""

from __future__ import annotations

from bot.sandbox.message import Message
from bot.sandbox.params import Params
from bot.sandbox.people import Group, Person
from bot.sandbox.refusals import Refusal, bad_request, forbidden
from bot.sandbox.world import World


def addressee(world: World, params: Params) -> Person | Group:
    """The person or group of `chat_id`; a person who never wrote is not found."""
    found = _known(world, params)
    if isinstance(found, Person) and not found.started:
        raise bad_request("chat not found")
    return found


def writable(world: World, params: Params) -> Person | Group:
    """The person or group of `chat_id`, where the bot may write now; raises Refusal otherwise."""
    found = _known(world, params)
    if isinstance(found, Group):
        return found
    if found.deactivated:
        raise forbidden("user is deactivated")
    if not found.started:
        raise forbidden("bot can't initiate conversation with a user")
    if found.blocked:
        raise forbidden("bot was blocked by the user")
    return found


def message_of(world: World, params: Params, called: str) -> Message:
    """The message of `chat_id` and `message_id`; `called` is "message to edit" or "message to delete"."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = addressee(world, params)
    if "message_id" not in params.values:
        raise bad_request("message identifier is not specified")
    message = world.messages.get(params.integer("message_id"))
    if message is None or message.deleted or message.chat_id != chat.id:
        raise bad_request(f"{called} not found")
    return message


def answered_message(world: World, params: Params, chat: Person | Group) -> Message | None:
    """The message that `reply_parameters` names, if any."""
    reply = params.parsed("reply_parameters", "reply parameters")
    if reply is None:
        return None
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    message = world.messages.get(reply.get("message_id", 0))
    if message is not None and not message.deleted and message.chat_id == chat.id:
        return message
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _known(world: World, params: Params) -> Person | Group:
    if not params.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat_id = params.integer("chat_id")
    person = world.people.get(chat_id)
    if person is not None:
        return person
    group = world.groups.get(chat_id)
    if group is None:
        raise bad_request("chat not found")
    if (refusal := _shut(group)) is not None:
        raise refusal
    return group


def _shut(group: Group) -> Refusal | None:
    if group.migrated_to is not None:
        return bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.migrated_to)
    if group.kicked:
        return forbidden(f"bot was kicked from the {'supergroup' if group.supergroup else 'group'} chat")
    return None
