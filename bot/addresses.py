"""What an address of the network names: its host, its port, whether it is this machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host in an address; "" where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def port_of(url: str) -> int | None:
    """The port in an address; None where there is none that can be."""
    try:
        return urlsplit(url).port
    except ValueError:
        return None


def is_loopback(url: str) -> bool:
    """Whether an address is of this machine."""
    host = host_of(url)
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
