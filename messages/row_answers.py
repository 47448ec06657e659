"""What the office types to settle a doubt of a document: 「第11项牵头单位是区司法局」「12项11月30日前」「选2」."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from messages.orders import rows_in
from messages.reading import asked_about
from storage.values import Field


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """What one line says of rows. `field` is None where it does not say which column it speaks of."""

    numbers: tuple[str, ...]
    field: Field | None
    value: str
    about: str = ""  # the printed name it speaks of


_IS = r"(?:应该?)?(?:还是|就是|改为|改成|定为|填为|写为|是|为|填|写|按|选|算|归|[:：])"
_COLUMNS = {
    Field.LEAD: r"(?:牵头|主办|主责)(?:责任)?(?:单位|部门)?",
    Field.RESPONSIBLE: r"(?:责任|承办|办理|落实)(?:单位|部门)",
    Field.DEADLINE: r"(?:完成|办结|截止)?(?:时限|期限|时间|日期)|截止",
    Field.TASK: r"(?:任务|事项)?名称|任务|归入?到?|属于?",
    Field.CONTENT: r"(?:具体|任务)?(?:内容|文字)|原文",
}
_NAMED = [(field, re.compile(rf"的?(?:{words})\s*{_IS}?\s*(.+)", re.DOTALL)) for field, words in _COLUMNS.items()]
_BEHIND = (
    (Field.LEAD, re.compile(r"(?:改?由)?(.+?)(?:来|作为)?(?:牵头|主办)(?:单位|部门)?")),
    (Field.RESPONSIBLE, re.compile(r"(?:改?由)(.+?)(?:来)?(?:负责|承办|办理|落实)")),
)
_NO_COLUMN = re.compile(rf"(?:{_IS})?\s*(.+)", re.DOTALL)
_NO = r"(?:没有|没|无|不设|不要|不写|不用)"
_NONE = re.compile(rf"(?:{_NO}|不列|空着|空白|留空)了?")
_NONE_OF = (
    (Field.LEAD, re.compile(rf"{_NO}(?:牵头|主办)(?:单位|部门)?")),
    (Field.DEADLINE, re.compile(rf"{_NO}(?:时限|期限|时间)(?:要求)?")),
)
_LEFT_OUT = re.compile(r"(?:不用|不要|不必|不再|不)列入?(.+)|(?:去掉|删去|删除|剔除)(.+)")
_MEANS = re.compile(r"[「“\"]?(.+?)[」”\"]?(?:是指|指的是|指|即|就是)(.+)")
_OPENING = re.compile(r"\s*(?:请?(?:把|将)|确认|答复|其中)?\s*(?:一下)?\s*")
_ASKS = re.compile(r"[?？谁吗么]|哪|是否|能否|多少|几[时号月个]")
_ENDING = re.compile(r"(?:就行|好了|即可|之?前完成|[吧呢哈了啊])?[\s。.!！]*$")
_PLACE = re.compile(r"(?:选|选择|按|用)?第?([一二三四五六七八九1-9])(?:个|种|项|种读法)?")
_CHOSEN = re.compile(r"(?:就?(?:选|选择|按|用|是|应为|填))\s*")
_EVERYTHING = re.compile(
    r"(?:全部?|都|全都|所有|一律|统一|其余|剩下|后面)的?(?:都|全部?)?(?:按|选|用|同意|采用|确认|是|没|照|一样).*"
)
_ON = re.compile(r"(?:跳过|略过|下一[个项张条]|先?(?:不管|放着|放一放)|待定|再说|稍后(?:再说)?)")
_DIGITS = "零一二三四五六七八九"
_NARROW = str.maketrans("０１２３４５６７８９．（）－～，", "0123456789.()-~,")


def read_row_answers(text: str, known: Collection[str]) -> list[RowAnswer]:
    """Every line as an answer about rows; empty unless each line is one and names rows there are.

    >>> read_row_answers("第11项牵头单位是区司法局", {"11"})
    [RowAnswer(numbers=('11',), field=<Field.LEAD: 'lead'>, value='区司法局', about='')]
    >>> [one.value for one in read_row_answers("16，19项归以公开促服务吧\\n12项11月30日前", {"12", "16", "19"})]
    ['以公开促服务', '11月30日前']
    >>> read_row_answers("32项各职能部门是指区教育局、区财政局", {"32"})[0].about
    '各职能部门'
    >>> read_row_answers("14项牵头是谁", {"14"}), read_row_answers("14项", {"14"})
    ([], [])
    """
    lines = [line for line in re.split(r"[\n;；]", text) if line.strip()]
    found = [_read(line, known) for line in lines]
    return [one for one in found if one is not None] if all(found) else []


def place_chosen(text: str, choices: Sequence[str], *, bare: bool) -> int | None:
    """The choice a line names by its words or its place; `bare`: a digit alone names a place too.

    >>> place_chosen("选2", ["无", "区司法局"], bare=False), place_chosen("区司法局", ["无", "区司法局"], bare=False)
    (1, 1)
    >>> place_chosen("没有", ["区财政局", "无"], bare=False), place_chosen("2", ["区财政局", "无"], bare=False)
    (1, None)
    """
    said = _ENDING.sub("", unicodedata.normalize("NFKC", text).strip())
    for one in (said, _CHOSEN.sub("", said, count=1)):
        same = next((n for n, choice in enumerate(choices) if _plain(choice) == _plain(one)), None)
        if same is not None:
            return same
    if _NONE.fullmatch(said):
        return next((n for n, choice in enumerate(choices) if choice.startswith(("无", "本项不列"))), None)
    place = _PLACE.fullmatch(said)
    if place is None or (len(said) == 1 and not bare):
        return None
    n = (_DIGITS.index(place[1]) if place[1] in _DIGITS else int(place[1])) - 1
    return n if n < len(choices) else None


def settles_everything(text: str) -> bool:
    """「都选无」「全部同意」: every doubt at once, which is never taken."""
    return _EVERYTHING.fullmatch(text.strip()) is not None


def goes_on(text: str) -> bool:
    """「跳过」「下一项」."""
    return _ON.fullmatch(_ENDING.sub("", text.strip())) is not None


def _read(line: str, known: Collection[str]) -> RowAnswer | None:
    narrow = line.translate(_NARROW)  # sign for sign: what stands behind the rows is taken as it was typed
    numbers, behind = rows_in(_OPENING.sub("", narrow, count=1), known)
    start = narrow.rindex(behind)
    rest = _ENDING.sub("", line[start : start + len(behind)])
    if not numbers or not rest or _ASKS.search(line) or asked_about(line) is not None:
        return None
    field, value, about = _said(rest)
    return RowAnswer(numbers, field, value.strip(), about.strip()) if value.strip() else None


def _said(rest: str) -> tuple[Field | None, str, str]:
    """The column, the answer and the printed name it is about, as far as a line says them."""
    if out := _LEFT_OUT.fullmatch(rest):
        return None, "不列", out[1] or out[2]
    for field, words in _NONE_OF:
        if words.fullmatch(rest):
            return field, "无", ""
    for field, words in (*_NAMED, *_BEHIND):
        if found := words.fullmatch(rest):
            return field, found[1], ""
    if means := _MEANS.fullmatch(rest):
        return None, means[2], means[1]
    found = _NO_COLUMN.fullmatch(rest)
    return None, found[1] if found else "", ""


def _plain(words: str) -> str:
    return re.sub(r"[\s「」“”\"《》]", "", unicodedata.normalize("NFKC", words))
