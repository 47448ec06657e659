"""Who is at work on an office, and who has taken up what is done once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import chores, outbox, workers
from storage.claiming import LEASE
from storage.opened import OpenedOffice
from storage.workers import ALONE, Attendance


class Attending(OpenedOffice):
    """Processes say that they are at work; one that is gone leaves leases and chores to the others."""

    def attend(self, lasting: timedelta) -> Attendance:
        """Say that this process is at work; what one that has long been silent had in flight may go again, in doubt.

        Whoever works on an SQLite file is alone.
        """
        if not self.is_shared:
            return ALONE
        with self._transaction() as session:
            attendance = workers.attend(session, self.office_id, self.worker, lasting)
            for gone in attendance.gone:
                outbox.release(session, self.office_id, LEASE, gone)
        self._place = attendance
        return attendance

    def leave(self) -> None:
        """This process is at work no more."""
        if self.is_shared:
            with self._transaction() as session:
                workers.leave(session, self.office_id, self.worker)

    def release_leases(self) -> None:
        """For a process that is alone on its database: what its forerunner had in flight may go again."""
        with self._transaction() as session:
            outbox.release(session, self.office_id, LEASE)
            workers.leave(session, self.office_id)

    def take_chore(self, name: str, now: datetime) -> bool:
        """Take up what is done once a day; False where it is done, or another process is at it."""
        with self._transaction() as session:
            return chores.take(session, name, self._day_of(now), now)

    def chore_done(self, name: str, now: datetime) -> None:
        """Nobody need do it again today."""
        with self._transaction() as session:
            chores.finish(session, name, self._day_of(now), now)
