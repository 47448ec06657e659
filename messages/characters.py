"""Text as Telegram and a screen take it: its length, where it may be cut, which characters are seen."""

from __future__ import annotations

import unicodedata

# Not format characters by category, yet nothing is seen of them: fillers, a blank braille cell, joiners.
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")


def units_long(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, n: int) -> str:
    """At most `n` UTF-16 units, the last of them … where something was left out; no character is cut in two.

    >>> shorten("公开行政执法信息", 5)
    '公开行政…'
    """
    if 2 * len(text) <= n or units_long(text) <= n:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (n - 1)]
    return cut.decode("utf-16-le", "ignore").rstrip() + "…"


def clean(text: str) -> str:
    """Without characters that cannot be seen but act: directions, zero widths, controls, half characters."""
    return text.translate(_SEEN)


class _Seen(dict[int, str]):
    """What is shown of a character, by its number; worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        shown = self[number] = _visible(chr(number))
        return shown


_SEEN = _Seen()


def _visible(character: str) -> str:
    if character in "\n\u2028\u2029":
        return "\n"
    if character.isspace():
        return " "
    return "" if character in _BLANKS or unicodedata.category(character) in {"Cc", "Cf", "Cs"} else character
