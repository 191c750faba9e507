"""The links of the pretend business: one token for all accounts, a pixel and a page."""

from datetime import timedelta

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import ConnectionHealth, ConnectionType
from pixecom_desktop.domain.errors import TokenInvalid
from pixecom_desktop.domain.findings import Linked
from pixecom_desktop.domain.tokens import Asset, Download, Link, TokenFacts
from tests.ui.pretend_homes import FIRST_ID

NO_META = "There is no Meta behind the pretend business."


class PretendLinks:
    """Fulfils `LinkKeeper` over what a backend says is connected."""

    browser_lacks = ""

    def __init__(self, backend) -> None:
        self._backend = backend
        self.people = ("1001",)
        self.asked = []
        self.assets_there = True

    def facts(self, place: int = 0) -> TokenFacts:
        now = self._backend.clock.now()
        place %= len(self.people)
        return TokenFacts(
            person_id=self.people[place],
            person=self.people[place],
            app_id="9001",
            kind="SYSTEM_USER",
            scopes=frozenset({"ads_read", "ads_management"}),
            ends_at=now + timedelta(days=5) if place else None,
            is_endless=not place,
            checked_at=now,
        )

    async def links(self):
        statuses = {one.account: one for one in self._backend.status_now.accounts}
        own = tuple(
            Link(connection=one, facts=self.facts(place), status=statuses.get(one.external_id))
            for place, one in enumerate(await self._backend.connections())
        )
        more = tuple(
            Link(connection=_connection(one), facts=None, of_account=one.of_account)
            for one in (await self.assets(()) if own else ())
        )
        return own + more

    async def downloads(self):
        return tuple(
            Download(account=one.external_id, name=one.name, wanted=90, read=90 - 31 * place)
            for place, one in enumerate((await self._backend.connections())[:3])
        )

    async def assets(self, accounts):
        account = f"act_{self._backend.accounts[0].id}"
        return (
            Asset(type=ConnectionType.PAGE, external_id="771", name="551"),
            Asset(type=ConnectionType.PIXEL, external_id="772", name="552", of_account=account),
        )

    async def sign_in(self, open_page):
        raise TokenInvalid(NO_META)

    async def look_at(self, token, *, is_browser):
        raise TokenInvalid(NO_META)

    async def link(self, token, accounts, facts):
        self.asked.append(("link", tuple(accounts)))
        return Linked(connections=(), refused=tuple((one, NO_META) for one in accounts))

    async def sync_soon(self, account, seller_id):
        self.asked.append(("sync", account, seller_id))

    async def bring_back(self, account):
        self.asked.append(("bring back", account))
        return Linked(connections=(), refused=())

    async def link_assets(self, wanted):
        self.asked.append(("link assets", tuple(wanted)))
        return ()

    async def set_asset_active(self, kind, external_id, *, active):
        self.asked.append(("asset", external_id, active))

    async def keep_history(self, accounts, days):
        self.asked.append(("history", tuple(accounts), days))

    async def stop_history(self):
        self.asked.append(("stop",))
        return 1


def _connection(asset: Asset) -> Connection:
    return Connection(
        id=int(asset.external_id),
        seller_id=FIRST_ID,
        type=asset.type,
        external_id=asset.external_id,
        name=asset.name,
        currency="",
        timezone="UTC",
        is_active=True,
        health=ConnectionHealth.OK,
        health_reason="",
    )
