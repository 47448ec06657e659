"""Typed answers taken in: how many in a second, beside a stock bot; and how long one waits while a burst goes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles
from typing import Any

from benchmarks import prepared
from benchmarks.firing import MANY, OURS, ROUNDS
from benchmarks.measuring import Figure, by_turns
from benchmarks.stage import Stage, fault, stage

ANSWERS = 1_000
HELD = 39  # open items of a liaison of a township, about
LATEST = 50  # milliseconds
STOCK = "PTB＋ConversationHandler＋SQLite"
Run = dict[str, Any]


def answers() -> Iterator[Figure]:
    """Each stored and read back; nothing is acknowledged before it is durable."""
    with stage() as here:
        kinds = ["sqlite", *(["postgresql"] if here.postgresql else [])]
        works = {STOCK: partial(_stock, here)}
        for kind in kinds:
            works[f"{OURS}，入库，{kind}"] = partial(_ours, here, kind, delivered=0)
            works[f"{OURS}，入库，每人{HELD}项，{kind}"] = partial(_ours, here, kind, delivered=0, each=HELD)
            works[f"{OURS}，送达，{kind}"] = partial(_ours, here, kind, delivered=ANSWERS)
        runs = by_turns(works, ROUNDS)
        case = f"{ANSWERS:,}条打字反馈"
        speed = {name: ANSWERS / median(run["seconds"] for run in some) for name, some in runs.items()}
        for name, some in runs.items():
            handled_only = "入库" in name
            if wrong := next((found for run in some if (found := _fault(run, handled_only))), ""):
                yield Figure(case, name, None, "条/秒", note=wrong)
                continue
            cpu = f"处理器每条{1000 * median(run['cpu'] for run in some) / ANSWERS:.2f}毫秒"
            goal = ("≥ 1,000 条/秒", speed[name] >= 1000) if name == f"{OURS}，入库，sqlite" else ("", None)
            yield Figure(case, name, speed[name], "条/秒", *goal, note=cpu)
        ratio = speed[f"{OURS}，送达，sqlite"] / speed[STOCK]
        yield Figure(case, f"快于{STOCK}（至送达回执）", ratio, "倍", "≥ 5 倍", ratio >= 5)
        for kind in kinds:
            yield from _waited(here, kind, Burst(MANY, 400, 0.05))
            yield from _waited(here, kind, Burst(600, 100, 0.2, limited=True))


def _stock(here: Stage) -> Run:
    order = {"folder": str(here.new_folder()), "answers": ANSWERS}
    return here.run("answerers.ptb", order, updates=prepared.answers(1, ANSWERS))


def _ours(here: Stage, kind: str, delivered: int, each: int = 1) -> Run:
    database = here.morning(kind, here.new_folder(), 0, ANSWERS, each)
    order = {"database": database, "answers": ANSWERS, "delivered": delivered}
    return here.run("answerers.duban", order, updates=prepared.answers(1, ANSWERS))


def _fault(run: Run, handled_only: bool) -> str:
    if not handled_only:
        return fault(run, ANSWERS)
    return "" if run["recorded"] == ANSWERS else f"{run['recorded']:,}条回执在发件箱，应为{ANSWERS:,}条：不出数"


def _waited(here: Stage, kind: str, burst: Burst) -> Iterator[Figure]:
    """How long an answer waits for its receipt, from the moment it can be fetched; each liaison answers once."""
    run = burst.run(here, kind)
    how = "按Telegram限速" if burst.limited else "不限速"
    case, name = f"{burst.reminders:,}条提醒发出期间的一条反馈，{how}", f"自到达至回执送达，99%在内，{kind}"
    if wrong := fault(run, burst.messages):
        yield Figure(case, name, None, "毫秒", note=wrong)
        return
    waits = burst.waits(run["seen"])
    if len(waits) < 2:
        yield Figure(case, name, None, "毫秒", note="提醒发完之前没有反馈到达")
        return
    late = quantiles(waits, n=100, method="inclusive")[98]
    note = f"{len(waits)}条，中位数{median(waits):.0f}毫秒"
    yield Figure(case, name, late, "毫秒", f"≤ {LATEST} 毫秒", late <= LATEST, note)


@dataclass(frozen=True, slots=True)
class Burst:
    """Reminders that go out while answers come one by one, `every` so many seconds."""

    reminders: int
    answers: int
    every: float
    limited: bool = False

    @property
    def messages(self) -> int:
        """All that are delivered: one to each liaison."""
        return self.reminders + self.answers + 1

    def run(self, here: Stage, kind: str) -> Run:
        """Until everything is delivered; one more has answered before, so that no start is counted."""
        database = here.morning(kind, here.new_folder(), self.reminders, self.answers + 1)
        order = {"database": database, "answers": self.answers, "delivered": self.messages, "first": self.messages}
        updates = prepared.answers(self.reminders + 1, self.reminders + self.answers)
        server = {"updates": updates, "every": self.every, "limits": self.limited}
        return here.run("answerers.duban", order | {"limited": self.limited}, **server)

    def waits(self, seen: dict[str, Any]) -> list[float]:
        """Milliseconds, of the answers that came before the last reminder had gone."""
        got_at = {int(chat): at for chat, at in seen["got_at"].items()}
        over_at = max(at for chat, at in got_at.items() if chat <= self.reminders)
        came_at = {self.reminders + n: seen["began"] + n * self.every for n in range(1, self.answers + 1)}
        return [1000 * (got_at[chat] - at) for chat, at in came_at.items() if at < over_at]
