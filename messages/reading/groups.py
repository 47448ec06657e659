"""Neighbouring numbers joined to lists and ranges: 3、5和8, 3—5."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from messages.reading.references import AND, STATUS_FOLLOWS, TO, Reference
from messages.reading.sense import SILENT
from messages.reading.senses import status_before

_CLAUSE = re.compile(r"[^,;。!?…\n]*$")

Group = list["Reference | str"]
"""Neighbours joined; a range is kept as reference, "to", reference."""


def grouped(text: str, references: Sequence[Reference]) -> Iterator[Group]:
    """Neighbours joined by 、 or 和 or 至; a range is kept as reference, "to", reference."""
    group: Group = []
    listed: set[int] = set()
    end = 0
    for place, reference in enumerate(references):
        between = text[end : reference.start] if group else ""
        parted = "," in between and (
            _is_named_again(group, listed, reference.value) or _has_its_own_status(text, group, references[place:])
        )
        if group and TO.fullmatch(between):
            group += ["to", reference]
        elif group and AND.fullmatch(between) and not parted:
            group.append(reference)
        else:
            if group:
                yield group
            group, listed = [reference], set()
        listed.add(reference.value)
        end = reference.end
    if group:
        yield group


def _is_named_again(group: Group, listed: set[int], value: int) -> bool:
    """41-45，44在审稿: what was just listed is named again, not listed on."""
    match group[-3:]:
        case [Reference() as first, "to", Reference() as last] if first.value <= value <= last.value:
            return True
    return value in listed


def _has_its_own_status(text: str, group: Group, following: Sequence[Reference]) -> bool:
    """不涉及3、5，12、15已完成: one status stands before what was listed, another after what follows the comma."""
    first = group[0]
    said = _CLAUSE.search(text, max(0, first.start - 30), first.start) if isinstance(first, Reference) else None
    if not said or status_before(said.group()) in SILENT:
        return False
    last = following[0]
    for one in following[1:]:
        between = text[last.end : one.start]
        if "," in between or not (TO.fullmatch(between) or AND.fullmatch(between)):
            break
        last = one
    return bool(STATUS_FOLLOWS.match(text, last.end))


def values_of(group: Group) -> Iterator[int]:
    """The numbers a group stands for, its ranges filled."""
    previous: int | None = None
    through = False
    for part in group:
        if not isinstance(part, Reference):
            through = True
            continue
        if through and previous is not None and 0 < part.value - previous <= 200:
            yield from range(previous + 1, part.value + 1)
        else:
            yield part.value
        previous, through = part.value, False
