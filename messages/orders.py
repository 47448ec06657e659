"""What the office types to decide on several rows at once: 「通过 12、15、18」「退回 7 区教育局 缺佐证」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What is to be done."""

    PASS = "通过"
    BACK = "退回"
    PUT_OFF = "延期"
    NIL = "不涉及"
    STRIKE_OFF = "销号"


@dataclass(frozen=True, slots=True)
class Order:
    """One line: the verb, the rows it names, and what stands behind them (a unit, a reason, a day)."""

    verb: Verb
    numbers: tuple[str, ...]
    rest: str


_LINE = re.compile(r"\s*(通过|同意|退回|延期|不涉及|销号)\s*:?\s*(.+)", re.DOTALL)
_VERBS = {"同意": Verb.PASS} | {verb.value: verb for verb in Verb}
_MEASURES = "年月日号时分个件份处条天次点元%./"
_NUMBER = re.compile(rf"\s*(?:第\s*)?(\d{{1,4}}(?:\.\d{{1,2}})?)(?:\s*[项号](?!文)|(?![\d{_MEASURES}]))")
_BETWEEN = re.compile(r"\s*(?:[、,;和及]|(?=\d|第))")
_UP_TO = re.compile(r"\s*(?:-|~|至|到)")


def read_orders(text: str, known: Collection[str]) -> list[Order]:
    """Every line as an order; empty unless each line is one and names rows there are.

    >>> read_orders("退回 7 缺佐证", {"7"})
    [Order(verb=<Verb.BACK: '退回'>, numbers=('7',), rest='缺佐证')]
    >>> read_orders("延期 12 12月15日", {"12"})[0].rest
    '12月15日'
    >>> read_orders("通过了吗", {"7"})
    []
    """
    lines = [line for line in unicodedata.normalize("NFKC", text).splitlines() if line.strip()]
    orders = [_order(line, known) for line in lines]
    return [order for order in orders if order is not None] if all(orders) else []


def _order(line: str, known: Collection[str]) -> Order | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    numbers, rest = rows_in(found[2], known)
    return Order(_VERBS[found[1]], numbers, rest) if numbers else None


def rows_in(text: str, known: Collection[str]) -> tuple[tuple[str, ...], str]:
    """The known rows a text begins with, and what stands behind them.

    >>> rows_in("第3、5-7项 区教育局", {"3", "5", "6", "7"})
    (('3', '5', '6', '7'), '区教育局')
    """
    numbers: list[str] = []
    place = 0
    while (found := _NUMBER.match(text, place)) and found[1] in known:
        last = _end_of_range(text, found, known)
        numbers += _between(found[1], last[1], known) if last else [found[1]]
        place = (last or found).end()
        comma = _BETWEEN.match(text, place)
        if comma is None or not _names_row(text, comma.end(), known):
            break
        place = comma.end()
    return tuple(dict.fromkeys(numbers)), text[place:].strip(" 、,;:。项号")


def _names_row(text: str, place: int, known: Collection[str]) -> bool:
    found = _NUMBER.match(text, place)
    return found is not None and found[1] in known


def _end_of_range(text: str, first: re.Match[str], known: Collection[str]) -> re.Match[str] | None:
    dash = _UP_TO.match(text, first.end())
    last = _NUMBER.match(text, dash.end()) if dash else None
    return last if last is not None and last[1] in known else None


def _between(first: str, last: str, known: Collection[str]) -> list[str]:
    if not (first.isdecimal() and last.isdecimal()):
        return [first, last]
    return [str(number) for number in range(int(first), int(last) + 1) if str(number) in known]
