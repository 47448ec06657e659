"""Let what the office looks up be found by an index, however much is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("report_of_office", "report", ["office_id", "at"])
    op.drop_index("report_to_review", "report")
    _over_few("report_to_review", "report", ["office_id", "verdict", "at"], "verdict = 'pending'")
    _over_few("question_open", "question", ["office_id", "task_id"], "answer IS NULL")
    _over_few("notice_untold", "notice", ["unit_id"], "state IN ('pending', 'unreachable') AND unit_id IS NOT NULL")
    _over_few("notice_digest", "notice", ["office_id", "sent_at"], "kind = 'digest'")
    _over_few("incoming_parked", "incoming", ["office_id"], "parked_why <> ''")


def _over_few(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
