"""What all that is said of one item amounts to. A completion stands only where nothing else speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from messages.reading.said import Said
from messages.reading.sense import Sense

_ANY = frozenset(Sense)
_UNFINISHED = frozenset({Sense.WORKING, Sense.UNDONE, Sense.STAGE, Sense.PLANNED, Sense.NOT_STARTED})

# Rows in order: where the sense is present and nothing of "spoilt by" is, the intent holds.
_ROWS: tuple[tuple[Sense, Said, frozenset[Sense]], ...] = (
    (Sense.CORRECT, Said.CORRECT, frozenset()),  # the new status waits for the question that follows
    (Sense.EXTENSION, Said.EXTENSION, frozenset({Sense.DONE, Sense.NIL})),
    (Sense.TROUBLE, Said.TROUBLE, frozenset({Sense.EXTENSION})),  # and what it denies goes to the office with it
    (
        Sense.NIL,
        Said.NIL,
        _UNFINISHED | {Sense.DONE, Sense.TROUBLE, Sense.EXTENSION, Sense.SUPPOSED, Sense.QUESTION, Sense.HANDOVER},
    ),
    # partly done and partly not begun is under way
    (
        Sense.NOT_STARTED,
        Said.NOT_STARTED,
        frozenset({Sense.WORKING, Sense.STAGE, Sense.DONE, Sense.NIL, Sense.EXTENSION}),
    ),
    (Sense.NOT_STARTED, Said.WORKING, frozenset({Sense.NIL, Sense.EXTENSION})),
    (Sense.WORKING, Said.WORKING, frozenset({Sense.NIL, Sense.EXTENSION})),
    (Sense.UNDONE, Said.WORKING, frozenset({Sense.NIL, Sense.EXTENSION})),
    (Sense.STAGE, Said.WORKING, frozenset({Sense.NIL, Sense.EXTENSION})),
    (Sense.LATE, Said.WORKING, frozenset({Sense.DONE, Sense.DOUBTFUL, Sense.NIL, Sense.EXTENSION})),
    (Sense.PLANNED, Said.WORKING, frozenset({Sense.NIL, Sense.EXTENSION})),
    # 材料已报送 beside 已完成 takes nothing away; a doubt, a promise or a condition does
    (Sense.DONE, Said.DONE, _ANY - {Sense.DONE, Sense.SENT, Sense.SIGNED, Sense.NEUTRAL, Sense.HANDOVER, Sense.HELP}),
    (Sense.SENT, Said.WORKING, frozenset({Sense.DONE, Sense.NIL, Sense.EXTENSION})),
    (Sense.SIGNED, Said.SIGNED, frozenset({Sense.DONE, Sense.DOUBTFUL, Sense.NIL, Sense.EXTENSION, Sense.SUPPOSED})),
    (Sense.PROMISED, Said.WORKING, frozenset({Sense.DONE, Sense.NIL, Sense.EXTENSION, Sense.SIGNED})),
)


def verdict(senses: Sequence[Sense]) -> tuple[list[Said], bool]:
    """The intents that are sure for one item, and whether the person must be asked.

    >>> verdict([Sense.DONE, Sense.WORKING])
    ([<Said.WORKING: 'working'>], False)
    >>> verdict([Sense.DONE, Sense.DOUBTFUL])
    ([], True)
    """
    said = set(senses)
    if Sense.CORRECT in said:
        return [Said.CORRECT], False
    status = next((intent for sense, intent, spoilt_by in _ROWS if sense in said and not said & spoilt_by), None)
    found = [status] if status else []
    found += [intent for intent in (Said.HANDOVER, Said.HELP) if Sense(intent.value) in said and not status]
    if status and Sense.HANDOVER in said:
        found.append(Said.HANDOVER)
    return found, not found or Sense.QUESTION in said
