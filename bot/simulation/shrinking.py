"""From a run that breaks a promise to the shortest one that still does: fewer offices, fewer units, fewer steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.simulation.running import Run, run
from bot.simulation.setting import Setting
from bot.simulation.steps import Step

MOST_TRIES = 150


class _Search:
    """Tries smaller runs, as long as there are tries left."""

    def __init__(self, setting: Setting, found: Run) -> None:
        self.setting = setting
        self.steps = setting.steps()[: found.steps]
        self.found = found
        self._tries = MOST_TRIES

    def breaks(self, setting: Setting, chosen: Sequence[Step]) -> bool:
        """Whether a promise is still broken; then this is the run to go on from."""
        if self._tries <= 0:
            return False
        self._tries -= 1
        tried = run(setting, chosen)
        if not tried.broken:
            return False
        self.setting, self.steps, self.found = setting, list(chosen)[: tried.steps], tried
        return True


def shortest(setting: Setting, found: Run) -> Run:
    """The shortest run that was found to break a promise; the same one where nothing can be left out."""
    search = _Search(setting, found)
    days = _days(search.steps)
    search.breaks(replace(setting, days=days), search.steps)
    _fewer_units(search)
    _fewer_steps(search)
    return search.found


def _days(steps: Sequence[Step]) -> int:
    return (steps[-1].at.date() - steps[0].at.date()).days + 1 if steps else 1


def _fewer_units(search: _Search) -> None:
    """Leave out the last office, the last unit, as long as it still breaks."""
    while search.setting.offices > 1:
        fewer = replace(search.setting, offices=search.setting.offices - 1)
        if not search.breaks(fewer, [one for one in search.steps if one.office < fewer.offices]):
            break
    while search.setting.units > 1:
        fewer = replace(search.setting, units=search.setting.units - 1)
        if not search.breaks(fewer, [one for one in search.steps if one.who < fewer.units]):
            break


def _fewer_steps(search: _Search) -> None:
    """Leave out halves, quarters, … single steps, until none can be left out."""
    size = max(1, len(search.steps) // 2)
    while search.steps:
        is_shorter = any(search.breaks(search.setting, fewer) for fewer in _without(search.steps, size))
        if not is_shorter and size == 1:
            return
        size = min(size, max(1, len(search.steps) // 2)) if is_shorter else max(1, size // 2)


def _without(steps: Sequence[Step], size: int) -> Iterator[list[Step]]:
    """The steps with one stretch of them left out, the last stretches first."""
    for start in range(max(0, len(steps) - size), -size, -size):
        yield [*steps[: max(0, start)], *steps[max(0, start) + size :]]
