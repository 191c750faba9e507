"""Users, their roles, and the sellers they work for: who may be let in, and by whom.

Nobody gives a role above their own. A user who is there already keeps their password: who adds
them to another seller must not be able to take over their sign-in.
"""

import re
from collections.abc import Callable

from pixecom_desktop.domain.access import HOUSE, PERMISSIONS, Permission, is_above
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session
from pixecom_desktop.domain.signing import checked_email
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import people, signins
from pixecom_desktop.storage.repos.people import Entry

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class People:
    """Adds users, gives roles, lets nobody in any more."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        new_id: Callable[[], int],
        *,
        passwords: Passwords | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._passwords = passwords or Passwords()

    async def is_empty(self) -> bool:
        """Tell whether nobody can sign in here yet."""
        return not await self._database.read(HOUSE, people.anybody)

    async def add_first(self, email: str, password: Secret, slug: str) -> None:
        """Make the first user, who owns everything, and their seller.

        Raises NotAllowed where somebody is there already, UserError for an odd email, password or
        slug.
        """
        email, slug = checked_email(email), _checked_slug(slug)
        password_hash = await self._passwords.hashed(password)
        await self._database.write(
            HOUSE,
            people.add_first,
            email,
            password_hash,
            slug,
            new_id=self._new_id,
            now=self._clock.now(),
        )

    async def wants_password(self, session: Session, email: str, slug: str) -> bool:
        """Tell whether a user of this email is to be made, and so needs a password.

        Raises NotAllowed where the session may not add people to that seller.
        """
        _own_role(session, slug)
        return await self._database.read(HOUSE, people.by_email, email) is None

    async def add(
        self, session: Session, email: str, password: Secret | None, role: Role, slug: str
    ) -> bool:
        """Let a user work for a seller in a role; returns whether the user was made new.

        A seller that does not exist yet is made by an owner, who owns it too. Raises NotAllowed
        where the session may not add people there, or for a role above its own, UserError for an
        odd email or slug, and where a new user has no password.
        """
        email, slug = checked_email(email), _checked_slug(slug)
        if is_above(role, _own_role(session, slug)):
            raise NotAllowed(f"You cannot give the role {role.title()}: it is above your own.")
        password_hash = await self._passwords.hashed(password) if password else None
        entry = Entry(
            slug=slug,
            role=role,
            maker=session.user_id or 0,
            is_own=slug in {one.seller.slug for one in session.memberships},
        )
        return await self._database.write(
            HOUSE,
            people.let_in,
            email,
            password_hash,
            entry,
            new_id=self._new_id,
            now=self._clock.now(),
        )

    async def shut_out(self, session: Session, email: str) -> None:
        """Let a user in no more, anywhere; for a superadmin. Ends their sessions at once."""
        await self._refuse_but_superadmin(session)
        user = await self._database.write(HOUSE, people.set_active, email, is_active=False)
        await self._database.write(HOUSE, signins.end_all, user.id, now=self._clock.now())

    async def leave(self, session: Session, email: str, slug: str) -> None:
        """Let a user work for a seller no more; raises NotAllowed, NotFound."""
        role = _own_role(session, slug)
        await self._database.write(HOUSE, people.leave, email, slug, at_most=role)

    async def _refuse_but_superadmin(self, session: Session) -> None:
        user_id = session.user_id
        user = None if user_id is None else await self._database.read(HOUSE, people.by_id, user_id)
        if user is None or not user.is_superadmin:
            raise NotAllowed("Only a superadmin may do that.")


def _own_role(session: Session, slug: str) -> Role:
    """Return the role that a session has in a seller, as OWNER in one that it may make new.

    Raises NotAllowed where it may not add people there.
    """
    for one in session.memberships:
        if one.seller.slug == slug:
            if Permission.MANAGE_PEOPLE not in PERMISSIONS[one.role]:
                break
            return one.role
    else:
        if any(one.role is Role.OWNER for one in session.memberships):
            return Role.OWNER
    raise NotAllowed(people.NOT_YOURS)


def _checked_slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise UserError(
            f"{slug!r} is no short name of a seller: small letters, digits and hyphens make one."
        )
    return slug
