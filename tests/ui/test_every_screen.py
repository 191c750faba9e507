"""Every screen that is pictured, in a pretend language and over names that look like markup.

The data is written in Greek letters, so that a Latin word on a screen is one of the program's own:
it must have come through the translation, which here puts every text into brackets.
"""

import asyncio
import importlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import numpy as np
import pytest
from PySide6.QtCore import QAbstractListModel, QLocale, Qt, QTranslator
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QWidget,
)

from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.enums import EntityStatus, JobKind, Level, RunState
from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.status import SyncRun
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.pictures import before_the_program, staged
from pixecom_desktop.ui.shots.catalog import SHOTS
from pixecom_desktop.ui.shots.doors import DOORS
from pixecom_desktop.ui.shots.scene import Scene, Shot
from pixecom_desktop.ui.shots.several import OTHERS
from pixecom_desktop.ui.staged import UNREACHABLE
from pixecom_desktop.ui.widgets.initials import initials
from tests.packaging.conftest import ROOT
from tests.ui.conftest import until
from tests.ui.pretend import NOW, FakeBackend

OPEN, SHUT = "⟦", "⟧"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
GREEK = "αβψδεφγηιξκλμνοπθρστυβωχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥΒΩΧΥΖ"
NAMES = (
    "name",
    "account_name",
    "campaign_name",
    "adset_name",
    "audience",
    "landing_url",
    "optimization_goal",
    "bid_strategy",
    "delivery_reason",
)
KEYS = (
    *("ads_read", "ads_management", "business_management", "pages_show_list"),
    "Ctrl",
    "Shift",
    "Alt",
    "Esc",
    "Del",
    "Backspace",
    "PgUp",
    "PgDown",
    "Left",
    "Right",
    "Return",
    "Enter",
    "Back",
    "Forward",
)
TYPED = (
    "Retarget",
    "re",
    "Re",
    "MB",
    "Spring",
    "Prospecting",
    "Broad",
    *OTHERS,
    *map(initials, OTHERS),
)
"""What the pictures type into fields, sellers of theirs, and the initials of who is signed in."""


def greek(text: str) -> str:
    return "<b>" + text.translate(str.maketrans(LATIN, GREEK)) + "</b>" if text else text


def is_said_below(text: str) -> bool:
    """Tell whether a text is data, or a sentence that was put together where no Qt is."""
    return "<b>" in text or text.endswith(".") or not text.strip()


class Pretend(QTranslator):
    """Speaks a language in which every text stands in brackets."""

    asked: set[str]

    def translate(self, context, text, disambiguation=None, n=-1):
        if context == "PixEcom" and not is_said_below(text):
            self.asked.add(text)
        return f"{OPEN}{text}{SHUT}" if context == "PixEcom" else text

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False


class Foreign(FakeBackend):
    """The pretend business with Greek names in angle brackets."""

    database_label = greek("pixecom.db")

    def __init__(self) -> None:
        super().__init__(WorldOptions(accounts=4, campaigns=12, adsets=24, ads=60, days=8))
        self.seller = replace(self.seller, name=greek(self.seller.name))
        (own,) = self.sellers.known
        self.sellers.known = [replace(own, seller=self.seller)]
        self.status_now = replace(
            self.status_now,
            accounts=tuple(replace(a, name=greek(a.name)) for a in self.status_now.accounts),
        )

        for kind in HomeKind:
            for name in ("Hat", "Serum"):
                home = self.homes.add(kind, greek(name), greek("about"))
                card = self.campaigns.add(greek(f"{name} campaign"))
                self.campaigns.cards[card.id] = replace(card, account_name=greek("Shop"))
                self.homes.links[kind, card.id] = home.id

    async def table(self, query):
        table = await super().table(query)
        text = dict(table.text)
        for key in NAMES:
            text[key] = np.array([greek(one or "") for one in text[key]] + [None], np.object_)[:-1]
        return replace(table, text=text)

    async def options(self, key, query):
        found = await super().options(key, query)
        if key in ("statuses", "deliveries"):
            return found
        return tuple(replace(one, title=greek(one.title), note=greek(one.note)) for one in found)

    async def connections(self):
        found = await super().connections()
        return tuple(replace(one, name=greek(one.name)) for one in found)

    async def live_through_something(self) -> None:
        """Let there be a change of which one row failed, and a run that did."""
        text = (await self.table(AdsQuery())).text
        first, second, *_ = text["external_id"][text["status"] == EntityStatus.ACTIVE].tolist()
        self.refused = {first: greek("no")}
        pause = SetStatus(status=EntityStatus.PAUSED)
        order = BulkOrder(command=pause, level=Level.CAMPAIGN, ids=(first, second))
        await self.act(order, stop=asyncio.Event())
        run = SyncRun(
            id=1,
            account=self.status_now.accounts[0].account,
            kind=JobKind.STATS,
            state=RunState.FAILED,
            started_at=NOW,
            errors=(greek("no"),),
        )
        self.runs = (run,)

    def subject_of(self, order, key):
        return self._greek(super().subject_of(order, key))

    def _greek(self, subject):
        standing = replace(subject.standing, name=greek(subject.standing.name))
        return replace(subject, standing=standing)


@pytest.fixture
def language(qapp) -> Iterator[Pretend]:
    made = Pretend()
    made.asked = set()
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.fixture
def catalog(monkeypatch) -> set[str]:
    """Every text that a translator finds in the catalogs."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    return {text.source for text in importlib.import_module("translations").texts()}


@pytest.fixture
def painted(monkeypatch) -> list[str]:
    """Every text that a widget or a delegate of the program paints by itself."""
    texts: list[str] = []
    draw = QPainter.drawText

    def record(self, *arguments):
        texts.extend(one for one in arguments if isinstance(one, str))
        return draw(self, *arguments)

    monkeypatch.setattr(QPainter, "drawText", record)
    return texts


def own_words(text: str, allowed: re.Pattern) -> str:
    """Return what of a text is in Latin letters and came through no translation."""
    bare = unescape(re.sub(r"</?p[^>]*>", "", text))
    while (shorter := re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", "", bare)) != bare:
        bare = shorter
    # A text that is cut off, or painted in parts, has lost a bracket.
    bare = re.sub(f"{OPEN}.*|^[^{OPEN}]*{SHUT}", "", bare, flags=re.DOTALL)
    return " ".join(re.findall(r"[A-Za-z]{2,}", allowed.sub("", bare)))


def allowed_words(backend) -> re.Pattern:
    """Return what may stand in Latin letters: keys, codes, dates, addresses, what is typed."""
    english = QLocale("en")
    dates = []
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        dates += [english.standaloneMonthName(month, form) for month in range(1, 13)]
        dates += [english.dayName(day, form)[:2] for day in range(1, 8)]
    currencies = [account.currency for account in backend.accounts]
    own = ("PixEcom", "pixecom-desktop[ a-z]*", UNREACHABLE.code)
    words = "|".join([*dates, *currencies, *KEYS, *TYPED, *own])
    return re.compile(rf"\b({words}|act_\d+|F\d+)\b|\S+@\S+|[A-Z][a-z]+/\w+")


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield the texts of a widget that is on show, each with what it is."""
    yield "tooltip", widget.toolTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    if isinstance(widget, QLineEdit):
        yield "placeholder", widget.placeholderText()
    if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
        yield from texts_of_model(widget)
    for action in widget.actions():
        yield "action", action.text()
        yield "action's tooltip", action.toolTip()


def texts_of_model(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if model is None:
        return
    role = Qt.ItemDataRole
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        for one in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole):
            yield "header", str(model.headerData(column, Qt.Orientation.Horizontal, one) or "")
            for row in range(min(3, model.rowCount())):
                yield one.name, str(model.index(row, column).data(one) or "")


def on_show(window: QWidget) -> Iterator[QWidget]:
    tops = [window, *(top for top in QApplication.topLevelWidgets() if isinstance(top, QMenu))]
    for top in tops:
        if top.isVisible():
            yield top
            yield from (one for one in top.findChildren(QWidget) if one.isVisible())


def takes_focus(widget: QWidget) -> bool:
    return (
        widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QScrollBar)
    )


def name_of(widget: QWidget) -> str:
    path = [type(one).__name__ for one in (widget, widget.parentWidget()) if one is not None]
    return " in ".join([*path, widget.objectName()]).strip()


async def _open_menus(scene: Scene) -> None:
    window = scene.window
    window.open_menu(window.rect().center())


MORE = (Shot(name="all-actions", act=_open_menus),)


@pytest.mark.timeout(180)
@pytest.mark.qt_log_ignore("This plugin does not support")
async def test_every_screen_is_translated_named_for_the_keyboard_and_shows_names_as_they_are(
    catalog, qapp, language, painted
):
    backend = Foreign()
    await backend.live_through_something()
    allowed = allowed_words(backend)
    troubles: set[str] = set()
    ringed: set[str] = set()
    for shot in (*SHOTS, *MORE):
        painted.clear()
        async with staged(shot, backend, (1280, 720), rest=0.05) as window:
            window.grab()
            found = [*speech_troubles(window, painted, allowed), *access_troubles(window)]
            if QApplication.activePopupWidget() is None:
                window.activateWindow()
                await until(window.isActiveWindow)
                found += ring_troubles(window, ringed)
            troubles |= {f"{shot.name}: {one}" for one in found}
        close_menus()
    for door in DOORS:
        painted.clear()
        async with before_the_program(door, (1280, 720), rest=0.05) as window:
            window.grab()
            found = [*speech_troubles(window, painted, allowed), *access_troubles(window)]
            window.activateWindow()
            await until(window.isActiveWindow)
            found += [*ring_troubles(window, ringed), *clipped(window)]
            troubles |= {f"{door.name}: {one}" for one in found}

    troubles |= {f"in no catalog: {one!r}" for one in language.asked - catalog}
    assert not troubles, "\n".join(sorted(troubles))


def close_menus() -> None:
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QMenu):
            top.close()


def access_troubles(window) -> Iterator[str]:
    for widget in on_show(window):
        name = name_of(widget)
        for what, text in texts_of(widget):
            if "tooltip" in what.lower() and "<b>" in text:
                yield f"{what} of {name} takes a name for markup"
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"a label that is not plain: {name} {widget.text()!r}"
        if takes_focus(widget) and not spoken(widget):
            yield f"no accessible name: {name}"


def clipped(window) -> Iterator[str]:
    """Yield what has less height than it needs, so that it is cut off."""
    for widget in on_show(window):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            needed = widget.heightForWidth(widget.width())
            needed = needed if needed > 0 else widget.minimumSizeHint().height()
            if widget.height() < needed or not widget.parentWidget().rect().contains(
                widget.geometry()
            ):
                yield f"cut off: {name_of(widget)}"


def ring_troubles(window, seen: set[str]) -> Iterator[str]:
    """Yield the stops that look the same with the keyboard's focus, one of each kind."""
    for widget in list(on_show(window)):
        name = name_of(widget)
        if name in seen or not takes_focus(widget) or is_empty(widget):
            continue
        seen.add(name)
        rest = look_of(widget, None)
        if look_of(widget, Qt.FocusReason.TabFocusReason) == rest:
            yield f"the keyboard's focus is not seen: {name}"
        clicked = look_of(widget, Qt.FocusReason.MouseFocusReason)
        if isinstance(widget, QAbstractButton) and clicked != rest:
            yield f"a click leaves a ring: {name}"


def look_of(widget: QWidget, reason: Qt.FocusReason | None) -> QImage:
    focused = QApplication.focusWidget()
    if focused is not None:
        focused.clearFocus()
    if reason is not None:
        widget.setFocus(reason)
    return widget.grab().toImage()


def is_empty(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractItemView) and not widget.model().rowCount()


def speech_troubles(window, painted, allowed) -> Iterator[str]:
    shown = [("painted", text) for text in set(painted)] + [("title", window.windowTitle())]
    for widget in on_show(window):
        shown += [(f"{what} of {name_of(widget)}", text) for what, text in texts_of(widget)]
    for what, text in shown:
        if words := own_words(text, allowed):
            yield f"{what}: {words!r} in {text!r}"


def spoken(widget: QWidget) -> str:
    if isinstance(widget, QAbstractButton) and widget.text().strip():
        return widget.text()
    return widget.accessibleName()


async def test_the_tab_key_goes_as_one_reads(qtbot, open_window):
    window = await open_window()
    window.page.table.opened.emit(window.page.table.table().text["external_id"][0])
    await settled(window)
    key = window.page.table.table().text["external_id"][0]
    window.page.table.select(frozenset({key}))
    order: list[QWidget] = []
    window.sidebar.seller.setFocus(Qt.FocusReason.TabFocusReason)
    while (focused := window.focusWidget()) not in order:
        order.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    places = [one.mapTo(window, one.rect().center()) for one in order]
    rail = [at.x() < window.sidebar.width() for at in places]
    lines = [round(at.y() / 24) for at, is_rail in zip(places, rail, strict=True) if not is_rail]
    assert len(order) > 12
    assert rail == sorted(rail, reverse=True), "the rail first"
    header = [at.x() for at in places if at.y() < 52]
    assert header == sorted(header)
    assert window.page.table.hasFocus() or order.index(window.page.table.focusProxy()) >= 0
    above = lines[: lines.index(max(lines[:-1]))]
    assert above == sorted(above)
