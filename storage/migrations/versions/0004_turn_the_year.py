"""Turn the year: lineage of what is carried over, count duties, check-in days, bonuses."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.times import times_wanted
from storage.values import DeadlineKind

revision = "0004"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("task") as batch_op:
        batch_op.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("carried_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("check_ins", sa.String(), nullable=False, server_default=""))
        batch_op.create_foreign_key("task_carried_from", "task", ["carried_from"], ["id"])
    with op.batch_alter_table("item") as batch_op:
        batch_op.add_column(sa.Column("begins_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("times_wanted", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("check_ins", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("carried_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("years_open", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_foreign_key("item_carried_from", "item", ["carried_from"], ["id"])
        batch_op.create_unique_constraint("item_carried_once", ["carried_from"])
    op.create_table(
        "bonus",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["given_by"], ["contact.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_bonus_office_id"), "bonus", ["office_id"], unique=False)
    _count_what_is_there()


def _count_what_is_there() -> None:
    """Items made before the counts were read get them from the words of their rows."""
    task = sa.table("task", *map(sa.column, ("id", "content", "label", "deadline_text", "deadline_kind", "rrule")))
    item = sa.table("item", sa.column("task_id", sa.Integer()), sa.column("times_wanted", sa.Integer()))
    connection = op.get_bind()
    for one in connection.execute(sa.select(task)).all():
        kind = DeadlineKind(one.deadline_kind)
        if wanted := times_wanted(one.content or one.label, one.deadline_text, kind, one.rrule):
            connection.execute(item.update().where(item.c.task_id == one.id).values(times_wanted=wanted))
