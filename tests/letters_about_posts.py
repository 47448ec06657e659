"""One letter of every sort about who holds which post: enrolment, handover, absence; and each made of anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from messages import absences, answers, handovers, inquiries, posts
from messages.handovers import Handover
from messages.letter import Letter
from messages.posts import Candidate, Holder
from storage.records import Inquiry
from storage.states import Intent, ItemState, Post, Role, Verdict
from tests.make import MONDAY, MONDAY_MORNING, UNIT, make_item, make_report, make_task

TASK = make_task()
LATE = make_task("8", label="权责清单", content="更新并公开权责清单。", due_on=date(2022, 11, 18))
ONE = Candidate(7, "江河", 42, Role.LIAISON, UNIT, Post.A, "河务局联络员")
TWO = Candidate(8, "林木", 43, Role.LIAISON, "区园林局", Post.B)
LEADER = Candidate(9, "分管负责同志", 44, Role.LEADER, UNIT)
COLLEAGUE = Candidate(10, "公开办工作群", -5, Role.OFFICE)
HOLDERS = [
    Holder(3, "河务局联络员", Post.A, away_until=date(2022, 12, 5)),
    Holder(4, "江河", Post.B),
    Holder(5, "分管负责同志", role=Role.LEADER),
]
EXPIRES = datetime(2022, 12, 5, 1, tzinfo=UTC)
LINK = "https://t.me/example_bot?start=c0de"
TAKEN = Handover(
    UNIT,
    "河务局联络员",
    date(2022, 3, 1),
    [
        (make_item(TASK), TASK),
        (make_item(LATE, state=ItemState.WORKING), LATE),
        (make_item(make_task("15"), state=ItemState.SUBMITTED), make_task("15")),
    ],
    [
        (make_report(Intent.WORKING, text="已更新3处", verdict=Verdict.NONE, said_by="河务局联络员"), TASK),
        (make_report(text="已全部更新", said_by="江河（代河务局联络员）"), LATE),
    ],
)
ASKED = Inquiry(id=9, office_id=1, contact_id=3, text="第12项是否包括停用的渡口？", asked_at=MONDAY_MORNING)
ANSWERED = Inquiry(id=9, office_id=1, contact_id=3, text=ASKED.text, asked_at=MONDAY_MORNING, answer="不包括。")
AWAY = (date(2022, 12, 1), date(2022, 12, 5))

LETTERS: dict[str, Letter] = {
    "awaiting": answers.awaiting(UNIT, Role.LIAISON),
    "declined": answers.declined(),
    "candidate": posts.candidate(ONE),
    "candidate-office": posts.candidate(COLLEAGUE),
    "candidates": posts.candidates([ONE, TWO, LEADER]),
    "candidates-second_page": posts.candidates([ONE] * 13, 1),
    "candidates-none": posts.candidates([]),
    "admitted": posts.admitted([ONE], "公开办"),
    "admitted-several": posts.admitted([ONE, TWO, LEADER]),
    "not_admitted": posts.not_admitted(TWO, "公开办"),
    "settled_already": posts.settled_already(ONE),
    "post_card": posts.post_card(UNIT, 7, HOLDERS, MONDAY),
    "post_card-nobody": posts.post_card("区园林局", 8, [], MONDAY),
    "enrolment": posts.enrolment(LINK, "c0de", Role.LIAISON, UNIT, Post.A, EXPIRES),
    "enrolment-office": posts.enrolment(LINK, "c0de", Role.OFFICE, "", Post.A, EXPIRES),
    "handover_note": posts.handover_note(UNIT, 7, Post.A, "河务局联络员", "我已调走，以后由办公室同志负责", 3),
    "relieve_whom": posts.relieve_whom(UNIT, 7, HOLDERS[0], "江河"),
    "relieve_whom-nobody_left": posts.relieve_whom(UNIT, 7, HOLDERS[0], ""),
    "relieved": posts.relieved(UNIT, "河务局联络员", "江河", "公开办"),
    "relieved-nobody_left": posts.relieved(UNIT, "河务局联络员", ""),
    "not_in_post": posts.not_in_post(UNIT),
    "away_note": posts.away_note(UNIT, "河务局联络员", *AWAY, MONDAY, "江河"),
    "away_note-nobody_else": posts.away_note(UNIT, "河务局联络员", *AWAY, MONDAY, ""),
    "away_noted": absences.away_noted(*AWAY, [(UNIT, "江河"), ("区园林局", "")], MONDAY),
    "stand_in_note": absences.stand_in_note(UNIT, "河务局联络员", *AWAY, MONDAY),
    "away_unclear": absences.away_unclear(),
    "away_standing": absences.away_standing(AWAY[0], AWAY[0], MONDAY),
    "back_noted": absences.back_noted(),
    "not_away": absences.not_away(),
    "ask_question": inquiries.ask_question(),
    "is_it_a_question": inquiries.is_it_a_question(ASKED.text, "7f3a"),
    "question_sent": inquiries.question_sent(ASKED.text),
    "question_note": inquiries.question_note(ASKED, UNIT, "河务局联络员", TASK),
    "ask_answer": inquiries.ask_answer(ASKED),
    "question_answered": inquiries.question_answered(ANSWERED),
    "answer_passed_on": inquiries.answer_passed_on("河务局联络员"),
    "answered_before": inquiries.answered_before(ANSWERED),
    "asker_gone": inquiries.asker_gone(),
    "handover_card": handovers.handover_card(TAKEN, MONDAY),
    "handover_card-nothing_open": handovers.handover_card(Handover(UNIT, "江河", date(2022, 3, 1), [], []), MONDAY),
}


def _someone(it: Any) -> Candidate:
    return Candidate(10**7, it.text, 10**12, Role.LIAISON, it.other, Post.B, it.text)


def _holder(it: Any) -> Holder:
    return Holder(10**12, it.text, Post.B, away_until=MONDAY)


def _asked(it: Any) -> Inquiry:
    return Inquiry(id=10**12, office_id=1, contact_id=3, text=it.text, asked_at=MONDAY_MORNING, answer=it.other)


ROUGH: dict[str, Callable[[Any], Letter]] = {
    "candidate": lambda it: posts.candidate(_someone(it)),
    "candidates": lambda it: posts.candidates([_someone(it)] * it.many, it.days),
    "admitted": lambda it: posts.admitted([_someone(it)] * it.many, it.other),
    "not_admitted": lambda it: posts.not_admitted(_someone(it), it.text),
    "settled_already": lambda it: posts.settled_already(_someone(it)),
    "post_card": lambda it: posts.post_card(it.text, 10**12, [_holder(it)] * min(it.many, 7), MONDAY),
    "enrolment": lambda it: posts.enrolment(it.text, it.other, Role.LIAISON, it.text, Post.A, MONDAY_MORNING),
    "handover_note": lambda it: posts.handover_note(it.text, 10**12, Post.A, it.other, it.text, 10**12),
    "relieve_whom": lambda it: posts.relieve_whom(it.text, 10**12, _holder(it), it.other),
    "relieved": lambda it: posts.relieved(it.text, it.other, it.text, it.other),
    "away_note": lambda it: posts.away_note(it.text, it.other, *AWAY, MONDAY, it.text),
    "away_noted": lambda it: absences.away_noted(*AWAY, [(it.text, it.other)] * min(it.many, 7), MONDAY),
    "stand_in_note": lambda it: absences.stand_in_note(it.text, it.other, *AWAY, MONDAY),
    "is_it_a_question": lambda it: inquiries.is_it_a_question(it.text, "7" * 20),
    "question_note": lambda it: inquiries.question_note(_asked(it), it.text, it.other, it.task),
    "question_answered": lambda it: inquiries.question_answered(_asked(it)),
    "answered_before": lambda it: inquiries.answered_before(_asked(it)),
    "handover_card": lambda it: handovers.handover_card(
        Handover(it.text, it.other, MONDAY, it.rows, [(it.report, it.task)] * it.many), MONDAY
    ),
}
