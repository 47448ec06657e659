"""What a line of the ledger says of one item: its day, its state, what the unit reported, what the office answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages import words
from messages.findings import found_briefly
from messages.sheets import is_link
from storage.records import Evidence, Item, Report
from storage.states import EvidenceKind, Intent, Verdict

_MOST_SHOWN = 5
_ACCEPTED = {Intent.NIL: "同意按不涉及登记", Intent.EXTENSION: "同意延期", Intent.TROUBLE: "已答复"}
_RETURNED = {Intent.NIL: "未同意按不涉及登记", Intent.EXTENSION: "未同意延期"}


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """An item with its unit's name and everything that was handed in for it."""

    unit: str
    item: Item
    reports: Sequence[Report]
    evidence: Sequence[Evidence]


def due(item: Item) -> str:
    """The day in force, and what became of the first one."""
    day = item.due_in_force
    if day is None:
        return words.duty(item.kind) or "未设具体时限"
    notes = []
    if item.extensions and item.first_due_on:
        notes.append(f"原时限{words.date_of(item.first_due_on)}，延期{words.count(item.extensions, '次')}")
    if not item.due_is_certain:
        notes.append("待公开办确认")
    return f"{words.date_of(day)}（{'；'.join(notes)}）" if notes else words.date_of(day)


def progress(reports: Sequence[Report]) -> str:
    """What the unit reported, oldest first; a bare 签收 and what was taken back are left out."""
    mine = [report for report in _standing(reports) if not report.by_office]
    told = [report for report in mine if report.intent is not Intent.SIGNED or report.text.strip()]
    return _last_ones([_reported(report) for report in told])


def review(reports: Sequence[Report]) -> str:
    """What the office said to it, oldest first."""
    return _last_ones(list(_reviewed(_standing(reports))))


def evidence_text(evidence: Sequence[Evidence]) -> str:
    """What was handed in, newest first: addresses in full, files by name, photos by number."""
    newest = sorted(evidence, key=lambda one: (one.at, one.id or 0), reverse=True)
    addresses = [f"{one.url}{found_briefly(one)}" for one in newest if one.url]
    named = (EvidenceKind.DOCUMENT, EvidenceKind.NUMBER)
    names = [_file_name(one) for one in newest if one.kind in named and not one.url]
    photos = sum(1 for one in newest if one.kind is EvidenceKind.PHOTO and not one.url)
    return "\n".join([*addresses, *names, *([f"照片{words.count(photos, '张')}"] if photos else [])])


def evidence_link(evidence: Sequence[Evidence]) -> str:
    """The newest address a cell may open; "" where there is none."""
    newest = sorted(evidence, key=lambda one: (one.at, one.id or 0), reverse=True)
    return next((one.url for one in newest if is_link(one.url)), "")


def _standing(reports: Sequence[Report]) -> list[Report]:
    in_order = sorted(reports, key=lambda report: (report.at, report.id or 0))
    return [report for report in in_order if report.verdict is not Verdict.WITHDRAWN]


def _reported(report: Report) -> str:
    what = words.intent(report.intent)
    if report.asked_due_on:
        what += f"至{words.date_of(report.asked_due_on)}"
    if report.after_due and (late := words.after_due(report.intent)):
        what += f"（{late}）"
    said = " ".join(report.text.split())
    return f"{words.date_of(words.local(report.at).date())} {what}{f'：{said}' if said else ''}"


def _reviewed(reports: Sequence[Report]) -> Iterator[str]:
    for report in reports:
        if report.verdict is Verdict.PENDING:
            yield "待审核"
        elif report.verdict is not Verdict.NONE:
            reason = " ".join(report.reason.split())
            day = f"{words.date_of(words.local(report.decided_at).date())} " if report.decided_at else ""
            yield f"{day}{_decision(report)}{f'：{reason}' if reason else ''}"


def _decision(report: Report) -> str:
    if report.verdict is Verdict.RETURNED:
        return _RETURNED.get(report.intent, "退回补充")
    if report.by_office:
        return "公开办按不涉及登记"
    until = f"至{words.date_of(report.asked_due_on)}" if report.asked_due_on else ""
    return _ACCEPTED.get(report.intent, "通过") + until


def _last_ones(lines: Sequence[str]) -> str:
    left_out = len(lines) - _MOST_SHOWN
    return "\n".join([*([f"（此前另有{words.count(left_out, '次')}）"] if left_out > 0 else []), *lines[-_MOST_SHOWN:]])


def _file_name(one: Evidence) -> str:
    return words.brief(one.name, 120) or words.evidence(one.kind)
