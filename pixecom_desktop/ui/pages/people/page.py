"""People: who works for the sellers that one manages, as what, and since when they were here."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from pixecom_desktop.domain.people import Person
from pixecom_desktop.domain.session import Membership
from pixecom_desktop.ui import when
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.person import PasswordSheet, PersonSheet, RoleSheet
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.base import Page, Surroundings
from pixecom_desktop.ui.pages.unread import tell_unread
from pixecom_desktop.ui.tasks import Newest
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import Banner
from pixecom_desktop.ui.widgets.buttons import PRIMARY, Button
from pixecom_desktop.ui.widgets.face import Face, FaceText
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row
from pixecom_desktop.ui.widgets.text import label
from pixecom_desktop.ui.widgets.toast import Outcome, ToastText

COLUMNS = (
    ListColumn(label="Email"),
    ListColumn(label="Works as", width=360),
    ListColumn(label="Last seen", width=120),
    ListColumn(label="May sign in", width=120),
)
ROLES = (ListColumn(label="Seller"), ListColumn(label="Role", width=160))


class PeoplePage(Page):
    """The people at the top, the chosen one's roles below."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._team = around.backend.team
        self._newest = Newest()
        self._people: tuple[Person, ...] = ()
        self._is_superadmin = False
        self.add = Button(tr("Add a person"), kind=PRIMARY, mark="plus")
        self.banner = Banner()
        self.listing = Listing(tr("People"), COLUMNS, flush=True)
        self.headline = label("", "text", "section")
        self.byline = label("", "text2", "small")
        self.roles = Listing(tr("Roles"), ROLES)
        self.change = Button(tr("Change role"))
        self.take_out = Button(tr("Take out"))
        self.password = Button(tr("New password"))
        self.disable = Button(tr("Disable"))
        self.face = Face()
        self.stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self.add.clicked.connect(self._ask_add)
        self.change.clicked.connect(self._ask_role)
        self.take_out.clicked.connect(self._ask_take_out)
        self.password.clicked.connect(self._ask_password)
        self.disable.clicked.connect(self._ask_disable)
        self.listing.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.roles.selectionModel().currentRowChanged.connect(lambda *_: self._show_rights())
        self._show()

    @override
    def header(self) -> tuple[QWidget, ...]:
        return (self.add,) if self._team.is_team else ()

    @override
    def enter(self, link: str | None) -> None:
        self.refresh()

    @override
    def refresh(self) -> None:
        if self._team.is_team:
            self.tasks.spawn(self._ask(), name="people", failed=self._failed)

    async def _ask(self) -> None:
        is_news = self._newest.asked()
        is_superadmin, people = await self._team.is_superadmin(), await self._team.all()
        if not is_news():
            return
        self._is_superadmin, self._people = is_superadmin, people
        self.banner.tell(None, self.refresh)
        self._show()

    def _show(self) -> None:
        if not self._team.is_team:
            self.face.tell(_alone())
            self.stack.setCurrentWidget(self.face)
            return
        kept = self._chosen()
        now = self.around.backend.clock.now()
        self.listing.show_rows([_row(one, now) for one in self._people])
        count = len(self._people)
        self.counted.emit(plural(count, "{n} person", "{n} people"), None)
        self.stack.setCurrentWidget(self._split)
        places = [place for place, one in enumerate(self._people) if kept and one.id == kept.id]
        if count:
            self.listing.selectRow(places[0] if places else 0)
        self._show_chosen()

    def _chosen(self) -> Person | None:
        row = self.listing.currentIndex().row()
        return self._people[row] if 0 <= row < len(self._people) else None

    def _role(self) -> Membership | None:
        chosen, row = self._chosen(), self.roles.currentIndex().row()
        if chosen is None or not 0 <= row < len(chosen.memberships):
            return None
        return chosen.memberships[row]

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        named = [one for one in (chosen.name, chosen.email) if one] if chosen else []
        self.headline.setText(" · ".join(named))
        self.byline.setText(_told(chosen) if chosen else "")
        memberships = chosen.memberships if chosen else ()
        self.roles.show_rows(
            [
                (
                    ListCell(text=one.seller.name, strong=True),
                    ListCell(text=tr(one.role.value.title())),
                )
                for one in memberships
            ]
        )
        if memberships:
            self.roles.selectRow(0)
        is_active = chosen is None or chosen.is_active
        self.disable.setText(tr("Disable") if is_active else tr("Enable"))
        self._show_rights()

    def _show_rights(self) -> None:
        chosen = self._chosen()
        is_other = chosen is not None and chosen.id != self._team.user_id
        for button in (self.change, self.take_out):
            button.setEnabled(is_other and self._role() is not None)
        self.password.setEnabled(chosen is not None)
        self.disable.setVisible(self._is_superadmin)
        self.disable.setEnabled(is_other)

    # Acting.

    def _ask_add(self) -> None:
        sheet = PersonSheet(self.window(), self._team.managed, self._team.add)
        sheet.accepted.connect(
            lambda: self._done(
                tr("{email} was added", email=sheet.email.text().strip())
                if sheet.is_new
                else tr("{email} works there now; the password stays", email=sheet.email.text())
            )
        )
        sheet.open()

    def _ask_role(self) -> None:
        chosen, role = self._chosen(), self._role()
        if chosen is None or role is None:
            return
        own = next(one.role for one in self._team.managed if one.seller == role.seller)
        sheet = RoleSheet(
            self.window(),
            tr("Role of {email} in {seller}", email=chosen.email, seller=role.seller.name),
            role.role,
            own,
            lambda wanted: self._team.set_role(chosen.id, role.seller.slug, wanted),
        )
        sheet.accepted.connect(lambda: self._done(tr("Role changed")))
        sheet.open()

    def _ask_password(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        sheet = PasswordSheet(
            self.window(),
            tr("New password for {email}", email=chosen.email),
            lambda typed: self._team.set_password(chosen.id, typed),
        )
        sheet.accepted.connect(lambda: self._done(tr("The new password holds")))
        sheet.open()

    def _ask_take_out(self) -> None:
        chosen, role = self._chosen(), self._role()
        if chosen is None or role is None:
            return
        sheet = Confirm(
            self.window(),
            tr("Take {email} out of {seller}?", email=chosen.email, seller=role.seller.name),
            tr("They see nothing of it within a minute. What they did stays in Activity."),
            tr("Take out"),
        )
        sheet.accepted.connect(
            lambda: self._do(
                lambda: self._team.leave(chosen.email, role.seller.slug), tr("Taken out")
            )
        )
        sheet.open()

    def _ask_disable(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        if not chosen.is_active:
            self._do(lambda: self._team.let_back(chosen.email), tr("They may sign in again"))
            return
        sheet = Confirm(
            self.window(),
            tr("Disable {email}?", email=chosen.email),
            tr("They are signed out everywhere within a minute. Nothing of theirs is deleted."),
            tr("Disable"),
        )
        sheet.accepted.connect(
            lambda: self._do(lambda: self._team.shut_out(chosen.email), tr("Disabled"))
        )
        sheet.open()

    def _do(self, act: Callable[[], Coroutine[Any, Any, None]], title: str) -> None:
        async def work() -> None:
            await act()
            self._done(title)

        self.tasks.spawn(work(), name="change people", failed=self._refused)

    def _done(self, title: str) -> None:
        self.around.tell(ToastText(outcome=Outcome.DONE, title=title), ())
        self.refresh()

    def _refused(self, error: Exception) -> None:
        title = tr("Nothing was changed")
        self.around.tell(ToastText(outcome=Outcome.FAILED, title=title, reason=sentence(error)), ())

    def _failed(self, error: Exception) -> None:
        title = tr("The people could not be read.")
        over = self.banner if self._people else None
        failure = self.failure(title, error)
        tell_unread(failure, self.refresh, over=over, stack=self.stack, face=self.face)

    # Making.

    def _lay_out(self) -> None:
        self._split.addWidget(self.listing)
        self._split.addWidget(self._details())
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.setSizes([420, 300])
        self.stack.addWidget(self._split)
        self.stack.addWidget(self.face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _details(self) -> QWidget:
        side = QWidget()
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(self.headline)
        text.addWidget(self.byline)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(text, 1)
        for button in (self.change, self.take_out, self.password, self.disable):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.roles, 1)
        return side


def _row(person: Person, now: datetime) -> Row:
    roles = ", ".join(
        f"{one.seller.name}: {tr(one.role.value.title())}" for one in person.memberships
    )
    state = (tr("Yes"), "text2", "") if person.is_active else (tr("No"), "warn", "circle-alert")
    return (
        ListCell(text=person.email, strong=True),
        ListCell(text=roles, tone="text2"),
        ListCell(
            text=when.moment(person.last_seen, now) if person.last_seen else "—", tone="text2"
        ),
        ListCell(text=state[0], tone=state[1], mark=state[2]),
    )


def _told(person: Person) -> str:
    told = []
    if person.is_superadmin:
        told.append(tr("Superadmin: sees every seller"))
    if person.has_more:
        told.append(tr("Works for other sellers too"))
    if not person.is_active:
        told.append(tr("May not sign in"))
    return " · ".join(told)


def _alone() -> FaceText:
    return FaceText(
        icon="users",
        title=tr("This database is yours alone"),
        text=tr(
            "It lies on this computer, and you are signed in by yourself. With a team's database, "
            "a Postgres that you share, everybody signs in, and each sees their own sellers."
        ),
        detail=tr("How to move there is in the guide: press F1."),
    )
