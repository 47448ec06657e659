"""What is measured in a process of its own: `python -m benchmarks.children ORDER`, JSON in, JSON out."""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from scheduler.deadlines import as_json, read_deadline
from scheduler.deadlines.grammar import terms_in
from scheduler.deadlines.wording import clean_cell
from scheduler.intake import read_tasks
from storage.roster_file import read_roster
from storage.tables import Limits, read_document, read_document_safely
from storage.units import read_units


def phrases(asked: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Every phrase once, so that nothing is answered from memory."""
    seconds, read = _each_once(asked, read_deadline)
    return {"seconds": seconds, "read": [as_json(deadline) for deadline in read]}


def terms(asked: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The same, where the terms are only found: what no reading of them can do without."""
    return {"seconds": _each_once(asked, lambda phrase, *_: terms_in(clean_cell(phrase)))[0]}


def _each_once(asked: dict[str, list[dict[str, Any]]], read: Callable[..., Any]) -> tuple[float, list[Any]]:
    """Processor seconds for all phrases; others are read before them, so that no start is counted.

    What those have left behind is cleared away before the clock starts, here and in the peer's process.
    """
    for one in asked["before"]:
        read(one["phrase"], one["year"], _day(one["issue_date"]))
    said = [(one["phrase"], one["year"], _day(one["issue_date"])) for one in asked["said"]]
    gc.collect()
    start = process_time()
    answers = [read(phrase, year, issued_on) for phrase, year, issued_on in said]
    return process_time() - start, answers


def cells(said: list[dict[str, Any]]) -> dict[str, Any]:
    """Every unit cell once."""
    read_units("甲局、乙局", "责任单位")
    start = process_time()
    for one in said:
        read_units(one["cell"], one["role"])
    return {"seconds": process_time() - start}


def here(said: dict[str, str]) -> dict[str, Any]:
    """A document read within this process, tasks and questions and all."""
    roster = read_roster(Path(said["roster"]))
    rows = len(read_tasks(read_document(Path(said["path"]), Limits(memory_mb=4000)), roster).rows)
    return {"rows": rows, "seconds": _spent(), "peak": _peak(resource.RUSAGE_SELF)}


def apart(said: dict[str, str]) -> dict[str, Any]:
    """The same as the bot does it: the file is read by a worker, the tasks are made here."""
    roster = read_roster(Path(said["roster"]))
    rows = len(read_tasks(read_document_safely(Path(said["path"])), roster).rows)
    own, worker = _peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN)
    return {"rows": rows, "seconds": _spent(), "peak": own, "worker": worker}


ORDERS: dict[str, Callable[[Any], dict[str, Any]]] = {one.__name__: one for one in (phrases, terms, cells, here, apart)}


def _peak(whose: int) -> float:
    """Megabytes of 10^6 bytes; Linux counts in units of 1,024."""
    return resource.getrusage(whose).ru_maxrss * 1024 / 1e6


def _spent() -> float:
    """Processor seconds of this process and its children, the start of both included."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _day(text: str | None) -> date | None:
    """A whole day; 2020-06 is none."""
    return date.fromisoformat(text) if text and len(text) == 10 else None


if __name__ == "__main__":
    print(json.dumps(ORDERS[sys.argv[1]](json.load(sys.stdin)), ensure_ascii=False))
