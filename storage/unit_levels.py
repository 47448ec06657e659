"""Whose a body is that does not say so: 市发展改革委、水利局 means 市水利局, 县委宣传部、文明办 means 县委文明办."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storage.unit_fields import is_of_every_place
from storage.unit_many import bare, is_collective
from storage.unit_names import committee, is_organ, level, takes_level
from storage.unit_words import NamedUnit

_ORDINAL = re.compile(r"第[一二三四五六七八九十]|[一二三四五六七八九十]+[中小幼院]")
_TEAM = re.compile(r"[支大中]队$|分局$")
_FIRE_BRIGADE = re.compile(r"(?:森林)?消防(?:救援)?[支大]队$")
_HOSPITAL = re.compile(r"(?:医院|保健院|卫生院).*[科室部]$")
_WARD = re.compile(r"(?:[^学教]科|护理部|病区|药房|检验室|门诊部)$")
_OF_EACH = re.compile(
    r"(?P<each>.{0,4}各.{0,4}?[县市区州旗镇乡]+(?:级市)?(?:[（(][^（()）]+[)）])?)[^县市区州旗镇乡（(].+[局委办]$"
)
_OF_A_TOWN = re.compile(r"(?:派出|司法|财政|国土|税务|供电|市场监管|自然资源)所$|^(?:卫生院|中心校)$")
_PARTY_ORGAN = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|编办|网信办|文明办|社会工作部|老干部局|党校|巡察办|政研室|信访局"
    r"|依法治[省市区县州旗]办|财经办|改革办|深改办|国安办|审计办|台办|机要局)$"
)
_PARTY_DEPARTMENT = re.compile(r"(?:组织|宣传|统战|社会工作)部$|政法委$")
_SAYS_ITS_LEVEL = re.compile(  # 省高院, 县政府办: short names that are none without it
    r"(?:法院|检察院|高院|中院|纪委|监委|人大|政协|政府|[省市区县州旗]委|武装部|军分区|总工会)(?:常委会)?(?:办公[室厅]|办)?$"
)
_TWO_PLACES = re.compile(  # 市中区教育局, 镇原县教育局: the first sign may be that of a name
    r"[省市区县州旗盟镇乡](?!级)[\u4e00-\u9fff]{1,3}?(?:(?<![社园小校辖牧林灾山老新景灌发])区(?!划|域)|县(?!域)|(?<!城)市(?![场政容])|旗).*(?:局|厅|委|办|委员会|办公室)$"
)
_BUREAU = re.compile(r"(?!.*委员会.).*[局委厅]$")
_YOUTH_LEAGUE = re.compile(r"团([省市区县州旗])委$")
_PERHAPS_OF_PARTY = re.compile(r"(?<!人大)(?<!政府)(?<!政协)(?:办|办公室|部|室|站)$")


def with_levels(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """Pass a level on: 市发展改革委、水利局 → 市水利局; doubted where others in the list repeat theirs."""
    repeating = {two.group for one, two in pairwise(units) if _repeats_level(one, two)}
    done: list[NamedUnit] = []
    current, party, raised, in_hospital, torn = "", "", False, False, False
    for unit in _doubted_behind_each(units):
        repeated = unit.group in repeating
        if own := level(unit.name) or _level_of_the_league(unit.name):
            torn = len(own) == 1 and own != current and bool(_TWO_PLACES.match(unit.name))
            current, party, in_hospital = own, committee(unit.name), bool(_HOSPITAL.search(unit.name))
        elif current and done and _ORDINAL.match(unit.name) and _ORDINAL.match(done[-1].name.removeprefix(current)):
            unit = replace(unit, name=current + unit.name)  # 市第一、第二中学, though a school has a name of its own
        elif in_hospital and _WARD.search(unit.name):
            pass  # 市中医院骨伤科、检验科: of the hospital, not of the city
        elif current and not is_collective(unit.name) and (takes_level(unit.name) or _is_of_a_town(unit.name, current)):
            unit = _raised(replace(unit, doubted=unit.doubted or torn), current, party, repeated)
            raised = not repeated
        elif current and _FIRE_BRIGADE.match(unit.name) and (raised or _may_lend(done[-1].name, repeated)):
            of_its_size = unit.name.endswith("支队") == (current[-1] in "市州盟")  # a 县 has no 支队, a 市 two kinds
            unit = replace(unit, name=current + unit.name, doubted=unit.doubted or not of_its_size)
        elif raised and _TEAM.search(unit.name) and not is_collective(unit.name):
            unit = replace(unit, doubted=True)  # 县交通局、公路段、交警大队: of the county, or not
        done.append(unit)
    return _doubted_before_a_place(done)


def _repeats_level(one: NamedUnit, two: NamedUnit) -> bool:
    """县教育局、县水利局: the second name says it though it need not."""
    return bool(
        level(one.name)
        and level(two.name)
        and one.group == two.group
        and not is_collective(two.name)
        and not (_SAYS_ITS_LEVEL.search(one.name) and _SAYS_ITS_LEVEL.search(two.name))
        and (not committee(one.name)) == (not committee(two.name))  # 县委宣传部、县文旅局: 文旅局 would be 县委's
    )


def _doubted_before_a_place(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """财政局、县审计局: a bureau whose place only another one says."""
    said = any(len(level(unit.name)) == 1 for unit in units)
    return [
        replace(unit, doubted=True) if said and takes_level(unit.name) and _BUREAU.match(unit.name) else unit
        for unit in units
    ]


def _level_of_the_league(name: str) -> str:
    """团县委、妇联: both of the county."""
    found = _YOUTH_LEAGUE.match(name)
    return found[1] if found else ""


def _doubted_behind_each(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """各县区教育局、水利局: the second is each county's too, or the one of a place nobody names."""
    done: list[NamedUnit] = []
    for unit in units:
        each = _OF_EACH.match(done[-1].name) if done else None
        if each and done[-1].name[-1] == unit.name[-1] and takes_level(unit.name):
            somewhere = any(level(one.name) for one in units)
            unit = replace(unit, name=unit.name if somewhere else each["each"] + unit.name, doubted=True)
        done.append(unit)
    return done


def _raised(unit: NamedUnit, current: str, party: str, repeated: bool) -> NamedUnit:
    if repeated and not (party and _PARTY_DEPARTMENT.match(unit.name)):
        return replace(unit, doubted=unit.doubted or is_organ(unit.name))
    if current[-1] not in "镇乡" and (_OF_A_TOWN.search(unit.name) or not is_of_every_place(bare(unit.name))):
        unit = replace(unit, doubted=True)  # 县财政局、司法所: which town's; 县文旅局、鲁迅纪念馆: the county's, or not
    if current[-1] in "省市州盟" and unit.name.endswith("分局"):
        unit = replace(unit, doubted=True)  # of a city's many
    if _PARTY_DEPARTMENT.match(unit.name) or (party and _PARTY_ORGAN.match(bare(unit.name))):
        return replace(unit, name=f"{party or current + '委'}{unit.name}")
    if party and _PERHAPS_OF_PARTY.search(bare(unit.name)):
        unit = replace(unit, doubted=True)  # 县委办公室、督查室: of the committee, or of the county
    return replace(unit, name=current + unit.name)


def _may_lend(before: str, repeated: bool) -> bool:
    """县国动办、消防大队: the county's; 县公安局、消防大队: perhaps the bureau's own, as it once was."""
    return not repeated and len(level(before)) == 1 and level(before) not in "镇乡" and "公安" not in before


def _is_of_a_town(name: str, current: str) -> bool:
    """镇财政所、派出所: a town has one of its own; behind 县公安局 it is any of them."""
    return name == "派出所" and current[-1] in "镇乡"
