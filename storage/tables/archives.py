"""Office files are zip archives: opened from memory, their parts counted while they unpack, nothing written to disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from storage.tables.assembling import NoTable
from storage.tables.limits import Limits, TooLarge

_PIECE = 1 << 16
_BROKEN = "文件已损坏，无法打开；请在原软件中打开后另存为 docx 或 xlsx 再发"
_LOCKED = "文件已加密，无法读取；请取消密码后重发"


class Archive:
    """A zip archive whose claims about sizes are not believed: every byte unpacked is counted against the limit."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, UnicodeError, NotImplementedError):
            raise NoTable(_BROKEN) from None
        members = self._zip.infolist()
        if len(members) > limits.max_members:
            raise TooLarge(f"压缩包内文件过多（{len(members)}个）")
        if sum(member.file_size for member in members) > limits.max_unpacked_bytes:
            raise TooLarge("解压后的内容过大")
        self._left = limits.max_unpacked_bytes

    def names(self) -> list[str]:
        """The parts' names; a name is only ever compared, never used as a path."""
        return self._zip.namelist()

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece. Raises TooLarge once more was unpacked than the limits allow."""
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise TooLarge("解压后的内容过大")
                    yield piece
        except RuntimeError:
            raise NoTable(_LOCKED) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, NotImplementedError):
            raise NoTable(_BROKEN) from None

    def read(self, name: str) -> bytes:
        """A whole part."""
        return b"".join(self.pieces(name))
