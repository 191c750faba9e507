"""Takes the rows that are shown out of the program: as an Excel workbook or as CSV.

What you see is what you get: the columns on show, in their order, of the ticked rows, else of all.
The file is written on another thread, and stands there whole or not at all.
"""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.pages.ads_manager.coverage import gaps
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.banner import BannerText
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

EXCEL, CSV = to_translate("Excel workbook (*.xlsx)"), to_translate("CSV file (*.csv)")
BOM = b"\xef\xbb\xbf"
"""Without it Excel takes the CSV's names for another alphabet."""

NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""What some system refuses in the name of a file."""
LONGEST = 80


class Export:
    """Asks where to, then writes. `dialog` is the one that is open."""

    def __init__(self, around: Surroundings, table: AdsTableView, parent: QWidget) -> None:
        self._around = around
        self._table = table
        self._parent = parent
        self.dialog: QFileDialog | None = None

    def ask(self) -> None:
        """Open the dialog that asks for a file."""
        shown = self._shown()
        if shown is None or not len(shown) or not self._table.isVisible():
            self._around.tell(
                ToastText(
                    outcome=Outcome.DONE,
                    title=tr("Nothing to export"),
                    reason=tr("There are no rows on show."),
                )
            )
            return
        from PySide6.QtWidgets import QFileDialog

        what = words.counted(len(shown), shown.query.level)
        dialog = QFileDialog(self._parent.window(), tr("Export {rows}", rows=what))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr(EXCEL), tr(CSV)])
        dialog.setDefaultSuffix("xlsx")
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setDirectory(str(_folder()))
        dialog.selectFile(self._name(shown))
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("csv" if chosen == tr(CSV) else "xlsx")
        )
        dialog.fileSelected.connect(lambda path: self.write(shown, Path(path)))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write(self, table: AdsTable, path: Path) -> None:
        """Write the rows to a file; its ending says which kind."""

        async def work() -> None:
            await asyncio.to_thread(_put, path, table)
            title = tr("{rows} exported", rows=words.counted(len(table), table.query.level))
            self._around.tell(
                _told(title, path, gaps(table, {})),
                ((tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),),
            )

        self._around.acts.tasks.spawn(work(), name="export", failed=self._failed)

    def _shown(self) -> AdsTable | None:
        """Return the ticked rows, else all, as they are sorted, with the columns on show."""
        table = self._table.ticked_table() or self._table.shown_table()
        if table is None:
            return None
        if not self._table.changes_shown():
            table = replace(table, compared=None)
        return replace(table, query=replace(table.query, columns=self._table.column_keys()))

    def _name(self, table: AdsTable) -> str:
        level = place.NOUNS[table.query.level][1].replace(" ", "-")
        days = f" {table.days.since} {table.days.until}" if table.days else ""
        seller = self._around.backend.seller
        name = NOT_IN_A_NAME.sub(" ", seller.name).strip(" .")[:LONGEST].rstrip() or seller.slug
        return f"{name} {level}{days}.xlsx"

    def _closed(self, _result: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _failed(self, error: Exception) -> None:
        self._around.tell(
            ToastText(
                outcome=Outcome.FAILED, title=tr("Nothing was exported"), reason=sentence(error)
            )
        )


def _told(title: str, path: Path, lacking: BannerText | None) -> ToastText:
    """Return what is said of a file: the banner over the table does not go along with it."""
    if lacking is None:
        return ToastText(outcome=Outcome.DONE, title=title, reason=path.name)
    reason = f"{path.name}\n{lacking.lead} {lacking.rest}"
    return ToastText(outcome=Outcome.PARTLY, title=title, reason=reason)


def _folder() -> Path:
    """Return where to begin: the documents, or home where there is no folder for them."""
    places = QStandardPaths.StandardLocation
    documents = Path(QStandardPaths.writableLocation(places.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def _put(path: Path, table: AdsTable) -> None:
    """Write the file, whole or not at all. Raises UserError."""
    from pixecom_desktop.services import export
    from pixecom_desktop.services.sheet import as_xlsx

    is_csv = path.suffix.casefold() == ".csv"
    content = BOM + export.as_csv(table).encode() if is_csv else as_xlsx(table)
    try:
        export.put(path, content)
    except OSError as error:
        raise UserError(
            f"The file could not be written to {path.parent}: {error.strerror or error}."
        ) from error
