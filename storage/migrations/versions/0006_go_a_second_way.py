"""Go a second way to units that Telegram does not reach."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Everybody enrolled so far is reached in a chat."""
    with op.batch_alter_table("contact") as contact:
        contact.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
        contact.add_column(sa.Column("aside_for", sa.Integer(), nullable=True))
        contact.create_foreign_key("contact_aside_for", "unit", ["aside_for"], ["id"])
    with op.batch_alter_table("contact") as contact:
        contact.alter_column("address", server_default=None)
        contact.create_index("contact_aside", ["office_id", "aside_for"], unique=True, **_ONLY_ASIDE)


_ONLY_ASIDE = {
    "sqlite_where": sa.text("aside_for IS NOT NULL"),
    "postgresql_where": sa.text("aside_for IS NOT NULL"),
}


def downgrade() -> None:
    """There is no way back but the backup taken before."""
    raise NotImplementedError("恢复升级前的备份：duban restore")
