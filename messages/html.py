"""Html: the only way a `str` becomes markup. What a person typed or a document says goes through `plain`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import NewType

Html = NewType("Html", str)
_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> Html:
    """Text as it is, with markup characters made harmless.

    >>> plain("<b>12</b> & 13")
    '&lt;b&gt;12&lt;/b&gt; &amp; 13'
    """
    return Html(escape(text, quote=False))


def bold(text: str) -> Html:
    """Text in bold."""
    return Html(f"<b>{plain(text)}</b>")


def link(text: str, url: str) -> Html:
    """Text that opens `url`."""
    return Html(f'<a href="{escape(url)}">{plain(text)}</a>')


def join(separator: str, parts: Iterable[Html]) -> Html:
    """Parts in a row, parted by plain text."""
    return Html(str(plain(separator)).join(parts))


def lines(*parts: Html) -> Html:
    """Parts under each other."""
    return join("\n", parts)


def as_text(html: Html) -> str:
    """What a person sees of it, for a terminal.

    >>> as_text(bold("12 & 13"))
    '12 & 13'
    """
    return unescape(_TAG.sub("", html))
