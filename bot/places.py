"""Where the files are that come with the program: in the checkout, or where an installation has put them."""

from __future__ import annotations

import sysconfig
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """A file or folder that comes with the program, such as `config.toml` or `examples`."""
    here = _CHECKOUT / name
    return here if here.exists() else Path(sysconfig.get_path("data")) / "share" / "duban" / name
