"""What is kept, a subject a file: plain functions of a session, frozen values in and out.

May import domain and the rest of storage below it (schema, upsert). The functions run inside
`Database.read` or `Database.write`, which own the transaction and the scope; none of them commits.
To add one: a function with the session first, `now` and `new_id` by keyword where it needs them.
"""
