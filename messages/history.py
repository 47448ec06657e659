"""What was said of an item and handed in for it so far, the latest last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from messages import words
from messages.findings import found_briefly
from messages.html import Html, join, plain
from messages.links import web_link
from storage.records import Evidence, Report
from storage.states import Verdict

_VERDICTS = {
    Verdict.PENDING: "待审核",
    Verdict.ACCEPTED: "已通过",
    Verdict.RETURNED: "已退回",
    Verdict.WITHDRAWN: "已更正",
}
_MOST_SHOWN = 5


def history(reports: Sequence[Report], today: date) -> list[Html]:
    """The last few reports and what the office said to them, oldest first."""
    if not reports:
        return []
    return [plain("反馈记录："), *(plain(_report_line(report, today)) for report in reports[-_MOST_SHOWN:])]


def evidence_lines(evidence: Sequence[Evidence]) -> list[Html]:
    """The last few pieces of evidence; a link opens only where it is an ordinary web address."""
    if not evidence:
        return []
    shown = [_evidence_line(piece) for piece in evidence[-_MOST_SHOWN:]]
    return [plain(f"佐证（{words.count(len(evidence), '件')}）："), *shown]


def _report_line(report: Report, today: date) -> str:
    verdict = _VERDICTS.get(report.verdict, "")
    asked = f"至{words.day(report.asked_due_on, today)}" if report.asked_due_on else ""
    late = words.after_due(report.intent) if report.after_due else ""
    head = (
        f"{words.day(words.local(report.at).date(), today)}　{words.intent(report.intent)}{asked}{late and f'，{late}'}"
    )
    marked = f"{head}（{verdict}）" if verdict else head
    marked += f"　{words.name(report.said_by, 40)}" if report.said_by else ""
    said = words.brief(report.text, 160)
    reason = words.brief(report.reason, 100)
    return "".join(
        [f"· {marked}", f"：{said}" if said else "", f"；公开办意见：{reason}" if reason else ""],
    )


def _evidence_line(piece: Evidence) -> Html:
    label = plain(f"· {words.evidence(piece.kind)}　")
    what = web_link(piece.url) if piece.url else plain(words.name(piece.name, 60))
    return join("", [label, what, plain(found_briefly(piece))])
