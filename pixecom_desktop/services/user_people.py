"""The people whom one user manages: the service as a window asks it.

Who asks first imports it: most windows never do.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.people import Person, managed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership, Session

if TYPE_CHECKING:
    from pixecom_desktop.services.people import People


class UserPeople:
    """The people of the sellers that one user manages: the service as a window asks it."""

    def __init__(
        self, people: "Callable[[], People]", session: Callable[[], Session], *, is_team: bool
    ) -> None:
        self._people = people
        self._session = session
        self.is_team = is_team

    @property
    def managed(self) -> tuple[Membership, ...]:
        """Return the sellers whose people one manages, each with one's own role there."""
        return managed(self._session())

    @property
    def user_id(self) -> int | None:
        """Return who one is."""
        return self._session().user_id

    async def all(self) -> tuple[Person, ...]:
        """Return everybody who works for one of these sellers, by email."""
        return await self._people().all(self._session())

    async def is_superadmin(self) -> bool:
        """Tell whether one crosses sellers."""
        return await self._people().is_superadmin(self._session())

    async def add(self, email: str, password: Secret | None, role: Role, slug: str) -> bool:
        """Let somebody work for a seller; returns whether they were made new."""
        return await self._people().add(self._session(), email, password, role, slug)

    async def set_role(self, user_id: int, slug: str, role: Role) -> None:
        """Give somebody another role in a seller."""
        await self._people().set_role(self._session(), user_id, slug, role)

    async def set_password(self, user_id: int, password: Secret) -> None:
        """Let somebody sign in with a new password."""
        await self._people().set_password(self._session(), user_id, password)

    async def leave(self, email: str, slug: str) -> None:
        """Take somebody out of a seller."""
        await self._people().leave(self._session(), email, slug)

    async def shut_out(self, email: str) -> None:
        """Let somebody in no more, anywhere."""
        await self._people().shut_out(self._session(), email)

    async def let_back(self, email: str) -> None:
        """Let somebody in again."""
        await self._people().let_back(self._session(), email)
