"""The server's shelf of files, and what can be seen of a picture."""

from __future__ import annotations

import base64
import hashlib
import itertools
import struct

from bot.sandbox.message import StoredFile

# a thumbnail: one grey pixel, so that a bot that fetches the smallest size is found out
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
LARGEST_DOWNLOAD = 20 * 1024 * 1024
SENT_BY_PHONE = (1280, 960)


class Shelf:
    """Files by id and by path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self._numbers = itertools.count(1)

    def document(self, name: str, content: bytes, media_type: str) -> StoredFile:
        """Keep a document."""
        ending = name.rpartition(".")[2] if "." in name else "bin"
        return self._keep("documents", ending, name, content, media_type)

    def photo(self, content: bytes, size: tuple[int, int] | None = None) -> list[StoredFile]:
        """Keep a photo in two sizes, the largest last."""
        width, height = size or picture_size(content) or SENT_BY_PHONE
        small = self._keep("photos", "jpg", "", PIXEL, "image/jpeg", (1, 1))
        return [small, self._keep("photos", "jpg", "", content, "image/jpeg", (width, height))]

    def _keep(
        self,
        folder: str,
        ending: str,
        name: str,
        content: bytes,
        media_type: str,
        size: tuple[int, int] = (0, 0),
    ) -> StoredFile:
        number = next(self._numbers)
        unique = hashlib.sha256(content).hexdigest()[:16]
        path = f"{folder}/file_{number}.{ending}"
        file = StoredFile(f"FILE-{number}-{unique}", unique, path, name, media_type, content, *size)
        self.by_id[file.file_id] = self.by_path[path] = file
        return file


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None for anything else.

    >>> picture_size(PIXEL), picture_size(b"no picture")
    ((1, 1), None)
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """The frame header is the first marker C0…CF that is no table (C4, C8, CC)."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return None
