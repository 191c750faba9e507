"""What a window remembers of the last time: its size, its rail, the screen of each seller.

One small file; where none is given nothing is kept. What cannot be read is as if it were not there.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from pixecom_desktop.domain.query import SORTABLE
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.tables.layout import Place

_WIDTHS = 56, 2_000
_SETS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptColumns:
    """How tables are laid out: widths by column, the rows' density, columns by level, own sets.

    A level without columns shows its usual ones. `sets` are columns by the name of the set.
    """

    widths: Mapping[str, int] = field(default_factory=dict)
    density: str = ""
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "KeptColumns":
        """Read what was kept; raises ValueError, TypeError or AttributeError for anything else."""
        low, high = _WIDTHS
        widths = kept.get("widths", {})
        sets = list(_keys_by_name(kept.get("sets", {})).items())
        return cls(
            widths={str(key): min(max(int(wide), low), high) for key, wide in widths.items()},
            density=str(kept.get("density", "")),
            levels=_keys_by_name(kept.get("levels", {})),
            sets=dict(sets[:_SETS]),
        )


def _keys_by_name(kept: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the keys that are columns; one of a newer program is left out."""
    return {str(name): tuple(key for key in keys if key in SORTABLE) for name, keys in kept.items()}


MOST_SEEN = 200


class Keep:
    """Reads and writes the file. Values come back as they went in, or None."""

    def __init__(self, file: Path | None) -> None:
        self._settings = None if file is None else QSettings(str(file), QSettings.Format.IniFormat)

    def geometry(self) -> QByteArray | None:
        """Return the window's size and place."""
        found = self._read("window/geometry")
        return found if isinstance(found, QByteArray) else None

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember the window's size and place."""
        self._write("window/geometry", geometry)

    def is_locked(self) -> bool:
        """Tell whether the window was locked when the program ended."""
        return str(self._read("window/locked")) == "true"

    def keep_locked(self, *, is_locked: bool) -> None:
        """Remember whether the window is locked: a new start is no way around it."""
        self._write("window/locked", "true" if is_locked else "")
        if self._settings is not None:
            self._settings.sync()

    def rail(self) -> bool | None:
        """Return whether the person collapsed the rail; None where they never chose."""
        found = self._read("window/rail_collapsed")
        return None if found is None else str(found).lower() == "true"

    def keep_rail(self, *, collapsed: bool) -> None:
        """Remember whether the rail is collapsed."""
        self._write("window/rail_collapsed", collapsed)

    def theme(self) -> str | None:
        """Return the theme that was chosen: system, dark or light; None where nobody chose."""
        found = self._read("window/theme")
        return found if isinstance(found, str) else None

    def keep_theme(self, theme: str) -> None:
        """Remember which theme was chosen."""
        self._write("window/theme", str(theme))

    def seller(self) -> int | None:
        """Return the id of the seller that was on show last, 0 for all; None for the first time."""
        found = str(self._read("window/seller"))
        return int(found) if found.isascii() and found.isdigit() else None

    def keep_seller(self, seller_id: int) -> None:
        """Remember which seller is on show."""
        self._write("window/seller", str(seller_id))

    def version(self) -> str | None:
        """Return the version of the program that was here last; None at the first start."""
        found = self._read("window/version")
        return found if isinstance(found, str) else None

    def keep_version(self, version: str) -> None:
        """Remember which version was here."""
        self._write("window/version", version)

    def text_size(self) -> int | None:
        """Return the size of texts in percent; None where nobody chose."""
        found = str(self._read("window/text_size"))
        return int(found) if found.isdecimal() and 90 <= int(found) <= 200 else None

    def keep_text_size(self, percent: int) -> None:
        """Remember the size of texts."""
        self._write("window/text_size", percent)

    def columns(self, seller_id: int, user_id: int | None) -> KeptColumns:
        """Return how a user had laid out the tables of a seller."""
        found = self._read(f"columns/{seller_id}.{user_id or 0}")
        try:
            return KeptColumns.read(json.loads(found) if isinstance(found, str) else {})
        except (ValueError, TypeError, AttributeError):
            return KeptColumns()

    def keep_columns(self, seller_id: int, user_id: int | None, columns: KeptColumns) -> None:
        """Remember how a user has laid out the tables of a seller."""
        told = {one.name: getattr(columns, one.name) for one in fields(columns)}
        self._write(f"columns/{seller_id}.{user_id or 0}", json.dumps(told))

    def changes(self) -> str | None:
        """Return where the table shows changes; None where nobody chose."""
        found = self._read("table/changes")
        return found if isinstance(found, str) else None

    def keep_changes(self, place: str) -> None:
        """Remember where the table shows changes."""
        self._write("table/changes", str(place))

    def view(self, seller_id: int, user_id: int | None) -> str:
        """Return the key of the saved view that a user had on show, "" for none."""
        found = self._read(f"views/{seller_id}.{user_id or 0}")
        return found if isinstance(found, str) else ""

    def keep_view(self, seller_id: int, user_id: int | None, key: str) -> None:
        """Remember which saved view a user has on show."""
        self._write(f"views/{seller_id}.{user_id or 0}", key)

    def seen(self, seller_id: int) -> tuple[int, ...]:
        """Return which of a seller's failed actions the person has looked at, the latest last."""
        found = self._read(f"seen/{seller_id}")
        words = found.split(" ") if isinstance(found, str) else []
        return tuple(int(one) for one in words if one.isascii() and one.isdigit())

    def keep_seen(self, seller_id: int, action: int) -> None:
        """Remember that the person has looked at a failed action."""
        told = (*(one for one in self.seen(seller_id) if one != action), action)[-MOST_SEEN:]
        self._write(f"seen/{seller_id}", " ".join(map(str, told)))

    def chart_open(self) -> bool:
        """Return whether the chart stood open."""
        return str(self._read("chart/open")).lower() == "true"

    def keep_chart_open(self, *, is_open: bool) -> None:
        """Remember whether the chart stands open."""
        self._write("chart/open", is_open)

    def chart_height(self) -> int | None:
        """Return the chart's height in pixels; None where it was never changed."""
        found = self._read("chart/height")
        return int(str(found)) if str(found).isascii() and str(found).isdigit() else None

    def keep_chart_height(self, pixels: int) -> None:
        """Remember the chart's height."""
        self._write("chart/height", pixels)

    def drawer_width(self) -> int | None:
        """Return the drawer's width in pixels; None where it was never changed."""
        found = self._read("drawer/width")
        return int(str(found)) if str(found).isascii() and str(found).isdigit() else None

    def keep_drawer_width(self, pixels: int) -> None:
        """Remember the drawer's width."""
        self._write("drawer/width", pixels)

    def link(self, seller_id: int) -> str | None:
        """Return the link of the screen that the seller was left on."""
        found = self._read(f"screens/{seller_id}")
        return found if isinstance(found, str) and found else None

    def keep_link(self, seller_id: int, link: str) -> None:
        """Remember the screen of a seller."""
        self._write(f"screens/{seller_id}", link)

    def recents(self, seller_id: int) -> dict[str, list[str]]:
        """Return what was picked lately in a seller's filters, by the filter's key."""
        found = self._read(f"recents/{seller_id}")
        try:
            kept = json.loads(found) if isinstance(found, str) else {}
            return {str(key): [str(one) for one in list(told)] for key, told in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep_recents(self, seller_id: int, recents: Mapping[str, Sequence[str]]) -> None:
        """Remember what was picked lately in a seller's filters."""
        self._write(f"recents/{seller_id}", json.dumps(recents))

    def scroll(self, seller_id: int) -> dict[str, Place]:
        """Return where a seller's rows were left, by the link of the screen."""
        found = self._read(f"scroll/{seller_id}")
        try:
            kept = json.loads(found) if isinstance(found, str) else {}
            return {str(link): _place(told) for link, told in kept.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep_scroll(self, seller_id: int, places: Mapping[str, Place]) -> None:
        """Remember where a seller's rows were left, by the link of the screen."""
        self._write(f"scroll/{seller_id}", json.dumps(places))

    def _read(self, key: str) -> object:
        return None if self._settings is None else self._settings.value(key)

    def _write(self, key: str, value: object) -> None:
        # Qt would write the file, and wait for the disk, for what stands there already.
        if self._settings is not None and self._settings.value(key) != value:
            self._settings.setValue(key, value)


def _place(told: object) -> Place:
    if not isinstance(told, list):
        raise TypeError("no place")
    current, top, *numbers = told
    first, rest, across = (min(max(int(number), 0), 10**6) for number in numbers)
    return Place(_id(current), _id(top), first, rest, across)


def _id(told: object) -> str | None:
    return told if isinstance(told, str) else None
