"""Users, their roles, and the sellers they work for: who may be let in, and by whom.

Nobody gives a role above their own. A user who is there already keeps their password: who adds
them to another seller must not be able to take over their sign-in.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from pixecom_desktop.domain.access import HOUSE, PERMISSIONS, Permission, is_above
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, UserError
from pixecom_desktop.domain.people import FirstUser, Person, Unclaimed, managed, person_name
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.sellers import ALL, seller_name
from pixecom_desktop.domain.session import Session
from pixecom_desktop.domain.signing import checked_email, folded_email
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import people as people_of
from pixecom_desktop.storage.repos import first_user, people
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
            first_user.add_first,
            email,
            password_hash,
            slug,
            new_id=self._new_id,
            now=self._clock.now(),
        )

    async def unclaimed(self) -> Unclaimed | None:
        """Return what is there where nobody can sign in yet, None where somebody can."""
        return await self._database.read(HOUSE, first_user.unclaimed)

    async def claim(self, first: FirstUser) -> None:
        """Make the first user, who owns everything: a new seller, or those that are there.

        Raises NotAllowed where somebody came first, UserError for what was typed oddly.
        """
        there = await self.unclaimed()
        if there is None:
            raise NotAllowed(first_user.TAKEN)
        checked = replace(
            first,
            name=person_name(first.name),
            email=checked_email(first.email),
            seller="" if there.sellers else seller_name(first.seller),
        )
        password_hash = await self._passwords.hashed(first.password)
        await self._database.write(
            HOUSE,
            first_user.claim,
            checked,
            password_hash,
            new_id=self._new_id,
            now=self._clock.now(),
        )

    async def wants_password(self, session: Session, email: str, slug: str) -> bool:
        """Tell whether a user of this email is to be made, and so needs a password.

        Raises NotAllowed where the session may not add people to that seller.
        """
        _role_for(session, slug)
        return await self._database.read(HOUSE, people.by_email, email) is None

    async def add(
        self, session: Session, email: str, password: Secret | None, role: Role, slug: str
    ) -> bool:
        """Let a user work for a seller in a role; returns whether the user was made new.

        A seller that does not exist yet is made by an owner, who owns it too. Raises NotAllowed
        where the session may not add people there, for a role above its own (theirs or the new
        one), for one's own role and where the seller would have no owner left; UserError for an
        odd email or slug, and where a new user has no password.
        """
        email, slug = checked_email(email), _checked_slug(slug)
        own = _role_for(session, slug)
        if is_above(role, own):
            raise NotAllowed(f"You cannot give the role {role.title()}: it is above your own.")
        password_hash = await self._passwords.hashed(password) if password else None
        entry = Entry(
            slug=slug,
            role=role,
            maker=session.user_id or 0,
            is_own=slug in {one.seller.slug for one in session.memberships},
            at_most=own,
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

    async def all(self, session: Session) -> tuple[Person, ...]:
        """Return everybody who works for a seller whose people the session manages, by email.

        Raises NotAllowed where it manages nobody's.
        """
        return await self._database.read(HOUSE, people_of.of_sellers, _managed_ids(session))

    async def set_role(self, session: Session, user_id: int, slug: str, role: Role) -> None:
        """Give somebody another role in a seller; it holds in their windows within a minute.

        Raises NotAllowed for one's own role, a role above one's own (theirs or the new one), and
        where the seller would have no owner left; NotFound where they do not work there.
        """
        own = _own_role(session, slug)
        if user_id == session.user_id:
            raise NotAllowed("You cannot change your own role. Ask another owner.")
        if is_above(role, own):
            raise NotAllowed(f"You cannot give the role {role.title()}: it is above your own.")
        await self._database.write(HOUSE, people.set_role, user_id, slug, role, at_most=own)

    async def set_password(self, session: Session, user_id: int, password: Secret) -> None:
        """Let somebody sign in with a new password, and end all their sessions.

        Only a superadmin may do so for somebody who also works for sellers that the session does
        not manage: it would open those too. Raises NotAllowed, NotFound, UserError.
        """
        person = await self._person(session, user_id)
        if not await self._is_superadmin(session):
            if person.has_more or person.is_superadmin:
                raise NotAllowed(
                    "They also work for sellers that you do not manage. Ask a superadmin."
                )
            for one in person.memberships:
                if is_above(one.role, _own_role(session, one.seller.slug)):
                    raise NotAllowed("Their role is above your own.")
        password_hash = await self._passwords.hashed(password)
        await self._database.write(
            HOUSE, people.renew_password, user_id, password_hash, now=self._clock.now()
        )

    async def shut_out(self, session: Session, email: str) -> None:
        """Let a user in no more, anywhere; for a superadmin. Ends their sessions at once.

        Raises NotAllowed for oneself, and where a seller would have no owner left.
        """
        await self._refuse_but_superadmin(session)
        if folded_email(email) == folded_email(session.email):
            raise NotAllowed("You cannot disable yourself. Ask another superadmin.")
        await self._database.write(HOUSE, people.shut_out, email, now=self._clock.now())

    async def let_back(self, session: Session, email: str) -> None:
        """Let a user in again who was kept out; for a superadmin."""
        await self._refuse_but_superadmin(session)
        await self._database.write(HOUSE, people.set_active, email, is_active=True)

    async def leave(self, session: Session, email: str, slug: str) -> None:
        """Let a user work for a seller no more; raises NotAllowed, NotFound."""
        role = _own_role(session, slug)
        if folded_email(email) == folded_email(session.email):
            raise NotAllowed("You cannot take yourself out. Ask another owner.")
        await self._database.write(HOUSE, people.leave, email, slug, at_most=role)

    async def is_superadmin(self, session: Session) -> bool:
        """Tell whether the session's user crosses sellers."""
        return await self._is_superadmin(session)

    async def _person(self, session: Session, user_id: int) -> Person:
        for one in await self.all(session):
            if one.id == user_id:
                return one
        raise NotFound("There is nobody of that kind in your sellers.")

    async def _is_superadmin(self, session: Session) -> bool:
        user_id = session.user_id
        user = None if user_id is None else await self._database.read(HOUSE, people.by_id, user_id)
        return user is not None and user.is_superadmin

    async def _refuse_but_superadmin(self, session: Session) -> None:
        if not await self._is_superadmin(session):
            raise NotAllowed("Only a superadmin may do that.")


def _managed_ids(session: Session) -> frozenset[int]:
    found = frozenset(one.seller.id for one in managed(session))
    if not found:
        raise NotAllowed("Your role does not allow that. Ask an owner or an admin.")
    return found


def _own_role(session: Session, slug: str) -> Role:
    """Return the role that a session has in a seller of its own.

    Raises NotAllowed where it has none there, or one that may not manage people.
    """
    for one in session.memberships:
        if one.seller.slug == slug and Permission.MANAGE_PEOPLE in PERMISSIONS[one.role]:
            return one.role
    raise NotAllowed(people.NOT_YOURS)


def _role_for(session: Session, slug: str) -> Role:
    """Return the role in which a session adds people: an owner's in a seller it may make new.

    Raises NotAllowed where it may not add people there.
    """
    is_own = any(one.seller.slug == slug for one in session.memberships)
    if not is_own and any(one.role is Role.OWNER for one in session.memberships):
        return Role.OWNER
    return _own_role(session, slug)


def _checked_slug(slug: str) -> str:
    if slug == ALL:
        raise UserError("No seller can be called all: --seller all means every one.")
    if not _SLUG.fullmatch(slug):
        raise UserError(
            f"{slug!r} is no short name of a seller: small letters, digits and hyphens make one."
        )
    return slug
