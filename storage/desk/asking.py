"""Asking: what statements made once find in the office today, as plain rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable

from storage.desk.base import BaseDesk


class AskingDesk(BaseDesk):
    """No record is made of what is only counted or shown."""

    def asked(self, statement: Executable, **said: Any) -> Any:
        """The rows found; `office` and `today` are said by themselves."""
        known = {"office": self.office_id, "today": self.today}
        return self.session.connection().execute(statement, known | said).fetchall()
