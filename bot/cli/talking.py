"""What every command does alike: it reads lines, asks, says, and refuses in one line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click

from bot.usage import Failure


def guarded(work: Callable[[], Any]) -> Any:
    """Expected refusals become one line and exit code 2; anything else is a bug and shows itself."""
    from bot.commands import Refused
    from bot.unusable import ConfigUnusable
    from storage.database import DatabaseUnusable
    from storage.reasons import reason
    from storage.values import DocumentUnreadable

    try:
        return work()
    except (ConfigUnusable, DatabaseUnusable, DocumentUnreadable, Refused) as error:
        raise Failure(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else "文件"
        raise Failure(f"{place} 无法读写（{reason(error)}），请检查路径、权限和剩余空间") from None


def lines() -> list[str]:
    """Lines end at a line feed alone: other line ends may stand inside JSON."""
    text = sys.stdin.read().removeprefix("\ufeff").removesuffix("\n")
    return [line.removesuffix("\r") for line in text.split("\n")] if text else []


def say(text: str | dict[str, Any]) -> None:
    """To standard output; values as one line of JSON."""
    click.echo(text if isinstance(text, str) else json.dumps(text, ensure_ascii=False))


def agreed(question: str) -> bool:
    """Whether somebody at the terminal says yes; else it is said that nothing is done. Raises Failure where nobody is
    there.
    """
    from bot.commands import is_yes

    is_agreed = is_yes(_typed(f"{question}（y/N）", "未得到确认，未作变更", default="N", show_default=False))
    if not is_agreed:
        say("未作变更。")
    return is_agreed


def asked(question: str, default: str, is_hidden: bool) -> str:
    """What somebody at the terminal answers. Raises Failure where nobody is there."""
    return _typed(question, "未得到回答，设置未完成", default=default, hide_input=is_hidden, show_default=bool(default))


def _typed(question: str, unanswered: str, **how: Any) -> str:
    try:
        answer: str = click.prompt(question, **how)
    except click.Abort:
        say("")  # what is said next stands on a line of its own
        raise Failure(f"{unanswered}；无人值守时请加 --yes") from None
    return answer
