"""One letter of every sort that the course of a year brings; tests/golden shows how each reads."""

from __future__ import annotations

from datetime import date

from messages import answers, cards, carrying, check_in_texts, repeats, reviews, tallies, yearly
from messages.carrying import Carried, Group, GroupRow, Proposal
from messages.letter import Letter
from messages.tallies import TallyRow
from messages.yearly import BonusRow
from storage.states import Intent, ItemState, Verdict
from storage.values import DeadlineKind
from tests.make import MONDAY, SOURCE, UNIT, make_item, make_report, make_task

TASK = make_task("51", label="听取工作汇报", content="各部门主要负责人年内至少听取两次政务公开工作汇报。")
YEARLY = make_task("17", label="监管信息公开", content="公开监管结果。", deadline_kind=DeadlineKind.RECURRING)
LASTING = make_task("8", label="权责清单", content="更新权责清单。", deadline_kind=DeadlineKind.CONTINUOUS)
COUNTED = make_item(TASK, times_wanted=2, state=ItemState.WORKING)
PROPOSAL = Proposal(
    2022,
    {
        Group.UNFINISHED: (GroupRow(make_task("12"), 3, 1), GroupRow(make_task("13"), 1)),
        Group.LASTING: (GroupRow(LASTING, 37),),
        Group.YEARLY: (GroupRow(YEARLY, 0),),
    },
    awaiting=2,
    later=5,
    days=(date(2023, 3, 31), date(2023, 6, 30), date(2023, 9, 30), date(2023, 12, 31)),
)
NOTHING = Proposal(2022, dict.fromkeys(Group, ()))
BONUS = BonusRow(7, UNIT, 2022, "1.5", "渡口公示做法获市级推广")
DAYS = [date(2022, 12, 9), date(2022, 12, 30)]

LETTERS: dict[str, Letter] = {
    "carry_proposal": carrying.carry_proposal(PROPOSAL),
    "carry_proposal-nothing": carrying.carry_proposal(NOTHING),
    "carry_list": carrying.carry_list(PROPOSAL, 0),
    "carried_over": carrying.carried_over(Carried(2022, Group.UNFINISHED, 2, 4, date(2023, 6, 30))),
    "carried_over-yearly": carrying.carried_over(Carried(2022, Group.YEARLY, 3, 15)),
    "carried_over-nothing": carrying.carried_over(Carried(2022, Group.LASTING, 0, 0)),
    "year_unclear": carrying.year_unclear(),
    "counted_once": tallies.counted_once(COUNTED, TASK, 1),
    "tally_list": tallies.tally_list(
        [TallyRow(TASK, UNIT, 2, 0), TallyRow(TASK, "区园林局", 2, 1), TallyRow(TASK, "清溪乡", 2, 2)], 2022, 0
    ),
    "tally_list-none": tallies.tally_list([], 2022, 0),
    "acted-counted": reviews.acted(
        make_report(Intent.DONE, verdict=Verdict.ACCEPTED), COUNTED, TASK, UNIT, "", MONDAY, "700000017"
    ),
    "item_card-counted": cards.item_card(COUNTED, TASK, UNIT, SOURCE, date(2022, 11, 30), 0, [], [], MONDAY, 1),
    "item_card-carried": cards.item_card(
        make_item(
            make_task("12", carried_from=4),
            due_on=date(2023, 6, 30),
            carried_from=4,
            years_open=1,
            begins_on=date(2023, 1, 1),
        ),
        make_task("12", carried_from=4, deadline_text="11月底前；结转至2023年6月30日"),
        UNIT,
        carrying.plan_title(2022),
        date(2023, 6, 30),
        0,
        [],
        [],
        MONDAY,
    ),
    "check_ins": yearly.check_ins(TASK, [], MONDAY),
    "check_ins-own_days": yearly.check_ins(TASK, DAYS, MONDAY),
    "check_ins_asked": yearly.check_ins_asked(TASK, [], DAYS, MONDAY),
    "check_ins_set": yearly.check_ins_set(TASK, DAYS, 37, MONDAY),
    "check_ins_refused-example": yearly.check_ins_refused(None, check_in_texts.check_ins_example()),
    "check_ins_refused-whole_year_only": yearly.check_ins_refused(TASK, check_in_texts.whole_year_only()),
    "check_ins_refused-unclear": yearly.check_ins_refused(TASK, check_in_texts.days_unclear()),
    "check_ins_refused-too_many": yearly.check_ins_refused(TASK, check_in_texts.too_many_days(6)),
    "check_ins_refused-too_late": yearly.check_ins_refused(TASK, check_in_texts.days_too_late()),
    "check_ins_refused": yearly.check_ins_refused(TASK, check_in_texts.days_past()),
    "repeats_found": repeats.repeats_found([YEARLY, LASTING], 14),
    "repeats_ended": repeats.repeats_ended([YEARLY, LASTING], 14),
    "repeats_ended-nothing": repeats.repeats_ended([], 0),
    "ledger_caption": yearly.ledger_caption(["2022年云川区任务分解表"], []),
    "ledger_caption-second_year": yearly.ledger_caption(
        [carrying.plan_title(2022), "2023年云川区任务分解表"], [2021, 2022]
    ),
    "ledger_caption-none": yearly.ledger_caption([], [2022, 2023], 2019),
    "bonus_given": yearly.bonus_given(BONUS, "3.5"),
    "bonus_withdrawn": yearly.bonus_withdrawn(BONUS, True),
    "bonus_withdrawn-twice": yearly.bonus_withdrawn(BONUS, False),
    "bonus_list": yearly.bonus_list([BONUS, BonusRow(8, "区园林局", 2022, "2", "绿地信息一图公开")], 2022),
    "bonus_list-none": yearly.bonus_list([], 2022),
    "bonus_unclear": yearly.bonus_unclear(),
    "bonus_unclear-unit": yearly.bonus_unclear("区水运局"),
    "assessment_caption": yearly.assessment_caption(2022, 37),
    "assessment_caption-nothing": yearly.assessment_caption(2021, 0),
    "office_only": answers.office_only(),
}
