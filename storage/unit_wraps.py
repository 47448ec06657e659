"""Line breaks in a unit cell that only the width of its column has made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from storage.unit_names import begins_anew, is_ending, is_whole

# One word over two lines, whatever stands around it: 各镇人↵民政府, 区直相↵关部门.
_CUT_WORD = re.compile(
    r"组↵织|会↵(?:议|计(?![生划])|展(?!览)|商(?![务业贸]))|社↵(?:会|区|保(?!险))|市↵(?:场|政[工公园设]|容)|队↵伍|所↵[属在]|股↵份|团↵体(?![育校彩])|区↵[划域]|乡↵村振"
    r"|(?<!公)司↵法(?![规务制律])|(?<!儿)园↵区|^[省市区县州旗]科↵[技协]|联↵[合络席]|党↵[校组史]|[有相]↵关|人↵民政|纪委↵监委|人民↵(?:银行|医院|法院|检察|政府|武装|防空)|街↵道|部↵门(?!诊)|单↵位|政↵府|公↵司|集↵团|中↵心|[支大中总]↵队|管↵理|服↵务|委↵员|办↵公(?![安路共司园证积用交])|办↵事(?![业务])"
)
_OF_THE_PAGE = re.compile(  # what a page prints around a table: 续表, - 12 -, 第3页
    r"^[ \t]*(?:[（(](?:续[上接]?[表页]?|[上接]+[表页])[)）]|(?:续[上接]?|[上接]+)[表页]\n"
    r"|(?:[—–-]+\s*\d{1,3}\s*[—–-]+|第\s*\d{1,3}\s*页(?:.?共\s*\d{1,3}\s*页)?)$)",
    re.MULTILINE,
)
_BEFORE_SIGN = re.compile(
    r"\s+(?=[、，,；;：:）)】〕\]])|(?<=[（(【〔\[])\s+|(?<=[、，,；;：:])[ \t　]+|\n(?=(?:单位|部门)[:：])"
    r"|(?<=牵头|责任|配合|协办|承办|主办)\n(?=单位|部门)"
)
_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.．、)）]|[a-zA-Z][.．)）]|[①-⑳]|[（(][0-9一二三四五六七八九十]{1,2}[)）])")
_LABELLED = re.compile(r"[^、，,；;。\s:：]{2,6}[:：]\S")
_SIGN = re.compile(r"[、，,；;：:]|[!-~]")
_LONGEST_STEM = 5
_LABEL_ALONE = re.compile(r"(?:牵头|主办|主责|责任|配合|协办|承办|参与)(?:单位|部门|[处科]室)?[:：]")
_SIGN_LAST = re.compile(r"[、，,；;：:]\s*$")
_COMMA = re.compile(r"[、，,；;：:]")
_PARTED = re.compile(r"[、，,；;：:]|(?<=[^和及与])[和及与](?=[^和及与])")


def unwrapped_lines(text: str) -> str:
    """The text of a cell without the line breaks that its width has made.

    Lines as long as one another, of which one ends or begins inside a name, were cut by the width; so was a line before
    a sign that cannot begin one.

    >>> unwrapped_lines("县农业农村\\n局、县水利\\n局"), unwrapped_lines("县教育局\\n县财政局\\n县民政局")
    ('县农业农村局、县水利局', '县教育局\\n县财政局\\n县民政局')
    """
    lines = [line.strip() for line in _OF_THE_PAGE.sub("", text).split("\n") if line.strip()]
    if len(lines) == 1 and _are_stems(words := text.split()):
        return "、".join(words)
    if len(lines) > 2 and not any(map(_NUMBERED.match, lines[1:])) and not all(map(_LABELLED.match, lines)):
        if _are_cut(lines) and not all(_ends_and_begins(*pair) for pair in pairwise(lines)):
            return _BEFORE_SIGN.sub("", "".join(lines))
        if _are_stems(lines):
            return "、".join(lines)
    return _BEFORE_SIGN.sub("", "\n".join(lines))


def _are_cut(lines: Sequence[str]) -> bool:
    """Whether the width of a column may have made these lines: all full but the last, or one short before a sign."""
    widest = max(map(len, lines))
    return all(
        len(line) == widest or (len(line) == widest - 1 and bool(_SIGN.search(line + following[:2])))
        for line, following in pairwise(lines)
    )


def _are_stems(lines: Sequence[str]) -> bool:
    """Whether names share the ending of the last of them, each on a line of its own: 东城↵西城↵北城街道."""
    *stems, last = lines
    short = all(
        1 < len(stem) <= _LONGEST_STEM and not (is_whole(stem) or is_ending(stem)) and not _SIGN.search(stem)
        for stem in stems
    )
    return len(stems) > 1 and short and is_whole(last) and not _are_cut(lines)


def _ends_and_begins(line: str, following: str) -> bool:
    """Whether a name may end with a line and another begin with the next."""
    last, first = _PARTED.split(line)[-1], _PARTED.split(following)[0]
    is_one = is_whole(first) or is_whole(_COMMA.split(following)[0])  # 县教育和体育局
    begins = is_one or begins_anew(first) or bool(_LABEL_ALONE.fullmatch(following))
    return not last or (is_whole(last) and begins)


def ends_of_own_lines(text: str) -> frozenset[int]:
    """Where lines end that no width has cut: one had room for more, so each stands by itself.

    >>> sorted(ends_of_own_lines("计划财务处\\n人事处\\n审计处")), sorted(ends_of_own_lines("人事处\\n审计处"))
    ([5, 9], [])
    """
    lines = text.split("\n")
    ends = [end - 1 for end in accumulate(len(line) + 1 for line in lines)]
    widest = max(map(len, lines))
    had_room = any(len(line) < widest - 1 and not _SIGN_LAST.search(line) for line in lines[:-1])
    return frozenset(ends[:-1] if had_room else ())


def is_one_word(left: str, right: str) -> bool:
    """Whether a line break only wraps a word, whatever stands around it: 街道办↵事处."""
    return bool(_CUT_WORD.search(f"{left[-3:]}↵{right[:2]}"))
