"""Radicals in place of the signs they look like: 人⺠政府, 责任部⻔, as text out of a PDF often has them.

Browsers and some fonts write the code point of a radical (U+2E80 to U+2FDF) where a sign has the same shape. Nobody
sees the difference; every comparison does.
"""

from __future__ import annotations

import re
import unicodedata

# Unicode decomposes none of these. The first sign of each pair is the radical, the second what is meant.
_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬"
    "⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱网⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝"
    "⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾"
    "⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_OF_SUPPLEMENT = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))
_LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
MEANT = {
    ord(sign): _OF_SUPPLEMENT.get(sign) or unicodedata.normalize("NFKC", sign)
    for sign in map(chr, (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)))
}


def without_radicals(text: str) -> str:
    """The text with the signs that are meant.

    >>> without_radicals("各乡镇人⺠政府、县直各部⻔，⻓期坚持，⼯作")
    '各乡镇人民政府、县直各部门，长期坚持，工作'
    """
    return text.translate(MEANT) if _LOOKALIKE.search(text) else text
