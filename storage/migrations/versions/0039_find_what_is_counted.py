"""Find the count duties of an office (年内不少于2次) without reading its other items."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    counted = sa.text("times_wanted > 0")
    op.create_index("item_counted", "item", ["office_id"], sqlite_where=counted, postgresql_where=counted)


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
