"""Posts, absences and days of the calendar at the desk: said twice is said once, and what waits finds its reader."""

from __future__ import annotations

from datetime import date, timedelta

from scheduler import deciding
from storage.desk import Desk
from storage.records import Contact, Notice
from storage.states import NoticeKind, NoticeState, Post, Role
from tests.desks import desk_of, unit_of
from tests.district import document, row

DAY = timedelta(days=1)


def _holds(desk: Desk, user_id: int, unit: str, post: Post = Post.A) -> Contact:
    """Somebody enrolled for a post."""
    contact, code = desk.meet(user_id, user_id, f"联络员{user_id}"), f"{user_id}/{unit}/{post}"
    desk.invite(code, Role.LIAISON, unit_of(desk, unit), post, desk.now + DAY)
    assert desk.enrol(contact, code) is not None
    return contact


def _waiting(desk: Desk, contact: Contact, unit: str, kind: NoticeKind, key: str) -> Notice:
    """A letter that waits to go to somebody."""
    notice = Notice(
        office_id=desk.office_id,
        kind=kind,
        key=key,
        unit_id=unit_of(desk, unit).id,
        contact_id=contact.id,
        due_at=desk.now,
        planned_at=desk.now,
        state=NoticeState.PENDING,
        body={"text": f"请{contact.name}知悉", "about": []},
    )
    desk.session.add(notice)
    desk.session.flush()
    return notice


def test_who_holds_no_post_cannot_be_relieved_of_it() -> None:
    with desk_of() as desk:
        contact = _holds(desk, 1, "区教育局")

        assert not desk.relieve(contact, unit_of(desk, "区财政局"))
        assert contact.role is Role.LIAISON


def test_who_holds_two_posts_keeps_the_other_and_what_was_said_to_it() -> None:
    with desk_of() as desk:
        contact = _holds(desk, 1, "区教育局")
        _holds(desk, 1, "区财政局")
        said = _waiting(desk, contact, "区财政局", NoticeKind.ANSWER, "answer/1")

        assert desk.relieve(contact, unit_of(desk, "区教育局"))

        assert [unit.name for unit in desk.units_of(contact)] == ["区财政局"]
        assert said.state is NoticeState.PENDING


def test_where_nobody_is_left_what_waited_is_undelivered() -> None:
    with desk_of(document(row("1"))) as desk:
        deciding.confirm_ready(desk, desk.plans()[0])
        contact = _holds(desk, 1, "区教育局")
        reminder = _waiting(desk, contact, "区教育局", NoticeKind.OVERDUE, "overdue/1")

        desk.relieve(contact, unit_of(desk, "区教育局"))

        assert contact.role is Role.STRANGER
        assert (reminder.state, reminder.why) == (NoticeState.UNREACHABLE, "该单位无可送达的联络员")


def test_the_same_person_invited_anew_loses_nothing_and_a_candidate_is_declined_once() -> None:
    with desk_of() as desk:
        contact = _holds(desk, 1, "区教育局")
        desk.invite("again", Role.LIAISON, unit_of(desk, "区教育局"), Post.A, desk.now + DAY)
        assert desk.enrol(contact, "again") is not None
        desk.invite("other", Role.LIAISON, unit_of(desk, "区教育局"), Post.B, desk.now + DAY)
        other = desk.apply(desk.meet(2, 2, "某人"), "other")

        assert other is not None
        assert [desk.decline(other), desk.decline(other), desk.admit(other)] == [True, False, False]
        assert [unit.name for unit in desk.units_of(contact)] == ["区教育局"]


def test_of_absences_that_overlap_the_last_counts_and_coming_back_ends_the_rest() -> None:
    with desk_of() as desk:
        contact, today = _holds(desk, 1, "区教育局"), desk.today
        desk.away(contact, today - 2 * DAY, today + 3 * DAY, "出差")
        desk.away(contact, today + 10 * DAY, today + 12 * DAY, "休假")
        desk.away(contact, today - DAY, today + 5 * DAY, "出差延长")

        assert [absence.text for absence in desk.absences_of(contact)] == ["出差延长", "休假"]
        assert desk.come_back(contact)
        assert desk.absences_of(contact) == []
        assert not desk.come_back(contact)


def test_a_day_of_the_calendar_is_decided_on_again() -> None:
    with desk_of() as desk:
        for works in (True, False):
            desk.set_calendar_day(date(2022, 12, 31), works)

        assert desk.calendar() == {date(2022, 12, 31): False}


def test_who_is_forgotten_is_named_nowhere_and_hears_nothing_more() -> None:
    with desk_of() as desk:
        contact, other = _holds(desk, 1, "区教育局"), _holds(desk, 2, "区财政局")
        own = _waiting(desk, contact, "区教育局", NoticeKind.OVERDUE, "overdue/1")
        sent = _waiting(desk, contact, "区教育局", NoticeKind.ANSWER, "answer/1")
        sent.state = NoticeState.SENT
        elsewhere = _waiting(desk, other, "区财政局", NoticeKind.ANSWER, "answer/2")
        elsewhere.body = {"text": f"{contact.name}已交接"}

        desk.erase(contact)

        assert (own.state, own.body) == (NoticeState.WITHDRAWN, {"about": []})
        assert (sent.state, sent.body) == (NoticeState.SENT, {"about": []})
        assert "联络员1" not in str(elsewhere.body)
        assert (contact.name, contact.role) == ("", Role.STRANGER)
