"""What the window asks of the people of a team."""

from typing import Protocol

from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.people import Person
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership


class PeopleKeeper(Protocol):
    """Who works for the sellers that one manages. Methods raise PixecomError with a sentence."""

    @property
    def is_team(self) -> bool:
        """Tell whether people sign in here at all."""
        ...

    @property
    def managed(self) -> tuple[Membership, ...]:
        """Return the sellers whose people one manages, each with one's own role there."""
        ...

    @property
    def user_id(self) -> int | None:
        """Return who one is."""
        ...

    async def all(self) -> tuple[Person, ...]:
        """Return everybody who works for one of these sellers, by email."""
        ...

    async def is_superadmin(self) -> bool:
        """Tell whether one crosses sellers."""
        ...

    async def add(self, email: str, password: Secret | None, role: Role, slug: str) -> bool:
        """Let somebody work for a seller; returns whether they were made new."""
        ...

    async def set_role(self, user_id: int, slug: str, role: Role) -> None:
        """Give somebody another role in a seller."""
        ...

    async def set_password(self, user_id: int, password: Secret) -> None:
        """Let somebody sign in with a new password; their sessions end."""
        ...

    async def leave(self, email: str, slug: str) -> None:
        """Take somebody out of a seller."""
        ...

    async def shut_out(self, email: str) -> None:
        """Let somebody in no more, anywhere."""
        ...

    async def let_back(self, email: str) -> None:
        """Let somebody in again."""
        ...
