"""Letters that fit: text on a picture, smaller or on two lines where it is long, cut where nothing else helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from messages.fonts import Typeface


@dataclass(frozen=True, slots=True)
class Lettering:
    """Writes on one picture in one face."""

    draw: ImageDraw.ImageDraw
    face: Typeface

    def width(self, text: str, size: int) -> float:
        """In pixels."""
        return self.face.font(size).getlength(text)

    def write(self, at: tuple[float, float], text: str, size: int, ink: str, anchor: str = "lm") -> None:
        """One line as it is."""
        self.draw.text(at, text, ink, self.face.font(size), anchor)

    def fit(self, at: tuple[float, float], text: str, width: float, sizes: Sequence[int], ink: str) -> None:
        """Text beginning at `at`, centred on its height, at the largest size that fits, else on two lines."""
        size = next((size for size in sizes if self.width(text, size) <= width), None)
        if size is not None:
            self.write(at, text, size, ink)
            return
        size = sizes[-1]
        first = self._as_much_as_fits(text, width, size)
        second = self.shortened(text[len(first) :], width, size)
        x, y = at
        self.write((x, y - size * 0.54), first, size, ink)
        self.write((x, y + size * 0.54), second, size, ink)

    def shortened(self, text: str, width: float, size: int) -> str:
        """The text, with … for what does not fit."""
        if self.width(text, size) <= width:
            return text
        return self._as_much_as_fits(text, width - self.width("…", size), size) + "…"

    def _as_much_as_fits(self, text: str, width: float, size: int) -> str:
        fitting = len(text)
        while fitting > 1 and self.width(text[:fitting], size) > width:
            fitting -= 1
        return text[:fitting]
