"""What looking at an evidence link found: a value, before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LinkVerdict(StrEnum):
    """What may be said of a link. None of them closes an item."""

    ALIVE = "alive"  # 可访问
    UNVERIFIED = "unverified"  # 无法核实
    NOT_FIRST = "not_first"  # 非政府网站首发
    BY_HAND = "by_hand"  # 需人工


class LinkReason(StrEnum):
    """Why a link has its verdict."""

    OPENED = "opened"
    ON_PLATFORM = "on_platform"  # a platform alone, no government website beside it
    BEFORE_WEBSITE = "before_website"  # the platform published before the government website
    AFTER_WEBSITE = "after_website"  # the government website published on the same day or earlier
    ORDER_UNKNOWN = "order_unknown"  # both are there, a day is missing
    UNLISTED = "unlisted"

    MALFORMED = "malformed"
    NOT_WEB = "not_web"
    CREDENTIALS = "credentials"
    PORT = "port"
    NOT_PUBLIC = "not_public"

    NAME_UNKNOWN = "name_unknown"
    NAME_UNANSWERED = "name_unanswered"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    INSECURE = "insecure"
    BROKEN = "broken"

    GONE = "gone"
    BUSY = "busy"
    GUARDED = "guarded"
    ODD_ANSWER = "odd_answer"
    TOO_MANY_HOPS = "too_many_hops"

    UNREADABLE = "unreadable"
    NOTHING_SHOWN = "nothing_shown"
    BY_SCRIPT = "by_script"
    SEEMS_GONE = "seems_gone"
    SENT_HOME = "sent_home"


_ALIVE = frozenset({LinkReason.OPENED, LinkReason.AFTER_WEBSITE})
_NOT_FIRST = frozenset({LinkReason.ON_PLATFORM, LinkReason.BEFORE_WEBSITE})
_TO_BE_TRIED_AGAIN = frozenset(
    {
        LinkReason.NAME_UNANSWERED,
        LinkReason.UNREACHABLE,
        LinkReason.TIMED_OUT,
        LinkReason.BROKEN,
        LinkReason.BUSY,
    }
)
_DEAD = frozenset(
    {LinkReason.MALFORMED, LinkReason.NOT_WEB, LinkReason.CREDENTIALS, LinkReason.NAME_UNKNOWN, LinkReason.GONE}
)
DEAD_ONCE_OPENED = frozenset(
    {
        *(_DEAD | _TO_BE_TRIED_AGAIN),
        LinkReason.SEEMS_GONE,
        LinkReason.SENT_HOME,
    }
) - {LinkReason.NAME_UNANSWERED}
"""Why a link that was open once is dead now. A machine cut off from DNS can tell of no website."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One link, looked at once.

    `url` is as it was sent; `final_url` the last address that answered, "" where none did; `copy` what was
    read of it, unpacked; `published_on` the day the page itself names, None where it names none or several.
    """

    url: str
    why: LinkReason
    status: int | None = None
    final_url: str = ""
    title: str = ""
    published_on: date | None = None
    sha256: str = ""  # of `copy`
    copy: bytes = b""
    is_whole: bool = True  # False: the page is longer than the copy

    @property
    def verdict(self) -> LinkVerdict:
        """The word for it; where a person can tell more than the program, it is theirs to say."""
        if self.why in _ALIVE:
            return LinkVerdict.ALIVE
        if self.why in _NOT_FIRST:
            return LinkVerdict.NOT_FIRST
        return LinkVerdict.UNVERIFIED if self.why in _DEAD | _TO_BE_TRIED_AGAIN else LinkVerdict.BY_HAND

    @property
    def is_final(self) -> bool:
        """False where nothing can be said now: the link is to be tried again soon."""
        return self.why not in _TO_BE_TRIED_AGAIN
