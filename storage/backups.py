"""Daily backups: written, verified, and thinned out as they age."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from storage.database import DatabaseUnusable
from storage.safekeeping import back_up

_NAMED = re.compile(r"duban-(\d{4}-\d{2}-\d{2})\.(?:db|dump)")
_BROKEN_OFF = re.compile(rf"\.{_NAMED.pattern}\.part.*")


def back_up_day(engine: Engine, folder: Path, day: date) -> Path:
    """The day's backup, verified; a second one on a day takes the place of the first. Raises DatabaseUnusable."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"duban-{day}.{'db' if engine.dialect.name == 'sqlite' else 'dump'}"
    back_up(engine, file)
    verify(file)
    return file


def verify(file: Path) -> None:
    """Read a backup from its first to its last byte. Raises DatabaseUnusable where it is damaged."""
    if file.suffix == ".dump":
        read = subprocess.run(["pg_restore", "--file=/dev/null", str(file)], capture_output=True, check=False)
        verdict = "ok" if read.returncode == 0 else "pg_restore 无法读取"
    else:
        verdict = _integrity(file)
    if verdict != "ok":
        raise DatabaseUnusable(f"备份 {file} 校验未通过（{verdict}），请检查磁盘后重新备份")


def thin_out(folder: Path, days: int, weeks: int, months: int) -> list[Path]:
    """Delete the backups that are not to be kept, and those that were broken off; other files are left alone.

    Returns what was deleted.
    """
    there = [*folder.iterdir()]
    dated = {file: date.fromisoformat(found[1]) for file in there if (found := _NAMED.fullmatch(file.name))}
    kept = to_keep(dated.values(), days, weeks, months)
    broken_off = [file for file in there if _BROKEN_OFF.fullmatch(file.name)]  # by a kill or a power cut
    gone = sorted([*broken_off, *(file for file, day in dated.items() if day not in kept)])
    for file in gone:
        file.unlink()
    return gone


def to_keep(dated: Iterable[date], days: int, weeks: int, months: int) -> set[date]:
    """The newest of each of the last so many days, weeks and months that have a backup.

    >>> week = [date(2022, 11, day) for day in range(21, 31)]
    >>> sorted(day.day for day in to_keep(week, 2, 2, 1))
    [27, 29, 30]
    """
    kept: set[date] = set()
    for most, span in ((days, _day), (weeks, _week), (months, _month)):
        newest = {span(day): day for day in sorted(dated)}
        kept |= set(sorted(newest.values(), reverse=True)[:most])
    return kept


def _day(day: date) -> tuple[int, ...]:
    return day.timetuple()[:3]


def _week(day: date) -> tuple[int, ...]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, ...]:
    return day.year, day.month


def _integrity(file: Path) -> str:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as copy:
            [(verdict,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
            return str(verdict)
    except sqlite3.Error as error:
        return str(error)
