"""Saved views over the table: one is on show, changed or not; it is kept, renamed, taken away.

The view on show is a name for where one is, never a cage: whatever is changed marks it "edited"
until it is updated or discarded.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.views import SavedView, applied, differs, named
from pixecom_desktop.ui.pages.ads_manager.columns import ColumnChoice
from pixecom_desktop.ui.pages.ads_manager.kept_views import KeptViews
from pixecom_desktop.ui.pages.ads_manager.loader import Loader
from pixecom_desktop.ui.pages.ads_manager.view_words import ALL, pick_of, title
from pixecom_desktop.ui.pages.base import Surroundings
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.widgets.buttons import QUIET, Button
from pixecom_desktop.ui.widgets.palette_results import Entry, Group
from pixecom_desktop.ui.widgets.rule_words import RuleWords

if TYPE_CHECKING:
    from pixecom_desktop.ui.dialogs.confirm import Confirm
    from pixecom_desktop.ui.dialogs.name import NameSheet
    from pixecom_desktop.ui.widgets.views_popover import ViewsPopover

LONGEST = 28


class SavedViews(QObject):
    """The button, its menu, and what they do.

    `words` is asked for how rules are written; the `loader` asks for the rows.
    """

    chosen = Signal(object)
    """AdsQuery: where a view leads."""

    def __init__(
        self,
        around: Surroundings,
        columns: ColumnChoice,
        tasks: Tasks,
        loader: Loader,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._columns = columns
        self._page = parent
        self._query = AdsQuery()
        self.kept = KeptViews(around, tasks, self)
        self.kept.changed.connect(self._show)
        self._loader = loader
        self.words: Callable[[], RuleWords] = RuleWords
        self._who = around.backend.seller.id, around.backend.scope.user_id
        self.current = around.keep.view(*self._who)
        self.popover: ViewsPopover | None = None
        self.menu: QMenu | None = None
        self.sheet: NameSheet | Confirm | None = None
        self.button = Button(" ", kind=QUIET, mark="bookmark")
        self.button.clicked.connect(self.open)
        around.actions.on("views", self.open)
        around.actions.on("view_next", self.next)
        self._show()

    @property
    def known(self) -> tuple[SavedView, ...]:
        """Return all views, the one without filters first."""
        return (ALL, *self.kept.views)

    @property
    def view(self) -> SavedView:
        """Return the view that is on show, changed or not."""
        return next((one for one in self.known if one.key == self.current), ALL)

    @property
    def is_edited(self) -> bool:
        """Tell whether what is on show is no longer what the view says."""
        view = self.view
        if differs(view, self._query):
            return True
        now = self._columns.layout()
        is_laid = not view.is_built_in and (
            (view.layout.density and view.layout.density != now.density)
            or (view.layout.widths and dict(view.layout.widths) != dict(now.widths))
        )
        return bool(is_laid)

    def begin(self, *, at_default: bool) -> None:
        """Read the views; `at_default`: nothing was restored, so the default one is shown."""
        self.kept.do(self._begin(at_default))

    def find(self) -> None:
        """Name what is on show anew: one came from elsewhere, by a link or by the way back.

        The view stays where it is still what it says, or where no other one is.
        """
        # At the start the user's own views are still to be read.
        if self.view.key == self.current and self.is_edited:
            fits = (one for one in self.known if not differs(one, self._query))
            self._mark(next(fits, self.view).key)

    def show_query(self, query: AdsQuery) -> None:
        """Take note of what is on show."""
        self._query = query
        self._show()

    def choose(self, view: SavedView) -> None:
        """Show a view."""
        self._mark(view.key)
        if not view.is_built_in:
            self._columns.use(view.layout)
        self.chosen.emit(applied(view, self._query) if view.key else view.query)

    def next(self) -> None:
        """Show the next view, after the last the first."""
        keys = [one.key for one in self.known]
        place = keys.index(self.view.key)
        self.choose(self.known[(place + 1) % len(keys)])

    def entries(self) -> list[Entry]:
        """Return what the command palette offers: each view."""
        return [
            Entry(
                group=Group.VIEWS, title=title(one), icon="bookmark", act=partial(self.choose, one)
            )
            for one in self.known
        ]

    def open(self) -> None:
        """Open the menu, or shut it where it is open."""
        from pixecom_desktop.ui.widgets.views_popover import ViewsPopover

        if self.popover is None:
            self.popover = ViewsPopover(self._page.window())
            self.popover.picked.connect(self._picked)
            self.popover.more_asked.connect(self._open_menu)
            self.popover.update_view.clicked.connect(self.update)
            self.popover.save.clicked.connect(self.save_as)
            self.popover.discard.clicked.connect(self.discard)
        if self.popover.isVisible():
            self.popover.shut()
            return
        self._fill()
        self.popover.open_at(self.button)
        self.kept.do(self.kept.read())

    def update(self) -> None:
        """Keep what is on show as the view that it came from."""
        self._shut()
        view = self.view
        if view.is_mine and not view.is_built_in:
            self.kept.do(self._save(view.name), tr("“{name}” updated", name=view.name))

    def discard(self) -> None:
        """Go back to what the view says."""
        self._shut()
        self.choose(self.view)

    def save_as(self) -> None:
        """Ask for a name, and keep what is on show under it."""
        from pixecom_desktop.ui.dialogs.name import NameSheet

        self._shut()
        window = self._page.window()
        asked = NameSheet(window, tr("Save as a view"), tr("Save view"), "", self._new_name)

        def save() -> None:
            self.kept.do(self._save(asked.name), tr("“{name}” saved", name=asked.name))

        self._ask(asked, save)

    def rename(self, view: SavedView) -> None:
        """Ask for another name."""
        from pixecom_desktop.ui.dialogs.name import NameSheet

        self._shut()

        def check(text: str) -> str:
            return view.name if named(text) == view.name else self._new_name(text)

        asked = NameSheet(
            self._page.window(), tr("Rename the view"), tr("Rename"), view.name, check
        )
        self._ask(asked, lambda: self.kept.do(self.kept.rename(view.key, asked.name)))

    def remove(self, view: SavedView) -> None:
        """Ask, then take a view away."""
        from pixecom_desktop.ui.dialogs.confirm import Confirm

        self._shut()
        asked = Confirm(
            self._page.window(),
            tr("Delete the view “{name}”?", name=view.name),
            tr("Its filters stay on show; only the view is gone. No campaign is touched."),
            tr("Delete"),
        )
        self._ask(asked, lambda: self.kept.do(self._remove(view)))

    def make_default(self, view: SavedView) -> None:
        """Start with this view, or with none where it is the one already."""
        self.kept.do(self.kept.start_with("" if view.key == self.kept.default else view.key))

    # What the menu asks for.

    def _picked(self, key: str) -> None:
        self._shut()
        self.choose(next(one for one in self.known if one.key == key))

    def _open_menu(self, key: str, corner: QPoint) -> None:
        view = next(one for one in self.known if one.key == key)
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_start = key == self.kept.default
        start = menu.addAction(tr("Open at start"))
        start.setCheckable(True)
        start.setChecked(is_start)
        start.triggered.connect(lambda _on: self.make_default(view))
        if view.is_mine and not view.is_built_in:
            menu.addAction(tr("Rename")).triggered.connect(lambda: self.rename(view))
            menu.addAction(tr("Delete")).triggered.connect(lambda: self.remove(view))
        self.menu = menu
        menu.popup(corner)

    def _new_name(self, text: str) -> str:
        name = named(text)
        if name.casefold() in {title(one).casefold() for one in self.known if one.is_mine}:
            raise UserError(tr("There is a view “{name}” already.", name=name))
        return name

    def _ask(self, sheet: "NameSheet | Confirm", then: Callable[[], None]) -> None:
        self.sheet = sheet
        sheet.accepted.connect(then)
        sheet.open()

    async def _begin(self, at_default: bool) -> None:
        if not at_default:
            # They only name what is on show: the rows go first.
            await self._loader.rested()
        await self.kept.read()
        start = next((one for one in self.known if one.key and one.key == self.kept.default), None)
        untouched = self._query == self._columns.own(AdsQuery(), self._query)
        if at_default and start is not None and untouched:
            self.choose(start)

    async def _save(self, name: str) -> None:
        view = SavedView(key="", name=name, query=self._query, layout=self._columns.layout())
        self._mark(await self.kept.save(view))

    async def _remove(self, view: SavedView) -> None:
        await self.kept.remove(view.key)
        if self.current == view.key:
            self._mark("")

    # Showing.

    def _mark(self, key: str) -> None:
        self.current = key
        self._around.keep.keep_view(*self._who, key)
        self._show()

    def _show(self) -> None:
        view, edited = self.view, self.is_edited
        name = title(view)
        short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
        words = f"{short} · {tr('edited')}" if edited and view.key else short
        if not view.key and edited:
            words = tr("Views")
        self.button.setText(" " + words.replace("&", "&&"))
        told = f"{name}, {tr('edited')}" if edited else name
        self.button.setAccessibleName(tr("Saved view: {name}", name=told))
        self.button.updateGeometry()
        if self.popover is not None and self.popover.isVisible():
            self._fill()

    def _fill(self) -> None:
        if self.popover is None:
            return
        view, edited, words = self.view, self.is_edited, self.words()
        picks = [
            pick_of(
                one,
                words,
                current=view.key,
                edited=edited and bool(view.key),
                default=self.kept.default,
            )
            for one in self.known
        ]
        is_own = view.is_mine and not view.is_built_in
        self.popover.show_views(picks, title(view), edited=edited, own=is_own)

    def _shut(self) -> None:
        if self.popover is not None:
            self.popover.shut()
