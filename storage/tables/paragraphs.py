"""Tasks in running text: numbered paragraphs with a bracket of duties at the end, or labelled lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.tables.limits import Limits
from storage.values import Column, Source


def source_from_paragraphs(
    lines: Sequence[str], limits: Limits, columns: Mapping[Column, int] | None = None
) -> Source | None:
    return None
