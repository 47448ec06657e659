"""Enrolment: a one-time code makes a stranger the liaison of a unit, a leader, or one of the office."""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.conversation.turn import Turn
from messages import answers, office
from storage.desk import Desk
from storage.records import Unit
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
    invitation = turn.desk.enrol(turn.contact, code)
    if invitation is None:
        turn.say(answers.code_refused())
        return
    _welcome(turn)
    if turn.contact.role is not Role.OFFICE:
        names = "、".join(unit.name for unit in turn.units())
        turn.tell_office(office.enrolled(names, turn.contact.name))


def greet_stranger(turn: Turn) -> None:
    """Says how to be enrolled, and nothing else."""
    turn.say(answers.stranger())


def new_code(desk: Desk, role: Role, unit: Unit | None, post: Post = Post.A) -> str:
    """Make a one-time code; it is shown once and only its hash is kept."""
    code = secrets.token_urlsafe(CODE_BYTES)
    desk.invite(code, role, unit, post, desk.now + VALID_FOR)
    return code


def _welcome(turn: Turn) -> None:
    units = turn.units()
    waiting = len(turn.desk.items_of(units)) if units else 0
    turn.say(answers.welcome(turn.contact, [unit.name for unit in units], waiting))
