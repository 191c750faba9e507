"""`db rotate-key`: every access token sealed anew under a new key.

Where the key is the keyring's, a new one is made and put before the old. Where it is the
environment's, META_TOKEN_ENCRYPTION_KEY holds the new one and META_TOKEN_ENCRYPTION_KEY_BEFORE the
old, in every program that is at work.
"""

import asyncio
import os
import socket

from pixecom_desktop.cli.workspace import tell
from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import SystemClock
from pixecom_desktop.domain.errors import KeyMissing, UserError
from pixecom_desktop.opening import open_engine
from pixecom_desktop.storage import migrate, rotating, vault
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.rotating import Rotated
from pixecom_desktop.storage.vault import Vault

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


async def rotated(database: Database, config: Config) -> Rotated:
    """Seal every token anew; raises KeyMissing, BusyError, and UserError where nothing is to do."""
    holder = f"{socket.gethostname()}:{os.getpid()}"
    door = await rotating.hold(database, holder=holder, clock=SystemClock())
    try:
        return await rotating.reseal(database, door, await _vault(database, config))
    finally:
        await door.release()


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
