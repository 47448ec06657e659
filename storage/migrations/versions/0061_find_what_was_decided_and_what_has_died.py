"""Find what was decided since a moment, and links that were open once, without reading all that was ever reported."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for name, table, columns, there in (
        ("report_decided", "report", ["office_id", "decided_at"], sa.text("decided_at IS NOT NULL")),
        ("evidence_opened", "evidence", ["office_id", "why", "at"], sa.text("opened_at IS NOT NULL")),
    ):
        op.create_index(name, table, columns, sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
