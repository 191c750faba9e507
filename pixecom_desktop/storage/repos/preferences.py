"""What sellers and users have set for themselves: one row a setting, its value as JSON.

A row without a user is the seller's own. A user's row belongs to them within one seller.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.preferences import (
    DEFAULTS,
    OF_SELLER,
    SellerPreferences,
    Settings,
    UserPreferences,
    Value,
    read,
)
from pixecom_desktop.storage.schema.preferences import PreferenceRow


def of_seller(session: Session) -> SellerPreferences:
    """Return the settings of the scope's one seller."""
    return read(SellerPreferences, kept(session, None))


def of_sellers(session: Session) -> dict[int, SellerPreferences]:
    """Return the settings of each of the scope's sellers that has set any, by seller."""
    row, stored = PreferenceRow, dict[int, dict[str, object]]()
    for seller_id, key, body in session.execute(
        select(row.seller_id, row.key, row.body).where(_whose(None))
    ):
        try:
            stored.setdefault(seller_id, {})[key] = json.loads(body)
        except ValueError:
            continue
    return {seller_id: read(SellerPreferences, found) for seller_id, found in stored.items()}


def of_user(session: Session, user_id: int | None) -> UserPreferences:
    """Return the settings of a user in the scope's one seller; None has only defaults."""
    return read(UserPreferences, {} if user_id is None else kept(session, user_id))


def settings(session: Session, user_id: int | None) -> Settings:
    """Return all settings that hold for a user in the scope's one seller."""
    row = PreferenceRow
    found: dict[int | None, dict[str, object]] = {}
    # One question for both: each is compiled anew in a start.
    statement = select(row.user_id, row.key, row.body).where(or_(_whose(None), _whose(user_id)))
    for owner, key, body in session.execute(statement):
        with contextlib.suppress(ValueError):
            found.setdefault(owner, {})[key] = json.loads(body)
    own = {} if user_id is None else found.get(user_id, {})
    return Settings(
        seller=read(SellerPreferences, found.get(None, {})), user=read(UserPreferences, own)
    )


def required_locks(session: Session) -> tuple[int, ...]:
    """Return after how many minutes each seller of the scope wants windows locked; 0 is never."""
    statement = select(PreferenceRow.seller_id, PreferenceRow.body).where(
        _whose(None), PreferenceRow.key == "lock_required"
    )
    found: list[int] = []
    for _seller, body in session.execute(statement):
        with contextlib.suppress(ValueError):
            found.append(read(SellerPreferences, {"lock_required": json.loads(body)}).lock_required)
    return tuple(found)


def change(
    session: Session,
    user_id: int | None,
    changes: Mapping[str, Value],
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> Settings:
    """Change these settings alone and return all as they are then; raises UserError for an odd one.

    A setting that is as its default is not stored: it follows the program's.
    """
    made = settings(session, user_id).changed(changes)
    for owner, keys in ((None, OF_SELLER & changes.keys()), (user_id, changes.keys() - OF_SELLER)):
        values = {key: None if changes[key] == DEFAULTS[key] else changes[key] for key in keys}
        put(session, owner, values, new_id=new_id, now=now)
    return made


def kept(session: Session, user_id: int | None) -> dict[str, object]:
    """Return all that is stored for a user, or for the seller itself, by key."""
    statement = select(PreferenceRow.key, PreferenceRow.body).where(_whose(user_id))
    found: dict[str, object] = {}
    for key, body in session.execute(statement):
        try:
            found[key] = json.loads(body)
        except ValueError:
            continue
    return found


def put(
    session: Session,
    user_id: int | None,
    values: Mapping[str, object],
    *,
    new_id: Callable[[], int],
    now: datetime,
) -> None:
    """Store these values by key for a user, or for the seller itself; None takes a key away."""
    there = {
        row.key: row
        for row in session.scalars(
            select(PreferenceRow).where(_whose(user_id), PreferenceRow.key.in_(values))
        )
    }
    for key, value in values.items():
        body = json.dumps(value, ensure_ascii=False)
        row = there.get(key)
        if value is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(
                PreferenceRow(id=new_id(), user_id=user_id, key=key, body=body, updated_at=now)
            )
        else:
            row.body, row.updated_at = body, now
    session.flush()


def _whose(user_id: int | None) -> ColumnElement[bool]:
    column = PreferenceRow.user_id
    return column.is_(None) if user_id is None else column == user_id
