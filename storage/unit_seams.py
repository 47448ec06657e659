"""Where a line break or a space falls in a unit cell: between two units, or inside one wrapped name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from storage.unit_many import bare, is_collective, is_plural_noun
from storage.unit_names import begins_anew, is_ending, is_whole, level
from storage.unit_trimming import AND_NOT
from storage.unit_wraps import ends_of_own_lines, is_one_word

SEPARATORS = "、，,；;。/／\\＼|｜\n \t　＋+＆&､﹑•●·"
_WEAK = " \t　\n"
_OPENING, _CLOSING = "（(〔[【", "）)〕]】"
_GOES_ON = re.compile(
    rf"[（(〔【]|等|按|依|根据|共同|分别|负责|落实|牵头|配合|协办|会同|和{AND_NOT}|及|与|以及|并(?![购州])"
)
_ROLE_WORD = re.compile(
    r"(?:^|[:：])(?:牵头|配合|发起|责任|主办|协办|参与)?(?:单位|部门)?$|(?:牵头|配合|负责|落实|协办)$"
)
_LISTED_ON = re.compile(r"(?:和|及|与|以及|并|[省市区县州旗乡镇局][直属]|驻[省市区县州旗])$")  # or cut: 县直↵各部门
_BODY = re.compile(r"(?:政府|[省市区县州旗镇乡党]委|党工委|人大|人大常委会|政协|管委会|领导小组|指挥部|委员会)$")
_POSTED = re.compile(  # what a ministry has in a place is named after both
    r"^国家税务总局↵.+税务局$|^国家统计局↵.+(?:调查队|调查总队)$|^国家金融监督管理总局↵.+监管[支分]?局$"
    r"|^国家外汇管理局↵.+[分支]局$|人民银行↵.+[分支]行$|^国网↵.+公司$"
)
_WHEN = re.compile(r"20\d\d[年.]|\d{1,2}月")
_EACH_CUT = re.compile(
    r"(?:各(?:有关|相关)?|属地|所在地?|[有相]关)(?:乡↵(?:镇|街道)|[县市]↵区)(?:[（(、街]|人民|党|政府|管|$)"
)  # 各乡↵镇人民政府
_INNER_ORGAN = re.compile(
    r"(?:宣传部|组织部|统战部|政法委|编办|网信办|社会工作部|老干部局|党校|办公室|办公厅|党政办|研究室|督查室|信访局|机关工委|巡察办|主席团)$"
)
_BELOW = re.compile(r"(?:处|支队|大队|中队|分局|科|股|室|站|所|办公室|中心)$")
# A person, and so no beginning of a name: 安全总监↵生产技术部.
_POST = re.compile(r"(?:总监|总?经理|董事长|书记|主任|主席|总工(?:程师)?|[局镇乡村处科院校厂队站所股司]长)$")
_LISTED = re.compile(r"[、，,；;]")
_CUT_LEVEL = re.compile(r"[局委办厅部院心会][省市县区州旗]$")  # 县农业局县↵水利局
_CUT_EACH = re.compile(
    r"各(?:有关|相关)?(?:乡↵镇|县↵[区市]|区↵县|市↵[县区]|镇↵[街乡]|设区↵市)(?![直属级])|^全[省市县区镇乡院校]↵各"
)
_PLACE_NAME = re.compile(r"[省市县区州旗镇乡]$")
_HAS_MEMBERS, _MEMBERS = re.compile(r"[会组部]$|专班$|机制$"), re.compile(r"各?成员")
_ROLE, _ROLE_ENDS = re.compile(r"(?:牵头|配合|责任|主责|协办|主办|承办|参与)$"), re.compile(r"单位|部门")


class Seam(Enum):
    """What a line break or a space turns out to be."""

    JOIN = "join"
    PART = "part"
    JOIN_DOUBTED = "join?"
    PART_DOUBTED = "part?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between separators, and the separator before it ("" for the first)."""

    text: str
    before: str
    doubted: bool = False
    is_apart: bool = False  # on a line of its own, or behind a space: no width has cut it off


Known = Callable[[str], bool]


def nobody(_: str) -> bool:
    """No roster: no name is known."""
    return False


def pieces(text: str, known: Known) -> tuple[Piece, ...]:
    """Cut at separators outside brackets, then join what a line break or a space only wrapped.

    >>> [piece.text for piece in pieces("区园林\\n绿化服务中心、高新园(邹区镇)", nobody)]
    ['区园林绿化服务中心', '高新园(邹区镇)']
    """
    cut = tuple(_cut(text))
    places = {level(piece.text) for piece in cut}
    joined: list[Piece] = []
    for piece in cut:
        if not joined or piece.before not in _WEAK:
            joined.append(piece)
        elif piece.before == "\n" and joined[-1].text in places and not (piece.is_apart or begins_anew(piece.text)):
            left = joined.pop()
            joined.append(replace(left, text=left.text + piece.text))
        else:
            joined.extend(_sewn(joined.pop(), piece, known))
    return tuple(joined)


def _cut(text: str) -> Iterator[Piece]:
    depth, start, before, apart = 0, 0, "", False
    own = ends_of_own_lines(text)
    listed = _LISTED.search(text) is not None  # where other signs part the names a space or a break need not
    for at, sign in enumerate(text):
        depth += (sign in _OPENING) - (depth > 0 and sign in _CLOSING)
        if depth or sign not in SEPARATORS:
            continue
        if stretch := text[start:at].strip():
            yield Piece(stretch, before, is_apart=apart)
            before, apart = sign, not listed and (sign != "\n" or at in own)
        elif before in _WEAK:
            before, apart = sign, apart or (not listed and (sign != "\n" or at in own))
        start = at + 1
    if stretch := text[start:].strip():
        yield Piece(stretch, before, is_apart=apart)


def _sewn(left: Piece, right: Piece, known: Known) -> tuple[Piece, ...]:
    seam = _seam(left.text, right, known)
    doubted = seam in (Seam.JOIN_DOUBTED, Seam.PART_DOUBTED)
    if seam in (Seam.JOIN, Seam.JOIN_DOUBTED):
        return (replace(left, text=left.text + right.text, doubted=left.doubted or doubted),)
    return (left, replace(right, doubted=doubted))


def _seam(left: str, piece: Piece, known: Known) -> Seam:
    right = piece.text
    if known(left) and known(right):
        return Seam.PART_DOUBTED if known(left + right) else Seam.PART
    if known(left + right):
        return Seam.JOIN
    if (_ROLE_ENDS.match(right) and _ROLE.search(left)) or (_HAS_MEMBERS.search(left) and _MEMBERS.match(right)):
        return Seam.JOIN
    if _ROLE_WORD.search(left) or _WHEN.match(right):
        return Seam.PART
    if is_one_word(left, right) or _POSTED.search(f"{left}↵{right}"):
        return Seam.JOIN
    if _CUT_LEVEL.search(left) or _CUT_EACH.search(f"{left}↵{right}"):
        return Seam.JOIN
    if _LISTED_ON.search(left) or _GOES_ON.match(right) or len(left) == 1 or _is_cut_kind(left, right):
        return Seam.JOIN
    if begins_anew(right) and (is_whole(left) or not level(left) or level(left) == level(right)):
        return Seam.PART if is_whole(left) else Seam.PART_DOUBTED
    if _POST.search(left) and is_whole(right) and not is_ending(right):
        return Seam.PART_DOUBTED
    return _seam_by_shape(left, right, piece.is_apart)


def _is_cut_kind(left: str, right: str) -> bool:
    return bool(_EACH_CUT.search(f"{left}↵{right}"))


def _seam_by_shape(left: str, right: str, is_apart: bool) -> Seam:
    left_whole, right_whole = is_whole(left), is_whole(right)
    if left_whole and right_whole:
        return _seam_of_names_apart(left, right) if is_apart else _seam_of_two_names(left, right)
    if left_whole:
        return Seam.JOIN if is_ending(right) or len(right) == 1 else Seam.JOIN_DOUBTED
    cut_short = not level(left) and len(left) <= 3
    return Seam.JOIN_DOUBTED if cut_short and right_whole else Seam.JOIN


def _seam_of_names_apart(left: str, right: str) -> Seam:
    """Two names on lines of their own; a team or an office may still be that of the body above it."""
    if is_collective(left):
        return Seam.PART if is_collective(right) or is_plural_noun(right) else Seam.PART_DOUBTED
    if _BODY.search(left) and _INNER_ORGAN.search(bare(right)):
        return Seam.JOIN if _INNER_ORGAN.fullmatch(bare(right)) else Seam.PART_DOUBTED
    if _PLACE_NAME.search(left) or len(left) < 3:
        return Seam.JOIN_DOUBTED
    if left[-1] in "局院厅委" and _BELOW.search(right) and not level(right) and not is_collective(right):
        return Seam.PART_DOUBTED
    return Seam.PART


def _seam_of_two_names(left: str, right: str) -> Seam:
    """Two names, or one that is as long as two lines; where neither is plain a person must look."""
    if _BODY.search(left) and _INNER_ORGAN.search(bare(right)):
        return Seam.JOIN
    if _PLACE_NAME.search(left) and not is_collective(left):
        return Seam.JOIN_DOUBTED
    if left.endswith("机关") and right.startswith("各"):
        return Seam.JOIN_DOUBTED
    are_peers = left[-1] == right[-1] and min(len(left), len(right)) > 2 and not level(left) + level(right)
    return Seam.PART if are_peers and not is_collective(left) else Seam.PART_DOUBTED
