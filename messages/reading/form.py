"""Patterns that are tried only where a sign stands without which they find nothing.

A message is short and the forms of speech are many: nearly all of them can be told not to be there by the signs alone,
for a fraction of what looking for them takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from re import _constants as kinds  # type: ignore[attr-defined]  # how `re` itself reads a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, TypeVar

Row = TypeVar("Row")
Signs = frozenset[str]
_FREQUENT = frozenset("的了已不没在办完成公开发有是到上要好都项我局也报就这个")
"""They stand in most messages and tell little."""
_LARGEST = 64  # signs of a range that are worth being listed


_FORMS: list[Form] = []


class Form:
    """A pattern as `re` has it, which finds what it finds; it is made, and its signs worked out, when it is first used.

    Where it is looked for in a part of a text only, the signs are not: going through all of it would take longer.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        _FORMS.append(self)

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """What is tried where one of its signs stands."""
        return re.compile(_begun(self.pattern, self._flags), self._flags)

    @cached_property
    def signs(self) -> Signs | _Every:
        """One of these stands in every text in which it finds anything."""
        return signs_of(self.pattern, self._flags) or _Every()

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        """The first place where it stands."""
        return None if not span and self.signs.isdisjoint(text) else self.whole.search(text, *span)

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        """Whether it stands at the beginning."""
        return None if not span and self.signs.isdisjoint(text) else self.whole.match(text, *span)

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        """Whether it is the whole."""
        return None if not span and self.signs.isdisjoint(text) else self.whole.fullmatch(text, *span)

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        """Every place where it stands."""
        return iter(()) if not span and self.signs.isdisjoint(text) else self.whole.finditer(text, *span)

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else wherever it stands."""
        return text if self.signs.isdisjoint(text) else self.whole.sub(instead, text)


class _Every:
    """The signs of a pattern of which nothing is known: it may find something in any text."""

    def isdisjoint(self, _text: str) -> bool:
        """Never."""
        return False


class Table:
    """Forms, any of which may stand in a text: its signs alone tell which, all at once."""

    def __init__(self, *either: Sequence[Form]) -> None:
        """A place may be taken by several forms, of which any will do; one of no forms is never ruled out."""
        self._places = either

    @cached_property
    def _by_sign(self) -> tuple[int, dict[str, int]]:
        always, by_sign = 0, dict[str, int]()
        for place, forms in enumerate(self._places):
            signs = [form.signs for form in forms]
            always |= 0 if signs and not any(isinstance(some, _Every) for some in signs) else 1 << place
            for sign in frozenset().union(*(some for some in signs if not isinstance(some, _Every))):
                by_sign[sign] = by_sign.get(sign, 0) | 1 << place
        return always, by_sign

    def among(self, rows: Sequence[Row], text: str) -> Iterator[Row]:
        """Of rows, one for each place, those whose forms may stand in a text."""
        found, by_sign = self._by_sign
        for sign in text:
            if sign in by_sign:
                found |= by_sign[sign]
        for row in rows if found else ():
            if found & 1:
                yield row
            found >>= 1


def make_forms() -> None:
    """Make every form there is, so that nobody who writes waits for that: a third of a second."""
    for form in _FORMS:
        _ = form.whole, form.signs


def any_of(*patterns: str) -> Form:
    """One form that finds whatever any of these finds."""
    return Form("|".join(patterns))


def signs_of(pattern: str, flags: int = 0) -> Signs | None:
    """The signs one of which stands in whatever a pattern finds, as telling as may be; None where any text may do.

    >>> sorted(signs_of("(?:完成|办结)率|[延缓]期"))
    ['期', '率']
    >>> signs_of("[^,]率?")
    """
    return _in_a_row(parser.parse(pattern, flags), bool(flags & re.IGNORECASE))


def _begun(pattern: str, flags: int) -> str:
    """A pattern of many forms, which `re` would try one after the other at every sign: at those they begin with alone.

    Where all of them begin with plain signs, `re` does so by itself. Forms that stand at the beginning are tried there.

    >>> _begun("(?<!困)难|差|^ *无", 0)
    '(?:^|(?=[差难]))(?:(?<!困)难|差|^ *无)'
    """
    [(kind, said), *_] = parser.parse(pattern, flags)
    if kind is not kinds.BRANCH or all(form and form[0][0] is kinds.LITERAL for form in said[1]):
        return pattern
    anywhere = [form for form in said[1] if not form or form[0] != (kinds.AT, kinds.AT_BEGINNING)]
    signs = _beginnings([(kind, (None, anywhere))], bool(flags & re.IGNORECASE))
    return f"(?:^|(?=[{re.escape(''.join(sorted(signs)))}]))(?:{pattern})" if signs else pattern


def _beginnings(parts: Any, any_case: bool) -> Signs | None:
    """The signs with which whatever is found begins; None where it may be any, or there may be none."""
    for place, (kind, said) in enumerate(parts):
        if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT):  # they take no sign
            continue
        either: list[Signs | None] = [None]
        if kind in (kinds.LITERAL, kinds.IN):
            either = [_of_part(kind, said, any_case)]
        elif kind is kinds.BRANCH:
            either = [_beginnings(form, any_case) for form in said[1]]
        elif kind is kinds.SUBPATTERN:
            either = [_beginnings(said[3], any_case)]
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            least, _, repeated = said
            either = [_beginnings(repeated, any_case)]
            either += [] if least else [_beginnings(parts[place + 1 :], any_case)]
        return None if None in either else frozenset().union(*filter(None, either))
    return None


def _in_a_row(parts: Any, any_case: bool) -> Signs | None:
    """All of the parts stand there, so the signs of the most telling one will do."""
    known = [signs for kind, said in parts if (signs := _of_part(kind, said, any_case)) is not None]
    return min(known, key=_how_frequent, default=None)


def _of_part(kind: Any, said: Any, any_case: bool) -> Signs | None:
    if kind in (kinds.LITERAL, kinds.IN):
        signs = frozenset(chr(said)) if kind is kinds.LITERAL else _of_class(said)
        return None if any_case and signs and any(sign.lower() != sign.upper() for sign in signs) else signs
    if kind is kinds.SUBPATTERN:
        return _in_a_row(said[3], any_case)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        least, _, repeated = said
        return _in_a_row(repeated, any_case) if least else None
    if kind is kinds.ASSERT:  # (?=…) and (?<=…): beside what is found, but in the same text
        return _in_a_row(said[1], any_case)
    if kind is kinds.BRANCH:
        branches = [_in_a_row(branch, any_case) for branch in said[1]]
        return None if None in branches else frozenset().union(*filter(None, branches))
    return None


def _of_class(listed: Any) -> Signs | None:
    """The signs of [一二三a-f]; None where they are too many, or are not listed."""
    signs: set[str] = set()
    for kind, said in listed:
        if kind is kinds.LITERAL:
            signs.add(chr(said))
        elif kind is kinds.RANGE and said[1] - said[0] < _LARGEST:
            signs.update(map(chr, range(said[0], said[1] + 1)))
        else:
            return None
    return frozenset(signs)


def _how_frequent(signs: Signs) -> int:
    return len(signs) + 20 * len(signs & _FREQUENT)
