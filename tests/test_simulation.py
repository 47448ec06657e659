"""The program through made-up days: whatever people do and whatever fails, every promise holds; a fault is found."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.simulation.running import Run, run
from bot.simulation.setting import Setting
from bot.simulation.shrinking import shortest
from bot.simulation.time import StillLoop
from storage.claiming import Wanted
from storage.delivery import Claim, Settlement
from storage.records import Contact
from storage.rehearsal import OnServer
from storage.store import Store

SEEDS = 30  # `make test` goes on to two hundred, `make chaos` to thousands


def test_every_promise_holds_after_every_step() -> None:
    broken = {seed: run(Setting(seed, days=1)).broken for seed in range(SEEDS)}

    assert {seed: what for seed, what in broken.items() if what} == {}


def test_time_passes_however_many_seconds_have_passed_already() -> None:
    loop, woken = StillLoop(), list[str]()
    loop.passes(2.0**24)  # half a year, after which a nanosecond is too little to be counted
    loop.call_later(0.5, woken.append, "")

    loop._run_once()  # type: ignore[attr-defined]  # one turn of what would go round for ever
    loop.close()

    assert woken == [""]


def test_the_days_are_the_same_on_postgresql(postgresql: str) -> None:
    setting = Setting(7, days=1)  # an update arrives twice, and its second answer's number is lost

    with contextlib.closing(OnServer(postgresql)) as server:
        assert run(replace(setting, ground=server)) == run(setting)


def test_offices_in_one_database_do_not_meet() -> None:
    done = run(Setting(2, days=1, offices=2, units=3))

    assert done.broken == ""
    assert done.updates > 3


def test_the_same_seed_brings_the_same_days_whatever_python_hashes() -> None:
    asked = "from bot.simulation.running import *; r = run(Setting(5, days=1)); print(r)"
    environment = os.environ | {"PYTHONHASHSEED": "1"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert elsewhere.strip() == repr(run(Setting(5, days=1)))


class Forgetful(Store):
    """Forgets what became of a letter, and lets it go again as if it had never gone."""

    def settle(self, settlements: Sequence[Settlement], now: datetime) -> None:
        with self.act(now) as desk:
            for one in settlements:
                contact = desk.session.get_one(Contact, one.claim.contact.id)
                contact.lease = contact.leased_until = None

    def claim(self, wanted: Wanted, gone: Sequence[Settlement] = ()) -> list[Claim]:
        self.settle(gone, wanted.now)
        return super().claim(wanted)


class Hasty(Store):
    """Reminds at any hour."""

    def claim(self, wanted: Wanted, gone: Sequence[Settlement] = ()) -> list[Claim]:
        return super().claim(replace(wanted, remind=True), gone)


class Careless(Store):
    """Acknowledges an update that it has not kept."""

    def keep(self, updates: Sequence[tuple[int, dict[str, Any]]], now: datetime) -> None:
        super().keep([one for one in updates if one[0] % 3], now)


class Silent(Store):
    """Handles updates without an effect."""

    def to_handle(self, limit: int = 100) -> list[tuple[int, int]]:
        with self.turns([first for first, _ in super().to_handle(limit)], datetime(2022, 1, 1).astimezone()):
            pass
        return []


FAULTS = {
    Forgetful: "what had arrived goes again",
    Hasty: "unasked message at",
    Careless: "is not kept",
    Silent: "went unanswered",
}


def first_broken(store: type[Store]) -> tuple[Setting, Run]:
    for seed in range(30):
        setting = Setting(seed, days=1, store=store)
        found = run(setting)
        if found.broken:
            return setting, found
    pytest.fail(f"nobody found out that the store is {store.__name__}")


@pytest.mark.parametrize("store", FAULTS)
def test_a_fault_in_the_program_is_found_and_told_in_few_steps(store: type[Store]) -> None:
    setting, found = first_broken(store)

    short = shortest(setting, found)

    assert FAULTS[store] in short.broken
    assert short.steps <= min(2, found.steps)
