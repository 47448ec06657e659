"""Whose a body is that does not say so: 市发展改革委、水利局 means 市水利局, 县委宣传部、文明办 means 县委文明办."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storage.unit_many import bare, is_collective
from storage.unit_names import is_organ, is_party, level, takes_level
from storage.unit_words import Unit

_ORDINAL = re.compile(r"第[一二三四五六七八九十]")
_TEAM = re.compile(r"[支大中]队$|分局$")
_PARTY_ORGAN = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|编办|网信办|文明办|社会工作部|老干部局|党校|巡察办|政研室|信访局)$"
)
_PARTY_DEPARTMENT = re.compile(r"(?:组织|宣传|统战)部$|政法委$")
_PERHAPS_OF_PARTY = re.compile(r"(?<!人大)(?<!政府)(?<!政协)(?:办|办公室|部|室|站)$")


def with_levels(units: Sequence[Unit]) -> list[Unit]:
    """Pass a level on: 市发展改革委、水利局 → 市水利局; doubted where others in the list repeat theirs."""
    repeated = any(
        level(one.name) and level(two.name) and one.group == two.group and not is_collective(two.name)
        for one, two in pairwise(units)
    )
    done: list[Unit] = []
    current, party, raised = "", False, False
    for unit in units:
        if own := level(unit.name):
            current, party = own, is_party(unit.name)
        elif current and done and _ORDINAL.match(unit.name) and _ORDINAL.match(done[-1].name.removeprefix(current)):
            unit = replace(unit, name=current + unit.name)  # 市第一、第二中学, though a school has a name of its own
        elif current and not is_collective(unit.name) and takes_level(unit.name):
            unit = _raised(unit, current, party, repeated)
            raised = not repeated
        elif raised and _TEAM.search(unit.name) and not is_collective(unit.name):
            unit = replace(unit, doubted=True)  # 县交通局、公路段、交警大队: of the county, or not
        done.append(unit)
    return done


def _raised(unit: Unit, current: str, party: bool, repeated: bool) -> Unit:
    if repeated:
        return replace(unit, doubted=unit.doubted or is_organ(unit.name))
    if _PARTY_DEPARTMENT.match(unit.name) or (party and _PARTY_ORGAN.match(bare(unit.name))):
        return replace(unit, name=f"{current}委{unit.name}")
    if party and _PERHAPS_OF_PARTY.search(bare(unit.name)):
        unit = replace(unit, doubted=True)  # 县委办公室、督查室: of the committee, or of the county
    return replace(unit, name=current + unit.name)
