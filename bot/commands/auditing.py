"""`audit`: whether every message that was planned is accounted for, and whether the chain of events holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.commands import Refused, Say
from bot.commands.opened import opened
from bot.commands.terminal import coloured, working
from storage.chain import Head, Verified


def audit(as_json: bool, say: Say) -> None:
    """Conservation: what was planned and what became of it."""
    _, _, store = opened()
    counts = store.conservation()
    names = ("计划", "已发", "撤回", "未送达", "不确定", "待发")
    say(counts if as_json else "　".join(f"{name}{count}" for name, count in zip(names, counts.values(), strict=True)))


def verify(heads: Sequence[str], as_json: bool, say: Say) -> bool:
    """Whether the chain of events holds, by itself and against what digests have printed of it."""
    named = [(text, Head.named(text)) for text in heads]
    for text, head in named:
        if head is None:
            raise Refused(f"--head「{text[:80]}」应写成 记录条数:校验码，例如 1204:7f3a，两者见摘要末行")
    _, _, store = opened()
    with working("正在核验"):
        found = store.verify_chain(head for _, head in named if head is not None)
    say(_verified_as_json(found) if as_json else coloured(_verified(found), "red" if found.broken_at else "green"))
    return found.broken_at is None


def _verified(found: Verified) -> str:
    if found.broken_at is None:
        held = f"，与摘要中的{found.compared}个校验码相符" if found.compared else ""
        return f"记录链完整。\n共{found.head.number:,}条，校验码 {found.head.hash[:16] or '无'}{held}。"
    if found.is_witnessed:
        return f"记录链与摘要中的校验码不符，自第{found.broken_at}条起：此前的记录被改写，或末尾的记录被删除。"
    return f"记录链在第{found.broken_at}条断开：该条或其前一条被改动、删除或调换。"


def _verified_as_json(found: Verified) -> dict[str, Any]:
    return {
        "holds": found.broken_at is None,
        "records": found.head.number,
        "head": found.head.hash,
        "compared": found.compared,
        "broken_at": found.broken_at,
        "against_digest": found.is_witnessed,
    }
