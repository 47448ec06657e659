"""Neighbouring numbers joined to lists and ranges: 3、5和8, 3—5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from messages.reading.references import AND, TO, Reference

Group = list["Reference | str"]
"""Neighbours joined; a range is kept as reference, "to", reference."""


def grouped(text: str, references: Sequence[Reference]) -> Iterator[Group]:
    """Neighbours joined by 、 or 和 or 至; a range is kept as reference, "to", reference."""
    group: Group = []
    listed: set[int] = set()
    end = 0
    for reference in references:
        between = text[end : reference.start] if group else ""
        if group and TO.fullmatch(between):
            group += ["to", reference]
        elif (
            group
            and AND.fullmatch(between)
            and not ("," in between and _is_named_again(group, listed, reference.value))
        ):
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
