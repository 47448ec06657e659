"""Names that stand for several bodies: 各乡镇, 有关单位, 市国有公司."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETED_END = re.compile(r"(?:[（(][^（()）]*[)）])+$")
_PLURAL = re.compile(
    r"部门|单位|科室|处室|股室|站所|所站|办|局|委|厅|街|幼儿园|中小学|中心|所|队|站|园区"
    r"|机构|企业|学校|医院|支部|乡镇|镇街|街道|街镇|乡|镇|村|苏木乡镇|苏木镇|苏木|嘎查村|嘎查|社区|县|区|市|州|旗|盟"
    r"|县区|区县|市县|县市|县市区|市县区|县级市|地区|地方|开发区|功能区|大队|中队|支队|分局"
    r"|派出所|中心校|中心小学|中心学校|卫生院|村卫生室|教学点|村居|街道办|街道办事处|办事处|直属机构|直属单位|事业单位|人民团体|群团组织"
    r"|自治[区州县旗]|直辖市|地级市|设区市|师市?|团场|连队?|[农林牧渔]场|管护站|网格|片区"
    r"|班组|车间|工[区段]|分厂|[子分]公司|项目部|事业部|营业部|支行|网点|收费站|服务区|班级|年级组?|教研组|系部?|院系|部|病区|[校院]区|党总支"
    r"|(?:有关|相关|下属|牵头|责任|配合|参与|承办|主办|协办|主管|成员|实施|落实)(?:单位|部门)|(?:内设|派出|派驻)机构|党支部|村委会|居委会|业委会|镇场|乡镇街道|管委会|人民政府|政府"
)
_KIND_OF_PLACE = (
    r"(?:乡镇街道|乡镇场|乡镇|镇街|街镇|镇乡|苏木乡镇|苏木镇|苏木|嘎查村|嘎查|街道|乡|镇|村居|村社|村组|村|社区"
    r"|县市区|市县区|县区|区县|市县|县市|县级市|功能区|园区)"
)
GENERIC_PLACE = re.compile(
    rf"(?!(?:镇|乡|街道|园区)党(?:委|工委)$)(?:属地|辖区|辖内|涉及|所在|相应|市|县|区)?(?:属|辖|级)?{_KIND_OF_PLACE}(?:党委|党工委)?(?:村民|居民|村|居)?(?:委员会|委会)?$"
    r"|(?:重点|试点|示范|受灾)(?:镇|乡|村|街道)$|(?:涉.{1,2}|沿.{1,2}|重点|试点|示范|受灾)(?:乡镇街道|乡镇|镇街|街镇|县市区|县区|区县|村居|社区)$"
    r"|(?:县级|区级|属地|所在地|辖区|地方|当地)?(?:乡镇|镇街|街镇|县区|区县|市县|县市区|属地)(?:人民)?政府$"
    r"|(?:县|市|区)[（(][^）)]*[)）](?:人民)?政府$|(?:村?居?|业)委会$|(?:属地)?街道(?:办事处|办)$|(?:属地|所在地|当地|地方)(?:人民)?政府$"
)
_GENERIC_FIRM = re.compile(
    r"^(?:[省市区县州旗镇]|小区|辖区|相关|有关|区域|城市)?(?:国有|平台|市属|县属|区属|物业(?:服务|管理)?|保险|施工|监理|投融资|融资平台|运输|客运|民营|快递|寄递|房地产(?:开发)?|运营商?|、)+"
    r"(?:公司|集团|企业)$"
)
_ANY_OF_ITS_KIND = re.compile(
    r"(?:村|社区|居|业)(?:委会|民委员会|卫生(?:室|服务中心|站)|警务室|党群服务中心)|居委会|业委会"
)
_GENERIC_KIND = re.compile(
    r"^(?:各类|有关|相关)?行业(?:协会|商会)$|^(?:小区)?物业$|^项目法人$|[一二三四][级类](?:[甲乙]等)?(?:以上)?(?:公立|综合|民营|民办)?(?:医院|学校|幼儿园|企业)$|三甲医院$"
    r"|^(?:星级|重点|限上|大型|连锁|[0-9A]+级)*(?:酒店|宾馆|饭店|药店|药房|超市|商场|旅行社|加油站|网吧|景区|景点)$|"
    r"(?:部门|单位|机关(?<!委机关)|机构|主体|企业|国企|团体|(?<!融)媒体|高校|部队|党派|(?:党|社会|群团|自治|经济|合作)组织|委办局|成员|人员|网格员|联络员|护林员|民警|志愿者|领导|地方|村两委)$"
    r"|(?:^|[直管]|(?<!附)属|中小|民办|公办|公立|县级|区级|市级)(?:学校|医院|园所|中小学)$|^(?:科室|处室|股室|站所|所站|中小学|幼儿园)$|(?:科室|处室|股室|站所|所站)$|运营商$"
)
_MANY = re.compile(
    r"各(?!族|庄|界)|级以上|^省直管[市县]|^(?:全(?!州(?:县(?!市)|镇))[省市县区州镇乡体]|所有|其他|其它|其余|辖区|属地)|的|两级|相关|有关|所在[地乡镇街村县区]|事发地"
    r"|(?:[0-9一二三四五六七八九十](?:号|年级|组)?(?:[至到]|[—–~～-]+)第?[高初]?[0-9一二三四五六七八九十])"
    r"|^(?:[省市区县州旗盟乡镇村]|街道|社区)[（(][省市区县州旗盟乡镇街道村居社、]+[)）]"  # 县（区）教育局
    r"|^[0-9一二两三四五六七八九十]{1,3}(?:个(?![庄泉])|家(?!子|庄|屯|集|店|营|河|窑|洼|寨))(?=.)|^村(?!镇).*(?:室|站|小学|幼儿园)$|^社区(?:卫生|警务|养老|党群|便民)|^直属.*(?:支部|站|所|院)$|^乡镇(?!企业)|^镇街|(?<![一二三四五六七八九])[两三四五六七八九十][区县](?=.)"
)
_OPEN = re.compile(r"相关|有关|其他|其它|其余|相应|涉及")


def bare(name: str) -> str:
    """A name without the brackets at its end: 区文旅局（区文物局） → 区文旅局."""
    return _BRACKETED_END.sub("", name) or name


def is_plural_noun(name: str) -> bool:
    """Whether a word can share the 各 of the name before it: 各乡镇、街道."""
    return bool(_PLURAL.fullmatch(bare(name)))


@lru_cache(maxsize=4096)
def is_collective(name: str) -> bool:
    """Whether a name stands for several bodies.

    >>> is_collective("区直各部门"), is_collective("晋陵公司"), is_collective("市国有公司")
    (True, False, True)
    """
    stem = bare(name)
    if _MANY.search(stem) or _GENERIC_FIRM.search(stem) or _GENERIC_KIND.search(stem):
        return True
    return bool(GENERIC_PLACE.fullmatch(stem) or GENERIC_PLACE.fullmatch(name))


def is_any_of_its_kind(name: str) -> bool:
    """Whether a name may stand for every body of its kind or for the one of this place: 村委会."""
    return bool(_ANY_OF_ITS_KIND.fullmatch(name))


def is_any_firm(name: str) -> bool:
    """Whether a name may mean all of a trade or, beside firms or parts of a school, theirs: 物业公司, 幼儿园."""
    return bool(_GENERIC_FIRM.fullmatch(name)) or name in ("幼儿园", "药房", "超市")


def is_open(name: str) -> bool:
    """Whether a collective does not say who belongs to it: 有关单位."""
    return bool(_OPEN.search(name))
