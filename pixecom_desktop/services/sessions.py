"""Who is at the keyboard, and for which seller they act.

On an embedded database the machine's owner is signed in by itself; on a team's everyone signs in.
An access session is short: what renews it is a token that the keyring keeps and the database knows
as a hash only. Nothing here tells whether an email is known.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, SellerNeeded, SignInNeeded, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership, Session, SignedIn
from pixecom_desktop.domain.signing import ACCESS, wait_until
from pixecom_desktop.domain.text import fold
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import people, sellers, signins
from pixecom_desktop.storage.repos.people import User

TOKEN_BYTES = 32

WRONG = "That email and password do not fit."
WRONG_HERE = "That password does not fit."
OVER = "Your session has ended. Sign in again."
NOBODY = "You work for no seller here. Ask an owner or an admin to add you to one."
EMPTY = (
    "Nobody can sign in here yet. Set it up in a window, or add the first user with user add EMAIL "
    "--role OWNER."
)


class Sessions:
    """Opens, renews and ends sessions. `is_team` is True where everyone has to sign in."""

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
        self.is_team = database.engine.dialect.name != "sqlite"

    async def open_owner(self, slug: str | None = None) -> Session:
        """Return the owner's session in the seller of that slug, or in the only one.

        Raises UserError where several sellers are there and none was named, or none has that slug,
        and SignInNeeded on a team's database.
        """
        user_id = await self._owner()
        known = await self._database.read(HOUSE, sellers.sellers)
        memberships = tuple(Membership(seller=one, role=Role.OWNER) for one in known)
        return _session(user_id, "", _chosen(memberships, slug), memberships)

    async def begin_own(self, name: str) -> None:
        """Name the first seller of an embedded database that is still empty."""
        await self._owner(name.strip() or sellers.DEFAULT_NAME)

    async def open_owner_anywhere(self) -> Session:
        """Return the owner's session in the first of their sellers by name."""
        user_id = await self._owner()
        known = await self._database.read(HOUSE, sellers.sellers)
        memberships = tuple(Membership(seller=one, role=Role.OWNER) for one in known)
        return _session(user_id, "", memberships[0], memberships)

    async def again(self, session: Session) -> Session:
        """Return a session that nothing renews with the sellers that its user has now."""
        user = await self._database.read(HOUSE, people.by_id, session.user_id or 0)
        if user is None or not user.is_active:
            raise SignInNeeded(OVER)
        memberships = await self._memberships(user)
        here = [one for one in memberships if one.seller.id == session.seller.id]
        return _session(user.id, session.email, (here or memberships)[0], memberships)

    async def everywhere(self) -> Scope:
        """Return the owner's scope over all their sellers: what background jobs work in."""
        user_id = await self._owner()
        known = await self._database.read(HOUSE, sellers.sellers)
        return Scope(
            user_id=user_id,
            seller_ids=frozenset(seller.id for seller in known),
            role=Role.OWNER,
        )

    async def sign_in_once(self, email: str, password: Secret, slug: str | None = None) -> Session:
        """Return a session that nothing renews, in the seller of that slug or in the only one.

        Raises what `sign_in` does, and UserError where the seller has to be named.
        """
        user = await self._checked(email, password)
        memberships = await self._memberships(user)
        return _session(user.id, user.email, _chosen(memberships, slug), memberships)

    async def sign_in_anywhere(self, email: str, password: Secret) -> Session:
        """Return a session that nothing renews, in the first of the user's sellers by name."""
        user = await self._checked(email, password)
        memberships = await self._memberships(user)
        return _session(user.id, user.email, memberships[0], memberships)

    async def sign_in(self, email: str, password: Secret, *, device: str = "") -> SignedIn:
        """Open a session for a device, in the first of the user's sellers by name.

        Raises SignInNeeded for a wrong email or password (which of them is not said) and while
        attempts are held back, NotAllowed where the user has no seller.
        """
        user = await self._checked(email, password)
        memberships = await self._memberships(user)
        return await self._begun(user, memberships, memberships[0], device)

    async def renew(self, refresh: Secret, fresh: Secret) -> SignedIn:
        """Open a fresh session for a device that is signed in, which `fresh` is to renew next.

        Raises SignInNeeded where the token opens nothing: ended, outlived, or shown twice.
        """
        now = self._clock.now()
        device = await self._database.write(HOUSE, signins.rotate, refresh, fresh, now=now)
        if device is None:
            raise SignInNeeded(OVER)
        user = await self._database.read(HOUSE, people.by_id, device.user_id)
        if user is None or not user.is_active:
            raise SignInNeeded(OVER)
        memberships = await self._memberships(user)
        last = [one for one in memberships if one.seller.id == device.acting_seller_id]
        session = _session(user.id, user.email, (last or memberships)[0], memberships)
        return SignedIn(session=self._until(session, device.id), refresh=fresh)

    async def look(self, session: Session) -> Session:
        """Return the session as it may be now: roles and sellers are asked for again.

        Raises SignInNeeded where it has ended, or its user is not let in any more, and where its
        access is over: then `renew`.
        """
        if session.id is None or session.user_id is None:
            return session
        now = self._clock.now()
        is_open = await self._database.read(HOUSE, signins.is_open, session.id, now=now)
        user = await self._database.read(HOUSE, people.by_id, session.user_id)
        is_over = session.expires_at is not None and session.expires_at <= now
        if not is_open or user is None or not user.is_active or is_over:
            raise SignInNeeded(OVER)
        memberships = await self._memberships(user)
        here = [one for one in memberships if one.seller.id == session.seller.id]
        found = _session(user.id, user.email, (here or memberships)[0], memberships)
        return replace(found, id=session.id, expires_at=session.expires_at)

    async def act_in(self, session: Session, seller_id: int) -> Session:
        """Return the session acting in another of the user's sellers; raises NotAllowed."""
        for membership in session.memberships:
            if membership.seller.id == seller_id:
                if session.id is not None:
                    await self._database.write(HOUSE, signins.act_in, session.id, seller_id)
                moved = _session(session.user_id, session.email, membership, session.memberships)
                return replace(moved, id=session.id, expires_at=session.expires_at)
        raise NotAllowed("You do not work for that seller.")

    async def prove(self, user_id: int, password: Secret) -> None:
        """Check that who is here is still the user: it opens and ends nothing.

        Raises SignInNeeded for a wrong password and while attempts are held back; a wrong one
        counts like one at the door.
        """
        user = await self._database.read(HOUSE, people.by_id, user_id)
        if user is None:
            raise SignInNeeded(OVER)
        await self._checked(user.email, password, wrong=WRONG_HERE)

    async def sign_out(self, session: Session) -> None:
        """End the session: its token opens nothing any more."""
        if session.id is not None:
            await self._database.write(HOUSE, signins.end, session.id, now=self._clock.now())

    async def _owner(self, name: str = sellers.DEFAULT_NAME) -> int:
        if self.is_team:
            raise SignInNeeded("A team's database wants your email and password.")
        found = await self._database.read(HOUSE, sellers.owner)
        if found is not None:
            return found
        return await self._database.write(
            HOUSE, sellers.ensure_owner, new_id=self._new_id, now=self._clock.now(), name=name
        )

    async def _checked(self, email: str, password: Secret, *, wrong: str = WRONG) -> User:
        now = self._clock.now()
        if not await self._database.read(HOUSE, people.anybody):
            raise SignInNeeded(EMPTY)
        # Nobody signs in to this computer's own workspace: its window waits for no such table.
        from pixecom_desktop.storage.repos import sign_in_failures

        failed = await self._database.read(HOUSE, sign_in_failures.failed, email)
        until = wait_until(*failed, now) if failed else now
        if until > now:
            seconds = max(1, round((until - now).total_seconds()))
            raise SignInNeeded(f"Too many wrong passwords. Try again in {_in_words(seconds)}.")
        user = await self._database.read(HOUSE, people.by_email, email)
        fits = await self._passwords.fits(password, user.password_hash if user else None)
        if user is None or not fits or not user.is_active:
            await self._database.write(HOUSE, sign_in_failures.note, email, now=now)
            raise SignInNeeded(wrong)
        await self._database.write(HOUSE, sign_in_failures.forgive, email)
        return user

    async def _memberships(self, user: User) -> tuple[Membership, ...]:
        found = await self._database.read(HOUSE, people.memberships, user)
        if not found:
            raise NotAllowed(NOBODY)
        return found

    async def _begun(
        self,
        user: User,
        memberships: tuple[Membership, ...],
        chosen: Membership,
        device: str,
    ) -> SignedIn:
        token = new_token()
        session_id = await self._database.write(
            HOUSE,
            signins.begin,
            user.id,
            token,
            device=device,
            seller_id=chosen.seller.id,
            new_id=self._new_id,
            now=self._clock.now(),
        )
        session = _session(user.id, user.email, chosen, memberships)
        return SignedIn(session=self._until(session, session_id), refresh=token)

    def _until(self, session: Session, session_id: int) -> Session:
        return replace(session, id=session_id, expires_at=self._clock.now() + ACCESS)


def scope_of_all(session: Session) -> Scope:
    """Return the scope over every seller of the session, which acts in none."""
    roles = {one.seller.id: one.role for one in session.memberships}
    return Scope.over(roles, session.user_id)


def new_token() -> Secret:
    """Return a refresh token: random bits, in letters."""
    return Secret(secrets.token_urlsafe(TOKEN_BYTES))


def _in_words(seconds: int) -> str:
    return f"{seconds} s" if seconds < 120 else f"{-(-seconds // 60)} min"


def _session(
    user_id: int | None, email: str, acts_as: Membership, memberships: tuple[Membership, ...]
) -> Session:
    seller = acts_as.seller
    return Session(
        user_id=user_id,
        email=email,
        seller=seller,
        role=acts_as.role,
        scope=Scope.for_seller(seller.id, acts_as.role, user_id),
        memberships=memberships,
    )


def _chosen(memberships: tuple[Membership, ...], slug: str | None) -> Membership:
    """Return the seller of that short name, else of that name whatever its case."""
    slugs = ", ".join(sorted(one.seller.slug for one in memberships))
    if slug is not None:
        for one in memberships:
            if one.seller.slug == slug:
                return one
        named = [one for one in memberships if fold(one.seller.name) == fold(slug)]
        if len(named) == 1:
            return named[0]
        if named:
            same = ", ".join(sorted(one.seller.slug for one in named))
            raise UserError(
                f"Several sellers are called {slug!r}. Use --seller with one of: {same}."
            )
        raise UserError(f"There is no seller {slug!r} here. Use --seller with one of: {slugs}.")
    if len(memberships) != 1:
        raise SellerNeeded(f"There are several sellers. Say which with --seller: {slugs}.")
    return memberships[0]
