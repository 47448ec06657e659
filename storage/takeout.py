"""Everything the office has, in forms that any program reads: one csv a table, the evidence as files.

Left out is what would open a door: addresses of the second channel, hashes of codes, and codes in kept messages.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import SQLModel, col

from storage.codes import without_codes
from storage.desk import Desk
from storage.records import Evidence, Item, Unit

_SECRET = {"contact": {"address"}, "invitation": {"code_hash"}}
_UNFIT = re.compile(r'[\x00-\x1f/\\:*?"<>|]')
_NAMES_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(desk: Desk, folder: Path) -> dict[str, int]:
    """One csv a table, UTF-8 with a mark so that spreadsheets see it; the number of rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    return {table.name: _write_table(desk, table, folder / f"{table.name}.csv") for table in _tables()}


def copy_evidence(desk: Desk, kept: Path, folder: Path) -> tuple[int, list[str]]:
    """Photos and documents by row and unit, under the names they were sent with; how many, and which are not there."""
    query = (
        select(Evidence, Item, Unit)
        .join(Item, col(Item.id) == col(Evidence.item_id))
        .join(Unit, col(Unit.id) == col(Item.unit_id))
        .where(col(Evidence.office_id) == desk.office_id, col(Evidence.kept_as) != "")
        .order_by(col(Evidence.id))
    )
    copied, missing = 0, []
    for evidence, item, unit in desk.session.execute(query):
        source = kept / evidence.kept_as
        place = folder / _fit(f"第{item.number}项") / _fit(unit.name)
        if not source.is_file():
            missing.append(evidence.kept_as)
            continue
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place / f"{evidence.id}-{_fit(evidence.name) or '照片.jpg'}")
        copied += 1
    return copied, missing


def _tables() -> Iterator[Table]:
    yield from SQLModel.metadata.sorted_tables


def _write_table(desk: Desk, table: Table, file: Path) -> int:
    columns = [column for column in table.columns if column.name not in _SECRET.get(table.name, set())]
    query = select(*columns).order_by(*table.primary_key.columns)
    if "office_id" in table.columns:
        query = query.where(table.columns["office_id"] == desk.office_id)
    elif table.name == "office":
        query = query.where(table.columns["id"] == desk.office_id)
    rows = 0
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        sheet = csv.writer(written)
        sheet.writerow([column.name for column in columns])
        for row in desk.session.execute(query):
            sheet.writerow([_cell(value) for value in row])
            rows += 1
    return rows


def _cell(value: Any) -> str:
    """A value as text; nothing that a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        shown = {key: one for key, one in value.items() if key != "roster"} if isinstance(value, dict) else value
        value = json.dumps(shown, ensure_ascii=False)
    text = without_codes(value.isoformat() if hasattr(value, "isoformat") else str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_NAMES_A_FORMULA) else text


def _fit(name: str) -> str:
    """A name as a file may be called, on any system."""
    return _UNFIT.sub("_", name).strip(". ")[:80]
