"""Linking a seller's ad accounts: the token is tried at Meta before anything is kept."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.ads import Account, Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.errors import MetaError, NotAllowed, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.findings import Linked, TokenFound
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.tokens import TokenFacts
from pixecom_desktop.meta import identity, structure
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.errors import of_new_token
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import connections, token_facts
from pixecom_desktop.storage.vault import Place, Vault


class TryToken(Protocol):
    """Opens a client with a token that is not stored yet."""

    def __call__(self, token: Secret) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client, closed when the block ends."""
        ...


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

    async def look_at(self, scope: Scope, token: Secret, *, is_browser: bool = False) -> TokenFound:
        """Return what a token is, may do and sees; nothing is kept.

        `is_browser`: it came by signing in with the browser.

        Raises UserError for what is no token, NotAllowed, and what Meta says about it.
        """
        require(scope, Permission.CONNECT)
        known = await self._database.read(acting(scope), connections.active_accounts)
        try:
            async with self._try_token(checked_token(token)) as client:
                facts = await identity.facts(client)
                accounts = [one async for page in identity.ad_accounts(client) for one in page]
        except MetaError as error:
            raise of_new_token(error, is_browser=is_browser) from error
        return TokenFound(
            facts=replace(facts, is_browser=is_browser),
            accounts=tuple(sorted(accounts, key=lambda one: (one.name, one.external_id))),
            linked=frozenset(one.external_id for one in known),
        )

    async def let_go(self, scope: Scope, external_id: str) -> None:
        """Read and change an ad account no more; what was read of it stays. Raises NotFound."""
        require(scope, Permission.CONNECT)
        await self._database.write(acting(scope), connections.let_go, external_id)
        self._publish(Changed(topics=frozenset({Topic.CONNECTIONS}), account=external_id))

    async def link(
        self,
        scope: Scope,
        token: Secret,
        accounts: Sequence[str],
        *,
        facts: TokenFacts | None = None,
    ) -> Linked:
        """Link these ad accounts (`act_...`) to the seller; linking again renews the token.

        `facts`: what was found out about the token; without them it is looked at again.

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
        refused: list[tuple[str, str]] = []
        async with self._try_token(token) as client:
            found = await _found(client, ids, refused)
            if found and facts is None:
                facts = await _facts(client)
        linked = []
        for account in found:

            def seal(row_id: int) -> bytes:
                return vault.seal(
                    token, Place(seller_id=seller_id, table="connections", row_id=row_id)
                )

            connection = await self._database.write(
                scope,
                connections.link,
                seller_id,
                account,
                seal,
                new_id=self._new_id,
                now=self._clock.now(),
            )
            if facts is not None:
                await self._database.write(scope, token_facts.note, connection, facts)
            linked.append(connection)
        if linked:
            self._publish(Changed(topics=frozenset({Topic.CONNECTIONS})))
        return Linked(connections=tuple(linked), refused=tuple(refused))


async def _found(
    client: GraphClient, ids: Sequence[str], refused: list[tuple[str, str]]
) -> list[Account]:
    """Return the accounts that Meta shows; what it refuses goes to `refused`, with the reason."""
    found = []
    for external_id in ids:
        try:
            found.append(await structure.account(client, external_id))
        except MetaError as error:
            refused.append((external_id, str(of_new_token(error))))
    return found


async def _facts(client: GraphClient) -> TokenFacts | None:
    """Return what Meta tells of the token, None where it tells nothing."""
    try:
        return await identity.facts(client)
    except MetaError:
        return None


def checked_token(token: Secret) -> Secret:
    """Return a token without the blanks around it; raises UserError for what cannot be one."""
    text = token.reveal().strip()
    if not text:
        raise UserError("No access token came.")
    if not text.isascii() or not text.isprintable() or " " in text:
        raise UserError("That is no access token: it holds characters that none of Meta's has.")
    return Secret(text)


def account_id(text: str) -> str:
    """Return an ad account's id as Meta writes it; raises UserError for anything else."""
    digits = text.strip().removeprefix("act_")
    if not digits.isascii() or not digits.isdigit():
        raise UserError(f"{text!r} is no ad account. Write it as act_1234567890.")
    return f"act_{digits}"
