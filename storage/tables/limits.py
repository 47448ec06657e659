"""How much a document may ask of us: stated once, checked by every format, enforced by the worker process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document. `seconds` and `memory_mb` are enforced only in the worker process."""

    max_bytes: int = 20_000_000  # what a bot may download from Telegram
    max_unpacked_bytes: int = 120_000_000
    max_members: int = 3_000  # files inside one archive
    max_rows: int = 20_000
    max_columns: int = 60
    max_cells: int = 400_000
    max_pages: int = 300
    max_tables: int = 2_000
    seconds: float = 8  # of the processor; with starting and telling about it a file is done with within ten
    memory_mb: int = 240
    convert_seconds: float = 20  # LibreOffice, for .doc and .wps only


class TooLarge(Exception):
    """A bound was passed; the message is the Chinese reason, without file name or way out."""
