"""What a workspace holds, as one value: two databases with the same digest tell the same story.

Ids that the program made are replaced by Meta's, and what differs with the moment of a run (when
it looked, which run it was) is left out; so is the journal, whose story is that of the runs.
"""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

JOURNAL = {
    *("sync_runs", "jobs", "leases", "api_calls", "api_pauses", "alembic_version"),
    *("users", "memberships", "sessions"),
}
MOMENTS = {
    *("run_id", "fetched_at", "seen_at", "connected_at", "checked_at"),
    *("token_sealed", "last_error"),
}
OF_THE_RUN = {"sellpages": {"created_at"}, "stats_versions": {"version"}}
"""What a table takes from the run that met it, Meta having no say."""

OF_OTHERS = {"token_facts"}
"""Tables whose rows have the ids of another one's."""

SMALL = 2**32
"""Ids that the program makes are larger, and no count of a small business is."""

LOOKS = {"stats_at", "delivery_at", "structure_at"}


def digest(file: Path) -> str:
    """Return the digest of an SQLite workspace."""
    return hashlib.sha256("\n".join(story(file)).encode()).hexdigest()


def story(file: Path) -> list[str]:
    """Return a line a row, sorted: what two workspaces can be compared by."""
    with closing(sqlite3.connect(file)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
            if name not in JOURNAL and not name.startswith("sqlite_")
        ]
        rows = {name: _rows(connection, name) for name in sorted(tables)}
    names = {
        row["id"]: f"{name}:{row.get('external_id') or row.get('slug') or row.get('url')}"
        for name, found in rows.items()
        if name not in OF_OTHERS
        for row in found
        if isinstance(row.get("id"), int) and row["id"] > SMALL
    }
    settings = {row["id"]: row["setting"] for row in rows.get("attributions", ())}
    lines = []
    for name, found in rows.items():
        for row in found:
            told = {
                key: names.get(value, value) if isinstance(value, int) else value
                for key, value in row.items()
                if key not in MOMENTS | LOOKS | OF_THE_RUN.get(name, set()) and key != "id"
            }
            if "attribution" in told:
                told["attribution"] = settings.get(told["attribution"], told["attribution"])
            lines.append(f"{name} {sorted(told.items(), key=str)}")
    return sorted(lines)


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
    columns = [one[0] for one in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
