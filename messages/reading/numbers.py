"""Numbers that name no item: days, hours, telephones, documents, counts. Marked out before items are looked for."""

from __future__ import annotations

import re
from datetime import date

from messages.reading.days import day_spans
from messages.reading.form import Form, Table
from messages.reading.plain import FUTURE, NUMBER, PAST, TOPIC, cover_all, cover_spans

# What is counted; the words after ?! are topics that only begin with the same character (年报, 台账, 人事).
_MEASURES = (
    "个(?!人|体|别|税|案|性)|家(?!庭|政|具|禽|校|长|园)|人(?!事|才|口|大|员|社|民|力|居|防)|名(?!录|单|称)|位(?!置)|户(?!籍|外|口)",
    "份(?!额)|件(?!事)|批(?!准|复|示)|次(?!序|数|要)|起(?!草|诉|止|步|动)|篇(?!章)|册|本(?!级|单位|局|镇|乡|区|部门|项|办|季|年|月|周|期|次|地|人)|页(?!面)",
    "套(?!餐|取)|张(?!贴)|辆|台(?!账|风)|座(?!谈)|所(?!有|属|在|需|以|得)|处(?!罚|理|置|级|室)|场(?!所|地|馆)|期(?!限|刊|间|末)",
    "轮|步(?!行|骤)|章(?!程)|版(?!权)|级(?!别)|届(?!满)|类(?!别|型)|种(?!植|子|业)|宗(?!教)|幅|门(?!户|牌|诊)|间(?!接)",
    "万|亿|元(?!旦)|块(?!状)|公里|米|亩|吨|平方|岁|年(?!报|度|检|审|鉴|终)|天(?!然)|小时|分钟|分(?!别|类|配|局|管|工|公司|析|发|解|包)",
    "周(?!边|转)|季度(?!报)|阶段|栏(?!目)|村(?!务|规|级|委|民|庄|集体|两委|干部|里|上)|乡(?!镇|村|贤)|镇(?!区|级|政府)",
    "封(?!面|闭|存)|通(?=电话)|趟|遍|棵|株|幢|片(?!区)|[口眼](?=井)|盏|根(?!据|本)|头(?=猪|牛|羊)|人次|件次",
    "℃|°|点(?!位|评|错)|时(?!限|间|效)|楼|室|栋|号楼|号文|号令|岗|股|度|倍|折|字|条(?!例|件|款)",
)
_LATIN_STATUS = r"ok|done|finish|complet|n/?a\b|not\b|no\b|in |wip|yes|working|pending|is |has "

_NOT_ITEMS = tuple(
    Form(pattern)
    for pattern in (
        r"\d{3,4}-\d{6,8}|\d{4,}",  # telephones, years, identifiers
        r"(?<![\d、-])(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)|(?:上午|下午|早上|晚上|中午)(?P<only>\d{1,2})",
        r"(?<!\d)(?!100 {0,3}%)(?P<only>\d+(?:\.\d+)?) {0,3}%",
        r"[〔\[(] {0,3}¤+ {0,3}[〕\])] {0,3}(?P<only>\d+)|(?<=第)\d+(?=号令|号文)",
        r"(?:附件|附表|表|图|版本|内线|分机|电话|手机|房间) {0,3}:? {0,3}(?P<only>\d+(?:\.\d+)?)",
        r"(?<=[a-z])\d+|\d+(?=[a-z])(?!\d*(?:" + _LATIN_STATUS + "))",
        # 完成了5/8
        r"(?:完成|办结|公开|发布|录入|[做弄办])了? {0,3}(?P<only>\d{1,3} {0,3}/ {0,3}\d{1,3}) {0,3}(?=$|[,;。\n])",
        r"\d+\.\d+",
        r"(?<=[□》法例定见知案则]第)\d{1,3}(?=条)",  # an article
        r"(?<=\d)[项号]? ?\((?P<only>\d{1,2})\)",  # 7(1): a part of row 7
        r"(?<=第)\d{1,2}(?=个?[小子分](?:项|点|条|任务)|季度|阶段|批|期|次|轮|步|章|版|稿|部分|页|届|周|名)",
        r"(?<![第\d])(?P<only>\d{1,3}(?:,\d{3})*) {0,3}(?:多|余|来)? {0,3}(?:" + "|".join(_MEASURES) + ")",
        # 共12, 还剩3: a count, unless a status follows at once
        r"(?:共计?|合计|总计|累计|约|近|达到?|超过?|剩余?|还剩|只剩|缺|少) {0,3}(?P<only>\d+)(?!\d)"
        r"(?! {0,3}(?:项|号|任务)? {0,3}[、已未没还正在办不])",
    )
)
_STANDING = Table(*((pattern,) for pattern in _NOT_ITEMS))
_DOTTED = Form(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){2,}(?![\d.])")
_QUOTED = Form(
    r"《[^《》\n]{1,200}》|“[^“”\n]{1,200}”|「[^「」\n]{1,200}」|『[^『』\n]{1,200}』|\"[^\"\n]{1,200}\"|‘[^‘’\n]{1,200}’"
)
_ONLY_AN_ITEM = re.compile(r". {0,3}(?:第|序号|任务|编号)? {0,3}[\d一二三四五六七八九十]{1,3} {0,3}(?:项|号)? {0,3}.")

EMOTICON = Form(
    r"\[(?:ok|抱拳|握手|强|玫瑰|微笑|愉快|合十|呲牙|奋斗|加油|鼓掌|爱心|庆祝|太阳|咖啡|憨笑|害羞|偷笑|捂脸|流泪|苦涩|拳头|胜利|收到)\]",
    re.IGNORECASE,
)


def _listed(found: re.Match[str]) -> str:
    """11.12.13 counts up, so it is a list; 22.11.21 is a day."""
    numbers = [int(number) for number in found.group().split(".")]
    return found.group().replace(".", "、") if numbers == sorted(set(numbers)) else found.group()


def without_topics(text: str) -> str:
    """Quoted names are topics, whatever words they hold; a quoted item number still is one."""

    def covered(found: re.Match[str]) -> str:
        quote = found.group()
        if _ONLY_AN_ITEM.fullmatch(quote):
            return " " + quote[1:-1] + " "
        return "".join(sign if sign == "§" else TOPIC for sign in quote)

    return _QUOTED.sub(covered, cover_all(EMOTICON, text, " "))


def without_other_numbers(text: str, today: date) -> str:
    """Days become marks of the past or the future, every other number that is no item becomes a mark."""
    text = _DOTTED.sub(_listed, text)
    text = cover_spans(text, ((start, end, FUTURE if ahead else PAST) for start, end, ahead in day_spans(text, today)))
    for pattern in _STANDING.among(_NOT_ITEMS, text + NUMBER):  # the mark that one sets may be what another looks for
        text = cover_all(pattern, text, NUMBER)
    return text
