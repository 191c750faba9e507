"""The table of campaigns straight from SQLite, beside the same question through bare `sqlite3`."""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.dates import DateChoice, DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.storage import tenancy
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day
from pixecom_desktop.storage.database import ScopedSession
from pixecom_desktop.storage.engine import reading, sqlite
from pixecom_desktop.storage.queries import ads_table
from tests.performance import seeded
from tests.performance.data import Data
from tests.performance.looking import every_row
from tests.performance.measuring import Figure, Goal, Unequal, in_turn

DAYS = DateRange(seeded.LAST_DAY - timedelta(days=29), seeded.LAST_DAY)
TURNS = 30
SUMS = ", ".join(f"sum({key}) AS {key}" for key in seeded.KEYS)
SQL = f"""
    SELECT c.external_id, c.name, c.status, c.delivery_status, c.delivery_reason, c.created_at,
        c.budget_micros, c.budget_type, c.bid_strategy, c.objective, c.starts_at, c.ends_at,
        a.external_id, a.name, a.currency, {", ".join(f"s.{key}" for key in seeded.KEYS)}
    FROM campaigns c
    JOIN connections a ON a.seller_id = c.seller_id AND a.id = c.connection_id
    LEFT JOIN (
        SELECT entity_id, {SUMS} FROM ad_stats_daily
        WHERE seller_id = ? AND entity_type = ? AND day BETWEEN ? AND ? GROUP BY entity_id
    ) s ON s.entity_id = c.id
    WHERE c.seller_id = ?
    ORDER BY s.spend DESC, c.external_id
"""  # noqa: S608 - our own names


def case_1(data: Data) -> Sequence[Figure]:
    """Thirty days of all campaigns: rows, sums, summary and coverage, sorted."""
    home = data.dense()
    bare = sqlite3.connect(home / "pixecom.db")
    (seller,) = bare.execute("SELECT id FROM sellers").fetchone()
    days = (stored_day(DAYS.since), stored_day(DAYS.until))
    asked = (seller, LEVEL_CODES[Level.CAMPAIGN], *days, seller)
    engine = sqlite(home / "pixecom.db")
    query = AdsQuery(
        level=Level.CAMPAIGN, filters=FilterSet(dates=DateChoice.days(DAYS.since, DAYS.until))
    )
    with ScopedSession(reading(engine)) as session:
        tenancy.bind(session, Scope.for_seller(seller))

        def ours() -> AdsTable:
            return every_row(ads_table.table(session, query, seeded.NOW))

        def theirs() -> list[tuple[object, ...]]:
            return bare.execute(SQL, asked).fetchall()

        compare(ours(), theirs())
        own, its = in_turn((ours, theirs), 8 if data.small else TURNS, warm=3)
    engine.dispose()
    ratio = its.median / own.median
    limit = 25 if data.small else 1.2
    return [
        Figure(
            case=1,
            what="30 days of the campaigns, straight from SQLite",
            unit="ms",
            median=own.median * 1e3,
            p95=own.p95 * 1e3,
            rival="sqlite3",
            rival_median=its.median * 1e3,
            ratio=ratio,
            goals=(
                Goal(words=f"at most {limit:g} x its time", holds=own.median <= limit * its.median),
            ),
        )
    ]


def compare(table: AdsTable, rows: list[tuple[object, ...]]) -> None:
    """Raise Unequal where ids, names, statuses or any sum differ, or the order does."""
    columns = [
        *(table.text[key].tolist() for key in ("external_id", "name", "status")),
        *(table.measures[key].tolist() for key in seeded.KEYS),
    ]
    own = list(zip(*columns, strict=True))
    its = [(*row[:3], *(value or 0 for value in row[-len(seeded.KEYS) :])) for row in rows]
    if own != its:
        raise Unequal("the table of campaigns and the bare question differ")
