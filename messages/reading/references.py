"""Numbers that may name items: 第12项, 12号, 三十一 in 三十一到三十四项."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from messages.reading.form import Form
from messages.reading.numerals import number_in
from messages.reading.vocabulary import DID, FINISHED

_REFERENCE = re.compile(
    r"(?:(?P<head>第|序号|编号|任务) {0,2}:? {0,2})?"
    r"(?:(?<![\d.])(?P<digits>\d{1,3})(?![\d%])|(?P<spoken>[一二三四五六七八九十百零]{1,6}))"
    r" {0,2}(?P<tail>项(?!目(?!前))|号|条)?(?P<task>任务|事项|工作)?"
)
AND = Form(r" {0,3}(?:[、,/和与及跟或&+]|以及|还有|连同|加上|[ \n]) {0,3}")
TO = Form(r" {0,3}[-—–~至到]{1,2} {0,3}")
STATUS_FOLLOWS = Form(
    r"\s*[:、,]?\s*(?:已|完|未|没|还|正|在|办|弄|搞|都|均|的|呢|那|[、和][一二三四五六七八九]?[十百]|是|这|申请|延|不|无|也|全|有困|收到|一直)"
)
_COUNT_BEFORE = Form(
    r"(?:共|计|等|清单|目录|涉及|有|剩|余|录入|梳理|其中|还有|这|那|以上|上述|各|全部|总|约|近|任务|事项|"
    rf"其[余他它]|剩下的?|{DID}{FINISHED}?) *\Z"
)
_ALONE_AT_END = Form(r"(?:完成|办结|公开|发布|录入|[做弄办])了? {0,3}$")  # 12个村已公开5: how many, not which
_FIGURE, _EXCEPTING = re.compile(r"[\d¤]"), Form(r"[外除]")
_ENDS = re.compile(r" {0,3}(?:$|[,;。\n])")
_COUNTED_LIST = Form(r" {0,2}[)]? {0,2}: {0,2}(?:第|序号)? {0,2}\d")  # 办理中1项：12
_STATUS_BEFORE = Form(
    rf"[\d一二三四五六七八九十] {{0,2}}项 {{0,2}}(?:已经?|都|均)?{DID}{FINISHED}?\s*$"
)  # 11项办结12项没办结
_OF_A_ROW = Form(rf"\d[项号]?(?:已经?|都|也)?{DID}{FINISHED}?$")  # 8已发布第一条: a part of row 8
_OF_WHICH = Form(r"(?:其中|还有|[只就]剩)$")
_IN_ALL = Form(r" {0,2}[这等]?[两二三四五六七八九十][项个]")  # 二十一、二十二两项
_DAY_COULD_BE = 31
_TEN = 10
_SURELY_LISTED = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A number and where it stands, with the words that make it a row's."""

    start: int
    end: int
    value: int
    definite: bool  # 第12项, 任务12, 12项: surely an item
    leaning: bool = False  # 三十一 in 三十一到三十四项: an item only beside one that is
    of_which: bool = False  # 其中24项: an item, or how many


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom the message can be about."""

    open_items: tuple[str, ...]
    replying_to: tuple[str, ...]

    @property
    def scope(self) -> tuple[str, ...]:
        """What 都 and 其余 range over: the items answered to when they are several, else everything open."""
        return self.replying_to if len(self.replying_to) > 1 else self.open_items


def references_in(text: str, circle: Circle) -> list[Reference]:
    """All that may name items, in order."""
    found = [seen for one in _REFERENCE.finditer(text) if (seen := _reference(text, one, circle))]
    return _supported(text, found)


def _reference(text: str, found: re.Match[str], circle: Circle) -> Reference | None:
    value = number_in(found["digits"] or found["spoken"])
    if value is None or value == 0 or _is_ordinal(text, found, value):
        return None
    start = found.start() if found["head"] else found.start("digits" if found["digits"] else "spoken")
    if found["tail"] == "条" and circle.replying_to and str(value) not in circle.replying_to:
        return None  # an article of some regulation
    if found["tail"] == "条" and _OF_A_ROW.search(text, max(0, start - 12), start):
        return None
    definite = (bool(found["head"]) and (found["head"] != "任务" or found["tail"] != "项")) or (
        found["tail"] == "号" and bool(found["task"])
    )
    end = start + len(text[start : found.end()].rstrip(" "))
    if not definite and not _may_name(text, found, value, start, circle):
        return Reference(start, end, value, definite=False, leaning=True) if _may_lean(text, found) else None
    of_which = found["tail"] == "项" and not definite and bool(_OF_WHICH.search(text[max(0, start - 4) : start]))
    return Reference(start, end, value, definite, of_which=of_which)


def _may_lean(text: str, found: re.Match[str]) -> bool:
    """A spoken numeral that is part of a list or of a range, not of a word (一些, 十分)."""
    joined = TO.match(text, found.end()) or AND.match(text, found.end())
    follows = STATUS_FOLLOWS.match(text, found.end()) or _IN_ALL.match(text, found.end())
    return bool(found["spoken"] and (joined or found["tail"] or follows))


def _supported(text: str, references: Sequence[Reference]) -> list[Reference]:
    """三十一到三十四项, 十、二十都, 第三、四、五项: what leans is held by a neighbour; 一、 alone numbers a list."""
    before = _held(references, lambda one, following: _holds_back(text, one, following))
    after = _held(references[::-1], lambda one, former: _holds_on(text, one, former))
    listed = _listed(text, references)
    return [one for one in references if one in before or one in after or one in listed]


def _listed(text: str, references: Sequence[Reference]) -> set[Reference]:
    """三、五、八项: nobody counts so; 一、三项 may be a numbered line that counts, so two are not enough."""
    found: set[Reference] = set()
    chain: list[Reference] = []
    for one in references:
        if chain and text[chain[-1].end : one.start].strip() != "、":
            chain = []
        chain.append(one)
        if len(chain) >= _SURELY_LISTED and (
            text[one.end - 1] in "项号" or text[one.end : one.end + 1] in tuple("都均")
        ):
            found.update(chain)
    return found


def _held(references: Sequence[Reference], holds: Callable[[Reference, Reference], bool]) -> set[Reference]:
    """Those that are sure, and those joined to one of them; read from the end the joining starts at."""
    held: set[Reference] = set()
    neighbour: Reference | None = None
    for one in reversed(references):
        if not one.leaning or (neighbour in held and neighbour is not None and holds(one, neighbour)):
            held.add(one)
        neighbour = one
    return held


def _holds_back(text: str, one: Reference, following: Reference) -> bool:
    between = text[one.end : following.start]
    # 九、十, 七项和十三项; but 一、三十项 numbers a line
    said_so = text[one.end - 1] in "项号" and between.strip() in ("和", "与", "跟", "及")
    listed = one.value >= _TEN or following.value == one.value + 1 or said_so
    return bool(TO.fullmatch(between)) or (listed and bool(AND.fullmatch(between)))


def _holds_on(text: str, one: Reference, former: Reference) -> bool:
    """After 第三 the list goes on; 3、5、8 三项 counts what went before."""
    between = text[former.end : one.start]
    joined = TO.fullmatch(between) or (between.strip() and AND.fullmatch(between))
    spoken = not text[former.start].isdecimal()
    return bool(joined and (former.definite or spoken))


def _is_ordinal(text: str, found: re.Match[str], value: int) -> bool:
    """第一阶段, 第二，: an order of steps, not a row."""
    listed = TO.match(text, found.end()) or AND.match(text, found.end())
    return bool(found["head"] == "第" and found["spoken"] and not found["tail"] and value < 10 and not listed)


def _may_name(text: str, found: re.Match[str], value: int, start: int, circle: Circle) -> bool:
    """Whether a number without 第 or 任务 can be an item where it stands."""
    if found["spoken"]:
        return _spoken_names(text, found, value, circle)
    if not found["tail"] and _ENDS.match(text, found.end()) and _ALONE_AT_END.search(text, max(0, start - 8), start):
        return _is_only_figure(text, start, found.end())
    if found["tail"] == "条":  # 30条: a count
        return False
    if found["tail"] == "项":
        return not _counts_items(text, found, value, start, circle)
    if found["tail"] == "号":
        return not (circle.replying_to and value <= _DAY_COULD_BE and str(value) not in circle.replying_to)
    return True


def _is_only_figure(text: str, start: int, end: int) -> bool:
    """争取年底前办结36; but 12个村已公开5 tells how many, 已完成22以外的 what is excepted."""
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    excepts = _EXCEPTING.search(text, begins, ends if ends >= 0 else len(text))
    return not excepts and not _FIGURE.search(text, begins, start)


def _spoken_names(text: str, found: re.Match[str], value: int, circle: Circle) -> bool:
    if found["tail"] == "项" and value <= _TEN and "一项" in text and "二项" in text:
        return str(value) in circle.open_items  # 一项完成，二项完成，三项还差链接: two are counted as 两项
    if found["tail"] == "项" and text[found.start("spoken") - 1 : found.start("spoken")] in tuple("至到—-~"):
        return True  # 一至四项
    if found["tail"] in ("项", "号"):
        return value > 10 and not _counts_items(text, found, value, found.start("spoken"), circle)
    return found["tail"] is None and value > 10 and bool(STATUS_FOLLOWS.match(text, found.end()))


def _counts_items(text: str, found: re.Match[str], value: int, start: int, circle: Circle) -> bool:
    """公开事项12项, 三项都: how many, not which; a small number is either, so it is not taken."""
    if _COUNT_BEFORE.search(text[max(0, start - 4) : start]) and not _STATUS_BEFORE.search(
        text, max(0, start - 12), start
    ):
        of_which = _OF_WHICH.search(text[max(0, start - 4) : start])  # `items` decides
        return not (of_which and str(value) in circle.open_items)
    if _COUNTED_LIST.match(text, found.end()) and start and text[start - 1] not in "\n,;。":
        return True
    labelled = text[found.end() : found.end() + 1] in (":", "、", ".")
    listed = AND.match(text[max(0, start - 1) : start]) or TO.match(text[max(0, start - 1) : start])
    return not labelled and not (listed and start) and value <= min(10, len(circle.scope))
