"""Orders to misbehave: which call goes wrong, how, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.sandbox.refusals import Json, Refusal, too_many_requests


class FaultKind(StrEnum):
    """What goes wrong. Unless the order says otherwise (`accepts`), the name tells whether the call takes effect."""

    ERROR = "error"  # a refusal in JSON
    RETRY_AFTER = "retry_after"  # a refusal with 429
    DELAY_BEFORE = "delay_before"  # waits, then does it and answers
    DELAY_AFTER = "delay_after"  # does it, waits, then answers
    DROP_BEFORE = "drop_before"  # connection closed, nothing done
    DROP_AFTER = "drop_after"  # done, connection closed instead of an answer
    RESET = "reset"  # done, connection reset
    CUT = "cut"  # done, connection closed in the middle of the answer
    GARBAGE = "garbage"  # done, the answer is noise
    HTML_502 = "html_502"  # not done, a gateway's page
    HALF_OPEN = "half_open"  # not done, no answer, the connection stays open for `seconds`


_DONE_ALL_THE_SAME = frozenset({FaultKind.RESET, FaultKind.CUT, FaultKind.GARBAGE})
_SECONDS = {FaultKind.HALF_OPEN: 600.0}


@dataclass(slots=True)
class Fault:
    """One order. `method` "*" is every method, "download" a file; `times` None is until cleared.

    The first `after_calls` calls that match go through unharmed.
    """

    method: str
    kind: FaultKind | str
    chat_id: int | None = None
    times: int | None = 1
    after_calls: int = 0
    seconds: float | None = None
    status: int = 500
    description: str = "Internal Server Error"
    accepts: bool | None = None  # for reset, cut, garbage, html_502, half_open: does the call take effect

    def __post_init__(self) -> None:
        self.kind = FaultKind(self.kind)

    @property
    def takes_effect(self) -> bool:
        """Whether a call that is not answered properly was done all the same."""
        return self.kind in _DONE_ALL_THE_SAME if self.accepts is None else self.accepts

    @property
    def wait(self) -> float:
        """Seconds; one where the order names none, ten minutes for a half-open connection."""
        return _SECONDS.get(FaultKind(self.kind), 1.0) if self.seconds is None else self.seconds

    def refusal(self) -> Refusal:
        """The answer of ERROR and RETRY_AFTER."""
        if self.kind is FaultKind.RETRY_AFTER:
            return too_many_requests(int(self.wait))
        return Refusal(self.status, self.description)

    def json(self) -> Json:
        """As it can be ordered over HTTP."""
        return {name: getattr(self, name) for name in self.__slots__}


class Faults:
    """Orders in force; the first that matches a call is used up by it."""

    def __init__(self) -> None:
        self.orders: list[Fault] = []

    def order(self, fault: Fault) -> Fault:
        """Add an order; it may be taken back with `cancel`."""
        self.orders.append(fault)
        return fault

    def cancel(self, fault: Fault) -> None:
        """Take one order back."""
        self.orders = [order for order in self.orders if order is not fault]

    def clear(self) -> None:
        """From now on nothing goes wrong."""
        self.orders.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, if any."""
        for order in self.orders:
            if not _matches(order, method, chat_id):
                continue
            if order.after_calls > 0:
                order.after_calls -= 1
                continue
            _use_up(order, self)
            return order
        return None


def _matches(order: Fault, method: str, chat_id: int | None) -> bool:
    return order.method.lower() in ("*", method.lower()) and order.chat_id in (None, chat_id)


def _use_up(order: Fault, faults: Faults) -> None:
    if order.times is None:
        return
    order.times -= 1
    if order.times <= 0:
        faults.cancel(order)
