"""Keep the milestones of a row, and who of the office has had its words before them."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0007"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Rows imported before have no milestones but their last; those that wait are shown before confirming."""
    with op.batch_alter_table("task") as task:
        task.add_column(sa.Column("stages", sa.JSON(), nullable=True))
        task.add_column(sa.Column("shown_at", UTCDateTime(), nullable=True))
        task.add_column(sa.Column("shown_to", sa.Integer(), nullable=True))
    with op.batch_alter_table("item") as item:
        item.add_column(sa.Column("stages", sa.JSON(), nullable=True))


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
