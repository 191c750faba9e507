"""The sellers of one signed-in user, and which of them a window shows: one, or all at once.

It holds the session. Whatever a window asks is asked in `scope`; whoever changes it, or finds that
it has changed, publishes SELLERS, and the window begins anew with what is in the scope then.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from pixecom_desktop.domain.access import Scope, within
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import ALL_SELLERS, SellerGlance
from pixecom_desktop.domain.session import Membership, Seller, Session
from pixecom_desktop.services.sessions import Sessions, scope_of_all

if TYPE_CHECKING:
    from pixecom_desktop.services.sellers import Sellers


class Kept(Protocol):
    """What renews a session on a team's database."""

    async def current(self) -> Session:
        """Return the session as it may be now; raises SignInNeeded where it has ended."""
        ...

    async def look_again(self) -> Session:
        """Return the same, whenever it was looked at last."""
        ...

    async def act_in(self, seller_id: int) -> Session:
        """Return the session acting in another seller; raises NotAllowed."""
        ...


class UserSellers:
    """Chooses among the sellers of a session; without `kept` it is the machine's owner's."""

    def __init__(
        self,
        sessions: Sessions,
        sellers: "Callable[[], Sellers]",
        session: Session,
        kept: Kept | None,
        publish: Publish,
    ) -> None:
        self._sessions = sessions
        self._sellers = sellers
        self._kept = kept
        self._publish = publish
        self.session = session
        self.is_all = False

    @property
    def everywhere(self) -> Scope:
        """Return the scope over all of the user's sellers."""
        return scope_of_all(self.session)

    @property
    def scope(self) -> Scope:
        """Return what the window may see now."""
        return self.everywhere if self.is_all else self.session.scope

    @property
    def own(self) -> Scope:
        """Return the scope of the seller acted in last: there a user's own things stand."""
        return self.session.scope

    @property
    def seller(self) -> Seller:
        """Return the seller that is shown, ALL_SELLERS where all are."""
        return ALL_SELLERS if self.is_all else self.session.seller

    @property
    def names(self) -> Mapping[int, str]:
        """Return the names of the sellers by id where all are on show, else none."""
        return {one.seller.id: one.seller.name for one in self.known} if self.is_all else {}

    @property
    def known(self) -> Sequence[Membership]:
        """Return the sellers that the user may choose, by name."""
        return self.session.memberships

    async def choose(self, seller_id: int) -> None:
        """Show another of the user's sellers, ALL_SELLERS' id for all; raises NotAllowed."""
        if seller_id == self.seller.id:
            return
        if seller_id == ALL_SELLERS.id:
            if len(self.known) < 2:
                raise NotAllowed("There is only one seller.")
            self.is_all = True
        else:
            await self._act_in(seller_id)
            self.is_all = False
        self._publish(Changed(topics=frozenset({Topic.SELLERS})))

    async def look(self) -> Scope:
        """Return the scope over all sellers as it may be now: roles and sellers are asked again.

        Raises SignInNeeded where the session has ended.
        """
        if self._kept is not None:
            before = self.session
            self.session = await self._kept.current()
            if before.memberships != self.session.memberships:
                self.is_all = self.is_all and len(self.known) > 1
                self._publish(Changed(topics=frozenset({Topic.SELLERS})))
        return self.everywhere

    async def glances(self) -> tuple[SellerGlance, ...]:
        """Return each seller with its accounts, yesterday's takings and warnings."""
        return await self._sellers().glances(self.everywhere)

    async def tiers(self) -> Mapping[int, SellerPreferences]:
        """Return the settings of each seller that has set any."""
        return await self._sellers().tiers(self.everywhere)

    async def add(self, name: str) -> None:
        """Make a seller and show it; raises NotAllowed, UserError."""
        made = await self._sellers().add(self.everywhere, name)
        await self._refresh()
        await self.choose(made.id)

    async def rename(self, name: str) -> None:
        """Give the seller that is shown another name; raises NotAllowed, UserError."""
        await self._sellers().rename(self.scope, name)
        await self._refresh()
        self._publish(Changed(topics=frozenset({Topic.SELLERS})))

    def within(self, seller_id: int) -> Scope:
        """Return the user's scope in one of their sellers; raises NotAllowed."""
        return within(self.everywhere, seller_id)

    async def _act_in(self, seller_id: int) -> None:
        if self._kept is not None:
            self.session = await self._kept.act_in(seller_id)
        else:
            self.session = await self._sessions.act_in(self.session, seller_id)

    async def _refresh(self) -> None:
        """Read the session's sellers again, whatever the time."""
        if self._kept is not None:
            self.session = await self._kept.look_again()
        else:
            self.session = await self._sessions.again(self.session)
