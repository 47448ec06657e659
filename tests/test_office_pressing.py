"""催办 by hand, and the ladder: shown to the office first, in office hours, ended by an answer."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from docx import Document
from pydantic import ValidationError

from scheduler.escalation import Ladder, Rung, rung
from scheduler.workdays import Workdays
from storage.records import Draft
from storage.states import DraftKind, DraftState, ItemState, Post, Role
from tests.district import CHINA, EDUCATION, FINANCE, OFFICE, TOWN, District, buttons, row
from tests.make import make_item, make_task
from tests.talking import LINK, everything_kept, facts, in_conversation, item_of, live_to

LEADER, SECOND, DISTRICT = 21, 22, 23
DUE = date(2022, 9, 23)
LATE = date(2022, 9, 27)  # Tuesday; the week's 催办 went out on Monday


def late_item(day: date, **named: object):  # type: ignore[no-untyped-def]
    """An item that fell due on Friday 2022-09-23, seen on a day."""
    told = {"assigned_on": date(2022, 9, 19), "due_told_on": date(2022, 9, 19), "pings": 2, "state": ItemState.WORKING}
    return rung(make_item(make_task(), **{"due_on": DUE, **told, **named}), day, Ladder(), Workdays())


@pytest.mark.parametrize(
    ("day", "said", "stands_on"),
    [
        (date(2022, 9, 23), {}, Rung.REMINDER),
        (date(2022, 9, 26), {}, Rung.PING),
        (date(2022, 10, 13), {"pings": 1}, Rung.PING),
        (date(2022, 10, 12), {}, Rung.LETTER),  # ten working days on, over the holiday week
        (date(2022, 10, 11), {}, Rung.PING),
        (date(2022, 10, 26), {}, Rung.BULLETIN),
        (date(2022, 10, 26), {"reported_on": date(2022, 10, 20)}, Rung.PING),  # an answer ends the climb
        (date(2022, 10, 26), {"due_is_certain": False}, Rung.REMINDER),
        (date(2022, 10, 26), {"state": ItemState.SUBMITTED}, Rung.REMINDER),
        (date(2022, 10, 26), {"due_told_on": date(2022, 10, 21)}, Rung.PING),
    ],
)
def test_an_item_climbs_by_working_days_without_a_word(day: date, said: dict[str, object], stands_on: Rung) -> None:
    assert late_item(day, **said) is stands_on


def test_a_ladder_whose_rungs_are_not_in_order_is_refused() -> None:
    with pytest.raises(ValidationError, match="先有催办通知书才有通报"):
        Ladder(letter_after=10, bulletin_after=10)


async def test_a_ping_by_hand_is_shown_first_and_not_repeated_in_a_week(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE), row("23"), row("7", DUE, units=("柳河镇",))) as here:
        await live_to(here, LATE)
        before, told = facts(here), len(here.told(EDUCATION))
        [preview] = await here.says(OFFICE, "/催办")
        assert "本周已催办2件" in preview.text
        assert buttons(preview) == ["nudgeall"]
        [one] = await here.says(OFFICE, "/催办 23 区教育局")
        assert "第23项" in one.text
        assert "区教育局联络员" in one.text
        assert facts(here) == before

        await here.presses(OFFICE, "nudge")
        assert "【催办】第23项" in here.told(EDUCATION)[-1]
        await here.says(OFFICE, "/催办 区教育局")
        [planned] = await here.presses(OFFICE, "nudgeall")
        assert "9月28日（星期三）09:00" in planned.text  # one unasked message a working day
        assert len(here.told(EDUCATION)) == told + 1
        await here.says(EDUCATION, "12 办理中")
        await live_to(here, date(2022, 9, 28))

        assert not [text for text in here.told(EDUCATION)[told:] if "第12项" in text and "催办" in text]
        assert item_of(here, "23").pings == 1
        for wrong in ("/催办 99", "/催办 某某局", "/催办 12 明天"):
            assert (await here.says(OFFICE, wrong))[0].text.endswith("/催办 12 区教育局")


async def test_a_ping_by_hand_waits_for_office_hours(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE)) as here:
        here.clock.move_to(datetime(2022, 9, 30, 20, 0, tzinfo=CHINA))
        told = len(here.told(EDUCATION))
        [preview] = await here.says(OFFICE, "催办 12")
        assert "10月8日（星期六）09:00" in preview.text
        [planned] = await here.presses(OFFICE, "nudge")

        assert "最迟10月8日（星期六）09:00发出" in planned.text
        assert len(here.told(EDUCATION)) == told
        [foreseen] = await here.says(OFFICE, "/预演 2022-10-08")
        assert "催办1项：第12项" in foreseen.text


async def test_the_third_rung_is_a_draft_that_the_office_releases(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE), row("23", DUE), row("7", DUE, units=("区财政局",))) as here:
        await here.enrol(LEADER, Role.LEADER, "区教育局")
        await here.enrol(SECOND, Role.LIAISON, "区教育局", Post.B)
        await live_to(here, date(2022, 9, 28))
        for day, foreseen in ((11, False), (12, True), (13, False)):
            [shown] = await here.says(OFFICE, f"/预演 2022-10-{day}")
            assert ("当日拟稿：催办通知书2份（区教育局第12、23项" in shown.text) is foreseen, day
        await live_to(here, date(2022, 10, 12))
        assert any("已拟催办通知书2份" in text for text in here.told(OFFICE))
        [card] = await here.says(OFFICE, "/通知书")
        assert "待发布　1/2" in card.text
        release = buttons(card)[0]
        await here.presses(OFFICE, release.replace("release", "draftfile"))
        assert _paper_of(here, OFFICE) == "（拟稿，发布时编号）"
        await here.presses(OFFICE, release.replace("release", "draftnote"))
        await here.says(OFFICE, "如有困难请来电说明")
        await here.says(EDUCATION, "23 办理中，预计下周办结")
        await here.presses(OFFICE, release)
        assert any("已有新的反馈" in text for text in here.told(OFFICE))
        assert not any("催办通知书" in text for text in here.told(LEADER))
        await here.presses(OFFICE, release)

        assert any("已发布" in text and "负责同志区教育局" in text for text in here.told(OFFICE))
        [paper] = [text for text in here.told(LEADER) if "抄报·催办通知书" in text]
        assert "第12项" in paper
        assert "第23项" not in paper
        assert "如有困难请来电说明" in paper
        assert any("【催办通知书】" in text for text in here.told(EDUCATION))
        assert any("【催办通知书】" in text for text in here.told(SECOND))
        assert {_paper_of(here, one) for one in (OFFICE, LEADER, EDUCATION, SECOND)} == {"催办〔2022〕1号"}
        before = everything_kept(here)
        [gone] = await here.presses(OFFICE, release, forge=True)
        assert "未作变更" in gone.text
        assert before.count("draft/") == everything_kept(here).count("draft/")

        [other] = await here.says(OFFICE, "/通知书")
        assert "负责同志尚未登记" in other.text
        await here.says(FINANCE, "7 办理中")
        [empty] = await here.says(OFFICE, "/通知书")
        assert "没有待发布" in empty.text
        assert [draft.state for draft in _drafts(here)] == [DraftState.RELEASED, DraftState.OVERTAKEN]


def _paper_of(here: District, user_id: int) -> str:
    """The number on the last file somebody was sent, which leaves out what has been answered."""
    [file] = next(one.files for one in reversed(here.chat(user_id)) if one.files)
    document = Document(io.BytesIO(file.content))
    rows = [row.cells[0].text for row in document.tables[0].rows]
    assert rows[1] == "12"
    return document.paragraphs[1].text


async def test_a_released_paper_is_not_sent_once_it_has_been_answered(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE)) as here:
        await live_to(here, date(2022, 10, 12))
        here.clock.move_to(datetime(2022, 10, 12, 18, 0, tzinfo=CHINA))
        [card] = await here.says(OFFICE, "/通知书")
        await here.presses(OFFICE, buttons(card)[0])
        assert any("10月13日（星期四）09:00" in text for text in here.told(OFFICE))
        await here.says(EDUCATION, f"12 已完成 {LINK}")
        await live_to(here, date(2022, 10, 14))

        assert not any("催办通知书" in text for text in here.told(EDUCATION))


async def test_two_drafts_of_a_unit_on_one_day_do_not_collide(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE), row("23", DUE)) as here:
        await live_to(here, date(2022, 10, 12))
        [card] = await here.says(OFFICE, "/通知书")
        await here.presses(OFFICE, buttons(card)[1])
        with here.app.store.act(here.clock()) as desk:
            assert desk.draft(DraftKind.LETTER, item_of(here).unit_id, [item_of(here, "23")])

        [again] = await here.says(OFFICE, "/通知书")

        assert "第23项" in again.text


async def test_the_fourth_rung_lists_what_a_released_paper_did_not_move(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", DUE), row("7", DUE, units=("柳河镇",))) as here:
        await live_to(here, date(2022, 10, 12))
        for _ in range(2):
            [card] = await here.says(OFFICE, "/通知书")
            verb = 0 if "区教育局" in card.text else 1  # the other is not released: it climbs no further
            await here.presses(OFFICE, buttons(card)[verb])
        await here.enrol(DISTRICT, Role.LEADER)
        for day, foreseen in ((25, False), (26, True), (27, False)):
            [shown] = await here.says(OFFICE, f"/预演 2022-10-{day}")
            assert ("当日拟稿：逾期情况通报1份（第12项）" in shown.text) is foreseen, day
        await live_to(here, date(2022, 10, 25))
        assert "通报" not in (await here.says(OFFICE, "/通知书"))[0].text.replace("通知书或通报", "")
        await live_to(here, date(2022, 10, 26))

        [card] = await here.says(OFFICE, "/通知书")
        assert "逾期情况通报" in card.text
        assert "柳河镇" not in card.text
        await here.presses(OFFICE, buttons(card)[0])

        assert "【逾期情况通报】" in here.told(DISTRICT)[-1]
        assert not any("通报" in text for text in here.told(TOWN))


def _drafts(here: District) -> list[Draft]:
    with here.app.store.act(here.clock()) as desk:
        found = [*desk.drafts_about([item_of(here, "12"), item_of(here, "7", "区财政局")]).values()]
        return sorted({draft.id: draft for some in found for draft in some}.values(), key=lambda one: one.id or 0)
