"""A day moved in plain words: 「教育局的12项改到12月20日吧」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moved:
    """What the day is said of, and the day as it is written."""

    what: str
    day: str


_MOVED = re.compile(
    r"(?P<what>.+?)(?:延期|改期|推迟|顺延|延长|宽限|放宽|展期|调整|改|延|调|推|挪)(?:一下)?[到至为]\s*(?P<day>[^,;]+?)"
    r"(?:之?前|为止)?(?:完成|办结)?(?:[吧呗哈啊了]|好了|就行)?[。.!\s]*",
    re.DOTALL,
)
_NO_ORDER = re.compile(r"[不没未别勿]|[?？]|吗|能否|是否|申请|要求|想")
_REASON = re.compile(r"(?:因为?|由于|鉴于|考虑到)[^,]*,")
_FILLING = re.compile(
    r"[把将给请让可以就先再都的和、,\s\d]|同意|第|序号|[项号条]|这个?|那个?|任务|事项|工作|完成|办结|时限|期限|时间|截止|日期"
    r"|统一|全部|一律|整体|所有单位|各单位"
)


def day_moved(text: str) -> Moved | None:
    """A line that moves a day; None for one that asks, refuses or says something else.

    >>> day_moved("教育局的12项改到12月20日吧")
    Moved(what='教育局的12项', day='12月20日')
    >>> day_moved("教育局的12项不能改到12月20日"), day_moved("12月20日开会")
    (None, None)
    """
    line = _REASON.sub("", unicodedata.normalize("NFKC", text).strip())
    found = _MOVED.fullmatch(line)
    return Moved(found["what"], found["day"]) if found and not _NO_ORDER.search(line) else None


def only_names(what: str, names: Collection[str]) -> bool:
    """Whether words hold nothing but these names, rows' numbers and what fills a sentence.

    >>> only_names("教育局的12项", ["教育局"]), only_names("航天局的12项", [])
    (True, False)
    """
    for name in sorted(names, key=len, reverse=True):
        what = what.replace(name, "")
    return not _FILLING.sub("", what)
