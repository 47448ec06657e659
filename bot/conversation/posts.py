"""Posts, as the office fills and ends them: candidates confirmed, links handed out, access taken at once."""

from __future__ import annotations

from bot.conversation import enrolment
from bot.conversation.turn import Act, Turn, number
from messages import posts, rosters
from messages.posts import Candidate, Holder
from scheduler import taking
from storage.records import Contact, Invitation, Unit
from storage.states import Post, Role

_POSTS = {"A": (Role.LIAISON, Post.A), "B": (Role.LIAISON, Post.B), "leader": (Role.LEADER, Post.A)}
_OFFICE = frozenset({"公开办", "政务公开办", "本办"})


def _enrol(turn: Turn, rest: str) -> None:
    """/登记: who waits; /登记 区教育局: who is there, with links; /登记 公开办: a link for a colleague."""
    name = rest.strip()
    if not name:
        _candidates(turn, "")
    elif name in _OFFICE:
        _hand_out_link(turn, None, Role.OFFICE, Post.A)
    elif (unit := taking.unit_named(turn.desk, name)) is None:
        turn.say(rosters.no_such_unit(name))
    else:
        turn.say(posts.post_card(unit.name, unit.id or 0, _holders(turn, unit), turn.today))


def _candidates(turn: Turn, rest: str) -> None:
    waiting = [enrolment.candidate_of(turn.desk, one) for one, _, _ in turn.desk.candidates()]
    turn.show(posts.candidates(waiting, number(rest) or 0))


def _link(turn: Turn, rest: str) -> None:
    unit_id, _, key = rest.partition("/")
    unit = turn.desk.one(Unit, number(unit_id))
    if unit is None or key not in _POSTS:
        turn.refuse()
        return
    _hand_out_link(turn, unit, *_POSTS[key])


def _hand_out_link(turn: Turn, unit: Unit | None, role: Role, post: Post) -> None:
    code = enrolment.new_code(turn.desk, role, unit, post)
    until = turn.desk.now + enrolment.VALID_FOR
    turn.say(posts.enrolment(turn.link_of(code), code, role, unit.name if unit else "", post, until))


def _admit(turn: Turn, rest: str) -> None:
    invitation = _waiting(turn, rest)
    if invitation is None:
        turn.refuse()
        return
    one = enrolment.candidate_of(turn.desk, invitation)
    done = enrolment.let_in(turn.desk, invitation)
    turn.show(posts.admitted([one], turn.incoming.name) if done else posts.settled_already(one))


def _admit_all(turn: Turn, rest: str) -> None:
    """Those whose names were on the page, and nobody who has come since."""
    invitations = [_waiting(turn, one) for one in rest.split(",")]
    if None in invitations:
        turn.refuse()
        return
    done: list[Candidate] = []
    for invitation in invitations:
        one = enrolment.candidate_of(turn.desk, invitation) if invitation else None
        if invitation and one and enrolment.let_in(turn.desk, invitation):
            done.append(one)
    turn.show(posts.admitted(done, turn.incoming.name))


def _decline(turn: Turn, rest: str) -> None:
    invitation = _waiting(turn, rest)
    if invitation is None:
        turn.refuse()
        return
    one = enrolment.candidate_of(turn.desk, invitation)
    if not turn.desk.decline(invitation):
        turn.show(posts.settled_already(one))
        return
    enrolment.tell_declined(turn.desk, invitation)
    turn.show(posts.not_admitted(one, turn.incoming.name))


def _relieve(turn: Turn, rest: str) -> None:
    """Asks once more: access is taken at once."""
    contact, unit, holder = _named(turn, rest)
    if contact is None or unit is None:
        turn.refuse()
    elif holder is None:
        turn.show(posts.not_in_post(unit.name))
    else:
        turn.say(posts.relieve_whom(unit.name, unit.id or 0, holder, _left(turn, unit, contact)))


def _relieved(turn: Turn, rest: str) -> None:
    contact, unit, holder = _named(turn, rest)
    if contact is None or unit is None:
        turn.refuse()
    elif holder is None or not turn.desk.relieve(contact, unit):
        turn.show(posts.not_in_post(unit.name))
    else:
        enrolment.tell_ended(turn.desk, contact)
        turn.show(posts.relieved(unit.name, contact.name, _left(turn, unit, contact), turn.incoming.name))


def _waiting(turn: Turn, rest: str) -> Invitation | None:
    """The invitation behind a button; one that nobody has used is nobody's to settle."""
    invitation = turn.desk.one(Invitation, number(rest))
    return invitation if invitation is not None and invitation.contact_id is not None else None


def _named(turn: Turn, rest: str) -> tuple[Contact | None, Unit | None, Holder | None]:
    contact_id, _, unit_id = rest.partition("/")
    contact, unit = turn.desk.one(Contact, number(contact_id)), turn.desk.one(Unit, number(unit_id))
    held = _holders(turn, unit) if unit is not None else []
    return contact, unit, next((one for one in held if contact is not None and one.contact == contact.id), None)


def _holders(turn: Turn, unit: Unit) -> list[Holder]:
    away = turn.desk.away_on(turn.today)
    return [
        Holder(
            contact.id or 0,
            contact.name,
            held.post,
            held.role,
            away[contact.id or 0].to_on if (contact.id or 0) in away else None,
        )
        for held, contact in turn.desk.holders(unit)
    ]


def _left(turn: Turn, unit: Unit, without: Contact) -> str:
    """Who answers for a unit when somebody no longer does."""
    others = [contact for contact in turn.desk.liaisons([unit.id or 0]).values() if contact.id != without.id]
    return others[0].name if others else ""


COMMANDS: dict[str, Act] = {"登记": _enrol, "enrol": _enrol, "换岗": _enrol, "handover": _enrol}
BUTTONS: dict[str, Act] = {
    "admit": _admit,
    "admitall": _admit_all,
    "decline": _decline,
    "candidates": _candidates,
    "link": _link,
    "relieve": _relieve,
    "relieved": _relieved,
}
