"""Which numbers name items: 第12项, 12号, 序号12, 3、5、8, 3—5, 第三十五至第三十九项, 十二已完成."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from messages.reading.days import number_in
from messages.reading.plain import ITEM, cover_spans

_REFERENCE = re.compile(
    r"(?:(?P<head>第|序号|编号|任务) {0,2}:? {0,2})?"
    r"(?:(?<![\d.])(?P<digits>\d{1,3})(?![\d%])|(?P<spoken>[一二三四五六七八九十百零]{1,6}))"
    r" {0,2}(?P<tail>项(?!目)|号|条)?(?P<task>任务|事项|工作)?"
)
_AND = re.compile(r" {0,3}(?:[、,/和与及跟或&+]|以及|还有|[ \n]) {0,3}")
_TO = re.compile(r" {0,3}[-—–~至到]{1,2} {0,3}")
_LABEL_END = re.compile(r"(?:\s*[、.:)\]】。](?!\d))?")
_STATUS_FOLLOWS = re.compile(
    r"\s*[:、]?\s*(?:已|完|未|没|还|正|在|办|弄|搞|都|均|的|呢|那|[、和][一二三四五六七八九]?[十百]|是|这|申请|延|不|也|全|有困|收到|一直)"
)
_OPENING = re.compile(
    r"(?:^|[\s,;。!?:、(\[【\n]|另外|还有|其中|目前|现在|然后|但是?|而|关于|那个?|这个?|至于|就是|[我本][局镇乡区们办]|单位|说|更正|纠正|是|除了?|收到|了|呢|吧)\s*$"
)
_COUNT_BEFORE = re.compile(
    r"(?:共|计|等|清单|目录|公开|涉及|有|剩|余|完成|办结|录入|梳理|其中|还有|这|那|以上|上述|各|全部|总|约|近|任务|事项|其[余他它]|剩下的?)\s*$"
)
_OF_WHICH = re.compile(r"(?:其中|还有|[只就]剩)$")
_COUNTER = re.compile(r" {0,2}[个件篇次人家户处份期场名张天月年%]")
_DAY_COULD_BE = 31
_LIST_NUMBER = re.compile(
    r"(?:^|(?<=[\n;。:])|(?=\(\d{1,2}\)))[ ]*\(?(\d{1,2})[.、):][ ]*(?=(\S[^\n;。]{0,12}))", re.MULTILINE
)
_CIRCLED = re.compile("[①-⑳⑴-⒇㈠-㈩❶-❿]")
_NAMES_ITEM = re.compile(r"(?:第|序号|任务|编号)\s*[\d一二三四五六七八九十]|\d{1,3}(?!\d*[.、)])")
_NAMES_ITEM_FULLY = re.compile(r"第\s*[\d一二三四五六七八九十]{1,4}\s*[项号条]|(?:序号|任务|编号)\s*\d")
_BARE_STATUS = re.compile(r"(?:已|正|未|没|还|不涉|办|推进|完成|收到|暂|尚|申请|有困)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where items are named; `unknown` is true where some of them are not open, or a number is doubtful."""

    start: int
    end: int
    items: tuple[str, ...]
    unknown: bool
    parts: tuple[Mention, ...] = ()  # the places one clause names items at, where they are several


@dataclass(frozen=True, slots=True)
class _Reference:
    start: int
    end: int
    value: int
    definite: bool  # 第12项, 任务12, 12项: surely an item


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom the message can be about."""

    open_items: tuple[str, ...]
    replying_to: tuple[str, ...]

    @property
    def scope(self) -> tuple[str, ...]:
        """What 都 and 其余 range over: the items answered to when they are several, else everything open."""
        return self.replying_to if len(self.replying_to) > 1 else self.open_items


def without_list_numbers(text: str) -> tuple[str, bool]:
    """1. 2. 3. before the items of a list are no items; true where such a list names no items at all.

    A list 1…n is numbering when its lines name items of their own, or tell of a topic without naming any:
    then nobody can say which items are meant.
    """
    text = _CIRCLED.sub(" ", text)
    found = list(_LIST_NUMBER.finditer(text))
    named = [entry for entry in found if _NAMES_ITEM_FULLY.match(entry[2])]
    counted = [int(entry[1]) for entry in found] == list(range(1, len(found) + 1))
    if counted and len(found) > 1:
        named = [entry for entry in found if _NAMES_ITEM.match(entry[2])] or named
        unnamed = not named and not all(_BARE_STATUS.match(entry[2]) for entry in found)
        return _blank(text, found if named or unnamed else []), unnamed
    if [int(entry[1]) for entry in named] == list(range(1, len(named) + 1)):
        return _blank(text, named), False
    return text, False


def find_mentions(text: str, circle: Circle) -> list[Mention]:
    """All places where items are named, in order."""
    references = [seen for found in _REFERENCE.finditer(text) if (seen := _reference(text, found, circle))]
    groups = list(_grouped(text, references))
    counts = _parts_of_a_whole(groups, circle)
    return [
        mention
        for group in groups
        if not (counts and _is_count(group, text))
        if (mention := _mention(text, group, circle))
    ]


def cover_mentions(text: str, mentions: Sequence[Mention]) -> str:
    """The text with every mention marked out."""
    return cover_spans(text, ((mention.start, mention.end, ITEM) for mention in mentions))


def _blank(text: str, entries: Sequence[re.Match[str]]) -> str:
    return cover_spans(text, ((entry.start(), entry.end(), " ") for entry in entries))


def _reference(text: str, found: re.Match[str], circle: Circle) -> _Reference | None:
    value = number_in(found["digits"] or found["spoken"])
    if value is None or value == 0 or _is_ordinal(text, found, value):
        return None
    start = found.start() if found["head"] else found.start("digits" if found["digits"] else "spoken")
    if found["tail"] == "条" and circle.replying_to and str(value) not in circle.replying_to:
        return None  # an article of some regulation
    definite = (bool(found["head"]) and (found["head"] != "任务" or found["tail"] != "项")) or (
        found["tail"] == "号" and bool(found["task"])
    )
    if not definite and not _may_name(text, found, value, start, circle):
        return None
    return _Reference(start, found.end(), value, definite)


def _is_ordinal(text: str, found: re.Match[str], value: int) -> bool:
    """第一阶段, 第二，: an order of steps, not a row."""
    listed = _TO.match(text, found.end()) or _AND.match(text, found.end())
    return bool(found["head"] == "第" and found["spoken"] and not found["tail"] and value < 10 and not listed)


def _may_name(text: str, found: re.Match[str], value: int, start: int, circle: Circle) -> bool:
    """Whether a number without 第 or 任务 can be an item where it stands."""
    if found["spoken"]:
        return _spoken_names(text, found, value, circle)
    if found["tail"] == "条":  # 30条: a count
        return False
    if found["tail"] == "项":
        return not _counts_items(text, found, value, start, circle)
    if found["tail"] == "号":
        return not (circle.replying_to and value <= _DAY_COULD_BE and str(value) not in circle.replying_to)
    return True


def _spoken_names(text: str, found: re.Match[str], value: int, circle: Circle) -> bool:
    if found["tail"] in ("项", "号"):
        return value > 10 and not _counts_items(text, found, value, found.start("spoken"), circle)
    return found["tail"] is None and value > 10 and bool(_STATUS_FOLLOWS.match(text, found.end()))


def _counts_items(text: str, found: re.Match[str], value: int, start: int, circle: Circle) -> bool:
    """公开事项12项, 三项都: how many, not which; a small number is either, so it is not taken."""
    if _COUNT_BEFORE.search(text[max(0, start - 4) : start]):
        of_which = _OF_WHICH.search(text[max(0, start - 4) : start])  # 其中24项还在公示: more than there are
        return not (of_which and value > len(circle.scope) and str(value) in circle.open_items)
    labelled = text[found.end() : found.end() + 1] in (":", "、", ".")
    listed = _AND.match(text[max(0, start - 1) : start]) or _TO.match(text[max(0, start - 1) : start])
    return not labelled and not (listed and start) and value <= min(10, len(circle.scope))


def _grouped(text: str, references: Sequence[_Reference]) -> Iterator[list[_Reference | str]]:
    """Neighbours joined by 、 or 和 or 至; a range is kept as reference, "to", reference."""
    group: list[_Reference | str] = []
    end = 0
    for reference in references:
        between = text[end : reference.start] if group else ""
        if group and _TO.fullmatch(between):
            group += ["to", reference]
        elif group and _AND.fullmatch(between):
            group.append(reference)
        else:
            if group:
                yield group
            group = [reference]
        end = reference.end
    if group:
        yield group


def _parts_of_a_whole(groups: Sequence[list[_Reference | str]], circle: Circle) -> bool:
    """12项已完成，35项在办: two counts that add up to everything open are counts."""
    single = [group[0].value for group in groups if len(group) == 1 and isinstance(group[0], _Reference)]
    return len(groups) > 1 and len(single) == len(groups) and sum(single) == len(circle.scope)


def _is_count(group: list[_Reference | str], text: str) -> bool:
    [reference] = group
    return (
        isinstance(reference, _Reference)
        and text[reference.start : reference.end].endswith("项")
        and text[reference.start] != "第"
    )


def _mention(text: str, group: list[_Reference | str], circle: Circle) -> Mention | None:
    references = [part for part in group if isinstance(part, _Reference)]
    start, end = references[0].start, references[-1].end
    values = list(dict.fromkeys(_values(group)))
    items = tuple(str(value) for value in values if str(value) in circle.open_items)
    at_opening = bool(_OPENING.search(text[max(0, start - 4) : start])) or start == 0
    definite = any(reference.definite for reference in references)
    if not definite and not at_opening and not _is_one_of_several(text, end, items, circle):
        return None
    label_end = _LABEL_END.match(text, end)
    return Mention(start, label_end.end() if label_end else end, items, len(items) < len(values))


def _is_one_of_several(text: str, end: int, items: Sequence[str], circle: Circle) -> bool:
    """15完成12没完成: a number in the middle of a clause, where the message may be about several items."""
    if not items or not circle.replying_to:
        return bool(items)
    several = len(circle.replying_to) > 1 and set(items) <= set(circle.replying_to)
    return several and not _COUNTER.match(text, end)


def _values(group: list[_Reference | str]) -> Iterator[int]:
    previous: int | None = None
    through = False
    for part in group:
        if not isinstance(part, _Reference):
            through = True
            continue
        if through and previous is not None and 0 < part.value - previous <= 200:
            yield from range(previous + 1, part.value + 1)
        else:
            yield part.value
        previous, through = part.value, False
