"""What stands around the names of a unit cell and is none of them: 拟由…牵头, 6月底前完成, dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_words import Kind, Word

AND_NOT = r"(?!平(?!台|安)|田[地市县]|顺县|静县|林格尔|龙[市县]|硕县|谐|睦)"  # 和平街道, 和田市
_BEFORE_NAME = r"(?![^省市区县州旗乡镇村街各农城全属本](?:街道|[镇乡村县]))"  # 及第镇, 与时街道
_DATE = re.compile(
    r"[0-9０-９]+\s*(?:年|月|日|个工作日)|年底|月底|年内|全年|长期|常年|持续|立行立改|每年|每月|每季度|上半年|下半年|[一二三四]季度|[上中下]旬|即时"
)
_WHEN = re.compile(r"(?:于|在|力争|确保|争取|请|并|须|应|每|从|自|到|至|前)*")
_LEFT_OUT = re.compile(r"\w(?:…+|\.{3,})$")  # 区教育局……: others are left out, or the scan is dotted
_TENTATIVE = re.compile(r"(?:拟|暂时?|可|原则上)由|建议")  # 拟由县教育局牵头: not settled
_LEADING = re.compile(
    rf"(?:(?:并由|(?:具体|主要|统一|应|须|需|拟|暂时?|可|建议|原则上)?由|建议(?=[省市区县州各])|以(?=.*为主)|并|[及与]{_BEFORE_NAME}|和{AND_NOT}|以及|(?:以上|上述|[该此本]项?)(?:任务|工作|事项)均?由|请|会(?=[省市区县州](?![计议]))|其(?=下属|所属|直属))(?=\S\S))+"
)


def undated(text: str) -> str:
    """县教育局6月底前完成: the name, without when; "" where it only says when."""
    found = _DATE.search(text)
    before = text[: found.start()] if found else text
    return "" if found and _WHEN.fullmatch(before) else before


def unsettled(text: str) -> Iterator[Word]:
    """What a name's surroundings leave open: others that are left out, or a choice not yet made."""
    if _LEFT_OUT.search(text):
        yield from (Word(Kind.DOUBT), Word(Kind.OPEN))
    if _TENTATIVE.match(text):
        yield Word(Kind.DOUBT)


def trimmed(text: str) -> str:
    """A name without the signs and numbers around it, its quotation marks in pairs."""
    text = text.strip(" \t\n　:：.．。“”\"'…~～-")
    if found := _LEADING.match(text):
        text = text[found.end() :].strip()
    missing = text.count("“") - text.count("”")  # a quotation mark that belongs to the name: 各村“两委”
    return "“" * -missing + text + "”" * missing
