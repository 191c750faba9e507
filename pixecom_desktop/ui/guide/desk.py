"""Opens what the window offers as help: the guide, what is new, about, the diagnostics."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from pixecom_desktop import __version__
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui.actions import Actions
from pixecom_desktop.ui.backend import Backend
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.guide.chapters import FIRST, KEYS, LICENCES, OF_PAGE, WHATS_NEW
from pixecom_desktop.ui.keep import Keep
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from pixecom_desktop.ui.guide.sheets import AboutSheet, DiagnosticsSheet
    from pixecom_desktop.ui.guide.window import GuideWindow


class Desk:
    """`page` tells which page is on show. `guide` is the guide's window once it was opened."""

    def __init__(
        self, window: QMainWindow, backend: Backend, page: Callable[[], str], tell: Tell
    ) -> None:
        self._window = window
        self._backend = backend
        self._page = page
        self._tell = tell
        self.tasks = Tasks()
        self.guide: GuideWindow | None = None
        self.sheet: AboutSheet | DiagnosticsSheet | None = None
        self.dialog: QFileDialog | None = None

    def connect(self, registry: Actions) -> None:
        """Do what the actions of the help group say."""
        registry.on("guide", lambda: self.open(OF_PAGE.get(self._page(), FIRST)))
        registry.on("keys", lambda: self.open(KEYS))
        registry.on("news", lambda: self.open(WHATS_NEW))
        registry.on("about", self._about)
        registry.on("diagnostics", self._diagnose)

    def open(self, chapter: str) -> None:
        """Bring the guide forward, at a chapter."""
        from pixecom_desktop.ui.guide.window import GuideWindow

        if self.guide is None:
            self.guide = GuideWindow(self._window)
        self.guide.show_chapter(chapter)
        self.guide.show()
        self.guide.raise_()
        self.guide.activateWindow()

    def tell_news(self, keep: Keep) -> None:
        """Offer what is new, once after the program was updated; never at the very first start."""
        before = keep.version()
        keep.keep_version(__version__)
        if before is not None and before != __version__:
            title = tr("PixEcom was updated to {version}", version=__version__)
            self._tell(
                ToastText(outcome=Outcome.DONE, title=title),
                ((tr("What's new"), lambda: self.open(WHATS_NEW)),),
            )

    def wear(self) -> None:
        """Wear the theme in use."""
        if self.guide is not None:
            self.guide.wear()

    async def close_down(self) -> None:
        """Close what is open, and read no more."""
        if self.guide is not None:
            self.guide.close()
            await self.guide.tasks.close()
        await self.tasks.close()

    def _about(self) -> None:
        from pixecom_desktop.ui.guide.sheets import AboutSheet

        self.sheet = sheet = AboutSheet(self._window, self._backend.database_label)
        sheet.news.clicked.connect(lambda: self.open(WHATS_NEW))
        sheet.licences.clicked.connect(lambda: self.open(LICENCES))
        sheet.open()

    def _diagnose(self) -> None:
        from pixecom_desktop.ui.guide.sheets import DiagnosticsSheet, drawn_by

        self.sheet = sheet = DiagnosticsSheet(self._window)
        sheet.accepted.connect(lambda: self._ask_where(sheet.report))

        async def gather() -> None:
            sheet.show_report(await self._backend.diagnostics(drawn_by()))

        work = self.tasks.spawn(
            gather(), name="diagnostics", failed=lambda error: sheet.show_trouble(sentence(error))
        )
        if work is not None:
            sheet.dismissed.connect(work.cancel)
        sheet.open()

    def _ask_where(self, report: str) -> None:
        from PySide6.QtCore import QStandardPaths
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, tr("Save diagnostics"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("md")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        folder = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(folder))
        dialog.selectFile(f"pixecom-diagnostics-{self._backend.clock.now():%Y-%m-%d}.md")
        dialog.fileSelected.connect(lambda path: self.save(report, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def save(self, report: str, path: Path) -> None:
        """Write the report to a file, on another thread."""

        async def work() -> None:
            await asyncio.to_thread(_put, path, report)
            self._tell(
                ToastText(outcome=Outcome.DONE, title=tr("Diagnostics saved"), reason=path.name), ()
            )

        self.tasks.spawn(work(), name="diagnostics", failed=self._failed)

    def _failed(self, error: Exception) -> None:
        title = tr("The diagnostics were not saved")
        self._tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)), ())


def _put(path: Path, report: str) -> None:
    """Write beside the file first: a full disk leaves no half of one. Raises UserError."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(report, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise UserError(
            f"The file could not be written to {path.parent}: {error.strerror or error}."
        ) from error
