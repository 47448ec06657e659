"""What an office keeps stays its own: backed up each night, upgraded with a way back, carried away in open forms."""

from __future__ import annotations

import csv
import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, select, update

from bot.cli import cli
from bot.nightly import Keeper, KeepSettings
from storage import schema
from storage.backups import back_up_day, to_keep, verify
from storage.database import DatabaseUnusable, open_engine, transaction
from storage.opened import open_office
from storage.records import Evidence, Item, Office
from storage.states import EvidenceKind, Part, Post, Role
from storage.store import Store
from storage.values import Roster, RosterUnit
from tests.district import START, district, document, row

NOW = datetime(2022, 11, 28, 1, 0, tzinfo=UTC)
ADDRESS = "wecombot://secret-key-of-the-unit"


@pytest.fixture
def store(engine: Engine) -> Store:
    return _founded(engine)


def test_the_nights_backup_is_whole_and_old_ones_are_thinned_out(store: Store, tmp_path: Path) -> None:
    keeper = _keeper(store, KeepSettings(backups=str(tmp_path / "backups"), days=2, weeks=0, months=0))
    (tmp_path / "backups").mkdir()
    for day in (25, 26, 27):
        (tmp_path / f"backups/duban-2022-11-{day}.db").write_bytes(b"")
    (tmp_path / "backups/notes.txt").write_text("留着", encoding="utf-8")
    (tmp_path / "backups/.duban-2022-11-26.db.part").write_bytes(b"as far as it came before the power was cut")

    keeper._keep()

    assert keeper.kept.backup_failed == ""
    there = {file.stem for file in (tmp_path / "backups").iterdir()}
    assert there == {"duban-2022-11-28", "duban-2022-11-27", "notes"}


def test_a_backup_that_cannot_be_made_and_a_chain_that_is_broken_are_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    keeper = _keeper(store, KeepSettings(backups=str(tmp_path / "file")))
    with transaction(store.engine) as session:
        session.execute(update(Office).values(chain_head="0" * 64))

    keeper._keep()

    assert keeper.kept.backup_failed
    assert keeper.kept.broken_link is not None


def test_of_several_processes_and_offices_one_backs_up_and_a_failure_is_tried_again(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.write_text("", encoding="utf-8")
    other = Store(store.engine, open_office(store.engine, "二号", NOW, "two"), lambda moment: moment.date())
    one, two, neighbour = (_keeper(it, KeepSettings(backups=str(folder))) for it in (store, store, other))
    one._keep()
    folder.unlink()

    neighbour._keep()
    during_lease = folder.exists()
    for keeper in (two, neighbour, one):
        keeper._clock = lambda: NOW + timedelta(hours=1)
        keeper._keep()
        keeper._clock = lambda: NOW + timedelta(hours=2)
    [file] = folder.iterdir()
    written = file.stat().st_mtime_ns
    for keeper in (one, two, neighbour):
        keeper._keep()

    assert not during_lease
    assert file.stat().st_mtime_ns == written
    assert [keeper.kept.backup_failed for keeper in (one, two, neighbour)] == ["", "", ""]


def test_a_damaged_backup_is_found(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'duban.db'}")
    _founded(engine, migrated=False)
    file = back_up_day(engine, tmp_path / "backups", date(2022, 11, 28))
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
    file.write_bytes(content)

    with pytest.raises(DatabaseUnusable, match="校验未通过"):
        verify(file)


def test_days_weeks_and_months_each_keep_their_newest() -> None:
    year = [date(2022, 1, 1) + timedelta(days=n) for n in range(365)]

    kept = sorted(to_keep(year, days=3, weeks=2, months=3))

    assert [str(day) for day in kept] == [
        "2022-10-31",
        "2022-11-30",
        "2022-12-25",
        "2022-12-29",
        "2022-12-30",
        "2022-12-31",
    ]
    assert to_keep([], 7, 4, 12) == set()


def test_an_upgrade_backs_up_first_and_a_restart_is_refused_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine("sqlite:///duban.db")
    with engine.begin() as connection:
        schema.upgrade(connection, "0001")
    engine.dispose()
    broken_off = tmp_path / "var/backups/.upgrade-0001-20221128-090000.db.part"
    broken_off.parent.mkdir(parents=True)
    broken_off.write_bytes(b"as far as it came before the power was cut")

    refused, done, again = _run("audit"), _run("upgrade"), _run("upgrade")

    assert refused.exit_code == 2
    assert "请停止机器人后运行 duban upgrade" in refused.output
    assert done.exit_code == 0, done.output
    [backup] = (tmp_path / "var/backups").iterdir()
    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    assert "已是最新版本" in again.output
    assert _run("audit").exit_code == 0


def test_several_offices_are_upgraded_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_engine("sqlite:///duban.db")
    with engine.begin() as connection:
        schema.upgrade(connection, "0001")
    engine.dispose()
    Path("config.toml").write_text('[[offices]]\nkey = "one"\n[[offices]]\nkey = "two"\n', encoding="utf-8")

    done = _run("upgrade")

    assert done.exit_code == 0, done.output
    assert "数据库已升级" in done.output


async def test_what_a_kill_has_left_of_a_download_is_cleared_away_when_the_bot_starts_again(
    engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "evidence").mkdir()
    left, coming = tmp_path / "evidence/left.part", tmp_path / "evidence/coming.part"  # this by another process
    for part, age in ((left, timedelta(days=2)), (coming, timedelta(minutes=1))):
        part.write_bytes(b"as far as it came")
        os.utime(part, ((START - age).timestamp(),) * 2)

    async with district(engine, tmp_path):
        assert [*(tmp_path / "evidence").iterdir()] == [coming]


def test_everything_can_be_carried_away_and_no_secret_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = _founded(open_engine("sqlite:///duban.db"), migrated=False)
    code = _with_evidence(store, tmp_path / "var/evidence")
    store.engine.dispose()

    done, again = _run("takeout", "导出"), _run("takeout", "导出")

    assert done.exit_code == 0, done.output
    assert "不是空目录" in again.output
    items = _sheet(tmp_path / "导出/数据表/item.csv")
    assert [item["number"] for item in items] == ["12"]
    assert (tmp_path / "导出/佐证材料/第12项/柳河镇/1-_etc_照片.jpg").read_bytes() == b"picture"
    assert (tmp_path / "导出/台账.xlsx").exists()
    everything = b"".join(file.read_bytes() for file in (tmp_path / "导出").rglob("*") if file.is_file())
    assert ADDRESS.encode() not in everything
    assert code.encode() not in everything
    assert "'=1+1" in [contact["name"] for contact in _sheet(tmp_path / "导出/数据表/contact.csv")]


def test_evidence_whose_file_is_gone_is_told_when_everything_is_carried_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = _founded(open_engine("sqlite:///duban.db"), migrated=False)
    _with_evidence(store, tmp_path / "var/evidence")
    store.engine.dispose()
    (tmp_path / "var/evidence/ab/cd").unlink()

    done = _run("takeout", "导出")

    assert done.exit_code == 0, done.output
    assert "佐证材料0件" in done.output
    assert "有1件佐证材料的文件不在" in done.output


def _founded(engine: Engine, *, migrated: bool = True) -> Store:
    if not migrated:
        schema.migrate(engine)
    return Store(engine, open_office(engine, "公开办", NOW), lambda moment: moment.date())


def _keeper(store: Store, settings: KeepSettings) -> Keeper:
    return Keeper(store, lambda: NOW, lambda moment: moment.date(), settings)


def _with_evidence(store: Store, folder: Path) -> str:
    """An item with a picture, a code that was handed out in a message, a unit with a second channel."""
    code = "c0de-that-opens-a-door"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab/cd").write_bytes(b"picture")
    with store.act(NOW) as desk:
        desk.load_roster(Roster("", (RosterUnit("柳河镇", "乡镇", (), (), ADDRESS),)))
        contact = desk.meet(7, 7, "=1+1")
        desk.invite(code, Role.OFFICE, None, Post.A, NOW)
        desk.tell(contact, {"text": f"https://t.me/bot?start={code}\n/start {code}", "buttons": [], "roster": ADDRESS})
        plan = desk.store_document(document(row("12", units=("柳河镇",))), "0" * 64)
        [task] = desk.tasks(plan.id)
        desk.confirm(task, [(desk.units()[0], Part.RESPONSIBLE)], [date(2022, 11, 30)])
        [item] = desk.session.scalars(select(Item))
        desk.session.add(
            Evidence(
                office_id=store.office_id,
                item_id=item.id or 0,
                kind=EvidenceKind.PHOTO,
                name="../etc/照片.jpg",
                kept_as="ab/cd",
                at=NOW,
            )
        )
    return code


def _sheet(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as sheet:
        return list(csv.DictReader(sheet))


def _run(*words: str) -> Result:
    environment = {"DUBAN_DATABASE_URL": "sqlite:///duban.db", "DUBAN_TELEGRAM_URL": "http://127.0.0.1:9"}
    return CliRunner().invoke(cli, words, env=environment)
