"""A link as it is shown: its own address, opened only where it is an ordinary web address."""

from __future__ import annotations

from messages import words
from messages.html import Html, link, plain


def web_link(url: str, n: int = 80) -> Html:
    """A link that shows its own address; anything but http and https stays text."""
    shown = words.brief(url, n)
    is_web = url.lower().startswith(("http://", "https://")) and words.brief(url, 2048) == url
    return link(shown, url) if is_web else plain(shown)
