"""One alarm of every sort; tests/golden shows how each reads."""

from __future__ import annotations

from messages import alarms
from messages.alarms import Fault, FaultKind
from messages.letter import Letter
from tests.make import MONDAY_MORNING

DETAILS = {
    FaultKind.CUT_OFF: "5",
    FaultKind.LATE: "42",
    FaultKind.DISK_FULL: "/var/lib/duban 120",
    FaultKind.CHAIN_BROKEN: "1204",
    FaultKind.BACKUP_FAILED: "备份目录无法写入",
}
LETTERS: dict[str, Letter] = {
    f"raised-{kind.value}": alarms.raised(Fault(kind, DETAILS.get(kind, "")), "公开办", MONDAY_MORNING)
    for kind in FaultKind
} | {"cleared": alarms.cleared(FaultKind.CUT_OFF, "公开办", MONDAY_MORNING)}
