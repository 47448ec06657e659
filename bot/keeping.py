"""Keeping bytes: under a generated name, on disk and whole before anything in the database speaks of them."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from storage.safekeeping import put_in_place, sync_folder


def keep(folder: Path, content: bytes) -> str:
    """Write content under a generated name and give the name, relative to the folder."""
    kept_as = f"{sha256_of(content)[:2]}/{secrets.token_hex(16)}"
    _write_durably(folder / kept_as, content)
    return kept_as


def sha256_of(content: bytes) -> str:
    """The digest under which content can be told to be the same."""
    return hashlib.sha256(content).hexdigest()


def _write_durably(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    put_in_place(part, path)
    sync_folder(path.parent.parent)
