"""What Alembic runs: the migrations, on the connection that it was given."""

from alembic import context

from conversations.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
)
context.run_migrations()
