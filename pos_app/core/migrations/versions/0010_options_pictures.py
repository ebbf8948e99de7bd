"""Pictures of goods, and what is chosen when they are sold."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("goods", sa.Column("picture", sa.Text(), nullable=False, server_default=""))
    op.add_column("goods", sa.Column("options", sa.Text(), nullable=False, server_default=""))
