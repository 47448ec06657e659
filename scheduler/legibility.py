"""Signs that a text was damaged on its way to us: a sense turned round by a lost 不, broken words, cut ends.

None of it is repaired here; a person who has the paper looks. The lists hold general official vocabulary.
"""

from __future__ import annotations

import re

from scheduler.labels import is_unfinished

# Words that say the contrary, or nothing, without the 不 (or 合, 适) that always stands before them.
_NEEDS_NOT = re.compile(
    r"(?<![合适])时宜|(?<!不)合时宜|(?<!不)可或缺|(?<!不)折不扣|(?<!不)遗余力|(?<!不)容忽视|(?<!不)可抗力"
    r"|(?<![不未])得(?:擅自|随意|违反|违规|泄露|瞒报|拖延|推诿|弄虚作假)"
    r"|(?<![不果判诊武独垄中间])断(?:完善|提高|提升|增强|加强|优化|健全|扩大|深化)"
    r"|末(?:按时|按期|按要求|完成|公开|公布|及时|达到|能|经)"
)
# What is weeded out is never the good: 清理…合规的内容 has lost its 不.
_GOOD_REMOVED = re.compile(
    r"(?:清理|整治|纠正|查处|取缔|杜绝)[^，。；、不非未违无失]{0,10}(?:符合|合规|合法|合格|达标|真实)(?:的|问题|行为|现象|内容|信息)"
)
_BROKEN = re.compile(
    r"[\u4e00-\u9fff]也(?=[，。；、])"  # no official clause ends so; 量 and 些 are read as 也
    r"|明确定(?=[、，。；和及])|[\ufffd□■◆\ue000-\uf8ff][^，。；、]{0,4}"
    r"|(?<=[0-9])[A-Za-z]{1,2}(?=[月日年])"
)
_BREAKS_OFF = re.compile(r"[^，。；]{0,8}[，、：（“《和与及的]$")
_CLAUSE = re.compile(r"[，、：；]")
_VERB_AND_ONE = re.compile(
    r"(?:强化|加强|深化|优化|完善|推进|落实|健全|提升|规范|加大|加快|推动|做好|抓好|坚持|扩大|促进|突出|压实).?"
)


def reversed_sense(text: str) -> str:
    """The words that may say the opposite of what was written, or "".

    >>> reversed_sense("完成对政府网站中时宜提法的清理工作"), reversed_sense("清理不合时宜的提法")
    ('府网站中时宜提法的', '')
    """
    found = _NEEDS_NOT.search(text) or _GOOD_REMOVED.search(text)
    return _around(text, found) if found else ""


def broken_words(text: str) -> str:
    """Words that cannot be right as they stand, or "".

    >>> broken_words("优化调整赠阅范围和数也，提升效果"), broken_words("也要做好")
    ('阅范围和数也，提升', '')
    """
    found = _BROKEN.search(text)
    return _around(text, found) if found else ""


def broken_end(text: str) -> str:
    """The last words of a text that stops before its end, or "".

    >>> broken_end("要做好政策解读、"), broken_end("要做好政策解读。")
    ('要做好政策解读、', '')
    """
    found = _BREAKS_OFF.search(text, max(0, len(text) - 10))  # no more letters than it may hold
    return found[0] if found else ""


def is_cut_label(label: str) -> bool:
    """True for a label whose last clause is too short for what stands before it, or that cannot end so.

    >>> [is_cut_label(label) for label in ("注重实际效果，强化正", "加强组织领导，落实保障措施", "强化监管")]
    [True, False, False]
    """
    *before, last = _CLAUSE.split(label)
    return is_unfinished(label) or bool(before and len(before[-1]) > 4 and _VERB_AND_ONE.fullmatch(last))


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 4) : found.end() + 3]
