"""Every action of the window: one line each with its key, name, group and shortcuts.

Menus, tooltips, the palette and the guide's chapter of keys are made from this registry and from
nothing else. To add an action, add a line to `ACTIONS` and connect it where it is done.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum

from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.ui.translate import to_translate, tr


class Group(StrEnum):
    """Under which heading an action stands in menus and help."""

    APP = to_translate("PixEcom")
    VIEW = to_translate("View")
    TABLE = to_translate("Table")
    GO = to_translate("Go to")
    HELP = to_translate("Help")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """One action; `shortcuts` in Qt's portable spelling (Ctrl is Cmd on macOS)."""

    key: str
    name: str
    group: Group
    shortcuts: tuple[str, ...] = ()
    in_table: bool = False
    """True: the shortcut works while the page of the table has the focus."""
    on_rows: bool = False
    """True: the shortcut works only while the table itself has the focus."""


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(key="palette", name="Find anything", group=Group.APP, shortcuts=("Ctrl+K",)),
    ActionSpec(key="sync", name="Sync now", group=Group.APP, shortcuts=("F5", "Ctrl+R")),
    ActionSpec(key="dates", name="Choose dates", group=Group.VIEW, shortcuts=("Ctrl+D",)),
    ActionSpec(
        key="compare",
        name="Compare with other days",
        group=Group.VIEW,
        shortcuts=("Ctrl+Shift+D",),
    ),
    ActionSpec(key="chart", name="Show or hide the chart", group=Group.VIEW, shortcuts=("Ctrl+J",)),
    ActionSpec(
        key="details",
        name="Show or hide the row's details",
        group=Group.TABLE,
        shortcuts=("Ctrl+Return", "Ctrl+Enter"),
        in_table=True,
    ),
    ActionSpec(key="search", name="Search", group=Group.VIEW, shortcuts=("/", "Ctrl+F")),
    ActionSpec(
        key="clear_filters",
        name="Clear all filters",
        group=Group.VIEW,
        shortcuts=("Ctrl+Shift+F",),
    ),
    ActionSpec(
        key="rail", name="Collapse or expand the rail", group=Group.VIEW, shortcuts=("Ctrl+B",)
    ),
    ActionSpec(key="region_next", name="Next region", group=Group.VIEW, shortcuts=("F6",)),
    ActionSpec(
        key="region_back", name="Previous region", group=Group.VIEW, shortcuts=("Shift+F6",)
    ),
    ActionSpec(key="level_next", name="Next level", group=Group.VIEW, shortcuts=("Ctrl+PgDown",)),
    ActionSpec(key="level_back", name="Previous level", group=Group.VIEW, shortcuts=("Ctrl+PgUp",)),
    ActionSpec(key="columns", name="Choose columns", group=Group.TABLE),
    ActionSpec(key="density_compact", name="Rows: compact", group=Group.VIEW),
    ActionSpec(key="density_default", name="Rows: as usual", group=Group.VIEW),
    ActionSpec(
        key="density_comfortable",
        name="Rows: comfortable, with the ad account",
        group=Group.VIEW,
    ),
    ActionSpec(
        key="sort",
        name="Sort rows by",
        group=Group.TABLE,
        shortcuts=("S",),
        on_rows=True,
    ),
    ActionSpec(key="back", name="Back", group=Group.VIEW, shortcuts=("Alt+Left", "Back")),
    ActionSpec(key="forward", name="Forward", group=Group.VIEW, shortcuts=("Alt+Right", "Forward")),
    ActionSpec(key="up", name="Go up", group=Group.TABLE, shortcuts=("Backspace",), in_table=True),
    ActionSpec(
        key="copy", name="Copy rows", group=Group.TABLE, shortcuts=("Ctrl+C",), in_table=True
    ),
    ActionSpec(
        key="copy_plain",
        name="Copy rows without header",
        group=Group.TABLE,
        shortcuts=("Ctrl+Alt+C",),
        in_table=True,
    ),
    ActionSpec(
        key="link", name="Copy link to this view", group=Group.VIEW, shortcuts=("Ctrl+Shift+C",)
    ),
    ActionSpec(key="views", name="Saved views", group=Group.VIEW),
    ActionSpec(
        key="view_next", name="Next saved view", group=Group.VIEW, shortcuts=("Ctrl+Shift+L",)
    ),
    ActionSpec(key="pause", name="Pause", group=Group.TABLE, shortcuts=("P",), on_rows=True),
    ActionSpec(key="activate", name="Activate", group=Group.TABLE, shortcuts=("A",), on_rows=True),
    ActionSpec(key="budget", name="Edit budget", group=Group.TABLE, shortcuts=("B",), on_rows=True),
    ActionSpec(key="rename", name="Rename", group=Group.TABLE, shortcuts=("F2",), on_rows=True),
    ActionSpec(key="archive", name="Archive", group=Group.TABLE),
    ActionSpec(key="new_draft", name="New draft", group=Group.TABLE, shortcuts=("Ctrl+N",)),
    ActionSpec(key="edit_draft", name="Edit draft", group=Group.TABLE),
    ActionSpec(key="link_sellpage", name="Link to sellpage", group=Group.TABLE),
    ActionSpec(key="link_strategy", name="Link to strategy", group=Group.TABLE),
    ActionSpec(key="export", name="Export", group=Group.TABLE, shortcuts=("Ctrl+E",)),
    ActionSpec(key="in_meta", name="Open in Meta Ads Manager", group=Group.TABLE),
    ActionSpec(key="copy_id", name="Copy id", group=Group.TABLE),
    ActionSpec(key="undo", name="Undo last change", group=Group.APP, shortcuts=("Ctrl+Z",)),
    ActionSpec(key="go_ads-manager", name="Go to Ads Manager", group=Group.GO, shortcuts=("G, A",)),
    ActionSpec(key="go_sellpages", name="Go to Sellpages", group=Group.GO, shortcuts=("G, S",)),
    ActionSpec(key="go_strategies", name="Go to Strategies", group=Group.GO, shortcuts=("G, T",)),
    ActionSpec(key="go_connections", name="Go to Connections", group=Group.GO, shortcuts=("G, N",)),
    ActionSpec(key="go_activity", name="Go to Activity", group=Group.GO, shortcuts=("G, Y",)),
    ActionSpec(key="settings", name="Settings", group=Group.APP, shortcuts=("Ctrl+,",)),
    ActionSpec(key="theme_system", name="Theme: as the system", group=Group.VIEW),
    ActionSpec(key="theme_dark", name="Theme: dark", group=Group.VIEW),
    ActionSpec(key="theme_light", name="Theme: light", group=Group.VIEW),
    ActionSpec(key="sellers", name="Choose a seller", group=Group.APP),
    ActionSpec(key="all_sellers", name="All sellers", group=Group.APP, shortcuts=("Ctrl+0",)),
    ActionSpec(key="add_seller", name="Add a seller", group=Group.APP),
    ActionSpec(key="rename_seller", name="Rename the seller", group=Group.APP),
    *(
        ActionSpec(
            key=f"seller_{place}",
            name="Show a seller by its place",
            group=Group.APP,
            shortcuts=(f"Ctrl+{place}",),
        )
        for place in range(1, 10)
    ),
    ActionSpec(key="connect", name="Connect ad accounts", group=Group.APP),
    ActionSpec(key="guide", name="Guide to this page", group=Group.HELP, shortcuts=("F1",)),
    ActionSpec(key="keys", name="Keyboard shortcuts", group=Group.HELP),
    ActionSpec(key="news", name="What's new", group=Group.HELP),
    ActionSpec(key="diagnostics", name="Save diagnostics", group=Group.HELP),
    ActionSpec(key="about", name="About PixEcom", group=Group.HELP),
    ActionSpec(key="lock", name="Lock the window", group=Group.APP, shortcuts=("Ctrl+Alt+L",)),
    ActionSpec(key="elsewhere", name="Use another database", group=Group.APP),
    ActionSpec(key="sign_out", name="Sign out", group=Group.APP),
    ActionSpec(key="quit", name="Quit", group=Group.APP, shortcuts=("Ctrl+Q",)),
)


class Actions:
    """The QActions of one window, by key."""

    def __init__(self, window: QWidget) -> None:
        self._by_key = {spec.key: _action(spec, window) for spec in ACTIONS}
        self._places: dict[str, list[Callable[[], bool]]] = {}
        self._of_pages: list[tuple[QAction, QMetaObject.Connection]] = []

    def of_page(self, is_on_show: Callable[[], bool]) -> "PageActions":
        """Return the same actions for a page: what it does for them it does only on show."""
        return PageActions(self._by_key, self._places, self._of_pages, is_on_show)

    def works(self, key: str) -> bool:
        """Tell whether the action does something now: it is enabled, and its page is on show."""
        action, places = self._by_key[key], self._places.get(key)
        is_here = places is None or any(is_on_show() for is_on_show in places)
        return is_here and action.isEnabled() and action.isVisible()

    def __getitem__(self, key: str) -> QAction:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._by_key.values())

    def on(self, key: str, slot: Callable[[], object]) -> None:
        """Do this when the action is triggered."""
        self._connect(key, slot)

    def _connect(self, key: str, slot: Callable[[], object]) -> QMetaObject.Connection:
        return self._by_key[key].triggered.connect(lambda _checked=False: slot())

    def forget_pages(self) -> None:
        """Do what pages had connected no more: they are gone."""
        for action, made in self._of_pages:
            action.triggered.disconnect(made)
        self._of_pages.clear()
        self._places.clear()

    def menu(self, parent: QWidget) -> QMenu:
        """Return a menu of all actions, group by group, with their keys."""
        menu = QMenu(parent)
        for group in Group:
            menu.addSection(tr(group.value))
            for spec in ACTIONS:
                if spec.group is group:
                    menu.addAction(self._by_key[spec.key])
        return menu

    def in_table(self, table: QWidget) -> None:
        """Let the keys of the table work while this widget or a part of it has the focus."""
        for spec in ACTIONS:
            if spec.in_table:
                table.addAction(self._by_key[spec.key])

    def on_rows(self, table: QWidget) -> None:
        """Let the keys of rows, single letters, work while the table itself has the focus."""
        for spec in ACTIONS:
            if spec.on_rows:
                table.addAction(self._by_key[spec.key])


class PageActions(Actions):
    """The window's actions as a page has them."""

    def __init__(
        self,
        by_key: dict[str, QAction],
        places: dict[str, list[Callable[[], bool]]],
        of_pages: list[tuple[QAction, QMetaObject.Connection]],
        is_on_show: Callable[[], bool],
    ) -> None:
        self._by_key = by_key
        self._places = places
        self._of_pages = of_pages
        self._is_on_show = is_on_show

    @override
    def on(self, key: str, slot: Callable[[], object]) -> None:
        self._places.setdefault(key, []).append(self._is_on_show)
        made = self._connect(key, lambda: slot() if self._is_on_show() else None)
        self._of_pages.append((self._by_key[key], made))


def _action(spec: ActionSpec, window: QWidget) -> QAction:
    action = QAction(tr(spec.name), window)
    action.setObjectName(spec.key)
    action.setShortcuts([QKeySequence.fromString(keys) for keys in spec.shortcuts])
    action.setToolTip(_tip(tr(spec.name), action))
    if spec.in_table or spec.on_rows:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    else:
        window.addAction(action)
    return action


def _tip(name: str, action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    keys = ", ".join(keys.toString(native) for keys in action.shortcuts())
    return f"{name} ({keys})" if keys else name
