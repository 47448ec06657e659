"""The four lights as values, for tables and pictures; what they mean is decided in `words.light` alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from messages import words
from storage.records import Item


class Light(StrEnum):
    """A light, best first. The value is the sign `words.light` begins with."""

    GREY = "⚪"
    GREEN = "🟢"
    YELLOW = "🟡"
    RED = "🔴"

    @property
    def colour(self) -> str:
        """The colour by name.

        >>> Light.RED.colour
        '红'
        """
        return _COLOURS[self]

    @property
    def meaning(self) -> str:
        """What the colour says, for a legend.

        >>> Light.RED.meaning
        '逾期'
        """
        return _MEANINGS[self]

    @property
    def fill(self) -> str:
        """The colour itself. Red is far darker than green, so they differ for eyes that do not tell the two apart."""
        return _FILLS[self]

    @property
    def ink(self) -> str:
        """What can be read on it."""
        return "#FFFFFF" if self is Light.RED else "#22303C"


_COLOURS = {Light.GREEN: "绿", Light.YELLOW: "黄", Light.RED: "红", Light.GREY: "灰"}
_MEANINGS = {
    Light.GREEN: "正常或已办结",
    Light.YELLOW: "临期",
    Light.RED: "逾期",
    Light.GREY: "长期坚持或不涉及",
}
_FILLS = {Light.GREEN: "#8FD3AE", Light.YELLOW: "#FFC83D", Light.RED: "#BF1F2E", Light.GREY: "#D8DDE3"}


def light_of(item: Item, today: date, due_soon: bool) -> Light:
    """The item's light."""
    return Light(words.light(item, today, due_soon)[0])


def light_in_words(item: Item, today: date, due_soon: bool) -> str:
    """「红 逾期未办结」: the colour by name, for places where a sign may not be shown."""
    shown = words.light(item, today, due_soon)
    return f"{Light(shown[0]).colour} {shown[1:]}"


def worst(lights: Iterable[Light]) -> Light | None:
    """The light of several items in one place, such as a yearly duty's occurrences; None where there are none.

    >>> worst([Light.GREEN, Light.RED, Light.GREY])
    <Light.RED: '🔴'>
    """
    return max(lights, key=list(Light).index, default=None)
