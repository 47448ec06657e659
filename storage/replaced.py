"""What a restore replaces is kept beside the backups, the newest few of each."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile

from sqlalchemy import Engine

from storage.backups import verify
from storage.database import DatabaseUnusable
from storage.reasons import reason
from storage.safekeeping import back_up
from storage.schema import version

_WAL = "-wal"


def keep_replaced(engine: Engine, file: Path) -> bool:
    """Keep what is there as a file; False where nothing of ours is. Raises DatabaseUnusable.

    SQLite's files are copied as they are before anybody opens them: opening a damaged one throws its log away, and
    somebody may still read something out of both. A sound database's verified copy then takes their place.
    """
    if engine.dialect.name != "sqlite":
        return bool(version(engine)) and _copied_whole(engine, file)
    if not _copied_as_it_is(Path(str(engine.url.database)), file):
        return False
    whole = file.with_name(f".{file.name}.whole")
    try:
        if version(engine) and _copied_whole(engine, whole):
            _log_of(file).unlink(missing_ok=True)
            whole.replace(file)
    except DatabaseUnusable:
        whole.unlink(missing_ok=True)
    return True


def let_go(file: Path) -> None:
    """Delete a copy, and what was kept with it."""
    _log_of(file).unlink(missing_ok=True)
    file.unlink(missing_ok=True)


def clear_broken_off(folder: Path, stem: str) -> None:
    """Delete what a kill or a power cut has left of copies whose names begin so: hidden until they are whole."""
    named = re.compile(rf"\.+{re.escape(stem)}-\d{{8}}-\d{{6}}.*")
    for file in folder.iterdir():
        if named.fullmatch(file.name):
            file.unlink()


def thin_out_copies(folder: Path, stem: str, most: int) -> None:
    """Of the copies whose names begin so and go on with a moment, keep the newest so many."""
    named = re.compile(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(?:-(\d+))?\.(?:db|dump)")
    dated = sorted(
        (found[1], int(found[2] or 1), file) for file in folder.iterdir() if (found := named.fullmatch(file.name))
    )
    for _, _, file in dated[:-most]:
        let_go(file)


def _copied_whole(engine: Engine, file: Path) -> bool:
    back_up(engine, file)
    verify(file)
    return True


def _copied_as_it_is(place: Path, file: Path) -> bool:
    try:
        if not place.exists() or not (place.stat().st_size or _log_of(place).exists()):
            return False
        copyfile(place, file)
        if _log_of(place).exists():
            copyfile(_log_of(place), _log_of(file))
    except OSError as error:
        let_go(file)
        raise DatabaseUnusable(f"{place} 未能另存为 {file}（{reason(error)}），请检查目录和剩余空间") from None
    return True


def _log_of(file: Path) -> Path:
    return file.with_name(file.name + _WAL)
