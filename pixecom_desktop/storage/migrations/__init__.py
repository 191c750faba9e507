"""How the schema came to be, step by step; Alembic reads these files as files.

`env.py` runs them on a connection that `storage.migrate` hands over. To add one: a file in
`versions/` with the next number, frozen for ever once released; it spells out its tables and never
imports the schema, which moves on. A test compares what they make with `storage.schema`.
"""
