"""All that a seller has linked: how each link is doing, what more can be linked, how far back.

Linking a token's ad accounts is `connections`; trying one is `health`.
"""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Protocol

from pixecom_desktop.domain.access import Permission, Scope, acting, require
from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.clock import Clock
from pixecom_desktop.domain.dates import today_in
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType, JobKind
from pixecom_desktop.domain.errands import BACKFILL_DAYS, Errand, Reason
from pixecom_desktop.domain.errors import NotFound, UserError
from pixecom_desktop.domain.events import Changed, Publish, Topic
from pixecom_desktop.domain.findings import Linked
from pixecom_desktop.domain.status import AccountStatus, SyncStatus
from pixecom_desktop.domain.tokens import Asset, Download, Link
from pixecom_desktop.meta import assets
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.repos import connections, history, jobs, status, token_facts
from pixecom_desktop.storage.vault import Place, Vault

PATIENCE = 20.0
"""So many seconds a limit of Meta's may keep a person waiting for a list of pixels."""

MOST_DAYS = 1_123
"""Meta keeps statistics for 37 months."""


class OpenClient(Protocol):
    """Opens a client with a connection's own token."""

    def __call__(
        self, connection: Connection, *, patience: float | None
    ) -> AbstractAsyncContextManager[GraphClient]:
        """Return the client; `patience` is how long, in seconds, a limit may make it wait."""
        ...


class Linking:
    """Lists links, links pages, pixels and conversions, and says how far back is downloaded."""

    def __init__(
        self,
        database: Database,
        own: Connections,
        vault: Callable[[], Awaitable[Vault]],
        open_client: OpenClient,
        publish: Publish,
        *,
        clock: Clock,
        new_id: Callable[[], int],
        calls_per_hour: int,
    ) -> None:
        self._database = database
        self._connections = own
        self._vault = vault
        self._open_client = open_client
        self._publish = publish
        self._clock = clock
        self._new_id = new_id
        self._calls_per_hour = calls_per_hour

    async def links(self, scope: Scope) -> tuple[Link, ...]:
        """Return all that is linked, and what was; ad accounts with how fresh they are."""
        require(scope, Permission.VIEW)
        known = await self._database.read(scope, token_facts.links)
        fresh = await self._database.read(
            scope, status.status, now=self._clock.now(), limit=self._calls_per_hour
        )
        by_account = _by_account(fresh)
        return tuple(replace(one, status=by_account.get(one.connection.place)) for one in known)

    async def sync_soon(self, scope: Scope, account: str) -> None:
        """Let an ad account be read next, by whichever program is free; raises NotFound."""
        require(scope, Permission.VIEW)
        await self._database.write(
            acting(scope),
            jobs.enqueue,
            _one(await self._known(scope), account),
            Errand(kind=JobKind.STATS, reason=Reason.ASKED),
            new_id=self._new_id,
            now=self._clock.now(),
        )

    async def bring_back(self, scope: Scope, account: str) -> Linked:
        """Link an ad account again with the token that others of its person still have.

        Raises NotFound, and UserError where no such token is left: then one must be pasted.
        """
        require(scope, Permission.CONNECT)
        own = acting(scope)
        known = await self._database.read(own, token_facts.links)
        gone = next((one for one in known if one.connection.external_id == account), None)
        if gone is None:
            raise NotFound("That connection is not there, or is not yours.")
        for one in known:
            is_sibling = (
                gone.facts is not None
                and one.facts is not None
                and one.facts.key == gone.facts.key
                and one.connection.is_active
                and one.connection.health is not ConnectionHealth.TOKEN_INVALID
            )
            place = one.connection.seller_id, one.connection.id
            sealed = None
            if is_sibling:
                sealed = await self._database.read(own, connections.sealed_token, *place)
            if sealed is not None:
                at = Place(seller_id=place[0], table="connections", row_id=place[1])
                token = (await self._vault()).open(sealed, at)
                return await self._connections.link(scope, token, [account], facts=one.facts)
        raise UserError(
            "Its token was forgotten when it was disconnected. Connect it with a token."
        )

    # Pages, pixels and conversions.

    async def assets(self, scope: Scope, accounts: Sequence[str]) -> tuple[Asset, ...]:
        """Return what the tokens of these linked ad accounts see, each once, by kind and name.

        Raises NotFound for an account that is not linked, and what Meta says.
        """
        require(scope, Permission.CONNECT)
        known = await self._known(scope)
        found: dict[tuple[ConnectionType, str], Asset] = {}
        for account in accounts:
            connection = _one(known, account)
            async with self._open_client(connection, patience=PATIENCE) as client:
                seen = (*await assets.pages(client), *await assets.of_account(client, account))
            for one in seen:
                found.setdefault((one.type, one.external_id), one)
        return tuple(sorted(found.values(), key=lambda one: (one.type, one.name, one.external_id)))

    async def link_assets(self, scope: Scope, wanted: Sequence[Asset]) -> tuple[Connection, ...]:
        """Link these pages, pixels and conversions to the seller; raises NotFound.

        What belongs to an ad account needs that account linked.
        """
        require(scope, Permission.CONNECT)
        own = acting(scope)
        known = await self._known(scope)
        linked = []
        for asset in wanted:
            owner = _one(known, asset.of_account) if asset.of_account else next(iter(known), None)
            if owner is None or asset.type is ConnectionType.AD_ACCOUNT:
                raise NotFound("Connect an ad account first.")
            linked.append(
                await self._database.write(
                    own,
                    token_facts.link_asset,
                    owner,
                    asset,
                    new_id=self._new_id,
                    now=self._clock.now(),
                )
            )
        self._tell()
        return tuple(linked)

    async def set_asset_active(
        self, scope: Scope, kind: ConnectionType, external_id: str, *, active: bool
    ) -> None:
        """Take a page, pixel or conversion out of use, or back into it; raises NotFound."""
        require(scope, Permission.CONNECT)
        await self._database.write(
            acting(scope), token_facts.set_active, kind, external_id, active=active
        )
        self._tell()

    # History.

    async def downloads(self, scope: Scope) -> tuple[Download, ...]:
        """Return how far the history of each active ad account is."""
        require(scope, Permission.VIEW)
        now = self._clock.now()
        accounts = await self._database.read(scope, connections.active_accounts)
        wanted = {one: one.history_days or BACKFILL_DAYS for one in accounts}
        since = {
            one: today_in(one.timezone, now) - timedelta(days=days - 1)
            for one, days in wanted.items()
        }
        read = await self._database.read(scope, history.read_days, since)
        fresh = await self._database.read(scope, status.status, now=now, limit=self._calls_per_hour)
        by_account = _by_account(fresh)
        found = []
        for one in accounts:
            state = by_account.get(one.place)
            found.append(
                Download(
                    account=one.external_id,
                    name=one.name or one.external_id,
                    wanted=wanted[one],
                    read=min(read[one], wanted[one]),
                    is_running=state is not None and state.running,
                    waits_until=state.paused_until if state else None,
                    trouble=state.error if state else "",
                )
            )
        return tuple(found)

    async def keep_history(self, scope: Scope, accounts: Sequence[str], days: int) -> None:
        """Read so many days of these ad accounts, newest first, today included; raises NotFound.

        What was read before stays, however few days are asked for. Raises UserError for a number
        of days that Meta does not keep.
        """
        require(scope, Permission.CONNECT)
        if not 1 <= days <= MOST_DAYS:
            raise UserError(f"Meta keeps {MOST_DAYS:,} days. Ask for 1 to {MOST_DAYS:,}.")
        own = acting(scope)
        for account in accounts:
            connection = await self._database.write(own, token_facts.keep_history, account, days)
            # The plan for older days is a part of the usual run: it comes at once.
            await self._database.write(
                own,
                jobs.enqueue,
                connection,
                Errand(kind=JobKind.STATS, reason=Reason.RECENT),
                new_id=self._new_id,
                now=self._clock.now(),
            )
        self._tell()

    async def stop_history(self, scope: Scope) -> int:
        """Download no more older days than are there; return how many accounts that stopped.

        The week that is being read just now is read to its end.
        """
        require(scope, Permission.CONNECT)
        own = acting(scope)
        now = self._clock.now()
        stopped = 0
        for one in await self._database.read(own, connections.active_accounts):
            today = today_in(one.timezone, now)
            there = await self._database.read(own, history.newest_stretch, one, today)
            if there >= (one.history_days or BACKFILL_DAYS):
                continue
            await self._database.write(
                own, token_facts.keep_history, one.external_id, max(there, 1)
            )
            await self._database.write(own, history.stop, one, now=now)
            stopped += 1
        self._tell()
        return stopped

    async def _known(self, scope: Scope) -> tuple[Connection, ...]:
        return await self._database.read(acting(scope), connections.active_accounts)

    def _tell(self) -> None:
        self._publish(Changed(topics=frozenset({Topic.CONNECTIONS})))


def _one(known: Sequence[Connection], account: str) -> Connection:
    for one in known:
        if one.external_id == account:
            return one
    raise NotFound(f"{account} is not linked here.")


def _by_account(fresh: SyncStatus) -> dict[tuple[int, str], AccountStatus]:
    """Return each status by seller and account: two sellers may have linked the same one."""
    return {(one.seller_id, one.account): one for one in fresh.accounts}
