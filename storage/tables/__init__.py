"""A document file → `Source`: what its task table prints, correctly placed, before anything is inferred."""

from __future__ import annotations

from storage.tables.limits import Limits
from storage.tables.reading import read_document, read_text
from storage.tables.safely import read_document_safely

__all__ = ["Limits", "read_document", "read_document_safely", "read_text"]
