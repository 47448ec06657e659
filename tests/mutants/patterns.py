"""What can be left out of a regular expression: an alternative, a look around, a mark that something may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGN = re.compile(
    r"""(?P<escape>\\.)|(?P<kind>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?(?:P<\w+>|<?[=!]|:|[a-z]+\)?))?)
    |(?P<close>\))|(?P<bar>\|)|(?P<blank>\s+)|(?P<lazy>[*+?}]\?)|(?P<maybe>\?)|(?P<braces>\{[^}]*)|.""",
    re.VERBOSE | re.DOTALL,
)
Span = tuple[int, int]


def changes_in_pattern(literal: str) -> Iterator[Span]:
    """The parts of a literal, quotes and prefix included, that can be left out.

    >>> literal = 'r"a?(?:b|cd|)(?!e)"'
    >>> [literal[begin:end] for begin, end in changes_in_pattern(literal)]
    ['?', 'b|', '|cd', '|', '(?!e)']

    What a bar or a blank does not close on both sides may go on in the next literal, and is left alone.

    >>> literal = 'r"(?:ab|cd|"'
    >>> [literal[begin:end] for begin, end in changes_in_pattern(literal)]
    ['ab|', '|cd']
    """
    first = re.match(r'[a-zA-Z]*(?:"""|")', literal)
    if first is None:
        return
    quotes = len(first[0].lstrip("rRfFbBuU"))
    yield from _left_out(literal, first.end(), len(literal) - quotes)


def _left_out(literal: str, begin: int, end: int) -> Iterator[Span]:
    groups: list[tuple[int, int]] = []  # where each open group begins, and where its last alternative does
    listed = -1  # where a word of a list begins: the one before it ended with a blank
    for found in _SIGN.finditer(literal, begin, end):
        here, after = found.span()
        match found.lastgroup:
            case "maybe":
                yield here, after
            case "open":
                groups.append((here, after))
            case "bar" if groups:
                group, since = groups[-1]
                yield (since, after) if literal[since - 1] != "|" else (since - 1, here)
                groups[-1] = (group, after)
            case "close" if groups:
                group, since = groups.pop()
                if literal[since - 1] == "|":
                    yield since - 1, here
                elif literal[group:].startswith(("(?!", "(?=", "(?<!", "(?<=")):
                    yield group, after
            case "blank" if not groups:
                if listed >= 0:
                    yield listed, after
                listed = after
