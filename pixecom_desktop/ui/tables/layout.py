"""How the table is laid out: heights, and which columns are shown how wide.

Widths that a user has dragged live on by the column's key, over levels and refreshes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pixecom_desktop.ui.tables.columns import Column

ROW_HEIGHT = 32
SUMMARY_HEIGHT = 36
SUMMARY_HEIGHT_OF_SEVERAL = 28
SCROLL_BAR = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the user has changed: widths by key, and columns shown or hidden against their rule.

    `fitted` holds the widths that the figures shown need; a width that was dragged goes before.
    """

    widths: dict[str, int] = field(default_factory=dict)
    fitted: dict[str, int] = field(default_factory=dict)
    shown: dict[str, bool] = field(default_factory=dict)

    def width(self, column: Column) -> int:
        """Return a column's width."""
        needed = max(column.width, self.fitted.get(column.key, 0))
        return self.widths.get(column.key, needed)

    def is_hidden(self, column: Column) -> bool:
        """Tell whether a column is not shown."""
        return not self.shown.get(column.key, not column.hidden)

    def visible(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return the columns that are shown."""
        return tuple(column for column in columns if not self.is_hidden(column))

    def resized(self, column: Column, width: int) -> "Layout":
        """Return the layout with a column this wide."""
        return replace(self, widths={**self.widths, column.key: width})

    def fitted_to(self, needed: dict[str, int]) -> "Layout":
        """Return the layout for figures that need these widths."""
        return replace(self, fitted=needed)

    def toggled(self, key: str, *, shown: bool) -> "Layout":
        """Return the layout with a column shown or hidden."""
        return replace(self, shown={**self.shown, key: shown})
