"""The same question through what else people would use: DuckDB, Polars and bare `sqlite3`.

Each answers the rows of ads with names and sums over a range of days, sorted by spend, and the sum
of all. DuckDB reads its own file, Polars what it holds in memory.
"""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day
from tests.performance.seeded import KEYS

Answer = tuple[list[str], list[NDArray[np.int64]], list[int]]
"""Meta's ids in order, the measures in the catalog's order beside them, and the foot."""

Ask = Callable[[date, date], Answer]

_SUMS = ", ".join(f"sum({key})" for key in KEYS)
_BARE = f"""
    SELECT a.external_id, a.name, {", ".join(f"s.{key}" for key in KEYS)}
    FROM ads a LEFT JOIN (
        SELECT entity_id, {", ".join(f"sum({key}) AS {key}" for key in KEYS)} FROM ad_stats_daily
        WHERE seller_id = ? AND entity_type = ? AND day BETWEEN ? AND ? GROUP BY entity_id
    ) s ON s.entity_id = a.id
    WHERE a.seller_id = ? ORDER BY s.spend DESC, a.external_id
"""  # noqa: S608 - our own names
_DUCK = f"""
    SELECT a.external_id, a.name, {", ".join(f"coalesce(s.{key}, 0) AS {key}" for key in KEYS)}
    FROM ads a LEFT JOIN (
        SELECT entity_id, {", ".join(f"sum({key})::BIGINT AS {key}" for key in KEYS)} FROM daily
        WHERE day BETWEEN ? AND ? GROUP BY entity_id
    ) s ON s.entity_id = a.id
    ORDER BY coalesce(s.spend, 0) DESC, a.external_id
"""  # noqa: S608 - our own names


def bare(database: Path) -> Ask:
    """Return the question through `sqlite3`."""
    connection = sqlite3.connect(database)
    (seller,) = connection.execute("SELECT id FROM sellers").fetchone()

    def ask(since: date, until: date) -> Answer:
        days = stored_day(since), stored_day(until)
        asked = (seller, LEVEL_CODES[Level.AD], *days, seller)
        rows = connection.execute(_BARE, asked).fetchall()
        ids, _, *sums = zip(*rows, strict=True)
        columns = [np.array([value or 0 for value in one], np.int64) for one in sums]
        return list(ids), columns, [int(column.sum()) for column in columns]

    return ask


def duck(database: Path) -> Ask:
    """Return the question through DuckDB, whose file is made once beside the database."""
    import duckdb

    file = database.with_suffix(".duckdb")
    if not file.exists():
        daily, ads = _parquet(database)
        half = file.with_suffix(".half")
        half.unlink(missing_ok=True)
        with duckdb.connect(half) as made:
            for name, parquet in (("daily", daily), ("ads", ads)):
                made.execute(
                    f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{parquet}')"  # noqa: S608
                )
        half.rename(file)
    connection = duckdb.connect(file, read_only=True)

    def ask(since: date, until: date) -> Answer:
        found = connection.execute(_DUCK, [stored_day(since), stored_day(until)]).fetchnumpy()
        columns = [np.asarray(found[key]) for key in KEYS]
        return found["external_id"].tolist(), columns, [int(c.sum()) for c in columns]

    return ask


def polars(database: Path) -> Ask:
    """Return the question through Polars, all of it in memory."""
    import polars as pl

    daily, ads = (pl.read_parquet(path) for path in _parquet(database))

    def ask(since: date, until: date) -> Answer:
        found = (
            daily.lazy()
            .filter(pl.col("day").is_between(stored_day(since), stored_day(until)))
            .group_by("entity_id")
            .agg(pl.col(*KEYS).sum())
            .join(ads.lazy(), left_on="entity_id", right_on="id", how="right")
            .with_columns(pl.col(*KEYS).fill_null(0))
            .sort(["spend", "external_id"], descending=[True, False])
            .collect()
        )
        columns = [found[key].to_numpy() for key in KEYS]
        return found["external_id"].to_list(), columns, [int(c.sum()) for c in columns]

    return ask


def _parquet(database: Path) -> tuple[Path, Path]:
    """Return the ads' daily rows and the ads as files, made once beside the database."""
    import polars as pl

    daily, ads = (database.with_suffix(f".{name}.parquet") for name in ("daily", "ads"))
    if not ads.exists():
        connection = sqlite3.connect(database)
        names = ("day", "entity_id", *KEYS)
        found = connection.execute(
            f"SELECT {', '.join(names)} FROM ad_stats_daily WHERE entity_type = ?",  # noqa: S608
            (LEVEL_CODES[Level.AD],),
        )
        parts = []
        while rows := found.fetchmany(200_000):
            parts.append(pl.from_numpy(np.array(rows, np.int64), schema=list(names)))
        pl.concat(parts).write_parquet(daily)
        listed = connection.execute("SELECT id, external_id, name FROM ads").fetchall()
        pl.DataFrame(listed, schema=["id", "external_id", "name"], orient="row").write_parquet(ads)
        connection.close()
    return daily, ads
