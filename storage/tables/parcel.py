"""A `Source` as JSON and back, for the way out of the worker process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from storage.values import Cell, Column, Problem, Source, SourceRow

Json = dict[str, Any]


def packed(source: Source) -> Json:
    """The document as plain JSON values."""
    return {
        "title": source.title,
        "document_number": source.document_number,
        "issued_on": source.issued_on.isoformat() if source.issued_on else None,
        "year": source.year,
        "rows": [[row.line, row.block, _cells(row), row.table] for row in source.rows],
        "columns": list(source.columns),
        "merges_known": source.merges_known,
        "notice": source.notice,
        "problems": [[one.line, one.text, one.column, one.block] for one in source.problems],
        "layout": [[column, *words] for column, words in source.layout],
    }


def unpacked(json: Mapping[str, Any]) -> Source:
    """The document again, equal to what was packed."""
    return Source(
        title=json["title"],
        document_number=json["document_number"],
        issued_on=date.fromisoformat(json["issued_on"]) if json["issued_on"] else None,
        year=json["year"],
        rows=tuple(_row(*row) for row in json["rows"]),
        columns=tuple(Column(name) for name in json["columns"]),
        merges_known=json["merges_known"],
        notice=json["notice"],
        problems=tuple(
            Problem(line, text, Column(name) if name else None, block) for line, text, name, block in json["problems"]
        ),
        layout=tuple((Column(name), tuple(words)) for name, *words in json["layout"]),
    )


def _cells(row: SourceRow) -> Json:
    return {column: [cell.text, cell.raw, cell.merged_with] for column, cell in row.cells.items()}


def _row(line: int, block: int, cells: Mapping[str, list[Any]], table: int) -> SourceRow:
    return SourceRow(line, block, {Column(name): Cell(*cell) for name, cell in cells.items()}, table)
