"""What every sender is told and says. Imports the standard library alone, so that no rival carries our weight."""

from __future__ import annotations

import http.client
import json
import os
import re
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

AT_ONCE = 32  # messages on their way, for everybody
THREADS = 8  # where a rival works in threads


def said() -> dict[str, Any]:
    """`api`, `database`, `messages`, `text` and `keyboard`, as the bench hands them over."""
    order: dict[str, Any] = json.load(sys.stdin)
    return order


@dataclass
class Spent:
    """Seconds and processor seconds since it was made."""

    began: float = field(default_factory=time.perf_counter)
    used: float = field(default_factory=time.process_time)

    def say(self, recorded: int) -> None:
        """The answer: what it took, and how many messages are on record as sent."""
        seconds, cpu = time.perf_counter() - self.began, time.process_time() - self.used
        print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": _peak(), "recorded": recorded}))


def _peak() -> float:
    """Megabytes of 10^6 bytes; getrusage() would count what the parent had."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0


def parameters(order: dict[str, Any], chat_id: int) -> dict[str, str]:
    """What `sendMessage` is called with, ready for a form."""
    return {"chat_id": str(chat_id), "text": order["text"], "parse_mode": "HTML", "reply_markup": order["keyboard"]}


class Record:
    """Who has been sent to: an SQLite file that a power cut takes nothing from, a connection for each thread."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._mine = threading.local()
        self._opened().execute("CREATE TABLE sent (chat_id INTEGER PRIMARY KEY, message_id INTEGER)")

    def keep(self, *sent: tuple[int, int]) -> None:
        """One commit."""
        here = self._opened()
        here.execute("BEGIN IMMEDIATE")
        here.executemany("INSERT INTO sent VALUES (?, ?)", sent)
        here.execute("COMMIT")

    def count(self) -> int:
        """How many are kept."""
        number: int = self._opened().execute("SELECT count(*) FROM sent").fetchone()[0]
        return number

    def _opened(self) -> sqlite3.Connection:
        if not hasattr(self._mine, "opened"):
            self._mine.opened = sqlite3.connect(self._path, isolation_level=None, timeout=60)
            self._mine.opened.execute("PRAGMA journal_mode=WAL")
            self._mine.opened.execute("PRAGMA synchronous=FULL")
        opened: sqlite3.Connection = self._mine.opened
        return opened


def end_when_recorded(spent: Spent, record: Record, messages: int) -> NoReturn:
    """Answer when everything is on record, and end: threads end with their process, which has nothing left to lose."""
    while record.count() < messages:
        time.sleep(0.02)
    spent.say(record.count())
    sys.stdout.flush()
    os._exit(0)


class Caller:
    """`sendMessage` for rivals that work in threads: a connection kept open for each."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._order = order
        self._mine = threading.local()

    def send(self, chat_id: int) -> int:
        """Send to a chat; the id of the message."""
        if not hasattr(self._mine, "line"):
            self._mine.line = http.client.HTTPConnection(urlsplit(self._order["api"]).netloc)
        form = urlencode(parameters(self._order, chat_id))
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._mine.line.request("POST", "/bot1:rival/sendMessage", form, kind)
        answer = json.loads(self._mine.line.getresponse().read())
        number: int = answer["result"]["message_id"]
        return number
