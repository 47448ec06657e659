"""Enrolment: a one-time code makes a stranger the liaison of a unit, a leader, or one of the office."""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.conversation.turn import Turn
from bot.telegram import Incoming
from messages import answers, office
from storage.desk import Desk
from storage.records import Contact, Invitation, Unit
from storage.states import Post, Role

CODE_BYTES = 16  # 128 bits, and within Telegram's 64 characters of a start payload
VALID_FOR = timedelta(days=7)


def start(turn: Turn, code: str) -> None:
    """/start with a code enrols; without one it greets."""
    if not code:
        if turn.contact.role is Role.STRANGER:
            greet_stranger(turn)
        else:
            _welcome(turn)
        return
    before = _holder(turn.desk, turn.desk.invitation(code))
    if turn.desk.enrol(turn.contact, code) is None:
        turn.say(answers.code_refused())
        return
    _welcome(turn)
    if before is not None and before.role is Role.STRANGER and before.unreachable_at is None:
        turn.desk.tell(before, answers.ended().as_body())
    if turn.contact.role is not Role.OFFICE:
        names = "、".join(unit.name for unit in turn.units())
        turn.tell_office(office.enrolled(names, turn.contact.name))


def office_group(desk: Desk, incoming: Incoming) -> Contact | None:
    """A group becomes the office's by a code made for the office; whatever else is said there is left unanswered."""
    word, _, code = incoming.text.strip().partition(" ")
    if word.partition("@")[0] != "/start" or not code:
        return None
    invitation = desk.invitation(code.strip())
    if invitation is None or invitation.role is not Role.OFFICE:
        return None
    return desk.meet(incoming.chat_id, incoming.chat_id, incoming.chat_title or incoming.name)


def greet_stranger(turn: Turn) -> None:
    """Says how to be enrolled, and nothing else."""
    turn.say(answers.stranger())


def new_code(desk: Desk, role: Role, unit: Unit | None, post: Post = Post.A) -> str:
    """Make a one-time code; it is shown once and only its hash is kept."""
    code = secrets.token_urlsafe(CODE_BYTES)
    desk.invite(code, role, unit, post, desk.now + VALID_FOR)
    return code


def _holder(desk: Desk, invitation: Invitation | None) -> Contact | None:
    """Who holds the post that an invitation is for."""
    if invitation is None or invitation.unit_id is None or invitation.role is not Role.LIAISON:
        return None
    return desk.liaisons([invitation.unit_id]).get((invitation.unit_id, invitation.post))


def _welcome(turn: Turn) -> None:
    units = turn.units()
    waiting = len(turn.desk.items_of(units)) if units else 0
    turn.say(answers.welcome(turn.contact, [unit.name for unit in units], waiting))
