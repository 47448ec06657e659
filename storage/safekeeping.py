"""Backup and restore: a consistent copy of a database that is being used, and the way back from it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from storage.database import DatabaseUnusable, open_engine, password_of, without_password
from storage.half_restored import mark, unmark
from storage.reasons import database_reason, reason
from storage.schema import version

SQLITE_MAGIC = b"SQLite format 3\x00"


def back_up(engine: Engine, file: Path) -> None:
    """Write a consistent copy of a database in use; the file appears whole or not at all. Raises DatabaseUnusable."""
    if not file.name or file.is_dir() or _is_database(engine, file):
        raise DatabaseUnusable(f"{file} 不能作为备份文件，请另指定一个文件名")
    part = file.with_name(f".{file.name}.part")
    try:
        if engine.dialect.name == "sqlite":
            _copy_sqlite(str(engine.url.database), part)
        else:
            _dump_postgresql(engine, part)
        put_in_place(part, file)
    except OSError as error:
        raise DatabaseUnusable(f"备份未完成：{file} 无法写入（{reason(error)}），请检查目录和剩余空间") from None
    finally:
        part.unlink(missing_ok=True)


def bring_back(engine: Engine, file: Path, prepare: Callable[[Engine], None]) -> None:
    """Put a backup in the place of the database. Nothing may be using it. Raises DatabaseUnusable.

    What `prepare` does to it is done before anybody may work on it: a restore that is killed has changed nothing, is
    complete, or (on PostgreSQL) has left a database that is marked as half restored.
    """
    if not file.is_file():
        raise DatabaseUnusable(f"找不到备份文件 {file}，请检查路径")
    if _is_database(engine, file):
        raise DatabaseUnusable(f"{file} 就是正在使用的数据库，请指定备份文件")
    if engine.dialect.name == "sqlite":
        _restore_sqlite(engine, file, prepare)
    else:
        mark(engine)
        _run(engine, "pg_restore", "--clean", "--if-exists", "--single-transaction", "--no-owner", str(file))
        prepare(engine)
        unmark(engine)


def put_in_place(part: Path, file: Path) -> None:
    """Have a file that was written under another name take its place; it stands there after a power cut, and whole."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """A new name is on disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_sqlite(path: str, target: Path) -> None:
    target.unlink(missing_ok=True)
    if not Path(path).exists():
        raise DatabaseUnusable(f"没有可备份的数据库（{Path(path).resolve()}），请先进入 duban init 所建的目录")
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            _verify(copy, target)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, which can be carried away by itself
    except sqlite3.Error as error:
        if "malformed" in str(error):
            raise DatabaseUnusable(f"{path} 已损坏，请改用另一份备份恢复") from None
        raise DatabaseUnusable(
            f"{path} 未能复制到 {target}（{database_reason(error)}），请检查路径、剩余空间和文件权限"
        ) from None


def _restore_sqlite(engine: Engine, file: Path, prepare: Callable[[Engine], None]) -> None:
    with file.open("rb") as backup:
        magic = backup.read(len(SQLITE_MAGIC))
    if magic != SQLITE_MAGIC:
        raise DatabaseUnusable(f"{file} 不是本程序的备份文件（SQLite），请核对")
    place = Path(str(engine.url.database))
    place.parent.mkdir(parents=True, exist_ok=True)
    engine.dispose()
    part = place.with_name(f".{place.name}.part")
    try:
        _copy_sqlite(str(file), part)
        _prepare(part, file, prepare)
        _take_log_away(place)
        put_in_place(part, place)
    finally:
        part.unlink(missing_ok=True)


def _prepare(part: Path, file: Path, prepare: Callable[[Engine], None]) -> None:
    """Before it takes the database's place: it is ours, and of a version that this program knows."""
    engine = open_engine(f"sqlite:///{part}")
    try:
        if version(engine) is None:
            raise DatabaseUnusable(f"{file} 不是本程序的备份文件，请核对")
        prepare(engine)
    finally:
        engine.dispose()


def _take_log_away(place: Path) -> None:
    """Where the database is sound its log is taken in first: whoever is killed now leaves it as it was."""
    if place.exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(place)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    for leftover in (f"{place}-wal", f"{place}-shm"):
        Path(leftover).unlink(missing_ok=True)


def _is_database(engine: Engine, file: Path) -> bool:
    """Whether a file is the database itself."""
    place = engine.url.database
    return engine.dialect.name == "sqlite" and bool(place) and file.resolve() == Path(str(place)).resolve()


def _verify(copy: sqlite3.Connection, target: Path) -> None:
    [(verdict,)] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        raise DatabaseUnusable(f"{target.name} 校验未通过（{verdict}），请检查原数据库和磁盘")


def _dump_postgresql(engine: Engine, target: Path) -> None:
    _run(engine, "pg_dump", "--format=custom", "--file", str(target))


def _run(engine: Engine, program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs on the database. The password goes by the environment: others see arguments."""
    place = without_password(engine.url.set(drivername="postgresql")).render_as_string()
    secret = {"PGPASSWORD": password_of(engine.url)} if password_of(engine.url) else {}
    command = [program, *arguments, "-d", place]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | secret)
    except FileNotFoundError:
        raise DatabaseUnusable(
            f"找不到 {program}，请安装 PostgreSQL 客户端（apt-get install postgresql-client）"
        ) from None
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or ["未说明原因"])[0]
        raise DatabaseUnusable(f"{program} 未完成：{said}")
