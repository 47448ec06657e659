"""What may stand within a body: a 科 within a 局, but no 局 within a 局. Where it may not, a second name has begun."""

from __future__ import annotations

import re

from storage.unit_many import bare, is_collective
from storage.unit_names import level

# What a body ends in, and what the name of a part of it may end in. Whatever is not said here is no part of it.
_WITHIN = tuple(
    (re.compile(rf"(?:{outer})$"), re.compile(rf"(?:{inner})$"))
    for outer, inner in (
        ("企业", "协会"),
        ("管委会|居委会|村委会", "办|办公室|局|中心|部|室|队|站|组|科|处|支部"),
        (
            "公安局",
            "[^局]|(?:分|交管|交警|交通(?:警察|管理)|森林(?:公安)?|水上|治安(?:管理)?|[刑网特]警|禁毒|出入境(?:管理)?|反恐|监管)局",
        ),
        ("(?:税务|总|分)局|总署", ".*(?<!总局)(?<!总署)"),
        ("法院", "[庭局室处科队部组]|中心|办|党组"),
        ("检察院", "[部局室处科队组]|中心|办|党组"),
        ("厅|署", "[^厅署]"),
        ("局", "[处科股室所站馆队组办委库场园段校台社]|(?<![医法察])院|分局|支局|中心|机关|党组|工会|总会|协会"),
        ("处", "[科股组班队所站室办库场厂]|中心|(?<=分)处|支部"),
        ("(?<!控)股", "[组班室]"),
        ("科", "[组班队室]|门诊|病区"),
        ("[^公]室", "[组班室科队部]|中心"),
        ("派出所|司法所", "[组班室]"),
        ("馆", "[组班室科队部]|中心|分馆"),
        ("所|站", "[组班室科队部办]|分站"),
        ("^办公室|^(?:党政|党|综合|院|校|局)办(?:公室)?", "[组班]|专班"),
        ("办公室|办", "[组科处股]|(?<!办公)室|中心|专班"),
        ("[省市区县州旗盟]委", "[部办校室组]|干部局|机要局|政法委|工委"),
        ("党委|党组|党工委", "[部办室校组]|纪委"),
        ("军委", "[部厅委署局办]"),
        (
            "(?<![省市区县州旗党工纪团])委",
            "[处科室股司组站队所校]|办|机关|中心|党组|[党团]委|工会|会议|[监董理]事会|疾控局|院",
        ),
        ("党群工作部|工会", "[部室科办组]|中心|委员会|文体馆|俱乐部"),
        ("部", "[科室办司组所站院队社]|(?<!总)局|中心|支部|(?<=..厅)处"),
        ("中心", "[部科室处站所队组办股馆校院园]|分中心|小学|中学|支行"),
        ("大队|中队", "[组班科室所办]|中队"),
        ("支队", "[组班科室所处股站办]|[大中]队|中心"),
        ("总队", "[组班科室所处股站办]|[支大中]队|中心"),
        ("(?<=..)街道|^各街道|(?<=..)[镇乡]", "(?<!街)道|[^街镇乡道]"),
        ("村|社区", "[^村]"),
        ("医学院", ".*"),
        ("大学|兵团|中央|国务院", ".*(?<!大学)"),
        ("学院", "[处科室部系所办会委队馆组站]|中心|附属.*"),
        ("(?:科|学|科学|社科|农科|研究)院", "[处科室部所办中站委会]|中心|研究院"),
        ("院", "[科室处部所办系组委馆局队团体站]|中心|门诊|工会|分院"),
        ("[省市区县州旗盟园]|新城", "."),
        ("政府|管委会", "[办厅室组局处院关委]|委员会|中心|专班"),
        ("人大|政协", "[委会室办组团关处]"),
        ("[分支]行", "[部科室处办]|中心"),
        ("行", "[部科室处办行]|中心|公司"),
        ("(?:银行|合作|供销)社|(?<!合作)社", "[部科室处办社]|公司"),
        ("[学小中党技]校|[小中]学|幼儿园", "[部科室处办委会组]|中心|校区|分校|分园|支部|党总支|教育集团"),
        ("(?:妇|残|工商|文|社|侨|台)联", "[部科室处办会社]"),
        ("(?:员|委|协|学|商|工|人大常委|联合|总|[董监理]事)会", "[办室部委处局队团科组站所关校]|中心"),
        ("海关", "[处科室局队办组]|中心"),
        ("电网|移动|联通|电信|铁塔|邮政", "[部局]|公司|集团|中心|营业厅|办事处|营业部"),
        ("人保|人寿|农信|城投|交投|[建旅农水产国]投", "[部社]|公司|集团|中心"),
        ("机关", "[委会部科室处办]|中心|支部"),
        ("组|专班|班|[共合联]体|联盟", "[办室组]"),
        ("车间", "[组班室]|工段"),
        ("指挥部", ".*"),
        ("庭", "[室组]"),
        ("司", "[处办室局]"),
        ("场|厂|段|港|台|矿", "[部科室处队站所办委会组]|车间|分场"),
    )
)
_FIRM = re.compile(r"(?:公司|集团)$")
_INSIDE_A_FIRM = re.compile(
    r"总部|本部|机关|所属|下属|.*(?:(?:分|支|.[省市县])公司|[部处科室]|党委|纪委|工会|中心|委员会)$"
)
_OF_A_FIRM = (  # what firms of these trades have in a place
    (re.compile(r"(?:电网|供电|电力)(?:有限)?公司$"), re.compile(r".*供电[局所]$")),
    (re.compile(r"农垦(?:总公司|集团|集团公司|集团有限公司)$"), re.compile(r".*(?:农场|管理区)$")),
)
_OF_A_KIND = re.compile(r"(?!.*(?:各|相关|有关|其他|所有|全[省市县区体])).*(?:机构|企业|事业单位|中小学)$")
_OF_NO_BODY = re.compile(  # what is no part of the body before it: 县教育局 | 用地单位
    r"^(?:乡镇|镇街|县区|村|社区|街道)(?:(?:人民)?政府|党委|两委)?$|公安机关$|^[0-9一二两三四五六七八九十]+个|^属地|^[省市区县镇][属直]"
    r"|^(?!主管|成部门)[^属设派各]*(?:(?<!组成)(?<!工作)(?<!两)部门|(?<!成员)(?<!牵头)(?<!配合)(?<!责任)单位|(?<!监管)企业)$"
)
_ANYWHERE = re.compile(r"(?:党委|党组|党支部|党总支|(?<!总)工会|团委|纪委|机关|项目部)$")
_NOWHERE = re.compile(r"(?:海关|检察院|法院|人民医院|中医院|妇幼保健院|供销社|残联|妇联|文联|侨联|科协|工商联|总工会)$")
_PEERS = (  # of a school, a hospital, a town; of a county that is named no more: one beside another
    re.compile(r"(?:[处部馆所站办]|办公室|中心|大队)$"),
    re.compile(r"(?<!总)(?<!税务)(?<!统计)(?<!公安)(?<!分)(?:局|厅|(?<![党纪团省市区县州旗盟])委)$"),
)
_SOME = re.compile(r"(?:(?:机关|全.)?各(?!族)|.{0,2}[相有]关|沿.{1,2}各|其[他余]|全.各|[三四五六七八]大)")
_SOME_PARTS = re.compile(  # 县教育局各科室, 市生态环境局各县分局
    r"(?:机关)?[各相有其].*(?:[处股]室|(?<!临床)(?<!医技)科室|(?<!区)(?<!直)(?<!级)(?<!职能)(?<!主管)部门|站所|所站|[分支]局|派出所|司法所|[支大中]队|中心校|卫生院|支部|[分子]公司|学校|窗口)$"
    r"|各单位$|.{0,4}(?:下属|所属|直属|内设|派出)(?!.*业).*$"
)
_UP_TO_EACH = re.compile(r"(?<=[局办所站院心科处室股部])各(?!族).*")
_FIRST_OF_THEM = re.compile(r"[^各]*各?[^各]+")  # 县政府 | 各部门各乡镇
_OF_A_TRADE = (  # 县教育局各学校, but 县市场监管局 | 各学校
    (("学校", "中心校", "幼儿园"), "[教学校]"),
    (("医院", "卫生院"), "[卫医健院]"),
    (("派出所",), "公安|分局"),
    (("司法所",), "司法"),
)
_OF_A_GOVERNMENT = re.compile(r"各(?:委|办|局|委办局|部委办局)$")
_OF_AN_APPARATUS = re.compile(r"各(?:党|支部|基层|科室|处室|股室)|[有相]关(?:单位|部门)")  # 市直机关各党组织
_HAS_MEMBERS = re.compile(r"[会组部制]$|防指$|[共合联]体$|联盟$|专班$")
_NO_OFFICES = re.compile(r"(?:[科股办队]|[^公]室|组)$")  # holds no 科室 of its own


def may_hold(body: str, part: str) -> bool:
    """Whether the second of two names may be that of a part of the first.

    >>> may_hold("县公安局", "交警大队"), may_hold("教务处", "学生处"), may_hold("法院", "检察院")
    (True, False, False)
    """
    if _SOME.match(part):
        return _may_hold_some(body, part)
    if _OF_A_KIND.match(body) and not is_collective(part):
        return True  # 国有企业监事会: a kind of bodies, and what is there for them
    if any(firm.search(body) and own.match(part) for firm, own in _OF_A_FIRM):
        return True
    if _FIRM.search(body):
        return bool(_INSIDE_A_FIRM.match(part))
    one = _UP_TO_EACH.sub("", part)  # 党政办 | 财政所各村
    part = one if len(one) > 2 else part
    if _ANYWHERE.search(part) or (is_collective(part) and not _OF_NO_BODY.search(part)):
        return True
    if _NOWHERE.search(part) or (not level(body) and part != "办公室" and _are_peers(body, part)):
        return False
    inner = next((inner for outer, inner in _WITHIN if outer.search(bare(body))), None)
    return inner is not None and bool(inner.search(bare(part)))


def _are_peers(body: str, part: str) -> bool:
    return any(kind.search(body) and kind.search(part) for kind in _PEERS)


def _may_hold_some(body: str, parts: str) -> bool:
    if first := _FIRST_OF_THEM.match(parts):
        parts = first[0]
    if any(parts.endswith(kinds) and not re.search(trade, body) for kinds, trade in _OF_A_TRADE):
        return False
    if _OF_A_GOVERNMENT.match(parts):
        return body.endswith(("政府", "委"))
    if body.endswith("机关") and _OF_AN_APPARATUS.match(parts):
        return True
    if "成员" in parts:
        return bool(_HAS_MEMBERS.search(body))
    too_high = parts.endswith(body[-1] + "室") or (parts.endswith(("室", "所", "站")) and _NO_OFFICES.search(body))
    return bool(_SOME_PARTS.match(parts)) and not too_high
