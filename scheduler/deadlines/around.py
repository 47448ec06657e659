"""What stands around a date: whether it is a deadline at all, or a condition, a measure, the name of something."""

from __future__ import annotations

import re

from scheduler.deadlines.phrases import Phrase
from scheduler.deadlines.terms import SPAN, YEAR, Period, Side

ON, BEFORE, SINCE = Side.ON, Side.BEFORE, Side.SINCE
BARE = (SPAN, YEAR)  # named without an end: 6月, 2025年
# A condition on the object, not a deadline: 2004年年底前投运的, 6月30日前出生, 6月底前未完成的.
_CONDITION = re.compile(
    r"的?(?:基础上|水平)|至今|(?:时|底|末)?相比|为基[数准期]|的(?!时候|前)|出生|在册|存量|已|[应仍尚]?(?:未|没有|无法|不能|逾期)"
    r"|(?:投运|投产|投用|投入\S{2}|注册|登记|毕业|退役|退休|入学|购买|签订|发生|取得\S{0,6}[证可格])[^,;。]{0,6}[的者]"
    r"|(?:建成|建设|开工|竣工|成立|设立|取得|受理|立项|批准|印发|发布|施行|实施|颁布|出台|制定|产生|形成|上市|备案|申报"
    r"|购置|生产|关闭|关停|停产|淘汰|报废)[的者]"
)
# What has been reached, not what is to be: 截至2021年底累计建成50个.
_AS_OF = ("截至", "截止", "截至到", "截止到")
_REPORTED = re.compile(r",?(?:全\S{1,3})?(?:已|累计|共有|现有)")
_PAST = ("已", "已于", "已在", "已经", "已经于", "已经在", "曾", "曾于", "曾在")
_MEASURED = ("较", "比")
_COMPARED = ("较", "比", "距", "超过", "低于", "高于")
_LEANING = frozenset(words[-1] for words in (*_AS_OF, *_PAST, *_COMPARED))
_OBJECT = tuple(
    "完成 报 报送 上报 提交 开展 组织 做好 公布 公开 编制 形成 印发 召开 总结".split()  # noqa: SIM905
)
# What may follow a bare 2025年 or 6月: the end, a sign, or what is to be done by then.
_REACHED = (
    r"$|[,;。:、)(-]|~|[至到和及与]|年?[底末]|各|完|实现|建成|达|投(?!资)|启动|开工|动工|竣工|全(?:面|部|覆盖)|基本"
    r"|力争|争取|确保"
)
_YEAR_DOING = re.compile(
    _REACHED + r"|[^,;。:()的]{0,10}?(?:分别)?(?:达到?|[提升降][高升低][到至]|不低于|不少于|控制在)[^,;。:()]{0,3}\d"
    r"(?![^,;。:()]{0,6}的)"
)
_DOING = re.compile(
    _REACHED + r"|启|开|动|交|验收|通车|上线|运行|公开|公布|公示|发布|报送|提交|上报|出台|印发|制定|形成|建立|组织|召"
    r"|举|持续|予|进行|编|检查|抽查|督查|审议|下达|办|整改|拨|兑|评|考核|自查|汇总|征|修|更|调|清|归|移|培训|部署|动员|集中|统一|正式|初步|首次|再|对|将|由|向|在|并|应|须|需|要|可"
    r"|逐步|分批|按|至少|不|继续|陆续|实施|施行|落实|推进|新建|新增|落地|挂牌|见效|取得|赴|做|结束|总结[提验评推巩]"
)
_LAST_STAGE = re.compile(r"总结(?:[,;。]|$)")  # 4月至11月实施，12月总结; but 四季度总结 alone is a paper


def is_condition(wording: str, begin: int, end: int, term: Period) -> bool:
    """Whether the words around a period make it what is past, what is measured by, or a mark of the object."""
    if begin and wording[begin - 1] in _LEANING:
        if wording.endswith(_PAST, 0, begin):
            return True
        if wording.endswith(_COMPARED, 0, begin) and _is_compared(wording[:begin], term):
            return True
        if wording.endswith(_AS_OF, 0, begin) and _REPORTED.match(wording, end):
            return True
    return end < len(wording) and _CONDITION.match(wording, end) is not None


def _is_compared(head: str, term: Period) -> bool:
    """比2021年 and 较6月30日 measure; 超过6月30日 is a limit, and 评比 is what is done."""
    if term.grain in BARE and term.side is not SINCE:
        return True
    return term.side is ON and head.endswith(_MEASURED) and not head.endswith("评比")


def is_object(phrase: Phrase, n: int) -> bool:
    """12月15日前完成下半年自查: what is done by a date cannot be another date."""
    earlier = phrase.terms[n - 1][0]
    return isinstance(earlier, Period) and earlier.side is BEFORE and phrase.gap(n - 1).endswith(_OBJECT)


def is_done_by(phrase: Phrase, n: int, term: Period) -> bool:
    """Whether a bare period is followed by what is to be done, and not by a noun it only describes."""
    after = phrase.terms[n][2]
    if term.grain is YEAR:
        return bool(_YEAR_DOING.match(phrase.wording, after))
    if term.grain is not SPAN or _DOING.match(phrase.wording, after):
        return True
    is_stage = n > 0 and len(gap := phrase.gap(n - 1)) > 1 and gap[-1] in ",;、"
    return is_stage and _LAST_STAGE.match(phrase.wording, after) is not None
