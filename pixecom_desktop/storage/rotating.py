"""Every token sealed anew under the newest key, one row a transaction.

Interrupted anywhere, it leaves rows of both keys, each of which opens with its own: whoever comes
next goes on with the rest. Programs that are at work meanwhile look for keys again where they meet
one that they do not know. A token that was connected anew in between is left as it is.
"""

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import SealBroken
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import fencing
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.fencing import Fenced
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.vault import Place, Vault

LEASE = "rotate-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """How it ended: tokens sealed anew, those that no key here opens, all that there are."""

    resealed: int
    closed: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many tokens an older key seals that is here, and how many one that is not."""

    older: int
    closed: int


async def standing(database: Database, vault: Vault) -> Standing:
    """Return how the tokens stand to these keys."""
    found = await database.read(HOUSE, connections.sealed_tokens)
    old = [one for one in found if not vault.is_newest(one[2])]
    older = sum(_fresh(vault, *one) is not None for one in old)
    return Standing(older=older, closed=len(old) - older)


async def hold(database: Database, *, holder: str, clock: Clock) -> Fenced | None:
    """Return the door of the one who rotates, None where another program does, or did until now."""
    return await fencing.acquire(database, LEASE, holder=holder, clock=clock)


async def reseal(database: Database, door: Fenced, vault: Vault) -> Rotated:
    """Seal every token anew that is not sealed with the newest key, until none is left."""
    resealed = 0
    while True:
        found = await database.read(HOUSE, connections.sealed_tokens)
        # A program that is at work may have connected one with the older key meanwhile.
        left = [(one, fresh) for one in found if (fresh := _fresh(vault, *one))]
        if not left:
            closed = sum(not vault.is_newest(sealed) for _, _, sealed in found)
            return Rotated(resealed=resealed, closed=closed, tokens=len(found))
        for one, fresh in left:
            resealed += await door.write(HOUSE, connections.reseal, *one, fresh)


def _fresh(vault: Vault, seller_id: int, row_id: int, sealed: bytes) -> bytes | None:
    """Return the token sealed anew, None where it is so already or cannot be opened."""
    if vault.is_newest(sealed):
        return None
    place = Place(seller_id=seller_id, table="connections", row_id=row_id)
    try:
        return vault.seal(vault.open(sealed, place), place)
    except SealBroken:
        return None
