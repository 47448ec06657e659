"""The signature under a longer message: whose it is, their telephone, the day. It reports nothing, and is not kept."""

from __future__ import annotations

import re
import unicodedata

_LABEL = (
    r"(?:联系人|联络员|经办人|填报人|报送人|(?:联系|办公|值班)?电话|联系方式|手机号?码?|座机|传真|(?:单位|通讯)?地址"
    r"|邮编|(?:电子)?邮箱|e-?mail|tel|qq|微信)"
)
_WHO = r"[\u4e00-\u9fff()·]{2,20}"
_CONTACT = re.compile(
    rf"\W*(?:{_WHO}\s+)?{_LABEL}\s*[:\d(].{{0,60}}|\W*(?:{_WHO}\s*){{0,2}}[+\d(][\d\-()\s]{{6,24}}\W*", re.IGNORECASE
)
_CITIZEN = re.compile(r"投诉|举报|群众|村民|居民|户主|车主|当事人|申请人|患者|学生|家长|信访|来电|已|未|办理|处理")
_DAY = re.compile(r"\W*20\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\W*")
_BODY = re.compile(
    rf"\W*{_WHO}(?:局|委|办|办公室|镇|乡|街道|政府|中心|院|科|股|站|所|会)(?:\s+[\u4e00-\u9fff]{{2,4}})?\W*"
)
_CLOSING = re.compile(
    r"\W*(?:特此(?:报告|说明|函复)|此致|敬礼|以上|妥否|请(?:审核|审阅|查收|批示)|谢谢|感谢|[,。，！!\s])*\W*"
)
_HEAD = re.compile(  # 李某某 11月21日 09:15, over a message that is passed on
    r"^[ ]*(?:[^\W\d_]{1,12}[ ]+(?:(?:\d{4}[年/-])?\d{1,2}[月/-]\d{1,2}日?[ ]+)?"
    r"(?:[上下]午|早上|晚上|中午|凌晨)?[ ]*\d{1,2}:\d{2}(?::\d{2})?"
    r"|[—–-]{2,}[ ]*\d{4}[年/-]\d{1,2}[月/-]\d{1,2}日?[ ]*[—–-]{2,})[ ]*$",
    re.MULTILINE,
)
_MOST = 8


def without_signature(text: str) -> str:
    """The text with the lines of its signature blanked, its length unchanged; never its first line.

    >>> without_signature("12已完成\\n区教育局 李某某\\n电话：1234567").split("\\n")[0].rstrip()
    '12已完成'
    >>> without_signature("12申请延期到\\n2022年12月15日")
    '12申请延期到\\n2022年12月15日'
    """
    lines = text.split("\n")
    first = len(lines)
    while first > max(1, len(lines) - _MOST) and _may_belong(_folded(lines[first - 1])):
        first -= 1
    tail = [_folded(line) for line in lines[first:]]
    signed = any(map(_is_contact, tail)) or (any(map(_DAY.fullmatch, tail)) and any(map(_BODY.fullmatch, tail)))
    return "\n".join(lines[:first] + [" " * len(line) for line in lines[first:]]) if signed else text


def without_heads(text: str) -> str:
    """The text with the lines blanked that a chat puts over each message passed on, its length unchanged.

    >>> without_heads("李某某 11月21日 09:15\\n12已完成").strip()
    '12已完成'
    """
    return _HEAD.sub(lambda found: " " * len(found[0]), text)


def _folded(line: str) -> str:
    return unicodedata.normalize("NFKC", line)


def _may_belong(line: str) -> bool:
    return bool(_is_contact(line) or _DAY.fullmatch(line) or _BODY.fullmatch(line) or _CLOSING.fullmatch(line))


def _is_contact(line: str) -> bool:
    return _CONTACT.fullmatch(line) is not None and not _CITIZEN.search(line)
