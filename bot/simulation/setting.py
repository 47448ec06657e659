"""What is simulated."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulation.steps import Step, steps
from storage.rehearsal import IN_MEMORY, Ground
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Setting:
    """What is simulated, and on which database. `store` is the real one, but for tests that want a fault found."""

    seed: int
    days: int = 365
    offices: int = 1
    units: int = 4
    store: type[Store] = Store
    ground: Ground = IN_MEMORY

    def steps(self) -> list[Step]:
        """Everything that happens."""
        return steps(self.seed, self.days, self.offices, self.units)
