"""Know who answers for a unit, and what a link showed: confirmed enrolment, absences, questions, findings."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _keep_absences()
    _keep_questions()
    _bind_codes_to_an_account()
    _keep_findings_beside_links()
    with op.batch_alter_table("report") as report:
        report.add_column(sa.Column("said_by", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("proof", sa.JSON(), nullable=True))
    with op.batch_alter_table("errand") as errand:
        errand.add_column(sa.Column("update_id", sa.BigInteger(), nullable=True))


def _keep_absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("noted_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("absence_of_office", "absence", ["office_id", "to_on"])
    op.create_index("ix_absence_contact_id", "absence", ["contact_id"])


def _keep_questions() -> None:
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["contact.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_inquiry_office_id", "inquiry", ["office_id"])


def _bind_codes_to_an_account() -> None:
    """Whoever came in by a code before this was let in at once."""
    with op.batch_alter_table("invitation") as invitation:
        invitation.add_column(sa.Column("contact_id", sa.Integer(), nullable=True))
        invitation.add_column(sa.Column("admitted", sa.Boolean(), nullable=True))
        invitation.add_column(sa.Column("settled_at", UTCDateTime(), nullable=True))
        invitation.add_column(sa.Column("settled_by", sa.Integer(), nullable=True))
        invitation.create_foreign_key("invitation_contact_id_fkey", "contact", ["contact_id"], ["id"])
        invitation.create_foreign_key("invitation_settled_by_fkey", "contact", ["settled_by"], ["id"])
    op.execute("UPDATE invitation SET admitted = (1 = 1), settled_at = used_at WHERE used_at IS NOT NULL")


def _keep_findings_beside_links() -> None:
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("update_id", sa.BigInteger(), nullable=True))
        evidence.add_column(sa.Column("why", sa.String(length=24), nullable=True))
        evidence.add_column(sa.Column("status", sa.Integer(), nullable=True))
        evidence.add_column(sa.Column("final_url", sa.String(), nullable=False, server_default=""))
        evidence.add_column(sa.Column("title", sa.String(), nullable=False, server_default=""))
        evidence.add_column(sa.Column("published_on", sa.Date(), nullable=True))
        evidence.add_column(sa.Column("looked_at", UTCDateTime(), nullable=True))
        evidence.add_column(sa.Column("opened_at", UTCDateTime(), nullable=True))
        evidence.create_index("evidence_of_update", ["office_id", "update_id"])
