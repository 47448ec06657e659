"""Text as the server keeps it: markup taken out, entities found, lengths in UTF-16 code units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.sandbox.markup import parse_html, utf16_length
from bot.sandbox.refusals import Json, Refusal, bad_request

LONGEST_SOURCE = 1 << 15  # bytes, before markup is taken out
MOST_ENTITIES = 100
_CONTROL = {code: " " for code in range(32) if code != 10} | {13: None}
_SOLID = frozenset({"code", "pre", "text_link", "text_mention"})  # nothing is found inside these
_FOUND = re.compile(
    r"(?P<url>(?i:https?)://[^\s<>\"'，。；：、！？（）【】《》“”‘’]+"
    r"|(?<![\w@./-])(?:[a-zA-Z0-9-]+\.)+(?:cn|com|net|org|gov|edu|info|io|me)\b(?:/[^\s<>\"'，。；：、！？（）【】《》“”‘’]*)?)"
    r"|(?P<email>(?<![\w.+-])[\w.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,})"
    r"|(?P<bot_command>(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z0-9_]{4,32}(?!\w))"
    r"|(?P<hashtag>(?<![\w#])#\w*[^\W\d]\w*)"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its entities."""

    words: str
    entities: list[Json]

    @property
    def length(self) -> int:
        """In UTF-16 code units, the way Telegram counts."""
        return utf16_length(self.words)


def read_text(source: str, parse_mode: str = "", given: Sequence[Json] = ()) -> Text:
    """What becomes of a text in a call; raises Refusal in Telegram's words."""
    if len(source.encode()) > LONGEST_SOURCE:
        raise bad_request("text is too long")
    words = source.translate(_CONTROL)
    mode = parse_mode.lower()
    if mode in ("", "none"):
        entities = [dict(entity) for entity in given]
    elif mode == "html":
        words, entities = _without_markup(words)
    else:
        raise bad_request("unsupported parse_mode")
    return _finished(words, entities)


def typed_text(source: str) -> Text:
    """What becomes of something a person typed."""
    return _finished(source.translate(_CONTROL), [])


def _without_markup(source: str) -> tuple[str, list[Json]]:
    try:
        return parse_html(source)
    except ValueError as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from None


def _finished(words: str, marks: list[Json]) -> Text:
    """Trim, find what needs no markup, count in UTF-16. `marks` stand in UTF-16 units already."""
    words, marks = _trimmed(words, marks)
    found = _found(words, [mark for mark in marks if mark["type"] in _SOLID])
    entities = sorted([*marks, *found], key=lambda mark: (mark["offset"], -mark["length"]))
    return Text(words, entities[:MOST_ENTITIES])


def _trimmed(words: str, marks: list[Json]) -> tuple[str, list[Json]]:
    bare = words.rstrip(" \n")
    end = utf16_length(bare)
    start = min([len(bare) - len(bare.lstrip(" \n")), *(mark["offset"] for mark in marks)])  # white space is one unit
    kept = []
    for mark in marks:
        length = min(mark["offset"] + mark["length"], end) - mark["offset"]
        if length > 0:
            kept.append({**mark, "offset": mark["offset"] - start, "length": length})
    return bare[start:], kept


def _found(words: str, solid: list[Json]) -> list[Json]:
    if not any(sign in words for sign in "/.@#"):
        return []
    places = _utf16_places(words)
    found = []
    for match in _FOUND.finditer(words):
        kind = match.lastgroup or ""
        text = match.group().rstrip(".,;:!?)'\"") if kind == "url" else match.group()
        start, end = places[match.start()], places[match.start() + len(text)]
        if not any(start < mark["offset"] + mark["length"] and mark["offset"] < end for mark in solid):
            found.append({"type": kind, "offset": start, "length": end - start})
    return found


def _utf16_places(words: str) -> Sequence[int]:
    """Where each sign of the text, and its end, stands in UTF-16."""
    if not words or max(words) <= "\uffff":
        return range(len(words) + 1)
    return list(accumulate((1 + (sign > "\uffff") for sign in words), initial=0))
