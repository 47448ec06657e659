"""Which numbers name items: 第12项, 12号, 序号12, 3、5、8, 3—5, 第三十五至第三十九项, 十二已完成."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from messages.reading.form import Form
from messages.reading.groups import Group, grouped, values_of
from messages.reading.plain import ITEM, cover_spans
from messages.reading.references import Circle, Reference, references_in
from messages.reading.vocabulary import DID

_LABEL_END = re.compile(r"(?:\s*[、.:)\]】。](?!\d))?")
_OPENING = re.compile(
    r"(?:^|[\s,;。!?:、(\[【\n]|另外|还有|其中|目前|现在|然后|但是?|而|关于|那个?|这个?|至于|就是|[我本][局镇乡区们办]|单位|说|更正|纠正|是|除了?|收到|了|呢|吧|[这该本][个项]?(?:任务|事项)?(?:和|跟|与))\s*$"
)
_COUNTED_WHOLE = Form(r"(?:共|总|合计|承担|涉及|负责)[^,;。\n]{0,6}[\d¤][项个]")
_COUNTER = Form(r" {0,2}[个件篇次人家户处份期场名张天月年%]")
_LIST_NUMBER = Form(
    r"(?:^|(?<=[\n;。:])|(?<!\d)(?<!\d[项号])(?=\(\d{1,2}\)))[ ]*\(?(\d{1,2})[.、):][ ]*(?=(\S[^\n;。]{0,12}))",
    re.MULTILINE,
)
_CIRCLED = Form("[①-⑳⑴-⒇㈠-㈩❶-❿]")
_NAMES_ITEM = re.compile(r"(?:第|序号|任务|编号)\s*[\d一二三四五六七八九十]|\d{1,3}(?!\d*[.、)])")
_NAMES_ITEM_FULLY = Form(r"第\s*[\d一二三四五六七八九十]{1,4}\s*[项号条]|(?:序号|任务|编号)\s*\d")
_TWO_ITEMS = re.compile(r"\s*\d{1,2}、\s*\d{1,3}(?![\d.、)])")
_BARE_STATUS = Form(r"(?:已|正|未|没|还|不涉|办|推进|完成|收到|暂|尚|申请|有困)")
# 等36完成后再公开, 把36的情况填到这项里了: of 36 itself nothing is said.
_READY = rf"(?:全部?|都|也|先)?(?:{DID}|[办弄做审批签][完好过]|出来|通过|到位|定稿|验收)"
_TOLD_OF_ONLY = (
    (
        Form(r"[等待](?:到|着|待)? ?$"),
        Form(rf" ?(?:的[^,;。#\d]{{1,8}}?)?{_READY}[^,;。\d]{{0,4}}?(?:后|再|才|一[起并道]|同[步时])"),
    ),
    (
        Form(r"[把将] ?$"),
        Form(r" ?的[^,;。\d]{1,6}[填报发写录传挂贴登][到在进成]了?[这本该此]一?[项条个]"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where items are named; `unknown` is true where some of them are not open, or a number is doubtful."""

    start: int
    end: int
    items: tuple[str, ...]
    unknown: bool
    parts: tuple[Mention, ...] = ()  # the places one clause names items at, where they are several


def without_list_numbers(text: str, open_items: Sequence[str] = ()) -> tuple[str, bool]:
    """1. 2. 3. before the items of a list are no items; true where nobody can say which items are meant.

    A list 1…n is numbering when its lines name items of their own, or tell of a topic without naming any: then
    nobody can say. Nor can they where a line may name two rows: 1、7已公开⏎2、13未开始, or 2、第12项已完成 by itself.
    """
    text = _CIRCLED.sub(" ", text)
    found = list(_LIST_NUMBER.finditer(text))
    named = [entry for entry in found if _NAMES_ITEM_FULLY.match(entry[2])]
    counted = [int(entry[1]) for entry in found] == list(range(1, len(found) + 1))
    if counted and len(found) > 1:
        named = [entry for entry in found if _NAMES_ITEM.match(entry[2])] or named
        unnamed = not named and not all(_BARE_STATUS.match(entry[2]) for entry in found)
        both = all(entry[1] in open_items and _TWO_ITEMS.match(entry[0] + entry[2]) for entry in found)
        return _blank(text, found if named or unnamed else []), unnamed or both
    from_one = [int(entry[1]) for entry in named] == list(range(1, len(named) + 1))
    doubted = not from_one and any("、" in entry[0] and entry[1] in open_items for entry in named)
    return _blank(text, named), doubted


def find_mentions(text: str, circle: Circle) -> list[Mention]:
    """All places where items are named, in order."""
    groups = list(grouped(text, references_in(text, circle)))
    counts = _parts_of_a_whole(groups, circle)
    return [
        mention
        for place, group in enumerate(groups)
        if not (counts and _is_count(group, text))
        if not _counts_a_part(text, groups, place, circle)
        if not _is_told_of_only(text, group)
        if (mention := _mention(text, group, circle))
    ]


def cover_mentions(text: str, mentions: Sequence[Mention]) -> str:
    """The text with every mention marked out."""
    return cover_spans(text, ((mention.start, mention.end, ITEM) for mention in mentions))


def _blank(text: str, entries: Sequence[re.Match[str]]) -> str:
    return cover_spans(text, ((entry.start(), entry.end(), " ") for entry in entries))


def _parts_of_a_whole(groups: Sequence[Group], circle: Circle) -> bool:
    """12项已完成，35项在办: two counts that add up to everything open are counts."""
    single = [group[0].value for group in groups if len(group) == 1 and isinstance(group[0], Reference)]
    return len(groups) > 1 and len(single) == len(groups) and sum(single) == len(circle.scope)


def _counts_a_part(text: str, groups: Sequence[Group], place: int, circle: Circle) -> bool:
    """21到26项都已办结，其中24项还在公示: six have no 24 among them to count, so it is the one they name."""
    reference = groups[place][0]
    if len(groups[place]) > 1 or not isinstance(reference, Reference) or not reference.of_which:
        return False
    earlier = (list(values_of(groups[one])) for one in range(place - 1, -1, -1))
    whole = next((values for values in earlier if len(values) > 1), None)
    if whole is None:
        return reference.value <= len(circle.scope) or bool(_COUNTED_WHOLE.search(text[: reference.start]))
    return reference.value <= len(whole) or reference.value not in whole


def _is_told_of_only(text: str, group: Group) -> bool:
    """Whether rows are named for the sake of another: what it waits for, or was mistaken for."""
    first, last = group[0], group[-1]
    if not isinstance(first, Reference) or not isinstance(last, Reference):
        return False
    return any(
        before.search(text, max(0, first.start - 3), first.start) and after.match(text, last.end)
        for before, after in _TOLD_OF_ONLY
    )


def _is_count(group: Group, text: str) -> bool:
    [reference] = group
    return (
        isinstance(reference, Reference)
        and text[reference.start : reference.end].endswith("项")
        and text[reference.start] != "第"
    )


def _mention(text: str, group: Group, circle: Circle) -> Mention | None:
    references = [part for part in group if isinstance(part, Reference)]
    start, end = references[0].start, references[-1].end
    values = list(dict.fromkeys(values_of(group)))
    items = tuple(str(value) for value in values if str(value) in circle.open_items)
    torn = any(_is_torn(text, one, following, circle) for one, following in pairwise(references))
    at_opening = bool(_OPENING.search(text[max(0, start - 4) : start])) or start == 0
    definite = any(reference.definite for reference in references)
    if not definite and not at_opening and not _is_one_of_several(text, end, items, circle):
        return None
    label_end = _LABEL_END.match(text, end)
    return Mention(start, label_end.end() if label_end else end, items, torn or len(items) < len(values))


def _is_torn(text: str, one: Reference, following: Reference, circle: Circle) -> bool:
    """第1 4项, where row 14 is owed too: one number torn apart, or two."""
    between = text[one.end : following.start]
    return not between.strip() and f"{one.value}{following.value}" in circle.open_items


def _is_one_of_several(text: str, end: int, items: Sequence[str], circle: Circle) -> bool:
    """15完成12没完成: a number in the middle of a clause, where the message may be about several items."""
    if not items or not circle.replying_to:
        return bool(items)
    several = len(circle.replying_to) > 1 and set(items) <= set(circle.replying_to)
    return several and not _COUNTER.match(text, end)
