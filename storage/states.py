"""The words a record may hold: roles, parts, states, verdicts, kinds. `messages/words.py` says how each is shown."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do."""

    OFFICE = "office"
    LIAISON = "liaison"
    LEADER = "leader"
    STRANGER = "stranger"  # anyone who wrote to the bot and is not enrolled: may do nothing


class Post(StrEnum):
    """A 岗 answers; B 岗 stands in."""

    A = "A"
    B = "B"


class Part(StrEnum):
    """A unit's part in a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSISTING = "assisting"  # informed, not chased


class TaskState(StrEnum):
    """Whether the office has confirmed a row; only a confirmed one ever sends anything."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    STOPPED = "stopped"


class ItemState(StrEnum):
    """Where an item stands; 临期 and 逾期 are computed, never stored."""

    TO_SIGN = "to_sign"
    SIGNED = "signed"
    WORKING = "working"
    SUBMITTED = "submitted"  # the office's clock runs
    RETURNED = "returned"
    DONE = "done"
    STRUCK_OFF = "struck_off"
    ONGOING = "ongoing"
    NOT_APPLICABLE = "not_applicable"
    CARRIED_OVER = "carried_over"
    STOPPED = "stopped"


WITH_UNIT = frozenset({ItemState.TO_SIGN, ItemState.SIGNED, ItemState.WORKING, ItemState.RETURNED})


class Intent(StrEnum):
    """What a liaison's report says of an item."""

    SIGNED = "signed"
    WORKING = "working"
    DONE = "done"
    NOT_STARTED = "not_started"
    TROUBLE = "trouble"
    NIL = "nil"
    EXTENSION = "extension"


class Verdict(StrEnum):
    """What the office has said to a report; NONE needs no word."""

    NONE = "none"
    PENDING = "pending"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"  # corrected by the unit before the review


class NoticeKind(StrEnum):
    """What a message is for (product terms in the comments)."""

    ASSIGNMENT = "assignment"  # 交办
    ADVANCE = "advance"  # 临期提醒
    DUE_TODAY = "due_today"  # 今天到期
    PROGRESS = "progress"  # 季度进展
    OVERDUE = "overdue"  # 催办, by the timetable
    NUDGE = "nudge"  # 催办, because the office asked for it
    LETTER = "letter"  # 催办通知书 or 通报, released by the office
    RETURNED = "returned"  # 退回补充, told again with the day's message until answered
    DIGEST = "digest"  # 摘要
    ANSWER = "answer"  # anything said at once because somebody acted


PINGS = (NoticeKind.OVERDUE, NoticeKind.NUDGE)
"""催办, by the timetable and by hand."""
UNASKED = frozenset(
    {
        NoticeKind.ASSIGNMENT,
        NoticeKind.ADVANCE,
        NoticeKind.DUE_TODAY,
        NoticeKind.PROGRESS,
        NoticeKind.OVERDUE,
        NoticeKind.NUDGE,
        NoticeKind.LETTER,
        NoticeKind.RETURNED,
    }
)


class DraftKind(StrEnum):
    """What the ladder's upper rungs write."""

    LETTER = "letter"  # 催办通知书, to a unit and its leader
    BULLETIN = "bulletin"  # 通报, to the district's leaders


class DraftState(StrEnum):
    """What the office has made of a draft."""

    OPEN = "open"
    RELEASED = "released"
    DROPPED = "dropped"
    OVERTAKEN = "overtaken"  # everything in it was answered before the office had decided


class NoticeState(StrEnum):
    """planned = the sum of these, always."""

    PENDING = "pending"
    SENT = "sent"
    WITHDRAWN = "withdrawn"  # no longer true when its time came
    UNREACHABLE = "unreachable"
    UNCERTAIN = "uncertain"  # delivered, and perhaps twice: an answer of Telegram was lost on the way


class EvidenceKind(StrEnum):
    """What a liaison handed in."""

    LINK = "link"
    PHOTO = "photo"
    DOCUMENT = "document"
    NUMBER = "number"  # an official document named by its number


class Proof(StrEnum):
    """What kind of evidence a task is expected to end with."""

    PORTAL = "portal"  # 公开链接
    NUMBER = "number"  # 文号
    RECORD = "record"  # 线下记录: a photo or a file
    STATEMENT = "statement"  # 文字说明


class ErrandKind(StrEnum):
    """Work that needs the network and is done after the answer has been given."""

    IMPORT = "import"  # a document the office sent
    FETCH = "fetch"  # the bytes of a photo or document handed in as evidence
    LOOK = "look"  # the links of one message: opened, and the sender told
    LOOK_AGAIN = "look_again"  # the same a month later; nobody is told but the digest
