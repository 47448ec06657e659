"""Lines that report nothing and ask nothing: thanks and greetings, and a bare yes or no to what was read back."""

from __future__ import annotations

import re
import unicodedata

_THANKS = (
    r"(?:(?:非常|十分|万分|衷心|再次|太)*(?:谢谢?|感谢)|多谢|辛苦|麻烦|打扰|费心)"
    r"(?:(?:[您你]们?|领导|贵办|同志|老师|主任)*的?(?:(?:提醒|关心|关注|支持|理解|指导|帮助|告知|督促)[和与及、]?)+)?"
)
_COURTESY = re.compile(
    rf"(?:(?:好|行|可以|没问题)(?!了|啦|咯)(?:的|滴|嘞|哒|勒|呢|吧)?|嗯+|哦+|噢|喔|恩+|ok+|okay|{_THANKS}|不好意思|不客气|客气|"
    r"[您你]们?好?|大家|早上好?|上午好|中午好|下午好|晚上好|早(?:安)?|晚安|在[吗么不]|哈+|呵+|领导|老师|主任|同志|各位|"
    r"周末愉快|节日快乐|新年好|祝|了|啦|啊|呀|哈|的|[^\w✅❌√×☑✔❎])+",
    re.IGNORECASE,
)
_NOD = re.compile(r"\w|[👌👍🙏🤝👏🌹💐😊🙂😄🫡]")
_YES = re.compile(r"(?:是|对|没错|正确|无误|确认|属实)(?:的|了|无误|啊|呀|哈)*")
_NO = re.compile(r"不(?:是|对)(?:的|啊|呀|哈)*|错了|不正确|否")
_EDGES = " \t\r\n,.!~。，！～、"


def is_courtesy(text: str) -> bool:
    """Whether a line is thanks, a greeting or a nod and nothing else.

    >>> [is_courtesy(text) for text in ("好的！", "您好，在吗？", "👌", "好的，12已完成", "好了", "太麻烦了", "✅")]
    [True, True, True, False, False, False, False]
    """
    return bool(_NOD.search(text) and _COURTESY.fullmatch(unicodedata.normalize("NFKC", text)))


def behind_courtesy(text: str) -> str:
    """What a line says behind the thanks, the greeting or the nod it opens with.

    >>> behind_courtesy("好的，谢谢！明天补上"), behind_courtesy("共培训120人")
    ('明天补上', '共培训120人')
    """
    said = unicodedata.normalize("NFKC", text)
    opening = _COURTESY.match(said)
    return said[opening.end() :] if opening else said


def agrees(text: str) -> bool | None:
    """A bare yes or no; None for any other line, a nod among them: it may be meant for something else.

    >>> [agrees(text) for text in ("对的", "是", "不是。", "好的", "是的，12也是")]
    [True, True, False, None, None]
    """
    bare = unicodedata.normalize("NFKC", text).strip(_EDGES)
    if _YES.fullmatch(bare):
        return True
    return False if _NO.fullmatch(bare) else None
