"""What each kind of step does to the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from random import Random

from bot.conversation.enrolment import new_code
from bot.simulation import people
from bot.simulation.chats import Weather
from bot.simulation.district import new_version
from bot.simulation.program import ZONE
from bot.simulation.steps import Kind, Step
from bot.simulation.world import RULES, WORKDAYS, World
from scheduler import taking
from storage.states import Role

CALM_FROM = time(8, 0)
_TO_FINISH = 600.0  # seconds that the program may still be at work in the afternoon
_LONGEST_SPELL = 90.0  # seconds of bad weather, mostly


async def act(world: World, step: Step) -> None:
    """Let a step happen."""
    chance = step.chances(world.seed)
    await _ACTS[step.kind](world, step, chance)


async def _liaison(world: World, step: Step, chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]
    chat = here.liaisons.get(step.who)
    if chat is not None:
        place.network.chat(chat).is_blocked = False  # who writes takes the block away
        said = people.liaison_acts(chance, place.network, chat, f"{here.mark}{chat}")
        world.says(f"{here.units[step.who]} {said}")


async def _office(world: World, step: Step, chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]
    said = people.office_acts(chance, place.network, here.chat(1), f"{here.mark}公开办")
    if "handout" in said:
        world.handed_out[place.store.office_id, world.today] += 1
    world.says(f"{here.mark} office {said}")


async def _leader(world: World, step: Step, chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]
    world.says(f"{here.mark} leader {people.leader_acts(chance, place.network, here.chat(2), '领导')}")


async def _stranger(world: World, step: Step, chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]
    former = [chat for chat in place.network.chats if chat >= here.chat(10) and chat not in here.liaisons.values()]
    chat = chance.choice([here.chat(3), *former])
    world.says(f"{here.mark} stranger {chat} {people.stranger_acts(chance, place.network, chat, '路人')}")


async def _hand_over(world: World, step: Step, _chance: Random) -> None:
    """A unit gets another liaison: the office hands out a code, the new person uses it."""
    here, place = world.districts[step.office], world.places[step.office]
    chat, unit = here.successor(), here.units[step.who]

    async def invites() -> None:
        with place.store.act(world.clock()) as desk:
            code = new_code(desk, Role.LIAISON, taking.unit_named(desk, unit))
        place.network.says(chat, f"{here.mark}{chat}", f"/start {code}")
        here.liaisons[step.who] = chat

    await world.lives(invites())
    world.says(f"{unit} gets another liaison, {chat}")


async def _block(world: World, step: Step, _chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]
    chat = here.liaisons.get(step.who)
    if chat is not None:
        place.network.chat(chat).is_blocked = True
        world.says(f"{here.units[step.who]} blocks the bot")


async def _version(world: World, step: Step, chance: Random) -> None:
    here, place = world.districts[step.office], world.places[step.office]

    async def imports() -> None:
        new_version(place.store, here, world.seed, world.clock(), world.today, chance)

    await world.lives(imports())
    world.says(f"{here.mark} office imports version {here.versions}")


async def _weather(world: World, step: Step, chance: Random) -> None:
    weather, seconds = chance.choice([*Weather][1:]), chance.uniform(1, _LONGEST_SPELL)
    for place in world.places:
        place.network.turns(weather, seconds)
    world.disturbed_at = world.true_time + timedelta(seconds=seconds)
    world.says(f"!! the network is {weather} for {seconds:.0f} s")


async def _death(world: World, step: Step, chance: Random) -> None:
    """The process dies now, after a moment, or at one of its next transactions."""
    how = chance.choice(["now", "between", "between", "in_commit"])
    if how == "now":
        await world.dies()
        await world.starts(release=chance.random() < 0.5)
    else:
        after = chance.randrange(1, 14)
        world.mishap.strikes(after, in_commit=how == "in_commit")
        world.says(f"!! the process will die {how} after {after} transactions")


async def _off(world: World, step: Step, chance: Random) -> None:
    """The machine is off, for hours or for days; people write meanwhile."""
    await world.dies()
    hours = chance.choice([3, 10, 30, 100, 200])
    world.off_until = step.at + timedelta(hours=hours)
    world.says(f"!! the machine is off for {hours} h")


async def _clock(world: World, step: Step, chance: Random) -> None:
    """The clock is set wrong, and later right again."""
    shift = -world.shift or timedelta(minutes=chance.choice([-100, -40, -5, 5, 60, 180, 1500]))
    world.shift += shift
    world.clock_is_set(shift)
    world.says(f"!! the clock is set by {shift / timedelta(minutes=1):.0f} min")


async def _repeat(world: World, step: Step, chance: Random) -> None:
    last = chance.randrange(1, 9)
    for place in world.places:
        place.network.repeats(last)
    world.says(f"!! the network hands over the last {last} updates again")


async def _check(world: World, step: Step, _chance: Random) -> None:
    """On a working afternoon that began in order nothing may be late."""
    began = datetime.combine(step.at.date(), CALM_FROM, ZONE)
    in_order = world.disturbed_at < began and not world.shift and world.process is not None
    if in_order and WORKDAYS.is_workday(step.at.date()) and await world.rests(_TO_FINISH):
        world.promises.nothing_is_late(world.clock(), RULES, WORKDAYS)


_ACTS: dict[Kind, Callable[[World, Step, Random], Awaitable[None]]] = {
    Kind.LIAISON: _liaison,
    Kind.OFFICE: _office,
    Kind.LEADER: _leader,
    Kind.STRANGER: _stranger,
    Kind.HANDOVER: _hand_over,
    Kind.BLOCK: _block,
    Kind.VERSION: _version,
    Kind.WEATHER: _weather,
    Kind.DEATH: _death,
    Kind.OFF: _off,
    Kind.CLOCK: _clock,
    Kind.REPEAT: _repeat,
    Kind.CHECK: _check,
}
