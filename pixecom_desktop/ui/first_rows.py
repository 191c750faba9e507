"""What waits for the first page: the other pages are made one by one once its rows are painted."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from pixecom_desktop.domain.events import Topic
from pixecom_desktop.ui.pages.shelf import Shelf

LONGEST_MS = 1_500
"""The rest waits so long at most for the first page's rows."""
PAINTED_MS = 60
"""So soon after the first rows were told they are on the screen."""
BETWEEN_PAGES_MS = 20

log = logging.getLogger(__name__)


class FirstRows(QObject):
    """`painted`: the first page has been painted with its rows, or takes long."""

    painted = Signal()

    def __init__(self, pages: Callable[[], Shelf], parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._rest = QTimer(self)
        self._rest.setInterval(BETWEEN_PAGES_MS)
        self._rest.timeout.connect(self._make_rest)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._be_ready)

    def begin(self) -> None:
        """Wait for the rows of the page that is shown."""
        self._first.start(LONGEST_MS)

    def come(self) -> None:
        """Take note that rows came; those that are the first are painted in a moment."""
        if self._first.isActive():
            self._first.start(PAINTED_MS)

    def stop(self) -> None:
        """Wait for nothing, make nothing any more."""
        self._first.stop()
        self._rest.stop()

    def _be_ready(self) -> None:
        # `bench_frozen_start` reads from it how long a start took.
        log.info("the first page stands")
        self.painted.emit()
        self._rest.start()

    def _make_rest(self) -> None:
        pages = self._pages()
        before = set(pages.made)
        pages.make_next()
        for key in pages.made.keys() - before:
            pages[key].look(frozenset(Topic))
        if pages.is_whole:
            self._rest.stop()
