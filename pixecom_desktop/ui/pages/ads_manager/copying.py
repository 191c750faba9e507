"""Copies cells, rows and ids: as text anywhere, and so that a spreadsheet takes each as it is.

Rows go as TSV in which no text can be run as a formula. A cell and an id go letter for letter;
beside them stands the same as a table of text cells, which a spreadsheet prefers: it neither rounds
an id of 18 digits nor runs a name that begins with an equals sign.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from pixecom_desktop.domain.query import AdsTable
from pixecom_desktop.domain.text import is_formula
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.toast import Outcome, Tell, ToastText

_AS_TEXT = "<td style=\"mso-number-format:'\\@'\">{}</td>"


class Copying:
    """Fills the clipboard and says with what. `only` is the row of a menu, None: what is picked."""

    def __init__(self, table: AdsTableView, tell: Tell) -> None:
        self._table = table
        self._tell = tell

    def rows(self, only: str | None) -> None:
        """Copy rows under their header."""
        text, table = self._table.tsv(only=only), self._table.table()
        if text and table is not None:
            QGuiApplication.clipboard().setText(text)
            count = text.rstrip("\n").count("\n")
            self._say(tr("{rows} copied", rows=words.counted(count, table.query.level)))

    def rows_alone(self, only: str | None) -> None:
        """Copy rows for a spreadsheet that has its header already."""
        text = self._table.tsv(header=False, only=only)
        if text:
            QGuiApplication.clipboard().setText(text)
            one, many = "{n} row copied without header", "{n} rows copied without header"
            self._say(plural(text.count("\n"), one, many))

    def ids(self, picked: AdsTable) -> None:
        """Copy the rows' ids, one a line; a draft has none yet."""
        ids = [str(one) for one in picked.text["external_id"].tolist() if one is not None]
        if ids:
            _put(ids)
            self._say(plural(len(ids), "{n} id copied", "{n} ids copied"))
        else:
            self._say(tr("Nothing to copy: Meta has given no id yet"))

    def cell(self) -> None:
        """Copy the cell that the menu was opened over."""
        found = self._table.asked_cell()
        if found is not None:
            label, text = found
            if is_formula(text):
                _put([text])
            else:
                QGuiApplication.clipboard().setText(text)
            self._say(tr("{column} copied", column=label))

    def _say(self, title: str) -> None:
        self._tell(ToastText(outcome=Outcome.DONE, title=title))


def _put(texts: Sequence[str]) -> None:
    data = QMimeData()
    data.setText("\n".join(texts))
    cells = "".join(f"<tr>{_AS_TEXT.format(escape(text))}</tr>" for text in texts)
    data.setHtml(f"<table>{cells}</table>")
    QGuiApplication.clipboard().setMimeData(data)
