"""huey on an SQLite file that is synced: a task for each reminder, worked off by threads."""

from __future__ import annotations

from huey import SqliteHuey

from benchmarks.senders.spending import THREADS, Caller, Record, Spent, end_when_recorded, said


def main() -> None:
    """All tasks are in the queue when the consumer starts."""
    order = said()
    queue = SqliteHuey(filename=f"{order['folder']}/queue.db", fsync=True, results=False)
    record, caller = Record(f"{order['folder']}/record.db"), Caller(order)

    @queue.task()  # type: ignore[untyped-decorator]
    def remind(chat_id: int) -> None:
        record.keep((chat_id, caller.send(chat_id)))

    for chat_id in range(1, order["messages"] + 1):
        remind(chat_id)
    consumer = queue.create_consumer(workers=THREADS, initial_delay=0.01, max_delay=0.05)
    spent = Spent()
    consumer.start()
    end_when_recorded(spent, record, order["messages"])


if __name__ == "__main__":
    main()
