"""The table of one seller of five on a team's Postgres, beside the same question through psycopg.

The program asks as it does in a window: as the application's role, under the row policies. Psycopg
asks as the server's owner, whom no policy stops, in one statement. Within the time that is taken
all texts and measures of all rows are laid out, as psycopg returns them.

A team's server is another machine. Here a server that is asked is woken on the processor of whoever
asked, and the program, which goes on decoding meanwhile, is in its way until one of them is moved:
a fifth of the time, as it happens. So whoever asks, program or psycopg, is held to one processor
and leaves the others to the server; a second line tells how it is where neither is held.
"""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import copying
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.engine import postgres
from pixecom_desktop.storage.queries import ads_table
from tests.performance import seeded
from tests.performance.case_sqlite import SQL, compare
from tests.performance.data import Data
from tests.performance.looking import every_row
from tests.performance.measuring import Figure, Goal, in_turn
from tests.postgres import PrivatePostgres

SELLERS = 5
TURNS = 30
DAYS = DateRange(seeded.LAST_DAY - timedelta(days=29), seeded.LAST_DAY)
A_PAGE = ("connections", "sellers")
"""Tables that lie in one page of the disk: Postgres reads it whole, whosever rows are in it."""

QUERY = AdsQuery(
    level=Level.CAMPAIGN, filters=FilterSet(dates=DateChoice.days(DAYS.since, DAYS.until))
)


def case_12(data: Data) -> Sequence[Figure]:
    """Thirty days of all campaigns of one seller, while four others lie beside them."""
    with closing(PrivatePostgres()) as server:
        url = server.fresh()
        sellers = _filled(data, url)
        seller = sellers[SELLERS // 2]
        with one_processor():
            figures = _measured(url, seller, TURNS)
        (free, _) = _measured(url, seller, TURNS)
        what = "the same, program and server on the same processors"
        return [*figures, replace(free, what=what, goals=())]


@contextmanager
def one_processor() -> Iterator[None]:
    """Hold this thread and those that it begins to one processor, where the system can."""
    if sys.platform != "linux":
        yield
        return
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def _filled(data: Data, url: str) -> list[int]:
    """Bring five businesses into the server; returns their sellers."""
    home = _five(
        data.folder, replace(seeded.SMALL, dense=False) if data.small else seeded.REALISTIC
    )
    engine = postgres(Secret(url), pool_size=2)
    copying.copy(home / "pixecom.db", engine)
    engine.dispose()
    with psycopg.connect(url, autocommit=True) as admin:
        # As a server does by itself after so many new rows, only at once.
        admin.execute("VACUUM ANALYZE")
        return [row[0] for row in admin.execute("SELECT id FROM sellers ORDER BY id")]


def _five(folder: Path, size: seeded.Size) -> Path:
    """Return the home of an embedded database that holds five sellers' businesses."""
    home = seeded.workspace(folder / "five", size)
    database = home / "pixecom.db"
    with closing(sqlite3.connect(database)) as connection:
        (first,) = connection.execute("SELECT min(id) FROM sellers").fetchone()
        for number in range(1, SELLERS):
            if connection.execute(
                "SELECT count(*) FROM campaigns WHERE seller_id = ?", (first + number,)
            ).fetchone()[0]:
                continue
            connection.execute(
                "INSERT OR IGNORE INTO sellers (id, slug, name, is_active, created_at)"
                " SELECT id + ?, slug || ?, name || ?, is_active, created_at FROM sellers"
                " WHERE id = ?",
                (number, f"-{number}", f" {number}", first),
            )
            connection.commit()
            seeded.write(database, first + number, replace(size, seed=size.seed + number))
    return home


def _measured(url: str, seller: int, turns: int) -> list[Figure]:
    engine = postgres(Secret(url), pool_size=2)
    database = Database(engine)
    asked: list[tuple[str, Any]] = []
    days = (stored_day(DAYS.since), stored_day(DAYS.until))
    values = (seller, LEVEL_CODES[Level.CAMPAIGN], *days, seller)
    statement = SQL.replace("?", "%s").replace("DESC", "DESC NULLS LAST")
    with (
        closing(asyncio.new_event_loop()) as loop,
        closing(database),
        psycopg.connect(url, autocommit=True) as bare,
    ):

        def ours() -> AdsTable:
            reading = database.read(Scope.for_seller(seller), ads_table.table, QUERY, seeded.NOW)
            return every_row(loop.run_until_complete(reading))

        def theirs() -> list[tuple[Any, ...]]:
            return bare.execute(statement, values).fetchall()

        def heard(_connection: Any, _cursor: Any, sql: str, given: Any, *_more: Any) -> None:
            asked.append((sql, given))

        # The first one asks the server's own catalog, too, whether there is the role.
        compare(ours(), theirs())
        event.listen(engine, "before_cursor_execute", heard)
        ours()
        event.remove(engine, "before_cursor_execute", heard)
        strangers = _strangers(bare, seller, asked)
        own, its = in_turn((ours, theirs), turns, warm=3)
    ratio = its.median / own.median
    return [
        Figure(
            case=12,
            what="30 days of one seller's campaigns, one of five on Postgres",
            unit="ms",
            median=own.median * 1e3,
            p95=own.p95 * 1e3,
            rival="psycopg",
            rival_median=its.median * 1e3,
            ratio=ratio,
            goals=(Goal(words="at most 1.3 x its time", holds=own.median <= 1.3 * its.median),),
        ),
        Figure(
            case=12,
            what="rows that its plans read and threw away, beside the accounts' one page",
            unit="rows",
            median=strangers,
            goals=(Goal(words="none of another seller's", holds=strangers == 0),),
        ),
    ]


def _strangers(bare: psycopg.Connection[Any], seller: int, asked: Sequence[tuple[str, Any]]) -> int:
    """Return how many rows the plans of these statements read that their filters threw away."""
    found = 0
    with bare.transaction(force_rollback=True):
        bare.execute("SET LOCAL ROLE pixecom_app")
        bare.execute("SELECT set_config('pixecom.sellers', %s, true)", (str(seller),))
        for sql, given in asked:
            if not sql.lstrip().startswith(("SELECT", "WITH")) or "set_config" in sql:
                continue
            explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}"
            (plan,) = bare.execute(explain, given).fetchone() or ([],)
            found += sum(map(_thrown_away, (one["Plan"] for one in plan)))
    return found


def _thrown_away(node: dict[str, Any]) -> int:
    counts = node.get("Relation Name") not in (None, *A_PAGE)
    own = int(node.get("Rows Removed by Filter", 0)) if counts else 0
    return own * int(node.get("Actual Loops", 1)) + sum(map(_thrown_away, node.get("Plans", ())))
