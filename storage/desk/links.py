"""Links: which are to be looked at, what was found, and when they are looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, select, union_all
from sqlmodel import col

from storage.desk.errands import ErrandsDesk
from storage.desk.items import ItemsDesk
from storage.desk.late import OFFICE
from storage.desk.lists import STANDS
from storage.desk.reports import ReportsDesk
from storage.findings import DEAD_ONCE_OPENED, Finding, LinkVerdict
from storage.outbox import PENDING, table
from storage.records import Errand, Evidence, Item, Notice, Task, Unit
from storage.states import ErrandKind, EvidenceKind, ItemState

_TRIES = (timedelta(minutes=10), timedelta(hours=2), timedelta(days=1))
"""How long a link that could not be opened is left alone before it is tried again."""
_MONTH = timedelta(days=28)
_SPREAD = 96  # hours over which the looks of one day are spread a month later
_LOOKED_AFTER = timedelta(days=400)
_AT_REST = (ItemState.STOPPED, ItemState.CARRIED_OVER)
_DEAD = (
    select(table(Task).c.number, table(Unit).c.name)
    .select_from(table(Evidence))
    .join(table(Item), col(Item.id) == col(Evidence.item_id))
    .join(table(Task), col(Task.id) == col(Item.task_id))
    .join(table(Unit), col(Unit.id) == col(Item.unit_id))
    .where(table(Evidence).c.office_id == OFFICE, table(Evidence).c.opened_at.is_not(None), STANDS)
    .where(table(Evidence).c.why.in_(DEAD_ONCE_OPENED), table(Item).c.state.not_in(_AT_REST))
    .where(table(Evidence).c.at > bindparam("after", type_=table(Evidence).c.at.type))
    .order_by(table(Task).c.plan_id, table(Task).c.position, table(Unit).c.id, table(Evidence).c.id)
)


class LinksDesk(ReportsDesk, ItemsDesk, ErrandsDesk):
    """Findings beside the evidence they are about."""

    def links_to_look_at(self, errand: Errand) -> list[Evidence]:
        """The links that came with one message and stand, of items that anybody still looks at."""
        query = (
            select(Evidence)
            .join(Item, col(Item.id) == col(Evidence.item_id))
            .where(col(Evidence.office_id) == self.office_id, col(Evidence.update_id) == errand.update_id)
            .where(col(Evidence.kind) == EvidenceKind.LINK, STANDS, col(Item.state).not_in(_AT_REST))
            .where(col(Evidence.at) > self.now - _LOOKED_AFTER)
            .order_by(col(Item.number), col(Evidence.id))
        )
        return self.all(query)

    def keep_finding(self, piece: Evidence, finding: Finding, kept_as: str) -> None:
        """Write a finding beside its link; the first copy of the page stays."""
        kept = self.session.get_one(Evidence, piece.id)
        changed = kept.why is not finding.why
        kept.why, kept.status, kept.looked_at = finding.why, finding.status, self.now
        kept.final_url, kept.title = finding.final_url, finding.title or kept.title
        kept.published_on = finding.published_on or kept.published_on
        if finding.verdict is not LinkVerdict.UNVERIFIED:
            kept.opened_at = kept.opened_at or self.now
        if kept_as and not kept.kept_as:
            kept.sha256, kept.size, kept.kept_as = finding.sha256, len(finding.copy), kept_as
        self.session.add(kept)
        self.session.flush()
        if changed:
            self.note(
                "link_looked_at", f"evidence/{kept.id}", why=finding.why, status=finding.status, sha256=kept.sha256
            )

    def looked(self, errand: Errand, is_final: bool) -> None:
        """This look is over: soon another where a website could not be opened, else one in a month."""
        kept = self.session.get_one(Errand, errand.id)
        if not is_final and self.tries_left(kept):
            kept.due_at = self.now + _TRIES[kept.attempts - 1]
            return
        self.finish_errand(errand)
        if self.links_to_look_at(errand):
            spread = timedelta(hours=(errand.id or 0) * 37 % _SPREAD)
            again = errand.model_dump(exclude={"id", "attempts", "done_at", "why"})
            later = {"kind": ErrandKind.LOOK_AGAIN, "due_at": self.now + _MONTH + spread}
            self.session.add(Errand(**again | later))

    def tries_left(self, errand: Errand) -> bool:
        """Whether a link that could not be opened is tried again before the month is over."""
        return errand.attempts <= len(_TRIES)

    def answer_to(self, errand: Errand) -> Notice | None:
        """The last answer to the message an errand came with that is in the chat or on its way there."""
        told = f"answer/{errand.update_id}/{errand.contact_id}/"
        theirs = select(col(Notice.id)).where(
            col(Notice.contact_id) == errand.contact_id, col(Notice.key).startswith(told, autoescape=True)
        )
        there = union_all(theirs.where(PENDING), theirs.where(col(Notice.message_id).is_not(None)))
        query = select(Notice).where(col(Notice.id).in_(there)).order_by(col(Notice.id).desc())
        return self.session.scalars(query).first()

    def dead_links(self) -> Sequence[tuple[str, str]]:
        """Row number and unit of each standing link that was open once and is not any more.

        One never opened only could not be verified; of one that is looked at no more nobody knows.
        """
        return [(row.number, row.name) for row in self.asked(_DEAD, after=self.now - _LOOKED_AFTER)]
