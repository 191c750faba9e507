"""What follows where rows of some days have changed: withheld conversions, and what is unlisted.

Both are reckoned anew from what stands in the tables, in the transaction of the change itself, so
that no reader ever meets levels that disagree.
"""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage import pouring
from pixecom_desktop.storage.repos import unlisted, withheld
from pixecom_desktop.storage.repos.daily import Place
from pixecom_desktop.storage.schema.stats import CoverageRow


def follow(
    session: Session,
    connection: Connection,
    changed: Collection[Level],
    days: DateRange,
    *,
    with_totals: bool = False,
) -> None:
    """Reckon anew what depends on the rows of these levels: their own, and with ads all above them.

    `with_totals`: the account's own totals of the days have changed, which all levels are compared
    with.
    """
    if changed or with_totals:
        pouring.join_by_hashing(session.connection())
    is_above = Level.AD in changed
    of_ads = withheld.sums_of_ads(session, connection, days) if changed else {}
    for level in Level:
        place = Place(connection=connection, level=level)
        differs = (is_above or level in changed) and withheld.agree(session, place, days, of_ads)
        if differs or with_totals or level in changed:
            unlisted.reckon(session, place, days)


def follow_moves(session: Session, connection: Connection) -> None:
    """Reckon anew what stands above ads that have moved: on every day that was ever looked at."""
    row = CoverageRow
    first, last = session.execute(
        select(func.min(row.day), func.max(row.day)).where(
            row.seller_id == connection.seller_id,
            row.connection_id == connection.id,
            row.entity_type == Level.AD,
        )
    ).one()
    if first is not None:
        follow(session, connection, (Level.AD,), DateRange(first, last))
