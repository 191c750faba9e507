"""The seller's small numbers for Meta's attribution settings, as statistics carry them.

The settings are Meta's own words ("7d_click_1d_view_1d_ev") and an open list; millions of rows
name them, so each gets a number at its first sight and keeps it.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.repos.tree import hold
from pixecom_desktop.storage.schema.history import AttributionRow

UNNAMED = 0
MOST = 1_000
"""More settings than Meta has by far; what comes beyond them stays unnamed."""

LONGEST = 200


def numbers(session: Session, seller_id: int, settings: Collection[str]) -> dict[str, int]:
    """Return the number of each of these settings; "" and what is no setting are UNNAMED."""
    wanted = {one for one in settings if one and len(one) <= LONGEST}
    known = _known(session, seller_id)
    if not wanted <= known.keys():
        # Two programs must not give one number to two settings.
        hold(session, seller_id)
        known = _known(session, seller_id)
        _add(session, seller_id, known, sorted(wanted - known.keys()))
    return {setting: known.get(setting, UNNAMED) for setting in settings}


def settings(session: Session, seller_id: int) -> Mapping[int, str]:
    """Return the settings by their numbers."""
    return {number: setting for setting, number in _known(session, seller_id).items()}


def _add(session: Session, seller_id: int, known: dict[str, int], fresh: list[str]) -> None:
    after = max(known.values(), default=UNNAMED) + 1
    named = {setting: after + i for i, setting in enumerate(fresh) if after + i <= MOST}
    rows = [(seller_id, number, setting) for setting, number in named.items()]
    upsert.append(session, AttributionRow, ("seller_id", "id", "setting"), rows)
    known.update(named)


def _known(session: Session, seller_id: int) -> dict[str, int]:
    row = AttributionRow
    found = session.execute(select(row.setting, row.id).where(row.seller_id == seller_id))
    return {one.setting: one.id for one in found}
