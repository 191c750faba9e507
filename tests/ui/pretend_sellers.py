"""The sellers of the pretend business: one, unless a test gives it more."""

from collections.abc import Callable

from pixecom_desktop.domain.access import Scope, within
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed
from pixecom_desktop.domain.events import Bus, Changed, Topic
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import ALL_SELLERS, SellerGlance, seller_name, slug_of
from pixecom_desktop.domain.session import Membership, Seller


class PretendSellers:
    """Fulfils `SellerKeeper`; `glance_error` is raised where it is set."""

    def __init__(self, bus: Bus, seller: Seller, moved: Callable[[Scope, Seller], None]) -> None:
        self._bus = bus
        self._moved = moved
        self.shown = seller.id
        self.known: list[Membership] = [Membership(seller=seller, role=Role.OWNER)]
        self.glanced: dict[int, SellerGlance] = {}
        self.kept_tiers: dict[int, SellerPreferences] = {}
        self.glance_error: Exception | None = None

    @property
    def is_all(self) -> bool:
        return self.shown == ALL_SELLERS.id

    @property
    def names(self) -> dict[int, str]:
        return {one.seller.id: one.seller.name for one in self.known} if self.is_all else {}

    @property
    def everywhere(self) -> Scope:
        return Scope.over({one.seller.id: one.role for one in self.known}, 1)

    def gain(self, name: str, role: Role = Role.OWNER) -> Seller:
        made = Seller(
            id=max(one.seller.id for one in self.known) + 1, slug=slug_of(name), name=name
        )
        self.known.append(Membership(seller=made, role=role))
        self.known.sort(key=lambda one: one.seller.name)
        return made

    def be(self, role: Role) -> None:
        """Let somebody change the person's role in every seller."""
        self.known = [Membership(seller=one.seller, role=role) for one in self.known]
        self._tell()

    async def choose(self, seller_id: int) -> None:
        if seller_id not in {ALL_SELLERS.id, *(one.seller.id for one in self.known)}:
            raise NotAllowed("You do not work for that seller.")
        self.shown = seller_id
        self._tell()

    async def glances(self) -> tuple[SellerGlance, ...]:
        if self.glance_error is not None:
            raise self.glance_error
        return tuple(self.glanced.values())

    async def tiers(self) -> dict[int, SellerPreferences]:
        return self.kept_tiers

    async def add(self, name: str) -> None:
        await self.choose(self.gain(seller_name(name)).id)

    async def rename(self, name: str) -> None:
        self.known = [
            Membership(
                seller=Seller(id=one.seller.id, slug=one.seller.slug, name=seller_name(name)),
                role=one.role,
            )
            if one.seller.id == self.shown
            else one
            for one in self.known
        ]
        self._tell()

    def _tell(self) -> None:
        if self.is_all:
            self._moved(self.everywhere, ALL_SELLERS)
        else:
            (seller,) = [one.seller for one in self.known if one.seller.id == self.shown]
            self._moved(within(self.everywhere, seller.id), seller)
        self._bus.publish(Changed(topics=frozenset({Topic.SELLERS})))
