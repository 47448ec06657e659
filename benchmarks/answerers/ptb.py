"""A stock python-telegram-bot bot: a ConversationHandler that commits each reply to SQLite and says that it has."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, ConversationHandler, MessageHandler, filters

from benchmarks.senders.spending import Spent, said

REPORTING = 0


async def answer(order: dict[str, Any]) -> None:
    """Until every reply is stored and its receipt is delivered."""
    kept = sqlite3.connect(f"{order['folder']}/replies.db", isolation_level=None)
    kept.execute("PRAGMA journal_mode=WAL")
    kept.execute("PRAGMA synchronous=FULL")
    kept.execute("CREATE TABLE reply (id INTEGER PRIMARY KEY, user_id INTEGER, item TEXT, status TEXT)")
    receipts = 0

    async def report(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> int:
        nonlocal receipts
        assert update.message is not None
        assert update.effective_user is not None
        item, _, status = (update.message.text or "").partition(" ")
        reply = (update.effective_user.id, item, status)
        kept.execute("INSERT INTO reply (user_id, item, status) VALUES (?, ?, ?)", reply)
        await update.message.reply_text(f"【收件回执】第{item}项：{status}")
        receipts += 1
        return REPORTING

    typed = MessageHandler(filters.TEXT & ~filters.COMMAND, report)
    application = Application.builder().token("1:rival").base_url(f"{order['api']}/bot").build()
    application.add_handler(ConversationHandler([typed], {REPORTING: [typed]}, []))
    async with application:
        spent = Spent()
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0.0, timeout=1)
        while receipts < order["answers"]:  # noqa: ASYNC110 - as a stock bot has no event for it
            await asyncio.sleep(0.02)
        spent.say(kept.execute("SELECT count(*) FROM reply").fetchone()[0])
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    asyncio.run(answer(said()))
