"""A Chinese font of this machine, where it has one. None is kept with the program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from PIL import ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_WANTED = (  # beginnings of file names, the best first
    *("notosanscjk-regular", "notosanscjksc-regular", "notosanssc", "sourcehansanssc", "sourcehansanscn"),
    *("sourcehansans", "msyh", "pingfang", "hiragino sans gb", "wqy-microhei", "wqy-zenhei", "droidsansfallback"),
    *("stheiti", "simhei", "notoserifcjk-regular", "notoserifsc", "simsun", "uming", "ukai"),
)
_KINDS = (".ttc", ".otf", ".ttf")
_MOST_FILES = 20_000
_SAMPLE, _MISSING = "督办政务公开", "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One face of a font file; without a path the Latin one that comes with the drawing library."""

    path: str = ""
    index: int = 0

    def font(self, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        """The face at a height in pixels."""
        return _opened(self, size)


LATIN = Typeface()


@cache
def chinese_face(folders: tuple[str, ...] = FOLDERS) -> Typeface | None:
    """The best Chinese face under these folders; looked for once, so a font installed later counts after a restart."""
    found = sorted((rank, path) for path in _files(folders) if (rank := _rank(path)) is not None)
    return next((face for _, path in found if (face := _face_of(path)) is not None), None)


def _files(folders: tuple[str, ...]) -> Iterator[str]:
    for folder in folders:
        names = (os.path.join(place, name) for place, _, here in os.walk(os.path.expanduser(folder)) for name in here)
        yield from islice(names, _MOST_FILES)


def _rank(path: str) -> int | None:
    name = Path(path).name.lower()
    if not name.endswith(_KINDS):
        return None
    return next((rank for rank, wanted in enumerate(_WANTED) if name.startswith(wanted)), None)


def _face_of(path: str) -> Typeface | None:
    """The face for simplified Chinese in a collection, else the first that has the characters at all."""
    faces = list(_faces(path))
    simplified = [face for name, face in faces if name.endswith(" SC")]
    return next((face for face in [*simplified, *(face for _, face in faces)] if _has_characters(face)), None)


def _faces(path: str) -> Iterator[tuple[str, Typeface]]:
    for index in range(16):
        try:
            yield str(_loaded(path, index, 20).getname()[0]), Typeface(path, index)
        except OSError:
            return


def _has_characters(face: Typeface) -> bool:
    font = face.font(20)
    missing = bytes(font.getmask(_MISSING))
    return all(bytes(font.getmask(character)) != missing for character in _SAMPLE)


@cache
def _opened(face: Typeface, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if not face.path:
        return ImageFont.load_default(size)
    return _loaded(face.path, face.index, size)


def _loaded(path: str, index: int, size: int) -> ImageFont.FreeTypeFont:
    """This very file; `ImageFont.truetype` would look elsewhere for one of the same name. Raises OSError."""
    return ImageFont.FreeTypeFont(path, size, index, layout_engine=ImageFont.Layout.BASIC)
