"""What stands between the terms of a phrase and was not read: nothing of weight, or a sign of damage to ask about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scheduler.deadlines.pieces import any_of
from scheduler.deadlines.terms import Manner, Period, Placed, Term

# Figures or words of time that no form explained: the phrase is damaged, or says more than was read.
# The letters such a piece begins with: most words between the terms hold none, and are not looked at any closer.
_SUSPECT = re.compile(
    r"[\d_~至到年月日旬季底一二三四五六七八九十上中下周星礼零〇壹贰叁肆伍柒捌玖OolI|T?□■*\ufffd\x00曰目不约大左早前暂预拟顺延推调视已或特次第/-]"
)
_LEFT_OVER = re.compile(
    rf"(?={_SUSPECT.pattern})(?:"
    + any_of(
        r"""_ ^[-~至到]\d ^\d{1,2}(?:$|[,;、])
        \d{5,}(?!热线|平台|专线|[万元人户亩个家份吨件名条公平])
        [零〇壹贰叁肆伍柒捌玖]{2} \d+[月日旬](?!制) \d{1,4}年(?!行动|计划|规划|期|以上|以下|制|度)
        [\d一二三四]季 \d号?[前底] \d{1,2}[./]\d{1,2}[前底月日] [月日旬年][底末前] 底前
        (?<![\u4e00-\u9fff])[年月日](?![报检会审]|以[上下])
        [一二三四五六七八九十]+月 [一二三四五六七八九十]日(?![\u4e00-\u9fff]) [上中下][、和及]
        [上中下]旬 (?:周|星期|礼拜)[一二三四五六日天](?!常)
        [OolI|T]\d*月 \d[OolI|] [?□■*\ufffd\x00] [曰目](?:前|$) \d目
        不含 (?<![预集节契签合])约$ 大[约概]在?$ 左右 前后(?:$|[,;。]) 不得?早于 前不
        暂定 预计 拟于 顺延 延[至期到] 推迟 日提前 特殊情况 (?<!发)次日 前一[天日] 第二[天日]
        调整为 视[^,;。]{1,8}(?:调整|而定) 已(?:完成|办结|落实)
        (?<![^(,、;])(?:或者?|/)[)]?$"""
    )
    + ")"
)


def left_over(wording: str, terms: Sequence[Placed]) -> str:
    """Whether the words between the terms hold figures or words of time that were not read."""
    end, last, damage = 0, None, ""
    for term, begin, after in terms:
        if end < begin and not damage and (suspect := _SUSPECT.search(wording, end, begin)):
            damage = _damage(wording[end:begin], suspect.start() - end, last)
        if type(term) is Manner and term.unsettles:
            return f"“{term.words}”可能改变时限，请确认"
        end, last = after, term
    if end == len(wording) or not (suspect := _SUSPECT.search(wording, end)):
        return damage
    if wording[-1] in "-~至到":
        return "起止时间没有写明终点"
    return damage or _damage(wording[end:], suspect.start() - end, last)


def _damage(words: str, suspect: int, term: Term | None) -> str:
    """What was not read in the words after a term, if anything; 2021年已完成30% is no damage."""
    if words[0] == "已" and type(term) is Period:
        words = words[1:]
    found = _LEFT_OVER.search(words, suspect)
    return f"“{words[max(0, found.start() - 6) : found.end() + 6]}”未能读懂" if found else ""
