"""Inquiries: what a liaison asks the office, and the one answer it gets."""

from __future__ import annotations

from storage.desk.base import BaseDesk
from storage.records import Contact, Inquiry, Item


class InquiriesDesk(BaseDesk):
    """Asking and answering; both are events."""

    def inquire(self, contact: Contact, text: str, item: Item | None) -> Inquiry:
        """Keep a question, as it was typed."""
        inquiry = Inquiry(
            office_id=self.office_id,
            contact_id=contact.id or 0,
            item_id=item.id if item else None,
            text=text,
            asked_at=self.now,
        )
        self.session.add(inquiry)
        self.session.flush()
        self.note("inquire", f"inquiry/{inquiry.id}", text=text, item=inquiry.item_id)
        return inquiry

    def answer_inquiry(self, inquiry: Inquiry, text: str) -> bool:
        """Keep the office's answer. False where there is one already."""
        if inquiry.answered_at is not None:
            return False
        inquiry.answer, inquiry.answered_at = text, self.now
        inquiry.answered_by = self.actor.id if self.actor else None
        self.session.add(inquiry)
        self.session.flush()
        self.note("answer_inquiry", f"inquiry/{inquiry.id}", text=text)
        return True
