"""The office's roster as values: which unit a printed name means, and who belongs to a collective."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storage.roster_file import RosterUnreadable, parse_rows, read_roster, write_roster, write_roster_template
from storage.unit_many import is_open
from storage.unit_names import level
from storage.values import Roster, RosterUnit

__all__ = [
    "Match",
    "MatchKind",
    "RosterUnreadable",
    "expand",
    "match",
    "parse_rows",
    "read_roster",
    "renamed",
    "write_roster",
    "write_roster_template",
]

MOST_CANDIDATES = 3


class MatchKind(StrEnum):
    """How sure it is that a printed name means a unit of the roster."""

    EXACT = "exact"
    ALIAS = "alias"
    LIKELY = "likely"  # the office says yes the first time
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name means: `units` is the one unit where sure, the candidates, best first, where likely."""

    kind: MatchKind
    name: str
    units: tuple[RosterUnit, ...] = ()
    why: str = ""  # for the office, where it is asked

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to be asked."""
        return self.kind in (MatchKind.EXACT, MatchKind.ALIAS)

    @property
    def unit(self) -> RosterUnit | None:
        """The unit meant, where nobody needs to be asked."""
        return self.units[0] if self.is_certain else None


def renamed(before: Collection[str], after: Roster) -> dict[str, str]:
    """Who is called something else now, new name → old: a new unit whose other name is the one that is gone."""
    gone = set(before).difference(unit.name for unit in after.units)
    was = {unit.name: gone.intersection(unit.aliases) for unit in after.units if unit.name not in before}
    return {name: old.pop() for name, old in was.items() if len(old) == 1}


# Short and full names of one line of duty, and what it was called before the reforms of 2018 and 2023.
_SAME_DUTY = (
    ("发展和改革", "发展改革", "发改"),
    ("工业和信息化", "工信", "经济和信息化", "经信", "经济商务和信息化"),
    ("人力资源和社会保障", "人力资源社会保障", "人社", "劳动和社会保障", "人事"),
    ("住房和城乡建设", "住房城乡建设", "住建", "建设", "城乡建设"),
    ("卫生健康和体育", "卫生健康", "卫健", "卫体", "卫生和计划生育", "卫计", "卫生"),
    ("生态环境", "环境保护", "环保"),
    ("自然资源和规划", "自然资源", "自规", "规划和自然资源", "国土资源", "国土"),
    ("市场监督管理", "市场监管", "市监", "工商行政管理", "工商", "质量技术监督", "质监", "食品药品监督管理", "食药监"),
    ("应急管理", "应急", "安全生产监督管理", "安监"),
    ("农业农村", "农业", "农牧", "农业和农村工作", "农委"),
    ("文化和旅游", "文化旅游", "文旅", "文化广电和旅游", "文广旅", "文体广新", "文化", "旅游"),
    ("乡村振兴", "扶贫开发", "扶贫"),
    ("行政审批服务管理", "行政审批服务", "行政审批", "审批服务管理", "审批", "政务服务管理"),
    ("城市管理综合执法", "城市管理", "城管", "综合行政执法", "城管执法", "执法"),
    ("水务", "水利"),
    ("退役军人事务", "退役军人"),
    ("医疗保障", "医保"),
    ("教育和体育", "教育体育", "教体", "教育"),
    ("交通运输", "交通"),
    ("科学技术", "科技"),
    ("民族和宗教事务", "民族宗教", "民宗", "民族事务"),
    ("机关事务管理", "机关事务"),
    ("政府信息网络", "信息网络"),
)
_DUTY = {name: names[0] for names in _SAME_DUTY for name in names}
_ENDING = re.compile(r"(?:管理)?(?:委员会|委|局|办公室|办)$|(?:人民政府|政府|街道办事处|街道办|办事处|党委|党工委)$")
_TOLD_APART = (
    frozenset("一二三四五六七八九十"),
    frozenset("0123456789"),
    frozenset("东西南北中上下前后"),
)  # 第一医院, 第二医院
_BRACKETS = str.maketrans("()", "（）")
_EACH = re.compile(r"^(?:全[省市县区]|[省市县区])?(?:各级|各|所有|全部|全体)")


def match(name: str, roster: Roster) -> Match:
    """Find the unit of the roster a printed name means.

    >>> units = (RosterUnit("区发改局", aliases=("区发展和改革局",)),)
    >>> match("区发改委", Roster("", units)).kind
    <MatchKind.LIKELY: 'likely'>
    """
    wanted = _tidy(name)
    if units := tuple(unit for unit in roster.units if _tidy(unit.name) == wanted):
        return Match(MatchKind.EXACT, name, units)
    called = tuple(unit for unit in roster.units if wanted in map(_tidy, unit.aliases))
    if len(called) == 1:
        return Match(MatchKind.ALIAS, name, called)
    likely = called or _candidates(wanted, roster)
    if not likely:
        return Match(MatchKind.UNKNOWN, name, why=f"名册中没有“{name}”")
    known = "、".join(f"“{unit.name}”" for unit in likely)
    return Match(MatchKind.LIKELY, name, likely, f"名册中没有“{name}”，相近的有{known}")


def expand(collective: str, roster: Roster) -> tuple[RosterUnit, ...] | None:
    """The units a collective name stands for, in the roster's order; None where the roster does not say.

    各乡镇, 各乡镇人民政府 and 各乡（镇）人民政府 are one group; townships are one by their kind alone.
    有关单位 is nobody by itself.
    """
    if is_open(collective):
        return None
    wanted = _group_key(collective)
    members = tuple(unit for unit in roster.units if wanted in map(_group_key, _groups(unit)))
    return members or None


def _groups(unit: RosterUnit) -> tuple[str, ...]:
    """A department's kind is no group: 各部门 may mean more than those that are filed as 部门."""
    return (*unit.groups, unit.kind) if unit.kind in ("乡镇", "街道", "乡", "镇", "村", "社区") else unit.groups


def _candidates(wanted: str, roster: Roster) -> tuple[RosterUnit, ...]:
    ranked: list[tuple[int, int, RosterUnit]] = []
    for unit in roster.units:
        likeness = max(_likeness(wanted, _tidy(name)) for name in (unit.name, *unit.aliases))
        if likeness:
            ranked.append((-likeness, len(ranked), unit))
    return tuple(unit for _, _, unit in sorted(ranked)[:MOST_CANDIDATES])


def _likeness(one: str, two: str) -> int:
    """3 the same duty under another name, 2 a misprint or no level, 1 a shortening, 0 nothing in common."""
    (rank, duty), (other_rank, other_duty) = _duty(one), _duty(two)
    if duty == other_duty and (rank == other_rank or not rank or not other_rank):
        return 3 if rank == other_rank else 2
    if _is_one_sign_more(one, two) or _is_one_sign_more(two, one) or _is_one_sign_other(one, two):
        return 2
    return 1 if _shortens(one, two) or _shortens(two, one) else 0


@lru_cache(maxsize=4096)
def _duty(name: str) -> tuple[str, str]:
    """The level and the line of duty: 区发展和改革委员会 → (区, 发展和改革)."""
    name = name.replace("人民政府办", "政府办")
    rank = level(name)
    stem = _ENDING.sub("", name[len(rank) :]) or name[len(rank) :]
    return rank, _DUTY.get(stem, stem)


def _is_one_sign_more(longer: str, shorter: str) -> bool:
    if len(longer) != len(shorter) + 1 or len(shorter) < 4:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _is_one_sign_other(one: str, two: str) -> bool:
    """A misread character; in short names too many real units differ by one (民政局, 财政局)."""
    other = [{a, b} for a, b in zip(one, two, strict=False) if a != b]
    return len(one) == len(two) >= 6 and len(other) == 1 and not any(other[0] <= told for told in _TOLD_APART)


def _shortens(short: str, full: str) -> bool:
    (rank, duty), (full_rank, full_duty) = _duty(short), _duty(full)
    if rank not in ("", full_rank) or len(duty) < 2 or len(duty) > len(full_duty) or short[-1] != full[-1]:
        return False
    signs = iter(full_duty)
    return duty[0] == full_duty[0] and all(sign in signs for sign in duty)


@lru_cache(maxsize=4096)
def _group_key(collective: str) -> str:
    name = re.sub(r"[（()）\s]", "", _tidy(collective))
    name = re.sub(
        r"(?:人民政府|政府|街道办事处|街道办|办事处)+$", lambda found: "街道" if "街道" in found[0] else "", name
    )
    return _EACH.sub("", name).replace("街道", "街").replace("直各", "直").replace("级各", "级")


@lru_cache(maxsize=4096)
def _tidy(name: str) -> str:
    return re.sub(r"\s+", "", name).translate(_BRACKETS)
