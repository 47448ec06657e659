"""The letters by which the office presses units and changes what was handed out; tests/golden shows how each reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from messages import change_texts, changes, draft_cards, drafts, nudges, on_behalf, periods
from messages.draft_cards import Addressee
from messages.drafts import Drafted, Unanswered
from messages.letter import Letter
from messages.nudges import Nudged
from messages.periods import Burden
from messages.receipts import ReceiptLine
from storage.desk.periods import Asked, Happened
from storage.states import Intent, ItemState
from storage.values import DeadlineKind
from tests.district import CHINA
from tests.letters_to_office import LATE, LATE_ITEM, OF_UNIT, TASK
from tests.make import MONDAY, UNIT, make_item, make_report

HAPPENED = Happened(
    handed_out=12,
    handed_out_in_all=1450,
    signed=30,
    reports=45,
    reported=40,
    passed=30,
    returned=5,
    extended=2,
    closed=28,
    nil=2,
    struck_off=20,
    newly_overdue=3,
    overdue=9,
    pinged=12,
    ping_letters=7,
    papers=1,
)
BURDENS = [
    Burden(UNIT, Asked(6, 41), Asked(4, 12)),
    Burden("区园林局", Asked(2, 3), Asked()),
    Burden("清溪乡", Asked(), Asked()),
]
OPENING = datetime(2022, 11, 29, 9, 0, tzinfo=CHINA)
NUDGED = [
    Nudged(UNIT, "河务局联络员", ("8", "12"), ("23",), None),
    Nudged("区园林局", "园林局联络员", ("8",), (), OPENING),
    Nudged("清溪乡", "", ("8",), (), None),
]
ROWS = (Unanswered(UNIT, LATE_ITEM, LATE, 6), Unanswered(UNIT, make_item(TASK, due_on=date(2022, 11, 11)), TASK, 11))
PAPER = Drafted(UNIT, ROWS, "", "云川区政务公开办", date(2022, 12, 5))
WITH_NOTE = replace(PAPER, note="办理中有困难的，请来函说明。")
BULLETIN = Drafted("", (*ROWS, Unanswered("区园林局", LATE_ITEM, LATE, 6)), "", "云川区政务公开办", date(2022, 12, 5))
RECORDED = [ReceiptLine(make_item(TASK, state=ItemState.SUBMITTED), TASK, Intent.DONE)]
LIAISON = Addressee("联络员", "河务局联络员")
LEADER = Addressee("负责同志", "河务局负责同志")
NO_LEADER = Addressee("负责同志", "")
LOST = Addressee("联络员", "河务局联络员", "对方已停用本号")
MOVED = change_texts.moved(
    change_texts.deadline_in_words(date(2022, 11, 30), DeadlineKind.DATE),
    change_texts.deadline_in_words(date(2022, 12, 20), DeadlineKind.DATE),
)

LETTERS: dict[str, Letter] = {
    "period_report": periods.period_report("周报", date(2022, 11, 21), date(2022, 11, 27), HAPPENED, MONDAY),
    "period_report-month_so_far": periods.period_report(
        "月报", date(2022, 11, 1), date(2022, 11, 30), replace(HAPPENED, papers=0), MONDAY
    ),
    "period_unclear": periods.period_unclear(),
    "burden_text": periods.burden_text(date(2022, 11, 1), BURDENS, 8, 0, MONDAY),
    "month_unclear": periods.month_unclear(),
    "search_result": periods.search_result(
        "公示牌", [TASK], [(make_report(reason="缺佐证"), TASK, OF_UNIT)], 0, MONDAY
    ),
    "search_result-nothing": periods.search_result("航天", [], [], 0, MONDAY),
    "search_example": periods.search_example(),
    "nudge_preview": nudges.nudge_preview(NUDGED, MONDAY),
    "nudge_preview-all_pinged": nudges.nudge_preview([replace(NUDGED[0], numbers=())], MONDAY),
    "nudge_planned": nudges.nudge_planned(3, 2, OPENING, MONDAY),
    "nudge_planned-at_once": nudges.nudge_planned(1, 1, None, MONDAY),
    "nudge_planned-nothing": nudges.nudge_planned(0, 0, None, MONDAY),
    "confirm-record": on_behalf.confirm(
        [(TASK, LATE_ITEM, Intent.DONE, None), (LATE, LATE_ITEM, Intent.EXTENSION, date(2022, 12, 15))],
        UNIT,
        "电话反馈，书面材料已收",
    ),
    "recorded": on_behalf.recorded(RECORDED, UNIT, told=True),
    "recorded-nobody_told": on_behalf.recorded(RECORDED, UNIT, told=False),
    "told_unit": on_behalf.told_unit(RECORDED, "电话反馈，书面材料已收"),
    "not_stopped": nudges.not_stopped(),
    "nothing_to_nudge": nudges.nothing_to_nudge(),
    "nothing_to_nudge-not_read": nudges.nothing_to_nudge(nudges.not_read("某某局")),
    "draft_letter": drafts.draft_letter(WITH_NOTE, MONDAY),
    "draft_letter-to_leader": drafts.draft_letter(PAPER, MONDAY, to_leader=True),
    "draft_letter-bulletin": drafts.draft_letter(BULLETIN, MONDAY),
    "draft_with_paper": drafts.draft_with_paper(replace(WITH_NOTE, number=3), MONDAY),
    "draft_with_paper-long": drafts.draft_with_paper(
        replace(WITH_NOTE, rows=ROWS * 20, note="请按附件逐项说明。" * 60), MONDAY, to_leader=True
    ),
    "paper_to_print": draft_cards.paper_to_print(replace(PAPER, number=3), 5),
    "paper_to_print-draft": draft_cards.paper_to_print(BULLETIN, 6),
    "draft_card": draft_cards.draft_card(WITH_NOTE, [LIAISON, LEADER], 5, 1, 2, MONDAY),
    "draft_card-no_leader": draft_cards.draft_card(replace(PAPER, copied=False), [LIAISON, NO_LEADER], 5, 1, 1, MONDAY),
    "draft_card-unreachable": draft_cards.draft_card(PAPER, [LOST, LEADER], 5, 1, 1, MONDAY),
    "draft_card-bulletin": draft_cards.draft_card(BULLETIN, [Addressee("区负责同志", "")], 6, 1, 1, MONDAY),
    "no_drafts": draft_cards.no_drafts(),
    "drafts_wait": draft_cards.drafts_wait(2, 1),
    "ask_draft_note": draft_cards.ask_draft_note(WITH_NOTE.note),
    "draft_released": draft_cards.draft_released(PAPER, [LIAISON, LEADER], "即将发出", 9),
    "draft_released-nobody": draft_cards.draft_released(BULLETIN, [Addressee("区负责同志", "")], "即将发出"),
    "draft_dropped": draft_cards.draft_dropped(PAPER),
    "draft_changed": draft_cards.draft_changed(),
    "draft_gone": draft_cards.draft_gone(),
    "change_proposed": changes.change_proposed(
        change_texts.title_of("改期", TASK), [MOVED], change_texts.effect(37, 36)
    ),
    "change_proposed-units": changes.change_proposed(
        change_texts.title_of("加单位", TASK),
        [change_texts.joining(["区财政局", "各乡镇人民政府"]), change_texts.new_items(8, date(2022, 12, 12))],
        change_texts.joins(TASK),
    ),
    "change_proposed-new_row": changes.change_proposed(
        change_texts.new_task_title(),
        change_texts.new_row("54", "公开防汛预案", ["区水务局", "各乡镇人民政府"], "2022年12月20日（星期二）"),
        change_texts.task_effect(),
    ),
    "change_proposed-stop": changes.change_proposed(
        change_texts.title_of("终止", TASK), [change_texts.whole_row_stops()], change_texts.effect(2, 0)
    ),
    "change_proposed-alias": changes.change_proposed(
        change_texts.alias_title(),
        [change_texts.also_called("区发改委", "区发改局", "区财政局")],
        change_texts.alias_effect(),
    ),
    "change_proposed-calendar": changes.change_proposed(
        change_texts.calendar_title(),
        [change_texts.day_becomes(date(2022, 12, 31), "休", "班")],
        change_texts.calendar_effect(),
    ),
    "which_table": changes.which_table(
        "改期", [(TASK, "2022年云川区安全生产任务分解表"), (LATE, "2022年云川区政务公开任务分解表")]
    ),
    "change_made": changes.change_made(
        change_texts.title_of("改期", TASK), change_texts.due_now("2022年12月20日（星期二）")
    ),
    "change_made-row": changes.change_made(
        change_texts.new_task_title(), change_texts.task_added("54", confirmed=True)
    ),
    "change_made-alias": changes.change_made(
        change_texts.alias_title(), change_texts.alias_learnt("区发改委", "区发改局", 2)
    ),
    "change_dropped": changes.change_dropped(),
    "change_overtaken": changes.change_overtaken(),
    "change_refused": changes.change_refused(change_texts.day_unclear("抓紧")),
    "change_refused-past": changes.change_refused(change_texts.day_past(date(2022, 1, 5))),
    "change_refused-unit": changes.change_refused(change_texts.unit_unclear("区航天局")),
    "change_refused-calendar": changes.change_refused(change_texts.day_fixed(date(2022, 12, 31))),
    "ask_change": changes.ask_change("改期", TASK),
}
