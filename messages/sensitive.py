"""What must not be kept: marks of secrecy, and numbers that belong to citizens (product rule, rows 18, 36 and 40).

A number is told by its make, not by its length: an identity number by its day and check digit, a mobile by its prefix,
a landline by a word beside it or by its brackets, so that document numbers, dates, amounts and links pass.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LINK = re.compile(r"(?:https?://|www\.)[^\s，。；、）)】」』”’<>\"']+", re.IGNORECASE)
_GRADE = r"(?:绝密|机密|秘密)"
_SECRECY = re.compile(
    rf"{_GRADE}\s*[★☆*]|[★☆]\s*(?:\d+\s*年|长期)|(?:密级|定密)\s*(?:为|是)?\s*[:：]?\s*{_GRADE}"
    rf"|[〔\[【(（]\s*{_GRADE}\s*(?:件|级)?\s*[〕\]】)）]|^\s*{_GRADE}(?:件|级)?\s*(?:$|[\s_.-])|{_GRADE}(?:级|件)(?:文件|材料|资料)",
    re.MULTILINE,
)
_NOT_SECRET = re.compile(rf"(?:不|非|无|未)(?:涉及|涉|含|属于?)?(?:国家)?{_GRADE}|(?:国家|商业|工作)秘密")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9](?:[ -]?\d){16}[ -]?[0-9Xx](?![0-9A-Za-z])")
_NAMED_IDENTITY = re.compile(
    r"(?:身份证|证件号)[^0-9\n]{0,8}[1-9](?:[ -]?\d){14}(?:(?:[ -]?\d){2}[ -]?[0-9Xx])?(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.\-/])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z]|\.\d|\s*[万亿元千%])"
)
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z.])(?:[(（]{_AREA}[)）]\s*|{_AREA}\s*[-—－–]\s*)[2-9]\d{{6,7}}(?:[-转]\d{{1,5}})?(?![0-9A-Za-z])"
)
_NAMED_PHONE = re.compile(
    r"(?:电话|座机|手机|联系方式|热线|致电|拨打|传真|Tel)[^0-9\n]{0,8}"
    rf"(?:{_AREA})?[- ]?[2-9]\d{{2,3}}[- ]?\d{{4}}(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Z]\s?[·•.\-]?\s?(?:[DF]?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{{5}}[DF]?"
    rf"|(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{{4}}[挂学警港澳])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
_CHECKS = "10X98765432"
_PATTERNS = (_NAMED_IDENTITY, _MOBILE, _LANDLINE, _NAMED_PHONE, _PLATE)


def is_sensitive(text: str) -> bool:
    """Whether a line carries something that must not be stored; links are looked at by themselves.

    >>> is_sensitive("车主 晋B12345 已处理"), is_sensitive("联系人 13800138000"), is_sensitive("值班 0352-6023456")
    (True, True, True)
    >>> is_sensitive("12 已完成 https://www.example.gov.cn/a/13800138000.html")
    False
    """
    folded = unicodedata.normalize("NFKC", _LINK.sub(" ", text))
    return _is_marked(folded) or _names_somebody(folded) or any(pattern.search(folded) for pattern in _PATTERNS)


def _is_marked(text: str) -> bool:
    """A mark of secrecy; 「不涉及国家秘密」 is none."""
    return _SECRECY.search(_NOT_SECRET.sub(" ", text)) is not None


def _names_somebody(text: str) -> bool:
    return any(_is_identity(re.sub(r"[ -]", "", found)) for found in _IDENTITY.findall(text))


def _is_identity(number: str) -> bool:
    """Eighteen signs with a day of birth and their check digit.

    >>> _is_identity("11010519491231002X"), _is_identity("110105194912310021")
    (True, False)
    """
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return _CHECKS[sum(int(n) * weight for n, weight in zip(number, _WEIGHTS, strict=False)) % 11] == number[17].upper()
