"""What counts as a link, in text and under buttons."""

from __future__ import annotations

import re

_HTTP = re.compile(r"(?:(https?|tg|ton|tonsite)://)?([^/?#\s]+)([/?#]\S*)?\Z", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\s@:/]+@)?[^\s@:.]+(?:\.[^\s@:.]+)+(?::\d{1,5})?\Z")
_USER_LINK = re.compile(r"tg://user\?id=(\d+)\Z")


def checked_link(url: str) -> str | None:
    """The link as Telegram stores it, or None where it is not one.

    >>> checked_link("https://www.example.gov.cn"), checked_link("/etc/passwd")
    ('https://www.example.gov.cn/', None)
    """
    if _USER_LINK.match(url):
        return url
    match = _HTTP.match(url.strip())
    if match is None:
        return None
    scheme, host, rest = match.groups()
    if scheme and scheme.lower() == "tg":
        return url.strip()
    if not _HOST.match(host):
        return None
    return f"{(scheme or 'http').lower()}://{host.lower()}{rest or '/'}"
