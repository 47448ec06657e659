"""Commands of a liaison, in Chinese and Latin; what is not for it shows nothing."""

from __future__ import annotations

from pathlib import Path

from tests.district import EDUCATION, row
from tests.talking import (
    in_conversation,
)

COMMANDS = [
    "/清单",
    "/list",
    "/LIST",
    "/list@duban_bot",
    "／清单",
    "/任务 12",
    "/任务12",
    "/task 12",
    "/task@duban_bot 12",
]


async def test_commands_are_heard_in_both_tongues(tmp_path: Path) -> None:
    async with in_conversation(tmp_path, row("12")) as here:
        for command in COMMANDS:
            [answer] = await here.says(EDUCATION, command)

            assert "事项12" in answer.text


NOT_FOR_LIAISONS = ["/unknown", "/摘要", "/待审", "/", "/导入", "/preview 2022-12-05"]


async def test_a_command_that_is_not_a_liaisons_gets_help_and_shows_nothing(tmp_path: Path) -> None:
    async with in_conversation(tmp_path) as here:
        for command in NOT_FOR_LIAISONS:
            [answer] = await here.says(EDUCATION, command)

            assert answer.text.startswith(("【怎样反馈】", "未能准确理解", "该指令仅供公开办使用"))
