"""What the office types to decide on several rows at once: 「通过 12、15、18」「退回 7 区教育局 缺佐证」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from messages.reading import asked_about


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


_VERBS = {"同意": Verb.PASS, "不同意": Verb.BACK, "不通过": Verb.BACK} | {verb.value: verb for verb in Verb}
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
_LINE = re.compile(rf"\s*({_VERB})\s*:?\s*(.+)", re.DOTALL)
_BEHIND = re.compile(rf"\s*({_VERB})(?:[\s,:;、。!]+|(?=[至到])|$)(.*)", re.DOTALL)  # 「12 通过」, not 「12退回的原因」
_GRANTED = re.compile(r"\s*同意(延期|不涉及)\s*:?\s*(.+)", re.DOTALL)
_PLAINLY = re.compile(
    r"(?:请?[把将])?(?P<what>[^,;。]+?)(?:直接|就|可以|都|先|予以|给予)*(?P<verb>不?通过|不?同意|退回|打回)"
    r"(?:去|给)?(?P<rest>.*?)[吧呗了。!\s]*",
    re.DOTALL,
)
_NO_ORDER = re.compile(r"[没未别勿][^,;。]{0,3}(?:通过|同意|退回|打回)|[?？]|吗|能否|是否|申请|如果|等")
_EVERYTHING = re.compile(r"\s*(?:全部?|都|全都|所有的?)都?(?:通过|同意)[\s。!！]*")
_MEASURES = "年月日号时分个件份处条天次点元%./"
_NUMBER = re.compile(rf"\s*(?:第\s*)?(\d{{1,4}}(?:\.\d{{1,2}})?)(?:\s*[项号](?!文)|(?![\d{_MEASURES}]))")
_DOTTED = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:[、,;和及]|(?=\d|第))")
_UP_TO = re.compile(r"\s*(?:-|~|至|到)")


def read_orders(text: str, known: Collection[str]) -> list[Order]:
    """Every line as an order; empty unless each line is one and names rows there are.

    >>> read_orders("退回 7 缺佐证", {"7"})
    [Order(verb=<Verb.BACK: '退回'>, numbers=('7',), rest='缺佐证')]
    >>> read_orders("延期 12 12月15日", {"12"})[0].rest
    '12月15日'
    >>> read_orders("5 退回 缺佐证", {"5"})[0].rest
    '缺佐证'
    >>> read_orders("同意延期 3", {"3"})
    [Order(verb=<Verb.PASS: '通过'>, numbers=('3',), rest='延期')]
    >>> read_orders("通过了吗", {"7"})
    []
    """
    lines = [line for line in unicodedata.normalize("NFKC", text).splitlines() if line.strip()]
    orders = [_order(line, known) for line in lines]
    return [order for order in orders if order is not None] if all(orders) else []


def read_verb(text: str) -> tuple[Verb, str] | None:
    """A line that is about what it replies to: the verb, and what stands behind it.

    >>> read_verb("退回，链接打不开")
    (<Verb.BACK: '退回'>, '链接打不开')
    >>> read_verb("退回的原因")
    """
    found = _BEHIND.fullmatch(unicodedata.normalize("NFKC", text))
    return (_VERBS[found[1]], found[2].strip()) if found and asked_about(text) is None else None


def said_plainly(text: str) -> tuple[Verb, str, str] | None:
    """A decision in a sentence: the verb, what stands before it (rows, a unit), and what behind it.

    >>> said_plainly("教育局的12项直接通过吧")
    (<Verb.PASS: '通过'>, '教育局的12项', '')
    >>> said_plainly("把23项退回教育局，链接打不开")
    (<Verb.BACK: '退回'>, '23项', '教育局,链接打不开')
    >>> said_plainly("12项还没通过"), said_plainly("12项能通过吗")
    (None, None)
    """
    line = unicodedata.normalize("NFKC", text).strip()
    found = _PLAINLY.fullmatch(line)
    if found is None or _NO_ORDER.search(line) or asked_about(line) is not None:
        return None
    return _VERBS.get(found["verb"], Verb.BACK), found["what"], found["rest"].strip()


def passes_everything(text: str) -> bool:
    """「全部通过」: which reports is not said."""
    return _EVERYTHING.fullmatch(text) is not None


def _order(line: str, known: Collection[str]) -> Order | None:
    if granted := _GRANTED.fullmatch(line):
        numbers, rest = rows_in(granted[2], known)
        return Order(Verb.PASS, numbers, f"{granted[1]} {rest}".strip()) if numbers else None
    found = _LINE.fullmatch(line)
    if found is None:
        numbers, rest = rows_in(line, known)
        behind = read_verb(rest)
        return Order(behind[0], numbers, behind[1]) if numbers and behind and asked_about(line) is None else None
    numbers, rest = rows_in(found[2], known)
    return Order(_VERBS[found[1]], numbers, rest) if numbers else None


def rows_in(text: str, known: Collection[str]) -> tuple[tuple[str, ...], str]:
    """The known rows a text begins with, and what stands behind them.

    >>> rows_in("第3、5-7项 区教育局", {"3", "5", "6", "7"})
    (('3', '5', '6', '7'), '区教育局')
    >>> rows_in("1.1-1.3", {"1", "1.1", "1.2", "1.3"}), rows_in("1.2至3.2", {"1.2", "2.2", "2.3", "3.2"})
    ((('1.1', '1.2', '1.3'), ''), (('1.2', '2.2', '3.2'), ''))
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
    """The rows from the first to the last. 1.2 to 3.2 are rows of a second table that begins with 1 again."""
    begin, end = _figures(first), _figures(last)
    if len(begin) != len(end):
        return [first, last]
    rows = {figures: number for number in known if len(figures := _figures(number)) == len(begin)}
    of_one_table = begin[1:] == end[1:]
    return [rows[one] for one in sorted(rows) if begin <= one <= end and (one[1:] == end[1:] or not of_one_table)]


def _figures(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split("."))) if _DOTTED.fullmatch(number) else ()
