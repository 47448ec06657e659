"""A unit cell → units: who is named, which collectives, who leads, who assists, whether the list is closed.

text ─ sections (labels) ─ words (names and verbs) ─ units with roles ─ names completed ─ UnitsReading
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from storage.radicals import without_radicals
from storage.unit_ellipsis import Unit, completed
from storage.unit_labels import mixes_roles, ranks, role_of, sections
from storage.unit_names import has_remark, is_collective, is_ending, is_open, is_whole, level
from storage.unit_persons import without_persons
from storage.unit_phrases import words
from storage.unit_roles import Roles
from storage.unit_seams import Known, is_one_word, nobody
from storage.unit_words import Kind
from storage.values import Roster, UnitsReading

LONGEST_CELL = 10_000
_NOTHING = re.compile(r"[\s/／\\—–―\-－_＿…·.。、，无無空]*|暂无|暫無|不涉及|none|n/a", re.IGNORECASE)
_ELSEWHERE = re.compile(r"同上|同前|待定|待确定|另行|见附件|详见|除外|除.+(?:之|以)?外|不含|不包括|[？?]")
_WHOSE_IS_UNSAID = re.compile(
    r"领导(?!小组)|负责人|书记$|^(?:[下所][属辖]|其(?![他它余]))|[:：]|公检法|工青妇|[四五]大(?:班子|家)|[两三](?:办|院)(?=$|[、（(])"
)
_MARKED = re.compile(
    r"^\*(?!\*)|(?<!\*)\*$|联合[省市区县州旗]|^原(?=[省市区县州旗])|局(?:所属|下属|直属)(?!各)\S|(?:^|[局委办厅部院心])或"
)
_SIGNS = frozenset("“”‘’《》（）()〔〕【】[]、，,；;/／·.×○*＊+＋-") | frozenset(" \n")  # that a name may hold
_PROSE = re.compile(
    r"做好|后由|为第?[一二主]?要?责任|[。：:]|要求|(?<!统)筹(?!备|办|委|资|建|款)|通过|(?<=[\u4e00-\u9fff])(?<!自)由|根据|按照|(?<!编)制定|开展|加强|确保"
)
_AN_OFFICE = re.compile(r"街道办(?:事处)?")
_NUMBER = re.compile(r"(?:^|(?<=[\s；;。，,、]))[0-9一二三四五六七八九十]{1,2}[)）]")  # 1）甲；2）乙
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_SHORT_BRACKET = re.compile(r"[（(][^（()）:：]{1,12}[)）]")
_ROMANISED = re.compile(r"(.)[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_TRADITIONAL = (
    "牽頭責單門負區縣鎮鄉辦會處隊廳總黨聯務館園醫學銀團與協關機構織屬級職發稅環財監審計體衛動業農產電視廣網質術調導檢貿國際經濟資運輸開東長"
    "實證圖書檔護應數據營員規劃統戰紀編臺灣線鐵郵煙專賣僑歸設備參組處領導歷緊從樣並圍讓裝備獸種糧氣範籌創婦殘託養優撫榮軍幹書記"
    "來幾個時間類報雲鹽陽滬蘇賓飛鳳龍馬黃漢瀾贛豐滿慶選區內場陝穩強權約認證劑藥僅項儲備費險適"
)
_SIMPLIFIED = (
    "牵头责单门负区县镇乡办会处队厅总党联务馆园医学银团与协关机构织属级职发税环财监审计体卫动业农产电视广网质术调导检贸国际经济资运输开东长"
    "实证图书档护应数据营员规划统战纪编台湾线铁邮烟专卖侨归设备参组处领导历紧从样并围让装备兽种粮气范筹创妇残托养优抚荣军干书记"
    "来几个时间类报云盐阳沪苏宾飞凤龙马黄汉澜赣丰满庆选区内场陕稳强权约认证剂药仅项储备费险适"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL + "「」『』", _SIMPLIFIED + "（）（）")

_OTHERWISE_PRINTED = re.compile(f"[{_TRADITIONAL}「」『』]|{_ROMANISED.pattern}")


def read_units(cell: str, role: str = "", roster: Roster | None = None) -> UnitsReading:
    """Take a unit cell apart. `role` is the header of its column (牵头单位, 配合单位, …).

    With a roster its names decide what shape alone cannot. Never raises; `ask` where a person must look.

    >>> read_units("市教育局牵头，各区配合").assisting
    ('各区',)
    """
    if len(cell) > LONGEST_CELL:
        return UnitsReading(cell, ask=True)
    text = without_radicals(_INVISIBLE.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))).strip()
    if _NOTHING.fullmatch(text):
        return UnitsReading(cell)
    if _ELSEWHERE.search(text):
        return UnitsReading(cell, ask=True)
    plain, printed = _plain(text)
    return _restored(_read(plain, role.translate(_TO_SIMPLIFIED), _known_to(roster)), cell, printed)


def as_json(reading: UnitsReading) -> dict[str, object]:
    """A reading as `duban units --json` prints it."""
    return {
        "cell": reading.cell,
        "named": list(reading.named),
        "collective": list(reading.collective),
        "lead": list(reading.lead),
        "assisting": list(reading.assisting),
        "open_ended": reading.open_ended,
        "ask": reading.ask,
    }


def _read(text: str, role: str, known: Known) -> UnitsReading:
    text, doubted = without_persons(text)
    roles = Roles(ask=doubted or _is_torn(text))
    for label, section in sections(_with_whole_brackets(_unwrapped(text))):
        first = len(roles.units)
        roles.ask |= ranks(label or "")
        roles.read(words(section, known))
        roles.units[first:] = _under(role if label is None else label, roles.units[first:])
    units = _merged(completed(roles.units, roles.others))
    if mixes_roles(role) and not any(unit.lead for unit in units):
        roles.ask = True
    return _reading(text, units, roles.open_ended, roles.ask or _in_doubt(units, known))


def _under(header: str, units: list[Unit]) -> list[Unit]:
    """Give the header's role to units that the cell itself gives none."""
    given = None if mixes_roles(header) else role_of(header)
    if given is Kind.FIRST_LEADS:
        return [replace(unit, lead=unit.lead or at == 0) for at, unit in enumerate(units)]
    if given is None or (given is Kind.LEAD and any(unit.lead for unit in units)):
        return units
    lead = given is Kind.LEAD
    return [unit if unit.lead or unit.assisting else replace(unit, lead=lead, assisting=not lead) for unit in units]


def _merged(units: list[Unit]) -> list[Unit]:
    by_name: dict[str, Unit] = {}
    for unit in units:
        before = by_name.get(unit.name, unit)
        by_name[unit.name] = replace(
            before,
            lead=before.lead or unit.lead,
            assisting=before.assisting or unit.assisting,
            doubted=before.doubted or unit.doubted,
        )
    return list(by_name.values())


def _in_doubt(units: list[Unit], known: Known) -> bool:
    return not units or any(_is_doubtful(unit) and not known(unit.name) for unit in units)


def _is_doubtful(unit: Unit) -> bool:
    torn_off = is_ending(unit.name) and not is_collective(unit.name)
    return (
        unit.doubted
        or torn_off
        or has_remark(unit.name)
        or (unit.lead and unit.assisting)
        or bool(_MARKED.search(unit.name))
        or not all(sign.isalnum() or sign in _SIGNS for sign in unit.name)
        or bool(_PROSE.search(unit.name))
        or bool(_WHOSE_IS_UNSAID.search(unit.name))
    )


def _reading(text: str, units: list[Unit], open_ended: bool, ask: bool) -> UnitsReading:
    are_offices = any(not level(unit.name) and not is_collective(unit.name) for unit in units)
    ordered = [unit for unit in units if not _stands_for_many(unit.name, are_offices)]
    many = [unit for unit in units if _stands_for_many(unit.name, are_offices)]
    return UnitsReading(
        text,
        named=tuple(unit.name for unit in ordered),
        collective=tuple(unit.name for unit in many),
        lead=tuple(unit.name for unit in ordered + many if unit.lead),
        assisting=tuple(unit.name for unit in ordered + many if unit.assisting),
        open_ended=open_ended or any(is_open(unit.name) for unit in many),
        ask=ask,
    )


def _stands_for_many(name: str, are_offices: bool) -> bool:
    """街道办 is any street's, unless offices stand beside it without a place of theirs: 街道办、派出所."""
    return is_collective(name) and not (are_offices and _AN_OFFICE.fullmatch(name))


def _unwrapped(text: str) -> str:
    """Without the brackets around a whole cell: （牵头单位：甲；配合单位：乙）."""
    while len(text) > 1 and text[0] in "（([〔【" and _closes_at_end(text):
        text = text[1:-1].strip()
    return text.strip("（()）") if _is_torn(text) else text


def _with_whole_brackets(text: str) -> str:
    """Without the line breaks that only wrap a short bracket: 各镇（街↵道）."""

    def whole(found: re.Match[str]) -> str:
        lines = found[0][1:-1].split("\n")
        apart = any(is_whole(left) and not is_one_word(left, right) for left, right in pairwise(lines))
        return found[0] if apart else found[0].replace("\n", "")

    return _SHORT_BRACKET.sub(whole, text)


def _closes_at_end(text: str) -> bool:
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign in "（([〔【") - (sign in "）)]〕】")
        if depth == 0:
            return at == len(text) - 1
    return False


def _is_torn(text: str) -> bool:
    text = _NUMBER.sub("", text)
    return sum(text.count(sign) for sign in "（(〔【") != sum(text.count(sign) for sign in "）)〕】")


def _known_to(roster: Roster | None) -> Known:
    if roster is None:
        return nobody
    names = {name for unit in roster.units for name in (unit.name, *unit.aliases, *unit.groups)}
    return names.__contains__


def _plain(text: str) -> tuple[str, dict[str, str]]:
    """The text in simplified characters, and how each of them was printed where that was another way."""
    if not _OTHERWISE_PRINTED.search(text):
        return text, {}
    printed: dict[str, set[str]] = {}
    plain = ""
    for found in re.finditer(rf"{_ROMANISED.pattern}|.", text, re.DOTALL):
        sign = found[0][0].translate(_TO_SIMPLIFIED)
        printed.setdefault(sign, set()).add(found[0])
        plain += sign
    return plain, {sign: min(ways) for sign, ways in printed.items() if len(ways) == 1 and ways != {sign}}


def _restored(reading: UnitsReading, cell: str, printed: dict[str, str]) -> UnitsReading:
    as_printed = str.maketrans(printed)
    names = (reading.named, reading.collective, reading.lead, reading.assisting)
    named, collective, lead, assisting = (tuple(name.translate(as_printed) for name in some) for some in names)
    return replace(reading, cell=cell, named=named, collective=collective, lead=lead, assisting=assisting)
