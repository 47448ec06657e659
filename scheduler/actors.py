"""Who a row's text says must act: 区财政部门要保障经费, 市公安局在11月底前完成….

Only bodies of one field are actors here; 各部门, 有关单位, 主管部门 are whoever the unit column names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_LEVELS = r"(?:(?:[省市县区州旗盟](?:[（(][市县区旗][)）])?级?)(?:[、和及][省市县区州旗盟]级?)*)"
_NO_LEVEL = r"(?!市场|市容|市政(?!府)|市民|区域|区块|县域|城|各|有关|相关)"
_BODY = r"[\u4e00-\u9fff]{1,14}?(?:局|委|办公室|办|部门|部(?!门)|中心|大队|支队)"
_DUTY = (
    r"(?=(?:要(?!求|点|素|件)|应(?!急|用|对|届)|须|必须|负责|牵头|会同|继续|具体|统筹|指导(?!下|意见)|督促|组织(?!领导|部|机构)"
    r"|[在于]?\s*(?:\d{4}年)?(?:\d{1,2}月|年)[^，。；]{0,6}(?:前|内|底)))"
)
_ACTOR = re.compile(rf"(?:(?<=^)|(?<=[。，,；;：:的由（]))(?P<levels>{_NO_LEVEL}{_LEVELS})?(?P<body>{_BODY}){_DUTY}")
_ANYONE = re.compile(
    r"各|有关|相关|相应|其他|本|该|等|上级|下级|同级|责任|牵头|配合|成员|职能|执法|监管部门$|单位|机关|政府$|我"
)
_ENDING = re.compile(r"(?:行政)?(?:主管|管理)?(?:分局|局|委员会|委|办公室|办|部门|部|中心|大队|支队|政府)$")
_RANK = {"省": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3, "乡": 4, "镇": 4}
_FIRST_LEVEL = re.compile(r"^(?:市(?!场|容|民)|[省州盟县旗区](?!域|块))")


@dataclass(frozen=True, slots=True)
class Actor:
    """A body that a text makes act; `ranks` are the levels of government it names, empty where none."""

    text: str
    field: str  # what is left of the name without level and ending: 财政
    ranks: frozenset[int]


def actors_in(text: str) -> tuple[Actor, ...]:
    """The bodies that a text makes act, in order, each once.

    >>> [actor.text for actor in actors_in("区财政部门要保障经费。各部门应配合，市教育局负责指导。")]
    ['区财政部门', '市教育局']
    """
    found: dict[str, Actor] = {}
    for match in _ACTOR.finditer(text):
        levels = match["levels"] or ""
        ranks = frozenset(_RANK[sign] for sign in levels if sign in _RANK)
        field = field_of(match["body"])
        if not _ANYONE.search(match["body"]) and (field or ranks):
            found.setdefault(match[0], Actor(match[0], field, ranks))
    return tuple(found.values())


def field_of(name: str) -> str:
    """A unit's name without its level and its ending.

    >>> [field_of(name) for name in ("区财政局", "发展改革部门", "区公安分局", "市场监督管理局")]
    ['财政', '发展改革', '公安', '市场监督']
    """
    return _ENDING.sub("", _FIRST_LEVEL.sub("", name))


def rank_of(name: str) -> int | None:
    """Which level of government a unit's name begins with: 1 省 … 4 乡镇; None where it does not say."""
    match = _FIRST_LEVEL.match(name)
    return _RANK[match[0]] if match else None


def common_rank(names: Iterable[str]) -> int | None:
    """The level most of a document's units are of."""
    ranks = Counter(rank for name in names if (rank := rank_of(name)) is not None)
    return ranks.most_common(1)[0][0] if ranks else None


def is_same_field(one: str, other: str) -> bool:
    """Whether one field may be the other's short form: 发改 and 发展改革; signs in the same order, first alike.

    >>> is_same_field("发改", "发展改革"), is_same_field("教育", "财政"), is_same_field("", "财政")
    (True, False, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[0] != long[0]:
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)
