"""dramatiq on Redis, which writes its journal each second: a message for each reminder, worked off by threads."""

from __future__ import annotations

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from benchmarks.senders.spending import THREADS, Caller, Record, Spent, end_when_recorded, said


def main() -> None:
    """All messages are in Redis when the worker starts."""
    order = said()
    broker = RedisBroker(url=order["redis"])
    broker.flush_all()
    record, caller = Record(f"{order['folder']}/record.db"), Caller(order)

    @dramatiq.actor(broker=broker)
    def remind(chat_id: int) -> None:
        record.keep((chat_id, caller.send(chat_id)))

    for chat_id in range(1, order["messages"] + 1):
        remind.send(chat_id)
    worker = dramatiq.Worker(broker, worker_threads=THREADS)
    spent = Spent()
    worker.start()
    end_when_recorded(spent, record, order["messages"])


if __name__ == "__main__":
    main()
