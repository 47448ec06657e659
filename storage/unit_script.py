"""A cell's text in simplified characters, and names put back as they were printed."""

from __future__ import annotations

import re
from dataclasses import replace

from storage.values import UnitsReading

_ROMANISED = re.compile(r"(.)[（(][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_TRADITIONAL = (
    "牽頭責單門負區縣鎮鄉辦會處隊廳總黨聯務館園醫學銀團與協關機構織屬級職發稅環財監審計體衛動業農產電視廣網質術調導檢貿國際經濟資運輸開東長"
    "實證圖書檔護應數據營員規劃統戰紀編臺灣線鐵郵煙專賣僑歸設備參組處領導歷緊從樣並圍讓裝備獸種糧氣範籌創婦殘託養優撫榮軍幹書記"
    "來幾個時間類報雲鹽陽滬蘇賓飛鳳龍馬黃漢瀾贛豐滿慶選區內場陝穩強權約認證劑藥僅項儲備費險適衞啟羣眾"
)
_SIMPLIFIED = (
    "牵头责单门负区县镇乡办会处队厅总党联务馆园医学银团与协关机构织属级职发税环财监审计体卫动业农产电视广网质术调导检贸国际经济资运输开东长"
    "实证图书档护应数据营员规划统战纪编台湾线铁邮烟专卖侨归设备参组处领导历紧从样并围让装备兽种粮气范筹创妇残托养优抚荣军干书记"
    "来几个时间类报云盐阳沪苏宾飞凤龙马黄汉澜赣丰满庆选区内场陕稳强权约认证剂药仅项储备费险适卫启群众"
)
TO_SIMPLIFIED = str.maketrans(_TRADITIONAL + "「」『』", _SIMPLIFIED + "（）（）")

_SIMPLIFIED_ALONE = re.compile(f"[{_SIMPLIFIED}](?<![云范几])")  # signs that no traditional text has
_OTHERWISE_PRINTED = re.compile(f"[{_TRADITIONAL}「」『』]|{_ROMANISED.pattern}")


def simplified(text: str) -> tuple[str, dict[str, str]]:
    """The text in simplified characters, and how each of them was printed where that was another way.

    Where the text mixes the two a sign of the other kind is a variant, and stays simplified: 县衞生健康局.
    """
    if not _OTHERWISE_PRINTED.search(text):
        return text, {}
    printed: dict[str, set[str]] = {}
    plain = ""
    for found in re.finditer(rf"{_ROMANISED.pattern}|.", text, re.DOTALL):
        sign = found[0][0].translate(TO_SIMPLIFIED)
        printed.setdefault(sign, set()).add(found[0])
        plain += sign
    if _SIMPLIFIED_ALONE.search(text):
        return plain, {}
    return plain, {sign: min(ways) for sign, ways in printed.items() if len(ways) == 1 and ways != {sign}}


def as_printed_in(cell: str, reading: UnitsReading, printed: dict[str, str]) -> UnitsReading:
    """The reading of a cell with its names in the characters the cell has."""
    back = str.maketrans(printed)
    names = (reading.named, reading.collective, reading.lead, reading.assisting)
    named, collective, lead, assisting = (tuple(name.translate(back) for name in some) for some in names)
    return replace(reading, cell=cell, named=named, collective=collective, lead=lead, assisting=assisting)
