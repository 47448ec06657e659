"""How a long list becomes pages, and how a text is kept within what Telegram takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from messages.characters import units_long
from messages.html import Html, as_text, lines, plain
from messages.letter import LONGEST, Button
from messages.words import count

PER_PAGE = 8
MOST_BYTES = 64  # callback data, https://core.telegram.org/bots/api#inlinekeyboardbutton
Row = TypeVar("Row")
Keys = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `number` counts from 0 and always names a page there is."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    first: int  # index of the first row in the whole list

    @property
    def place(self) -> str:
        """「第2页，共6页」, or "" where there is one page only."""
        return f"第{self.number + 1:,}页，共{self.pages:,}页" if self.pages > 1 else ""

    def turning(self, data: str) -> Keys:
        """Buttons to the neighbouring pages; `data` is what stands before the page number."""
        back = [button("◀ 上一页", f"{data}/{self.number - 1}")] if self.number > 0 else []
        on = [button("下一页 ▶", f"{data}/{self.number + 1}")] if self.number + 1 < self.pages else []
        return _if_any(back + on)


def page_of(rows: Sequence[Row], number: int, size: int = PER_PAGE) -> Page[Row]:
    """The page asked for, or the nearest there is: an old button may name one that is gone."""
    return page_among(len(rows), number, lambda first, many: rows[first : first + many], size)


def page_among(total: int, number: int, fetch: Callable[[int, int], Sequence[Row]], size: int = PER_PAGE) -> Page[Row]:
    """The same of so many rows that are not at hand: only its own are fetched, so `many` from the `first` on."""
    pages = max(1, -(-total // size))
    number = min(max(number, 0), pages - 1)
    return Page(tuple(fetch(number * size, size)), number, pages, number * size)


def page_counted(number: int, fetch: Callable[[int, int], tuple[Sequence[Row], int]]) -> tuple[Page[Row], int]:
    """The same where fetching rows also tells how many there are in all (0 where it finds none); and that number."""
    rows, total = fetch(max(number, 0) * PER_PAGE, PER_PAGE)
    if not rows and number > 0:  # gone, or never there: the last one there is
        total = fetch(0, 1)[1]
        return page_among(total, number, lambda first, many: fetch(first, many)[0]), total
    return page_among(total, number, lambda _first, _many: rows), total


def button(text: str, data: str) -> Button:
    """A button whose data is known to fit; longer data is a mistake of ours and raises ValueError."""
    if len(data.encode()) > MOST_BYTES:
        raise ValueError(f"callback data longer than {MOST_BYTES} bytes: {data}")
    return Button(text, data)


def in_rows(buttons: Iterable[Button], across: int) -> Keys:
    """Buttons in rows of at most `across`."""
    row = list(buttons)
    return tuple(tuple(row[start : start + across]) for start in range(0, len(row), across))


def length(text: Html) -> int:
    """UTF-16 units Telegram counts: tags do not, entities count as the characters they stand for."""
    return units_long(as_text(text))


def fitted(head: Html, blocks: Sequence[Html], foot: Html, measure: str = "项", longest: int = LONGEST) -> Html:
    """Head, as many whole blocks as one message takes, foot; what was left out is counted."""
    room = longest - length(head) - length(foot) - 24
    kept: list[Html] = []
    for block in blocks:
        room -= length(block) + 1
        if room < 0:
            break
        kept.append(block)
    left = len(blocks) - len(kept)
    rest = [plain(f"……另有{count(left, measure)}未列出")] if left else []
    return paragraphs(head, *kept, *rest, foot)


def paragraphs(*parts: Html) -> Html:
    """Parts under each other, empty ones left out."""
    return lines(*(part for part in parts if part))


def _if_any(row: list[Button]) -> Keys:
    return (tuple(row),) if row else ()
