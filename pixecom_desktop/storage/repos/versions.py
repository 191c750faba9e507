"""Which state of a day's statistics is there: a number that changes with every write of a row.

Whoever keeps a copy of daily rows elsewhere (columns in memory, a file of them) compares it.
"""

import secrets
from collections.abc import Iterable

from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import LEVEL_CODES
from pixecom_desktop.storage.schema.history import StatsVersionRow

BITS = 62
_COLUMNS = ("seller_id", "entity_type", "connection_id", "day", "version")


def renew(session: Session, connection: Connection, level: Level, days: Iterable[int]) -> None:
    """Give these days of a level, as they are stored, a number of their own."""
    rows = [
        (connection.seller_id, LEVEL_CODES[level], connection.id, day, secrets.randbits(BITS))
        for day in sorted(set(days))
    ]
    upsert.upsert(session, StatsVersionRow, _COLUMNS, rows, only_if_changed=())
