"""`run`: the bot, until SIGTERM."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import signal
import sys
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime

from bot.app import App
from bot.config import Config, load_all
from bot.opening import open_database, sole_user
from bot.unusable import ConfigUnusable
from messages.reading import make_forms
from scheduler.clock import OfficeClock, system_clock
from scheduler.waiting import happens

log = logging.getLogger(__name__)

TRY_AGAIN = 60.0  # seconds after which an office that halted is tried again
_OFFICE: ContextVar[str] = ContextVar("office", default="")
_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def serve(log_json: bool) -> None:
    """Run every office's bot until a signal says stop; exit 0 within ten seconds of it."""
    began, configs = system_clock(), load_all()
    set_up_logging(log_json, *(_token(config) for config in configs))
    engine = open_database(configs[0])
    lock = sole_user(engine)

    async def work() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        apps = [App(config, engine, OfficeClock(config.starts_at, began)) for config in configs]
        for app in apps if lock is not None else ():
            app.store.release_leases()
        get_ready()
        await asyncio.gather(*(_run(app, stop, alone=len(apps) == 1) for app in apps))

    asyncio.run(work())


def get_ready() -> None:
    """What is made once is made before anybody waits for it. It is never garbage, so the collector is kept from it: an
    eighth of the time went into looking through it.
    """
    make_forms()
    gc.freeze()


async def _run(app: App, stop: asyncio.Event, *, alone: bool) -> None:
    """One office's bot. One whose token is not taken halts by itself, and is tried again; the others work on."""
    _OFFICE.set(app.config.key)
    while not stop.is_set():
        try:
            await app.run(stop)
        except ConfigUnusable as error:
            if alone:
                raise
            log.error("office_halted", extra={"why": str(error)})
            await happens(stop, TRY_AGAIN)


def _token(config: Config) -> str:
    if config.token is not None:
        return config.token.get_secret_value()
    if config.key:
        name = f"DUBAN_TELEGRAM_TOKEN_{config.key.upper().replace('-', '_')}"
        raise ConfigUnusable(f"办公室 {config.key} 没有机器人令牌，请设置 {name} 或 offices.token_file")
    raise ConfigUnusable(
        "没有机器人令牌：请在 Telegram 中向 @BotFather 发送 /newbot 申请，"
        "存入 config.toml 的 token_file 指明的文件，或设置 DUBAN_TELEGRAM_TOKEN"
    )


def set_up_logging(as_json: bool, *secrets: str) -> None:
    """One line a fact, keys beside it; the tokens are struck out wherever they might appear."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(secrets) if as_json else _Words(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "telegram", "aiohttp.access", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Words(logging.Formatter):
    """For a terminal: time, level, fact, keys."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line without the secret."""
        line = super().format(record)
        said = " ".join(f"{key}={_in_sight(str(value))}" for key, value in _keys(record).items())
        return _struck(f"{line} {said}".rstrip(), self._secrets)


class _Json(logging.Formatter):
    """For a log collector: one object a line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The object without the secret."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.getMessage(), **_keys(record)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _struck(_in_sight(json.dumps(line, ensure_ascii=False, default=str)), self._secrets)


def _keys(record: logging.LogRecord) -> dict[str, object]:
    whose = {"key": _OFFICE.get()} if _OFFICE.get() else {}
    return whose | {key: value for key, value in record.__dict__.items() if key not in _PLAIN}


def _struck(line: str, secrets: Sequence[str]) -> str:
    for secret in filter(None, secrets):
        line = line.replace(secret, "***")
    return line


def _in_sight(text: str) -> str:
    """What acts unseen on a terminal, or begins a line of its own, written out: a log tells only what was logged."""
    return "".join(sign if sign.isprintable() or sign == "　" else json.dumps(sign)[1:-1] for sign in text)
