"""The verbs of a unit cell and what each of them says of the units before it: 牵头, 配合, 按职责分工负责."""

from __future__ import annotations

import re

from storage.unit_labels import FIRST_LEADS
from storage.unit_words import Kind, Word

LEAD = (
    r"(?:作?为|是)?(?:分别|共同|联合|总|双|组织|统筹|负责|具体)*(?:牵头|主办|主抓|主责|主导|抓总|发起|为主)"
    r"(?:负责|抓总|组织|实施|落实|推进|承办|办理|协调|抓好|做好|单位|部门|处室|科室|[此该本]项|[相有]关(?=工作)|工作)*"
)
ASSIST = (
    r"(?:作?为|是)?(?:积极|协同|密切|共同|主动|做好|负责(?=配合|协助|协办))*(?:配合|协办|会办|协助|协同|参与|参加|支持|为辅|指导|督导|监督|(?:跟踪)?督[办查](?![室局组处科]))"
    r"(?:配合|落实|实施|做好|推进|完成|支持|[此该本]项|[相有]关(?=工作)|工作|单位|部门|处室|科室|执行|负责)*"
)
_SHARE = (
    r"(?:按照|按|依据|依|根据|依照|结合)(?:各自|部门|有关|本|工作)*(?:职责|职能|职权|任务|权限|实际)(?:任务)?(?:分工|范围|划分|要求|权限)*"
    r"(?:分别|共同|各自|抓好|做好|负责|落实|推进|实施|办理|组织|贯彻|相关工作|具体|开展|工作|配合)*|分工负责|各负其责|各司其职"
)
_ACT = (
    r"(?:分别|共同|联合|协同|具体|全面|统筹|组织|按要求|抓好|狠?抓(?=落实|推进|实施)|总|直接|主要|研究|自行|各自|自主|分级|分头|逐级|依法|切实|认真)*(?:负责(?!人)|落实|承办|实施|主管|办理|执行|推进|完成|贯彻|承担|统筹|协调(?!办))"
    r"(?:负责|落实|实施|组织|推进|办理|执行|到位|[此该本]项|[相有]关(?=工作)|工作|单位)*|负[总全]责|为(?:直接|第一)?责任(?:单位|部门|主体)"
)
VERBS = re.compile(rf"(?P<lead>{LEAD})|(?P<share>{_SHARE})|(?P<assist>{ASSIST})|(?P<act>{_ACT})")
_DIVIDED = re.compile(r"分工|分别|各负其责|各司其职")
_PERHAPS_LEADS = re.compile(r"(?:统筹|协调)$")
_SOMEHOW = re.compile(r"牵头|主办|配合|协办")  # 业务牵头
_BY_RANK = re.compile(r"首位|第一|排名")


def said_by(found: re.Match[str]) -> tuple[Word, ...]:
    """What a verb of a sentence says."""
    if found["lead"]:
        return (Word(Kind.LEAD),)
    if found["assist"]:
        return (Word(Kind.ASSIST),)
    if _PERHAPS_LEADS.search(found[0]):
        return (Word(Kind.DOUBT), Word(Kind.ACT))
    does = Word(Kind.ASSIST if found[0].endswith("配合") else Kind.ACT)  # 按职责分工配合
    return (Word(Kind.OPEN), does) if _DIVIDED.search(found[0]) else (does,)


def said_in_brackets(inside: str) -> tuple[Word, ...]:
    """What a bracket behind a unit says of it or of all before it; () where it says nothing of roles."""
    if FIRST_LEADS.search(inside):
        return (Word(Kind.FIRST_LEADS),)
    if re.match(r"分别|共同|联合|均|都|双|以上", inside) and "牵头" in inside:
        return (Word(Kind.LEAD),)
    if re.match(LEAD, inside):
        return (Word(Kind.LAST_LEADS),)
    if _BY_RANK.search(inside):
        return (Word(Kind.DOUBT),)
    if re.fullmatch(ASSIST, inside):
        return (Word(Kind.LAST_ASSISTS),)
    if _DIVIDED.search(inside):
        return (Word(Kind.OPEN),)
    says_more = _SOMEHOW.search(inside) and not VERBS.fullmatch(inside)
    return (Word(Kind.DOUBT),) if says_more else ()
