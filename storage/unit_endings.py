"""Endings that names of a list share: 天河、越秀大队 means 天河大队、越秀大队."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage.unit_fields import ends_alike
from storage.unit_many import is_collective, is_plural_noun
from storage.unit_names import is_whole, level
from storage.unit_words import NamedUnit

# The longest first: 青石、白沙镇人民政府 share all of 镇人民政府.
_SHARED_ENDING = re.compile(
    r"(?P<stem>.{2,}?)(?P<ending>"
    r"镇人民政府|乡人民政府|街道办事处|区人民政府|县人民政府|市人民政府|州人民政府|镇政府|乡政府|区政府|县政府|市政府"
    r"|街道办|派出所|司法所|财政所|供电所|税务所|市场监管所|自然资源所|工商所|国土所|水利所|市监所|房管所|中心校|[农林牧]场|车间|管委会|分公司|公司|集团|支行|大队|中队|支队|分局|部门|单位|机构|[省市区县州]委会"
    r"|机关|企业|街道|社区|中学|小学|学校|学院|医院|卫生院|中心|局|委|办|厅|部|处|科|室|股"
    r"|所|站|镇|乡|区|县|市|村"
    r")"
)
_PLACE = re.compile(
    r"(?!各)[\u4e00-\u9fff]{2,6}(?P<kind>镇|乡|(?<!开发)(?<!新)(?<!园)(?<!自治)区|县|(?<!直辖)(?<!县级)市|州)"
)
_ITS_GOVERNMENT = re.compile(
    r"(?!各)[\u4e00-\u9fff]{2,6}(?P<kind>镇|乡|(?<!自治)区|县|(?<!直辖)(?<!县级)市|州)(?P<ending>(?:人民)?政府|党委)"
)
_NUMBERED = re.compile(r"第[一二三四五六七八九十]+(?P<ending>.+)")  # 第一、第二税务分局 share 税务分局
# 青石、白沙乡镇: which is which; 白马寺、少林景区: no 区 is shared.
_TWO_KINDS = re.compile(r"[景园小校灌林牧库矿]区$|乡镇$|镇街$|县区$|区县$|县市$|市县$")
OF_A_COUNTY = r"省直管县|省|(?:县级|直辖|设区|地级)?市|县|自治[区州县]|区|州|旗|盟|地区"
COUNTY = re.compile(rf"各?(?:{OF_A_COUNTY})(?:[（(].*[)）])?$|各?(?:乡|镇)$")
# Named by their work alone: 公安、交通等部门.
_WHAT_THEY_DO = frozenset({"部门", "单位", "机关", "主管部门", "监管部门"})
_POST = re.compile(r"(?:书记|主任|主席|经理|总监|长|员|负责人)$")  # 驻村第一书记、村两委: a person lends no ending
_CARRIER = re.compile(r"(?:中国)?(?:移动|联通|电信|铁塔|邮政|广电)")
_FIRM = re.compile(r"公司$|企业$")
_BRANCH = re.compile(rf"{_CARRIER.pattern}(?P<ending>.*(?:公司|企业))")
_ALL = re.compile(r"[全各]|辖区")
_COUNTED = re.compile(r"(.{2,6}?)[两二三四五六七八九十0-9]+个(乡镇|镇|乡|街道|社区|村|县|区|科|处|局|委)")
_TOGETHER = re.compile(
    r"(?P<stem>.{2,}?)(?P<count>[两三四五六七八九十])(?:个|家)?"
    r"(?P<noun>部门|单位|乡镇|镇|乡|街道|社区|村|县|区|市|州|科|处|局|委|办|厅|公司|学校|中学|小学|医院)"
)
_KINDS_OF_PLACE, _SHORT = frozenset({"社区", "村", "街道", "街道办", "街道办事处", "镇", "乡"}), 3
_ANY_PLACE = re.compile(r"[园城港厂站台场店]$")  # 桃园、新华街道办: a park, or a street
_FIGURES = {"两": 2} | {figure: number for number, figure in enumerate("三四五六七八九十", 3)}
_FIGURE = r"[一二三四五六七八九十]"
_EACH_NUMBER = re.compile(  # 县一、二、三中; 第一、二水厂; 1、2号煤矿
    rf"(?<![^、，,；;：:\s])(?P<before>[省市区县州旗镇乡]?第?)"
    rf"(?P<figures>{_FIGURE}(?:[、和及]{_FIGURE})+|[0-9]{{1,2}}(?:[、和及][0-9]{{1,2}})+(?=号))"
    r"(?P<noun>号?(?![级类等期批次线档季产])[\u4e00-\u9fff]{0,6}?(?:[煤铁铜金]?矿|厂|中学?|小学?|幼(?:儿园)?|[支大中]?队|分局|所|站|社区|村|车间|医院|公司|工区|[农林牧]场|[处科组班]))"
    r"(?=$|[、，,；;。\s（(和及]|牵头|配合|负责)"
)
_EACH_CLASS = re.compile(  # 县一、二级医院
    rf"(?<![^、，,；;：:\s])(?P<before>全?[省市区县州旗]?)(?P<figures>{_FIGURE}(?:[、和及]{_FIGURE})+)"
    r"(?P<noun>[级类](?:公立|综合|民营|民办)?(?:医院|医疗(?:卫生)?机构|学校|幼儿园|企业))"
)
# No bureaus, though one stands behind them: 边检、海事局. Of some a bureau may be meant nevertheless.
_NO_BUREAU = re.compile(r"(?:边检|武警|海警|消防|人武|交警|特警|供销|工会|团委)")
_ARE_BODIES = frozenset({"边检", "武警", "海警"})
_BUREAU = frozenset("局委办厅处科")
_HOLDS_BODY = re.compile(r".[局厅处]|办公室|中心")
_ONE_FIELD = re.compile(  # one field of work, however long its name; several joined by 和 are one bureau's
    r"^(?:自然资源|市场监管|市场监督管理|生态环境|应急管理|交通运输|农业农村|乡村振兴|退役军人(?:事务)?|行政审批(?:服务)?|卫生健康"
    r"|发展改革|医疗保障|人力资源社会保障|住房城乡建设|文化旅游|文广旅体|文化体育|城市管理|社会工作|民族宗教|公共资源|招商引资"
    r"|政务服务|科学技术|工业信息化|园林绿化|综合执法|司法行政)$|和(?!平)|[与及、]|[^\u4e00-\u9fff]"
)


def with_each_number(text: str) -> str:
    """一、二水厂 → 一水厂、二水厂: figures in a row that share the noun after the last of them.

    >>> with_each_number("县一、二中"), with_each_number("一、县一中")
    ('县一中、县二中', '一、县一中')
    """
    return _EACH_CLASS.sub(_each, _EACH_NUMBER.sub(_each, text))


def _each(found: re.Match[str]) -> str:
    figures = re.split("[、和及]", found["figures"])
    return "、".join(found["before"] + figure + found["noun"] for figure in figures)


@dataclass(frozen=True, slots=True)
class _Lent:
    """The ending that the name before may borrow; doubted where no name of the list bears it."""

    ending: str
    is_doubted: bool = False


def with_endings(units: Sequence[NamedUnit], others: str) -> list[NamedUnit]:
    """天河、越秀大队 → 天河大队、越秀大队; a name that stays unfinished is doubted.

    `others` is the noun behind 等, which names may share: 教育、民政等部门.
    """
    printed = [_uncounted(unit, units[:at]) for at, unit in enumerate(_with_counted_kind(units))]
    done: list[NamedUnit] = []
    government: re.Match[str] | None = None
    lent = _Lent(others, others not in _WHAT_THEY_DO or any(is_whole(unit.name) for unit in units))
    for unit in reversed(printed):
        place = _PLACE.fullmatch(unit.name)
        if government and place:
            done.append(_ended(unit, government["ending"], place["kind"] != government["kind"]))
            continue
        government = _ITS_GOVERNMENT.fullmatch(unit.name)
        unit, lent = _with_ending(unit, lent)
        done.append(unit)
    return _with_run_together(printed, done[::-1])


def _with_ending(unit: NamedUnit, lent: _Lent) -> tuple[NamedUnit, _Lent]:
    """A name with the ending that it borrows, and what the name before it may borrow."""
    name, ending = unit.name, lent.ending
    if _CARRIER.fullmatch(name) and _FIRM.search(ending):
        return _ended(unit, ending, ending == "公司" and name.startswith("中国")), lent
    if _NO_BUREAU.fullmatch(name) and ending in _BUREAU:
        return _ended(unit, "", name not in _ARE_BODIES), _Lent("")
    if is_whole(name) or is_collective(name) or is_plural_noun(name) or COUNTY.match(name):
        may_share = len(name) == 2 and _ANY_PLACE.search(name) and ending in _KINDS_OF_PLACE
        unit = _ended(unit, ending, True) if may_share else unit
        return unit, _Lent(_shared_ending(unit.name))
    if ending and 2 <= len(name) <= 8 and not (_POST.search(name) or _HOLDS_BODY.search(name)):
        return _ended(unit, ending, lent.is_doubted or _may_be_complete(name, ending)), lent
    return _ended(unit, "", True), _Lent("")


def _may_be_complete(name: str, ending: str) -> bool:
    """县财政、审计部门: of the county, both; 乡城镇、协作村: a place already."""
    own = level(name)
    if own and ending in _WHAT_THEY_DO:
        return True
    return not ends_alike(name.removeprefix(own), ending) or (name[-1] in "镇乡村" and ending[0] in "镇乡村街")


def _ended(unit: NamedUnit, ending: str, doubted: bool) -> NamedUnit:
    return replace(unit, name=unit.name + ending, doubted=unit.doubted or doubted)


def _with_run_together(printed: Sequence[NamedUnit], units: Sequence[NamedUnit]) -> list[NamedUnit]:
    """Doubt 住建交通 among 发改、住建交通、水利局: twice as long as its neighbours, it may be two of them."""
    done: list[NamedUnit] = []
    borrowers: list[tuple[NamedUnit, str]] = []
    for before, after in zip(printed, units, strict=True):
        stem = before.name.removeprefix(level(before.name))
        if len(after.name) > len(before.name) and not is_whole(before.name):
            borrowers.append((after, stem))
            continue
        ending = _shared_ending(after.name) if borrowers else ""
        done.extend(_long_ones_doubted([*borrowers, (after, stem.removesuffix(ending) if ending else "")]))
        borrowers = []
    return [*done, *(unit for unit, _ in borrowers)]


def _long_ones_doubted(stemmed: Sequence[tuple[NamedUnit, str]]) -> Iterator[NamedUnit]:
    shortest = min(len(stem) for _, stem in stemmed)
    for unit, stem in stemmed:
        doubted = 0 < shortest < 4 <= len(stem) and not _ONE_FIELD.search(stem)
        yield replace(unit, doubted=unit.doubted or doubted)


def _with_counted_kind(units: Sequence[NamedUnit]) -> Sequence[NamedUnit]:
    """桃园、新华、北关三个社区: 桃园 is a 社区 as the others are, though it ends as a body does."""
    found = _TOGETHER.fullmatch(units[-1].name) if units else None
    if not found or found["noun"] not in _KINDS_OF_PLACE or _FIGURES[found["count"]] != len(units):
        return units
    return [
        replace(unit, name=unit.name + found["noun"])
        if len(unit.name) <= _SHORT and is_whole(unit.name) and unit.name[-1] not in "省市县区镇乡村道"
        else unit
        for unit in units[:-1]
    ] + [units[-1]]


def _uncounted(unit: NamedUnit, before: Sequence[NamedUnit]) -> NamedUnit:
    """河东、桥南两个街道: last is 桥南街道. 柳树、河湾、大坪三村: 大坪村, but 东村、西村、大坪三村 says 大坪三村."""
    if (found := _COUNTED.fullmatch(unit.name)) and not is_collective(found[1]) and not _ALL.match(found[1]):
        return replace(unit, name=found[1] + found[2])
    found = _TOGETHER.fullmatch(unit.name)
    if found is None or _FIGURES[found["count"]] != len(before) + 1:
        return unit
    if is_whole(found["stem"]):
        return replace(unit, name=found["stem"])
    return unit if all(is_whole(one.name) for one in before) else replace(unit, name=found["stem"] + found["noun"])


def _shared_ending(name: str) -> str:
    if branch := _BRANCH.fullmatch(name):
        return branch["ending"]
    if len(level(name)) == 1 or "各" in name or _TWO_KINDS.search(name):
        return ""  # a name that says its own level is no part of 教育、民政局
    shared = _NUMBERED.fullmatch(name) or _SHARED_ENDING.fullmatch(name)
    return shared["ending"] if shared else ""
