"""Where one has been in the Ads Manager, to go back and forward as in a browser. No widget.

Every place is an `AdsQuery`. Text that is typed into the search is one place, however many keys it
took; other columns or widths are no other place.
"""

from dataclasses import replace

from pixecom_desktop.domain.query import AdsQuery

MOST = 100


class History:
    """The places, and which one is on show."""

    def __init__(self) -> None:
        self._places: list[AdsQuery] = []
        self._at = -1

    @property
    def may_go_back(self) -> bool:
        """Tell whether there is a place before this one."""
        return self._at > 0

    @property
    def may_go_forward(self) -> bool:
        """Tell whether one has come back from somewhere."""
        return self._at < len(self._places) - 1

    def visit(self, query: AdsQuery) -> None:
        """Take note of a place; what lay ahead is forgotten where it is another one."""
        now = self._places[self._at] if self._places else None
        if now is not None and _place(now) == _place(query):
            self._places[self._at] = query
            return
        before = self._places[self._at - 1] if self._at > 0 else None
        if before is not None and now is not None and _typed(before, now) and _typed(now, query):
            self._at -= 1
        self._places = [*self._places[: self._at + 1], query][-MOST:]
        self._at = len(self._places) - 1

    def back(self) -> AdsQuery | None:
        """Return the place before this one, None at the first."""
        return self._step(-1) if self.may_go_back else None

    def forward(self) -> AdsQuery | None:
        """Return the place that one came back from, None where there is none."""
        return self._step(1) if self.may_go_forward else None

    def _step(self, by: int) -> AdsQuery:
        self._at += by
        return self._places[self._at]


def _place(query: AdsQuery) -> AdsQuery:
    return replace(query, columns=())


def _typed(before: AdsQuery, after: AdsQuery) -> bool:
    """Tell whether two places differ by the search alone."""
    search = after.filters.search
    return before != after and _place(after) == _place(
        replace(before, filters=before.filters.changed("search", search))
    )
