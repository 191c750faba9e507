"""Saved views: a name, the link of its query, and its layout as JSON.

A user has a name once within a seller. A view that is shared is seen by the seller's other users,
and changed by its owner alone.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.errors import LinkError, NotFound
from pixecom_desktop.domain.links import from_link, to_link
from pixecom_desktop.domain.views import SavedView, ViewLayout
from pixecom_desktop.storage.schema.kept import SavedViewRow


def seen_by(session: Session, user_id: int) -> tuple[SavedView, ...]:
    """Return the user's own views and those that are shared, by name.

    One whose link a newer program wrote, so that it cannot be read, is left out.
    """
    row = SavedViewRow
    statement = (
        select(row).where(or_(row.user_id == user_id, row.is_shared)).order_by(row.name, row.id)
    )
    found = (_value(one, user_id) for one in session.scalars(statement))
    return tuple(view for view in found if view is not None)


def put(
    session: Session, user_id: int, view: SavedView, *, new_id: Callable[[], int], now: datetime
) -> str:
    """Keep a view under its name, in place of the user's earlier one; return its key."""
    row = session.scalar(
        select(SavedViewRow).where(SavedViewRow.user_id == user_id, SavedViewRow.name == view.name)
    )
    if row is None:
        row = SavedViewRow(id=new_id(), user_id=user_id, name=view.name, created_at=now)
        session.add(row)
    row.link = to_link(view.query)
    row.body = msgspec.json.encode(view.layout).decode()
    row.is_shared = view.is_shared
    row.updated_at = now
    session.flush()
    return str(row.id)


def rename(session: Session, user_id: int, key: str, name: str, *, now: datetime) -> None:
    """Give the user's own view another name; raises NotFound where it is not theirs."""
    row = _own(session, user_id, key)
    row.name, row.updated_at = name, now
    session.flush()


def remove(session: Session, user_id: int, key: str) -> None:
    """Take the user's own view away; raises NotFound where it is not theirs."""
    session.delete(_own(session, user_id, key))
    session.flush()


def _own(session: Session, user_id: int, key: str) -> SavedViewRow:
    row = None
    if key.isascii() and key.isdigit() and len(key) < len(str(2**63)):
        row = session.scalar(
            select(SavedViewRow).where(SavedViewRow.id == int(key), SavedViewRow.user_id == user_id)
        )
    if row is None:
        raise NotFound("There is no such view of yours.")
    return row


def _value(row: SavedViewRow, user_id: int) -> SavedView | None:
    try:
        query = from_link(row.link)
        layout = msgspec.json.decode(row.body, type=ViewLayout)
    except (LinkError, msgspec.MsgspecError):
        return None
    return SavedView(
        key=str(row.id),
        name=row.name,
        query=query,
        layout=layout,
        is_shared=row.is_shared,
        is_mine=row.user_id == user_id,
    )
