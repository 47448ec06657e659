"""The words a unit cell is made of: names, verbs, commas, each with what it does; and the units they become."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a word of a unit cell does."""

    UNIT = "unit"
    COMMA = "comma"  # a verb after it may or may not reach back over it
    STOP = "stop"
    LEAD = "lead"
    ASSIST = "assist"
    ACT = "act"  # 负责: no role, but the clause ends here
    LAST_LEADS = "last leads"  # 甲（牵头）
    LAST_ASSISTS = "last assists"
    FIRST_LEADS = "first leads"
    TOGETHER = "together"  # 甲会同乙: who stands before it leads
    OPEN = "open"
    AMONG_OTHERS = "among others"  # 等相关部门: text is what follows 等
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a cell."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit on its way: its name, its role, and which comma-separated group of the cell it stands in."""

    name: str
    group: int = 0
    lead: bool = False
    assisting: bool = False
    doubted: bool = False
