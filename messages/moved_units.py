"""Units that join rows, leave or lead them, in plain words: 「12项加上财政局」「教育局不参与12项了」."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitsMoved:
    """What the rows and the units are named with, and the command that says the same."""

    rows: str
    units: str
    kind: str


_JOIN = r"(?:加上|加个|加进|增加|增列|补上|补充|添加|添上|新增|再加|加)"
_LEAVE = r"(?:去掉|去除|减去|减掉|删去|删除|删掉|拿掉|剔除|不要|取消)"
_AS = r"(?:(?:作为|作|为|做|当)?(?:责任|承办)单位)?"
_IN = r"(?:中|里面?)?"
_END = r"(?:[吧呗哈啊了]|就行|好了)?[。.!\s]*"
_FORMS = (
    ("改牵头", re.compile(rf"把?(?P<rows>.+?)的?牵头(?:单位)?(?:改|换|调整|定)?(?:为|成|是|给)(?P<units>.+?){_END}")),
    ("改牵头", re.compile(rf"(?P<rows>.+?)(?:改|换成?)?由(?P<units>.+?)来?牵头{_END}")),
    ("加单位", re.compile(rf"把?(?P<units>.+?)也?(?:加到|加进|加入|列入|列到|补到|放到)(?P<rows>.+?){_IN}{_END}")),
    ("加单位", re.compile(rf"(?P<rows>.+?)(?:再|还要?|也)?{_JOIN}(?:一个)?(?P<units>.+?){_AS}{_END}")),
    ("减单位", re.compile(rf"把?(?P<units>.+?)从(?P<rows>.+?){_IN}(?:{_LEAVE}|移出|拿出来){_END}")),
    ("减单位", re.compile(rf"(?P<units>.+?)(?:不用|不再|不)(?:参与|承担|负责|办理|管)(?P<rows>.+?){_END}")),
    ("减单位", re.compile(rf"(?P<rows>.+?)的?(?:责任单位)?{_LEAVE}(?P<units>.+?){_END}")),
)
_NO_ORDER = re.compile(r"[没未别勿]|[?？]|吗|能否|是否|申请|要求|想")


def units_moved(text: str) -> UnitsMoved | None:
    """A line that has units join rows or leave them; None for one that asks or says something else.

    >>> units_moved("12项加上财政局吧")
    UnitsMoved(rows='12项', units='财政局', kind='加单位')
    >>> units_moved("把教育局、财政局加到第12项里")
    UnitsMoved(rows='第12项', units='教育局、财政局', kind='加单位')
    >>> units_moved("教育局不参与12项了")
    UnitsMoved(rows='12项', units='教育局', kind='减单位')
    >>> units_moved("12项牵头改为财政局").kind
    '改牵头'
    >>> units_moved("12项能否加上财政局"), units_moved("12项情况")
    (None, None)
    """
    line = unicodedata.normalize("NFKC", text).strip()
    if _NO_ORDER.search(line):
        return None
    for kind, form in _FORMS:
        if found := form.fullmatch(line):
            return UnitsMoved(found["rows"], found["units"], kind)
    return None
