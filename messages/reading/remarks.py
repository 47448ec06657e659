"""The person's own words that are worth keeping beside the status: a reason, how far the work is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from messages.reading.clauses import Clause
from messages.reading.plain import ITEM, LINK, Plain

_LONGEST = 500
_EDGES = " \t\n,，、;；.。:：!！?？…-—~()（）[]【】"
_NOTHING_MORE = re.compile(
    r"(?:已经?|己|还|没有?|尚?未|暂|正在?|在|推进|办理|办结|完成|开始|启动|开展|弄|搞|做|动|完|好|公开|发布|公布|上线|落实|不涉及|我|单位|局|镇|乡|申请|延期|中|有|收到|都|均|全部|了|啦|呢|的|更正|链接|网址|见|项|号|任务|谢谢|\W)*"
)


def remark(plain: Plain, clauses: Sequence[Clause]) -> str:
    """The clauses as typed, without item numbers and links; "" where they say no more than the status."""
    words = "，".join(filter(None, (_words(plain, clause) for clause in sorted(clauses, key=lambda one: one.start))))
    return "" if _NOTHING_MORE.fullmatch(words) else words[:_LONGEST]


def _words(plain: Plain, clause: Clause) -> str:
    kept = (
        " " if mark in (ITEM, LINK) else typed
        for typed, mark in zip(plain.typed[clause.start : clause.end], clause.text, strict=True)
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip(_EDGES)
