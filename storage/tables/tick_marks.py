"""What the marks of a table with a column for every unit say, by a note or by themselves: ★为牵头单位，√为配合单位."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from storage.values import UNIT_HEADERS, Column

_SIGNS = "√✓✔☑■□●○◎⊙▲△▽▼★☆◆◇※＊*＋+vV"
_MARK = re.compile(
    rf"[{_SIGNS}]{{1,2}}|(?:牵头|主办|主责|配合|协办|协同|协助|参与|责任|负责|承办)(?:单位|部门)?|[主牵协配责]"
)
_SAYS = (
    (Column.LEAD, re.compile(r"牵头|主办|主责|^[主牵]$")),
    (Column.ASSISTING, re.compile(r"配合|协办|协同|协助|参与|^[协配]$")),
    (Column.RESPONSIBLE, re.compile(r"责任|负责|承办|落实|实施|^责$")),
)
_ROLE = r"(?:牵头|主办|主责|配合|协办|协同|协助|参与|责任|负责|承办|落实|实施)"
_LEGEND = re.compile(
    rf"(?P<mark>[{_SIGNS}])[”\"’）)】]?\s*(?:表示|代表|标[注识记]|的?为|的?是|[:：\-—=])?\s*(?:该?项?工?作?的?)(?P<role>{_ROLE})"
)
_LEGEND_BEHIND = re.compile(
    rf"(?P<role>{_ROLE})(?:单位|部门)?\s*(?:[用以]|标注?|为|[:：(（])?\s*[“\"‘]?(?P<mark>[{_SIGNS}])"
)
_NONE = re.compile(r"[×✗✘✕xX]|否|无")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a document say: mark → column it puts a unit under; marks that nobody explains."""

    roles: Mapping[str, Column]
    unclear: frozenset[str]

    @property
    def columns(self) -> list[Column]:
        used = set(self.roles.values())
        return [column for column in UNIT_HEADERS if column in used]

    def column(self, text: str) -> Column:
        """The column of a marked unit; who leads besides taking part leads."""
        return min((self.roles[mark] for mark in marks_in(text)), key=list(UNIT_HEADERS).index)


def explained(used: set[str], said: str, over: Column) -> Marks:
    """What the marks used say by themselves or in what is said around the table; `over` is the plain meaning."""
    legend = _legend(said)
    roles = {mark: column for mark in used if (column := _says(mark) or legend.get(mark))}
    unknown = used - roles.keys()
    return Marks(roles | dict.fromkeys(unknown, over), frozenset(unknown if len(unknown) > 1 else ()))


def is_mark(text: str) -> bool:
    """Whether a cell holds nothing but a mark that somebody takes part."""
    return bool(_MARK.fullmatch(text))


def is_no_mark(text: str) -> bool:
    """Whether a cell says that nobody does."""
    return bool(_NONE.fullmatch(text))


def marks_in(text: str) -> list[str]:
    """The marks of a cell: its signs one by one, or a word."""
    return list(text) if text[0] in _SIGNS else [text]


def _says(word: str) -> Column | None:
    return next((column for column, pattern in _SAYS if pattern.search(word)), None)


def _legend(text: str) -> dict[str, Column]:
    """Signs with what a note says of them, before the sign or behind it."""
    found: dict[str, Column] = {}
    for pattern in (_LEGEND, _LEGEND_BEHIND):
        for said in pattern.finditer(text):
            if column := _says(said["role"]):
                found.setdefault(said["mark"], column)
    return found
