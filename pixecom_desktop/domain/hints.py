"""What a table out of held figures brings along, so that a search among its rows is fast."""

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.grouping import Groups
from pixecom_desktop.domain.searching import Names
from pixecom_desktop.domain.values import dataclass

Order = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Hints:
    """Where a table's rows stand among the names and the groups of its whole level."""

    names: Names
    places: Order
    by_currency: Groups

    def take(self, rows: Order) -> "Hints":
        """Return those of only these rows, in this order."""
        return Hints(self.names, self.places[rows], self.by_currency)

    def having(self, text: str) -> NDArray[np.bool_]:
        """Return which rows' names contain a text."""
        return self.names.having(text)[self.places]

    def groups(self) -> Groups:
        """Return the rows by currency."""
        return self.by_currency.take(self.places)
