"""One letter of every sort a liaison, a leader or a stranger may get; tests/golden shows how each reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messages import answers, cards, inquiries, instructions, missing, receipts, revisions, verdicts
from messages.entries import Entry
from messages.letter import Letter
from messages.notices import day_letter, whole_letter
from messages.receipts import ReceiptLine
from messages.second_channel import aside
from storage.findings import LinkReason
from storage.records import Item, Task
from storage.states import EvidenceKind, Intent, ItemState, NoticeKind, Part, Role, Verdict
from storage.values import DeadlineKind
from tests.make import (
    MONDAY,
    MONDAY_MORNING,
    SOURCE,
    UNIT,
    make_contact,
    make_evidence,
    make_item,
    make_report,
    make_task,
)

TASK = make_task()
ITEM = make_item(TASK)
WORKING = make_item(TASK, state=ItemState.WORKING)
CARRIED = make_task("23", label="防汛值守", content="落实防汛值守。", carried_from=5)
OTHER = make_task("23", label="防汛物资目录", content="公开区级防汛物资储备目录和调用办法。", due_on=date(2022, 12, 31))
LATE = make_task("8", label="权责清单", content="更新并公开权责清单。", due_on=date(2022, 11, 18))
YEAR = make_task(
    "31",
    label="便民问答",
    content="持续编写便民问答，按季更新。",
    deadline_text="全年",
    deadline_kind=DeadlineKind.WHOLE_YEAR,
    due_on=date(2022, 12, 31),
)
FRIDAY_BEFORE = date(2022, 12, 30)


def entry(kind: NoticeKind, task: Task = TASK, unit: str = UNIT, late_by: int = 0, **named: object) -> Entry:
    """An entry as the plan hands it over; the working day to act by is the due day unless said."""
    act_by = named.pop("act_by", task.due_on)
    assert act_by is None or isinstance(act_by, date)
    return Entry(kind, make_item(task, **named), task, unit, act_by, late_by, SOURCE)


def a_day() -> list[Entry]:
    """Something under every head."""
    sent_back = make_task("15", label="年度报告", content="编制并公布年度报告。")
    due_on = date(2022, 12, 2)
    return [
        entry(NoticeKind.PROGRESS, YEAR, act_by=FRIDAY_BEFORE, state=ItemState.SIGNED),
        entry(NoticeKind.ASSIGNMENT, OTHER, act_by=FRIDAY_BEFORE),
        entry(NoticeKind.RETURNED, sent_back, act_by=due_on, state=ItemState.RETURNED, returned_due_on=due_on),
        entry(NoticeKind.OVERDUE, LATE, late_by=6, state=ItemState.WORKING),
        entry(NoticeKind.DUE_TODAY, make_task("9", label="收费目录", due_on=MONDAY), state=ItemState.SIGNED),
        entry(NoticeKind.ADVANCE, TASK, state=ItemState.WORKING),
    ]


def many(number: int) -> list[Entry]:
    """A township's first assignment."""
    return [entry(NoticeKind.ASSIGNMENT, make_task(str(n), id=n)) for n in range(1, number + 1)]


def two_units() -> list[Entry]:
    """One person answers for two units, and both owe row 12."""
    other = entry(NoticeKind.ADVANCE, TASK, "区园林局", id=2012)
    return [entry(NoticeKind.ADVANCE, TASK), other, entry(NoticeKind.ASSIGNMENT, OTHER, act_by=FRIDAY_BEFORE)]


def card(item: Item, act_by: date | None = None, late_by: int = 0, task: Task = TASK) -> Letter:
    """A card with a history."""
    reports = [
        make_report(Intent.WORKING, text="已更新3处，其余本周完成", verdict=Verdict.NONE),
        make_report(id=501, text="已全部更新", verdict=Verdict.RETURNED, reason="链接无法打开，请核对后重发"),
        make_report(id=502, text="已更换链接"),
    ]
    evidence = [make_evidence(), make_evidence(kind=EvidenceKind.PHOTO, url="", name="公示牌.jpg")]
    return cards.item_card(item, task, UNIT, SOURCE, act_by or item.due_on, late_by, reports, evidence, MONDAY)


def fresh_card(item: Item, task: Task, act_by: date | None = None, late_by: int = 0) -> Letter:
    """A card without a history."""
    return cards.item_card(item, task, UNIT, SOURCE, act_by or item.due_on, late_by, [], [], MONDAY)


ONE = ReceiptLine(
    make_item(TASK, state=ItemState.SUBMITTED),
    TASK,
    Intent.DONE,
    "公示牌已全部更新",
    ("https://www.example.gov.cn/gk/1.html",),
    report_id=500,
)
SEVERAL = [
    ONE,
    ReceiptLine(make_item(OTHER), OTHER, Intent.EXTENSION, "目录尚在会签", due=date(2022, 12, 15), report_id=501),
    ReceiptLine(make_item(LATE), LATE, Intent.WORKING, "正在校核", files=2, report_id=502),
]
SIGNED = [
    ReceiptLine(make_item(OTHER), make_task(str(number)), Intent.SIGNED, report_id=number) for number in range(21, 28)
]
LOOKED_AT = [
    make_evidence(why=LinkReason.OPENED, looked_at=MONDAY_MORNING, published_on=date(2022, 11, 25)),
    make_evidence(why=LinkReason.GONE, looked_at=MONDAY_MORNING, status=404),
    make_evidence(kind=EvidenceKind.NUMBER, url="", name="区政办发〔2022〕5号"),
]
EXTENDED = make_item(TASK, due_on=date(2022, 12, 15), first_due_on=date(2022, 11, 30), extensions=1)

LETTERS: dict[str, Letter] = {
    "rows_changed": revisions.rows_changed(
        [
            (TASK, revisions.deadline_moved("2022年12月9日（星期五）")),
            (TASK, revisions.reworded("逐一更新各渡口公示牌。")),
            (LATE, revisions.stopped()),
            (LATE, revisions.renumbered("9")),
        ]
    ),
    "day_letter": day_letter(a_day(), MONDAY),
    "day_letter-first_page": day_letter(many(20), MONDAY),
    "day_letter-last_page": day_letter(many(20), MONDAY, page=2),
    "whole_letter": whole_letter(many(20), MONDAY),
    "aside": aside(whole_letter(a_day(), MONDAY), "公开办", "example_bot"),
    "aside-bot_not_known": aside(whole_letter([entry(NoticeKind.ASSIGNMENT)], MONDAY), "公开办", ""),
    "day_letter-two_units": day_letter(two_units(), MONDAY),
    "day_letter-nothing_left": day_letter([], MONDAY),
    "day_letter-single_assignment": day_letter([entry(NoticeKind.ASSIGNMENT)], MONDAY),
    "day_letter-single_overdue": day_letter(
        [entry(NoticeKind.OVERDUE, LATE, late_by=6, state=ItemState.WORKING)], MONDAY
    ),
    "item_card-to_sign": fresh_card(ITEM, TASK),
    "item_card-due_on_a_holiday": fresh_card(make_item(OTHER, state=ItemState.SIGNED), OTHER, FRIDAY_BEFORE),
    "item_card-whole_year": fresh_card(make_item(YEAR, state=ItemState.SIGNED), YEAR, FRIDAY_BEFORE),
    "item_card-late": fresh_card(make_item(LATE, state=ItemState.WORKING), LATE, late_by=6),
    "item_card-uncertain": fresh_card(make_item(LATE, state=ItemState.WORKING, due_is_certain=False), LATE),
    "item_card-extended": fresh_card(EXTENDED, TASK),
    "item_card-no_date": fresh_card(make_item(YEAR, kind=DeadlineKind.CONTINUOUS, due_on=None), YEAR),
    "item_card-submitted": card(make_item(TASK, state=ItemState.SUBMITTED)),
    "item_card-links_looked_at": cards.item_card(
        make_item(TASK, state=ItemState.SUBMITTED), TASK, UNIT, SOURCE, TASK.due_on, 0, [], LOOKED_AT, MONDAY
    ),
    "item_card-returned": card(
        make_item(TASK, state=ItemState.RETURNED, returned_due_on=date(2022, 12, 2)), date(2022, 12, 2)
    ),
    "item_card-done_late": card(make_item(TASK, state=ItemState.DONE, submitted_on=date(2022, 12, 1))),
    "item_card-assisting": fresh_card(make_item(TASK, part=Part.ASSISTING), TASK),
    "receipt": receipts.receipt([ONE], (), MONDAY),
    "receipt-several": receipts.receipt(SEVERAL, ["第8项请补充预计办结时间"], MONDAY),
    "receipt-many_signed": receipts.receipt([*SIGNED, ONE], (), MONDAY),
    "receipt-many_alike": receipts.receipt(
        [replace(line, intent=Intent.WORKING, text="其余正常推进", report_id=n) for n, line in enumerate(SIGNED)],
        (),
        MONDAY,
    ),
    "did_you_mean": receipts.did_you_mean([TASK, OTHER], Intent.DONE, "7f3a"),
    "or_to_the_office": inquiries.or_to_the_office(receipts.which_item([(ITEM, TASK)], "7f3a"), "7f3a"),
    "what_of_it": receipts.what_of_it(ITEM, TASK),
    "what_of_it-keeps_words": receipts.what_of_it(ITEM, TASK, keeps_words=True),
    "which_of_alike": receipts.which_of_alike(
        [
            (make_item(CARRIED, due_on=date(2023, 3, 31), occurrence="2022-06-30", carried_from=4), CARRIED),
            (make_item(OTHER, due_on=date(2023, 6, 30)), OTHER),
        ],
        "7f3a",
        MONDAY,
        {1: UNIT},
    ),
    "which_item": receipts.which_item([(ITEM, TASK), (make_item(OTHER), OTHER)], "7f3a"),
    "ask_reason": receipts.ask_reason(Intent.NIL),
    "ask_new_date": receipts.ask_new_date(TASK),
    "ask_progress": receipts.ask_progress(TASK),
    "returned": verdicts.returned(
        make_item(TASK, state=ItemState.RETURNED), TASK, "链接无法打开", date(2022, 12, 2), MONDAY
    ),
    "accepted": verdicts.accepted(make_item(TASK, state=ItemState.DONE), TASK),
    "accepted-duty_goes_on": verdicts.accepted(make_item(TASK, state=ItemState.ONGOING), TASK),
    "nil_found": verdicts.nil_found(TASK, "区教育局无此项职能"),
    "nil_accepted": verdicts.nil_accepted(TASK),
    "nil_refused": verdicts.nil_refused(WORKING, TASK, "属于贵单位职责范围"),
    "extension_granted": verdicts.extension_granted(EXTENDED, TASK, date(2022, 11, 30), date(2022, 12, 15), MONDAY),
    "put_off": verdicts.put_off(EXTENDED, TASK, date(2022, 11, 30), date(2022, 12, 15), MONDAY),
    "verdict_undone": verdicts.verdict_undone(make_item(TASK, state=ItemState.SUBMITTED), TASK),
    "extension_refused": verdicts.extension_refused(WORKING, TASK, "时限为上级规定，不能延后", MONDAY),
    "trouble_answered": verdicts.trouble_answered(WORKING, TASK, "已与市局联系，本周内答复。"),
    "corrected": verdicts.corrected(WORKING, TASK),
    "what_to_correct": verdicts.what_to_correct([(make_report(id=501), TASK), (make_report(Intent.WORKING), OTHER)]),
    "too_late_to_correct": verdicts.too_late_to_correct(),
    "list_letter": verdicts.list_letter([(one.item, one.task) for one in a_day()], MONDAY, 0, UNIT),
    "list_letter-nothing_open": verdicts.list_letter([], MONDAY, 0, UNIT),
    "list_letter-second_page": verdicts.list_letter([(one.item, one.task) for one in many(20)], MONDAY, 1, UNIT),
    "stranger": answers.stranger(),
    "welcome": answers.welcome(make_contact(), [UNIT, "区园林局"], 47),
    "welcome-nothing_open": answers.welcome(make_contact(name=""), [UNIT], 0),
    "welcome-office": answers.welcome(make_contact(Role.OFFICE, name="公开办"), [], 0),
    "welcome-leader": answers.welcome(make_contact(Role.LEADER, name="分管负责同志"), [UNIT], 0),
    "help_liaison": instructions.help_liaison(),
    "help_office": instructions.help_office(),
    "office_not_understood": instructions.office_not_understood(),
    "press_the_button": instructions.press_the_button(),
    "office_courtesy": instructions.office_courtesy(is_asked=False),
    "office_courtesy-asked": instructions.office_courtesy(is_asked=True),
    "help_leader": instructions.help_leader(),
    "code_refused": answers.code_refused(),
    "unheard": answers.unheard(),
    "too_much": answers.too_much(),
    "ended": answers.ended(),
    "not_understood": answers.not_understood(),
    "edit_unclear": answers.edit_unclear(),
    "under": receipts.under(missing.not_with_unit("12", ItemState.SUBMITTED), receipts.what_of_it(ITEM, TASK)),
    "not_stored": receipts.not_stored([missing.until_when("12")]),
    "not_stored-for_every_reason": receipts.not_stored(
        [
            missing.something_unclear(),
            missing.not_yours(["60", "61"]),
            missing.not_with_unit("13", ItemState.DONE),
            missing.which_of_several("12"),
            missing.no_deadline("23"),
            missing.a_later_day("8"),
        ]
    ),
    "say_again": answers.say_again(),
    "expired": answers.expired(),
    "nothing_open": answers.nothing_open(),
    "nothing_open-under_review": answers.nothing_open(3),
    "courtesy": answers.courtesy(39, 35),
    "courtesy-all_signed": answers.courtesy(4, 0),
    "courtesy-nothing_owed": answers.courtesy(0, 0),
    "nothing_to_sign": answers.nothing_to_sign(4),
    "sensitive": answers.sensitive(),
    "file_too_big": answers.file_too_big(),
    "not_yours": answers.not_yours(),
    "already": answers.already(ItemState.DONE),
    "handover_heard": answers.handover_heard(),
}
