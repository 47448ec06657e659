"""Who speaks, and what they want: one function per intent, chosen here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import enrolment, inquiries, liaison, office, posts, proofs
from bot.conversation.quota import Heard, Quota
from bot.conversation.turn import Act, Turn
from bot.updates import Incoming, read_update
from messages import answers
from scheduler.rounds import Rounds
from storage.desk import Desk
from storage.desk.base import speaker_named
from storage.records import Contact
from storage.states import Role
from storage.store import Store

_COMMANDS: dict[Role, dict[str, Act]] = {
    Role.OFFICE: office.COMMANDS | posts.COMMANDS | proofs.COMMANDS,
    Role.LIAISON: liaison.COMMANDS,
    Role.LEADER: liaison.READING_COMMANDS,
}
BUTTONS: dict[Role, dict[str, Act]] = {
    Role.OFFICE: office.BUTTONS | posts.BUTTONS | proofs.BUTTONS | inquiries.OFFICE_BUTTONS,
    Role.LIAISON: liaison.BUTTONS,
    Role.LEADER: liaison.READING_BUTTONS,
}
"""Which buttons act for whom; a stranger has none."""
_COMMAND = re.compile(r"[/／]([^\s@\d]+)(?:@\S+)?\s*(.*)", re.DOTALL)  # also /任务12 and /list@the_bot


def _typed_by_office(turn: Turn) -> None:
    """An answer to a unit's question, or anything else the office types."""
    if not inquiries.is_answered(turn):
        office.typed(turn)


_TYPED: dict[Role, Callable[[Turn], None]] = {Role.OFFICE: _typed_by_office, Role.LIAISON: liaison.typed}


@dataclass(frozen=True, slots=True)
class Effect:
    """What updates have come to: presses that want their spinners stopped, and whether there is an errand to do."""

    presses: Sequence[str]
    has_errand: bool


class Conversation:
    """Handles kept updates. What is expected next stands with the contact; only who said how much is counted here."""

    def __init__(self, store: Store, rounds: Rounds, link_of: Callable[[str], str]) -> None:
        """`link_of` turns an enrolment code into the link that opens the bot with it."""
        self._store = store
        self._rounds = rounds
        self._link_of = link_of
        self._quota = Quota()

    def respond(self, update_ids: Sequence[int], now: datetime) -> Effect | None:
        """Let updates take effect, once, all or none; None where none of them is this process's to handle any more."""
        presses, has_errand, is_mine = list[str](), False, False
        with self._store.turns(update_ids, now, self._rounds.read_calendar) as turns:
            for desk, payload in turns:
                is_mine = True
                incoming = read_update(payload)
                if incoming is not None:
                    self._hear(desk, incoming, now)
                    presses += [incoming.press_id] if incoming.press_id is not None else []
                    has_errand |= desk.has_errand
        return Effect(presses, has_errand) if is_mine else None

    def _hear(self, desk: Desk, incoming: Incoming, now: datetime) -> None:
        contact = _in_group(desk, incoming) if incoming.is_group else _in_private(desk, incoming)
        if contact is None:
            return
        turn = Turn(desk, incoming, contact, self._rounds, self._link_of, contact.expecting or {})
        heard = self._quota.hears(desk.update_id, incoming.user_id, contact.role, now)
        if heard is Heard.WHOLE:
            _answer(turn)
        elif heard is Heard.TOO_MUCH:
            turn.say(answers.too_much())


def _in_private(desk: Desk, incoming: Incoming) -> Contact:
    return desk.meet(incoming.user_id, incoming.chat_id, incoming.name)


def _in_group(desk: Desk, incoming: Incoming) -> Contact | None:
    """The office's group; any other is told nothing. It is heard when it presses, commands or answers the bot."""
    contact = desk.office_group(incoming.chat_id)
    if contact is None:
        return enrolment.office_group(desk, incoming)
    if incoming.moved_to is not None:
        contact.chat_id = incoming.moved_to
        return None
    if incoming.pressed is None and not incoming.to_bot and not incoming.text.startswith(("/", "／")):
        return None
    desk.actor = contact
    desk.speaker = speaker_named(incoming.name, incoming.user_id)
    return contact


def _answer(turn: Turn) -> None:
    role = turn.contact.role
    command = _COMMAND.fullmatch(turn.incoming.text.strip())
    word, rest = (command[1].lower(), command[2].strip()) if command else ("", "")
    if turn.incoming.is_edit and role is not Role.LIAISON:
        return  # what the office said has been done; a change of its words does nothing
    if turn.incoming.is_unheard and role is not Role.STRANGER:
        turn.say(answers.unheard())
        return
    if not turn.incoming.is_edit:
        turn.expect(None)
    if word == "start":
        enrolment.start(turn, rest)
    elif role is Role.STRANGER:
        enrolment.greet(turn)
    elif turn.incoming.is_withheld:
        turn.say(answers.sensitive())
    elif turn.incoming.pressed is not None:
        _press(turn, role, turn.incoming.pressed)
    elif command:
        _command(turn, role, word, rest)
    else:
        _TYPED.get(role, liaison.only_reads)(turn)


def _press(turn: Turn, role: Role, data: str) -> None:
    verb, _, rest = data.partition("/")
    act = BUTTONS[role].get(verb)
    if act is None:
        turn.refuse()
        return
    act(turn, rest)


def _command(turn: Turn, role: Role, word: str, rest: str) -> None:
    known = _COMMANDS[role]
    if _is_the_offices(word, known):
        turn.say(answers.office_only())
        return
    if word not in known:
        word, rest = _run_together(word, rest, known)
    known.get(word, known["help"])(turn, rest)


def _is_the_offices(word: str, known: Mapping[str, Act]) -> bool:
    """A command of the office's, sent by somebody else; 「/任务12」 is everybody's."""
    mine = any(word.startswith(one) for one in known if not one.isascii())
    said = _run_together(word, "", office.COMMANDS)[0]
    return word not in known and not mine and (word in office.COMMANDS or bool(said))


def _run_together(word: str, rest: str, known: Mapping[str, Act]) -> tuple[str, str]:
    """「/单位区教育局」: a command and what it is about, without a space."""
    name = next((one for one in known if not one.isascii() and word.startswith(one)), "")
    return name, f"{word.removeprefix(name)} {rest}".strip()
