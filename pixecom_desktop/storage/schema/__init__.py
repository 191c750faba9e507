"""The tables, a subject a file. A class is named for its row: `CampaignRow`.

May import domain and `storage.base`. To add a table: a class here, a migration in
`migrations/versions/`; a test compares the two on both engines. Import `every` before the metadata
is looked at: it brings all tables in.
"""
