"""The way to the Bot API server: through which proxy, over which address family, trusting whose certificates."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from functools import lru_cache, partial

import aiohttp
from aiohttp_socks import ProxyConnector

from bot.settings import TelegramSettings

FAMILIES = {"any": socket.AF_UNSPEC, "ipv4": socket.AF_INET, "ipv6": socket.AF_INET6}


@dataclass(frozen=True, slots=True)
class Way:
    """`proxy` is an http:// or socks5:// address, `ca_file` a PEM file trusted beside the system's own authorities."""

    proxy: str = ""
    ca_file: str = ""
    family: str = "any"

    @property
    def is_socks(self) -> bool:
        """Whether the proxy makes the connection itself, names included."""
        return self.proxy.lower().startswith("socks")

    @property
    def http_proxy(self) -> str | None:
        """The proxy a request is addressed to."""
        return None if self.is_socks or not self.proxy else self.proxy

    def tls(self) -> ssl.SSLContext:
        """What a server's certificate is checked against; the authorities are read once for all connections."""
        return _trusting(self.ca_file)

    def connector(self, connections: int) -> aiohttp.BaseConnector:
        """A pool of so many connections that all go this way."""
        kind = partial(ProxyConnector.from_url, _plain_scheme(self.proxy)) if self.is_socks else aiohttp.TCPConnector
        tls = self.tls() if self.ca_file else True  # True: the system's authorities, which aiohttp has read already
        connector: aiohttp.BaseConnector = kind(limit=connections, ssl=tls, family=FAMILIES[self.family])
        return connector


def way_to(settings: TelegramSettings) -> Way:
    """The way the settings name."""
    return Way(settings.proxy, settings.ca_file, settings.family)


@lru_cache(4)
def _trusting(ca_file: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


def _plain_scheme(proxy: str) -> str:
    """socks5h:// is what others call a SOCKS5 proxy that looks names up itself, as ours always do."""
    return proxy.replace("socks5h://", "socks5://", 1).replace("socks4a://", "socks4://", 1)
