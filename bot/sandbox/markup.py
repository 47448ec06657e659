"""Telegram's HTML: which tags it knows, and in which words it refuses the rest.

Rules and wording: https://core.telegram.org/bots/api#html-style and the behaviour of the public server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox.links import checked_link
from bot.sandbox.refusals import Json
from bot.sandbox.tags import REFERENCE, MarkupError, past_space, read_attributes, referred

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_SIGN = re.compile(r"[<&]")
_NAME = re.compile(r"[^\s>]*")


def utf16_length(text: str) -> int:
    """How long Telegram says a text is.

    >>> utf16_length("督办"), utf16_length("👍")
    (2, 2)
    """
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    parts: int  # how many pieces of text stood before it
    attributes: dict[str, str]


@dataclass(slots=True)
class _Page:
    """A text being read: where we are, what is open, what came out."""

    source: str
    place: int = 0
    length: int = 0  # of what came out, in UTF-16
    parts: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += utf16_length(text)

    def bytes_before(self, place: int) -> int:
        return len(self.source[:place].encode())


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities, offsets in UTF-16 code units; raises MarkupError in Telegram's words.

    >>> parse_html('<b>请于</b>&lt;12月&gt;')
    ('请于<12月>', [{'type': 'bold', 'offset': 0, 'length': 2}])
    """
    page = _Page(source)
    while (sign := _SIGN.search(source, page.place)) is not None:
        page.add(source[page.place : sign.start()])
        page.place = sign.start()
        if sign.group() == "&":
            _read_reference(page)
        elif source.startswith("</", page.place):
            _read_end_tag(page)
        else:
            _read_start_tag(page)
    page.add(source[page.place :])
    if page.open:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{page.open[-1].tag}"')
    for entity in page.entities:
        if entity["type"] == "code":
            entity.pop("language", None)  # only a block of code has one
    return "".join(page.parts), page.entities


def _read_reference(page: _Page) -> None:
    """A reference Telegram does not know, such as &nbsp;, stays as it is written."""
    match = REFERENCE.match(page.source, page.place)
    text = referred(match) if match else ""
    page.add(text or "&")
    page.place = match.end() if match and text else page.place + 1


def _read_start_tag(page: _Page) -> None:
    begin, source = page.place, page.source
    at = page.bytes_before(begin)
    name = _NAME.match(source, begin + 1)
    tag, place = (name.group().lower(), name.end()) if name else ("", begin + 1)
    if place >= len(source):
        raise MarkupError(f"Unclosed start tag at byte offset {at}")
    if tag not in _KINDS:
        raise MarkupError(f'Unsupported start tag "{tag}" at byte offset {at}')
    attributes, page.place = read_attributes(source, place, tag, at)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    page.open.append(_Open(tag, page.length, len(page.parts), attributes))


def _read_end_tag(page: _Page) -> None:
    begin, source = page.place, page.source
    at = page.bytes_before(begin)
    if not page.open:
        raise MarkupError(f"Unexpected end tag at byte offset {at}")
    name = _NAME.match(source, begin + 2)
    tag, place = (name.group(), name.end()) if name else ("", begin + 2)
    place = past_space(source, place)
    if not source.startswith(">", place):
        raise MarkupError(f"Unclosed end tag at byte offset {at}")
    opened = page.open.pop()
    if tag and tag != opened.tag:
        raise MarkupError(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    page.place = place + 1
    if page.length > opened.offset:
        _add_entity(page, opened)


def _add_entity(page: _Page, opened: _Open) -> None:
    entity: Json = {
        "type": _KINDS[opened.tag],
        "offset": opened.offset,
        "length": page.length - opened.offset,
    }
    if opened.tag == "a":
        url = checked_link(opened.attributes.get("href") or "".join(page.parts[opened.parts :]))
        if url is None:
            return  # Telegram shows the words alone
        entity["url"] = url
    elif opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    elif opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    elif opened.tag == "pre":
        _take_language(page.entities, entity)
    elif opened.tag == "code" and opened.attributes.get("class", "").startswith("language-"):
        entity["language"] = opened.attributes["class"].removeprefix("language-")
    _nest(page.entities, entity)


def _take_language(entities: list[Json], pre: Json) -> None:
    """<pre><code class="language-…">…</code></pre> is one entity."""
    inner = entities[-1] if entities else None
    if inner and inner["type"] == "code" and (inner["offset"], inner["length"]) == (pre["offset"], pre["length"]):
        entities.pop()
        if "language" in inner:
            pre["language"] = inner["language"]


def _nest(entities: list[Json], outer: Json) -> None:
    """Add an entity; those of the same kind inside it are part of it."""
    entities[:] = [inner for inner in entities if inner["type"] != outer["type"] or inner["offset"] < outer["offset"]]
    entities.append(outer)
