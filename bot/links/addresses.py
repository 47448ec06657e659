"""Which hosts and addresses are public. What is not on the public internet is never connected to."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from yarl import URL

Address = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry, and one cloud's metadata in public space.
# Our own list: `is_global` differs between Python versions.
_CLOSED_V4 = [
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]
# https://www.iana.org/assignments/ipv6-unicast-address-assignments: only this is given out to anybody.
# ::1, mapped and compatible IPv4, NAT64, unique local, link-local and multicast lie outside of it.
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = [
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocols, among them Teredo
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "2620:4f:8000::/48",
        "3ffe::/16",
        "3fff::/20",
    )
]
# https://www.iana.org/assignments/special-use-domain-names, and what networks call themselves inside
_CLOSED_NAMES = frozenset(
    {"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "private"}
    | {"test", "invalid", "onion", "alt", "arpa"}
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LOOKS_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")  # as browsers tell an IPv4 address, by the last label


def is_public(address: Address) -> bool:
    """Whether an address belongs to one host of the public internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    return address.scope_id is None and address in _OPEN_V6 and not any(address in network for network in _CLOSED_V6)


def read_address(text: str) -> Address | None:
    """An address in its one canonical form, no brackets, no zone; None for anything else.

    >>> read_address("0x7f.1"), read_address("127.0.0.1")
    (None, IPv4Address('127.0.0.1'))
    """
    try:
        address = IPv6Address(text) if ":" in text else IPv4Address(text)
    except ValueError:
        return None
    return None if isinstance(address, IPv6Address) and address.scope_id is not None else address


def ascii_name(host: str) -> str | None:
    """A host name as DNS has it: IDNA, lower case, no dot at the end; None where it is none.

    >>> ascii_name("WWW.Example.GOV.cn."), ascii_name("政务。政务"), ascii_name("127.1")
    ('www.example.gov.cn', 'xn--zfr164b.xn--zfr164b', None)
    """
    if len(host) > 253:
        return None
    try:
        name = (URL.build(scheme="http", host=host).raw_host or "").lower().removesuffix(".")
    except ValueError:
        return None
    labels = name.split(".")
    if _LOOKS_NUMERIC.fullmatch(labels[-1]) or len(name) > 253:
        return None
    return name if all(_LABEL.fullmatch(label) for label in labels) else None


def is_public_name(name: str) -> bool:
    """Whether an ASCII name can be one of the public internet, whatever DNS says of it."""
    above, _, last = name.rpartition(".")
    return bool(above) and last not in _CLOSED_NAMES
