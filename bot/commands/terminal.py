"""What only somebody at a terminal sees: that long work goes on, and colours."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

COLOURS = {"red": 31, "green": 32}  # ECMA-48, select graphic rendition
ERASE_LINE = "\r\033[K"


@contextmanager
def working(what: str, terminal: TextIO | None = None, every: float = 1.0) -> Iterator[None]:
    """While the block runs, count its seconds on standard error; what is done within one of them is not spoken of."""
    terminal = terminal or sys.stderr
    if not terminal.isatty():
        yield
        return
    done = threading.Event()
    counting = threading.Thread(target=_count, args=(what, terminal, every, done), daemon=True)
    counting.start()
    try:
        yield
    finally:
        done.set()
        counting.join()


def _count(what: str, terminal: TextIO, every: float, done: threading.Event) -> None:
    seconds = 0
    while not done.wait(every):
        seconds += 1
        terminal.write(f"{ERASE_LINE}{what} …… {seconds}秒")
        terminal.flush()
    if seconds:
        terminal.write(ERASE_LINE)
        terminal.flush()


def coloured(text: str, colour: str, terminal: TextIO | None = None) -> str:
    """In colour where a terminal will show it and nobody has asked for none (https://no-color.org)."""
    if os.environ.get("NO_COLOR") or not (terminal or sys.stdout).isatty():
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"
