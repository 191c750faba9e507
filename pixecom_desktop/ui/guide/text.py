"""Shows one chapter: Markdown, rendered by Qt and dressed in the theme.

Links are not followed here: `asked` tells where one leads, and the window goes there.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget
from typing_extensions import override

from pixecom_desktop.ui.guide.book import Chapter, slug
from pixecom_desktop.ui.theme.apply import MONO_FAMILIES, font, tokens_of

WIDE = 760
"""Pixels of a line of text and of a picture, at most."""
MARGIN = 28

_IMAGE = QTextDocument.ResourceType.ImageResource.value
_SIZES = {1: 22, 2: 15, 3: 13}
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class GuideText(QTextBrowser):
    """The page that is read."""

    asked = Signal(str)
    """Where a link leads: "teams.md#roles", or an address of the web."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        # A bar that comes and goes with a chapter's length would change the width as it is shown.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pictures: Mapping[str, QImage] = {}
        self._chapter: Chapter | None = None
        self.anchorClicked.connect(lambda url: self.asked.emit(url.toString()))

    def show_chapter(self, chapter: Chapter) -> None:
        """Show a chapter from its top."""
        self._chapter = chapter
        document = QTextDocument(self)
        document.setMarkdown(chapter.markdown)
        for name in chapter.pictures():
            document.addResource(_IMAGE, QUrl(name), self._scaled(name))
        _dress(document)
        # The one before is this widget's own child, and goes with that.
        self.setDocument(document)
        self.setAccessibleName(chapter.title)

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Stay where one reads while the same chapter is shown anew."""
        bar = self.verticalScrollBar()
        part = bar.value() / max(1, bar.maximum())
        yield
        bar.setValue(round(part * bar.maximum()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_other = event.oldSize().width() != event.size().width()
        if is_other and self._chapter is not None and any(self._chapter.pictures()):
            with self.in_place():
                self.show_chapter(self._chapter)

    def go_to_heading(self, called: str) -> bool:
        """Bring a heading to the top; False where there is none of that slug."""
        for block in _blocks(self.document()):
            if block.blockFormat().headingLevel() and slug(block.text()) == called:
                where = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(where))
                return True
        return False

    def show_words(self, text: str) -> None:
        """Mark the first place of a text's first word, where there is one."""
        words = text.split()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.find(words[0])

    def _scaled(self, name: str) -> QImage:
        found = self.pictures.get(name.rpartition("/")[2], QImage())
        room = min(WIDE, self.viewport().width() - 2 * MARGIN)
        if found.isNull() or room <= 0 or found.width() <= room:
            return found
        ratio = self.devicePixelRatioF()
        wide = min(round(room * ratio), found.width())
        shown = found.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(wide / room)
        return shown


def _dress(document: QTextDocument) -> None:
    """Give headings, tables, code and lines their sizes, distances and colours."""
    tokens = tokens_of()
    document.setDocumentMargin(MARGIN)
    document.setDefaultFont(font(14))
    for block in _blocks(document):
        _dress_block(block)
    cursor = QTextCursor(document)
    for block in _blocks(document):
        for fragment in _fragments(block):
            if fragment.charFormat().fontFixedPitch():
                cursor.setPosition(fragment.position())
                end = fragment.position() + fragment.length()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                code = QTextCharFormat()
                code.setFontFamilies(list(MONO_FAMILIES))
                code.setProperty(QTextCharFormat.Property.FontPixelSize, 13)
                code.setBackground(QColor(tokens.raised))
                cursor.mergeCharFormat(code)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _dress_block(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    level = block.blockFormat().headingLevel()
    form = QTextBlockFormat()
    has_picture = any(one.charFormat().isImageFormat() for one in _fragments(block))
    form.setLineHeight(100 if has_picture else 130, _PROPORTIONAL)
    in_table = cursor.currentTable() is not None
    if level:
        form.setTopMargin(6 if level == 1 else 26)
        form.setBottomMargin(8)
        words = QTextCharFormat()
        words.setFont(font(_SIZES.get(level, 13), QFont.Weight.DemiBold))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(words)
    elif not in_table:
        form.setTopMargin(0)
        form.setBottomMargin(4 if block.textList() is not None else 10)
    cursor.mergeBlockFormat(form)


def _dress_table(table: QTextTable) -> None:
    tokens = tokens_of()
    form = table.format()
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorder(1)
    form.setBorderBrush(QColor(tokens.line2))
    form.setBorderCollapse(True)
    form.setCellPadding(6)
    form.setCellSpacing(0)
    form.setTopMargin(4)
    form.setBottomMargin(14)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints(_widths(table))
    table.setFormat(form)


def _widths(table: QTextTable) -> list[QTextLength]:
    """Return the columns' widths by their longest texts, none of them very narrow."""
    longest = [
        min(max(_length(table, row, column) for row in range(table.rows())), 90)
        for column in range(table.columns())
    ]
    weights = [max(one, 14) for one in longest]
    return [
        QTextLength(QTextLength.Type.PercentageLength, 100 * one / sum(weights)) for one in weights
    ]


def _length(table: QTextTable, row: int, column: int) -> int:
    cell = table.cellAt(row, column)
    return cell.lastCursorPosition().position() - cell.firstCursorPosition().position()


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[Any]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
