"""What the office says: asks for digests and lists, decides questions, reviews reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from bot.conversation import importing, recording
from bot.conversation.liaison import row_number
from bot.conversation.turn import Turn, number
from messages import answers, intake_texts, office, overviews, reviews, verdicts
from messages.html import plain
from messages.letter import Letter
from scheduler import deciding, papers, plan
from storage.records import Item, Plan, Question, Report, Task
from storage.states import ErrandKind, Intent, ItemState, Post, Verdict

Act = Callable[[Turn, str], None]
FARTHEST_PREVIEW = timedelta(days=400)


def typed(turn: Turn) -> None:
    """A typed line: the answer to what was just asked for, or a word on what can be done."""
    reason, decision = turn.asked_for("reason"), turn.asked_for("decision")
    text = turn.incoming.text.strip()
    if turn.incoming.files:
        _take_files(turn)
    elif not text:
        turn.say(intake_texts.how_to_import())
    elif reason:
        _send_back(turn, turn.desk.one(Report, reason["report"]), text)
    elif decision:
        _decide(turn, turn.desk.one(Question, decision["question"]), text)
    else:
        turn.say(answers.help_office())


def _take_files(turn: Turn) -> None:
    """A document to import: fetched and read beside the conversation; a photo is no document."""
    for file in turn.incoming.files:
        if file.is_photo:
            turn.say(intake_texts.how_to_import())
        elif file.size > recording.LARGEST_FILE:
            turn.say(answers.file_too_big())
        else:
            turn.desk.send_for(ErrandKind.IMPORT, turn.contact, file.file_id, file.name, None)
            turn.say(intake_texts.reading_file(file.name))


def _digest(turn: Turn, _rest: str) -> None:
    turn.say(turn.rounds.digest_in(turn.desk))
    for page, said in enumerate(papers.picture_words(turn.desk)):
        turn.say(Letter(plain(said), paper=f"picture/{page}"))


def _ledger(turn: Turn, _rest: str) -> None:
    """/台账: the ledger as a spreadsheet, made when it is sent."""
    turn.say(Letter(plain(papers.title_of(turn.desk)), paper="ledger"))


def _overdue(turn: Turn, rest: str) -> None:
    workdays = turn.rounds.workdays
    rows = [
        overviews.OverdueRow(unit.name, item, task, plan.late_by(item, turn.today, workdays))
        for unit, item, task in turn.desk.overdue()
    ]
    turn.show(overviews.overdue_list(rows, turn.today, number(rest) or 0))


def _task(turn: Turn, rest: str) -> None:
    wanted = row_number(rest)
    found = turn.desk.tasks_numbered(wanted)
    if not found:
        turn.say(intake_texts.no_such_task(wanted))
        return
    task = found[0]
    items = turn.desk.items_of_task(task)
    said = [(unit.name, item, report) for item, unit in items for report in turn.desk.reports_of(item)[-1:]]
    turn.say(
        intake_texts.task_card(
            task,
            Counter(item.state for item, _ in items),
            turn.desk.open_questions(task.id),
            said[-12:],
            sum(item.is_overdue(turn.today) for item, _ in items),
            turn.today,
        )
    )


def _unit(turn: Turn, rest: str) -> None:
    name = rest.strip()
    unit = deciding.unit_named(turn.desk, name)
    if unit is None:
        turn.say(intake_texts.no_such_unit(name))
        return
    every = turn.desk.items_of([unit], ItemState)
    open_ones = [(item, task) for item, task in every if item.is_with_unit]
    liaisons = turn.desk.liaisons([unit.id or 0])
    names = [contact.name for post in Post if (contact := liaisons.get((unit.id or 0, post)))]
    counts = Counter(item.state for item, _ in every)
    late = sum(item.is_overdue(turn.today) for item, _ in every)
    turn.say(overviews.unit_card(unit.name, names, counts, open_ones, turn.today, late))


def _review(turn: Turn, rest: str) -> None:
    """The queue, one report at a time, oldest first; `rest` counts from 1."""
    queue = turn.desk.to_review()
    if not queue:
        turn.show(reviews.review_empty())
        return
    place = min(max(number(rest) or 1, 1), len(queue))
    report, item, task, unit = queue[place - 1]
    evidence = turn.desk.evidence_of(item)
    turn.show(reviews.review_card(report, item, task, unit.name, evidence, place, len(queue), turn.today))


def _pass(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
        return
    item = turn.desk.session.get_one(Item, report.item_id)
    if not _is_open(turn, report, item):
        return
    before = item.due_on
    turn.desk.accept(report, item)
    _tell_unit(turn, item, report, _accepted(turn, report, item, before))
    _acted(turn, report, item)


def _back(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
    elif _is_open(turn, report, turn.desk.session.get_one(Item, report.item_id)):
        turn.say(reviews.return_reasons(report.id or 0, report.intent))


def _back_why(turn: Turn, rest: str) -> None:
    report_id, _, place = rest.partition("/")
    report = turn.desk.one(Report, number(report_id))
    offered = reviews.reasons(report.intent) if report else ()
    chosen = number(place)
    if report is None or chosen is None or chosen >= len(offered):
        turn.refuse()
        return
    _send_back(turn, report, offered[chosen])


def _back_free(turn: Turn, rest: str) -> None:
    report = turn.desk.one(Report, number(rest))
    if report is None:
        turn.refuse()
        return
    if not _is_open(turn, report, turn.desk.session.get_one(Item, report.item_id)):
        return
    turn.expect("reason", report=report.id)
    turn.say(reviews.ask_return_reason())


def _send_back(turn: Turn, report: Report | None, reason: str) -> None:
    if report is None:
        turn.refuse()
        return
    item = turn.desk.session.get_one(Item, report.item_id)
    if not _is_open(turn, report, item):
        return
    due = turn.rounds.workdays.add_workdays(turn.today, turn.rounds.rules.returned_due_in)
    turn.desk.send_back(report, item, reason, due)
    _tell_unit(turn, item, report, _sent_back(turn, report, item, reason))
    _acted(turn, report, item)


def _accepted(turn: Turn, report: Report, item: Item, before: date | None) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, "已知悉，予以协调。")
    if report.intent is Intent.EXTENSION and report.asked_due_on:
        return verdicts.extension_granted(item, task, before, report.asked_due_on, turn.today)
    return verdicts.nil_accepted(item, task) if report.intent is Intent.NIL else verdicts.accepted(item, task)


def _sent_back(turn: Turn, report: Report, item: Item, reason: str) -> Letter:
    task, _, _ = turn.desk.with_task(item)
    if report.intent is Intent.TROUBLE:
        return verdicts.trouble_answered(item, task, reason)
    if report.intent is Intent.EXTENSION:
        return verdicts.extension_refused(item, task, reason, turn.today)
    if report.intent is Intent.NIL:
        return verdicts.nil_refused(item, task, reason)
    return verdicts.returned(item, task, reason, item.returned_due_on, turn.today)


def _tell_unit(turn: Turn, item: Item, report: Report, letter: Letter) -> None:
    """The verdict goes to whoever answers for the unit now, not to whoever reported."""
    holders = turn.desk.liaisons([item.unit_id])
    liaison = holders.get((item.unit_id, Post.A)) or holders.get((item.unit_id, Post.B))
    if liaison is not None:
        turn.desk.tell(liaison, letter.as_body() | {"about": [item.id]}, key=f"verdict/{report.id}")


def _is_open(turn: Turn, report: Report, item: Item) -> bool:
    if report.verdict is Verdict.PENDING:
        return True
    task, unit, _ = turn.desk.with_task(item)
    turn.show(reviews.decided_already(report, task, unit.name))
    return False


def _acted(turn: Turn, report: Report, item: Item) -> None:
    task, unit, _ = turn.desk.with_task(item)
    turn.show(reviews.acted(report, item, task, unit.name, turn.incoming.name, turn.today))
    left = turn.desk.to_review()
    if left:
        nxt, its_item, its_task, its_unit = left[0]
        evidence = turn.desk.evidence_of(its_item)
        turn.say(reviews.review_card(nxt, its_item, its_task, its_unit.name, evidence, 1, len(left), turn.today))


def _confirm(turn: Turn, rest: str) -> None:
    """确认: every row of a plan that has no open question."""
    source = turn.desk.one(Plan, number(rest))
    if source is None:
        turn.refuse()
        return
    done = deciding.confirm_ready(turn.desk, source)
    turn.show(intake_texts.confirmed(done, source.id))


def _hand_out(turn: Turn, rest: str) -> None:
    """立即交办: what is confirmed goes out now, whatever else the day has brought."""
    source = turn.desk.one(Plan, number(rest))
    if source is None:
        turn.refuse()
        return
    items, units, liaisons = turn.rounds.hand_out(turn.desk, source)
    turn.say(intake_texts.handed_out(items, units, liaisons))


def _questions(turn: Turn, rest: str) -> None:
    """The open questions, one card at a time."""
    queue = turn.desk.open_questions()
    if not queue:
        turn.say(intake_texts.no_open_questions())
        return
    place = min(max(number(rest) or 1, 1), len(queue))
    _show_question(turn, queue, place)


def _ask(turn: Turn, rest: str) -> None:
    """A button of a question card: a choice by its place."""
    question_id, _, place = rest.partition("/")
    question = turn.desk.one(Question, number(question_id))
    chosen = number(place)
    if question is None or (place and (chosen is None or chosen >= len(question.choices))):
        turn.refuse()
    elif chosen is None:
        queue = turn.desk.open_questions()
        place_in_queue = next((n for n, one in enumerate(queue, 1) if one.id == question.id), 1)
        _show_question(turn, queue, place_in_queue)
    else:
        _decide(turn, question, question.choices[chosen])


def _ask_free(turn: Turn, rest: str) -> None:
    question = turn.desk.one(Question, number(rest))
    if question is None:
        turn.refuse()
        return
    turn.expect("decision", question=question.id)
    turn.say(intake_texts.ask_own_answer(turn.desk.session.get_one(Task, question.task_id), question))


def _decide(turn: Turn, question: Question | None, answer: str) -> None:
    """Put the office's answer into the row, then show the next question."""
    if question is None:
        turn.refuse()
        return
    task = turn.desk.session.get_one(Task, question.task_id)
    if question.answer is None:
        refused = deciding.decide(turn.desk, task, question, answer)
        if refused:
            turn.expect("decision", question=question.id)
            turn.say(intake_texts.answer_unclear(refused))
            return
    turn.expect(None)
    queue = turn.desk.open_questions()
    turn.show(intake_texts.answered(task, question, len(queue)))
    if queue:
        _show_question(turn, queue, 1, new=True)
    else:
        turn.say(intake_texts.all_answered(len(turn.desk.ready_tasks(task.plan_id)), task.plan_id))


def _show_question(turn: Turn, queue: list[Question], place: int, new: bool = False) -> None:
    question = queue[place - 1]
    task = turn.desk.session.get_one(Task, question.task_id)
    card = intake_texts.question_card(task, question, place, len(queue))
    (turn.say if new else turn.show)(card)


def _preview(turn: Turn, rest: str) -> None:
    """/预演, for today or a day that is named."""
    day, _, page = rest.strip().partition("/")
    on = deciding.day_named(day, turn.today) if day else turn.today
    if on is None or on > turn.today + FARTHEST_PREVIEW:
        turn.say(office.day_unclear())
        return
    turn.show(turn.rounds.preview_letter(turn.desk, on, number(page) or 0))


def _roster(turn: Turn, rest: str) -> None:
    units = turn.desk.units()
    liaisons = turn.desk.liaisons([unit.id or 0 for unit in units])
    rows = []
    for unit in units:
        holders = [(post, liaisons.get((unit.id or 0, post))) for post in Post]
        known = [(post, contact) for post, contact in holders if contact is not None]
        rows += [
            overviews.RosterRow(unit.name, contact.name, post=post, unreachable=contact.unreachable_why)
            for post, contact in known
        ] or [overviews.RosterRow(unit.name)]
    turn.show(overviews.roster_text(rows, number(rest) or 0))


def _item(turn: Turn, rest: str) -> None:
    item = turn.own_item(rest)
    if item is None:
        turn.refuse()
        return
    turn.say(turn.card(item), [item])


def _always(letter: Callable[[], Letter]) -> Act:
    return lambda turn, _rest: turn.say(letter())


COMMANDS: dict[str, Act] = {
    "摘要": _digest,
    "digest": _digest,
    "台账": _ledger,
    "ledger": _ledger,
    "逾期": _overdue,
    "overdue": _overdue,
    "任务": _task,
    "task": _task,
    "单位": _unit,
    "unit": _unit,
    "待审": _review,
    "review": _review,
    "待确认": _questions,
    "questions": _questions,
    "预演": _preview,
    "preview": _preview,
    "名册": _roster,
    "roster": _roster,
    "导入": _always(intake_texts.how_to_import),
    "import": _always(intake_texts.how_to_import),
    "帮助": _always(answers.help_office),
    "help": _always(answers.help_office),
}
BUTTONS: dict[str, Act] = {
    "review": _review,
    "pass": _pass,
    "back": _back,
    "backwhy": _back_why,
    "backfree": _back_free,
    "overdue": _overdue,
    "confirm": _confirm,
    "handout": _hand_out,
    "ask": _ask,
    "askfree": _ask_free,
    "questions": _questions,
    "preview": _preview,
    "roster": _roster,
    "item": _item,
} | importing.BUTTONS
