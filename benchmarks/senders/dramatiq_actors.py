"""dramatiq on Redis, which writes its journal each second: a message for each reminder, worked off by threads."""

from __future__ import annotations

import os
import sys
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker

from benchmarks.senders.spending import THREADS, Caller, Record, Spent, said


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
    while record.count() < order["messages"]:
        time.sleep(0.02)
    spent.say(record.count())
    sys.stdout.flush()
    os._exit(0)  # its threads end with the process, which has nothing left to lose


if __name__ == "__main__":
    main()
