"""A page's bytes → its title, the words it shows and the day it says it was published. Nothing is executed.

All searching is linear in the page's length, so that no page can hold up the loop; an HTML parser would be
thorough where this is bounded (lxml takes seconds over one tag with 40,000 attributes).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import date
from html import unescape

from bot.links.dates import published_on
from messages.words import brief

LONGEST_TITLE = 200
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?([\w.-]{1,40})", re.IGNORECASE)
# Only these: some of Python's codecs are slow on hostile input, and a declared Latin-1 is a server's habit.
_CODECS = {b"utf-8": "utf-8", b"utf8": "utf-8", b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030"}
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROLS = bytes(range(9)) + bytes(range(14, 32))
_ENOUGH = 8  # characters: text in another charset that is this much valid UTF-8 does not come about by chance
_UNSEEN = ("script", "style", "template", "noscript", "svg")
_TITLE = re.compile(r"<title\b[^<>]{0,200}>([^<]{0,1000})", re.IGNORECASE)
_META = re.compile(r"<meta\b([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(rb"[\s\xef\xbb\xbf]{0,200}<(?:!doctype\s+html|html|head|meta|script|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of a page. A file (PDF, picture) is no text and has neither title nor words."""

    is_text: bool = True
    is_legible: bool = True
    title: str = ""
    published_on: date | None = None
    shown: str = ""

    @property
    def length(self) -> int:
        """How many signs a reader sees, blanks not counted."""
        return len(self.shown.replace(" ", ""))


def read_page(content_type: str, body: bytes, today: date) -> Page:
    """The page as a reader sees it on `today`; a day after it is no day of publication."""
    if not _is_text(content_type) and not _MARKUP.match(body):
        return Page(is_text=False)
    beginning = body[:4096]
    controls = len(beginning) - len(beginning.translate(None, _CONTROLS))
    if controls * 20 > len(beginning) and not body.startswith(tuple(_BOMS)):
        return Page(is_legible=False)
    text = _without_unseen(_decoded(content_type, body))
    metas = _metas(text)
    shown = " ".join(_plain(_TAG.sub(" ", _TITLE.sub(" ", text))).split())
    return Page(title=_title(text, metas), published_on=published_on(metas, shown, today), shown=shown)


def _is_text(content_type: str) -> bool:
    return not content_type or any(word in content_type.lower() for word in ("html", "text/", "xml", "json"))


def _title(text: str, metas: list[tuple[str, str]]) -> str:
    """The article's own title where the page names it, else the window's."""
    named = [content for wanted in ("articletitle", "og:title") for name, content in metas if name == wanted]
    match = _TITLE.search(text)
    candidates = [*named, _plain(match[1]) if match else ""]
    return next((title for candidate in candidates if (title := brief(candidate, LONGEST_TITLE))), "")


def _metas(text: str) -> list[tuple[str, str]]:
    """Name and content of every <meta>, names in lower case."""
    found = []
    for match in _META.finditer(text):
        parts = _attributes(match[1])
        name = parts.get("name") or parts.get("property") or parts.get("itemprop") or ""
        found.append((name.strip().lower(), parts.get("content", "")))
    return found


def _attributes(tag: str) -> dict[str, str]:
    """What a tag says, up to the first thing that is no attribute."""
    found: dict[str, str] = {}
    at = 0
    while match := _ATTRIBUTE.match(tag, at):
        found[match[1].lower()] = _plain(match[2] or match[3] or match[4] or "")
        at = match.end()
    return found


def _without_unseen(text: str) -> str:
    text = _cut(text, "<!--", "-->")
    for element in _UNSEEN:
        text = _cut(text, f"<{element}", f"</{element}")
    return text


def _cut(text: str, opening: str, closing: str) -> str:
    """Without what stands between two marks, in any case of letters; what is never closed is cut to the end."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is longer in lower case
        lower = text
    kept = []
    at = 0
    while (start := lower.find(opening, at)) >= 0:
        kept.append(text[at:start])
        at = lower.find(closing, start + len(opening))
        if at < 0:
            return " ".join(kept)
        at += 0 if closing.startswith("</") else len(closing)  # an end tag goes with the tags
    return " ".join([*kept, text[at:]])


def _plain(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a character reference of thousands of digits
        return text


def _decoded(content_type: str, body: bytes) -> str:
    """The text in the charset it is really in: servers and pages often declare another."""
    for mark, charset in _BOMS.items():
        if body.startswith(mark):
            return body.decode(charset, "replace").removeprefix("\ufeff")
    names = [*_CHARSET.findall(content_type.encode("ascii", "ignore")), *_CHARSET.findall(body[:4096])]
    declared = [_CODECS[name.lower()] for name in names if name.lower() in _CODECS]
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(body)  # lets a character cut at the end go
    foreign = sum(not character.isascii() for character in text)
    if text.count("\ufffd") * 50 <= foreign and (foreign >= _ENOUGH or "gb18030" not in declared):
        return text
    try:
        return codecs.getincrementaldecoder("gb18030")("strict").decode(body)
    except UnicodeDecodeError:
        return body.decode(declared[0] if declared else "utf-8", "replace")
