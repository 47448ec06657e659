"""Who a row's text says must act: 区财政部门要保障经费, 市公安局在11月底前完成….

Only bodies of one field are actors here; 各部门, 有关单位, 主管部门 are whoever the unit column names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

_LEVELS = r"(?:[省市县区州旗盟](?:[（(][市县区旗][)）])?级?[、和及]?)+(?:[两三四]级)?"
_NO_LEVEL = r"(?!市场|市容|市政(?!府)|市民|区域|区块|区位|县域|[省市县区]直|[省市县区]属)"
# Inside a name no verb stands; 创办, 全部, 布局, 办理 only look like the end of one.
_SIGN = r"(?:(?!可|要|须|将|把|应(?!急)|不|并|积极|结合|政府(?![办信公研采督政]))[\u4e00-\u9fff])"
_BODY = (
    rf"{_SIGN}{{1,14}}?(?:(?<![全布格大结])局(?![长面势限部])|(?<!大)厅|委员会|委(?![托派员])|办公室"
    r"|(?<![创举督承交主协经查催合开申])办(?![理事法学案好件结公])|部门|(?<![全内干支])部(?![门署分队位])"
    r"|(?<!为)中心(?!城|任务|工作|组)|大队|支队)"
)
_NAME = rf"(?:{_NO_LEVEL}{_LEVELS}{_BODY}|(?![省市县区各由]){_BODY})"
_DUTY = (
    r"(?:要(?!求|点|素|件)|应(?!急|用|对|届)|须|必须|负责|牵头|会同|继续|具体|统筹|指导(?!下|意见)|督促|组织(?!领导|部|机构)"
    r"|[在于]?\s*(?:\d{4}年)?(?:\d{1,2}月|年)[^，。；]{0,6}(?:前|内|底))"
)
# After a body with its level any verb makes it an actor; these words only make the name longer, or a list.
_NO_VERB = (
    r"(?:[、和及与或的等（(）)，,。；;：:“”/]|$|内|外|文件|印发|网站|门户|系统|平台|窗口|人员|负责人|主要|领导"
    r"|机关|会议|通知|意见|同意|批准|要求|备案|名义)"
)
_ACTORS = re.compile(
    rf"(?:^|(?<=[。，,；;：:的由]))(?P<names>{_NAME}(?:[、和及与]{_NAME})*)(?:(?P<duty>(?={_DUTY}))|(?!{_NO_VERB}))"
)
_NAMES = re.compile(rf"(?P<levels>{_NO_LEVEL}{_LEVELS})?(?P<body>{_BODY})(?=[、和及与]|$)")
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
    leads: bool = False  # the text says so: 由区财政局牵头


def actors_in(text: str) -> tuple[Actor, ...]:
    """The bodies that a text makes act, in order, each once.

    >>> [actor.text for actor in actors_in("区财政部门安排经费。各部门应配合，省教育厅、市教育局负责指导。")]
    ['区财政部门', '省教育厅', '市教育局']
    >>> actors_in("经区政府办公室同意。按市财政局文件执行，教育部门的意见")
    ()
    """
    found: dict[str, Actor] = {}
    for clause in _ACTORS.finditer(text):
        for name in _NAMES.finditer(clause["names"]):
            levels = name["levels"] or ""
            if levels or clause["duty"] is not None:
                leads = text.startswith("牵头", clause.end())
                found.setdefault(name[0], replace(_actor(name[0], levels, name["body"]), leads=leads))
    return tuple(actor for actor in found.values() if actor.field or actor.ranks)


def _actor(text: str, levels: str, body: str) -> Actor:
    ranks = frozenset(_RANK[sign] for sign in levels if sign in _RANK)
    if _ANYONE.search(body):
        return Actor(text, "", frozenset())
    return Actor(text, field_of(body), ranks)


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
