"""Keeping bytes: under a generated name, on disk and whole before anything in the database speaks of them."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from storage.safekeeping import put_in_place, sync_folder


def keep(folder: Path, content: bytes) -> str:
    """Write content under a generated name and give the name, relative to the folder."""
    kept_as = f"{sha256_of(content)[:2]}/{secrets.token_hex(16)}"
    path = folder / kept_as
    path.parent.mkdir(parents=True, exist_ok=True)
    part = folder / f"{path.name}.part"
    part.write_bytes(content)
    put_in_place(part, path)
    sync_folder(folder)
    return kept_as


def clear_broken_off(folder: Path, now: datetime) -> None:
    """Delete what a kill or a power cut has left half written; what is a day old, no other process is writing."""
    for part in folder.glob("*.part"):
        with suppress(OSError):  # another process has it in place meanwhile, or it is another user's: no harm
            if part.stat().st_mtime < (now - timedelta(days=1)).timestamp():
                part.unlink()


def sha256_of(content: bytes) -> str:
    """The digest under which content can be told to be the same."""
    return hashlib.sha256(content).hexdigest()
