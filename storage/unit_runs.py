"""Names of units printed with nothing between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_hosts import may_hold
from storage.unit_many import bare, is_collective, is_plural_noun
from storage.unit_names import is_whole, level
from storage.unit_seams import Known, nobody
from storage.unit_words import Kind, Word

_EACH_PLACE = re.compile(r"[省市区县州旗乡镇][直属]各|各(?:有关|相关)?(?:乡|镇|街|村|社区|县|区|市|园区|旗)")
_DEPARTMENT = re.compile(r"(?:局|委|办|室|厅|部|中心|院|政府|会|[支大中]队|所|站|馆|场|联|军分区|[)）])$")
_STAYS_BEHIND = re.compile(
    r"[省市区县州旗](?:直(?:属)?机关工|监委|委会$)|第[一二三四五六七八九十]|(?![省市区县](?:公安|生态|自然资源|规划)).{0,3}(?:支|分)(?:行|公司|局|店)"
    r"|监委|驻(?!军|村|地|.{0,3}(?:单位|部队|高校|企业))"
    r"|(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏"
    r"|陕西|甘肃|青海|宁夏|新疆).{0,4}(?:局|办|办公室)$"
)  # 县委县直机关工委
_BRANCHES = re.compile(r"各[^、，,和及]{0,10}(?:分局|支局|所|站|[支大中]队|中心校|卫生院)")  # 市生态环境局各县分局
_OTHERS = re.compile(r"各|[局院校省市区县州旗镇][直属级](?:各|[有相]关|部门|单位)")
_EVERYBODY = re.compile(
    r"部门$|单位$|科室$|(?:人民)?政府$|^各(?:乡镇|镇街|街镇|镇|街道|县区|区县|市县|村|社区|村居)$"
)  # 各乡镇各部门
_COMMITTEE = re.compile(r"^[省市区县州旗]委$")  # 区委区政府督查室: one body of both, or two
_OFFICE_OF_BOTH = re.compile(r"[省市区县州旗]委[省市区县州旗](?:人民)?政府(?:督查室|信访局|接待办|目标办|改革办)")
_OF_BOTH = re.compile(r"[省市区县州旗](?:人民)?政府\w")
_BEGINS = re.compile(
    r"国务院|中央|首都|全国|海关总署|(?:人民|工商|农业|建设)银行|人行|校(?:团委|工会|办公室|长办|医院|党委)|院(?:办|团委|工会|党委)"
)
_FIRST_OF_ALL = ("中国", "国家", "南方电网")
_POSTED = re.compile(  # whose place is still to come: 国家税务总局 | 某县税务局
    r"(?:国家税务总局|国家统计局|国家金融监督管理总局|国家外汇管理局|国网|(?:中国)?(?:人民|[农工商]业|建设)?银行|人行|中国(?:移动|联通|电信|铁塔|邮政)?)"
)
_PLACE = re.compile(r"[省市县区州旗盟镇乡村]$|^[省市县区州旗]委$|中共|^国务院$|^中央$|^共青团$")
_TWO_HOUSES = re.compile(
    r"(?<!公安)局↵.*局$|公安局↵(?!(?:交管|交警|交通|森林|水上|治安|[刑网特]警|禁毒|出入境|反恐).*局).*局$|法院↵.*检察院$"
)  # 县法院检察院
_ORGAN = re.compile(r"(?:[局委办厅部署会队所站行]|办事处|政府|中心|法院|检察院)$")
_BRANCH = re.compile(r"总局|[分支]局")
_ZONE = re.compile(r"(?:经开区|高新区|开发区|园区|高新园|[产科]业?园|[)）])$")
_BESIDE_A_ZONE = re.compile(r"高新|经开|开发区|保税|综保|各(?:街|镇|乡|村|社区)|[省市区县](?:属|直|级|国有)")
_STATE_OWNED = re.compile(r"[省市区县](?:属|直|级)?国有")


def run_on(text: str) -> Iterator[tuple[str, bool]]:
    """The names in a text that has no separators, and whether the cut behind each is doubtful.

    >>> list(run_on("市教育局市财政局"))
    [('市教育局', False), ('市财政局', False)]
    """
    start = 0
    if _OFFICE_OF_BOTH.fullmatch(text):
        yield "", True
        yield text, False
        return
    for at in range(2, len(text) - 1):
        left, right = text[start:at], text[at:]
        if depth(left) or not is_whole(left) or _TORN.search(f"{left}↵{right[0]}"):
            continue
        surely = _parts_surely(left, right)
        if surely or _parts_likely(left, right):
            yield left, not surely
            start = at
    yield text[start:], False


def depth(text: str) -> int:
    """How many brackets are open at the end of a text."""
    return sum(sign in "（(" for sign in text) - sum(sign in "）)" for sign in text)


def may_be_two(name: str) -> bool:
    """Whether two names may stand in one that nothing parts: 县公安局 | 王家村村委会, 柳林镇 | 县税务局."""
    ends = (at for at in range(3, min(len(name), 60) - 2) if not depth(name[:at]) and is_whole(name[:at]))
    return any(_BESIDE.search(f"{name[:at]}↵{name[at:]}") and is_whole(name[at:]) for at in ends)


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
    if _STAYS_BEHIND.match(right) or _ONE_WORD.match(left[-1] + right):
        return False
    if _COMMITTEE.search(left) and _OF_BOTH.match(right):
        return True
    if _stands_beside(left, right) or _begins_another(left, right):
        return True
    if _TWO_HOUSES.search(f"{left}↵{right}") and level(left) and not _BRANCH.search(left + right):
        return True
    if _ZONE.search(left):
        return bool(_BESIDE_A_ZONE.match(right))
    if _EVERYBODY.search(left) and re.match(r"[省市区县州旗][直级属]各", right):
        return True
    return is_collective(left) and bool(_STATE_OWNED.match(right))


_ONE_WORD = re.compile(
    r"科[学技研教普创协]|处[理置]|院[校士系]|室[内外]|所[属有在辖]|馆藏|办(?:公(?![安路共司园证积用交])|事)|园[区林艺]|委[员会]|.[和及与]|社[会保]|组织"
    r"|司法|联[通合社]|方志|投[资建]|街道|乡[村镇]|市[场政容区]|股份|学[院校生]|会[议计展员同商]|[社工学协]会|团[体委]|部(?:门(?!诊)|队)|局(?:长|属(?!地))|队伍"
    r"|场[所馆]|行[政业]|厂房|厅[局长]|道[路办]|心[校]|港[务口航]"
)
_NATIONAL = re.compile(  # a national body that does not say so
    r"(?:外交|教育|科技|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|交通运输"
    r"|水利|农业农村|商务|文化和旅游|退役军人(?:事务)?|应急管理|中央.{2,4})部|(?:市场监管|税务|广电|体育|金融监管|质检|安全监管)总局|银保监会|证监会|审计署|人民银行|供销合作总社"
)


_BESIDE = re.compile(  # a town in no bureau, no county's body in a town, no town in a town
    r"[局委办厅社会联院队段司团协所站中心馆]↵(?![各在属])[^省市区县州旗]{2,4}(?:街道(?:办事处)?|(?<!城)[镇乡]|.*[居村]委会)$"
    r"|(?:[镇乡]|街道)↵(?:[省市区县州旗](?:[^级域区县乡]|区[^域])|(?!各).{2,3}[镇乡]$)"
    r"|^各(?:乡镇|镇街|街镇|镇|街道)↵(?!社区|村).{2,}(?:[居村]委会|街道办事处)$|[局委办会联院协]↵[省市区县州旗][直属级](?:各|[有相]关)"
)
_TORN = re.compile(r"(?<!供销)(?<!合作)(?<!信用)(?<![报联])社↵区|港↵区")  # 马鞍社 | 区居民委员会
_HALF_A_FIRM = re.compile(r"中国(?!移动|联通|电信|铁塔|邮政)..")  # 中国人民 | 银行
_TOWNS = re.compile(  # the next town, and perhaps more of them: 龙泉镇 | 虎山镇凤栖乡各行政村
    r"(?:(?![各全省市区县州])[^县镇乡村街]{2,3}(?:(?:(?<![小城重名])镇|(?<!城)乡)(?:(?:人民)?政府)?|街道(?:办事处)?))+(?:各.+)?"
)
_SOME = re.compile(r"各(?!族)|机关各|全.各|沿.{1,2}各|[三四五六七八]大运营商")
_GOES_ON = re.compile(  # no name begins so: 党群 | 工作部, 控股 | 集团有限公司
    r"大队部|党[委组]|党工委|党总?支部|(?:工作|管理|服务|事务|监督|监管|执法|管护|监测|集团|有限|建设|发展)*(?:[局部处科室委会办]|中心|[子分]?公司|委员会)$|集团|有限|[所下]属|直属|或|和|及|与|的|机关各(?![处科]室)"
)


def _begins_another(left: str, right: str) -> bool:
    """商务部海关总署, 校团委县教育局: the second begins as only a name of its own does."""
    if len(left) < 3 or not is_whole(right) or _GOES_ON.match(right):
        return False
    if _PLACE.search(bare(left)):
        return _of_each(left, right)
    if right.startswith(_FIRST_OF_ALL):
        return True
    if _NATIONAL.fullmatch(right) and not level(left):
        return True
    if _POSTED.fullmatch(left):
        return False
    return bool(_BEGINS.match(right) or len(level(right)) == 1 or (level(right) and _ORGAN.search(left)))


def _stands_beside(left: str, right: str) -> bool:
    """教务处科研处, 医务科护理部: a 处 has no other 处 within it, a 科 no 部."""
    if level(right) or _GOES_ON.match(right) or _HALF_A_FIRM.fullmatch(left):
        return False
    if _PLACE.search(bare(left)):
        villages = right[-1] == left[-1] == "村" and len(right) > 2
        return (villages or bool(left[-1] in "镇乡" and _TOWNS.fullmatch(right))) and not is_collective(left)
    if _SOME.match(right):
        return len(left) - len(level(left)) > 1 and not may_hold(left, right)
    if right == "乡镇":
        return bool(_DEPARTMENT.search(left))
    short = 3 - (left[-1] == "委" and right[-1] == "局")  # 市建委 | 规划局
    if not is_whole(right) or len(left) - len(level(left)) < short or (len(right) < 3 and right[-1] not in "联协"):
        return False
    return not may_hold(left, right)


def _of_each(left: str, right: str) -> bool:
    """各乡镇 | 县农业农村局, but 各市县 | 教育局."""
    own = len(level(right)) == 1 and len(right) > 3 and not right.endswith("政府")
    return own and left.startswith(("各", "全")) and not is_plural_noun(left.lstrip("各全有相关") + right[0])


def all_known(text: str, known: Known) -> Iterator[Word] | None:
    """A run of names the roster holds, with nothing between them."""
    if known is nobody:
        return None
    parted: list[list[str] | None] = [[]]
    for end in range(1, len(text) + 1):
        found = (
            [*before, text[start:end]]
            for start, before in enumerate(parted)
            if before is not None and known(text[start:end])
        )
        parted.append(next(found, None))
    names = parted[-1]
    return (Word(Kind.UNIT, name) for name in names) if names else None
