"""The scan of a wording for the forms of the grammar: how a place begins tells which of them are tried there.

Most places begin none, a number one or two. The wording is read once from left to right, and the first form wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from scheduler.deadlines.pieces import CN, COUNTABLE, YEAR, YEAR_FIRST, Found, unnamed
from scheduler.deadlines.terms import Placed, Term

Reader = Callable[[Found], Term]
_Trial = tuple[Callable[[str, int, int], Found | None], Reader]  # a pattern's match, and what a find of it means
_Trials = tuple[_Trial, ...]

_FIGURES = r"\d(?<!\d\d)\d*+"
_WORDS = rf"[{CN}百两半][{COUNTABLE}O]*+"
_EIGHT_FIGURES = r"(?<=\d{8})"


class Form(NamedTuple):
    """One way to write a time: how it can begin, its pattern, and what a find of it means.

    A beginning is a letter or two. 数 stands for a number of any length, 年 also for a year with its number or word:
    数月 is how 11月 begins, 年数 is how 2022年11月 and 明年3月 begin, 第数 is how 第三季度 begins.
    """

    begins: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


class Scan:
    """Looks for forms, in the order in which they are given."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._forms = _by_beginning(forms)
        self._numbered: list[_Trials] = [()]  # by the group of `_begin` that tells what follows a number or a year
        numbers = (
            self._number(YEAR, "年", "", YEAR_FIRST),
            self._number(_FIGURES, "数", _EIGHT_FIGURES, ""),
            self._number(_WORDS, "数", _EIGHT_FIGURES, CN + "百两半"),
        )
        pairs = [begin for begin in self._forms if begin[1:] and begin[0] not in "数年"]
        first, second = (_any_letter(pair[n] for pair in pairs) for n in (0, 1))
        after_year = _any_letter(begin[1] for begin in self._forms if begin[0] == "年" and begin[1:])
        alone = _any_letter(begin for begin in self._forms if not begin[1:] and begin not in "数年")
        self._begin = re.compile(
            rf"(?=[{YEAR_FIRST}])(?:{'|'.join(numbers)})|{first}{second}|年{after_year}|{alone}", re.ASCII
        )

    def terms_in(self, wording: str, begin: int = 0, end: int | None = None) -> list[Placed]:
        """Every term of a cleaned wording, or of a stretch of it, from left to right."""
        terms: list[Placed] = []
        end = len(wording) if end is None else end
        search, numbered, forms = self._begin.search, self._numbered, self._forms
        while place := search(wording, begin, end):
            begin = place.start()
            if follows := place.lastindex:
                trials = numbered[follows]
            else:
                trials = forms.get(place[0]) or forms.get(wording[begin], ())
            for match, read in trials:
                if found := match(wording, begin, end):
                    after = found.end()
                    terms.append((read(found), begin, after))
                    begin = after
                    break
            else:
                begin += 1
        return terms

    def _number(self, pattern: str, lead: str, alone: str, letters: str) -> str:
        """A number or year, with a group for each way to go on; what begins with one of `letters` may be no number.

        五一 and 十四五 are none, nor is every 本年 or 第二.
        """
        ways: dict[_Trials, str] = {}
        for begin, trials in self._forms.items():
            if begin[0] == lead and begin[1:]:
                ways[trials] = ways.get(trials, "") + begin[1]
        others = [trial for begin, trials in self._forms.items() if begin[0] in letters for trial in trials]
        self._numbered += [tuple(dict.fromkeys([*trials, *others])) for trials in [*ways, self._forms[lead]]]
        followed = "|".join(rf"(?={_any_letter(after)})()" for after in ways.values())
        return rf"{unnamed(pattern)}(?:{followed}|{alone}())"


def _by_beginning(forms: Iterable[Form]) -> Mapping[str, _Trials]:
    trials = [(frozenset(_spelled_out(form.begins)), (form.pattern.match, form.read)) for form in forms]
    return {
        begin: tuple(trial for begins, trial in trials if not begins.isdisjoint((begin, begin[0])))
        for begin in frozenset().union(*(begins for begins, _ in trials))
    }


def _spelled_out(begins: Iterable[str]) -> Iterator[str]:
    for begin in begins:
        yield from (begin[0] + figure for figure in COUNTABLE) if begin[1:] == "数" else [begin]


def _any_letter(letters: Iterable[str]) -> str:
    return rf"[{re.escape(''.join(dict.fromkeys(letters)))}]"
