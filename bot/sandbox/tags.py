"""What stands inside a start tag, and references such as &lt; read as Telegram reads them."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7})));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = re.compile(r"[^\s=>/\"']+")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([a-zA-Z0-9.\-]+)(?=[\s>])")
_SPACE = re.compile(r"\s*")


class MarkupError(ValueError):
    """What Telegram says after "can't parse entities: "."""


def referred(match: re.Match[str]) -> str:
    """The character a match of REFERENCE stands for; "" for none that Telegram knows."""
    name, hexadecimal, decimal = match.groups()
    if name:
        return _NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def read_attributes(source: str, place: int, tag: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag that began at byte `at`, from a place behind its name on, and the place behind its ">".

    Raises MarkupError.
    """
    attributes: dict[str, str] = {}
    unclosed = MarkupError(f'Unclosed start tag "{tag}" at byte offset {at}')
    while True:
        place = past_space(source, place)
        if place >= len(source):
            raise unclosed
        if source[place] == ">":
            return attributes, place + 1
        name = _ATTRIBUTE.match(source, place)
        if name is None:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
        attributes[name.group()], place = _read_value(source, past_space(source, name.end()), unclosed)


def _read_value(source: str, place: int, unclosed: MarkupError) -> tuple[str, int]:
    """What an attribute is set to, "" where it stands alone, and the place behind it."""
    if not source.startswith("=", place):
        return "", place
    place = past_space(source, place + 1)
    value = _VALUE.match(source, place)
    if value is None:
        raise _bad_value(source, place, unclosed)
    return _value(value), value.end()


def past_space(source: str, place: int) -> int:
    """The first place from here on where no space stands."""
    match = _SPACE.match(source, place)
    return match.end() if match else place


def _decoded(value: str) -> str:
    return REFERENCE.sub(lambda match: referred(match) or match.group(), value)


def _value(match: re.Match[str]) -> str:
    double, single, token = match.groups()
    return token.lower() if token is not None else _decoded(double if double is not None else single)


def _bad_value(source: str, place: int, unclosed: MarkupError) -> MarkupError:
    if place >= len(source) or source[place] in "\"'":
        return unclosed
    return MarkupError(f"Unexpected end of name token at byte offset {len(source[:place].encode())}")
