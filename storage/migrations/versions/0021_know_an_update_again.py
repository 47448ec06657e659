"""Know an update again by more than its number."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Updates that are there already are known by their number alone."""
    with op.batch_alter_table("incoming") as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
