"""Whom a clause that names nobody is about: everything, or the rest."""

from __future__ import annotations

import re
from enum import Enum

from messages.reading.form import Form
from messages.reading.vocabulary import FINISHED


class About(Enum):
    """Whom a clause that names nobody is about."""

    NAMED = "named"  # the items it names, or else those named last
    ALL = "all"  # 都已完成
    REST = "rest"  # 其余办理中
    EXCEPTED = "excepted"  # 除12外
    NEXT = "next"  # 更正：12没完成: whatever is named after it


_REST = Form(
    r"^\W{0,8}(?:但是?|而|另外|目前|那|至于)?(?:其余|其他|其它|余下|剩下|剩余|别的|除此(?:之外|以外|外))(?:的|各|几|这些|那|全部|所有)*(?:¤{1,3}|[一二两三四五六七八九十])?(?:[项个]|任务|事项|工作|都|也|一切)*"
    r"(?P<body>\W*(?:[均全还正暂已在未没不办推尚收完弄搞好妥齐快]|有困|预计|计划|基本|争取|(?<=[都也均全])[公发挂贴传登印上落报交签审做送给]).*)$",
    re.DOTALL,
)
_ALL = re.compile(
    r"^[^\w¤◎◉□]{0,8}(?:[二两三四五六七八九十]{1,3}[项个件条]|¤{1,3}[项个]|一[项个件](?=[都也])|(?:[我本咱]们?|涉及我)(?:[局镇乡委办]|单位|街道|中心|这边|这里)?(?:承担|涉及|负责|牵头)?的?|[镇乡局]里的?|本单位|本局|本镇|手[头上里]|名下|目前|现在|截至目前|截至今天|这些?|那些|以上|上述|上面|所有|全部|各|几|的|项|任务|工作|事项|责任|"
    r"都|均|全都|统统|一律|已经?(?=全)|全|\s)+"
)
_ALL_SAID = Form(r"都|均|全(?=部|[办弄做搞完公落发不没未收签在])|所有|以上|上述|统统|一律|各项|一[项个件][都也]")
_WHOLE = Form(
    r"^[^没未不#]*(?:签收|收到|完成|办结|落实)了?(?:我[局镇乡]|本单位)?(?:的)?(?:全部|所有|各项)的?(?:任务|事项|工作)?\W*$"
    r"|^\W*没有?一[项个件](?:任务|事项)?是?(?:完成|办结)[^,]{0,2}$"
    r"|^[^没未不#]*[将把对](?:我[局镇乡]|本单位)?的?(?:全部|所有|各项)(?:任务|事项|工作)[^,没未不]{0,4}(?:签收|完成|办结)\W*$"
)
PLAIN_STATUS = re.compile(
    rf"(?:已经?|还|没有?|尚?未|曾|能|暂|快|正常?|在|有序|稳步|加快|推进|办理|办结|完成|开始|启动|开展|弄|搞|做|办|动|完|好|公开|发布|公布|上线|落实|不涉及|我(?:们|单位|局|镇|乡)?|本(?:单位|局|镇|乡)|到位|中|按计划|按(?:要求|规定|时限?|期)|如期|顺利|圆满|困难|有|收到|签收|上报|报|交|推|申请|延期|延长|推迟|顺延|[到至]|[◉◎]|全部|均|都|{FINISHED}|的|着|呢|哈|谢谢|\W)*"
)
_SO_MANY = Form(r"(?:[二两三四五六七八九十]{1,3}|¤{1,3})[项个件条] {0,2}(?:任务|事项|工作|责任|项)*\s*$")


def said_of_rest(clause: str) -> str | None:
    """What is said of the rest (其余均已完成); None where no rest is spoken of."""
    found = _REST.match(clause)
    return found["body"] if found else None


def is_of_all(clause: str) -> bool:
    """都已完成, 三项已全部办结; 没有全部完成 does not say it."""
    if _WHOLE.search(clause):
        return True
    every = _ALL_SAID.search(clause)
    opening = _ALL.match(clause) if every else None
    if not every or not opening or not PLAIN_STATUS.fullmatch(clause, opening.end()):
        return False
    return every.start() < opening.end() or bool(_SO_MANY.search(opening.group()))
