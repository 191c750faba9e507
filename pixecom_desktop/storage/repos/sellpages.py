"""The shop's pages that ads lead to: made and linked by their URL as the ads are listed.

An ad belongs to the page that its landing link means. A campaign belongs to the one that most of
its ads lead to, unless a person has chosen it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain import landing
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import stored_instant
from pixecom_desktop.storage.repos.tree import hold
from pixecom_desktop.storage.schema.ads import AdRow, CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow


def of_links(
    session: Session,
    seller_id: int,
    links: Iterable[str],
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> dict[str, int]:
    """Return the sellpage by landing link, made where there is none; a hostile link has none."""
    pages = {link: page for link in set(links) if (page := landing.page_of(link))}
    wanted = set(pages.values())
    if not wanted:
        return {}
    known = _known(session, seller_id)
    if not wanted <= known.keys():
        # Two programs must not make the same page twice.
        hold(session, seller_id)
        known = _known(session, seller_id)
        _make(session, seller_id, sorted(wanted - known.keys()), new_id=new_id, now=now)
        known = _known(session, seller_id)
    return {link: known[page] for link, page in pages.items()}


def follow_ads(session: Session, connection: Connection) -> None:
    """Link each campaign of an account to the page that most of its ads lead to."""
    urls = {id_: url for url, id_ in _known(session, connection.seller_id).items()}
    most = _most(session, connection, urls)
    row = CampaignRow
    statement = select(row.id, row.sellpage_id).where(
        row.seller_id == connection.seller_id,
        row.connection_id == connection.id,
        row.is_sellpage_chosen.is_(False),
    )
    changes = [
        {"seller_id": connection.seller_id, "id": id_, "sellpage_id": most[id_]}
        for id_, sellpage_id in session.execute(statement)
        if id_ in most and most[id_] != sellpage_id
    ]
    if changes:
        session.execute(update(row), changes)


def _most(session: Session, connection: Connection, urls: dict[int, str]) -> dict[int, int]:
    """Return the page of most ads by campaign; of several the first by URL."""
    row = AdRow
    statement = (
        select(row.campaign_id, row.sellpage_id, func.count())
        .where(
            row.seller_id == connection.seller_id,
            row.connection_id == connection.id,
            row.sellpage_id.is_not(None),
        )
        .group_by(row.campaign_id, row.sellpage_id)
    )
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for campaign_id, sellpage_id, count in session.execute(statement):
        if sellpage_id is not None:
            counts[campaign_id][sellpage_id] = count
    return {
        campaign_id: min(pages, key=lambda id_: (-pages[id_], urls.get(id_, "")))
        for campaign_id, pages in counts.items()
    }


def _known(session: Session, seller_id: int) -> dict[str, int]:
    """Return the seller's pages by URL; of two with the same URL the older."""
    row = SellpageRow
    statement = select(row.url, row.id).where(row.seller_id == seller_id).order_by(row.id.desc())
    return {landing.page_of(url): id_ for url, id_ in session.execute(statement)}


def _make(
    session: Session,
    seller_id: int,
    pages: Iterable[str],
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> None:
    row = SellpageRow
    taken = set(session.scalars(select(row.slug).where(row.seller_id == seller_id)))
    rows = []
    for page in pages:
        slug = next(one for one in _candidates(page) if one not in taken)
        taken.add(slug)
        rows.append((seller_id, new_id(), slug, landing.title(page), page, stored_instant(now)))
    columns = ("seller_id", "id", "slug", "name", "url", "created_at")
    upsert.append(session, row, columns, rows)


def _candidates(page: str) -> Iterator[str]:
    short, longer = landing.slugs(page)
    yield short
    yield longer
    number = 2
    while True:
        yield f"{longer}-{number}"
        number += 1
