"""Cleans a phrase for reading: widths, dashes, stray spaces and signs. Letters are only dropped or replaced one by
one, so that every place in the cleaned wording can be found again in the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.radicals import MEANT

GAP = "_"  # a blank between two digits: one number torn apart, or two; never joined silently
_TABLE: dict[int, str | None] = {
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "—–−─―‐‑"), "-"),
    **dict.fromkeys(map(ord, "～〜∼"), "~"),
    **dict.fromkeys(map(ord, "【[〔"), "("),
    **dict.fromkeys(map(ord, "】]〕"), ")"),
    **dict.fromkeys(map(ord, "“”‘’\"'「」『』\u200b\u200c\ufeff"), None),
    ord("，"): ",",
    **{radical: meant for radical, meant in MEANT.items() if len(meant) == 1},
}
_UNTIDY = re.compile(rf"[{''.join(map(re.escape, map(chr, _TABLE)))}\s]")
_JANUARY = re.compile(r"(?<![\d百千万亿])元(?=月)")
_SPACED_YEAR = re.compile(r"(?<!\d)(?<!\d\s)(2)\s+(0)\s+(\d)\s+(\d)(?=\s*年)")
_BLANKS_BETWEEN = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"\(?[\d一二三四五六七八九十]{1,3}[.、)]\D")
_FIGURE = frozenset("0123456789:")
_EDGES = ":;,。.、*·_/\\|"
_TRAILING = re.compile(r"(?<=[前底年内期])(?:~\d?|-+)+$")
_STRAY = frozenset("0123456789-~")
_OPENS_CHAPTER = frozenset("(一二三四五六七八九十")
_CHAPTER = re.compile(r"\(?[一二三四五六七八九十]{1,3}[、)](?=\d)")
_ENUMERATOR = re.compile(r"(?:^|(?<=[;。,]))\(?([1-9])[.、)](?=[^\d]|\d{1,2}[月日])")
_SECOND_NUMBER = re.compile(r"2[.、)]")  # no list is shorter than two
_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
BLANKS = frozenset(["", "无", "空", "-", "--", "---"])


def clean(raw: str) -> str:
    """The wording without blanks and with one form for every sign.

    >>> clean("２０２２ 年 11 月底前：")
    '2022年11月底前:'
    >>> clean("2022年元月底前")
    '2022年1月底前'
    >>> clean("11月3 1日前"), clean("2 0 2 2 年 底")
    ('11月3_1日前', '2022年底')
    """
    if "元月" in raw:
        raw = _JANUARY.sub("1", raw)
    if not _UNTIDY.search(raw):
        return raw
    wording = raw.translate(_TABLE)
    if not _BLANKS_BETWEEN.search(wording):
        return wording
    return _BLANKS_BETWEEN.sub(_joint, _SPACED_YEAR.sub(r"\1\2\3\4", wording))


def _joint(blanks: re.Match[str]) -> str:
    """What a run of blanks says: a torn number, the next point of a list, or nothing."""
    text, begin, end = blanks.string, *blanks.span()
    if begin and text[begin - 1] in _FIGURE and text[end : end + 1].isdecimal():
        return GAP
    breaks = "\n" in blanks[0] or "\r" in blanks[0]
    return ";" if breaks and _LIST_NUMBER.match(text, end) else ""


def clean_cell(raw: str) -> str:
    """A whole cell: also without the signs OCR leaves at its edges, and without the numbers of a list.

    >>> clean_cell("：11月底前~1")
    '11月底前'
    """
    wording = clean(raw).strip(_EDGES)
    if not wording:
        return ""
    if wording[-1] in _STRAY:
        wording = _TRAILING.sub("", wording)
    if wording[0] in _OPENS_CHAPTER and (chapter := _CHAPTER.match(wording)):
        wording = wording[chapter.end() :]
    return _without_numbers(wording) if _SECOND_NUMBER.search(wording) else wording


def _without_numbers(wording: str) -> str:
    numbers = _ENUMERATOR.findall(wording)
    if len(numbers) > 1 and numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        return _ENUMERATOR.sub(";", wording)
    return wording


def places(raw: str, wording: str) -> list[int]:
    """For every letter of the cleaned wording, its place in the raw text.

    >>> places("6 月底", "6月底")
    [0, 2, 3]
    """
    return list(range(len(raw)) if raw == wording else _places(raw, wording))


def _places(raw: str, wording: str) -> Iterator[int]:
    at = 0
    for letter in wording:
        while not _same(raw[at], letter):
            at += 1
        yield at
        at += 1


def _same(raw: str, letter: str) -> bool:
    return raw.translate(_TABLE) == letter or raw + letter == "元1" or (letter in (GAP, ";") and raw.isspace())


def number(figures: str) -> int:
    """The value of a number written in either kind of figures.

    >>> number("11"), number("十一"), number("三十"), number("二〇二二")
    (11, 11, 30, 2022)
    """
    if figures.isascii():
        return int(figures)
    value = tens = 0
    for figure in figures:
        if figure == "百":
            tens, value = tens + (value or 1) * 100, 0
        elif figure == "十":
            tens, value = tens + (value or 1) * 10, 0
        else:
            value = value * 10 + _FIGURES.get(figure, 0)
    return tens + value
