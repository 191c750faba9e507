"""`db rotate-key`: every access token sealed anew under a new key.

Where the key is the keyring's, a new one is made and put before the old. Where it is the
environment's, META_TOKEN_ENCRYPTION_KEY holds the new one and META_TOKEN_ENCRYPTION_KEY_BEFORE the
old, in every program that is at work.
"""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable

from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import Clock, SystemClock
from pixecom_desktop.domain.errors import BusyError, KeyMissing, UserError
from pixecom_desktop.opening import open_engine
from pixecom_desktop.storage import migrate, rotating, vault
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.fencing import LEASE_SECONDS, Fenced
from pixecom_desktop.storage.rotating import Rotated
from pixecom_desktop.storage.vault import Vault

TOLD_EVERY = 15
"""So many seconds lie between two lines about how long it still waits."""

OF_ENVIRONMENT = (
    "Every token is sealed with META_TOKEN_ENCRYPTION_KEY already. For a new key put it there, and"
    " the old one into META_TOKEN_ENCRYPTION_KEY_BEFORE, for every program that is at work; then"
    " run this again."
)


def run(config: Config) -> None:
    """Seal every token anew; goes on where an earlier one was interrupted."""
    database = Database(open_engine(config))
    try:
        _refuse_other(database)
        done = asyncio.run(rotated(database, config))
    finally:
        database.close()
    _say(done, config)


def _refuse_other(database: Database) -> None:
    """Raise StorageError for a newer program's database, UserError for an older one's."""
    found = migrate.status(database.engine)
    migrate.refuse_newer(found)
    if found.pending:
        raise UserError("The database is older than this program. Run db upgrade first.")


async def rotated(
    database: Database,
    config: Config,
    *,
    clock: Clock | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Rotated:
    """Seal every token anew; raises KeyMissing, BusyError, and UserError where nothing is to do."""
    door = await _door(database, clock or SystemClock(), sleep)
    try:
        return await rotating.reseal(database, door, await _vault(database, config))
    finally:
        await door.release()


async def _door(
    database: Database, clock: Clock, sleep: Callable[[float], Awaitable[None]]
) -> Fenced:
    """Return the door, waited for until whoever was killed before must have lost it.

    Raises BusyError where another program is at it all the while.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}"
    for left in range(LEASE_SECONDS + 1, 0, -1):
        door = await rotating.hold(database, holder=holder, clock=clock)
        if door is not None:
            return door
        if left > LEASE_SECONDS:
            tell(
                "Another program is sealing the tokens anew, or was killed while it did. If it was,"
                f" this goes on in {LEASE_SECONDS} s at most."
            )
        elif left < LEASE_SECONDS and left % TOLD_EVERY == 0:
            tell(f"{left} s left.")
        await sleep(1)
    raise BusyError(
        "Another program is sealing the tokens anew. Run this again when that has ended: it does"
        " what is left."
    )


async def _vault(database: Database, config: Config) -> Vault:
    """Return the vault with a new key, or with the one that an interrupted rotation began with."""
    is_ours = config.token_key is None
    try:
        known = Vault(*_keys(config))
    except KeyMissing:
        # Lost with the keyring that held it: a new one lets the accounts be connected again.
        if not is_ours:
            raise
    else:
        found = await rotating.standing(database, known)
        if found.older or (found.closed and not is_ours):
            return known
        if not is_ours:
            raise UserError(OF_ENVIRONMENT)
    vault.renew_key()
    return Vault(*_keys(config))


def _keys(config: Config) -> tuple[bytes, ...]:
    return vault.load_keys(config.token_key, config.token_key_before, fresh=False)


def _say(rotated: Rotated, config: Config) -> None:
    noun = "token is" if rotated.resealed == 1 else "tokens are"
    print(f"{rotated.resealed:,} {noun} sealed anew, of {rotated.tokens:,}.")
    if rotated.closed:
        tell(
            f"{rotated.closed:,} could not be opened with any key that is here: connect those"
            " accounts again."
        )
    elif config.token_key is not None:
        print("META_TOKEN_ENCRYPTION_KEY_BEFORE is not needed any more.")
