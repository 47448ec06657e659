"""Pages of a PDF whose text runs up or down the page: turned upright before they are read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from storage.tables.pdf_text import Char

_ASKEW = 0.1


def upright(page: Any) -> Any:
    """The page, turned where most of its text runs along its side or stands on its head."""
    runs = Counter(_run(char["matrix"]) for char in page.chars)
    turn = runs.most_common(1)[0][0] if runs else 0
    if not turn:
        return page
    page.close()
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = (page.rotation + turn) % 360
    return type(page)(page.pdf, page.page_obj, page.page_number, page.initial_doctop)


def is_slanted(char: Char) -> bool:
    """Whether a sign stands askew, as those of a watermark do; one that is turned by a quarter does not."""
    less, more = sorted(map(abs, char["matrix"][:2]))
    return bool(less > _ASKEW * more)


def _run(matrix: tuple[float, ...]) -> int:
    """By how many degrees, clockwise, a sign has to be turned."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 180
    return 90 if up > 0 else 270
