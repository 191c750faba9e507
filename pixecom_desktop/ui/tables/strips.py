"""Keeps the rows in sight as pictures: one that looks as it did is copied instead of painted.

Where a pixel of the table is no whole number of the screen's, a picture would be blurred: there
every row is painted.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

Said = tuple[object, ...]
"""All that a picture shows of its row; objects that are equal look the same."""


class Frame(NamedTuple):
    """What the pictures of all rows share: their size, and all that they are painted with."""

    width: int
    height: int
    dpr: float
    looks: Said


class Strips:
    """Pictures of rows by their numbers, painted in one frame."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._last: Frame | None = None
        self._kept: dict[int, tuple[Said, QPixmap]] = {}
        self._free: list[QPixmap] = []

    def begin(self, frame: Frame, shown: range) -> bool:
        """Tell whether rows are worth a picture, and let go of those that are out of sight.

        They are where a frame comes again: not while columns move, nor where a part is painted.
        """
        if frame != self._frame:
            comes_again, self._last = frame == self._last, frame
            if not comes_again or not frame.dpr.is_integer():
                return False
            self._frame, self._kept, self._free = frame, {}, []
        elif len(shown) > 1:
            gone = [row for row in self._kept if row not in shown]
            self._free += [self._kept.pop(row)[1] for row in gone]
            del self._free[len(shown) :]
        return True

    def show(
        self, painter: QPainter, row: int, top: int, said: Said, paint: Callable[[QPainter], None]
    ) -> None:
        """Copy a row to where it stands; `paint` paints its picture where it is not kept."""
        kept = self._kept.get(row)
        if kept is not None and kept[0] == said:
            picture = kept[1]
        else:
            picture = kept[1] if kept is not None else self._canvas()
            inner = QPainter(picture)
            paint(inner)
            inner.end()
            self._kept[row] = said, picture
        painter.drawPixmap(0, top, picture)

    def _canvas(self) -> QPixmap:
        if self._free:
            return self._free.pop()
        assert self._frame is not None  # noqa: S101 - rows are shown after begin() said so
        width, height, dpr, _ = self._frame
        picture = QPixmap(round(width * dpr), round(height * dpr))
        picture.setDevicePixelRatio(dpr)
        # Letters are smoothed by what they stand on: it has to be opaque from the start.
        picture.fill(Qt.GlobalColor.white)
        return picture
