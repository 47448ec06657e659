"""Remember how many 交办 of a unit reached nobody when the office was last told, so that one message tells of all."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("stranded_told", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
