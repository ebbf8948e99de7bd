"""Schema migrations, oldest first. Alembic runs them; nothing imports them."""
