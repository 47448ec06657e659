"""Starts `duban` processes at once: a process that has everything imported forks one for each start.

What comes out is a process like any other, to be killed, frozen or told to end by its number. Spoken to in JSON lines.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Stem:
    """The forking process, as a test sees it; started when it is first needed, gone when the tests are."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def start(self, arguments: list[str], environment: dict[str, str], folder: Path, log: Path) -> int:
        """Start `duban` with arguments; the number of the process. What it writes goes to the log."""
        order = {"arguments": arguments, "environment": environment, "folder": str(folder), "log": str(log)}
        pid: int = self._ask(order)["pid"]
        return pid

    def ended(self, pid: int) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        code: int | None = self._ask({"pid": pid})["code"]
        return code

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "tests.stem"]
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                bufsize=1,
                start_new_session=True,  # who breaks off the tests at the terminal means them alone; they end this
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End it and everything that came of it."""
        process, self._process = self._process, None
        if process is not None:
            process.communicate()


STEM = Stem()


def _serve() -> None:
    import bot.app
    import bot.cli
    import bot.commands.serve  # noqa: F401 - imported once for all

    codes: dict[int, int | None] = {}
    try:
        for line in sys.stdin:
            print(json.dumps(_obey(json.loads(line), codes)), flush=True)
    finally:  # whoever gave the orders has ended, perhaps before an answer
        for pid in [pid for pid, code in codes.items() if code is None]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _obey(order: dict[str, Any], codes: dict[int, int | None]) -> dict[str, Any]:
    if "arguments" not in order:
        return {"code": _look(codes, order["pid"])}
    pid = os.fork()
    if pid == 0:
        _become(order)
    codes[pid] = None
    return {"pid": pid}


def _look(codes: dict[int, int | None], pid: int) -> int | None:
    if codes[pid] is None:
        done, status = os.waitpid(pid, os.WNOHANG)
        codes[pid] = os.waitstatus_to_exitcode(status) if done else None
    return codes[pid]


def _become(order: dict[str, Any]) -> None:
    """In the new process: its own environment, folder and log, then the program."""
    from bot.cli import main

    code = 1
    try:
        os.setsid()
        os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), 2)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, mode) for number, mode in ((0, "r"), (1, "w"), (2, "w")))
        os.environ.update(order["environment"])
        os.chdir(order["folder"])
        sys.argv = ["duban", *order["arguments"]]
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - this process ends here, and the log says why
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
