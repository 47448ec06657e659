"""The program's figures as Prometheus reads them (text exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from bot.watching.faults import Seen
from bot.watching.pulse import BOUNDS, Pulse
from messages.alarms import Fault, FaultKind

Sample = tuple[str, float]
"""Labels, already in their braces or "", and the value."""


def exposition(seen: Seen, found: Iterable[Fault], pulse: Pulse, polls: int) -> str:
    """Every figure with its help."""
    parts = [*_of_the_outbox(seen), *_of_the_process(seen, polls), *_of_handling(pulse), *_of_faults(found)]
    return "\n".join([*parts, ""])


def _of_the_outbox(seen: Seen) -> Iterator[str]:
    counts = [(_labels(state=state), number) for state, number in seen.conservation.items() if state != "planned"]
    yield from _metric("duban_notices", "gauge", "Messages planned so far, by what became of them.", counts)
    standing = seen.standing
    if standing is None:
        return
    waiting = {"answer": standing.answers, "reminder": standing.reminders}
    due = [(_labels(kind=kind), one.letters) for kind, one in waiting.items()]
    yield from _metric("duban_notices_due", "gauge", "Messages whose time has come and that have not gone out.", due)
    yield from _metric(
        "duban_answer_lag_seconds", "gauge", "Age of the oldest answer that waits.", _of(seen.lag.total_seconds())
    )
    yield from _metric("duban_updates_waiting", "gauge", "Updates kept and not yet handled.", _of(standing.to_handle))
    yield from _metric("duban_updates_parked", "gauge", "Updates set aside as not to be handled.", _of(standing.parked))
    yield from _metric(
        "duban_contacts_unreachable", "gauge", "Contacts whose chat takes nothing.", _of(standing.unreachable)
    )


def _of_the_process(seen: Seen, polls: int) -> Iterator[str]:
    yield from _metric("duban_polls_total", "counter", "Polls that Telegram answered.", _of(polls))
    yield from _metric("duban_since_poll_seconds", "gauge", "Seconds since the last of them.", _of(seen.since_poll))
    free = [(_labels(folder=folder), megabytes * 1_000_000) for folder, megabytes in seen.free_mb.items()]
    yield from _metric("duban_disk_free_bytes", "gauge", "Free space where the program writes.", free)


def _of_handling(pulse: Pulse) -> Iterator[str]:
    sums = list(accumulate(pulse.handled))
    name = "duban_update_handling_seconds"
    bounds = [*map(str, BOUNDS), "+Inf"]
    buckets = [(f'_bucket{{le="{bound}"}}', float(number)) for bound, number in zip(bounds, sums, strict=True)]
    more = [("_sum", pulse.handling_seconds), ("_count", float(sums[-1]))]
    yield from _metric(name, "histogram", "How long updates took to take effect.", [*buckets, *more])


def _of_faults(found: Iterable[Fault]) -> Iterator[str]:
    kinds = {fault.kind for fault in found}
    samples = [(_labels(kind=kind.value), float(kind in kinds)) for kind in FaultKind]
    yield from _metric("duban_fault", "gauge", "1 while something is wrong.", samples)


def _metric(name: str, kind: str, said: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {said}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        yield f"{name}{labels} {value:g}" if abs(value) < 1e6 else f"{name}{labels} {value:.0f}"


def _of(value: float) -> list[Sample]:
    return [("", value)]


def _labels(**labels: str) -> str:
    said = (f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{','.join(said)}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
