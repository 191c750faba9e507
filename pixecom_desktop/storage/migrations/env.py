"""Runs the migrations on the connection, and in the transaction, of whoever asked."""

from alembic import context

from pixecom_desktop.storage.schema.every import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter a column: Alembic copies the table instead.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
