"""What a window remembers of the last time: its size, its rail, the screen of each seller.

One small file; where none is given nothing is kept. What cannot be read is as if it were not there.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


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

    def columns(self, seller_id: int) -> tuple[dict[str, int], dict[str, bool]]:
        """Return the widths that columns were dragged to, and which are shown or hidden, by key."""
        found = self._read(f"columns/{seller_id}")
        try:
            kept = json.loads(found) if isinstance(found, str) else {"widths": {}, "shown": {}}
            widths = {str(k): min(max(int(v), 56), 2_000) for k, v in kept["widths"].items()}
            return widths, {str(k): bool(v) for k, v in kept["shown"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            return {}, {}

    def keep_columns(
        self, seller_id: int, widths: Mapping[str, int], shown: Mapping[str, bool]
    ) -> None:
        """Remember the columns of a seller's table."""
        told = json.dumps({"widths": dict(widths), "shown": dict(shown)})
        self._write(f"columns/{seller_id}", told)

    def link(self, seller_id: int) -> str | None:
        """Return the link of the screen that the seller was left on."""
        found = self._read(f"screens/{seller_id}")
        return found if isinstance(found, str) and found else None

    def keep_link(self, seller_id: int, link: str) -> None:
        """Remember the screen of a seller."""
        self._write(f"screens/{seller_id}", link)

    def _read(self, key: str) -> object:
        return None if self._settings is None else self._settings.value(key)

    def _write(self, key: str, value: object) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)
