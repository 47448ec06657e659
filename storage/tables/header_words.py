"""The words at the head of a column, and the column each of them means."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from storage.radicals import without_radicals
from storage.values import Column

LONGEST = 18  # a header is short; what is longer is a cell
SHORT_ENDS = frozenset(
    [
        "单位",
        "部门",
        "科室",
        "时间",
        "时限",
        "期限",
        "名称",
        "内容",
        "任务",
        "事项",
        "要求",
        "措施",
        "机构",
        "主体",
        "安排",
        "日期",
    ]
)  # the second half of a broken header: 牵头 over 单位
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?")
_ALONG = r"[及和与、/，,暨]|以及"
_BODY = r"(?:单位|部门|机构|主体|科室|科\(室\)|处室|股室|科|处|方)"
_WHO = r"(?:单位|部门|机构|主体|科室|处室|股室)"

# The first rule whose pattern is found in the header's words decides. Patterns are read top down, like the list
# of header words an office keeps: what only looks like a deadline or a unit comes before those.
_RULES: tuple[tuple[str, Column], ...] = (
    (rf"^(?:牵头|主责|主办)(?:责任)?{_WHO}?(?:{_ALONG})(?:责任|负责|联系|联络)人员?$", Column.LEAD),
    (rf"(?:牵头|主责|主办).*(?:{_ALONG}).*(?:配合|协办|责任|参与|承办|参加)", Column.RESPONSIBLE),
    (rf"责任.*(?:{_ALONG}).*(?:配合|协办|协同|参与).*", Column.RESPONSIBLE),
    (rf"^责任{_WHO}(?:{_ALONG})(?:责任|负责)人$", Column.RESPONSIBLE),
    (
        r"领导|(?:责任|负责|联系|联络|牵头|经办|填报|填表|包保|督办|签字)(?:人|员)|电话|联系方式|备注|附注|说明$",
        Column.OTHER,
    ),
    (
        r"(?:进展|推进|落实|办理|完成|执行|整改|存在|工作|反馈)(?:的)?(?:主要)?(?:情况|成效|结果|效果)|进展|存在.*问题|下一步|成效",
        Column.OTHER,
    ),
    (
        r"佐证|印证|材料|链接|网址|分值|得分|评分|分数|权重|评价|资金|投资|经费|预算|来源|依据|文号|销号(?!时间|时限|期限|日期|节点)|亮灯|状态|是否|对账",
        Column.OTHER,
    ),
    (
        r"(?:任务|事项|项目|工作|问题|件|项|总|应|已|未|完成|办结)\w{0,3}数量?$|率$|占比|比例$",
        Column.OTHER,
    ),  # a count of rows
    (
        r"公开(?:时限|时间|期限)|(?:公布|发布|印发|成文|更新|实际完成|上报|报送|填报|反馈|督查|检查|交办|立项)(?:时间|日期)|实际|频[次率]",
        Column.OTHER,
    ),
    (
        r"^(?:任务|项目|条目|指标|事项|问题|顺|总|分)?(?:序号|编号|编码|代码|项次|号码?|序)$|^no$|^#$|^项目?号$|^序列号?$",
        Column.NUMBER,
    ),
    (r"(?:开始|起始|启动|开工|开展|计划开工|动工)(?:时间|日期|时点|年月|时限|节点)?$|^起$|^自$", Column.START),
    (rf"(?:任务|内容|措施|事项|要求)(?:{_ALONG}).*(?:时限|时间|节点)", Column.CONTENT),
    (
        r"时限|期限|限期|办结|截止|(?:完成|结束|时间|竣工|完工|达标|整改|落实|销号)(?:时间|日期|时点|节点|月份|要求|安排|年月|时段)",
        Column.DEADLINE,
    ),
    (
        r"(?:时间|进度|阶段)(?:节点|安排|要求|计划|表|进度)|起止|^(?:计划)?完成$|^时间$|^日期$|^进度$|^(?:工作|推进|关键|任务|建设|目标)?节点$|^结束$|^止$|^至$|^完成年限$|时间节点|^(?:计划)?(?:完工|竣工|完结|建成|交付|投用|投运)$",
        Column.DEADLINE,
    ),
    (
        r"(?:牵头|主责|主办|首要责任|主要责任|第一责任|主要负责|主负责|第一负责|总牵头)"
        + _BODY
        + r"?$|^牵头|^内?牵头|发起"
        + _WHO,
        Column.LEAD,
    ),
    (rf"(?:牵头|主责|主办).*{_WHO}$", Column.LEAD),
    (rf"(?:协同|共同)责任{_WHO}$", Column.RESPONSIBLE),
    (r"(?:配合|协办|协同|协助|协作|会办|支持|协管)(?:责任)?" + _BODY + r"?$|^内?配合", Column.ASSISTING),
    (
        rf"(?:责任|承办|负责|落实|实施|执行|办理|承担|组织|申报|抽查|检查|参与|参加|主管|整改|归口|主体责任|完成|相关|责任分工).*{_BODY}$",
        Column.RESPONSIBLE,
    ),
    (
        r"^(?:责任|承办|参与|负责|落实|执行|实施|承担)$|^单位$|^部门$|^科室$|^处室$|^(?:责任|任务|职责|工作)分工$|^责任清单$|^责任$|^分工$|^任务单位$|^单位名称$|^部门名称$",
        Column.RESPONSIBLE,
    ),
    (
        r"一级|^类[别型]$|类别|分类|类型|领域|板块|主题|方面|大类|门类|章节|专项名称|维度|条线|版块|大项|^目标任务分类$",
        Column.THEME,
    ),
    (r"^第?[一二三四1-4]季度$|^[上下]半年$", Column.CONTENT),  # what is to be done by then: see `stages_of`
    (r"二级", Column.TASK),
    (
        r"三级|内容|措施|要求|举措|做法|要点$|描述|详情|路径|步骤|标准|成果|指标|细则|细化|具体|目标$|^完成目标|^主要目标",
        Column.CONTENT,
    ),
    (r"任务|事项|工作|项目|名称|清单|问题|议题|建议|重点|提案|议定", Column.TASK),
)
_BARE_STAGE = re.compile(r"第?[一二三四1-4]季度$|[上下]半年$")
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r"^[^\u4e00-\u9fffA-Za-z#]+|[^\u4e00-\u9fffA-Za-z#]+$")
_COMPILED = tuple((re.compile(pattern), column) for pattern, column in _RULES)


def heading_words(raw: str) -> str:
    """A header without spaces, line ends, remarks in brackets and specks around it.

    >>> [heading_words(raw) for raw in ("序 号", "~1 完成时限", "牵头\\n单位", "完成时限（2022年）")]
    ['序号', '完成时限', '牵头单位', '完成时限']
    """
    text = _SPACE.sub("", unicodedata.normalize("NFKC", without_radicals(raw)))
    text = _BRACKETS.sub("", text) or text
    return _AROUND.sub("", text)


def remark(raw: str) -> str:
    """What a header says in brackets about who leads (责任单位（列第一位的为牵头单位）) or which year it is.

    >>> remark("完成时限（2025年）"), remark("责任单位")
    ('完成时限（2025年）', '')
    """
    found = re.search(r"[(（](.*(?:牵头|为主|第一|首位|20\d\d年).*)[)）]", re.sub(r"\s+", "", raw))
    return f"{heading_words(raw)}（{found.group(1)}）" if found and len(found.group(1)) > 3 else ""


@lru_cache(maxsize=4096)
def column_of(raw: str) -> Column | None:
    """The column a header's words mean, or None where they are no header we know.

    >>> [column_of(raw) for raw in ("牵头责任单位", "分管领导", "开始时间", "区教育局")]
    [<Column.LEAD: 'lead'>, <Column.OTHER: 'other'>, <Column.START: 'start'>, None]
    """
    words = heading_words(raw).lower()
    if not words or len(words) > LONGEST or re.search(r"[。；;]", words):
        return None
    if role := _role_in_brackets(raw):
        return role
    return next((column for pattern, column in _COMPILED if pattern.search(words)), None)


def is_stage(cell: str) -> bool:
    """Whether a header says nothing but when: 一季度, 上半年."""
    return bool(_BARE_STAGE.match(heading_words(cell)))


def _role_in_brackets(raw: str) -> Column | None:
    found = re.search(r"[(（]\s*(牵头|主责|主办|配合|协办|协助)(?:单位|部门)?\s*[)）]\s*$", raw)
    if not found or not re.search(_WHO, raw):
        return None
    return Column.ASSISTING if found.group(1) in ("配合", "协办", "协助") else Column.LEAD
