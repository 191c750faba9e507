"""What stands beside the Ads Manager's rows: how well each day is known, and unlisted amounts."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy.orm import Session

from pixecom_desktop.domain.calendars import AccountDays, widest
from pixecom_desktop.domain.query import AdsQuery, Coverage
from pixecom_desktop.domain.standing import Gaps, Known, beyond, covered, hides_rows, unlisted
from pixecom_desktop.storage.queries import ads_foot, ads_unlisted

Unlisted = Mapping[str, Mapping[str, int]]


class Stood:
    """Questions about these accounts: asked when it is made, reckoned when somebody wants to know.

    Reading and reckoning are two steps, because SQLite answers nobody while it adds up.
    """

    def __init__(self, session: Session, query: AdsQuery, shown: Sequence[AccountDays]) -> None:
        self._query, self._shown = query, shown
        self._known = self._gaps = None
        days = widest(shown)
        if days is not None:
            self._known = ads_foot.ask(session, query.level, shown, days)
            if not hides_rows(query):
                self._gaps = ads_unlisted.ask(session, query.level, shown, days)

    @cached_property
    def read(self) -> tuple[Known, Gaps]:
        """Return what the database answered."""
        return (
            {} if self._known is None else ads_foot.laid(self._known),
            {} if self._gaps is None else ads_unlisted.laid(self._gaps),
        )

    @cached_property
    def told(self) -> tuple[tuple[Coverage, ...], Unlisted]:
        """Return the coverage and what is unlisted by currency; nothing where no day is meant."""
        if self._known is None:
            return (), {}
        known, gaps = self.read
        coverage = covered(self._query.level, self._shown, known)
        return coverage, unlisted(self._query, self._shown, coverage, beyond(gaps))
