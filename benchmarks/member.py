"""One of a province's processes, as `duban run` is one, on a clock that all share: `python -m benchmarks.member AHEAD`.

`AHEAD` is by how many seconds the offices' clock is ahead of the machine's. It is read when everything is imported, so
that it is nine o'clock for all of them at the same moment.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta

from bot.cli import cli
from bot.commands import serve
from scheduler.clock import system_clock

if __name__ == "__main__":
    assert serve
    os.environ["DUBAN_NOW"] = (system_clock() + timedelta(seconds=float(sys.argv[1]))).isoformat()
    cli(["run", "--log-json"], prog_name="duban")
