"""What follows where rows of some days have changed: withheld conversions, and what is unlisted.

Both are reckoned anew from what stands in the tables, in the transaction of the change itself, so
that no reader ever meets levels that disagree.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.storage.repos import unlisted, withheld
from pixecom_desktop.storage.repos.daily import Place
from pixecom_desktop.storage.schema.stats import CoverageRow


def follow(session: Session, connection: Connection, level: Level, days: DateRange) -> None:
    """Reckon anew what depends on the rows of this level: its own, and with ads all above them."""
    of_ads = withheld.sums_of_ads(session, connection, days)
    for each in tuple(Level) if level is Level.AD else (level,):
        place = Place(connection=connection, level=each)
        if withheld.agree(session, place, days, of_ads) or each is level:
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
        follow(session, connection, Level.AD, DateRange(first, last))


def compare(session: Session, connection: Connection, days: DateRange) -> None:
    """Compare all levels with the account's own totals of these days."""
    for level in Level:
        unlisted.reckon(session, Place(connection=connection, level=level), days)
