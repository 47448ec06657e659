"""What the name of a Chinese public body looks like: its endings, its level, whether it means one body or many.

Everything here takes simplified characters; `storage.units` puts the printed ones back.
"""

from __future__ import annotations

import re
from functools import lru_cache

from storage.unit_many import GENERIC_PLACE, bare, is_collective, is_plural_noun

_LAST_BRACKET = re.compile(r"[（(]([^（()）]*)[)）]$")
_BETWEEN = re.compile(r"[、，,；;/和及\s]+")
_SCOPE = re.compile(r"(?:[城郊市山农老新]区|县城|.*(?:线路|河段|路段))$|含|包括")
_PARTY_BODY = re.compile(r"(?:党[组委]|党工委|党总?支部?|工委)$")
_OTHER_PLATE = re.compile(
    r"[局处部科院所站馆]|公司|集团|中心|党组|党委|管委会|分公司|有限公司"
)  # one body under two plates: 烟草专卖局（公司）

# A name ends like one of these; the lookbehinds keep out words that only happen to end so (农村, 城市, 社会).
_ENDING = (
    r"(?:局|厅|署|处|科|股|司|庭|队|馆|室|院|班|委|办|(?:直属|粮|储备|国)库|职高|职中|高中|技校|卫校|台(?<!平台)|段|港|厂|街|号(?:煤|铁|铜|金)?矿|车间|(?<=防)指"
    r"|社|(?:书|药|酒|门)店|团|监狱"
    r"|所(?<!场所)|站(?<!网站)|联(?<!互联)(?<!物联)|组|投(?<=[城交建旅农水产国]投)"
    r"|部(?<!干部)(?<!全部)(?<!内部)|中心(?<!以中心)|政府|海关|机关|中央|人大|政协|党组|党群"
    r"|(?:员|委|协|学|商|工|金|进|促|红|究|事|联合|总|字|监|董|议|论|年|女|残|善)会(?<!社会)"
    r"|银行|支行|分行|(?:人|农商|农发|农|工|建|中|交|央|邮储)行|公司|集团|企业|国企|场(?<!市场)(?<!现场)(?<!立场)"
    r"|[学党技卫职体特分驾警高心]校|大学|中学|小学|[一二三四五六七八九十][中小]|幼儿园|园区|园(?<!校园)(?<!家园)|(?:(?<=..)新|科学|科技|大学|未来)城|植物园|动物园|公园"
    r"|区|县|市(?<!城市)(?<!超市)|(?<=..)州|(?<=.)旗(?<!红旗)|盟|省|镇(?<!城镇)|乡(?<!城乡)|街道|苏木|嘎查|村(?<!农村)(?<!乡村)"
    r"|(?<=^中国)..|电网|移动|联通|电信|铁塔|邮政|军区|兵团|法工委|分公司|部门|单位|机构|主体|团体"
    r"|(?:党|社会|群团|自治|经济|各类|合作)组织|(?:科|文|作|计生|消|个私)协|成员|人员|党派|联席会议|总?支部|部队|(?<!融)媒体|(?<=..)街镇|委办局|地方|镇街|[共合联]体|市县|农信|人保|人寿)$"
)
_WHOLE = re.compile(_ENDING)
_BARE_ENDING = re.compile(
    r"局|厅|署|处|科|股|司|庭|队|馆|室|院|班|委|办|台|段|社|厂|街|所|站|联|组|部"
    r"|中心|政府|民政府|人民政府|公司|集团|大队|中队|支队|总队|分局|区|县|市|州|旗|盟|省"
    r"|镇|乡|村|委员会|管委会|办事处|事处|员会|公室|办公厅|部门|单位|机构|主体|团体|管理局"
    r"|服务中心|管理中心|管理处|管理所|分公司|有限公司|有限责任公司|股份有限公司|联合会|合会|委会|人员|成员|党委|党工委|机关"
)
# What ends as a name does but says what is done: 跟踪督办, 值班, 驻村.
_DONE = re.compile(
    r"(?:(?:督|承|转|催|(?<!外)交|(?<![财总])经|(?<!督)查|(?<!选)举)办|查处|[值带轮换]班|[驻进入下返包到](?:村|乡|镇|园|校|户|库|场|厂)|[登出]台|上市|入市|[开参与]会|重组)$"
)

# 市场, 市政(工程), 区域, 乡村 … are not a level followed by a name.
_LEVEL = re.compile(
    r"省(?!直|级|属|内|会|际|道)"
    r"|市(?!场|容|域|直|级|属|内|县(?!域)|区(?![域划])|辖|民(?:中心|热线|服务|之家|广场|学校|卡)|政(?![府协务法研策数]))"
    r"|区(?!域|块|直|级|属|内|县(?!域)|划|间)|县(?!域|直|级|属|内|道(?![路德教])|区(?![域划])|市(?![场容政])|乡镇)"
    r"|州(?!直|级|属)|旗(?!直|级|属)|盟(?!直|级|市)|镇(?!长|街|村(?!镇)|江|乡|直|级)|乡(?!长|村|镇|土|道(?![路德教]))"
)
# No town has a county below it, and these districts are as many cities': 镇远县教育局, 市南区民政局.
_OF_ITS_OWN_SIGN = re.compile(r"(?:[镇乡][\u4e00-\u9fff]{1,2}?县|市[中南北]区)(?=[\u4e00-\u9fff]{2})")
_PLACE = re.compile(
    r"(?!城市)(?![^省市县区州旗]{0,4}各(?!族))[\u4e00-\u9fff×*＊ＸX○]{1,5}?(?:自治[区州县旗]|(?<!社)(?<!园)(?<!开发)(?<!高新)(?<!经开)(?<![小灌景护校胜])区|县|市(?!场监)|州|(?<!红)旗|省(?![直级属]))(?=[\u4e00-\u9fff]{2})"
)
_INNER_PLACE = re.compile(
    r"(?!城区|市区|郊区|各)[\u4e00-\u9fff]{2,4}?(?:区|县|市(?!监)|旗)(?=[\u4e00-\u9fff]{3})"
)  # 云台市平川区
_PARTY = re.compile(
    r"(?P<level>会?[^局委办厅部会室院]{0,4}[省市区县州旗盟])党?委(?=组织|宣传|统战|政法|编办|机构编制|网信|办|老干|党校|巡|社会工作|金融|改革|全面|财经|外事|台|农|军|党史|国安|直属)"
)
_ANEW = re.compile(
    r"各(?!族)|首都|[省市县区州旗镇][直属](?=.)|全[省市县区体]|其他|直属|国家|国务院|中央|团[省市县区州]委|国网"
)
# Answering to a ministry or to shareholders, or placed elsewhere: never given the level of the name before.
_OWN_LINE = re.compile(
    r"^(?:高新区|经开区|开发区|综保区|保税区|国(?:家(?!税务局)|务院|网|有|电|能|开|投|控|铁)|中国|市政(?!府)|[省市区县州旗][直级属辖]|全国|最高|共青团|首都|人民银行|人行|团[省市县区]|驻|国网|民航|中央|中[储石国建铁交粮信]|铁路(?!办|护路|建设|沿线))|[车机工电]务段|客运段|公司|集团|银行|[移联]动|联通|电信|铁塔|邮政(?!管理局)|海关|[证银保]监|金融监管"
    r"|大学|学院|中学|小学|学校|幼儿园|区$|县$|市$|镇$|乡$|街道$|苏木$|嘎查$|村$|社区$|街道办|管委会|园$|园区|[一二三四五六七八九十〇零百0-9]团$|团场$|政府$|派出所$|[支大中]队$|村委会|居委会|(?:村|居)民委员会"
)
_OF_A_WORK = re.compile(  # 金盆水库管理处: named after the place it keeps; 国有林场管理站 is named after none
    r"(?P<whose>.{2,})(?:水库|灌区|景区|林场|水电站|泵站|枢纽|保护区|公园|湿地)(?:管理|管护|保护|运行|服务|事务)+(?:处|所|局|站|中心|委员会)$"
)
_OF_A_STREET = re.compile(  # 万福街道综合服务中心, 白沙镇财政所
    r"(?P<whose>.{2,4}?)(?:街道|(?<![村城小名重特])镇|(?<![城家])乡(?![村镇贤土])|社区(?=卫生|党群|服务)).*[局院所站队办室心]$"
)
_WHOSE_IT_IS_NOT = re.compile(
    r"(?:国[有营家]|集体|[大中小、]+型|自然|城[市区乡]|城郊|农村|乡镇|重点|地质|湿地|森林|风景|名胜|旅游|水利|水源|引水|移民|生态|农业|节水|郊野|体育|人民"
    r"|动物|植物|野生|城[乡镇]|街道|乡|智慧|老旧|和|及)+"
)
_ORGAN = re.compile(r"(?:局|厅|委|委员会|部|办|办公室|中心|馆|站|供销社|医院|保健院)$")


@lru_cache(maxsize=4096)
def is_whole(name: str) -> bool:
    """Whether a name ends as the names of bodies end, and is more than an ending.

    >>> is_whole("区住房和城乡建设局"), is_whole("区住房"), is_whole("管理局")
    (True, False, False)
    """
    stem = bare(name)
    if _BARE_ENDING.fullmatch(stem) or _DONE.search(stem):
        return False
    return bool(_WHOLE.search(stem)) or bool(GENERIC_PLACE.match(stem))


def is_ending(name: str) -> bool:
    """Whether a name is only the end of one: 办事处, 管理局, 员会."""
    return bool(_BARE_ENDING.fullmatch(name))


def has_remark(name: str) -> bool:
    """Whether the bracket at a name's end holds no body: 县住建局（城区） against 区文旅局（区文物局）."""
    found = _LAST_BRACKET.search(name)
    if not found:
        return False
    parts = _BETWEEN.split(found[1])
    if is_collective(name):
        return not all(
            len(part) == 1 or is_plural_noun(part.removeprefix("含")) or _PARTY_BODY.match(part) for part in parts
        )
    if _OTHER_PLATE.fullmatch(found[1]):
        return False
    return (
        any(_SCOPE.match(part) or is_plural_noun(part) for part in parts)
        or not is_whole(found[1])
        or is_collective(found[1])
        or ("、" in found[1] and not all(level(part) for part in parts))
    )


@lru_cache(maxsize=4096)
def level(name: str) -> str:
    """The level or place a name begins with, or "".

    >>> level("市发展改革委"), level("新华区教育局"), level("市场监管局"), level("县委宣传部")
    ('市', '新华区', '', '县')
    """
    if party := _PARTY.match(name):
        return party["level"]
    if (own := _OF_ITS_OWN_SIGN.match(name)) and is_whole(name[own.end() :]):
        return own[0]
    if found := _LEVEL.match(name):
        return found[0] if len(name) > 1 else ""
    if (found := _PLACE.match(name)) and is_whole(name[found.end() :]):
        inner = _INNER_PLACE.match(name, found.end())
        return name[: inner.end()] if inner and is_whole(name[inner.end() :]) else found[0]
    return ""


def committee(name: str) -> str:
    """The party committee that a name is an organ of, or "".

    >>> committee("县委宣传部"), committee("自治区党委编办"), committee("县文旅局")
    ('县委', '自治区党委', '')
    """
    found = _PARTY.match(name)
    return found[0] if found else ""


def begins_anew(name: str) -> bool:
    """Whether a text can only be the beginning of a name."""
    return bool(level(name)) or bool(_ANEW.match(name))


def takes_level(name: str) -> bool:
    """Whether a name without a level shares that of the name before it: 市发展改革委、水利局."""
    own = _OWN_LINE.search(bare(name)) or is_named_after_a_place(name)
    return is_whole(name) and not level(name) and not is_collective(name) and not own


def is_named_after_a_place(name: str) -> bool:
    """Whether a body is named after the park it keeps, the town it is in: 金盆水库管理处, but not 水库管理处."""
    found = _OF_A_WORK.match(bare(name)) or _OF_A_STREET.match(bare(name))
    return found is not None and not _WHOSE_IT_IS_NOT.fullmatch(found["whose"])


def is_organ(name: str) -> bool:
    """Whether a name is that of a department or an institution under one, not of a team, firm or court."""
    return bool(_ORGAN.search(bare(name)))
