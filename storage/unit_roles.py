"""How far each verb of a unit cell reaches: 甲、乙牵头，丙配合."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from storage.unit_names import is_whole
from storage.unit_words import Kind, NamedUnit, Word

_WHOSE = re.compile(r"国务院|中央|国家|[省市区县州旗]|各|属地")
_ONE = r"(?:部门|单位|机构|科室|处室|地方|企业|人员|乡镇)"
_SOME = re.compile(r"涉|沿|重点|试点|示范|受灾")  # 清河镇等沿河乡镇: which are they
_CONCERNED = re.compile(r"[有相]关")
_IN_CHARGE = re.compile(r".{2,}[主监]管部门")
_EXAMPLES = 4  # so few stand for a group: 县教育局等有关部门; a longer list is the group
_ANYBODY = re.compile(rf"(?:{_ONE}(?:[、和及与]{_ONE})*)?")


@dataclass(slots=True)
class Roles:
    """Walks the words of a cell once, section by section, and keeps the units with their roles."""

    units: list[NamedUnit] = field(default_factory=list)
    open_ended: bool = False
    ask: bool = False
    others: str = ""  # the noun behind 等 of units that end without one
    _clause: list[int] = field(default_factory=list)  # places in `units` since the last verb
    _group: list[int] = field(default_factory=list)  # the same since the last comma
    _groups: int = 0
    _verb_seen: bool = False
    _ahead: Kind | None = None  # a role printed before its units: 牵头 甲 配合 乙

    def read(self, section: Iterable[Word]) -> None:
        """Take in one section; a verb never reaches back over a label."""
        self._ahead, self._verb_seen = None, False
        self._end_clause()
        for word, following in pairwise([*section, None]):
            if word:
                self._take(word, following)

    def _take(self, word: Word, following: Word | None) -> None:
        self.open_ended |= word.kind is Kind.OPEN
        self.ask |= word.kind is Kind.DOUBT
        match word.kind:
            case Kind.UNIT:
                self._add(word.text)
            case Kind.AMONG_OTHERS:
                self._add_others(word.text, said_more=following is not None)
            case Kind.COMMA:
                self._end_group()
            case Kind.STOP:
                self._end_clause()
            case Kind.LEAD | Kind.ASSIST | Kind.ACT:
                self._verb(word.kind)
            case Kind.LAST_LEADS | Kind.LAST_ASSISTS:
                self._give_to_last(word.kind, is_last=not following or following.kind is not Kind.UNIT)
            case Kind.FIRST_LEADS:
                self._give(Kind.LEAD, [0][: len(self.units)])
            case Kind.TOGETHER:
                self._give(Kind.LEAD, self._clause)
                self._end_clause()

    def _add(self, name: str) -> None:
        self._clause.append(len(self.units))
        self._group.append(len(self.units))
        self.units.append(
            NamedUnit(name, self._groups, lead=self._ahead is Kind.LEAD, assisting=self._ahead is Kind.ASSIST)
        )

    def _add_others(self, others: str, *, said_more: bool) -> None:
        """等国务院相关部门, 等相关单位 are addressees; so is 等相关部门 of few, or where the sentence goes on."""
        self.open_ended = True
        self.others = others[-4:] if others.endswith(("主管部门", "监管部门")) else others[-2:]
        self.ask |= bool(_SOME.match(others))
        is_said = said_more or _WHOSE.match(others) or not (_SOME.match(others) or others.endswith("部门"))
        few = len(self.units) <= _EXAMPLES
        is_said = is_said or (few and bool(_CONCERNED.match(others) or self._is_of_a_field(others)))
        if len(others) > 2 and is_said and not _ANYBODY.fullmatch(others):
            self._add(others)

    def _is_of_a_field(self, others: str) -> bool:
        """县发改局等项目主管部门, but not 农业、水利等行业主管部门, whose names are made of it."""
        return bool(_IN_CHARGE.fullmatch(others)) and all(is_whole(unit.name) for unit in self.units)

    def _verb(self, kind: Kind) -> None:
        if kind is not Kind.ACT:
            if self._ahead or not self._clause:
                self._ahead = kind
            else:
                self._give(kind, self._reach(kind))
        self._verb_seen = True
        self._end_clause()

    def _reach(self, kind: Kind) -> list[int]:
        """After another verb a verb speaks of all since then, else of those since the last comma."""
        if self._verb_seen or len(self._clause) == len(self._group):
            return self._clause
        groups = {self.units[place].group for place in self._clause}
        self.ask = self.ask or kind is Kind.LEAD or len(groups) > 2
        return self._group

    def _give(self, kind: Kind, places: Iterable[int]) -> None:
        for place in places:
            unit = self.units[place]
            self.units[place] = replace(
                unit, lead=unit.lead or kind is Kind.LEAD, assisting=unit.assisting or kind is Kind.ASSIST
            )

    def _give_to_last(self, kind: Kind, *, is_last: bool) -> None:
        """甲、乙（配合）: the bracket may speak of both, unless the list goes on behind it (甲、乙（牵头）、丙)."""
        others = [self.units[place] for place in self._group[:-1]]
        plain = any(not (unit.lead or unit.assisting) for unit in others)
        self.ask |= plain and (is_last or kind is Kind.LAST_ASSISTS)
        self._give(Kind.LEAD if kind is Kind.LAST_LEADS else Kind.ASSIST, self._group[-1:])

    def _end_group(self) -> None:
        self._group = []
        self._groups += 1

    def _end_clause(self) -> None:
        self._clause = []
        self._end_group()
