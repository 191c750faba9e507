"""What the program says of itself: its version, and the diagnostics before they are saved."""

import platform

from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop import __version__
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.theme.apply import tokens_of
from pixecom_desktop.ui.theme.icons import pixmap
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, PRIMARY, Button
from pixecom_desktop.ui.widgets.text import label

LOGO = 48


def drawn_by() -> dict[str, str]:
    """Return names and versions of what draws the window."""
    screen = QGuiApplication.primaryScreen()
    size, ratio = screen.size(), screen.devicePixelRatio()
    return {
        "Qt": QLibraryInfo.version().toString(),
        "Drawn by": QGuiApplication.platformName(),
        "Screen": f"{size.width()} x {size.height()}, {ratio:g} pixels a point",
    }


class AboutSheet(Sheet):
    """Version, what it runs on, and the ways to news and licences."""

    def __init__(self, window: QWidget, database: str) -> None:
        super().__init__(window, tr("About PixEcom"), width=SMALL)
        logo = label()
        logo.setPixmap(pixmap("app", tokens_of().accent, LOGO, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("PixEcom Desktop"), "text", "title"))
        words.addWidget(label(tr("Version {version}", version=__version__), "text2"))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(logo, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.body.addLayout(line)
        for text in (
            tr("Works on {database}", database=database),
            tr(
                "Python {python} · Qt {qt}",
                python=platform.python_version(),
                qt=QLibraryInfo.version().toString(),
            ),
            tr("Qt is used under the LGPL, version 3: its libraries may be replaced."),
        ):
            told = label(text, "text2", "small")
            told.setWordWrap(True)
            self.body.addWidget(told)
        links = QHBoxLayout()
        self.news = Button(tr("What's new"), kind=LINK)
        self.licences = Button(tr("Licences"), kind=LINK)
        links.addWidget(self.news)
        links.addWidget(self.licences)
        links.addStretch()
        self.body.addLayout(links)
        for button in (self.news, self.licences):
            button.clicked.connect(self.dismiss)
        self.add_button(tr("Close"), kind=PRIMARY)


class DiagnosticsSheet(Sheet):
    """The report, to be read before it is saved. `accepted` means: save it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, tr("Save diagnostics"))
        said = label(
            tr(
                "This is all that the file will hold. Nothing is sent anywhere; look through it "
                "before you hand it on: the log may name accounts and campaigns."
            ),
            "text2",
        )
        said.setWordWrap(True)
        self.text = QPlainTextEdit()
        self.text.setObjectName("report")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Diagnostics"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(min(420, window.height() - 260))
        self.text.setPlainText(tr("Gathering ..."))
        self.body.addWidget(said)
        self.body.addWidget(self.text, 1)
        self.copy = self.add_button(tr("Copy"))
        self.copy.clicked.connect(self._copy)
        self.save = self.add_button(tr("Save ..."), kind=PRIMARY)
        self.copy.setEnabled(False)
        self.save.setEnabled(False)

    def show_report(self, report: str) -> None:
        """Show the gathered report; from here on it can be saved."""
        self.text.setPlainText(report)
        self.copy.setEnabled(True)
        self.save.setEnabled(True)

    def show_trouble(self, sentence: str) -> None:
        """Say why there is no report."""
        self.text.setPlainText(sentence)

    @property
    def report(self) -> str:
        """Return what is shown."""
        return self.text.toPlainText()

    @override
    def first_stop(self) -> QWidget | None:
        return self.text

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
