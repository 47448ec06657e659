"""Names of units printed with nothing between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_names import bare, is_collective, is_plural_noun, is_whole, level

_EACH_PLACE = re.compile(r"[省市区县州旗乡镇][直属]各|各(?:有关|相关)?(?:乡|镇|街|村|社区|县|区|市|园区|旗)")
_DEPARTMENT = re.compile(r"(?:局|委|办|办公室|厅|部|中心|院|政府|会|[支大中]队|所|站|馆|联|[)）])$")
_STAYS_BEHIND = re.compile(
    r"[省市区县州旗](?:直(?:属)?机关工|监委)|第[一二三四五六七八九十]|.{0,3}(?:支|分)(?:行|公司|局|店)"
)  # 县委县直机关工委
_BRANCHES = re.compile(r"各[^、，,和及]{0,10}(?:分局|支局|所|站|[支大中]队|中心校|卫生院)")  # 市生态环境局各县分局
_OTHERS = re.compile(r"各|[局院校省市区县州旗镇][直属级](?:各|[有相]关|部门|单位)")
_EVERYBODY = re.compile(
    r"部门$|单位$|科室$|(?:人民)?政府$|^各(?:乡镇|镇街|街镇|镇|街道|县区|区县|市县|村|社区|村居)$"
)  # 各乡镇各部门
_COMMITTEE = re.compile(r"^[省市区县州旗]委$")  # 区委区政府督查室: one body of both, or two
_OF_BOTH = re.compile(r"[省市区县州旗](?:人民)?政府\w")
_ANYWHERE = re.compile(r"(?:党委|党组|党支部|党总支|工会|团委|纪委|机关)$")
_BEGINS = re.compile(r"国家|国务院|中央|首都|全国|海关总署")
_POSTED = re.compile(r"国家税务总局|国家统计局|国家金融监督|国家外汇|中国人民银行|人民银行|人行|国网|中国")
_PLACE = re.compile(r"[省市县区州旗盟镇乡村]$|^[省市县区州旗]委$|中共|^国务院$|^中央$|^共青团$")
_TWO_HOUSES = re.compile(
    r"(?<!公安)局↵.*局$|公安局↵(?!(?:交管|交警|交通|森林|水上|治安|[刑网特]警|禁毒|出入境|反恐).*局).*局$|法院↵.*检察院$"
)  # 县法院检察院
_BRANCH = re.compile(r"总局|[分支]局")
# What ends as the first does may have within it what ends as the second; anything else stands beside it.
_WITHIN = tuple(
    (re.compile(rf"(?:{outer})$"), re.compile(rf"(?:{inner})$"))
    for outer, inner in (
        ("单位|部门|机构|企业|主体", "$."),
        ("管委会|居委会|村委会", "办|办公室|局|中心|部|室|队|站|组|科|处"),
        ("(?:公安|税务|总|法院?|分)局", ".*"),
        ("厅", "[^厅]"),
        ("局", "[处科股室所站馆队组办委院库场园段校台社]|分局|中心|机关|办公室|党组|工会|总会|协会"),
        ("处", "[科股组班队所站室]|中心|办公室|处(?<=分处)"),
        ("科|(?<!控)股", "[组班队室]|门诊|办公室|病区"),
        ("[^公]室|馆|所|站", "[组班室科队部]|中心|办公室|分馆|分站"),
        ("办公室|办", "[组科处股]|(?<!办公)室|中心|专班"),
        (
            "(?<![省市县区州旗党工纪团])委",
            "[处科股室司组站队所]|办|办公室|机关|中心|党组|[党团]委|工会|会议|[监董理]事会|疾控局",
        ),
        ("部", "[处科室办司组所站院队社]|(?<!总)局|中心"),
        ("中心", "[部科室处站所队组办股馆]|分中心"),
        ("大队|中队", "[组班科室所]|中队"),
        ("(?<=..)街道|(?<=..)[镇乡]", "(?<!街)道|[^街镇乡道]"),
        ("学院|大学", ".*"),
        ("(?<!国务)院", "[科室处部所办系组委院馆庭局队团体]|中心|门诊|办公室"),
    )
)
_FIRM = re.compile(r"(?:公司|集团)$")
_INSIDE_A_FIRM = re.compile(
    r"总部|本部|机关|各|所属|下属|.*(?:(?:分|支|.[省市县])公司|[部处科室]|党委|纪委|工会|中心|委员会)$"
)
_ZONE = re.compile(r"(?:经开区|高新区|开发区|园区|高新园|[产科]业?园|[)）])$")
_BESIDE_A_ZONE = re.compile(r"高新|经开|开发区|保税|综保|各(?:街|镇|乡|村|社区)|[省市区县](?:属|直|级|国有)")
_STATE_OWNED = re.compile(r"[省市区县](?:属|直|级)?国有")


def run_on(text: str) -> Iterator[tuple[str, bool]]:
    """The names in a text that has no separators, and whether the cut behind each is doubtful.

    >>> list(run_on("市教育局市财政局"))
    [('市教育局', False), ('市财政局', False)]
    """
    start = 0
    for at in range(2, len(text) - 1):
        left, right = text[start:at], text[at:]
        if depth(left) or not is_whole(left):
            continue
        surely = _parts_surely(left, right)
        if surely or _parts_likely(left, right):
            yield left, not surely
            start = at
    yield text[start:], False


def depth(text: str) -> int:
    """How many brackets are open at the end of a text."""
    return sum(sign in "（(" for sign in text) - sum(sign in "）)" for sign in text)


def _parts_surely(left: str, right: str) -> bool:
    if is_collective(left) and (_EVERYBODY.search(left) or left.startswith("各")) and _OTHERS.match(right):
        return True
    if right.startswith("国网") or (left.startswith("团") and level(right) == left[1:2]):
        return True
    if (
        _STAYS_BEHIND.match(right)
        or (left[-1] in "局委厅" and _BRANCHES.fullmatch(right))
        or (_COMMITTEE.search(left) and _OF_BOTH.match(right))
        or not _DEPARTMENT.search(left)
        or not level(left)
    ):
        return False
    return level(left) == level(right) or right.startswith(f"团{level(left)}委") or bool(_EACH_PLACE.match(right))


def _parts_likely(left: str, right: str) -> bool:
    if _STAYS_BEHIND.match(right) or _ONE_WORD.fullmatch(left[-1] + right[0]):
        return False
    if (_COMMITTEE.search(left) and _OF_BOTH.match(right)) or _stands_beside(left, right):
        return True
    if _begins_another(left, right):
        return True
    if _TWO_HOUSES.search(f"{left}↵{right}") and level(left) and not _BRANCH.search(left + right):
        return True
    if _FIRM.search(left):
        return is_whole(right) and not _INSIDE_A_FIRM.match(right)
    if _ZONE.search(left):
        return bool(_BESIDE_A_ZONE.match(right))
    if _EVERYBODY.search(left) and re.match(r"[省市区县州旗][直级属]各", right):
        return True
    return is_collective(left) and bool(_STATE_OWNED.match(right))


_ONE_WORD = re.compile(
    r"科[学技研教普创]|处[理置]|院[校士系]|室[内外]|所[属有在辖]|馆藏|办[公事]|园区|委[员会]|.[和及与]"
)


def _begins_another(left: str, right: str) -> bool:
    """商务部海关总署, 校团委县教育局: the second begins as only a name of its own does."""
    begins = _BEGINS.match(right) or len(level(right)) == 1
    if not begins or len(left) < 3 or not is_whole(right):
        return False
    return not (_PLACE.search(bare(left)) or _POSTED.match(left))


def _stands_beside(left: str, right: str) -> bool:
    """教务处科研处, 医务科护理部: a 处 has no other 处 within it, a 科 no 部."""
    if level(right) or not is_whole(right) or min(len(left), len(right)) < 3:
        return False
    if is_collective(right) and not (is_collective(left) and is_plural_noun(left[-2:])):
        return False
    if _ANYWHERE.search(right):
        return False
    inner = next((inner for outer, inner in _WITHIN if outer.search(left)), None)
    return inner is not None and not inner.search(bare(right))
