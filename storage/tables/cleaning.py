"""From what stands in a cell to what it says: stray spaces, broken lines, OCR specks, full-width digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from storage.radicals import without_radicals
from storage.values import Column

UNIT_COLUMNS = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING})
DATE_COLUMNS = frozenset({Column.DEADLINE, Column.START})

_BLANK = re.compile(r"[/／\\＼\-—–－―─_＿.．·…\s]*")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_FOOTNOTE = re.compile(r"[\[［【]?(?:\d{1,2}|[①-⑳]|[*＊※†]+)[\]］】]?")
_SHORT = 100  # signs in a cell that may well say what another row says
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NEWLINES = re.compile(r"\s*(?:\r\n|[\r\n\v\f\u0085\u2028\u2029])\s*")
_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")
# What a line of text may need cleaning of; most cells hold none of it.
_UNTIDY = re.compile(
    r"[\s\x00-\x1f\x7f\u00ad\u1680\u2000-\u206f\u2e80-\u2fdf\ud800-\udfff\uf900-\ufaff\ufeff\uff05\uff10-\uff19\ufff9-\ufffb]"
)
_UNSOUND = re.compile(r"[\x00\u2e80-\u2fdf\ud800-\udfff\uf900-\ufaff]")
_KEYS = {0xFE0F: "", 0x20E3: "", 0x1F51F: "10"}  # numbers as a telephone's keys
_NUMBERED_ITEM, _BRACKETED = re.compile(r"^第(.+?)[项条号]$"), re.compile(r"^\((.+)\)$")
_SPECKS = "~～^`´¨|¦•●■□▪"
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—〇"
_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_UNIT_END = re.compile(
    r"(?:局|委|办|室|府|门|位|中心|委员会|院|会|所|站|队|厅|处|科|司|社|镇|乡|街道|部|署|校|企业|集团|团|馆|台|行)$"
)


def sound(text: str) -> str:
    """The text without what no database or JSON can hold: lone surrogates and NUL become U+FFFD or vanish."""
    if not _UNSOUND.search(text):
        return text
    return without_radicals(_SURROGATE.sub("\ufffd", text).replace("\x00", ""))


def is_blank(text: str) -> bool:
    """True for nothing, spaces, and the signs offices print for nothing: `/`, `—`, `--`.

    >>> [is_blank(text) for text in ("", " ／ ", "——", "无", "1")]
    [True, True, True, False, False]
    """
    return not "\u4e00" <= text[:1] <= "\u9fff" and _BLANK.fullmatch(text) is not None


def is_footnote_mark(raised: str, before: str) -> bool:
    """Whether a raised figure only points to a note: behind a Chinese word, not behind m or cm."""
    return bool(_FOOTNOTE.fullmatch(raised.strip())) and "\u4e00" <= before[-1:] <= "\u9fff"


def plain(text: str) -> str:
    """One line of text: no stray spaces between Chinese signs, digits folded, line ends joined.

    >>> plain("在 １１ 月底前\\n完成 Word 版")
    '在11月底前完成Word版'
    """
    if not _UNTIDY.search(text):
        return text
    return _BESIDE_CJK.sub("", _SPACES.sub(" ", _NEWLINES.sub(" ", _folded(text)))).strip()


def clean(raw: str, column: Column) -> str:
    """The cell's text as a reader takes it, by the column it stands in; the raw text is kept elsewhere."""
    return _cleaned(raw, column) if len(raw) > _SHORT else _cleaned_short(raw, column)


def _cleaned(raw: str, column: Column) -> str:
    if is_blank(raw):
        return ""
    if column is Column.NUMBER:
        return tidy_number(raw)
    if column in UNIT_COLUMNS:
        return _lines_of_units(raw)
    if column in DATE_COLUMNS:
        return _lines_of_dates(raw)
    if column is Column.OTHER:  # several columns may share this name
        return "；".join(part for line in _NEWLINES.split(raw) if (part := plain(line)))
    return plain(raw).strip(_SPECKS)


_cleaned_short = lru_cache(maxsize=4096)(_cleaned)  # units and dates stand in many rows


def tidy_number(raw: str) -> str:
    """The row's number without the mark after it; brackets and levels stay.

    >>> [tidy_number(raw) for raw in ("1.", " ２、", "（一）", "1．1", "第3项")]
    ['1', '2', '（一）', '1.1', '3']
    """
    folded = unicodedata.normalize("NFKC", _folded(raw).translate(_KEYS))
    text = _SPACES.sub("", _NEWLINES.sub("", folded)).strip(_SPECKS)
    text = _BRACKETED.sub(r"（\1）", _NUMBERED_ITEM.sub(r"\1", text))
    return text.rstrip(".、,:;") or text


def _lines_of_units(raw: str) -> str:
    """A line end may part two units or break one name: it is kept. A space is dropped unless whole names stand
    on both sides of it.

    >>> _lines_of_units("区行政审批服务管理 局\\n区 教育局 区民政局")
    '区行政审批服务管理局\\n区教育局 区民政局'
    """
    lines = (_line_of_units(line) for line in _NEWLINES.split(_folded(raw)))
    return "\n".join(line for line in lines if line)


def _line_of_units(line: str) -> str:
    words = _SPACES.sub(" ", line).strip().strip(_SPECKS).split(" ")
    kept = words[0]
    for word, rest in zip(words[1:], _rests(words), strict=True):
        two_names = _UNIT_END.search(kept) and _UNIT_END.search(re.split("[、，,；; （(]", rest)[0]) and len(word) > 2
        kept += f" {word}" if two_names else word
    return kept.strip()


def _rests(words: list[str]) -> list[str]:
    return [words[place] for place in range(1, len(words))]


def _lines_of_dates(raw: str) -> str:
    """Lines that each hold a date of their own are parted by ；; a date broken over two lines is joined.

    >>> _lines_of_dates("2022年\\n11月底前")
    '2022年11月底前'
    >>> _lines_of_dates("方案：3月底前\\n完成：11月底前~")
    '方案：3月底前；完成：11月底前'
    """
    kept = ""
    for line in (plain(part).strip(_SPECKS) for part in _NEWLINES.split(raw)):
        apart = kept and _A_DATE.search(line) and _END_OF_DATE.search(kept)
        kept = f"{kept.rstrip('；;')}；{line}" if apart else kept + line
    return kept.strip(_SPECKS).rstrip("：:；;")


_A_DATE = re.compile(r"\d+\s*[年月日]|年底|年内|季度|半年|每|全年|长期|持续")
_END_OF_DATE = re.compile(r"(?:前|底|内|完成|日|月|旬|季度|半年|[。；;，,、])$")


def _folded(text: str) -> str:
    return without_radicals(_INVISIBLE.sub("", _SURROGATE.sub("\ufffd", text)).translate(_WIDE))
