"""A province on a Monday at nine: real processes, one PostgreSQL, a Bot API server that holds each token to its limits.

An office of the program has one token; counties that share a token are one office of it, whose roster holds the units
of all of them. Who loses, doubles or forgets a message, or is refused one, has no figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.counties import Province
from benchmarks.measuring import Figure
from benchmarks.members import Morning, morning
from benchmarks.stage import stage
from tests import servers

MOST = 1.2  # times the permitted
PROVINCES = (Province(4, 1), Province(28, 7, parted=True), Province(117, 30, parted=True))


def province() -> Iterator[Figure]:
    """How long a morning takes beside what the tokens' limits permit, in parts of a province and in the whole."""
    if not servers.FOUND:
        yield Figure("一个省", "从第一条提醒到最后一条", None, "秒", note=f"未测：{servers.MISSING}")
        return
    with stage() as here:
        for one in PROVINCES:
            yield from _figures(one, morning(here, one))


def _figures(of: Province, seen: Morning) -> Iterator[Figure]:
    how = "每个进程管一部分令牌" if of.parted else "每个进程管全部令牌"
    case = f"{of.counties}个县，{of.items:,}项，{of.tokens}个令牌，{of.processes}个进程，{how}"
    if seen.fault:
        yield Figure(case, "从第一条提醒到最后一条", None, "秒", note=f"{seen.fault}：不出数")
        return
    ratio = seen.reminders / of.permitted
    note = f"{len(of.liaisons):,}条，限速允许{of.permitted}秒；其间本机处理器用去{seen.busy:.0f}%"
    yield Figure(case, "从第一条提醒到最后一条", seen.reminders, "秒", note=note)
    yield Figure(case, "为限速所允许的", ratio, "倍", f"≤ {MOST} 倍", ratio <= MOST)
    each = 1000 * seen.spent / (len(of.liaisons) + seen.papers)
    yield Figure(case, "处理器，每条", each, "毫秒", note="进程、数据库和Bot API服务器合计")
    yield Figure(case, "摘要也全部送达", seen.everything, "秒", note=f"{seen.papers}条")
    yield Figure(case, "启动并安排好全部提醒", seen.planned, "秒")
    yield Figure(case, "一个进程的内存峰值", seen.peak, "MB")
