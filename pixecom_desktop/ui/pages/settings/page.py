"""Settings: every setting of the catalog under its heading; a change holds and is kept at once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop import __version__
from pixecom_desktop.domain.preferences import DEFAULTS, OF_SELLER, SETTINGS, SettingGroup
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.settings.password import PasswordRow
from pixecom_desktop.ui.pages.settings.row import SettingRow
from pixecom_desktop.ui.pages.settings.seller import SellerCard
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import LINK, QUIET, Button
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.text import label

WIDE = 860


class SettingsPage(Page):
    """The form; `show_setting` leads to one of its lines."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.search = SearchField(tr("Search settings"), "/")
        self.search.setFixedWidth(220)
        self.reset = Button(tr("Reset all"), kind=QUIET)
        self.reset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.reset.setToolTip(tr("Put every setting back as it was made"))
        self.seller = SellerCard(around)
        self.rows: dict[str, SettingRow] = {}
        self.password = PasswordRow(around)
        self._groups: dict[SettingGroup, QWidget] = {}
        self.nothing = label(tr("No setting is called that."), "text2")
        self.clear = Button(tr("Clear the search"), kind=LINK)
        self._scroll = QScrollArea()
        self._lay_out()
        self.search.searched.connect(self.look_for)
        self.search.left.connect(self._leave_search)
        self.clear.clicked.connect(self._clear)
        self.reset.clicked.connect(around.settings.reset)
        around.settings.changed.connect(lambda _keys: self._show_reset())
        around.actions.on("search", self._search)
        self.look_for("")
        self._show_reset()

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.reset, self.search)

    @override
    def refresh(self) -> None:
        self.around.settings.load()
        self.tasks.spawn(self.password.ask(), name="password", failed=lambda _error: None)
        self.counted.emit("", None)

    def look_for(self, text: str) -> None:
        """Show the settings that a text finds; all of them for ""."""
        found = [key for key, row in self.rows.items() if row.is_called(text)]
        for key, row in self.rows.items():
            row.setVisible(key in found)
        has_password = self.password.is_called(text)
        self.password.setVisible(has_password)
        for group, block in self._groups.items():
            is_found = any(SETTINGS[key].group is group for key in found)
            block.setVisible(is_found or (has_password and group is SettingGroup.LOCK))
        self.nothing.setVisible(not found and not has_password)
        self.clear.setVisible(not found and not has_password)
        self.seller.setVisible(not text)

    def show_setting(self, key: str) -> None:
        """Lead to one setting."""
        self._clear()
        row = self.rows.get(key)
        if row is None:
            # One of the settings that each seller has for itself: all of them are shown.
            return
        self._scroll.ensureWidgetVisible(row)
        row.editor.stop().setFocus(Qt.FocusReason.TabFocusReason)

    def _search(self) -> None:
        if self.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    def _leave_search(self) -> None:
        first = next((row for row in self.rows.values() if row.isVisible()), None)
        if first is not None:
            first.editor.stop().setFocus(Qt.FocusReason.TabFocusReason)

    def _clear(self) -> None:
        self.search.clear()
        self.search.show_text("")
        self.look_for("")

    def _show_reset(self) -> None:
        settings = self.around.settings
        self.reset.setEnabled(
            any(
                settings.may_change(key) and settings.values.value(key) != DEFAULTS[key]
                for key in self.rows
            )
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.seller)
        column.addSpacing(12)
        for group in SettingGroup:
            block = self._block(group)
            self._groups[group] = block
            column.addWidget(block)
        column.addWidget(self.nothing)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        about = tr(
            "PixEcom Desktop {version}, on {database}",
            version=__version__,
            database=self.around.backend.database_label,
        )
        column.addWidget(label(about, "text3", "small"))
        holder = QWidget()
        holder.setObjectName("page")
        line = QVBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inside)
        inside.setMaximumWidth(WIDE)
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    def _block(self, group: SettingGroup) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(8)
        column.addWidget(label(tr(group), "text", "section"))
        card = QFrame()
        card.setObjectName("detail")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(0, 4, 0, 4)
        lines.setSpacing(0)
        if group is SettingGroup.LOCK:
            lines.addWidget(self.password)
        seller = self.around.backend.seller.name
        for key, setting in SETTINGS.items():
            is_here = key not in OF_SELLER or not self.around.backend.sellers.is_all
            if setting.group is group and setting.is_shown and is_here:
                row = SettingRow(key, self.around.settings, seller)
                row.setProperty("first", not lines.count())
                self.rows[key] = row
                lines.addWidget(row)
        column.addWidget(card)
        return block
