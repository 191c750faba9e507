"""The regions of the window, which F6 goes through: rail, header, a page's parts, the status bar.

A region is entered where it was left, else at its first stop. One without anything to stop at, or
out of sight, is passed over.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

LINE = 24
"""Centres within so many pixels from the top stand in one line."""

Parts = Callable[[], Sequence[QWidget]]


class Regions(QObject):
    """Walks over the parts of a window, in the order in which they are given."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(window)
        self._parts = parts
        self._window = window
        self._left: dict[QWidget, QWidget] = {}

    def step(self, by: int) -> None:
        """Put the focus into the next region (1), or the one before (-1)."""
        parts = [one for one in self._parts() if one.isVisible()]
        here = self._here(parts)
        self._left = {one: self._left[one] for one in parts if one in self._left}
        if here is not None:
            self._left[parts[here]] = self._window.focusWidget()
        start = here if here is not None else (-1 if by > 0 else 0)
        for turn in range(1, len(parts) + 1):
            stop = self._stop(parts[(start + turn * by) % len(parts)])
            if stop is not None:
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _here(self, parts: Sequence[QWidget]) -> int | None:
        focused = self._window.focusWidget()
        around = [place for place, one in enumerate(parts) if _holds(one, focused)]
        # A bar that floats over the table is a part of it: the innermost region is meant.
        return max(around, key=lambda place: _depth(parts[place]), default=None)

    def _stop(self, region: QWidget) -> QWidget | None:
        left = self._left.get(region)
        if left is not None and region.isAncestorOf(left) and _takes_focus(left):
            return left
        return first_stop(region)


def first_stop(region: QWidget) -> QWidget | None:
    """Return what the keyboard reaches first in a region, None where there is nothing."""
    proxy = region.focusProxy()
    if proxy is not None or _takes_focus(region):
        return proxy or region
    # Never by `nextInFocusChain`: PySide takes each answer for a child of the one that was asked.
    stops = [one for one in region.findChildren(QWidget) if _takes_focus(one)]
    return min(stops, key=lambda one: _read_at(region, one), default=None)


def _read_at(region: QWidget, widget: QWidget) -> tuple[int, int]:
    """Return where a widget comes as one reads: its line from the top, then from the left."""
    centre = widget.mapTo(region, widget.rect().center())
    return centre.y() // LINE, centre.x()


def _holds(region: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (region is focused or region.isAncestorOf(focused))


def _takes_focus(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return takes_tab and widget.isVisible() and widget.isEnabled()


def _depth(widget: QWidget) -> int:
    depth, parent = 0, widget.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return depth
