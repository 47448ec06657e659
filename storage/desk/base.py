"""What every part of the desk stands on: the session, the office, who acts, when, and the audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlmodel import SQLModel, col

from storage import chain
from storage.ahead import Ahead
from storage.gathering import Gathering
from storage.outbox import refresh_mailboxes, write_mailboxes
from storage.records import Contact, Notice
from storage.states import NoticeKind, Role

Record = TypeVar("Record", bound=SQLModel)


class BaseDesk:
    """One transaction in one office. `today` is the office's day, `now` the same moment in UTC."""

    def __init__(
        self,
        session: Gathering,
        office_id: int,
        now: datetime,
        today: date,
        update_id: int | None = None,
    ) -> None:
        self.session = session
        self.office_id = office_id
        self.now = now
        self.today = today
        self.update_id = update_id
        self.actor: Contact | None = None  # None: the program itself, or the command line
        self.speaker = ""  # who of a group acts
        self.fixed_days: Mapping[date, bool] = {}  # the operator's: nothing said in chat changes them
        self.has_errand = False  # one was put down in this transaction
        self.ahead = Ahead()
        self._letters = 0

    def one(self, kind: type[Record], record_id: int | None) -> Record | None:
        """A record of this office by id; None when there is none, or when it is another office's."""
        if record_id is None:
            return None
        known: Any = self.session.identity_map.get(self.session.identity_key(kind, record_id))
        if known is not None:
            return known if known.office_id == self.office_id else None
        table: Any = kind
        query = select(kind).where(table.id == record_id, table.office_id == self.office_id)
        return self.session.scalars(query).one_or_none()

    def all(self, query: Select[Record], **said: Any) -> list[Record]:
        """Every record a query finds, with what is said in the place of its parameters."""
        return list(self.session.scalars(query, said))

    def by_id(self, kind: type[Record], record_ids: Iterable[int]) -> dict[int, Record]:
        """Records that others of this office name: what many rows share is read once, not with every row."""
        table: Any = kind
        found: Any = self.session.scalars(select(kind).where(table.id.in_(set(record_ids))))
        return {record.id: record for record in found}

    def add_stranger(self, user_id: int, chat_id: int, name: str) -> Contact:
        """A new contact that may do nothing yet."""
        stranger = Contact(
            office_id=self.office_id,
            user_id=user_id,
            chat_id=chat_id,
            name=name,
            role=Role.STRANGER,
            enrolled_at=self.now,
        )
        self.session.add(stranger)
        self.session.flush()
        return stranger

    def note(self, act: str, subject: str, **detail: Any) -> None:
        """Add a state change to the audit chain: who, when, what, from which message."""
        event = {
            "office_id": self.office_id,
            "at": self.now,
            "contact_id": self.actor.id if self.actor else None,
            "update_id": self.update_id,
            "act": act,
            "subject": subject,
            "detail": detail | {"by": self.speaker} if self.speaker else detail,
        }
        chain.note(self.session, event)

    def put_down(self) -> None:
        """Write what is left for the end of the transaction: mailboxes, then events, for which the office is locked.

        Whoever reads either in the same transaction has it written first.
        """
        write_mailboxes(self.session)
        chain.write_events(self.session, self.office_id)

    def tell(self, contact: Contact, body: dict[str, Any], key: str = "") -> None:
        """Put a letter into a contact's mailbox, to go out at once. The same key is told once."""
        self._letters += 1
        notice = {
            "office_id": self.office_id,
            "key": key or f"answer/{self.update_id or self.now.timestamp()}/{contact.id}/{self._letters}",
            "kind": NoticeKind.ANSWER,
            "contact_id": contact.id,
            "body": body,
            "planned_at": self.now,
            "due_at": self.now,
        }
        self.session.gather(Notice, notice)
        refresh_mailboxes(self.session, [contact.id])

    def sent_as(self, key: str) -> int | None:
        """The id under which a notice went out; None where it did not."""
        query = select(col(Notice.message_id)).where(col(Notice.office_id) == self.office_id, col(Notice.key) == key)
        return self.session.scalar(query)


def speaker_named(name: str, user_id: int) -> str:
    """Who of a group speaks, as the record shows it. The account stands last, where no name can stand."""
    return f"{name}（{user_id}）"


def account_of(speaker: str) -> str:
    """The part of a speaker that stays when the person takes another name.

    >>> account_of(speaker_named("李某（1）", 22)), account_of("")
    ('（22）', '')
    """
    return "".join(speaker.rpartition("（")[1:])


def ids(records: Sequence[Any]) -> list[int]:
    """The ids of stored records."""
    return [record.id for record in records]
