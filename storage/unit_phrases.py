"""The sentences of a unit cell: who leads, who assists, who else; read into words, one kind each.

A cell is a list of names with verbs behind them (甲牵头，乙、丙配合), labels before them (牵头单位：甲) or roles in
brackets (甲（牵头）). `words` yields them in order; `storage.units` decides how far each verb reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storage.unit_many import is_collective, is_plural_noun
from storage.unit_names import begins_anew, is_whole
from storage.unit_runs import all_known, depth, run_on
from storage.unit_seams import Known, pieces
from storage.unit_trimming import AND_NOT, trimmed, undated, unsettled
from storage.unit_verbs import ASSIST, LEAD, VERBS, said_by, said_in_brackets
from storage.unit_words import Kind, Word

LONGEST_NAME = 60

_WHICH, _WHO = re.compile(r"(?:各|其[他余]|有关|相关)$"), re.compile(r"(?:单位|部门|[处科]室)$")  # 各配合单位: a name
_ALL_OF_THEM = re.compile(r"各(?:责任|有关|相关)?(?:单位|部门)(?:按|依|根据|分)")
_VERB_INSIDE = re.compile(r"牵头|配合|协办|主办|负责$|分工")
_TOGETHER = re.compile(
    r"(?:并|，)?会[同商]|(?P<perhaps>协同|联合)(?=[省市区县州旗各])|会(?![议计展员所客场馆费务商同成办组])|商(?=[省市区县州]|国家)"
)
_AMONG_OTHERS = re.compile(
    r"(?P<left>.*?[^高中初平同均])等(?P<count>[0-9]+|[一二三四五六七八九十两几多]+)?(?:个|家)?(?P<tail>.*)$", re.DOTALL
)
_AND = re.compile(rf"以及|和{AND_NOT}(?!省[级属]?驻)|及|与|并(?![购州])|暨")
_BOTH_OF_EACH = re.compile(r"[^和及与]{0,6}各[^、]{1,4}党委[和与](?:人民)?政府")  # one phrase: 各地党委和政府
_OF_ONE_SIGN = re.compile(
    r"[^各乡村城](?:[镇乡村]|街道|社区)(?:.*会|(?:人民)?政府|办事处)?"
)  # no place is named so: 及第村 is one
_PLACE = re.compile(r"(?:[县市区州旗镇乡]|街道|管委会|政府|办事处)$")
_BRACKET = re.compile(r"[（(〔【\[]([^（()）〔〕【】\[\]]*)[)）〕】\]]")
_REMARK = re.compile(
    r"^责任(?:单位|部门|处室|科室)?$|^(?:承办|落实|实施)(?:单位|部门)?$|负责|牵头|配合|主办|协办|分工|^[省市区县乡镇村州]级$|级[+＋、/和及].*级|[两三]级|时限|[0-9]+[年月日]|年底|完成|详见|电话|联系人|排名|首位|第一|下同"
)
_BUREAU = re.compile(r"(?![省市区县州旗]|[和及与并暨等会各])[^（(]{2,8}[局队所处科部室院心]")

_STRAY_COMMA = re.compile(r"[、，,]\s*(?=等(?:$|[，,；;。]|部门|单位|有关|相关|[省市区县]直))")  # 甲、乙、等部门


def words(text: str, known: Known) -> Iterator[Word]:
    """The words of one section, in order."""
    parted = pieces(_STRAY_COMMA.sub("", text), known)
    names = frozenset(piece.text for piece in parted)
    for piece in parted:
        if piece.before and piece.before in "；;。":
            yield Word(Kind.STOP)
        elif piece.before and piece.before in "，,":
            yield Word(Kind.COMMA)
        if piece.doubted:
            yield Word(Kind.DOUBT)
        yield from unsettled(piece.text, piece.before)
        yield from _inside(piece.text, names) or _phrase(piece.text, known)


def _inside(text: str, names: frozenset[str]) -> tuple[Word, ...]:
    """市公安局、市公安局交管局: who stands in the list as a whole is not run on to its own bureau."""
    own = any(text.startswith(name) and _BUREAU.fullmatch(text, len(name)) for name in names if is_whole(name))
    return (Word(Kind.UNIT, text),) if own and is_whole(text) else ()


def _phrase(text: str, known: Known) -> Iterator[Word]:
    text = text if known(text) else trimmed(text)
    if not text:
        return
    if known(text):
        yield Word(Kind.UNIT, text)
        return
    if len(text) > LONGEST_NAME:
        yield from (Word(Kind.DOUBT), Word(Kind.UNIT, text))
        return
    for reading in (all_known, _bracketed, _with_verb, _among_others, _together, _several):
        if (found := reading(text, known)) is not None:
            yield from found
            return
    yield from _names(text if is_whole(text) else undated(text))


def _names(text: str) -> Iterator[Word]:
    for name, doubted in run_on(text):
        if doubted:
            yield Word(Kind.DOUBT)
        if name:
            yield Word(Kind.UNIT, name)


def _bracketed(text: str, known: Known) -> Iterator[Word] | None:
    for found in _BRACKET.finditer(text):
        inside = found[1].strip()
        if not (_REMARK.search(inside) or re.fullmatch(f"{LEAD}|{ASSIST}", inside)):
            continue
        role, comma, rest = inside.partition("，")
        if comma and re.fullmatch(LEAD, role):  # 甲（牵头，乙、丙配合）
            said = (*said_in_brackets(role), *(_sentence(rest, known) or (Word(Kind.DOUBT),)))
        else:
            said = _sentence(inside, known) or said_in_brackets(inside)
        return _around(text[: found.start()], said, text[found.end() :], known)
    return None


def _sentence(inside: str, known: Known) -> tuple[Word, ...]:
    """甲牵头（乙、丙配合）: a sentence of its own, with names before its verb."""
    verb = VERBS.search(inside)
    if (
        not verb
        or verb.end() < len(inside)
        or not begins_anew(inside)
        or _ALL_OF_THEM.match(inside)
        or not _is_list(inside[: verb.start()])
    ):
        return ()
    return (Word(Kind.STOP), *words(inside, known), Word(Kind.STOP))


def _around(left: str, middle: tuple[Word, ...], right: str, known: Known) -> Iterator[Word]:
    yield from _phrase(left, known)
    yield from middle
    yield from _phrase(right, known)


def _with_verb(text: str, known: Known) -> Iterator[Word] | None:
    for found in VERBS.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if (_WHICH.search(left) or left.startswith("各")) and _WHO.search(found[0]) and "为" not in found[0]:
            continue
        at_end = not right or bool(VERBS.fullmatch(right))
        inside = bool(_VERB_INSIDE.search(found[0])) and (not left or _is_list(left)) and len(right) > 1
        if inside and found["act"] and not begins_anew(right):  # 县教育局负责学校: what it does, not who
            return _around(left, (Word(Kind.DOUBT), Word(Kind.ACT)), "", known)
        if inside and found["assist"] and left and not VERBS.search(right):  # 县妇联配合市妇联: whose task is it
            return _around(left, (Word(Kind.DOUBT), *said_by(found)), right, known)
        if at_end and (not left or _is_list(left) or found["share"]):
            return _around(left, _said_by_all(found, right), "", known)
        if inside:
            return _around(left, said_by(found), right, known)
    return None


def _said_by_all(found: re.Match[str], right: str) -> tuple[Word, ...]:
    """按职责分工牵头: of two verbs in a row the one that gives a role counts."""
    more = VERBS.fullmatch(right)
    said = (*said_by(found), *(said_by(more) if more else ()))
    roles = [word for word in said if word.kind in (Kind.LEAD, Kind.ASSIST)]
    others = [word for word in said if word.kind in (Kind.OPEN, Kind.DOUBT)]
    return (*others, *(roles[:1] or [Word(Kind.ACT)]))


def _is_list(text: str) -> bool:
    found = _AMONG_OTHERS.match(text)
    executive = text in ("政府", "人民政府")  # 各乡镇党委、政府负责
    return executive or is_whole(text) or is_collective(text) or bool(found and is_whole(found["left"]))


def _among_others(text: str, known: Known) -> Iterator[Word] | None:
    found = _AMONG_OTHERS.match(text)
    if not found:
        return None
    tail = found["tail"].strip()
    conjunction = next((and_ for and_ in _AND.finditer(tail) if not tail.startswith("单位", and_.end())), None)
    named, rest = (tail[: conjunction.start()], tail[conjunction.end() :]) if conjunction else (tail, "")
    if rest and not (is_whole(rest) and is_collective(named)):
        named, rest = tail, ""
    if named and not is_collective(named) and not is_plural_noun(named):
        return (
            _around(found["left"], (Word(Kind.DOUBT), Word(Kind.OPEN)), "", known) if is_whole(found["left"]) else None
        )
    first, *more = (name for name, _ in run_on(named)) if is_collective(named) else (named,)
    others = Word(Kind.AMONG_OTHERS, "" if found["count"] else first)
    doubt = (Word(Kind.DOUBT), *(Word(Kind.UNIT, name) for name in more)) if more else ()
    return _around(found["left"], (others, *doubt), rest, known)


def _together(text: str, known: Known) -> Iterator[Word] | None:
    for found in _TOGETHER.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        surely = len(found[0]) > 1
        if (surely and not left) or (is_whole(left) and _stands(left, surely) and (surely or is_whole(right))):
            doubt = (Word(Kind.DOUBT),) if found["perhaps"] else ()
            return _around(left, (Word(Kind.TOGETHER), *doubt), right, known)
    return None


def _stands(left: str, surely: bool) -> bool:
    return surely or bool(re.search(r"[局处科室部厅署司院所心]$|办$|[革健信建资教科商通农]委$", left))


def _several(text: str, known: Known) -> Iterator[Word] | None:
    for found in _AND.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if depth(left) or not (is_whole(left) or known(left)) or _BOTH_OF_EACH.fullmatch(text):
            continue
        if is_whole(right) or begins_anew(right) or is_plural_noun(right) or known(right):
            one = _PLACE.search(left) and not (begins_anew(right) or is_collective(right) or _PLACE.search(right))
            doubted = one or _OF_ONE_SIGN.fullmatch(right)  # 平川县与民同乐文化馆, 政治部及岭村
            return _around(left, (Word(Kind.DOUBT),) if doubted else (), right, known)
    return None
