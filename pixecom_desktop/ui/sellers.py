"""What the window asks of the sellers of whoever is signed in."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import SellerGlance
from pixecom_desktop.domain.session import Membership


class SellerKeeper(Protocol):
    """Which sellers there are, which one is shown. Methods raise PixecomError with a sentence."""

    @property
    def known(self) -> Sequence[Membership]:
        """Return the sellers that the user may choose, by name."""
        ...

    @property
    def is_all(self) -> bool:
        """Tell whether the rows of all of them are shown."""
        ...

    @property
    def names(self) -> Mapping[int, str]:
        """Return the names of the sellers by id where all are on show, else none."""
        ...

    @property
    def everywhere(self) -> Scope:
        """Return the scope over all of them."""
        ...

    async def choose(self, seller_id: int) -> None:
        """Show another seller, ALL_SELLERS' id for all; SELLERS is published."""
        ...

    async def glances(self) -> tuple[SellerGlance, ...]:
        """Return each seller with its accounts, yesterday's takings and warnings."""
        ...

    async def tiers(self) -> Mapping[int, SellerPreferences]:
        """Return the settings of each seller that has set any."""
        ...

    async def add(self, name: str) -> None:
        """Make a seller and show it."""
        ...

    async def rename(self, name: str) -> None:
        """Give the seller that is shown another name."""
        ...
