"""Whatever a document says or a person types, Telegram takes the letter: no length, sign or number breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messages import (
    answers,
    cards,
    change_texts,
    changes,
    draft_cards,
    drafts,
    intake_texts,
    nudges,
    office,
    order_texts,
    overdue_lists,
    periods,
    previews,
    question_cards,
    receipts,
    review_lists,
    reviews,
    rosters,
    task_cards,
    undo_texts,
    verdicts,
)
from messages.digests import Changes, digest
from messages.entries import ORDER, Entry
from messages.letter import Letter
from messages.notices import day_letter
from messages.orders import Verb
from messages.pages import page_of
from messages.receipts import ReceiptLine
from storage.desk.periods import Asked
from storage.records import Evidence, Item, Report, Task, Unit
from storage.states import EvidenceKind, Intent, ItemState, NoticeKind, Part, Verdict
from storage.values import DeadlineKind
from tests import letters_about_posts
from tests.letters_to_liaisons import LETTERS as TO_LIAISONS
from tests.letters_to_office import FIGURES
from tests.letters_to_office import LETTERS as TO_OFFICE
from tests.make import (
    MONDAY,
    MONDAY_MORNING,
    make_contact,
    make_evidence,
    make_item,
    make_late,
    make_question,
    make_report,
    make_task,
    make_waiting,
)
from tests.sendable import faults

HOSTILE = [
    "",
    "\u202e\u200b\u2066",
    "</b></a>&lt;script>&#0;&amp;" * 400,
    "<b>" * 2000,
    "🏛" * 5000,
    "\ud83c" * 300,
    "办" * 9000,
    "一\n" * 3000,
    "a" * 5000,
    "https://example.gov.cn/?q=\"'><b>&" + "x" * 5000,
    "javascript:alert(1)",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=120))
LARGE = 2**63 - 1


@dataclass(frozen=True)
class Rough:
    """Everything a letter may be made of, at its worst."""

    text: str
    other: str
    many: int
    state: ItemState
    kind: NoticeKind
    deadline: DeadlineKind
    intent: Intent
    verdict: Verdict
    part: Part
    days: int

    @property
    def task(self) -> Task:
        names = [self.other] * self.many
        return make_task(
            self.text,
            label=self.other,
            content=self.text,
            theme=self.other,
            lead=names,
            named=names,
            deadline_text=self.other,
            deadline_kind=self.deadline,
        )

    @property
    def due_on(self) -> date | None:
        return None if self.days == 0 else MONDAY + timedelta(days=self.days)

    @property
    def item(self) -> Item:
        named = {"id": LARGE, "state": self.state, "part": self.part, "due_on": self.due_on, "extensions": LARGE}
        return make_item(self.task, first_due_on=MONDAY, returned_due_on=self.due_on, **named)

    @property
    def report(self) -> Report:
        named = {"id": LARGE, "text": self.text, "reason": self.other, "verdict": self.verdict}
        return make_report(self.intent, asked_due_on=self.due_on, after_due=True, **named)

    @property
    def evidence(self) -> list[Evidence]:
        link = make_evidence(url=self.text)
        return [link, make_evidence(kind=EvidenceKind.DOCUMENT, url="", name=self.other)] * self.many

    @property
    def texts(self) -> list[str]:
        return [self.text, self.other] * self.many

    @property
    def whose(self) -> Unit:
        return Unit(id=LARGE, office_id=1, name=self.text, from_on=MONDAY)

    @property
    def paper(self) -> drafts.Drafted:
        """For a unit, or for everybody, with more in it than a message takes."""
        rows = [drafts.Unanswered(text, self.item, self.task, LARGE) for text in self.texts]
        unit = self.text if self.many % 2 else ""
        return drafts.Drafted(unit, tuple(rows), self.other, self.text, MONDAY)

    @property
    def rows(self) -> list[tuple[Item, Task]]:
        return [(self.item, self.task)] * self.many

    @property
    def entries(self) -> list[Entry]:
        """Distinct items of two units and two documents."""
        one = Entry(self.kind, self.item, self.task, self.text, self.due_on, LARGE, self.other)
        several = [replace(one, item=make_item(self.task, id=LARGE - n, state=self.state)) for n in range(self.many)]
        return [one, replace(one, unit=self.other, source=self.text), *several]

    @property
    def receipt_lines(self) -> list[ReceiptLine]:
        links = tuple(self.texts)
        return [ReceiptLine(self.item, self.task, self.intent, self.text, links, self.due_on, LARGE, LARGE)] * self.many


ROUGH = st.builds(
    Rough,
    text=TEXTS,
    other=TEXTS,
    many=st.sampled_from([0, 1, 2, 7, 40]),
    state=st.sampled_from(ItemState),
    kind=st.sampled_from(ORDER),
    deadline=st.sampled_from(DeadlineKind),
    intent=st.sampled_from(Intent),
    verdict=st.sampled_from(Verdict),
    part=st.sampled_from(Part),
    days=st.integers(-400, 400),
)


def _in_post(text: str) -> rosters.RosterRow:
    return rosters.RosterRow(text, text, unreachable=text, away=(MONDAY, MONDAY), stand_in=text)


WRITERS: dict[str, Callable[[Rough], Letter]] = {
    "day_letter": lambda it: day_letter(it.entries, MONDAY, it.days),
    "day_letter of one": lambda it: day_letter(it.entries[:1], MONDAY),
    "item_card": lambda it: cards.item_card(
        it.item, it.task, it.text, it.other, it.due_on, it.days, [it.report] * it.many, it.evidence, MONDAY
    ),
    "receipt": lambda it: receipts.receipt(it.receipt_lines, it.texts, MONDAY),
    "did_you_mean": lambda it: receipts.did_you_mean([it.task] * 40, Intent.DONE, "k" * 40),
    "what_of_it": lambda it: receipts.what_of_it(it.item, it.task),
    "which_of_alike": lambda it: receipts.which_of_alike(it.rows, "k" * 36, MONDAY),
    "which_item": lambda it: receipts.which_item(it.rows, "k" * 36),
    "ask_reason": lambda it: receipts.ask_reason(Intent.NIL),
    "ask_new_date": lambda it: receipts.ask_new_date(it.task),
    "ask_progress": lambda it: receipts.ask_progress(it.task),
    "returned": lambda it: verdicts.returned(it.item, it.task, it.text, it.due_on, MONDAY),
    "accepted": lambda it: verdicts.accepted(it.item, it.task),
    "nil_refused": lambda it: verdicts.nil_refused(it.item, it.task, it.other),
    "extension_granted": lambda it: verdicts.extension_granted(it.item, it.task, it.due_on, MONDAY, MONDAY),
    "extension_refused": lambda it: verdicts.extension_refused(it.item, it.task, it.text, MONDAY),
    "trouble_answered": lambda it: verdicts.trouble_answered(it.item, it.task, it.text),
    "corrected": lambda it: verdicts.corrected(it.item, it.task),
    "list_letter": lambda it: verdicts.list_letter(it.rows, MONDAY, it.days, it.text),
    "welcome": lambda it: answers.welcome(make_contact(name=it.text), it.texts, LARGE),
    "already": lambda it: answers.already(it.state),
    "import_summary": lambda it: intake_texts.import_summary(
        it.text, LARGE, LARGE, it.texts, it.texts, it.texts, LARGE
    ),
    "question_card": lambda it: question_cards.question_card(
        it.task, make_question(id=LARGE, text=it.text, choices=it.texts), LARGE, LARGE
    ),
    "answered": lambda it: question_cards.answered([(it.task, make_question(answer=it.text))] * 40, LARGE),
    "answer_unclear": lambda it: question_cards.answer_unclear(it.text),
    "task_card": lambda it: task_cards.task_card(
        it.task,
        {it.state: LARGE},
        [make_question(id=LARGE, text=it.text)] * it.many,
        [(it.other, it.item, it.report)] * it.many,
        0,
        MONDAY,
    ),
    "no_such_task": lambda it: task_cards.no_such_task(it.text),
    "no_such_unit": lambda it: rosters.no_such_unit(it.text),
    "document_refused": lambda it: intake_texts.document_refused(it.text),
    "review_card": lambda it: reviews.review_card(
        it.report, it.item, it.task, it.text, it.evidence, LARGE, LARGE, MONDAY
    ),
    "return_reasons": lambda it: reviews.return_reasons(LARGE, it.intent),
    "acted": lambda it: reviews.acted(it.report, it.item, it.task, it.text, it.other, MONDAY, "9" * 40),
    "decided_already": lambda it: reviews.decided_already(it.report, it.task, it.text),
    "owing": lambda it: overdue_lists.owing([ItemState.TO_SIGN], [(text, LARGE) for text in it.texts]),
    "overdue_list": lambda it: overdue_lists.overdue_list(
        page_of([make_late(it.task, text, LARGE, it.item) for text in it.texts], it.days, 12),
        LARGE,
        LARGE,
        MONDAY,
    ),
    "unit_card": lambda it: rosters.unit_card(
        it.text, [_in_post(one) for one in it.texts], {it.state: LARGE}, page_of(it.rows, it.days, 15), MONDAY, LARGE
    ),
    "preview_text": lambda it: previews.preview_text(
        MONDAY, [previews.Outgoing(text, it.text, it.kind, tuple(it.texts), it.other) for text in it.texts], MONDAY
    ),
    "roster_text": lambda it: rosters.roster_text([_in_post(text) for text in it.texts], it.days, MONDAY),
    "review_list": lambda it: review_lists.review_list(
        [make_waiting(it.report, it.task, it.text)] * 8, [it.report.id or 0], LARGE, 1, MONDAY
    ),
    "return_reasons_of": lambda it: review_lists.return_reasons_of([(it.task, it.text)] * it.many),
    "confirm_orders": lambda it: order_texts.confirm_orders(
        [order_texts.order_in_words(Verb.BACK, [(it.task, it.text)] * it.many, it.other)] * it.many
    ),
    "confirm_order": lambda it: order_texts.confirm_order(
        order_texts.order_in_words(Verb.BACK, [(it.task, it.text)] * it.many, it.other)
    ),
    "decided": lambda it: review_lists.decided(
        [review_lists.Decided(Verb.BACK, it.text, it.task, it.item)] * it.many, it.texts, "9" * 18, LARGE, it.other
    ),
    "undo_list": lambda it: undo_texts.undo_list(
        [undo_texts.Batch("9" * 18, MONDAY_MORNING, (*ItemState,), [(it.text, it.task)] * it.many)] * it.many, MONDAY
    ),
    "undone": lambda it: undo_texts.undone([((it.text, it.task), True), ((it.other, it.task), False)] * it.many),
    "nudge_preview": lambda it: nudges.nudge_preview(
        [nudges.Nudged(text, it.other, tuple(it.texts), tuple(it.texts), MONDAY_MORNING) for text in it.texts], MONDAY
    ),
    "draft_letter": lambda it: drafts.draft_letter(it.paper, MONDAY),
    "draft_card": lambda it: draft_cards.draft_card(
        it.paper, [draft_cards.Addressee("负责同志", text, it.other) for text in it.texts[:9]], LARGE, 1, LARGE, MONDAY
    ),
    "change_proposed": lambda it: changes.change_proposed(
        change_texts.title_of("改期", it.task),
        change_texts.new_row(it.text, it.other, it.texts, it.text),
        change_texts.effect(9, 9),
    ),
    "change_refused": lambda it: changes.change_refused(change_texts.unit_unclear(it.text)),
    "burden_text": lambda it: periods.burden_text(
        MONDAY, [periods.Burden(text, Asked(LARGE, LARGE), Asked(1, 1)) for text in it.texts], LARGE, it.days, MONDAY
    ),
    "search_result": lambda it: periods.search_result(
        it.text, [it.task] * it.many, [(it.report, it.task, it.whose)] * it.many, it.days, MONDAY
    ),
    "unreachable": lambda it: office.unreachable([(text, LARGE) for text in [it.text, *it.texts]]),
    "trouble_note": lambda it: office.trouble_note(it.text, it.task, it.other, 9),
    "digest": lambda it: digest(
        replace(
            FIGURES,
            unconfirmed=tuple(it.texts),
            unreachable_units=tuple(it.texts),
            due_this_week=tuple(it.texts),
            due_this_week_items=LARGE,
            records=LARGE,
            chain_head=it.text,
            changes=Changes(MONDAY, LARGE, LARGE, LARGE),
        ),
        MONDAY_MORNING,
    ),
} | letters_about_posts.ROUGH


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=15, deadline=None)
@given(rough=ROUGH)
def test_telegram_takes_a_letter_made_of_anything(name: str, rough: Rough) -> None:
    assert faults(WRITERS[name](rough)) == []


def test_telegram_takes_every_golden_letter() -> None:
    found = {name: faults(letter) for name, letter in (TO_LIAISONS | TO_OFFICE).items()}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_thousands_of_items_fit_page_by_page() -> None:
    content = "全面梳理并公开" * 200
    entries = [
        Entry(kind, make_item(task, id=n), task, f"第{n % 40}单位", MONDAY, n, "《分解表》")
        for n in range(1000)
        for kind in [ORDER[n % len(ORDER)]]
        for task in [make_task(str(n), id=n, content=content)]
    ]

    letters = [day_letter(entries, MONDAY, page) for page in range(125)]

    assert [faults(letter) for letter in letters] == [[]] * 125
    shown = [button.data for letter in letters for row in letter.buttons for button in row if "item/" in button.data]
    assert sorted(shown) == sorted(f"item/{n}" for n in range(1000))


def test_a_receipt_for_thousands_of_items_says_how_many_it_leaves_out() -> None:
    task = make_task()
    lines = [ReceiptLine(make_item(task), task, Intent.WORKING, f"推进到第{n}步", report_id=1) for n in range(3000)]

    letter = receipts.receipt(lines, (), MONDAY)
    alike = receipts.receipt([replace(line, text="正常推进") for line in lines], (), MONDAY)

    assert faults(letter) == faults(alike) == []
    assert "已登记3,000项" in letter.text
    assert "未列出" in letter.text
    assert "等3,000项" in alike.text
