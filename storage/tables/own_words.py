"""What a row says other than in a cell of its own: 同上, ★ beside who leads, a bracket of duties behind its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from storage.tables.cleaning import UNIT_COLUMNS
from storage.tables.duties import labelled, without_tail
from storage.tables.kinds import date_share
from storage.tables.parting import parted
from storage.tables.row import DUTY_COLUMNS, LABEL_COLUMNS, Row
from storage.values import Column

_DITTO = re.compile(r"\s*(?:同上|〃|″|〞|\"|”)\s*")
_MARK = re.compile(r"[★☆▲△※◆●*＊#]")
_LEADS = r"(?:总|主要)?(?:牵头|主办|主责)"
_EXPLAINED = (
    re.compile(
        rf"(?P<mark>{_MARK.pattern})[”\"’）)】]?(?:符?号|标[记识志注])?[的者]?(?:责任)?(?:单位|部门)?"
        rf"(?:表示|代表|[即均]?为|是|[:：—])(?:该?项?(?:工作|任务)?的?){_LEADS}"
    ),
    re.compile(
        rf"{_LEADS}(?:单位|部门)[^，。；]{{0,6}}(?P<mark>{_MARK.pattern})[”\"’）)】]?符?号?(?:标[注识记明示出]|表示)"
    ),
)
_WORK = (Column.CONTENT, Column.TASK)


def say_the_same(row: Row, above: Sequence[Row]) -> None:
    """同上 is what the last of the rows above says, as if the two cells were merged."""
    for column in DUTY_COLUMNS & row.texts.keys() if above else ():
        if _DITTO.fullmatch(row.texts[column]):
            row.texts[column] = ""
            row.merged[column] = above[-1].merged.get(column, len(above) - 1)


def marks_of_leads(notes: Iterable[str]) -> set[str]:
    """The marks that notes around a table explain.

    >>> marks_of_leads(["注：带“★”的为牵头单位。", "牵头单位用*号标注", "●牵头单位要抓好落实"]) == {"★", "*"}
    True
    """
    return {said["mark"] for note in notes for pattern in _EXPLAINED for said in pattern.finditer(note)}


def marks_in_remarks(remarks: Iterable[str]) -> set[str]:
    """责任单位（★牵头）: whatever mark a header's own remark about who leads shows."""
    return {mark for remark in remarks if "牵头" in remark for mark in _MARK.findall(remark)}


def name_marked_leads(row: Row, marks: Iterable[str]) -> None:
    """责任单位（带★的为牵头单位）: the body behind the mark, or right before it, leads."""
    for mark in marks:
        for column in UNIT_COLUMNS & row.texts.keys():
            row.texts[column] = _with_lead(row.texts[column], mark)


def _with_lead(text: str, mark: str) -> str:
    """县公安局、★县教育局: who leads stands first, as a bracket behind the last name may speak of all."""
    sign = re.escape(mark)
    text = re.sub(rf"([^、，,；;\s{sign}]+){sign}(?=[、，,；;\s]|$)", rf"{mark}\1", text)
    marked = rf"{sign}\s*([^、，,；;\s]+)"
    text = re.sub(rf"^(.+?)[、，,；;\s]+{marked}\s*$", rf"{mark}\2、\1", text, flags=re.DOTALL)
    return re.sub(marked, r"\1（牵头）", text)


def take_bracket(row: Row, columns: Sequence[Column | None]) -> None:
    """（责任单位：…；完成时限：…）behind the work of a row, or among its units, fills the columns its table has not."""
    if Column.DEADLINE not in columns:
        for column in UNIT_COLUMNS & row.texts.keys():
            if when := labelled(row.texts[column].strip()).get(Column.DEADLINE):  # 牵头：…；时限：…
                row.put(Column.DEADLINE, when)
    if Column.LEAD in columns or Column.RESPONSIBLE in columns:
        return
    for place in _WORK:
        for _, duties in map(without_tail, parted(row.get(place))):
            for column, text in duties.items():
                if column not in columns:
                    row.put(column, text)


def says_both(text: str, one: Column | None, other: Column) -> bool:
    """Whether a text printed over two columns is said under both: two labels, units, or 区教育局（6月30日前）."""
    if one in UNIT_COLUMNS and other is Column.DEADLINE:
        return date_share(text) > 0
    return any(one in group and other in group for group in (LABEL_COLUMNS, UNIT_COLUMNS))
