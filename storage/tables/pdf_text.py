"""Signs on a page → lines of text: which line a sign stands in, and where a line end only wraps a long text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storage.radicals import without_radicals
from storage.tables.numbering import numbering

_TEXT_WIDTH = 0.75  # of a page: running text reaches further to the right
_RAGGED = 1.7  # signs that may be missing at the end of a full line
_OTHER_SIZE = 0.15  # of a line's height: a title is printed larger than what follows it
_LARGEST_LEADING = 1.6  # line heights between two lines of a paragraph

Char = dict[str, Any]
Box = tuple[float, float, float, float]


def text_in(chars: Sequence[Char], box: Box) -> str:
    """The text of a cell. A line that fills the cell's width was wrapped: it goes on without a line end."""
    text = ""
    for line in _lines(chars):
        text += _joined(line)
        if box[2] - line[-1]["x1"] > 1.7 * float(line[-1]["size"]) + 6:
            text += "\n"
    return text.strip("\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text; a full one was wrapped and may go on in the next."""

    top: float
    bottom: float
    text: str
    is_full: bool


def lines_in(chars: Sequence[Char], page_width: float) -> list[Line]:
    """The lines of a page outside its tables."""
    lines = [line for line in _lines(chars) if _joined(line).strip()]
    right = max((float(line[-1]["x1"]) for line in lines), default=0.0)
    return [_line(line, max(right, page_width * _TEXT_WIDTH)) for line in lines]


def goes_on(line: Line, following: Line) -> bool:
    """Whether two lines are one paragraph: the first is full, the next right below, as large, and has no number."""
    height = line.bottom - line.top
    is_below = -height < following.top - line.bottom < _LARGEST_LEADING * height
    is_alike = abs((following.bottom - following.top) - height) < _OTHER_SIZE * height
    return line.is_full and is_below and is_alike and numbering(following.text.strip()) is None


def _line(line: Sequence[Char], right: float) -> Line:
    last = line[-1]
    is_full = right - float(last["x1"]) < _RAGGED * float(last["size"])
    return Line(float(line[0]["top"]), float(line[0]["bottom"]), _joined(line), is_full)


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """The signs grouped into lines, each from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: ((char["top"] + char["bottom"]) / 2, char["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and abs(middle - _middle(lines[-1])) < 0.5 * float(char["size"] or 8):
            lines[-1].append(char)
        else:
            lines.append([char])
    for line in lines:
        line.sort(key=lambda char: char["x0"])
    return lines


def _middle(line: Sequence[Char]) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2


def _joined(line: Sequence[Char]) -> str:
    """A gap wider than half a sign is a space; signs printed twice in one place (a made-up bold) count once."""
    text, end, last = "", None, None
    for char in line:
        if last and char["text"] == last["text"] and abs(char["x0"] - last["x0"]) < 1:
            continue
        if end is not None and char["x0"] - end > 0.5 * float(char["size"]) and not text.endswith(" "):
            text += " "
        text += char["text"]
        end, last = char["x1"], char
    return without_radicals(text)
