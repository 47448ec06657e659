"""One letter of every sort the office may get; tests/golden shows how each reads."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

from messages import (
    changes,
    decision_texts,
    intake_texts,
    office,
    order_texts,
    overdue_lists,
    previews,
    proofs,
    question_cards,
    review_lists,
    reviews,
    revisions,
    rosters,
    task_cards,
    undo_texts,
)
from messages.digests import Changes, Figures, digest
from messages.letter import Letter
from messages.orders import Verb
from messages.pages import page_of
from messages.restored import let_go, restored
from messages.review_lists import Decided
from messages.row_texts import rows_to_confirm
from messages.tallies import Tally
from storage.records import Unit
from storage.states import EvidenceKind, Intent, ItemState, NoticeKind, Post, Role, TaskState, Verdict
from storage.values import Field, Roster, RosterUnit
from tests.make import (
    MONDAY,
    MONDAY_MORNING,
    UNIT,
    make_evidence,
    make_item,
    make_late,
    make_question,
    make_report,
    make_task,
    make_waiting,
)

TASK = make_task(state=TaskState.CONFIRMED)
LATE = make_task("8", label="权责清单", content="更新并公开权责清单。", due_on=date(2022, 11, 18))
ITEM = make_item(TASK, state=ItemState.SUBMITTED)
LATE_ITEM = make_item(LATE, state=ItemState.WORKING, pings=2)
COUNTS = {ItemState.TO_SIGN: 3, ItemState.WORKING: 20, ItemState.DONE: 1204}
LONG_CHOICES = ["由区河务局牵头，区园林局配合", "由区园林局牵头，区河务局配合"]
LATE_ROWS = [
    make_late(LATE, "区园林局", 6, LATE_ITEM),
    make_late(TASK, "区园林局", 0, make_item(TASK, due_on=date(2022, 11, 26))),
    make_late(LATE, UNIT, 6, LATE_ITEM),
]
ROSTER = [
    rosters.RosterRow(
        "清溪乡", "清溪乡联络员", away=(date(2022, 11, 28), date(2022, 12, 2)), stand_in="清溪乡副联络员"
    ),
    rosters.RosterRow("清溪乡", "清溪乡副联络员", post=Post.B),
    rosters.RosterRow(UNIT, "河务局联络员", unreachable="对方已停用本号"),
    rosters.RosterRow(UNIT, "分管负责同志", Role.LEADER),
    rosters.RosterRow("区园林局"),
    rosters.RosterRow("区水务局", "水务局联络员", away=(date(2022, 12, 5), date(2022, 12, 9))),
]
OF_POST = [
    rosters.RosterRow(UNIT, "河务局联络员", unreachable="对方已停用本号"),
    rosters.RosterRow(UNIT, "河务局副联络员", post=Post.B, away=(date(2022, 12, 5), date(2022, 12, 9))),
]
GOING_OUT = [
    previews.Outgoing(UNIT, "河务局联络员", NoticeKind.ADVANCE, ("12", "23"), "距时限3个工作日"),
    previews.Outgoing(UNIT, "河务局联络员", NoticeKind.OVERDUE, ("8",), "每周一催办，至反馈为止"),
    previews.Outgoing("区园林局", "", NoticeKind.ASSIGNMENT, ("12",), "已确认，尚未交办"),
    previews.Outgoing("区文旅局", "", NoticeKind.ASSIGNMENT, ("12",), "已确认，尚未交办", is_aside=True),
]
FIGURES = Figures(
    tasks=53,
    unconfirmed=("44",),
    units=37,
    items=1450,
    not_handed_out=3,
    unsigned=12,
    signed=310,
    working=702,
    submitted=13,
    ongoing=250,
    carried_over=0,
    stopped=12,
    owed=186,
    reported=151,
    on_time=139,
    awaiting=17,
    oldest_wait=6,
    returned=5,
    done=129,
    struck_off=98,
    nil=21,
    nil_pending=4,
    extensions_pending=3,
    troubles_pending=1,
    overdue_items=9,
    overdue_units=6,
    unreachable_units=("区园林局", "清溪乡"),
    due_this_week=("12", "15", "23", "30", "42", "43"),
    due_this_week_items=38,
    records=1204,
    chain_head="7f3a9c0e55d1",
    changes=Changes(date(2022, 11, 21), reported=12, done=9, newly_overdue=2),
    tally=Tally(items=74, met=60, at_zero=12, below=2, numbers_at_zero=("50", "51")),
)
COUNTED = [one.name for one in fields(FIGURES) if isinstance(getattr(FIGURES, one.name), int) and one.name != "tasks"]
ZEROES: dict[str, Any] = dict.fromkeys(COUNTED, 0)
NOTHING_YET = replace(
    FIGURES,
    **ZEROES,
    unconfirmed=(),
    unreachable_units=(),
    due_this_week=(),
    dead_links=(),
    chain_head="",
    changes=None,
    tally=None,
)
ACCEPTED = make_report(verdict=Verdict.ACCEPTED)
SENT_BACK = make_report(verdict=Verdict.RETURNED, reason=review_lists.RETURN_REASONS[1])
PUT_OFF = make_report(
    Intent.EXTENSION, text="目录尚在会签", asked_due_on=date(2022, 12, 15), after_due=True, verdict=Verdict.PENDING
)

OF_UNIT = Unit(id=7, office_id=1, name=UNIT, from_on=date(2022, 1, 1))
ASKS_LATER = make_report(Intent.EXTENSION, id=501, text="目录尚在会签", asked_due_on=date(2022, 12, 15))
TROUBLE = make_report(Intent.TROUBLE, id=502, text="需市局提供底图")
BARE = make_waiting(make_report(), TASK, UNIT)
TO_REVIEW = [
    make_waiting(make_report(), TASK, UNIT, evidence=2),
    make_waiting(ASKS_LATER, LATE, UNIT),
    make_waiting(TROUBLE, LATE, UNIT),
]

FOUND = revisions.Found(
    added=("54", "55"),
    removed=("31",),
    changed=(
        ("12", revisions.value_changed("完成时限", "2022年11月30日（星期三）", "12月底前")),
        ("15", revisions.value_changed("责任单位", UNIT, f"{UNIT}、区园林局；配合单位：区财政局")),
        ("16", revisions.text_changed("具体内容", "更新并公开权责清单。", "更新并公开权责清单和服务指南。")),
    ),
    plain=3,
    stopped=("22",),
)
CHANGED_TEXT = make_question(
    Field.CONTENT,
    text=revisions.text_changed("具体内容", TASK.content, TASK.content.replace("全面", "逐一")),
    choices=[TASK.content.replace("全面", "逐一"), "维持不变"],
)
ROW_GONE = make_question(Field.ROW, text=revisions.row_gone("12"), choices=["终止", "维持不变"])
OLD_ROSTER = Roster("", (RosterUnit(UNIT, "部门", (), ("区直各部门",)), RosterUnit("区渡口管理所", "事业单位")))
NEW_ROSTER = Roster("", (RosterUnit(UNIT, "部门", ("区水务局",)), RosterUnit("区园林局", "部门")))

THREE_ITEMS = [(LATE_ITEM, LATE), (ITEM, TASK), (ITEM, TASK)]

BATCH = "700000017"
LETTERS: dict[str, Letter] = {
    "restored": restored(
        datetime(2022, 11, 21, 8, 12, tzinfo=UTC),
        [("区园林局", NoticeKind.ASSIGNMENT, 3), (UNIT, NoticeKind.OVERDUE, 1), ("", NoticeKind.ANSWER, 2)],
    ),
    "restored-nothing_held": restored(datetime(2022, 11, 21, 8, 12, tzinfo=UTC), []),
    "let_go": let_go(6),
    "let_go-nothing": let_go(0),
    "import_summary": intake_texts.import_summary(
        "2022年重点工作任务分解表", 53, 41, ["3", "12", "12", "44"], ["24"], ["区水运局"], 1
    ),
    "import_summary-no_questions": intake_texts.import_summary(
        "2022年重点工作任务分解表", 53, 53, [], [], [], 1, ["工作表“说明”已隐藏，未读入"]
    ),
    "confirmed": intake_texts.confirmed(41, 1),
    "confirmed-none": intake_texts.confirmed(0, 1),
    "handed_out": intake_texts.handed_out(1204, 37, 36),
    "question_card": question_cards.question_card(TASK, make_question(), 1, 12),
    "question_card-long_choices": question_cards.question_card(
        TASK, make_question(Field.LEAD, choices=LONG_CHOICES), 2, 12
    ),
    "ask_own_answer": question_cards.ask_own_answer(TASK, make_question()),
    "answered": question_cards.answered([(TASK, make_question(answer="2022-11-30"))], 3),
    "answered-several": question_cards.answered(
        [(TASK, make_question(answer="2022-11-30")), (TASK, make_question(Field.TASK, answer="政策解读"))], 0
    ),
    "answered-new_unit": question_cards.answered(
        [(TASK, make_question(Field.RESPONSIBLE, answer=decision_texts.NEW_UNIT, about="区水运局"))], 3
    ),
    "not_asked_again": question_cards.not_asked_again(TASK),
    "row_answer_unclear": question_cards.row_answer_unclear(TASK, decision_texts.units_unclear("教育和财政")),
    "which_doubt": question_cards.which_doubt("12", [make_question(), make_question(Field.LEAD)]),
    "which_doubt-none": question_cards.which_doubt("12", []),
    "one_by_one": question_cards.one_by_one(),
    "how_to_answer": question_cards.how_to_answer(TASK),
    "answer_unclear-units": question_cards.answer_unclear(decision_texts.units_unclear("教育和财政")),
    "answer_unclear-unknown": question_cards.answer_unclear(decision_texts.units_unknown(["区发展局"], ["区发改局"])),
    "answer_unclear-words": question_cards.answer_unclear(decision_texts.words_too_few()),
    "answer_unclear-number": question_cards.answer_unclear(decision_texts.no_number("第十二")),
    "answer_unclear-choices": question_cards.answer_unclear(decision_texts.one_of(["采用新内容", "保持现状"])),
    "answer_unclear": question_cards.answer_unclear(decision_texts.deadline_not_read("11月左右")),
    "rows_waiting": intake_texts.rows_waiting("2022年重点工作任务分解表", 30, 1),
    "all_answered": intake_texts.all_answered(53, 1),
    "no_open_questions": question_cards.no_open_questions(),
    "day_unclear": office.day_unclear(),
    "task_card": task_cards.task_card(TASK, COUNTS, [], [(UNIT, ITEM, make_report())], 2, MONDAY),
    "task_card-unconfirmed": task_cards.task_card(
        make_task(state=TaskState.UNCONFIRMED), {}, [make_question()], (), 0, MONDAY
    ),
    "task_card-of_several_tables": task_cards.task_card(
        TASK, COUNTS, [], (), 0, MONDAY, "2022年云川区政务公开任务分解表"
    ),
    "no_such_task": task_cards.no_such_task("99"),
    "no_such_task-no_number": task_cards.no_such_task(""),
    "no_such_unit": rosters.no_such_unit("水运局"),
    "no_such_unit-no_name": rosters.no_such_unit(""),
    "document_refused-no_roster": intake_texts.document_refused(intake_texts.no_roster()),
    "document_refused-no_rows": intake_texts.document_refused(intake_texts.no_rows()),
    "document_refused-never_done": intake_texts.document_refused(intake_texts.never_done()),
    "document_refused-gone": intake_texts.document_refused(intake_texts.not_to_be_had()),
    "document_refused-out_of_reach": intake_texts.document_refused(intake_texts.out_of_reach()),
    "document_refused": intake_texts.document_refused("通知.pdf：没有表格线，无法读取。请另存为 docx 或 xlsx 后重发。"),
    "reading_file": intake_texts.reading_file("2022年重点工作任务分解表.docx"),
    "file_lost": intake_texts.file_lost("现场照片.jpg"),
    "rows_to_confirm": rows_to_confirm([TASK, LATE], 0, 1, MONDAY, seen=1),
    "rows_to_confirm-all_seen": rows_to_confirm([TASK] * 10 + [LATE], 1, 1, MONDAY, seen=11),
    "changes_found": revisions.changes_found("2022年重点工作任务分解表", FOUND, 1, 2, 5),
    "no_changes": intake_texts.no_changes("2022年重点工作任务分解表", 0, 1),
    "no_changes-waiting": intake_texts.no_changes("2022年重点工作任务分解表", 30, 1),
    "adopted": revisions.adopted(3, 2),
    "adopted-none": revisions.adopted(0, 0),
    "roster_found": revisions.roster_found(revisions.roster_changes(OLD_ROSTER, NEW_ROSTER), 2),
    "roster_found-none": revisions.roster_found([], 37),
    "roster_in_force": revisions.roster_in_force(37, 2),
    "roster_refused": revisions.roster_refused("名册“名册.xlsx”不能采用：第3行：缺单位名称"),
    "question_card-changed_text": question_cards.question_card(TASK, CHANGED_TEXT, 1, 3),
    "question_card-row_gone": question_cards.question_card(TASK, ROW_GONE, 2, 3),
    "ask_own_answer-unit": question_cards.ask_own_answer(TASK, make_question(Field.RESPONSIBLE, about="区园林委")),
    "how_to_import": intake_texts.how_to_import(),
    "nothing_to_read": intake_texts.nothing_to_read(),
    "review_card": reviews.review_card(make_report(), ITEM, TASK, UNIT, [make_evidence()], 1, 17, MONDAY),
    "review_card-last_without_evidence": reviews.review_card(
        make_report(text=""), make_item(TASK, submitted_on=date(2022, 12, 1)), TASK, UNIT, [], 1, 1, MONDAY
    ),
    "review_card-other_evidence": reviews.review_card(
        make_report(),
        ITEM,
        TASK,
        UNIT,
        [make_evidence(kind=EvidenceKind.PHOTO, url="", name="公示牌.jpg")],
        1,
        1,
        MONDAY,
    ),
    "proof_card": proofs.proof_card(TASK),
    "proof_card-set": proofs.proof_card(make_task(proof=["number", "record"])),
    "which_row": proofs.which_row(),
    "review_card-nil": reviews.review_card(
        make_report(Intent.NIL, text="我单位无此项职能"), ITEM, TASK, UNIT, [], 2, 3, MONDAY
    ),
    "review_card-extension": reviews.review_card(PUT_OFF, LATE_ITEM, LATE, UNIT, [], 3, 3, MONDAY),
    "review_card-trouble": reviews.review_card(
        make_report(Intent.TROUBLE, text="需市局提供底图"), LATE_ITEM, LATE, UNIT, [], 3, 3, MONDAY
    ),
    "return_reasons": reviews.return_reasons(500),
    "return_reasons-extension": reviews.return_reasons(500, Intent.EXTENSION),
    "ask_return_reason": reviews.ask_return_reason(),
    "review_list": review_lists.review_list(TO_REVIEW, [500], 17, 0, MONDAY),
    "review_list-nothing_ticked": review_lists.review_list([BARE, *TO_REVIEW[1:]], [], 3, 0, MONDAY),
    "return_reasons_of": review_lists.return_reasons_of([(TASK, UNIT), (LATE, "区园林局")]),
    "ask_new_day": reviews.ask_new_day(ITEM, TASK, MONDAY),
    "confirm_orders": order_texts.confirm_orders(
        [
            order_texts.order_in_words(Verb.PASS, [(TASK, UNIT), (TASK, "区园林局")], ""),
            order_texts.order_in_words(Verb.PUT_OFF, [(LATE, UNIT)], "2022-12-15"),
        ]
    ),
    "confirm_order": order_texts.confirm_order(order_texts.order_in_words(Verb.PUT_OFF, [(LATE, UNIT)], "2022-12-15")),
    "change_refused-order": changes.change_refused(order_texts.order_example(Verb.BACK)),
    "change_refused-order_nothing_waits": changes.change_refused(order_texts.nothing_waits(["30", "31"], Verb.PASS)),
    "change_refused-order_no_report_of_nil": changes.change_refused(order_texts.nothing_waits(["30"], Verb.NIL)),
    "change_refused-order_nil": changes.change_refused(order_texts.nil_example()),
    "change_refused-order_nil_waits": changes.change_refused(order_texts.nil_waits(TASK, UNIT)),
    "ask_nil": order_texts.ask_nil(TASK),
    "confirm_nil": order_texts.confirm_nil(
        [(LATE, LATE_ITEM), (TASK, make_item(TASK))], UNIT, "区河务局无此项职能", MONDAY
    ),
    "change_refused-order_not_read": changes.change_refused(order_texts.not_read("99")),
    "nothing_decided": review_lists.nothing_decided(),
    "decided": review_lists.decided(
        [Decided(Verb.BACK, UNIT, TASK, ITEM), Decided(Verb.BACK, "区园林局", LATE, LATE_ITEM)],
        ["佐证不完整，请补齐"],
        "700000017",
        15,
        "公开办值班",
    ),
    "decided-without_reason": review_lists.decided([Decided(Verb.NIL, UNIT, TASK, ITEM)], [""], "700000018", 0),
    "decided-struck_off": review_lists.decided([Decided(Verb.STRIKE_OFF, UNIT, TASK, ITEM)], [], "700000018", 0),
    "strike_list": review_lists.strike_list([(ITEM, TASK, OF_UNIT)], 0)[0],
    "strike_list-none": review_lists.strike_list([], 0)[0],
    "undo_list": undo_texts.undo_list(
        [undo_texts.Batch("700000017", MONDAY_MORNING, (ItemState.DONE,), [(UNIT, TASK), ("区园林局", LATE)])], MONDAY
    ),
    "undo_list-none": undo_texts.undo_list([], MONDAY),
    "undone": undo_texts.undone([((UNIT, TASK), True), (("区园林局", LATE), False)]),
    "undone-too_late": undo_texts.undone([]),
    "review_empty": reviews.review_empty(),
    "acted-accepted": reviews.acted(ACCEPTED, ITEM, TASK, UNIT, "公开办值班", MONDAY, BATCH),
    "acted-returned": reviews.acted(SENT_BACK, ITEM, TASK, UNIT, "", MONDAY, BATCH),
    "acted-extension": reviews.acted(
        make_report(Intent.EXTENSION, verdict=Verdict.ACCEPTED),
        make_item(TASK, due_on=date(2022, 12, 15)),
        TASK,
        UNIT,
        "",
        MONDAY,
        BATCH,
    ),
    "acted-put_off": reviews.acted(
        make_report(verdict=Verdict.RETURNED, reason=reviews.put_off_until(date(2022, 12, 15))),
        make_item(TASK, due_on=date(2022, 12, 15)),
        TASK,
        UNIT,
        "",
        MONDAY,
        BATCH,
    ),
    "acted-found_nil": reviews.acted(
        make_report(verdict=Verdict.ACCEPTED, reason=reviews.FOUND_NIL),
        ITEM,
        TASK,
        UNIT,
        "公开办值班",
        MONDAY,
        BATCH,
    ),
    "decided_already": reviews.decided_already(ACCEPTED, TASK, UNIT),
    "owing": overdue_lists.owing([ItemState.TO_SIGN], [(UNIT, 12), ("区园林局", 3)]),
    "owing-not_closed": overdue_lists.owing([ItemState.TO_SIGN, ItemState.WORKING], [(UNIT, 12)]),
    "owing-nothing": overdue_lists.owing([ItemState.TO_SIGN], []),
    "overdue_list": overdue_lists.overdue_list(page_of(LATE_ROWS, 0, 12), 3, 2, MONDAY),
    "overdue_list-none": overdue_lists.overdue_list(page_of([], 0), 0, 0, MONDAY),
    "unit_card": rosters.unit_card(UNIT, OF_POST, COUNTS, page_of(THREE_ITEMS, 0, 2), MONDAY, 1),
    "unit_card-nobody_enrolled": rosters.unit_card("区园林局", [], {}, page_of([], 0), MONDAY),
    "preview_text": previews.preview_text(MONDAY, GOING_OUT, MONDAY),
    "preview_text-papers": previews.preview_text(
        MONDAY, [], MONDAY, papers=[previews.Proposed(UNIT, ("8", "12")), previews.Proposed("", ("23", "30"))]
    ),
    "preview_text-holiday": previews.preview_text(date(2022, 10, 3), [], MONDAY, quiet="国庆节放假"),
    "outlook_text": Letter(
        previews.outlook_text(
            {
                date(2022, 12, 5): {NoticeKind.OVERDUE: 12, NoticeKind.ADVANCE: 1204},
                date(2023, 3, 31): {NoticeKind.PROGRESS: 40},
            },
            MONDAY,
            date(2023, 3, 31),
        )
    ),
    "outlook_text-nothing": Letter(previews.outlook_text({}, MONDAY, date(2022, 12, 2))),
    "preview_text-nothing": previews.preview_text(MONDAY, [], MONDAY),
    "roster_text": rosters.roster_text(ROSTER, 0, MONDAY),
    "unreachable": office.unreachable([(UNIT, 3)]),
    "unreachable-several": office.unreachable([(f"区某{n}局", 28) for n in range(1, 62)]),
    "set_aside": office.set_aside(700000017),
    "trouble_note": office.trouble_note(UNIT, LATE, "需市局提供底图", 500),
    "digest": digest(FIGURES, MONDAY_MORNING),
    "digest-dead_links": digest(replace(FIGURES, dead_links=("第12项区河务局", "第3项清溪乡")), MONDAY_MORNING),
    "digest-second_year": digest(
        replace(
            FIGURES,
            year=2022,
            earlier_items=94,
            earlier_awaiting=2,
            earlier_overdue=36,
            earlier_due_this_week=24,
            earlier_unconfirmed=1,
        ),
        MONDAY_MORNING,
    ),
    "digest-nothing_yet": digest(NOTHING_YET, MONDAY_MORNING),
}
