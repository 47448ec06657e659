"""`make chaos`: every fault, many times, against the real program; a table, and exit code 1 where a promise broke."""

from tests.chaos.breaking import BREAK

BREAK.listens()  # before what follows is imported, which takes a while

from tests.chaos.table import main  # noqa: E402 - see above

if __name__ == "__main__":
    main()
