"""What stands around the names of a unit cell and is none of them: 拟由…牵头, 6月底前完成, dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_fields import is_of_every_place
from storage.unit_many import is_collective, is_plural_noun
from storage.unit_names import begins_anew
from storage.unit_words import Kind, Word

AND_NOT = r"(?!平(?!台|安|..?(?:县|(?<![超城])市))|田[地市县]|顺县|静县|林格尔|龙[市县]|硕县|谐|睦)"  # 和平街道, 和田市
# No place is named by one sign, so the first is its own: 及第镇, 和顺街道, 由义村. 和河东街道 may be either.
_SIGN = "[^省市区县州旗乡镇村街各农城全属本]"
_OF_ITS_OWN = re.compile(
    rf"[及与和并由请](?P<rest>(?P<stem>{_SIGN}(?:(?<![由请].){_SIGN}{{1,3}}?)?)(?:街道|社区|[镇乡村]|(?<=^..)[县区市]).*)"
)
_JOINS = re.compile(rf"[及与]|并(?![购州])|和{AND_NOT}")
_DATE = re.compile(
    r"20\d\d\.\d|[0-9０-９]+\s*(?:年|月|日|个工作日)|年底|月底|年内|全年|长期|常年|持续|立行立改|每年|每月|每季度|上半年|下半年|[一二三四]季度|[上中下]旬|即时"
)
_WHEN = re.compile(r"(?:于|在|力争|确保|争取|请|并|须|应|每|从|自|到|至|前)*")
_LEFT_OUT = re.compile(r"\w(?:…+|\.{3,})$")  # 区教育局……: others are left out, or the scan is dotted
_TENTATIVE = re.compile(r"(?:拟|暂时?|可|原则上)由|建议")  # 拟由县教育局牵头: not settled
_LEADING = re.compile(
    rf"(?:(?:并由|(?:具体|主要|统一|应|须|需|拟|暂时?|可|建议|原则上)?由|建议(?=[省市区县州各])|以(?=.*为主)|并(?![购州])|[及与]|和{AND_NOT}|以及|(?:以上|上述|[该此本]项?)(?:任务|工作|事项)均?由|请(?!示)|会(?=[省市区县州](?![计议]))|其(?=下属|所属|直属))(?=\S\S))+"
)


def undated(text: str) -> str:
    """县教育局6月底前完成: the name, without when; "" where it only says when."""
    found = _DATE.search(text)
    before = text[: found.start()] if found else text
    return "" if found and _WHEN.fullmatch(before) else before


def unsettled(text: str, before: str) -> Iterator[Word]:
    """What a name's surroundings leave open: others left out, a choice not made, an 和 that may be the name's own.

    `before`: the separator before it, "" where nothing is there to join to. Behind 、 a 由 or 会同 is rather a name.
    """
    if _may_be_its_own(text, before):
        yield Word(Kind.DOUBT)
    if _LEFT_OUT.search(text):
        yield from (Word(Kind.DOUBT), Word(Kind.OPEN))
    if _TENTATIVE.match(text):
        yield Word(Kind.DOUBT)


def trimmed(text: str) -> str:
    """A name without the signs and numbers around it, its quotation marks in pairs."""
    text = text.strip(" \t\n　:：.．。“”\"'…~～-")
    if (found := _LEADING.match(text)) and not _own_sign(text):
        text = text[found.end() :].strip()
    missing = text.count("“") - text.count("”")  # a quotation mark that belongs to the name: 各村“两委”
    return "“" * -missing + text + "”" * missing


def _may_be_its_own(text: str, before: str) -> bool:
    """Whether a first sign may be that of the name: 和河东街道, 、及时雨救援队, 、会同县民政局."""
    if own := _own_sign(text):
        return bool(before) and len(own["stem"]) > 1
    if before in ("", "、") and text.startswith(("会同", "会商")):
        return True
    if before == "、" and text.startswith("和县"):
        return True
    rest = trimmed(text)
    leads_in = _JOINS.match(text) or before == "、"
    return bool(leads_in) and text.endswith(rest) and rest != text and not (before and _is_plain(rest))


def _is_plain(rest: str) -> bool:
    """和统计局, 及各村; but 及时雨救援队 may begin with its own sign."""
    return begins_anew(rest) or is_collective(rest) or is_plural_noun(rest) or is_of_every_place(rest)


def _own_sign(text: str) -> re.Match[str] | None:
    """和顺街道, 由义村: a name that begins as a sentence or the last of a list does."""
    found = _OF_ITS_OWN.fullmatch(text)
    return found if found and not is_collective(re.split("[和及与]", found["rest"])[0]) else None
