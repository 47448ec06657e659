"""The text of a link → where it leads, or why it is not opened. Nothing is asked of the network here.

The address that is fetched is built anew from the parts that were checked, so that no second parser
can understand the text in another way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from yarl import URL

from bot.links.addresses import Address, ascii_name, is_public_name, read_address
from storage.findings import LinkReason

LONGEST = 2048
_PORTS = {"http": 80, "https": 443}
_AUTHORITY = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^\[\]:%]+))(?::(?P<port>[0-9]{0,5}))?")
_MISTYPED = frozenset({LinkReason.MALFORMED, LinkReason.NOT_WEB, LinkReason.CREDENTIALS})
_KEPT = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Target:
    """One hop. `url` is ASCII, without credentials and fragment; `address` is set where the host is one."""

    url: URL
    host: str
    port: int
    address: Address | None = None


def read_target(text: str, other_ports: frozenset[int] = frozenset()) -> Target | LinkReason:
    """Where a link leads. Ports 80 and 443, and `other_ports`."""
    text = text.strip()
    if not text or len(text) > LONGEST or not all(_is_plain(character) for character in text):
        return LinkReason.MALFORMED
    try:
        parts = urlsplit(text)
    except ValueError:
        return LinkReason.MALFORMED
    if parts.scheme not in _PORTS:
        return LinkReason.NOT_WEB if parts.scheme else LinkReason.MALFORMED
    if "@" in parts.netloc:
        return LinkReason.CREDENTIALS
    place = _place(parts.scheme, parts.netloc, other_ports)
    if isinstance(place, LinkReason):
        return place
    host, port, address = place
    return Target(_url(parts, host, port), host, port, address)


def _url(parts: SplitResult, host: str, port: int) -> URL:
    return URL.build(
        scheme=parts.scheme,
        host=f"[{host}]" if ":" in host else host,
        port=port,
        path=quote(parts.path or "/", safe=_KEPT),
        query_string=quote(parts.query, safe=_KEPT + "?[]"),
        encoded=True,
    )


def redirected(target: Target, location: str, other_ports: frozenset[int] = frozenset()) -> Target | LinkReason:
    """Where a redirect leads, checked as if somebody had sent it."""
    if not location or len(location) > LONGEST or not all(_is_plain(character) for character in location):
        return LinkReason.ODD_ANSWER
    try:
        hop = read_target(urljoin(str(target.url), location), other_ports)
    except ValueError:
        return LinkReason.ODD_ANSWER
    return LinkReason.ODD_ANSWER if hop in _MISTYPED else hop


def is_drawn_by_script(text: str) -> bool:
    """Whether the part after # names the page, which a script then draws: 「…/#/detail/12」."""
    return text.partition("#")[2].startswith(("/", "!"))


def _is_plain(character: str) -> bool:
    """No blank, control, direction or half character, and no backslash, which browsers read as a slash."""
    return character != "\\" and not unicodedata.category(character).startswith(("C", "Z"))


def _place(scheme: str, netloc: str, other_ports: frozenset[int]) -> tuple[str, int, Address | None] | LinkReason:
    match = _AUTHORITY.fullmatch(netloc)
    if match is None:
        return LinkReason.MALFORMED
    address = read_address(match["six"] or _normal(match["host"]))
    host = str(address) if address else ascii_name(match["host"] or "")
    if host is None:
        return LinkReason.MALFORMED
    if address is None and not is_public_name(host):
        return LinkReason.NOT_PUBLIC
    port = int(match["port"] or _PORTS[scheme])
    if port not in _PORTS.values() and port not in other_ports:
        return LinkReason.PORT
    return host, port, address


def _normal(host: str) -> str:
    """An IPv4 address may be written in full-width digits and end in a dot; browsers open it all the same."""
    return unicodedata.normalize("NFKC", host).replace("。", ".").removesuffix(".")
