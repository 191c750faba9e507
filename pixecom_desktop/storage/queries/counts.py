"""How many rows of each table a scope sees, for the diagnostics."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pixecom_desktop.storage.base import SellerOwned
from pixecom_desktop.storage.schema.every import classes


def rows(session: Session) -> Mapping[str, int]:
    """Return the number of rows by table, of the tables that belong to a seller."""
    return {
        name: session.scalar(select(func.count()).select_from(one)) or 0
        for name, one in classes().items()
        if issubclass(one, SellerOwned)
    }
