"""How the table is laid out: how high its rows are, and how wide its columns.

Which columns are shown is the query's (`columns.columns_for`). Widths that a user has dragged live
on by the column's key, over levels and refreshes.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from enum import StrEnum
from typing import NamedTuple

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.tables.columns import Column
from pixecom_desktop.ui.translate import to_translate

SCROLL_BAR = 10


def visible(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns that are shown."""
    return tuple(column for column in columns if not column.hidden)


class Place(NamedTuple):
    """Where the user is: the current row and the topmost row by id, the topmost by number.

    `rest` and `across` are pixels beyond it, downwards and sideways.
    """

    current: str | None
    top: str | None
    first: int
    rest: int
    across: int


class Density(StrEnum):
    """How high rows are; comfortable ones have the ad account's name on a second line."""

    COMPACT = "compact"
    DEFAULT = "default"
    COMFORTABLE = "comfortable"

    @property
    def words(self) -> str:
        """Return the words of the menu."""
        return _TITLES[self]

    @classmethod
    def read(cls, word: str) -> "Density":
        """Return the density of a word from outside; the default one for any other word."""
        return cls(word) if word in tuple(cls) else cls.DEFAULT


_TITLES = {
    Density.COMPACT: to_translate("Compact"),
    Density.DEFAULT: to_translate("Default"),
    Density.COMFORTABLE: to_translate("Comfortable, with the ad account"),
}
_ROWS = {Density.COMPACT: (28, 36), Density.DEFAULT: (32, 44), Density.COMFORTABLE: (40, 48)}
"""Alone, and with a second line of changes (DESIGN.md 2.2)."""


def row_height(density: Density, *, comparing: bool = False) -> int:
    """Return the pixels of a row: 28, 32 or 40, comparing 36, 44 or 48."""
    alone, compared = _ROWS[density]
    return compared if comparing else alone


def summary_height(*, comparing: bool = False, several: bool = False) -> int:
    """Return the pixels of a line of the summary; `several` currencies have a line each."""
    if comparing:
        return 40 if several else 46
    return 28 if several else 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the user has changed: the rows' density, and widths by the column's key.

    `fitted` holds the widths that the figures shown need; a width that was dragged goes before.
    """

    density: Density = Density.DEFAULT

    widths: dict[str, int] = field(default_factory=dict)
    fitted: dict[str, int] = field(default_factory=dict)

    def width(self, column: Column) -> int:
        """Return a column's width."""
        needed = max(column.width, self.fitted.get(column.key, 0))
        return self.widths.get(column.key, needed)

    def resized(self, column: Column, width: int) -> "Layout":
        """Return the layout with a column this wide."""
        return replace(self, widths={**self.widths, column.key: width})

    def fitted_to(self, needed: dict[str, int]) -> "Layout":
        """Return the layout for figures that need these widths."""
        return replace(self, fitted=needed)
