"""One picture of units × tasks: measured, then drawn from top to bottom."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from PIL import Image, ImageColor, ImageDraw

from messages import words
from messages.fonts import LATIN, Typeface
from messages.lettering import Lettering
from messages.lights import Light
from messages.signs import sign

_WIDEST, _NARROWEST = 2560, 1400  # pixels; Telegram keeps none wider, the legend needs the other
_MARGIN, _GAP = 40, 4
_LABEL, _COUNT, _CELL = 480, 120, 120  # widths at most: a unit's name, its number of red lights, a light
_TITLE, _NOTE, _LEGEND, _NUMBER, _ROW = 100, 70, 84, 44, 72  # heights
_SHADES, _NEAR = 14, 10  # of smooth edges; no shade so near to a colour that is drawn that it takes its place
_TITLE_SIZES, _NAME_SIZES, _TEXT_SIZE = (64, 54, 46), (50, 44, 38, 32), 40
_INK, _FAINT, _LINE, _STRONG, _PAPER = "#22303C", "#5C6B78", "#E6EAEE", "#A3AEB8", "#FFFFFF"


@cache
def _palette() -> Image.Image:
    """Every colour that is drawn and the shades between it and what it is drawn on: written in a byte a pixel.

    A third of the bytes are written much sooner, and the picture is half as large to send.
    """
    pairs = [(ink, _PAPER) for ink in (_INK, _FAINT, Light.RED.fill)]
    pairs += [(light.fill, _PAPER) for light in Light] + [(light.ink, light.fill) for light in Light]
    drawn = {ImageColor.getrgb(one) for one in (*(one for pair in pairs for one in pair), _LINE, _STRONG)}
    shades = {_between(ink, paper, step) for ink, paper in pairs for step in range(1, _SHADES)}
    apart = {shade for shade in shades if all(_distance(shade, one) > _NEAR for one in drawn)}
    kept = Image.new("P", (1, 1))
    kept.putpalette([value for shade in sorted(drawn | apart) for value in shade])
    return kept


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return max(abs(here - there) for here, there in zip(one, other, strict=True))


def _between(ink: str, paper: str, step: int) -> tuple[int, ...]:
    ends = zip(ImageColor.getrgb(ink), ImageColor.getrgb(paper), strict=True)
    return tuple(one + (other - one) * step // _SHADES for one, other in ends)


@dataclass(frozen=True)
class Page:
    """One picture. Without a Chinese face it says everything in numbers and signs."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    light: Mapping[tuple[int, int], Light]
    today: date
    place: str  # among several pictures, 「2/10」
    face: Typeface | None

    def png(self) -> bytes:
        """The picture, drawn."""
        height = self._grid_bottom + self._numbers + _MARGIN
        image = Image.new("RGB", (self._width, height), _PAPER)
        pen = Lettering(ImageDraw.Draw(image), self.face or LATIN)
        self._write_title(pen)
        self._draw_legend(image, pen)
        self._write_rows(image, pen)
        self._write_numbers(pen)
        self._draw_grid(pen.draw)
        self._draw_lights(image)
        kept = io.BytesIO()
        image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(kept, "PNG", compress_level=3)
        return kept.getvalue()

    @cached_property
    def _label(self) -> int:
        pen = Lettering(ImageDraw.Draw(Image.new("L", (1, 1))), self.face or LATIN)
        return min(_LABEL, 24 + round(max((pen.width(row, _NAME_SIZES[0]) for row in self.rows), default=100)))

    @cached_property
    def _cell(self) -> int:
        room = _WIDEST - 2 * _MARGIN - self._label - _COUNT
        return min(_CELL, room // max(1, len(self.columns)))

    @property
    def _row(self) -> int:
        return max(_ROW, min(96, self._cell))

    @property
    def _width(self) -> int:
        return max(_NARROWEST, self._left + self._cell * len(self.columns) + _COUNT + _MARGIN)

    @property
    def _left(self) -> int:
        return _MARGIN + self._label

    @property
    def _right(self) -> int:
        return self._left + self._cell * len(self.columns)

    @property
    def _top(self) -> int:
        return _MARGIN + (_TITLE if self.face else 0) + _NOTE + self._legend_lines * _LEGEND + self._numbers

    @property
    def _levels(self) -> int:
        return 1 if self._cell >= 60 else 2

    @property
    def _numbers(self) -> int:
        return self._levels * _NUMBER + 8

    @property
    def _legend_lines(self) -> int:
        return 1 if self._width >= 2000 or not self.face else 2

    @property
    def _grid_bottom(self) -> int:
        return self._top + self._row * len(self.rows)

    def _write_title(self, pen: Lettering) -> None:
        room, y = self._width - 2 * _MARGIN, _MARGIN
        note = [self.today.isoformat()]
        if self.face:
            pen.fit((_MARGIN, y + _TITLE / 2), self.title, room, _TITLE_SIZES, _INK)
            y += _TITLE
            how = "横行为单位，竖列为任务序号，空白为无此任务" if self.rows and self.columns else "尚无责任项"
            note = [f"截至{words.day(self.today)}", how]
        pen.fit((_MARGIN, y + _NOTE / 2), "   ".join([*note, self.place]), room, (_TEXT_SIZE, 34, 30), _FAINT)

    def _draw_legend(self, image: Image.Image, pen: Lettering) -> None:
        """Worst first, each with its word and how often it is on this picture."""
        counts = Counter(self.light.values())
        in_line = len(Light) // self._legend_lines
        step = (self._width - 2 * _MARGIN) / in_line
        top = self._top - self._numbers - self._legend_lines * _LEGEND
        for place, light in enumerate(reversed(Light)):
            x = round(_MARGIN + step * (place % in_line))
            y = top + _LEGEND * (place // in_line) + _LEGEND // 2
            box = sign(light, 56, 56)
            image.paste(box, (x, y - 28), box)
            text = f"{light.colour} {light.meaning} {counts[light]:,}" if self.face else f"{counts[light]:,}"
            pen.write((x + 72, y), text, _TEXT_SIZE, _INK)

    def _write_rows(self, image: Image.Image, pen: Lettering) -> None:
        """Each unit's name on the left, on the right how many of its lights are red."""
        red = Counter(row for (row, _), light in self.light.items() if light is Light.RED)
        x = self._right + _COUNT // 2
        if self.rows:
            box = sign(Light.RED, 44, 44)
            image.paste(box, (x - 22, self._top - self._numbers // 2 - 22), box)
        for place, name in enumerate(self.rows):
            y = self._top + self._row * place + self._row / 2
            pen.fit((_MARGIN, y), name, self._label - 20, _NAME_SIZES, _INK)
            if red[place]:
                pen.write((x, y), str(red[place]), _TEXT_SIZE, Light.RED.fill, "mm")

    def _write_numbers(self, pen: Lettering) -> None:
        """The task numbers above the lights and below them, all of one size, by turns high and low."""
        room = self._cell * self._levels - 12
        sizes = range(_TEXT_SIZE, 21, -2)
        size = next((size for size in sizes if all(pen.width(text, size) <= room for text in self.columns)), 22)
        for place, text in enumerate(self.columns):
            x = self._left + self._cell * place + self._cell / 2
            away = (place % self._levels + 0.5) * _NUMBER
            for y in (self._top - self._numbers + away, self._grid_bottom + away):
                pen.write((x, y), pen.shortened(text, room, size), size, _INK, "mm")

    def _draw_grid(self, draw: ImageDraw.ImageDraw) -> None:
        """Thin lines everywhere, strong ones every five: an eye can follow them."""
        for place in range(len(self.rows) + 1):
            y = self._top + self._row * place
            draw.line((_MARGIN, y, self._right + _COUNT, y), _STRONG if place % 5 == 0 else _LINE, 2)
        for place in range(len(self.columns) + 1):
            x = self._left + self._cell * place
            draw.line((x, self._top, x, self._grid_bottom), _STRONG if place % 5 == 0 else _LINE, 2)

    def _draw_lights(self, image: Image.Image) -> None:
        for (row, column), light in self.light.items():
            box = sign(light, self._cell - _GAP, self._row - _GAP)
            place = self._left + self._cell * column + _GAP // 2, self._top + self._row * row + _GAP // 2
            image.paste(box, place, box)
