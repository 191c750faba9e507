"""Which rows are ticked, and how clicks and keys change that.

Whole masks are changed, never single indexes: all of 50,000 rows are one step.
"""

import numpy as np

from pixecom_desktop.ui.tables.model import AdsTableModel, Bools


class Picker:
    """Ticks rows of a model. Each method tells whether anything changed."""

    def __init__(self, model: AdsTableModel) -> None:
        self._model = model
        self._anchor = -1
        self._base: Bools | None = None

    def toggle(self, row: int) -> bool:
        """Tick the row, or take its tick away; an extension starts here."""
        self.begin(row)
        mask = self._model.mask()
        mask[row] = not mask[row]
        return self._model.set_mask(mask)

    def toggle_all(self) -> bool:
        """Tick every row; where every row is ticked, none."""
        if self._model.tick_count() == self._model.rowCount():
            return self.none()
        return self.all()

    def all(self) -> bool:
        """Tick every row."""
        self.begin(-1)
        return self._model.set_mask(np.ones(self._model.rowCount(), np.bool_))

    def none(self) -> bool:
        """Tick no row."""
        self.begin(-1)
        return self._model.set_mask(np.zeros(self._model.rowCount(), np.bool_))

    def begin(self, row: int) -> None:
        """Let the next extension start at this row."""
        self._anchor, self._base = row, None

    def extend(self, start: int, row: int) -> bool:
        """Tick all rows from where the extension began (or else `start`) to the row.

        Going back takes away again what this extension ticked, and nothing else.
        """
        if self._anchor < 0:
            self._anchor = start
        if self._base is None:
            self._base = self._model.mask()
        mask = self._base.copy()
        low, high = sorted((self._anchor, row))
        mask[low : high + 1] = True
        return self._model.set_mask(mask)
