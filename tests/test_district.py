"""The main job, end to end: a row is handed out, answered, reviewed, counted; what is late is pinged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from tests.district import CHINA, EDUCATION, OFFICE, buttons, district, row


async def test_a_row_goes_out_is_answered_reviewed_and_counted(engine: Engine, tmp_path: Path) -> None:
    async with district(engine, tmp_path) as here:
        here.take_in(row("12"))

        await here.walk_to(datetime(2022, 9, 20, 10, 0, tzinfo=CHINA))
        assert "交办" in here.told(EDUCATION)[-1]

        [receipt] = await here.says(EDUCATION, "12 已完成 https://www.example.gov.cn/12.html")
        assert "收件回执" in receipt.text
        assert "https://www.example.gov.cn/12.html" in receipt.text

        [card] = await here.says(OFFICE, "/待审")
        [passes] = [data for data in buttons(card) if data.startswith("pass/")]
        await here.presses(OFFICE, passes)
        assert "通过" in here.told(EDUCATION)[-1]

        digest, picture = await here.says(OFFICE, "/摘要")
        assert "已办结1件" in digest.text
        assert len(picture.files) == 1
        assert here.app.store.conservation()["pending"] == 0
        assert here.app.store.broken_link() is None
