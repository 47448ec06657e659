"""Who and by when in running text: （牵头单位：…；完成时限：…）after a paragraph, or 牵头单位：… on a line."""

from __future__ import annotations

import re

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.header_words import column_of
from storage.tables.kinds import date_share, units_share
from storage.values import Column

OPEN, CLOSE = "（([【〔［", "）)]】〕］"
_LABEL = re.compile(
    r"(?:^|(?<=[；;，,。、\s（(【]))\s*([\u4e00-\u9fff]{2,10}(?:[（(][\u4e00-\u9fff]{1,8}[）)])?)\s*[：:]"
)
_IN_BRACKETS = re.compile(
    r"(?:^|(?<=\s))[【\[［]([\u4e00-\u9fff]{2,8})[】\]］]\s*[:：]?\s*(?=\S)"
)  # 【牵头单位】区教育局
_ROLES = frozenset({Column.LEAD, Column.RESPONSIBLE, Column.ASSISTING, Column.DEADLINE, Column.START})
_SHORT_LABELS = {
    "牵头": Column.LEAD,
    "责任": Column.RESPONSIBLE,
    "配合": Column.ASSISTING,
    "时限": Column.DEADLINE,
    "参加": Column.RESPONSIBLE,
}
_ACTING = re.compile(r"牵头|负责|配合|按职责")
_BEHIND_DASH = re.compile(r"[^。；;]{2,60}")
_TIME_BEHIND = re.compile(r"(?P<units>.+)[；;，,。\s]\s*(?P<time>[^；;，,。\s]+)", re.DOTALL)
_LONGEST = 600  # signs in a bracket of duties
LONGEST_PARAGRAPH = 20_000


def labelled(text: str) -> dict[Column, str]:
    """The labels of a line that begins with one, each with what it says; {} where it begins otherwise.

    >>> labelled("牵头单位：区教育局；完成时限：6月底前")
    {<Column.LEAD: 'lead'>: '区教育局', <Column.DEADLINE: 'deadline'>: '6月底前'}
    >>> labelled("【牵头单位】区教育局")
    {<Column.LEAD: 'lead'>: '区教育局'}
    """
    text = _IN_BRACKETS.sub(r"\1：", text)
    first = _LABEL.match(text)
    if not first or len(text) > 4000 or _meaning(first.group(1)) in (None, Column.OTHER):
        return {}
    if _meaning(first.group(1)) in (Column.TASK, Column.CONTENT, Column.THEME, Column.NUMBER):
        column = _meaning(first.group(1)) or Column.CONTENT
        return {column: text[first.end() :].strip()}
    return labels_in(text)


def _meaning(label: str) -> Column | None:
    if label[0] in "各区市县省":  # 各相关单位： is an address
        return None
    return _SHORT_LABELS.get(label) or column_of(label)


def labels_in(text: str) -> dict[Column, str]:
    marks = [mark for mark in _LABEL.finditer(text) if _meaning(mark.group(1)) in {*_ROLES, Column.OTHER}]
    found: dict[Column, str] = {}
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        column = _meaning(mark.group(1)) or Column.OTHER
        value = text[mark.end() : end].strip().strip("；;，,。 ")
        found[column] = f"{found[column]}\n{value}" if column in found else value
    return found if Column.DEADLINE in found else _with_bare_time(found)


def _with_bare_time(found: dict[Column, str]) -> dict[Column, str]:
    """责任单位：区教育局；8月底前: the time behind the last units has no label."""
    last = next(reversed(found), None)
    if last in UNIT_COLUMNS and (behind := _TIME_BEHIND.fullmatch(found[last])) and date_share(behind["time"]) >= 0.6:
        return {**found, last: behind["units"], Column.DEADLINE: behind["time"]}
    return found


def without_tail(text: str) -> tuple[str, dict[Column, str]]:
    """A paragraph without the brackets of duties at its end, and those duties.

    >>> body, duties = without_tail("加强解读。（区委办（区档案局）牵头，区司法局配合，11月底前完成）")
    >>> body, duties[Column.RESPONSIBLE], duties[Column.DEADLINE]
    ('加强解读。', '区委办（区档案局）牵头，区司法局配合', '11月底前完成')
    """
    if len(text) > LONGEST_PARAGRAPH:
        return text, {}
    body, duties = text.rstrip(), dict[Column, str]()
    for _ in range(4):
        start = _last_bracket(body)
        if start is None:
            break
        found = in_bracket(body[start:].rstrip("。；; ")[1:-1])
        if not found:
            break
        duties = found | duties
        body = body[:start].rstrip()
    if not duties:
        return _after_label(text)
    return body, duties


def _after_label(text: str) -> tuple[str, dict[Column, str]]:
    """…做好更新。责任单位：区司法局；完成时限：全年 — the duties behind a full stop or a gap, without brackets."""
    for mark in _LABEL.finditer(text):
        ahead = text[: mark.start(1)]
        if mark.start() and _meaning(mark.group(1)) in _ROLES and (ahead[-1].isspace() or ahead[-1] in "。；"):
            return text[: mark.start()].rstrip(), labels_in(text[mark.start() :].strip())
    return _after_dash(text)


def _after_dash(text: str) -> tuple[str, dict[Column, str]]:
    """防汛物资盘点——区水利局，5月10日前: who, and by when or in what role, behind a dash."""
    body, dash, told = text.rpartition("——")
    said = told.strip().rstrip("。；;")
    found = _unlabelled(said) if body.strip() and dash and _BEHIND_DASH.fullmatch(said) else {}
    is_duty = Column.DEADLINE in found or _ACTING.search(said)
    return (body.strip(), found) if is_duty and units_share(found.get(Column.RESPONSIBLE, "")) >= 0.7 else (text, {})


def _last_bracket(text: str) -> int | None:
    """Where the bracket begins that ends the text; brackets inside it are passed over."""
    bare = text.rstrip("。；; ")
    if not bare or bare[-1] not in CLOSE:
        return None
    depth = 0
    for place in range(len(bare) - 1, max(-1, len(bare) - _LONGEST), -1):
        depth += (bare[place] in CLOSE) - (bare[place] in OPEN)
        if depth == 0:
            return place
    return None


def in_bracket(inside: str) -> dict[Column, str]:
    if parts := labels_in(inside):
        first = _LABEL.search(inside)
        unlabelled = inside[: first.start()].strip("；;，,。 ") if first else ""
        return parts | (_unlabelled(unlabelled) if unlabelled else {})
    return _unlabelled(inside)


def _unlabelled(inside: str) -> dict[Column, str]:
    """区教育局牵头，区民政局配合，11月底前完成: the parts that tell a time are the deadline, the rest are units."""
    parts = re.split(r"(?<=[，,；;])", inside)
    times = [part for part in parts if date_share(part) >= 0.6]
    units = "".join(part for part in parts if part not in times).strip("，,；;。 ")
    if units and not (_ACTING.search(units) or units_share(units) >= 0.7):
        return {}
    found = {Column.RESPONSIBLE: units} if units else {}
    if times:
        found[Column.DEADLINE] = "".join(times).strip("，,；;。 ")
    return found
