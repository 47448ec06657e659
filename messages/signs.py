"""A light as a small picture: a colour with a sign on it, so that it is understood without colours too."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw

from messages.lights import Light

SIGNS = {Light.GREEN: "✓", Light.YELLOW: "!", Light.RED: "×", Light.GREY: "–"}
_FINE = 4  # drawn so much larger and then shrunk: shapes have no smooth edges of their own
_Line = tuple[tuple[float, float], ...]
_STROKES: dict[Light, tuple[_Line, ...]] = {  # in a square from -1 to 1
    Light.GREEN: (((-0.75, 0.05), (-0.2, 0.6), (0.8, -0.6)),),
    Light.YELLOW: (((0, -0.85), (0, 0.2)), ((0, 0.8), (0, 0.8))),
    Light.RED: (((-0.65, -0.65), (0.65, 0.65)), ((-0.65, 0.65), (0.65, -0.65))),
    Light.GREY: (((-0.65, 0), (0.65, 0)),),
}


@cache
def sign(light: Light, width: int, height: int) -> Image.Image:
    """The light in a box of so many pixels, transparent around its corners."""
    wide, high = width * _FINE, height * _FINE
    image = Image.new("RGBA", (wide, high), light.fill + "00")
    draw = ImageDraw.Draw(image)
    short = min(wide, high)
    draw.rounded_rectangle((0, 0, wide - 1, high - 1), short // 6, light.fill)
    half, thick = short * 0.36, max(_FINE, short // 7)
    for line in _STROKES[light]:
        points = [(wide / 2 + x * half, high / 2 + y * half) for x, y in line]
        draw.line(points, light.ink, thick, joint="curve")
        for x, y in points:  # round ends
            draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), light.ink)
    return image.resize((width, height), Image.Resampling.BOX)
