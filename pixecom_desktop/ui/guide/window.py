"""The guide's window: chapters at the left, the one that is read at the right.

It stands beside the program's window and stays open while one works; F1 brings it to the chapter of
the page on show. It reads its files off the Qt thread.
"""

import asyncio
from functools import partial

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from pixecom_desktop.ui.guide.book import Book, read
from pixecom_desktop.ui.guide.chapters import FIRST
from pixecom_desktop.ui.guide.text import MARGIN, WIDE, GuideText
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.theme.apply import theme_of
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import IconButton
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.text import label

SIDE = 240
FIRST_SIZE = (SIDE + WIDE + 2 * MARGIN + 12, 820)
_KEY = Qt.ItemDataRole.UserRole


class GuideWindow(QWidget):
    """The guide; `show_chapter` leads to a chapter, before or after its files are read."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self.setObjectName("window")
        self.setWindowTitle(tr("Guide · PixEcom"))
        self.resize(QSize(*FIRST_SIZE).boundedTo(self.screen().availableSize()))
        self.tasks = Tasks()
        self.book = Book()
        self._place = FIRST, ""
        self._past: list[tuple[str, str]] = []
        self._future: list[tuple[str, str]] = []
        self.search = SearchField(tr("Search the guide"), "")
        self.chapters = QListWidget()
        self.chapters.setObjectName("chapters")
        self.chapters.setFrameShape(QFrame.Shape.NoFrame)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.setAccessibleName(tr("Chapters"))
        self.text = GuideText()
        self.back = IconButton("chevron-left", tr("Back"), kind="bare", size=28)
        self.forward = IconButton("chevron-right", tr("Forward"), kind="bare", size=28)
        self.trouble = label("", "bad", "small")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self._lay_out()
        self.search.searched.connect(self._look_for)
        self.search.left.connect(self.chapters.setFocus)
        self.chapters.currentItemChanged.connect(self._chosen)
        self.text.asked.connect(self.follow)
        self.back.clicked.connect(partial(self._step, -1))
        self.forward.clicked.connect(partial(self._step, 1))
        QShortcut(QKeySequence.fromString("Alt+Left"), self, self.back.click)
        QShortcut(QKeySequence.fromString("Alt+Right"), self, self.forward.click)
        QShortcut(QKeySequence.fromString("Ctrl+F"), self, self._search)
        QShortcut(QKeySequence.fromString("Esc"), self, self.close)
        self.wear()

    def wear(self) -> None:
        """Wear the theme in use, in the pictures too."""
        self.tasks.spawn(self._read(), name="guide", failed=self._unread)

    def show_chapter(self, key: str, heading: str = "") -> None:
        """Go to a chapter, and to a heading of it."""
        if (key, heading) != self._place and self.text.document().characterCount() > 1:
            self._past.append(self._place)
            self._future.clear()
        self._go((key, heading))

    def follow(self, link: str) -> None:
        """Go where a link leads: to a chapter, or to the web in the browser."""
        if "://" in link:
            QDesktopServices.openUrl(QUrl(link))
            return
        file, _, heading = link.partition("#")
        self.show_chapter(file.removesuffix(".md") or self._place[0], heading)

    async def _read(self) -> None:
        self.book = await asyncio.to_thread(read, theme_of())
        self.text.pictures = self.book.pictures
        self._list(self.search.text())
        with self.text.in_place():
            self._go(self._place)

    def _unread(self, error: Exception) -> None:
        self.trouble.setText(str(error))
        self.trouble.show()

    def _go(self, place: tuple[str, str]) -> None:
        self._place = key, heading = place
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._future))
        chapter = self.book.chapters.get(key)
        if chapter is None:
            return
        self.text.show_chapter(chapter)
        if heading:
            self.text.go_to_heading(heading)
        self._mark(key)

    def _step(self, direction: int) -> None:
        from_, to = (self._past, self._future) if direction < 0 else (self._future, self._past)
        if from_:
            to.append(self._place)
            self._go(from_.pop())

    def _look_for(self, text: str) -> None:
        self._list(text)
        found = [one.key for one in self.book.found(text)]
        if text and found:
            if self._place[0] not in found:
                self.show_chapter(found[0])
            self.text.show_words(text)

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _list(self, text: str) -> None:
        self.chapters.blockSignals(True)
        self.chapters.clear()
        for chapter in self.book.found(text):
            item = QListWidgetItem(chapter.title)
            item.setData(_KEY, chapter.key)
            self.chapters.addItem(item)
        self.chapters.blockSignals(False)
        self._mark(self._place[0])
        nothing = bool(text) and not self.chapters.count()
        self.trouble.setText(tr("No chapter says that.") if nothing else "")
        self.trouble.setVisible(nothing)

    def _mark(self, key: str) -> None:
        self.chapters.blockSignals(True)
        for row in range(self.chapters.count()):
            if self.chapters.item(row).data(_KEY) == key:
                self.chapters.setCurrentRow(row)
        self.chapters.blockSignals(False)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_chapter(item.data(_KEY))

    def _lay_out(self) -> None:
        side = QWidget()
        side.setObjectName("rail")
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addWidget(self.forward)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self.search)
        column.addWidget(self.trouble)
        column.addWidget(self.chapters, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        self.text.setMaximumWidth(WIDE + 2 * MARGIN + 12)
        row.addWidget(self.text, 1)
        row.addStretch()
