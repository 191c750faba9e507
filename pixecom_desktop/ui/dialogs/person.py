"""The dialogs of a team's people: let somebody in, give another role, set a new password.

Each stays open until what it asks for is done, so that nothing is typed twice; a password field is
emptied as soon as it was read.
"""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.people import givable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership
from pixecom_desktop.ui.dialogs.working import WorkingSheet
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.fields import text_field, under_name
from pixecom_desktop.ui.widgets.pick_field import PickField
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.text import label
from pixecom_desktop.ui.widgets.word_choice import WordChoice

PASSWORD_RULE = to_translate(
    "8 characters or more, and 72 bytes at most: letters with accents take two bytes, emoji four."
)
ROLE_WORDS = {
    Role.VIEWER: to_translate("Viewers look."),
    Role.MEMBER: to_translate("Members also pause, activate, and edit."),
    Role.ADMIN: to_translate("Admins also connect accounts and manage people."),
    Role.OWNER: to_translate("Owners do all of it, and make sellers."),
}


class PersonSheet(WorkingSheet):
    """Lets somebody work for a seller."""

    def __init__(
        self,
        window: QWidget,
        managed: Sequence[Membership],
        add: Callable[[str, Secret | None, Role, str], Coroutine[Any, Any, bool]],
    ) -> None:
        super().__init__(window, tr("Add a person"), tr("Add"))
        self._add = add
        self.is_new = False
        self.email = text_field(tr("Email"))
        self.password = text_field(tr("First password"), is_hidden=True)
        self.seller = PickField(tr("Seller"), tr("None"))
        self.seller.offer(
            [Pick(value=one.seller.slug, title=one.seller.name) for one in managed],
            managed[0].seller.slug,
        )
        self.roles = RoleChoice(managed[0].role, Role.MEMBER)
        self.body.addWidget(under_name(self.email, tr("Email")))
        if len(managed) > 1:
            self.body.addWidget(under_name(self.seller, tr("Seller")))
        self.body.addWidget(under_name(self.roles, tr("Role")))
        self.body.addWidget(self.roles.words)
        self.body.addWidget(under_name(self.password, tr("First password")))
        self.body.addWidget(
            _hint(tr("Leave it empty for somebody who signs in here already: theirs stays."))
        )
        self.body.addWidget(_hint(tr(PASSWORD_RULE)))
        self.body.addWidget(self.problem)

    @property
    def slug(self) -> str:
        """Return the seller that was chosen."""
        return self.seller.value

    @override
    def first_stop(self) -> QWidget | None:
        return self.email

    @override
    async def work(self) -> None:
        typed = Secret(self.password.text()) if self.password.text() else None
        self.is_new = await self._add(self.email.text(), typed, self.roles.role, self.slug)
        self.password.clear()


class RoleSheet(WorkingSheet):
    """Gives somebody another role in one seller."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        now: Role,
        own: Role,
        give: Callable[[Role], Coroutine[Any, Any, None]],
    ) -> None:
        super().__init__(window, title, tr("Change role"))
        self._give = give
        self.roles = RoleChoice(own, now)
        self.body.addWidget(self.roles)
        self.body.addWidget(self.roles.words)
        self.body.addWidget(_hint(tr("It holds in their open windows within a minute.")))
        self.body.addWidget(self.problem)

    @override
    def first_stop(self) -> QWidget | None:
        return self.roles.buttons[self.roles.role]

    @override
    async def work(self) -> None:
        await self._give(self.roles.role)


class PasswordSheet(WorkingSheet):
    """Sets a new password for somebody."""

    def __init__(
        self, window: QWidget, title: str, let: Callable[[Secret], Coroutine[Any, Any, None]]
    ) -> None:
        super().__init__(window, title, tr("Set password"))
        self._let = let
        self.password = text_field(tr("New password"), is_hidden=True)
        self.body.addWidget(under_name(self.password, tr("New password")))
        self.body.addWidget(_hint(tr(PASSWORD_RULE)))
        self.body.addWidget(_hint(tr("They are signed out everywhere and sign in with this one.")))
        self.body.addWidget(self.problem)

    @override
    def first_stop(self) -> QWidget | None:
        return self.password

    @override
    async def work(self) -> None:
        await self._let(Secret(self.password.text()))
        self.password.clear()


class RoleChoice(WordChoice):
    """One of the roles that somebody of a role may give; `words` tells what the chosen one may."""

    def __init__(self, own: Role, chosen: Role) -> None:
        given = givable(own)
        super().__init__(
            tr("Role"),
            [(role.value, tr(role.value.title())) for role in given],
            (chosen if chosen in given else given[-1]).value,
        )
        self.words = _hint("")
        self.group.buttonToggled.connect(lambda *_: self._tell())
        self._tell()

    @property
    def role(self) -> Role:
        """Return the chosen role."""
        return Role(self.chosen)

    def _tell(self) -> None:
        if self.group.checkedButton() is not None:
            self.words.setText(tr(ROLE_WORDS[self.role]))


def _hint(text: str) -> QLabel:
    made = label(text, "text3", "small")
    made.setWordWrap(True)
    return made
