"""The rename dialog: find and replace in the names of rows, each new name shown before it is sent.

Of one row the whole name is edited.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.actions import Rename
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import CommandRefused
from pixecom_desktop.domain.subjects import Subject
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui.dialogs.sheet import Sheet
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import PRIMARY
from pixecom_desktop.ui.widgets.check_box import CheckBox
from pixecom_desktop.ui.widgets.fields import text_field
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.text import label

COLUMNS = (ListColumn(label="Name"), ListColumn(label="New name", width=320))


class RenameSheet(Sheet):
    """`command` is what was asked for, None where it changes nothing."""

    def __init__(self, window: QWidget, subjects: Sequence[Subject], level: Level) -> None:
        super().__init__(window, tr("Rename {rows}", rows=words.counted(len(subjects), level)))
        self._subjects = tuple(subjects)
        self._one = len(subjects) == 1
        self.command: Rename | None = None
        self.wanted = text_field(tr("Find"))
        self.replace = text_field(tr("Name" if self._one else "Replace with"))
        self.case = CheckBox(tr("Match case"))
        self.case.setChecked(True)
        self.listing = Listing(tr("Names before and after"), COLUMNS)
        line = QHBoxLayout()
        line.setSpacing(8)
        if not self._one:
            line.addWidget(label(tr("Find"), "text2", "label"))
            line.addWidget(self.wanted, 1)
            line.addWidget(label(tr("Replace with"), "text2", "label"))
        line.addWidget(self.replace, 1)
        if not self._one:
            line.addWidget(self.case)
        self.body.addLayout(line)
        self.body.addWidget(self.listing)
        if self._one:
            self.replace.setText(self._subjects[0].standing.name)
            self.replace.selectAll()
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.go = self.add_button(tr("Rename"), kind=PRIMARY)
        self.wanted.textChanged.connect(self._show)
        self.replace.textChanged.connect(self._show)
        self.case.toggled.connect(self._show)
        self._show()
        self.listing.setFixedHeight(self.listing.wanted_height(8))

    @override
    def first_stop(self) -> QWidget | None:
        return self.replace if self._one else self.wanted

    @override
    def may_accept(self) -> bool:
        return self.command is not None

    def _show(self) -> None:
        find = "" if self._one else self.wanted.text()
        asked = None
        if find or self._one:
            asked = Rename(
                find=find, replace_with=self.replace.text(), match_case=self.case.isChecked()
            )
        rows, changed = [], 0
        for subject in self._subjects:
            row, is_changed = _row(subject, asked)
            rows.append(row)
            changed += is_changed
        self.listing.show_rows(rows)
        self.command = asked if changed else None
        self.go.setEnabled(bool(changed))
        self.go.setText(tr("Rename {count}", count=f"{changed:,}") if changed else tr("Rename"))


def _row(subject: Subject, asked: Rename | None) -> tuple[Row, bool]:
    old = ListCell(text=subject.standing.name, tone="text2")
    if asked is None:
        return (old, ListCell(text="")), False
    try:
        name = asked.wanted(subject).name
    except CommandRefused as error:
        return (old, ListCell(text=tr(str(error)), tone="warn", mark="info", tag=True)), False
    is_changed = name != subject.standing.name
    return (
        old,
        ListCell(text=name if is_changed else tr("Stays"), tone="text" if is_changed else "text3"),
    ), is_changed
