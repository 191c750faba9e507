"""The start page: what to begin with, until one of the ways has opened a gate.

Nothing is opened on this thread. What does not open is said in words, over the way that was tried,
and nothing of it is kept.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pixecom_desktop import __version__
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.ui.backend import Gate
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.starting.forms import HEAD, Form, JoinForm, SetUpForm, wrapped
from pixecom_desktop.ui.tasks import Tasks
from pixecom_desktop.ui.translate import tr
from pixecom_desktop.ui.ways import Known, Ways
from pixecom_desktop.ui.widgets.buttons import PRIMARY, REST, Button
from pixecom_desktop.ui.widgets.front import Front
from pixecom_desktop.ui.widgets.mark import Mark
from pixecom_desktop.ui.widgets.text import label

WIDTH = 560
LEAST, FIRST = (640, 620), (920, 680)

Opening = Coroutine[Any, Any, Gate]


class StartWindow(Front):
    """Asks what to begin with; `gate` is what was opened."""

    done = Signal()
    told = Signal(str)
    """How far it is: from any thread."""

    def __init__(self, ways: Ways, known: Known, why: str = "") -> None:
        super().__init__(tr("Start · PixEcom Desktop"), WIDTH, LEAST)
        self._ways = ways
        self.known = known
        self.gate: Gate | None = None
        self.tasks = Tasks()
        self._under_way: asyncio.Task[None] | None = None
        self.resize(*FIRST)
        self.cards: dict[str, Button] = {}
        self.choosing = self._choices()
        self.set_up = SetUpForm()
        self.join = JoinForm()
        self.working = QWidget()
        self.work = label("", "text", "front")
        self.news = wrapped("", "text2")
        self.stop = Button(tr("Stop"))
        self.stack = QStackedWidget()
        self._lay_out()
        for form in (self.set_up, self.join):
            form.back.connect(self.show_choices)
        self.set_up.given.connect(self._set_up)
        self.join.given.connect(self._join)
        self.stop.clicked.connect(self._stop)
        self.told.connect(lambda words: self.news.setText(tr(words)))
        self._back_to: QWidget = self.choosing
        self.show_choices()
        self.tell(why)

    async def ask(self) -> Gate | None:
        """Return the gate of the way that was chosen, None where the window was closed."""
        waiting = asyncio.Event()
        self.done.connect(waiting.set)
        self.show()
        await waiting.wait()
        await self.tasks.close()
        return self.gate

    def show_choices(self) -> None:
        """Show the ways."""
        self.tell("")
        self._show(self.choosing)
        next(iter(self.cards.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.done.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.working:
            self._stop()
        elif self.stack.currentWidget() is not self.choosing:
            self.show_choices()

    # The ways.

    def _demo(self) -> None:
        self._open(self._ways.demo(self.told.emit), tr("Preparing the demo"))

    def _enter(self) -> None:
        self._open(self._ways.enter(), tr("Opening the database"))

    def _own(self) -> None:
        if self.known.has_own:
            self._open(self._ways.own(), tr("Opening the database"))
        else:
            self._fill_in(self.set_up)

    def _ask_address(self) -> None:
        self._fill_in(self.join)
        self.tasks.spawn(self._look_for_keyring(), name="keyring", failed=lambda _error: None)

    async def _look_for_keyring(self) -> None:
        self.join.show_kept(keeps=await self._ways.keeps())

    def _set_up(self) -> None:
        if problem := self.set_up.problem():
            self.tell(problem)
            self.set_up.again.setFocus()
            return
        seller, password = self.set_up.seller.text(), self.set_up.secret()
        self._open(self._ways.own(seller, password), tr("Setting up this computer"))

    def _join(self) -> None:
        url = Secret(self.join.address.text())
        self._open(self._ways.join(url), tr("Trying the database"))

    # On the way.

    def _fill_in(self, form: Form) -> None:
        self.tell("")
        self._show(form)
        form.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        if isinstance(page, Form):
            page.hold(self.trouble)
        elif page is self.choosing:
            self._ways_column.insertWidget(HEAD, self.trouble)

    def _open(self, opening: Opening, words: str) -> None:
        self.tell("")
        self.work.setText(words)
        self.news.setText("")
        shown = self.stack.currentWidget()
        self._back_to = shown if shown is not None else self.choosing
        self._show(self.working)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self._under_way = self.tasks.spawn(
            self._opened(opening), name="open a database", failed=self._refused
        )

    async def _opened(self, opening: Opening) -> None:
        self.gate = await opening
        self.set_up.forget()
        self.join.forget()
        self.done.emit()

    def _stop(self) -> None:
        if self._under_way is not None:
            self._under_way.cancel()
        self._show(self._back_to)

    def _refused(self, error: Exception) -> None:
        self._show(self._back_to)
        self.tell(sentence(error))
        if isinstance(self._back_to, Form):
            self._back_to.fields[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    # How it looks.

    def _choices(self) -> QWidget:
        known = self.known
        page = QWidget()
        self._ways_column = column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        title = tr("What would you like to open?") if known.is_set_up else tr("Welcome")
        column.addWidget(label(title, "text", "front"))
        column.addWidget(
            wrapped(
                tr("Every client's Meta campaigns in one fast table, on your own computer."),
                "text2",
            )
        )
        column.addSpacing(12)
        for key, mark, name, words, button, act in self._offers():
            column.addWidget(self._card(key, mark, name, words, button, act))
        widest = max(one.sizeHint().width() for one in self.cards.values())
        for one in self.cards.values():
            one.setMinimumWidth(widest + 22)
        column.addStretch()
        return page

    def _offers(self) -> list[tuple[str, str, str, str, str, Callable[[], None]]]:
        known = self.known
        again = tr("Try again")
        if known.is_given:
            words = tr("DATABASE_URL in the environment names the database, and no other opens.")
            return [("enter", "database", tr("The given database"), words, again, self._enter)]
        demo = (
            *("demo", "play", tr("Try the demo")),
            tr(
                "A made-up business with a month of figures. Nothing is kept, nothing goes to Meta."
            ),
            tr("Try the demo"),
            self._demo,
        )
        own = (
            *("own", "database", tr("This computer")),
            tr("The workspace that is on this computer already.")
            if known.has_own
            else tr("One person, offline too. You name a shop, then connect Meta."),
            tr("Open") if known.has_own else tr("Set up this computer"),
            self._own,
        )
        join = (
            *("join", "users", tr("A team's database")),
            tr(
                "A Postgres that your team shares: you sign in, and see the sellers that are yours."
            ),
            tr("Join a team's database"),
            self._ask_address,
        )
        if not known.team:
            return [demo, own, join] if not known.has_own else [own, demo, join]
        team = ("enter", "users", tr("Your team's database"), known.team, tr("Open"), self._enter)
        return [team, own, demo, join]

    def _card(
        self, key: str, mark: str, name: str, words: str, button: str, act: Callable[[], None]
    ) -> QWidget:
        card = QFrame()
        card.setObjectName("detail")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 14, 16, 14)
        line.setSpacing(14)
        line.addWidget(Mark(mark, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(label(name, "text", "strong"))
        told.addWidget(wrapped(words, "text2", "small"))
        line.addLayout(told, 1)
        go = Button(button, kind=REST if self.cards else PRIMARY)
        if button == tr("Open"):
            go.setAccessibleName(tr("Open: {database}", database=name))
        go.clicked.connect(lambda _checked=False: act())
        self.cards[key] = go
        line.addWidget(go, 0, Qt.AlignmentFlag.AlignVCenter)
        return card

    def _lay_out(self) -> None:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(4)
        bar.setAccessibleName(tr("Working"))
        waiting = QVBoxLayout(self.working)
        waiting.setContentsMargins(0, 0, 0, 0)
        waiting.setSpacing(12)
        waiting.addWidget(self.work)
        waiting.addWidget(bar)
        waiting.addWidget(self.news)
        waiting.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        waiting.addStretch()
        for page in (self.choosing, self.set_up, self.join, self.working):
            self.stack.addWidget(page)
        self.column.addWidget(self.stack, 1)
        foot = tr(
            "Version {version} · Data stays on this computer unless you join a team's database",
            version=__version__,
        )
        self.lay_in(foot, is_centred=False)
