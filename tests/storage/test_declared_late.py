"""Tables that are declared after the first questions were asked: a start declares few at first."""

import shutil
import subprocess
import sys

SCRIPT = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy import func, select
from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.enums import JobKind, QueueState
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.identity import SellerRow

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ANNA = Scope.for_seller(1, user_id=1)

def campaigns(session):
    return len(session.scalars(select(CampaignRow)).all())

def fill(session):
    from pixecom_desktop.storage.schema.journal import JobRow
    for seller in (1, 2):
        row = SellerRow(id=seller, slug=f"s{seller}", name="S", is_active=True, created_at=NOW)
        session.add(row)
    session.flush()
    for number, seller in ((1, 1), (2, 2), (3, 2)):
        key, when = dict(seller_id=seller, id=number), dict(due_at=NOW, created_at=NOW)
        session.add(JobRow(**key, kind=JobKind.STATS, state=QueueState.WAITING, **when))

def jobs(session):
    from pixecom_desktop.storage.schema.journal import JobRow
    return len(session.scalars(select(JobRow)).all()), session.scalar(select(func.count(JobRow.id)))

async def main():
    door = Database(engine.sqlite(Path(sys.argv[1])))
    told = [await door.read(ANNA, campaigns)]
    told.append("pixecom_desktop.storage.schema.journal" in sys.modules)
    await door.write(HOUSE, fill)
    told += [await door.read(ANNA, jobs), await door.read(HOUSE, jobs)]
    door.close()
    print(told)

asyncio.run(main())
"""


def test_a_table_that_is_declared_late_shows_a_seller_their_own_rows_alone(
    tmp_path, migrated_sqlite
):
    path = tmp_path / "pixecom.db"
    shutil.copyfile(migrated_sqlite, path)

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE, text=True, check=True
    )

    assert done.stdout.strip() == "[0, False, (1, 1), (3, 3)]"
