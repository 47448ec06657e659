"""Keep the office's own findings apart from what units reported, and number its papers."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What is there was all reported by units; papers released so far had no number."""
    with op.batch_alter_table("report") as batch_op:
        batch_op.add_column(sa.Column("by_office", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
