"""Share the work: several offices in one deployment, several processes for each, updates in order of their chats."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0005"
down_revision = "0007"
branch_labels = None
depends_on = None

_WAITING = sa.text("handled_at IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "worker",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("office_id", "name"),
    )
    op.add_column("office", sa.Column("key", sa.String(), nullable=False, server_default=""))
    _number_the_nameless()
    op.create_index("office_key", "office", ["key"], unique=True)
    op.add_column("incoming", sa.Column("chat_id", sa.BigInteger(), nullable=False, server_default="0"))
    op.drop_index("incoming_to_handle", "incoming")
    op.create_index(
        "incoming_to_handle",
        "incoming",
        ["office_id", "chat_id", "update_id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def _number_the_nameless() -> None:
    """Only one office can be the one without a key; others there may be get their number for one."""
    op.execute(sa.text("UPDATE office SET key = CAST(id AS VARCHAR) WHERE id > (SELECT min(id) FROM office)"))
