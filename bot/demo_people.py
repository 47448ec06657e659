"""The people and papers of the demo, put in place the way an office would."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.app import App
from bot.conversation import enrolment
from bot.conversation.enrolment import new_code
from bot.conversation.importing import import_letter
from bot.places import shipped
from bot.sandbox import Sandbox
from bot.sandbox.stage import Person
from scheduler import deciding, intake, ways_out
from storage.desk import Desk
from storage.records import Task
from storage.roster_file import read_roster
from storage.states import Role
from storage.tables import read_document

SAMPLES = shipped("examples")
OFFICE_USER = 1000
LEFT_TO_DECIDE = ("12", "24", "44")  # two dates in one row, past due at issue, a blank between two readings


def prepare(app: App) -> tuple[list[Person], dict[int, str]]:
    """Load the samples; the people of the demo and their one-time codes."""
    people = [Person(OFFICE_USER, "政务公开办工作人员", "政务公开办", "office", "公开办")]
    codes: dict[int, str] = {}
    with app.store.act(app.clock()) as desk:
        desk.load_roster(read_roster(SAMPLES / "roster.xlsx"))
        codes[OFFICE_USER] = new_code(desk, Role.OFFICE, None)
        for place, unit in enumerate(desk.units(), 1):
            user_id = OFFICE_USER + place
            group = "乡镇" if "乡" in unit.kind or "镇" in unit.kind else "部门"
            people.append(Person(user_id, f"{unit.name}联络员", unit.name, "liaison", group))
            codes[user_id] = new_code(desk, Role.LIAISON, unit)
        _import(desk)
    return people, codes


def _import(desk: Desk) -> None:
    """The sample document; its doubts are settled as printed, but for the rows that are shown to the office."""
    file = SAMPLES / "document.docx"
    document = ways_out.with_ways_out(intake.read_tasks(read_document(file), desk.roster()))
    desk.store_document(document, hashlib.sha256(file.read_bytes()).hexdigest())
    for question in desk.open_questions():
        task = desk.session.get_one(Task, question.task_id)
        if task.number not in LEFT_TO_DECIDE and question.choices:
            deciding.decide(desk, task, question, question.choices[0])


async def enrol(app: App, sandbox: Sandbox, people: Sequence[Person], codes: dict[int, str]) -> None:
    """Everybody comes in by a code; the office last, so that its chat does not begin with everybody's arrival."""
    office, *liaisons = people
    await _come_in(sandbox, liaisons, codes)
    with app.store.act(app.clock()) as desk:
        for invitation, _, _ in desk.candidates():
            enrolment.let_in(desk, invitation)
    app.wake_sender()
    await _come_in(sandbox, [office], codes)


async def _come_in(sandbox: Sandbox, people: Sequence[Person], codes: dict[int, str]) -> None:
    for person in people:
        sandbox.world.add_person(person.user_id, person.name)
        sandbox.world.says(person.user_id, f"/start {codes[person.user_id]}")

    def all_greeted() -> bool:
        return all(len(sandbox.world.chat(person.user_id)) > 1 for person in people)

    await sandbox.world.wait_for(all_greeted, 30)


def show_import(app: App) -> None:
    """What the office reads after an import."""
    with app.store.act(app.clock()) as desk:
        [source] = desk.plans()
        summary = import_letter(desk, source)
        for contact in desk.office_contacts():
            desk.tell(contact, summary.as_body())
    app.wake_sender()
