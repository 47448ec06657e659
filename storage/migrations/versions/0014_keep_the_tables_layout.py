"""Keep the table's layout."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. A plan that is there already has the columns such tables usually have."""
    with op.batch_alter_table("plan") as batch_op:
        batch_op.add_column(sa.Column("layout", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("task") as batch_op:
        batch_op.add_column(sa.Column("printed", sa.JSON(), nullable=True))
