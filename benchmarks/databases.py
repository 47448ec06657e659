"""Both kinds of database, empty, for as long as somebody measures on them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests import servers


def databases(many: int = 1) -> Iterator[tuple[str, list[str]]]:
    """The name of each kind, and so many databases of it by their URLs; PostgreSQL only where it is installed."""
    with tempfile.TemporaryDirectory(prefix="duban-bench-") as name:
        folder = Path(name)
        yield "SQLite", [f"sqlite:///{folder}/{number}.db" for number in range(many)]
        if servers.FOUND:
            (folder / "postgresql").mkdir()
            folder.chmod(0o755)  # the server's own user passes through
            with servers.postgresql_in(folder / "postgresql", durable=True) as server:
                yield "PostgreSQL", [server.new_database() for _ in range(many)]
