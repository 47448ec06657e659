"""The person's own words that are worth keeping beside the status: a reason, how far the work is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from messages.reading.clauses import Clause
from messages.reading.form import Form
from messages.reading.numbers import EMOTICON
from messages.reading.plain import FUTURE, ITEM, LINK, NUMBER, PAST, TOPIC, Plain

_LONGEST = 500
_SIGNS = " \t\n,，、;；.。:：!！?？…-—~"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】"}
_CLOSING = frozenset(_BRACKETS.values())
# What is said of an item is told of it: its number is left out where it heads a clause or stands apart behind it,
# and kept inside a sentence, which would not read without it.
_APART = rf"[^\w{FUTURE}{PAST}{LINK}{ITEM}]*"
_HEADING = Form(rf"{_APART}[\d¤]{{0,2}}{_APART}(?:关于|对于|针对)?[第\s]*{ITEM}+(?:项|的|报(?=\W))?")
_BEHIND = Form(rf"(?<=[ ()（）【】,，:：{LINK}]){ITEM}+\W*$")
_LINKS = Form(rf"(?:(?:相关|公开)?(?:链接|网址|地址|佐证)(?:如下|在这里?|见|为|是)?|详?见|附上?)?[ :：]*{LINK}+")
_NAMED = Form(rf"[{ITEM}{LINK}]+")
_EMPTY = re.compile(r"[(（]\s*[)）]|\s+")
_TOLD = Form(rf"[{FUTURE}{NUMBER}{PAST}{TOPIC}]")  # days, counts and topics are more than a status
_NOTHING_MORE = re.compile(
    r"(?:已经?|己|还|没有?|尚?未|暂|正在?|在|推进|办理|办结|完成|完毕|开始|启动|开展|弄|搞|做|办|动|完|好|公开|发布|公布|上线|"
    r"落实|处理|不涉及|我|单位|局|镇|乡|申请|延期|中|有|收到|都|均|全部|了|啦|呢|哈|哦|的|更正|链接|网址|见|项|号|任务|[此这本该]项|"
    r"这[两几]项|请?贵?办?审[核阅]?|请核|谢谢|done|finished|completed?|ok|\W)*",
    re.IGNORECASE,
)


def remark(plain: Plain, clauses: Sequence[Clause]) -> str:
    """The clauses as typed, without links and the numbers that head them; "" where they say no more than the status."""
    words = "，".join(filter(None, (_words(plain, clause) for clause in sorted(clauses, key=lambda one: one.start))))
    bare = _TOLD.sub("数", _NAMED.sub("", "".join(clause.text for clause in clauses)))
    return "" if _NOTHING_MORE.fullmatch(words) or _NOTHING_MORE.fullmatch(bare) else words[:_LONGEST]


def _words(plain: Plain, clause: Clause) -> str:
    typed, marked = plain.typed[clause.start : clause.end], clause.text
    left_out = [*_LINKS.finditer(marked), *EMOTICON.finditer(typed), *_BEHIND.finditer(marked)]
    left_out += filter(None, [_HEADING.match(marked)])
    kept = list(typed)
    for found in left_out:
        kept[found.start() : found.end()] = " " * (found.end() - found.start())
    return _trimmed(_EMPTY.sub(" ", "".join(kept)))


def _trimmed(words: str) -> str:
    """Without the signs around it; a bracket stays where its partner does."""
    words = words.strip(_SIGNS)
    while words:
        closed_by = _BRACKETS.get(words[0])
        inside = words[1:-1]
        if words[0] in _CLOSING or (closed_by and closed_by not in words):
            words = words[1:]
        elif words[-1] in _BRACKETS or (words[-1] in _CLOSING and not any(sign in words for sign in _BRACKETS)):
            words = words[:-1]
        elif closed_by == words[-1] and closed_by not in inside:
            words = inside
        else:
            return words
        words = words.strip(_SIGNS)
    return words
