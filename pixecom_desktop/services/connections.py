"""Linking a seller's ad accounts: the token is tried at Meta before anything is kept."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from pixecom_desktop.domain.access import Permission, Scope, require
from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import MetaError, NotAllowed, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.vault import Place, Vault


class TryToken(Protocol):
    """Opens a client with a token that is not stored yet."""

    def __call__(self, token: Secret) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client, closed when the block ends."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What became of each account: those that are linked, and why the others are not."""

    connections: tuple[Connection, ...]
    refused: tuple[tuple[str, str], ...]


class Connections:
    """Links ad accounts and lists them."""

    def __init__(
        self,
        database: Database,
        vault: Callable[[], Awaitable[Vault]],
        try_token: TryToken,
        publish: Publish,
        *,
        clock: Clock,
        new_id: Callable[[], int],
    ) -> None:
        self._database = database
        self._vault = vault
        self._try_token = try_token
        self._publish = publish
        self._clock = clock
        self._new_id = new_id

    async def accounts(self, scope: Scope) -> tuple[Connection, ...]:
        """Return the active ad accounts of the scope."""
        require(scope, Permission.VIEW)
        return await self._database.read(scope, connections.active_accounts)

    async def link(self, scope: Scope, token: Secret, accounts: Sequence[str]) -> Linked:
        """Link these ad accounts (`act_...`) to the seller; linking again renews the token.

        Each is looked up at Meta first; one that Meta refuses is named with the reason and the
        others are linked. Raises KeyMissing before anything is asked, UserError for an id that is
        none.
        """
        require(scope, Permission.CONNECT)
        seller_id = scope.acting_seller_id
        if seller_id is None:
            raise NotAllowed("Choose the seller that these accounts belong to.")
        ids = tuple(dict.fromkeys(account_id(text) for text in accounts))
        vault = await self._vault()
        found: list[Account] = []
        refused: list[tuple[str, str]] = []
        async with self._try_token(token) as client:
            for external_id in ids:
                try:
                    found.append(await structure.account(client, external_id))
                except MetaError as error:
                    refused.append((external_id, str(error)))
        linked = []
        for account in found:

            def seal(row_id: int) -> bytes:
                return vault.seal(
                    token, Place(seller_id=seller_id, table="connections", row_id=row_id)
                )

            linked.append(
                await self._database.write(
                    scope,
                    connections.link,
                    seller_id,
                    account,
                    seal,
                    new_id=self._new_id,
                    now=self._clock.now(),
                )
            )
        if linked:
            self._publish(Changed(topics=frozenset({Topic.CONNECTIONS})))
        return Linked(connections=tuple(linked), refused=tuple(refused))


def account_id(text: str) -> str:
    """Return an ad account's id as Meta writes it; raises UserError for anything else."""
    digits = text.strip().removeprefix("act_")
    if not digits.isascii() or not digits.isdigit():
        raise UserError(f"{text!r} is no ad account. Write it as act_1234567890.")
    return f"act_{digits}"
