"""What must not be kept: marks of secrecy, and numbers that belong to citizens (product rule, rows 18, 36 and 40)."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SECRECY = re.compile(r"(?:绝密|机密|秘密)\s*[★☆*]|(?:密级|定密)\s*[:：]?\s*(?:绝密|机密|秘密)")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•]?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_FULL_WIDTH = str.maketrans({0xFF01 + i: 0x21 + i for i in range(94)})


def is_sensitive(text: str) -> bool:
    """Whether a line carries something that must not be stored; links are looked at by themselves.

    >>> is_sensitive("车主 晋B12345 已处理"), is_sensitive("联系人 13800138000")
    (True, True)
    >>> is_sensitive("12 已完成 https://www.example.gov.cn/a/13800138000.html")
    False
    """
    folded = _LINK.sub(" ", text).translate(_FULL_WIDTH)
    return any(pattern.search(folded) for pattern in (_SECRECY, _IDENTITY, _MOBILE, _PLATE))
