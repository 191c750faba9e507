"""Links campaigns with one sellpage or strategy: found by typing, chosen by Enter or a click."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from pixecom_desktop.domain.campaigns import MOST
from pixecom_desktop.domain.homes import Home, HomeKind, HomeQuery
from pixecom_desktop.ui.dialogs.sheet import SMALL, Sheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.keepers import HomeKeeper
from pixecom_desktop.ui.pages.homes.words import WORDS
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.search_field import SearchField
from pixecom_desktop.ui.widgets.text import label

NONE = "none"
_FORWARDED = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PickHome(Sheet):
    """`home` is what was chosen, None for none at all."""

    def __init__(self, window: QWidget, kind: HomeKind, homes: HomeKeeper, campaigns: int) -> None:
        self._words = WORDS[kind]
        super().__init__(window, self._words.link_title(campaigns), width=SMALL + 80)
        self._kind = kind
        self._homes = homes
        self._offered: dict[str, Home] = {}
        self._answered: str | None = None
        self.home: Home | None = None
        self.tasks = Tasks()
        self.finder = SearchField(tr(self._words.search), "")
        self.list = PickList()
        self.list.setAccessibleName(tr(self._words.several))
        self.message = label(tr("Loading choices"), "text2", "small")
        self.message.setWordWrap(True)
        self.body.addWidget(self.finder)
        self.body.addWidget(self.list)
        self.body.addWidget(self.message)
        self.list.setFixedHeight(41 * 6 + 2)
        self.add_button(tr("Cancel")).clicked.connect(self.dismiss)
        self.finder.installEventFilter(self)
        self.finder.searched.connect(lambda _text: self._ask())
        self.list.picked.connect(self._pick)
        self._ask()

    @override
    def _shut(self) -> None:
        self.tasks.stop()
        super()._shut()

    @override
    def first_stop(self) -> QWidget | None:
        return self.finder

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.finder
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and (event.key() in _FORWARDED or (event.key() in _ENTER and self._is_answered()))
        ):
            return self.list.take_key(event)
        return super().eventFilter(watched, event)

    def _is_answered(self) -> bool:
        """Tell whether the list is what the field asks for: else Enter searches."""
        return self._answered == self.finder.text().strip()

    def _ask(self) -> None:
        self.tasks.spawn(self._offer(self.finder.text()), name="choices", failed=self._failed)

    async def _offer(self, text: str) -> None:
        page = await self._homes.page(self._kind, HomeQuery(search=text, limit=MOST))
        if text != self.finder.text():
            return
        self._answered = text.strip()
        self._offered = {str(home.id): home for home in page.rows}
        picks = [
            Pick(value=str(home.id), title=home.name, note=home.about or " ") for home in page.rows
        ]
        if not text.strip():
            none = tr("Take the link off")
            picks.append(Pick(value=NONE, title=tr("None"), note=none))
        self.list.show_picks(picks)
        shown = plural(len(page.rows), "{n} shown", "{n} shown")
        more = tr("{shown}: type to find others.", shown=shown) if page.next else ""
        nothing = tr("Nothing here matches “{text}”.", text=text.strip()) if not picks else ""
        self.message.setText(more or nothing)

    def _pick(self, value: str) -> None:
        self.home = self._offered.get(value)
        self._accept()

    def _failed(self, error: Exception) -> None:
        self.message.setText(sentence(error))
