"""A file system of its own in a file, which finds an error when it is told to, and is mended."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Disk:
    """A file system of its own in a file."""

    def __init__(self, folder: Path) -> None:
        self._file, self.place = folder / "disk.img", folder / "disk"
        self._device = ""

    def make(self) -> bool:
        """Make and mount it; False where the machine does not permit that."""
        self.place.mkdir()
        with self._file.open("wb") as file:
            file.truncate(48 << 20)
        return _done("mkfs.ext4", "-q", str(self._file)) and self._mount()

    def breaks(self) -> None:
        """It finds an error, and lets nobody write from now on, whatever is open."""
        Path(f"/sys/fs/ext4/{self._device}/trigger_fs_error").write_text("made by a test", encoding="utf-8")

    def mend(self) -> None:
        """Looked through and mounted anew, when nobody works on it."""
        self.close()
        _done("e2fsck", "-f", "-y", str(self._file))
        assert self._mount(), "the file system could not be mounted again"

    def close(self) -> None:
        """It is gone."""
        _done("umount", str(self.place)) or _done("umount", "-l", str(self.place))

    def _mount(self) -> bool:
        mounted = _done("mount", "-o", "loop,errors=remount-ro", str(self._file), str(self.place))
        self._device = next((Path(line.split()[0]).name for line in _mounts() if f" {self.place} " in line), "")
        return mounted


def _done(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=60).returncode == 0
    except FileNotFoundError:
        return False


def _mounts() -> list[str]:
    return Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
