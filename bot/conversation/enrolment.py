"""Enrolment: a one-time code makes a stranger a candidate; the office confirms the name before any right begins.

The office's first person needs no word of anybody: there is nobody yet to give it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from bot.conversation.turn import Turn
from bot.updates import Incoming
from messages import answers, handovers, posts
from messages.handovers import Handover
from messages.letter import Letter
from messages.posts import Candidate
from storage.desk import Desk
from storage.records import Contact, Invitation, Unit
from storage.states import ItemState, Post, Role

CODE_BYTES = 16  # 128 bits, and within Telegram's 64 characters of a start payload
VALID_FOR = timedelta(days=7)
_OPEN = (ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED, ItemState.SUBMITTED)


def start(turn: Turn, code: str) -> None:
    """/start with a code asks to be let in; without one it greets."""
    if not code or turn.desk.applied_with(turn.contact, code):
        greet(turn)
        return
    invitation = turn.desk.apply(turn.contact, code)
    if invitation is None:
        turn.say(answers.code_refused())
        return
    if invitation.role is Role.OFFICE and not turn.desk.office_contacts():
        let_in(turn.desk, invitation)
        return
    one = candidate_of(turn.desk, invitation)
    turn.say(answers.awaiting(one.unit, one.role))
    turn.tell_office(posts.candidate(one))


def greet(turn: Turn) -> None:
    """Whoever is enrolled hears as what; anyone else hears how to be, and nothing else."""
    if turn.contact.role is not Role.STRANGER:
        turn.say(_welcome(turn.desk, turn.contact))
        return
    waiting = [one for one, contact, _ in turn.desk.candidates() if contact.id == turn.contact.id]
    if waiting:
        one = candidate_of(turn.desk, waiting[-1])
        turn.say(answers.awaiting(one.unit, one.role))
    else:
        turn.say(answers.stranger())


def office_group(desk: Desk, incoming: Incoming) -> Contact | None:
    """A group becomes the office's by a code made for the office; whatever else is said there is left unanswered."""
    word, _, code = incoming.text.strip().partition(" ")
    if word.partition("@")[0] != "/start" or not code:
        return None
    invitation = desk.invitation(code.strip())
    if invitation is None or invitation.role is not Role.OFFICE:
        return None
    return desk.meet(incoming.chat_id, incoming.chat_id, incoming.chat_title or incoming.name)


def new_code(desk: Desk, role: Role, unit: Unit | None, post: Post = Post.A) -> str:
    """Make a one-time code; it is shown once and only its hash is kept."""
    code = secrets.token_urlsafe(CODE_BYTES)
    desk.invite(code, role, unit, post, desk.now + VALID_FOR)
    return code


def enrolment_link(bot: str, code: str) -> str:
    """The link that opens the bot with a code, https://core.telegram.org/bots/features#deep-linking."""
    return f"https://t.me/{bot}?start={code}"


def candidate_of(desk: Desk, invitation: Invitation) -> Candidate:
    """Somebody who has used a code, as the office reads it."""
    contact = desk.one(Contact, invitation.contact_id)
    unit = desk.one(Unit, invitation.unit_id)
    before = _holder(desk, invitation)
    return Candidate(
        invitation.id or 0,
        contact.name if contact else "",
        contact.user_id if contact else 0,
        invitation.role,
        unit.name if unit else "",
        invitation.post,
        before.name if before else "",
    )


def let_in(desk: Desk, invitation: Invitation) -> bool:
    """Rights begin: the newcomer is welcomed and given what was there before, the predecessor's chat is closed."""
    before = _holder(desk, invitation)
    if not desk.admit(invitation):
        return False
    newcomer = desk.session.get_one(Contact, invitation.contact_id)
    desk.tell(newcomer, _welcome(desk, newcomer).as_body())
    unit = desk.one(Unit, invitation.unit_id)
    card = _handover(desk, unit, invitation.post, newcomer) if unit and invitation.role is Role.LIAISON else None
    if card is not None:
        desk.tell(newcomer, card.as_body())
    if before is not None:
        tell_ended(desk, before)
    return True


def tell_ended(desk: Desk, before: Contact) -> None:
    """A last word to a chat that has lost access; one that still answers for another unit hears nothing."""
    if before.role is Role.STRANGER and before.unreachable_at is None:
        desk.tell(before, answers.ended().as_body())


def tell_declined(desk: Desk, invitation: Invitation) -> None:
    """A polite word to somebody whom the office does not know."""
    contact = desk.one(Contact, invitation.contact_id)
    if contact is not None and contact.unreachable_at is None:
        desk.tell(contact, answers.declined().as_body())


def _holder(desk: Desk, invitation: Invitation) -> Contact | None:
    """Who else holds the post that an invitation is for."""
    if invitation.unit_id is None or invitation.role is not Role.LIAISON:
        return None
    holder = desk.liaisons([invitation.unit_id]).get((invitation.unit_id, invitation.post))
    return None if holder is None or holder.id == invitation.contact_id else holder


def _welcome(desk: Desk, contact: Contact) -> Letter:
    units = desk.units_of(contact)
    waiting = len(desk.owed(units)) if units else 0
    return answers.welcome(contact, [unit.name for unit in units], waiting)


def _handover(desk: Desk, unit: Unit, post: Post, newcomer: Contact) -> Letter | None:
    """交接单 for whoever comes after somebody."""
    last = desk.last_holder(unit, post)
    if last is None or last[0].id == newcomer.id:
        return None
    before, held = last
    rows = desk.items_of([unit], _OPEN)
    taken = Handover(unit.name, before.name, held.from_on, rows, desk.last_reports(unit))
    return handovers.handover_card(taken, desk.today)
