"""The picture of units × tasks in lights, readable on a telephone, in as many pictures as that takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from messages import characters, words
from messages.chart_page import Page
from messages.fonts import FOLDERS, chinese_face
from messages.lights import Light
from messages.signs import SIGNS

MOST_ROWS, MOST_COLUMNS = 45, 60  # of one picture: more cannot be read on a telephone
_MOST_IN_CAPTION = 1024  # UTF-16 units; Telegram's limit

Lights = Mapping[tuple[int, int], Light]


def page(
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    light: Lights,
    today: date,
    place: int,
    folders: tuple[str, ...] = FOLDERS,
) -> bytes:
    """One of the pictures, by units and then by tasks, with its place in the row of them, counted from 0."""
    face = chinese_face(folders)
    parts = [(down, across) for down in _parts(len(rows), MOST_ROWS) for across in _parts(len(columns), MOST_COLUMNS)]
    down, across = parts[place]
    return Page(
        words.brief(title, 120),
        [words.brief(rows[row], 80) if face else str(row + 1) for row in down],
        [words.brief(columns[column], 12) for column in across],
        _within(light, down, across),
        today,
        f"{place + 1}/{len(parts)}" if len(parts) > 1 else "",
        face,
    ).png()


def how_many(rows: int, columns: int) -> int:
    """How many pictures so many units and tasks take."""
    return -(-max(rows, 1) // MOST_ROWS) * -(-max(columns, 1) // MOST_COLUMNS)


def caption(title: str, rows: Sequence[str], today: date, folders: tuple[str, ...] = FOLDERS) -> str:
    """What goes under the picture: the signs in words, and the units by number where the picture cannot name them."""
    signs = "　".join(f"{SIGNS[light]}{light.meaning}" for light in reversed(Light))
    parts = [f"{words.brief(title, 120)}　截至{words.day(today)}", signs]
    if chinese_face(folders) is None:
        names = "，".join(f"{number} {words.name(row)}" for number, row in enumerate(rows, start=1))
        parts.append(f"本机未安装中文字体，图中单位以序号表示：{names}")
    return characters.shorten("\n".join(parts), _MOST_IN_CAPTION)


def _within(light: Lights, down: range, across: range) -> Lights:
    """The lights of one picture, counted from its own first row and column."""
    places = ((row, column) for row in down for column in across if (row, column) in light)
    return {(row - down.start, column - across.start): light[row, column] for row, column in places}


def _parts(count: int, at_most: int) -> list[range]:
    """Even parts, as few as possible.

    >>> _parts(7, 3), _parts(0, 3)
    ([range(0, 2), range(2, 4), range(4, 7)], [range(0, 0)])
    """
    parts = max(1, -(-count // at_most))
    return [range(count * part // parts, count * (part + 1) // parts) for part in range(parts)]
