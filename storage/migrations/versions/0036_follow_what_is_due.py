"""Let the day's work follow what is due, however much the office has kept."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _over_few("task_rhythm", "task", ["office_id", "expanded_to"], "rrule IS NOT NULL")
    _over_few("task_unconfirmed", "task", ["office_id", "plan_id", "position"], "state = 'unconfirmed'")
    in_words = "handled_at IS NOT NULL AND payload IS NOT NULL"
    _over_few("incoming_in_words", "incoming", ["office_id", "handled_at"], in_words)


def _over_few(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
