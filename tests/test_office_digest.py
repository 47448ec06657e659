"""The digest is one moment's truth: its numbers add up, and it tells what is new since the last one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from scheduler import deciding
from storage.records import Item
from storage.states import ItemState
from tests.district import CHINA, FINANCE, OFFICE, District, document, row
from tests.talking import LINK, in_conversation, item_of

STATES = (
    "unsigned",
    "signed",
    "working",
    "returned",
    "submitted",
    "done",
    "ongoing",
    "carried_over",
    "stopped",
)


async def test_what_was_never_handed_out_is_not_late(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        here.clock.move_to(datetime(2022, 10, 17, 17, 40, tzinfo=CHINA))
        with here.app.store.act(here.clock()) as desk:
            old = desk.store_document(document(row("7", date(2022, 9, 30))), "1" * 64)
            deciding.confirm_ready(desk, old)

        [digest, *_] = await here.says(OFFICE, "/摘要")
        [overdue] = await here.says(OFFICE, "/逾期")

        assert "逾期：无" in digest.text
        assert "尚未交办1件" in digest.text
        assert "没有逾期事项" in overdue.text
        await here.walk_to(datetime(2022, 10, 18, 9, 30, tzinfo=CHINA))
        [digest, *_] = await here.says(OFFICE, "/摘要")
        assert "逾期：1件" in digest.text


async def test_the_states_of_all_items_add_up_to_what_was_handed_out(tmp_path: Path) -> None:
    rows = [row(str(n), collective=("区直各部门", "各乡镇人民政府"), units=()) for n in range(1, 5)]
    async with in_conversation(tmp_path, *rows) as here:
        _spread_over_all_states(here)
        with here.app.store.act(here.clock()) as desk:
            figures = here.app.rounds.figures(desk)

        assert figures.items == 12
        assert figures.items == sum(getattr(figures, name) for name in STATES) + figures.nil - figures.nil_pending
        assert figures.done == 2
        assert figures.struck_off == 1


async def test_a_week_later_the_digest_tells_what_is_new_and_shows_the_lights(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12", date(2022, 9, 29)), row("23", units=("区财政局",))) as here:
        await here.walk_to(datetime(2022, 9, 26, 9, 30, tzinfo=CHINA))
        first = [text for text in here.told(OFFICE) if "任务摘要" in text]
        await here.says(FINANCE, f"23 已完成 {LINK}")
        await here.says(OFFICE, "通过 23")

        await here.walk_to(datetime(2022, 10, 10, 9, 30, tzinfo=CHINA))

        second = [text for text in here.told(OFFICE) if "任务摘要" in text][-1]
        assert "较上次" not in first[0]
        assert "自9月26日（星期一）上次摘要以来：新反馈1件，新办结1件，新增逾期1件" in second
        assert sum(bool(message.photo) for message in here.chat(OFFICE)) == 3  # 9月20日, 26日, 10月10日
        assert item_of(here, "12").is_overdue(here.look().today)


def _spread_over_all_states(here: District) -> None:
    with here.app.store.act(here.clock()) as desk:
        items = [item for some in desk.items_by_task().values() for item, _ in some]
        for item, state in zip(items, [*ItemState, ItemState.WORKING], strict=True):
            desk.session.get_one(Item, item.id).state = state
