"""What a clause can say."""

from __future__ import annotations

from enum import StrEnum


class Sense(StrEnum):
    """What a clause was found to say."""

    CORRECT = "correct"
    HANDOVER = "handover"
    HELP = "help"
    QUESTION = "question"
    EXTENSION = "extension"
    SUPPOSED = "supposed"  # a condition, hearsay, a guess: nothing is reported, and nothing after it is sure
    TROUBLE = "trouble"
    NIL = "nil"
    NOT_STARTED = "not_started"
    WORKING = "working"
    UNDONE = "undone"  # 没批: working, unless nothing was begun
    STAGE = "stage"  # 初稿已完成: working, unless the item itself is then said to be done
    PLANNED = "planned"  # 预计月底完成: working, unless something firmer is said
    LATE = "late"  # 未按时公开: working, unless what follows says that it was made up for
    SENT = "sent"  # 已报送, 已部署: a step, weaker than a completion told beside it
    DONE = "done"
    SIGNED = "signed"
    PROMISED = "promised"  # 将认真落实: belongs to 收到
    DOUBTFUL = "doubtful"  # words of completion or negation that no rule proved
    WARY = "wary"  # no status, but words that would shake a completion told beside it
    NEUTRAL = "neutral"


SILENT = frozenset({Sense.WARY, Sense.NEUTRAL})
"""They report nothing."""
