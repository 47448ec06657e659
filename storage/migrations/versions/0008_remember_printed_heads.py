"""Remember what digests printed of the audit chain."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What digests before this version printed stands in the chat alone: `duban audit verify --head`."""
    op.create_table(
        "printedhead",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("office_id", "number"),
    )


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
