"""A session that lasts: looked at now and then, renewed unseen, kept over restarts in the keyring.

While a token is being changed the keyring holds both, the older first: whatever is cut off, one of
them opens the session at the next start. Without a usable keyring it lasts as long as the program.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import NotAllowed, SignInNeeded
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Session, SignedIn
from pixecom_desktop.domain.signing import LOOK_AGAIN
from pixecom_desktop.services.sessions import OVER, Sessions, new_token, scope_of_all
from pixecom_desktop.storage.keyrings import Keyring, NoKeyring

log = logging.getLogger(__name__)

NOTHING = Secret("-")
"""Stands in the keyring after signing out: entries are replaced, not deleted."""


class KeptSession:
    """The session of one device. `ring` opens the keyring's entry, and may raise NoKeyring."""

    _looked_at: datetime | None = None
    _stays = True

    def __init__(self, sessions: Sessions, clock: Clock, ring: Callable[[], Keyring]) -> None:
        self._sessions = sessions
        self._clock = clock
        self._open_ring = ring
        self._signed_in: SignedIn | None = None
        self._alone = asyncio.Lock()
        self.is_kept = True

    async def sign_in(
        self, email: str, password: Secret, *, device: str, stays: bool = True
    ) -> Session:
        """Sign in with a password; raises what `Sessions.sign_in` does.

        `stays` False keeps nothing: the next start asks again.
        """
        self._stays = stays
        signed_in = await self._sessions.sign_in(email, password, device=device)
        await self._keep(signed_in.refresh)
        return self._now(signed_in)

    async def resume(self) -> Session:
        """Return the session that the keyring holds, renewed; raises SignInNeeded for none."""
        kept = await self._kept()
        # The younger first: an older one that was used already would end the session.
        for token in reversed(kept):
            try:
                return await self._renewed(token)
            except SignInNeeded:
                continue
        await self._keep(NOTHING)
        raise SignInNeeded("Sign in with your email and password." if not kept else OVER)

    async def current(self) -> Session:
        """Return the session as it may be now: looked at every half minute, renewed when due.

        Raises SignInNeeded where it has ended, or its user is not let in any more.
        """
        async with self._alone:
            return await self._current()

    async def look_again(self) -> Session:
        """Return what `current` does, however lately it was looked at."""
        async with self._alone:
            self._looked_at = None
            return await self._current()

    async def act_in(self, seller_id: int) -> Session:
        """Return the session acting in another seller; raises NotAllowed."""
        async with self._alone:
            moved = await self._sessions.act_in(await self._current(), seller_id)
            if self._signed_in is not None:
                self._signed_in = SignedIn(session=moved, refresh=self._signed_in.refresh)
            return moved

    async def sign_out(self) -> None:
        """End the session here and in the database."""
        signed_in, self._signed_in = self._signed_in, None
        await self._keep(NOTHING)
        if signed_in is not None:
            await self._sessions.sign_out(signed_in.session)

    async def everywhere(self) -> Scope:
        """Return the scope over all the user's sellers; raises SignInNeeded."""
        return scope_of_all(await self.current())

    async def _current(self) -> Session:
        signed_in = self._signed_in
        if signed_in is None:
            raise SignInNeeded(OVER)
        now, session = self._clock.now(), signed_in.session
        if self._looked_at is not None and abs(now - self._looked_at) < LOOK_AGAIN:
            return session
        try:
            if session.expires_at is not None and session.expires_at <= now:
                return await self._renewed(signed_in.refresh)
            looked = await self._sessions.look(session)
        except (SignInNeeded, NotAllowed) as error:
            self._signed_in = None
            await self._keep(NOTHING)
            raise SignInNeeded(str(error)) from None
        return self._now(SignedIn(session=looked, refresh=signed_in.refresh))

    def _now(self, signed_in: SignedIn) -> Session:
        self._signed_in = signed_in
        self._looked_at = self._clock.now()
        return signed_in.session

    async def _renewed(self, refresh: Secret) -> Session:
        fresh = new_token()
        await self._keep(refresh, fresh)
        signed_in = await self._sessions.renew(refresh, fresh)
        await self._keep(fresh)
        return self._now(signed_in)

    async def _kept(self) -> list[Secret]:
        try:
            text = await asyncio.to_thread(lambda: self._open_ring().read())
        except NoKeyring as error:
            self._without(error)
            return []
        words = text.reveal().split() if text else []
        return [Secret(word) for word in words if Secret(word) != NOTHING]

    async def _keep(self, *tokens: Secret) -> None:
        if not self._stays:
            tokens = (NOTHING,)
        text = Secret(" ".join(token.reveal() for token in tokens))
        try:
            await asyncio.to_thread(lambda: self._open_ring().keep(text))
        except NoKeyring as error:
            self._without(error)

    def _without(self, error: NoKeyring) -> None:
        if self.is_kept:
            log.warning("%s You stay signed in until the program ends.", error)
        self.is_kept = False
