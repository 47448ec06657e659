"""Who speaks, and what they want: one function per intent, chosen here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.conversation import enrolment, liaison, office
from bot.conversation.turn import Turn
from bot.telegram import Incoming, read_update
from messages import answers
from scheduler.rounds import Rounds
from storage.states import Role
from storage.store import Store

Act = Callable[[Turn, str], None]

_COMMANDS: dict[Role, dict[str, Act]] = {
    Role.OFFICE: office.COMMANDS,
    Role.LIAISON: liaison.COMMANDS,
    Role.LEADER: liaison.READING_COMMANDS,
}
_BUTTONS: dict[Role, dict[str, Act]] = {
    Role.OFFICE: office.BUTTONS,
    Role.LIAISON: liaison.BUTTONS,
    Role.LEADER: liaison.READING_BUTTONS,
}
_TYPED: dict[Role, Callable[[Turn], None]] = {Role.OFFICE: office.typed, Role.LIAISON: liaison.typed}


class Conversation:
    """Handles kept updates. It remembers nothing itself: what is expected next stands with the contact."""

    def __init__(self, store: Store, rounds: Rounds) -> None:
        self._store = store
        self._rounds = rounds

    def respond(self, update_id: int, now: datetime) -> str | None:
        """Let one update take effect, once. Returns the id of a press that wants its spinner stopped."""
        with self._store.turn(update_id, now) as opened:
            if opened is None:
                return None
            desk, payload = opened
            incoming = read_update(payload)
            if incoming is None or (incoming.is_group and not _is_for_us(incoming)):
                return None
            user_id = incoming.chat_id if incoming.is_group else incoming.user_id
            contact = desk.meet(user_id, incoming.chat_id, incoming.name)
            _answer(Turn(desk, incoming, contact, self._rounds))
            return incoming.press_id


def _is_for_us(incoming: Incoming) -> bool:
    """In a group the bot hears commands and buttons only."""
    return incoming.pressed is not None or incoming.text.startswith("/")


def _answer(turn: Turn) -> None:
    text = turn.incoming.text.strip()
    role = turn.contact.role
    word, _, rest = text.partition(" ")
    word = word.partition("@")[0].lower()
    if word == "/start":
        enrolment.start(turn, rest.strip())
    elif role is Role.STRANGER:
        enrolment.greet_stranger(turn)
    elif turn.incoming.pressed is not None:
        _press(turn, role, turn.incoming.pressed)
    elif word.startswith("/"):
        _command(turn, role, word[1:], rest.strip())
    else:
        _TYPED.get(role, liaison.only_reads)(turn)


def _press(turn: Turn, role: Role, data: str) -> None:
    verb, _, rest = data.partition("/")
    act = _BUTTONS[role].get(verb)
    if act is None:
        turn.refuse()
        return
    act(turn, rest)


def _command(turn: Turn, role: Role, word: str, rest: str) -> None:
    act = _COMMANDS[role].get(word)
    if act is None:
        turn.say(answers.not_understood())
        return
    turn.expect(None)
    act(turn, rest)
