"""The room of the database: SQL, and nothing but.

May import domain. `engine` opens SQLite or Postgres, `database` is the one door, `tenancy` narrows
every statement to the seller, `schema/` holds the tables, `repos/` what is kept, `queries/` what is
asked. To add a column: a line in `schema/`, and a migration in `migrations/versions/`.
"""
