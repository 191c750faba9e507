"""How SQLite goes about the few questions that matter: never through a whole table of days."""

import sqlite3

from sqlalchemy import event

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage import tenancy
from pixecom_desktop.storage.database import ScopedSession
from pixecom_desktop.storage.engine import reading, sqlite
from pixecom_desktop.storage.queries import ads_series, ads_table
from tests.performance import seeded

SIZE = seeded.Size(accounts=2, campaigns=120, adsets_each=3, ads_each=3, days=5)
BY_DAY = "ad_stats_daily USING PRIMARY KEY (seller_id=? AND entity_type=? AND day"
BY_MARK = "ad_stats_daily USING COVERING INDEX ix_ad_stats_daily_marked"


def test_daily_rows_are_read_by_one_stretch_of_their_key(tmp_path):
    database = seeded.workspace(tmp_path, SIZE) / "pixecom.db"
    bare = sqlite3.connect(database)
    (seller,) = bare.execute("SELECT id FROM sellers").fetchone()
    engine = sqlite(database)
    asked: list[tuple[str, object]] = []
    event.listen(
        engine, "before_cursor_execute", lambda _c, _k, sql, values, *_: asked.append((sql, values))
    )

    with ScopedSession(reading(engine)) as session:
        tenancy.bind(session, Scope.for_seller(seller))
        for level in Level:
            query = AdsQuery(level=level)
            assert len(ads_table.table(session, query, seeded.NOW)) > 0
            ads_table.counts(session, query, seeded.NOW)
            ads_series.series(session, query, seeded.NOW, None)
    engine.dispose()

    selects = [(sql, values) for sql, values in asked if sql.startswith("SELECT")]
    plans = [
        step[3]
        for sql, values in selects
        for step in bare.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        if "ad_stats_daily" in step[3]
    ]
    bare.close()
    assert len(plans) >= len(Level) * 2
    assert [step for step in plans if BY_DAY not in step and BY_MARK not in step] == []
