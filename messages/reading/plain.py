"""What was typed, made plain for reading: one character for one, so that every position still points into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

from messages.reading.form import Form

# Marks that stand where something was recognised; typed ones are blanked first.
LINK, TOPIC, NUMBER, PAST, FUTURE, ITEM = "§", "□", "¤", "◎", "◉", "#"

_INVISIBLE = Form("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u20e3]")
_SPACES = "\t\v\f\u00a0\u2003\u2002\u2009" + LINK + TOPIC + NUMBER + PAST + FUTURE + ITEM
_FULL_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: " "}
_SIGNS = str.maketrans("｡﹐︰﹕﹔﹖﹗〜～∶ⅹ﹑□", "。,::;?!~~:x、☐")
_TRADITIONAL = (
    str.maketrans(
        "還沒辦結發佈開啟啓動無項實進展總報區縣鄉鎮單號設處於與對應該過後來個們這關問題難協調審請說錯兩週廳",
        "还没办结发布开启启动无项实进展总报区县乡镇单号设处于与对应该过后来个们这关问题难协调审请说错两周厅",
    )
    | str.maketrans(
        "時間長經將擬計劃預確爭網鏈頁門戶標準業務領導簽閱聯繫員換職責讓為會議認爲從屬歸緩遲續產轉離徵見幫",
        "时间长经将拟计划预确争网链页门户标准业务领导签阅联系员换职责让为会议认为从属归缓迟续产转离征见帮",
    )
    | str.maketrans(
        "掛傳遞補齊環節決與轉關條約級誤顯屆終齣夠將隨幹紙圖號導該誰麗寫續辭試項顧變樓舊產務達適遞選遠運",
        "挂传递补齐环节决与转关条约级误显届终出够将随干纸图号导该谁丽写续辞试项顾变楼旧产务达适递选远运",
    )
    | str.maketrans(
        "張貼錄數據質條畢畫檢討論軟體臺當卻僅幾從給萬億歲點嗎麼師樣線綫資訊並",
        "张贴录数据质条毕画检讨论软体台当却仅几从给万亿岁点吗么师样线线资讯并",
    )
)
_UPPER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def _one_after_the_other(*tables: Mapping[int, int | str]) -> dict[int, str]:
    """One table that does what these do in turn."""
    signs = dict.fromkeys(sign for table in tables for sign in table)
    return {sign: reduce(str.translate, tables, chr(sign)) for sign in signs}


_PLAIN = _one_after_the_other(_FULL_WIDTH, _SIGNS, _TRADITIONAL, _UPPER, dict.fromkeys(map(ord, _SPACES), " "))

# Slips of the input method, each replaced by as many characters as it has.
_SLIPS = tuple(
    (Form(slip), meant)
    for slip, meant in (
        (r"己(?=经|完|办|公|发|上|落|全|弄|做|搞|报|结|签|收|开|启|按|在|于|更|印|建|挂)", "已"),
        # 月末完成, 期末发布 are right as they stand
        (r"(?<![期年月周季岁本学世])末(?=完|办|开|启|公|发|落|能|弄|做|搞|涉|上)", "未"),
        (r"[工供]开(?=了|$|[,。;!\s])|公凯", "公开"),
        # 以公开促法治, 以完成任务为目标 are no slips
        (r"巳(?=[一-龥])", "已"),
        (r"(?<![可足加予难得所何])以(?=经|(?:完成|办结|公开|发布|上线|落实|办理)(?:了|啦|$|[,。.;!\s]))", "已"),
        (r"申[清情](?=延|推|顺|调|展)", "申请"),
        (r"[办版扮]里(?=中|$)|[版扮半]理(?=中)|办里", "办理"),
        (r"完[城诚程](?!度|序|镇|市|区)|[玩万]成(?=了|$|[,。;!\s\d])|完[称呈]", "完成"),
        (r"[办版扮][节洁接捷杰截](?=$|[了,。;!\s])|[版扮]结(?=$|[了,。;!\s])", "办结"),
        (r"(?:法布|发部)(?=了|$|[,。;!\s])", "发布"),
        (r"延其(?=到|至|两|三|一|\d)", "延期"),
        (r"(?<=已)上限", "上线"),
        (r"(?<=[一二三四五六七八九十\d])[想向](?=已|还没|没|未)", "项"),  # 第五项, dictated
        (r"不[设社射]及|布涉及", "不涉及"),
        (r"不涉[级急集极]", "不涉及"),
        (r"收[道倒](?=$|[了,。;!\s])", "收到"),
        (r"签[受首](?=$|[了,。;!\s])", "签收"),
        (r"正[再载](?!有)", "正在"),
        (r"木有", "没有"),
        (r"推[近劲]", "推进"),
        (r"更[证政](?=$|[:,。;!\s\d第#])", "更正"),
    )
)
_SLIPPED = Form(
    r"[截限想向己巳末以清情城诚程玩万称呈里版扮半节洁接捷杰工供凯布部其设社射级急集极道倒受首再载木近劲证政]"
)
"""One of these stands in whatever a slip is."""
# https：//, http:// www: what a telephone's keyboard makes of a link's beginning
_SCHEME = Form(r"(?<![a-z])(https?) ?[:：] ?[/／]{2} ?(?=[a-z0-9])", re.IGNORECASE)
_WIDE_URL = Form(r"ｈｔｔｐｓ?：／／[＃-＇＊＋－-：＝＠-～]+")
_NUMBER_SIGN = Form(r"(?:(?<![a-z])no[.:]?|№) ?(?=\d)")  # No.12
_URL = Form(r"(?:https?://|(?<![a-zA-Z0-9_.@-])www\.)(?:(?!https?://)[!#-;=?-_a-z~]){1,2000}", re.IGNORECASE)
_NEXT_ITEM = Form(r"[,;]\d{1,3}$")  # …/a.html;23已公开: the number belongs to what follows


@dataclass(frozen=True, slots=True)
class Link:
    """A link and where it stood."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Plain:
    """`typed` and `text` have the same length; links are marked out in `text`."""

    typed: str
    text: str
    links: tuple[Link, ...]


@lru_cache(maxsize=64)  # a line is read several times while it is heard
def make_plain(typed: str) -> Plain:
    """Full-width, traditional and mistyped characters become plain ones; links are kept apart.

    >>> make_plain("１２　己完成，http://x.cn/a。").text
    '12 已完成,§§§§§§§§§§§§§。'
    """
    typed = _INVISIBLE.sub("", typed).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    legible = _legible(typed)
    links = tuple(_links(legible))
    text = cover_spans(legible.translate(_PLAIN), ((link.start, link.end, LINK) for link in links))
    text = _NUMBER_SIGN.sub(lambda found: "第".ljust(len(found.group())), text)
    if _SLIPPED.search(text):
        for slip, meant in _SLIPS:
            text = slip.sub(meant, text)
    return Plain(typed, text, links)


def cover_spans(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with stretches marked out, its length unchanged: (start, end, mark)."""
    signs: list[str] = []
    for start, end, mark in spans:
        signs = signs or list(text)
        signs[start:end] = mark * (end - start)
    return "".join(signs) or text


def cover_all(pattern: Form, text: str, mark: str) -> str:
    """Every match marked out; a group named `only` limits what is covered."""

    def covered(found: re.Match[str]) -> str:
        whole = found.group()
        if "only" not in pattern.whole.groupindex or found.group("only") is None:
            return mark * len(whole)
        start, end = (place - found.start() for place in found.span("only"))
        return whole[:start] + mark * (end - start) + whole[end:]

    return pattern.sub(covered, text)


def _legible(typed: str) -> str:
    """Links written out as links, in as many characters as they took."""
    narrow = _WIDE_URL.sub(lambda found: found.group().translate(_FULL_WIDTH), typed)
    return _SCHEME.sub(lambda found: f"{found[1]}://".rjust(len(found.group())), narrow)


def _links(typed: str) -> list[Link]:
    return [
        _trimmed(found.start(), found.group(), typed[found.end() : found.end() + 1]) for found in _URL.finditer(typed)
    ]


def _trimmed(start: int, url: str, following: str) -> Link:
    """Without the punctuation of the sentence around it; brackets stay where the link itself opened them."""
    if following > "\u3000" and (glued := _NEXT_ITEM.search(url)):
        url = url[: glued.start()]
    url = _closed_early(url)
    while url and (url[-1] in ".,;:!?'*_|]}" or (url[-1] == ")" and url.count("(") < url.count(")"))):
        url = url[:-1]
    return Link(start, start + len(url), url)


def _closed_early(url: str) -> str:
    """(…/a.html)6正在办: a bracket the link did not open ends it."""
    depth = 0
    for place, sign in enumerate(url):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return url[:place]
    return url
