"""A document as `duban read --json` prints it: a stable contract, fields may be added and are never renamed."""

from __future__ import annotations

from scheduler import deadlines
from storage.values import TaskDocument, TaskRow


def as_json(document: TaskDocument) -> dict[str, object]:
    """The document as `duban read --json` prints it."""
    return {
        "title": document.title,
        "document_number": document.document_number,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "year": document.year,
        "rows": [_row_as_json(row) for row in document.rows],
        "problems": [{"line": problem.line, "text": problem.text} for problem in document.problems],
    }


def _row_as_json(row: TaskRow) -> dict[str, object]:
    units = row.responsible
    return {
        "number": row.number,
        "theme": row.theme,
        "task": row.task,
        "content": row.content,
        "lead": list(row.lead),
        "responsible": {
            "named": list(units.named),
            "collective": list(units.collective),
            "open_ended": units.open_ended,
        },
        "assisting": list(row.assisting),
        "deadline": deadlines.as_json(row.deadline),
        "inherited": dict(row.inherited),
        "soft": row.soft,
        "due_is_certain": row.due_is_certain,
        "questions": [
            {"field": asked.field, "text": asked.text, "choices": list(asked.choices)} for asked in row.questions
        ],
    }
