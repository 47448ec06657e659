"""`backup` and `restore`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, time
from pathlib import Path

from bot.commands import Refused, Say
from bot.commands.opened import rounds_that_look
from bot.commands.terminal import working
from bot.config import Config, load_all
from bot.opening import open_database, sole_user, store_in
from messages import words
from messages.restored import restored
from scheduler.clock import OfficeClock, local
from storage.backups import verify
from storage.database import DatabaseUnusable, Engine
from storage.half_restored import is_half_restored
from storage.replaced import clear_broken_off, keep_replaced, let_go, thin_out_copies
from storage.safekeeping import back_up, bring_back
from storage.schema import migrate
from storage.workers import at_work

BACKUPS, REPLACED = "var/backups", "replaced"


def backup(file: Path, say: Say) -> None:
    """A consistent copy; the bot may be running."""
    with working("正在备份"):
        back_up(open_database(load_all()[0]), file)
    say(f"已备份到 {file}（{file.stat().st_size:,} 字节）。")


def restore(file: Path, say: Say) -> None:
    """The way back; refused while a bot works on the database. What it replaces is kept beside the backups, and what
    may have gone out since is shown to the office.
    """
    configs, held = load_all(), 0
    engine = open_database(configs[0])

    def prepare(restored: Engine) -> None:
        nonlocal held
        migrate(restored)
        held = sum(_hold(config, restored) for config in configs)

    with standing_still(engine), working("正在恢复"):
        replaced = _replace(engine, configs[0], file, prepare)
    say(f"已从 {file} 恢复。恢复点之后收到的反馈不在库中，请通知有关联络员核对补报。")
    if replaced:
        say(f"恢复前的数据库已另存为 {replaced}（此类副本保留最近{configs[0].keep.days}份）。")
    if held:
        say(
            f"有{held}条消息可能已经发出，已标为不确定，不会自动重发；机器人启动后将向政务公开办列出，由其决定是否补发。"
        )


@contextmanager
def standing_still(engine: Engine) -> Iterator[None]:
    """Refused while a bot is at work on the database. An SQLite file's lock says so by itself, and keeps others out."""
    number = at_work(engine) if engine.dialect.name == "postgresql" else 0
    if number:
        raise Refused(f"机器人正在使用该数据库（{number}个进程），请先停止；刚被强行终止的，请等十几秒再试")
    with sole_user(engine) or nullcontext():
        yield


def copy_first(engine: Engine, config: Config, before: str) -> Path:
    """A verified copy of the database as it is before something is done to it. Raises DatabaseUnusable."""
    file = _name_of_copy(engine, config, before)
    back_up(engine, file)
    verify(file)
    return file


def _replace(engine: Engine, config: Config, file: Path, prepare: Callable[[Engine], None]) -> Path | None:
    """Where the database that was there is kept, with the newest few of such copies; not where nothing is restored."""
    replaced = _name_of_copy(engine, config, REPLACED)
    is_kept = keep_replaced(engine, replaced)
    try:
        bring_back(engine, file, prepare)
    except DatabaseUnusable:
        if not is_half_restored(engine):
            let_go(replaced)
        raise
    thin_out_copies(replaced.parent, REPLACED, config.keep.days)
    return replaced if is_kept else None


def _name_of_copy(engine: Engine, config: Config, before: str) -> Path:
    now = local(OfficeClock(config.starts_at)(), config.zone)
    ending = "db" if engine.dialect.name == "sqlite" else "dump"
    folder = Path(config.keep.backups or BACKUPS)
    folder.mkdir(parents=True, exist_ok=True)
    clear_broken_off(folder, before)
    stem, n = f"{before}-{now:%Y%m%d-%H%M%S}", 1
    while (file := folder / f"{stem}{f'-{n}' if n > 1 else ''}.{ending}").exists():
        n += 1
    return file


def _hold(config: Config, engine: Engine) -> int:
    """What waits, and what the plan has called for until today, may have gone out between backup and now."""
    words.tell_time_in(config.zone)
    now = OfficeClock(config.starts_at)()
    store = store_in(config, engine, now)
    as_of = store.last_record_at()
    workdays, at = config.workdays(), local(now, config.zone)
    day = workdays.last_workday_on_or_before(at.date())
    planned_at = now if day == at.date() else datetime.combine(day, time(12), config.zone).astimezone(UTC)
    rounds = rounds_that_look(config, lambda: planned_at, store)
    rounds.plan_day()
    rounds.call_digest()
    rounds.call_pictures()
    with store.act(now) as desk:
        held = desk.hold_what_may_have_gone()
        letter = restored(as_of or now, desk.held_by_unit())
        for contact in desk.office_contacts():
            desk.tell(contact, letter.as_body(), key=f"restored/{now.isoformat()}/{contact.id}")
    return held
