"""Sellpages and strategies as people keep them: made, renamed, put away, and linked with campaigns.

Nothing is deleted: what is put away keeps its campaigns and their figures.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain import landing
from pixecom_desktop.domain.errors import NotFound, UserError
from pixecom_desktop.domain.homes import HomeKind, HomeText, Moved, Placed
from pixecom_desktop.domain.text import fold
from pixecom_desktop.storage.repos import sellpages
from pixecom_desktop.storage.repos.tree import hold
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow, StrategyRow

HomeRow = SellpageRow | StrategyRow
ROWS: dict[HomeKind, type[Any]] = {
    HomeKind.SELLPAGE: SellpageRow,
    HomeKind.STRATEGY: StrategyRow,
}


def create(
    session: Session,
    seller_id: int,
    kind: HomeKind,
    text: HomeText,
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> int:
    """Keep a new home and return its id; raises UserError where there is one like it already."""
    hold(session, seller_id)
    _refuse_twins(session, seller_id, kind, text, but=None)
    if kind is HomeKind.STRATEGY:
        row = StrategyRow(
            seller_id=seller_id,
            id=new_id(),
            name=text.name,
            description=text.about,
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row.id
    made = sellpages.of_links(session, seller_id, [text.about], new_id=new_id, now=now)
    home_id = made[text.about]
    _row(session, kind, home_id).name = text.name
    session.flush()
    return home_id


def edit(session: Session, seller_id: int, kind: HomeKind, home_id: int, text: HomeText) -> None:
    """Give a home another name, URL or description; its slug stays, so that links go on working.

    Raises NotFound where it is not the scope's, UserError where there is one like it already.
    """
    hold(session, seller_id)
    row = _row(session, kind, home_id)
    _refuse_twins(session, seller_id, kind, text, but=home_id)
    row.name = text.name
    if isinstance(row, SellpageRow):
        row.url = text.about
    else:
        row.description = text.about
    session.flush()


def put_away(session: Session, kind: HomeKind, home_id: int, *, is_active: bool) -> None:
    """Hide a home, or bring it back; raises NotFound where it is not the scope's."""
    _row(session, kind, home_id).is_active = is_active
    session.flush()


def link(
    session: Session, kind: HomeKind, campaigns: Collection[int], home_id: int | None
) -> Moved:
    """Link campaigns with a home, None with none, and return how those that moved stood before.

    All or nothing: raises NotFound where a campaign or the home is not the scope's.
    """
    if home_id is not None:
        _row(session, kind, home_id)
    before = _standing(session, kind, campaigns)
    if len(before) < len(set(campaigns)):
        raise NotFound("There is no such campaign.")
    moving = [one for one in before if one.home != home_id or not one.is_chosen]
    _put(session, kind, (Placed(campaign_id=one.campaign_id, home=home_id) for one in moving))
    return Moved(kind=kind, before=tuple(moving))


def put_back(session: Session, moved: Moved) -> None:
    """Link campaigns again as they were; raises NotFound where one is not the scope's."""
    ids = {one.campaign_id for one in moved.before}
    if len(_standing(session, moved.kind, ids)) < len(ids):
        raise NotFound("There is no such campaign.")
    for home_id in {one.home for one in moved.before} - {None}:
        if home_id is not None:
            _row(session, moved.kind, home_id)
    _put(session, moved.kind, moved.before)


def _put(session: Session, kind: HomeKind, places: Iterable[Placed]) -> None:
    changes = [
        {"seller_id": seller_id, "id": one.campaign_id, **_columns(kind, one)}
        for one, seller_id in _with_sellers(session, tuple(places))
    ]
    if changes:
        session.execute(update(CampaignRow), changes)


def _columns(kind: HomeKind, place: Placed) -> dict[str, object]:
    if kind is HomeKind.STRATEGY:
        return {"strategy_id": place.home}
    return {"sellpage_id": place.home, "is_sellpage_chosen": place.is_chosen}


def _with_sellers(session: Session, places: tuple[Placed, ...]) -> Iterable[tuple[Placed, int]]:
    row = CampaignRow
    ids = [one.campaign_id for one in places]
    sellers = dict(session.execute(select(row.id, row.seller_id).where(row.id.in_(ids))).all())
    return ((one, sellers[one.campaign_id]) for one in places)


def _standing(session: Session, kind: HomeKind, campaigns: Collection[int]) -> list[Placed]:
    row = CampaignRow
    home = row.strategy_id if kind is HomeKind.STRATEGY else row.sellpage_id
    statement = select(row.id, home, row.is_sellpage_chosen).where(row.id.in_(list(campaigns)))
    return [
        Placed(campaign_id=id_, home=home_id, is_chosen=chosen or kind is HomeKind.STRATEGY)
        for id_, home_id, chosen in session.execute(statement)
    ]


def _refuse_twins(
    session: Session, seller_id: int, kind: HomeKind, text: HomeText, *, but: int | None
) -> None:
    if kind is HomeKind.STRATEGY:
        row = StrategyRow
        known = session.execute(select(row.name, row.id).where(row.seller_id == seller_id)).all()
        twin = any(fold(name) == fold(text.name) and id_ != but for name, id_ in known)
        if twin:
            raise UserError(f'There is a strategy "{text.name}" already.')
        return
    page = SellpageRow
    known_pages = session.execute(
        select(page.url, page.name, page.id).where(page.seller_id == seller_id)
    )
    for url, name, id_ in known_pages:
        if landing.page_of(url) == text.about and id_ != but:
            raise UserError(f'The sellpage "{name}" has this address already.')


def _row(session: Session, kind: HomeKind, home_id: int) -> HomeRow:
    row = ROWS[kind]
    found: HomeRow | None = session.scalar(select(row).where(row.id == home_id))
    if found is None:
        raise NotFound(f"There is no such {kind}.")
    return found
