"""`run`: the bot, until SIGTERM."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from datetime import UTC, datetime

from bot.app import App, open_database, sole_user
from bot.config import ConfigUnusable, load

_PLAIN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def serve(log_json: bool) -> None:
    """Run until a signal says stop; exit 0 within ten seconds of it."""
    config = load()
    if config.token is None:
        raise ConfigUnusable(
            "没有机器人令牌：请在 Telegram 中向 @BotFather 发送 /newbot 申请，"
            "再设置 DUBAN_TELEGRAM_TOKEN 或 DUBAN_TELEGRAM_TOKEN_FILE"
        )
    set_up_logging(log_json, config.token.get_secret_value())
    engine = open_database(config)
    lock = sole_user(engine)

    async def work() -> None:
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        app = App(config, engine)
        if lock is not None:
            app.store.release_leases()
        await app.run(stop)

    asyncio.run(work())


def set_up_logging(as_json: bool, secret: str = "") -> None:
    """One line a fact, keys beside it; the token is struck out wherever it might appear."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(secret) if as_json else _Words(secret))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "telegram", "aiohttp.access", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class _Words(logging.Formatter):
    """For a terminal: time, level, fact, keys."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The line without the secret."""
        line = super().format(record)
        said = " ".join(f"{key}={value}" for key, value in _keys(record).items())
        return _struck(f"{line} {said}".rstrip(), self._secret)


class _Json(logging.Formatter):
    """For a log collector: one object a line."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The object without the secret."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.getMessage(), **_keys(record)}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return _struck(json.dumps(line, ensure_ascii=False, default=str), self._secret)


def _keys(record: logging.LogRecord) -> dict[str, object]:
    return {key: value for key, value in record.__dict__.items() if key not in _PLAIN}


def _struck(line: str, secret: str) -> str:
    return line.replace(secret, "***") if secret else line
