"""Would each connection work? Tried at Meta with its own token, and told in plain words.

A connection that the jobs left alone because of its token is taken up again where the check passes.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from pixecom_desktop.domain.access import Permission, Scope, require
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.domain.errors import NotFound, PixecomError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.findings import Finding, Findings, Verdict
from pixecom_desktop.meta import check
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import connections, token_facts

PATIENCE = 60.0


class OpenClient(Protocol):
    """Opens a client with a connection's own token."""

    def __call__(
        self, connection: Connection, *, patience: float | None
    ) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client; `patience` is how long, in seconds, a limit may make it wait."""
        ...


class Health:
    """Checks connections."""

    def __init__(self, database: Database, open_client: OpenClient, publish: Publish) -> None:
        self._database = database
        self._open_client = open_client
        self._publish = publish

    async def check(self, scope: Scope) -> AsyncIterator[Findings]:
        """Yield what was found out about each ad account of the scope, one after the other."""
        require(scope, Permission.VIEW)
        for connection in await self._database.read(scope, connections.active_accounts):
            yield await self._checked(scope, connection)

    async def check_one(self, scope: Scope, account: str) -> Findings:
        """Return what was found out about one ad account (`act_...`); raises NotFound."""
        require(scope, Permission.VIEW)
        for connection in await self._database.read(scope, connections.active_accounts):
            if connection.external_id == account:
                return await self._checked(scope, connection)
        raise NotFound(f"{account} is not linked here.")

    async def _checked(self, scope: Scope, connection: Connection) -> Findings:
        found = await self._found(connection)
        await self._settle(scope, connection, found)
        return replace(found, seller_id=connection.seller_id)

    async def _found(self, connection: Connection) -> Findings:
        try:
            async with self._open_client(connection, patience=PATIENCE) as client:
                return await check.check(client, connection.external_id)
        except PixecomError as error:
            # Without a token that can be opened nothing can be tried.
            line = Finding(key="token", title="Token", verdict=Verdict.FAILS, sentence=str(error))
            return Findings(account=connection.external_id, lines=(line,))

    async def _settle(self, scope: Scope, connection: Connection, found: Findings) -> None:
        """Keep what Meta told of the token, and let the jobs take up a connection that passes.

        What fails is theirs to find.
        """
        if found.facts is not None:
            await self._database.write(scope, token_facts.note, connection, found.facts)
        if found.can_read and connection.health is not ConnectionHealth.OK:
            await self._database.write(
                scope, connections.mark_health, connection, ConnectionHealth.OK, ""
            )
            self._publish(
                Changed(topics=frozenset({Topic.CONNECTIONS}), account=connection.external_id)
            )
