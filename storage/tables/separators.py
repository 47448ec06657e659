"""A line of text cut into cells: by tabs, bars, commas, semicolons or spaces."""

from __future__ import annotations

import csv
import io
import re

_PIPE = re.compile(r"(?<!\\)[|｜│]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|\\(?=[|*_])")  # Markdown's bold type and escapes
APART = re.compile(r"\s{2,}|\u3000+|\t+")


def by_tabs(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else [line]


def by_pipes(line: str) -> list[str]:
    bare = line.strip()
    if not _PIPE.search(bare):
        return [line]
    return [_MARKS.sub("", _BREAK.sub("\n", cell)) for cell in _PIPE.split(bare.strip("|｜│"))]


def by_commas(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line)), [line]) if line.count(",") > 1 else [line]


def by_semicolons(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line), delimiter=";"), [line]) if line.count(";") > 1 else [line]


BY_QUOTES = (by_commas, by_semicolons)


def by_spaces(line: str) -> list[str]:
    cells = by_tabs(line) if "\t" in line else by_pipes(line)
    return cells if len(cells) > 1 else APART.split(line.strip())


def by_words(line: str) -> list[str]:
    return line.split()
