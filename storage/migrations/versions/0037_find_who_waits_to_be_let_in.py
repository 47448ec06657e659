"""Find who waits for the office's word, however many codes have been given out."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    waits = sa.text("admitted IS NULL AND used_at IS NOT NULL")
    columns = ["office_id", "used_at"]
    op.create_index("invitation_waiting", "invitation", columns, sqlite_where=waits, postgresql_where=waits)


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
