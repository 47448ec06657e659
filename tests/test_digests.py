"""摘要: every number beside what it is counted out of, and nothing said that is not so."""

from __future__ import annotations

import json
from dataclasses import fields, replace

from messages.digests import Figures, digest, digest_as_json
from tests.letters_to_office import FIGURES, NOTHING_YET
from tests.make import MONDAY_MORNING


def text_of(figures: Figures) -> str:
    return digest(figures, MONDAY_MORNING).text


def test_the_accounts_stand_in_the_offices_order() -> None:
    heads = [line.split("：")[0] for line in text_of(FIGURES).split("\n")[1:9]]

    assert heads == ["建账", "在办", "交账", "核账", "销账", "逾期", "未送达", "本周到期"]


def test_every_number_stands_beside_what_it_is_counted_out_of() -> None:
    text = text_of(FIGURES)

    assert "应反馈186件，已反馈151件，其中按时139件" in text
    assert "责任项1,450件中有1,042件（待签收12件" in text
    assert "责任项1,450件中有408件，其中已办结129件（含已销号98件），不涉及17件" in text
    assert "待审核17件（报结9件、不涉及4件、延期3件、协调1件）" in text
    assert "9件，涉及37个单位中的6个" in text
    assert "37个单位中的2个（区园林局、清溪乡）" in text
    assert "未送达：2个单位（区园林局、清溪乡）" in text_of(replace(FIGURES, units=0))


def test_thousands_are_parted() -> None:
    assert "记录共1,204条" in text_of(FIGURES)


def test_what_changed_is_told_only_where_there_was_a_digest_before() -> None:
    assert "自11月21日（星期一）上次摘要以来：新反馈12件，新办结9件，新增逾期2件" in text_of(FIGURES)
    assert "较上次" not in text_of(replace(FIGURES, changes=None))


def test_no_wait_is_told_where_nothing_waits() -> None:
    assert "最长" not in text_of(replace(FIGURES, awaiting=0))


def test_a_year_that_has_not_begun_reads_plainly() -> None:
    text = text_of(NOTHING_YET)

    assert "建账：53项，均已确认" in text
    assert "逾期：无\n未送达：无\n本周到期：无" in text


def test_many_rows_due_this_week_are_named_in_part_and_counted() -> None:
    assert "本周到期：第12、15、23、30、42等6项，计38件" in text_of(FIGURES)
    assert "本周到期：第12、15项，计38件" in text_of(replace(FIGURES, due_this_week=("12", "15")))


def test_the_json_holds_every_number() -> None:
    read_again = json.loads(json.dumps(digest_as_json(FIGURES)))

    assert set(read_again) == {field.name for field in fields(Figures)}
    assert read_again["unconfirmed"] == ["44"]
    assert read_again["changes"] == {"since": "2022-11-21", "reported": 12, "done": 9, "newly_overdue": 2}


def test_the_json_says_that_there_was_no_digest_before() -> None:
    assert digest_as_json(NOTHING_YET)["changes"] is None
