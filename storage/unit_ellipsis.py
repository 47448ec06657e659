"""What a unit list leaves out and a reader puts back: 市发展改革委、水利局 means 市水利局."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from storage.unit_endings import COUNTY, OF_A_COUNTY, with_endings
from storage.unit_levels import with_levels
from storage.unit_many import bare, is_collective, is_plural_noun
from storage.unit_names import is_whole, level
from storage.unit_words import NamedUnit

_COUNTY_GOVERNMENT = re.compile(rf"各?(?P<kind>{OF_A_COUNTY}|乡|镇)(?:[（(].*[)）])?(?P<ending>(?:人民)?政府|党委)$")
_EACH = re.compile(r"(?P<each>.{0,6}各(?:有关|相关)?)(?P<noun>.+)")
_KIND = re.compile(  # 医技科室
    r"(?P<own>[^省市区县州旗镇乡各]{1,5})(?P<kind>科室|处室|股室|学校|机构|单位|部门|医院|企业|幼儿园|院校|园区|景区|[支大中]队|分局)"
)
_OF_A_KIND = re.compile(r"民办|公办|主办|承办|协办")
_CONCERNED = re.compile(r"([^各]*(?:有关|相关))部门")
_OF_PLACES = re.compile(
    r"(?:乡镇|镇街|乡|镇|街道|村|社区|县|区)(?:党委|党工委|党组织|纪委|人大|工会)"
)  # 各镇党委、街道党工委
_APPARATUS = re.compile(r"直|属|机关|级")
_GROUND = re.compile(r"[乡镇街村县区市州旗盟]|社区|街道")
_LEVEL = re.compile(r"[省市区县州旗乡镇](?:[（(][省市区县州旗乡镇、]*[)）])?")
_OF_TOWNS = re.compile("各?[乡镇]")
_LEVELLED = re.compile(rf"(?P<level>{_LEVEL.pattern})(?P<count>[两三四]级)?(?P<body>.{{2,}})")
_PARTY_COMMITTEE = re.compile(r"(?P<stem>.+?)(?:党委|党工委|工委|党[（(]工[)）]委|(?<=[)）])委)$")
_COUNTY_PARTY = frozenset({"省委", "区委", "县委", "市委", "州委", "旗委"})
_VILLAGES, _OF_A_TOWN = re.compile(r"村|社区|居委"), re.compile(r"[所站院队办]$|中心$")  # 各村、派出所: one, or all
_TOWN, _VILLAGES_OF_A_TOWN = (
    re.compile(r"(?!各).+(?:[镇乡]|街道)"),
    re.compile(r"[^各]{2,4}(?:[镇乡]|街道)(?:所?辖)?各"),
)
_OF_A_GOVERNMENT = re.compile(r"[省市区县州旗](?:人民)?政府(?:有关|相关|各|直属|所属|组成|督查|办公)")
_TEAM_OF = re.compile(r"局.+(?:[支大中]队|分局)$")
_STATION_OF, _STATION = re.compile(r"局.+[站所]$"), re.compile(r"(?!.*局)(?!各).{2,6}[站所]")
_TEAM = re.compile(r"(?!.*局)(?!各).{2,6}[支大中]队|(?!.*局.*局)(?!各).{2,4}分局")
# 县教育局基教股、人事股: both of the bureau; a level or another bureau begins anew.
_OFFICE_OF = re.compile(
    r"(?P<body>[省市区县州旗].{1,}?(?:局|厅|委|中心|指挥部|专班|领导小组))(?P<office>(?!员会).{2,7}[股科处室组])"
)
_OFFICE = re.compile(r"(?![省区县州旗各]|市(?![容政场])|.*[局厅委各]).{2,6}[股科处室组](?<!办公室)(?<!小组)")
_HOUSES = frozenset({"人大", "政协", "纪委"})
_HOUSE_OF_EACH = re.compile(r"(?P<each>.{0,4}各.+?)(?:党委|(?:人民)?政府|人大|政协|纪委)$")  # 各镇党委、政府、人大
_EXECUTIVE = frozenset({"政府", "人民政府", "办事处", "管委会"})


def completed(units: Sequence[NamedUnit], others: str) -> list[NamedUnit]:
    """Give every unit its full name. `others` is the noun behind 等, which names may share: 教育、民政等部门."""
    return with_levels(_with_bodies(_with_each(_with_kinds(with_endings(_with_executives(units), others)))))


def _with_executives(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """各乡镇党委、政府 → 各乡镇党委、各乡镇政府; 县教育局基教股、人事股 → 县教育局人事股."""
    done: list[NamedUnit] = []
    for unit in units:
        committee = _PARTY_COMMITTEE.match(done[-1].name) if done else None
        if bare(unit.name) in _EXECUTIVE and committee:
            unit = replace(unit, name=committee["stem"] + unit.name)
        elif done and unit.name in _HOUSES and (of_each := _HOUSE_OF_EACH.match(done[-1].name)):
            unit = replace(unit, name=of_each["each"] + unit.name)
        elif done and done[-1].name in _COUNTY_PARTY and _OF_A_GOVERNMENT.match(unit.name):
            unit = replace(unit, doubted=True)  # 县委、县政府有关部门: the committee, or its departments too
        elif done and _TOWN.fullmatch(done[-1].name) and _VILLAGES_OF_A_TOWN.match(unit.name):
            unit = replace(unit, doubted=True)  # 虎山镇、凤栖乡各村: of both, or the whole of the first
        elif (
            done
            and (body := _OFFICE_OF.fullmatch(done[-1].name))
            and _OFFICE.fullmatch(unit.name)
            and not is_collective(unit.name)
        ):
            alike = unit.name[-1] == done[-1].name[-1]
            unit = replace(unit, name=body["body"] + unit.name, doubted=unit.doubted or not alike)
        elif done and _may_be_of_the_same(done[-1].name, unit.name):
            unit = replace(unit, doubted=True)  # 县公安局网安大队、治安大队: whose
        done.append(unit)
    return done


def _may_be_of_the_same(before: str, name: str) -> bool:
    a_part = (_TEAM_OF.search(before) and _TEAM.fullmatch(name)) or (
        _STATION_OF.search(before) and _STATION.fullmatch(name)
    )
    return bool(a_part) and not level(name) and not is_collective(name)


def _with_bodies(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """省、市市场监管部门 → 省市场监管部门、市市场监管部门; how many bodies are meant, only a person knows."""
    done: list[NamedUnit] = []
    body = ""
    for unit in reversed(units):
        if shared := _LEVELLED.fullmatch(unit.name):
            body = shared["body"]
            if shared["count"]:
                unit = replace(unit, name=shared["level"] + body)
        elif body and _LEVEL.fullmatch(unit.name.removeprefix("各")) and not _is_no_bodys(unit.name, body):
            unit = replace(unit, name=unit.name + body, doubted=True)
        else:
            body = ""
        done.append(unit)
    return done[::-1]


def _is_no_bodys(name: str, body: str) -> bool:
    """县、直属单位, and 各乡（镇）、县公安局: no town has a bureau."""
    return bool(_APPARATUS.match(body) or (_OF_TOWNS.match(name) and body.endswith("局")))


def _with_each(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """各区、县级市 → 各区、各县级市; 各县、区政府 → 各县政府、各区政府."""
    done: list[NamedUnit] = []
    for unit in units:
        each = _EACH.match(done[-1].name) if done else None
        if done and unit.name == "单位" and (concerned := _CONCERNED.fullmatch(done[-1].name)):
            unit = replace(unit, name=concerned[1] + unit.name)  # 市直有关部门和单位
        if each and not unit.name.startswith("各") and _shares_each(each, unit.name):
            # 各市、县党委和政府: the government of each, or of the last
            of_last = _PARTY_COMMITTEE.match(unit.name) is None and all(
                _PARTY_COMMITTEE.fullmatch(one.name) for one in done[-2:]
            )
            doubted = (
                (of_last and len(done) > 1)
                or bare(unit.name) == "开发区"
                or (_VILLAGES.match(each["noun"]) and _OF_A_TOWN.search(unit.name))
            )
            unit = replace(unit, name=each["each"] + unit.name, doubted=unit.doubted or bool(doubted))
            government = _COUNTY_GOVERNMENT.match(unit.name)
            if government:
                done = _with_government(done, government["ending"])
        elif each and _COUNTY_GOVERNMENT.match(unit.name) and _may_be_a_government(each["noun"]):
            unit = replace(unit, doubted=True)
        done.append(unit)
    return done


def _with_kinds(units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """各临床、医技科室 → 各临床科室、各医技科室."""
    done = list(units)
    for at, (unit, following) in enumerate(pairwise([*units, NamedUnit("")])):
        each, kind = _EACH.fullmatch(unit.name), _KIND.fullmatch(following.name)
        if not each or not kind or is_collective(kind["own"]):
            continue
        if _OF_A_KIND.fullmatch(each["noun"]) or not (is_plural_noun(each["noun"]) or is_whole(each["noun"])):
            done[at] = replace(unit, name=unit.name + kind["kind"])
            done[at + 1] = replace(following, name=each["each"] + following.name)
    return done


def _may_be_a_government(noun: str) -> bool:
    return bool(re.match(OF_A_COUNTY, noun)) and not _PARTY_COMMITTEE.match(noun)


def _shares_each(each: re.Match[str], name: str) -> bool:
    if _COUNTY_GOVERNMENT.match(name):
        return bool(
            COUNTY.match(each["noun"])
            or _PARTY_COMMITTEE.fullmatch(each["noun"])
            or each["noun"][0] == name[0] in "镇乡"
            or each["noun"] in _COUNTY_PARTY
        )
    return (
        (is_plural_noun(name) or bool(_OF_PLACES.fullmatch(name)))
        and not name.startswith(("有关", "相关", "下属"))
        and not (_APPARATUS.search(each["each"]) and _GROUND.search(name))
    )


def _with_government(units: Sequence[NamedUnit], ending: str) -> list[NamedUnit]:
    done = list(units)
    for at in range(len(done) - 1, -1, -1):
        if not (done[at].name.startswith("各") and COUNTY.match(done[at].name)):
            break
        done[at] = replace(done[at], name=done[at].name + ending)
    return done
