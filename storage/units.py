"""A unit cell → units: who is named, which collectives, who leads, who assists, whether the list is closed.

text ─ sections (labels) ─ words (names and verbs) ─ units with roles ─ names completed ─ UnitsReading
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from storage.radicals import without_radicals
from storage.unit_doubts import in_doubt
from storage.unit_ellipsis import completed
from storage.unit_labels import leads_many, mixes_roles, ranks, role_of, sections, with_marks_said
from storage.unit_many import is_collective, is_open
from storage.unit_names import is_whole, level
from storage.unit_persons import without_persons
from storage.unit_phrases import words
from storage.unit_roles import Roles
from storage.unit_script import TO_SIMPLIFIED, as_printed_in, simplified
from storage.unit_seams import Known, nobody
from storage.unit_words import Kind, NamedUnit
from storage.unit_wraps import is_one_word, unwrapped_lines
from storage.values import Roster, UnitsReading

LONGEST_CELL = 10_000
_NOTHING = re.compile(r"[\s/／\\—–―\-－_＿…·.。、，无無空]*|暂无|暫無|不涉及|none|n/a", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"同上|同前|待定|待确定|另行|见附件|详见|(?:^|[、，,；;和及与\s])(?:以上|[上前][述列])(?:各|所有|全部|责任|牵头)*(?:单位|部门|乡镇)"
    r"|^(?:牵头|主责|责任|配合|主办|协办|承办|参与)(?:单位|部门|科室|处室)$|除外|除.+(?:之|以)?外|不含|不包括|[？?]"
)
_COLONS = str.maketrans("∶﹕︰꞉", "：：：：")
_AN_OFFICE = re.compile(r"街道办(?:事处)?")
_NUMBER = re.compile(r"(?:^|(?<=[\s；;。，,、]))(?:[0-9一二三四五六七八九十]{1,2}|[a-zA-Z])[)）]")  # 1）甲；b）乙
_INVISIBLE = re.compile(
    r"(?<=[\u4e00-\u9fff])\[[0-9]{1,2}\]|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]"
)
_SHORT_BRACKET = re.compile(r"[（(][^（()）:：]{1,12}[)）]")


def read_units(cell: str, role: str = "", roster: Roster | None = None) -> UnitsReading:
    """Take a unit cell apart. `role` is the header of its column (牵头单位, 配合单位, …).

    With a roster its names decide what shape alone cannot. Never raises; `ask` where a person must look.

    >>> read_units("市教育局牵头，各区配合").assisting
    ('各区',)
    """
    if len(cell) > LONGEST_CELL:
        return UnitsReading(cell, ask=True)
    text = (
        without_radicals(_INVISIBLE.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))).strip().translate(_COLONS)
    )
    if _NOTHING.fullmatch(text):
        return UnitsReading(cell)
    if _ELSEWHERE.search(text):
        return UnitsReading(cell, ask=True)
    plain, printed = simplified(text)
    return as_printed_in(cell, _read(plain, role.translate(TO_SIMPLIFIED), _known_to(roster)), printed)


def as_json(reading: UnitsReading) -> dict[str, object]:
    """A reading as `duban units --json` prints it."""
    return {
        "cell": reading.cell,
        "named": list(reading.named),
        "collective": list(reading.collective),
        "lead": list(reading.lead),
        "assisting": list(reading.assisting),
        "open_ended": reading.open_ended,
        "ask": reading.ask,
    }


def _read(text: str, role: str, known: Known) -> UnitsReading:
    text, doubted = without_persons(with_marks_said(text))
    roles = Roles(ask=doubted or _is_torn(text) or leads_many(text))
    for label, section in sections(_with_whole_brackets(_unwrapped(unwrapped_lines(text)))):
        first = len(roles.units)
        roles.ask |= ranks(label or "")
        roles.read(words(section, known))
        roles.units[first:] = _under(role if label is None else label, roles.units[first:])
    units = _merged(completed(roles.units, roles.others))
    if mixes_roles(role) and not any(unit.lead for unit in units):
        roles.ask = True
    return _reading(text, units, roles.open_ended, roles.ask or in_doubt(units, known))


def _under(header: str, units: list[NamedUnit]) -> list[NamedUnit]:
    """Give the header's role to units that the cell itself gives none."""
    given = None if mixes_roles(header) else role_of(header)
    if given is Kind.FIRST_LEADS:
        return [replace(unit, lead=unit.lead or at == 0) for at, unit in enumerate(units)]
    if given is None or (given is Kind.LEAD and any(unit.lead for unit in units)):
        return units
    lead = given is Kind.LEAD
    return [unit if unit.lead or unit.assisting else replace(unit, lead=lead, assisting=not lead) for unit in units]


def _merged(units: list[NamedUnit]) -> list[NamedUnit]:
    by_name: dict[str, NamedUnit] = {}
    for unit in units:
        before = by_name.get(unit.name, unit)
        by_name[unit.name] = replace(
            before,
            lead=before.lead or unit.lead,
            assisting=before.assisting or unit.assisting,
            doubted=before.doubted or unit.doubted,
        )
    return list(by_name.values())


def _reading(text: str, units: list[NamedUnit], open_ended: bool, ask: bool) -> UnitsReading:
    are_offices = any(not level(unit.name) and not is_collective(unit.name) for unit in units)
    ordered = [unit for unit in units if not _stands_for_many(unit.name, are_offices)]
    many = [unit for unit in units if _stands_for_many(unit.name, are_offices)]
    return UnitsReading(
        text,
        named=tuple(unit.name for unit in ordered),
        collective=tuple(unit.name for unit in many),
        lead=tuple(unit.name for unit in ordered + many if unit.lead),
        assisting=tuple(unit.name for unit in ordered + many if unit.assisting),
        open_ended=open_ended or any(is_open(unit.name) for unit in many),
        ask=ask,
    )


def _stands_for_many(name: str, are_offices: bool) -> bool:
    """街道办 is any street's, unless offices stand beside it without a place of theirs: 街道办、派出所."""
    return is_collective(name) and not (are_offices and _AN_OFFICE.fullmatch(name))


def _unwrapped(text: str) -> str:
    """Without the brackets around a whole cell: （牵头单位：甲；配合单位：乙）."""
    while len(text) > 1 and text[0] in "（([〔【" and _closes_at_end(text):
        text = text[1:-1].strip()
    return text.strip("（()）") if _is_torn(text) else text


def _with_whole_brackets(text: str) -> str:
    """Without the line breaks and spaces inside a name in a short bracket: 各镇（街↵道）."""

    def whole(found: re.Match[str]) -> str:
        lines = found[0][1:-1].split()
        apart = any(is_whole(left) and not is_one_word(left, right) for left, right in pairwise(lines))
        return found[0] if apart else found[0][0] + "".join(lines) + found[0][-1]

    return _SHORT_BRACKET.sub(whole, text)


def _closes_at_end(text: str) -> bool:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "（([〔【") - (sign in "）)]〕】")
        if depth == 0:
            return at == len(text) - 1
    return False


def _is_torn(text: str) -> bool:
    text = _NUMBER.sub("", text)
    return sum(text.count(sign) for sign in "（(〔【") != sum(text.count(sign) for sign in "）)〕】")


def _known_to(roster: Roster | None) -> Known:
    if roster is None:
        return nobody
    names = {name for unit in roster.units for name in (unit.name, *unit.aliases, *unit.groups)}
    return names.__contains__
