"""The pages, pixels and custom conversions that a token sees.

Edges: `me/accounts` (needs pages_show_list; without it Meta lists none), and of an ad account
`adspixels` and `customconversions`.
"""

from pixecom_desktop.domain.enums import ConnectionType
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.meta import payloads
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader

PAGE = 100


async def pages(client: GraphClient) -> tuple[Asset, ...]:
    """Return the Facebook pages that the token's person works for; raises MetaError."""
    return await _read(client, "me/accounts", "id,name", ConnectionType.PAGE, "")


async def of_account(client: GraphClient, account: str) -> tuple[Asset, ...]:
    """Return the pixels and custom conversions of an ad account (`act_...`); raises MetaError.

    Archived conversions are left out.
    """
    pixels = await _read(client, f"{account}/adspixels", "id,name", ConnectionType.PIXEL, account)
    conversions = await _read(
        client,
        f"{account}/customconversions",
        "id,name,is_archived",
        ConnectionType.CONVERSION,
        account,
    )
    return pixels + conversions


async def _read(
    client: GraphClient, path: str, fields: str, type_: ConnectionType, account: str
) -> tuple[Asset, ...]:
    reader = Reader(
        row=payloads.Asset, turn=lambda one: one, key=lambda one: one.id, broken=lambda _: None
    )
    found: list[Asset] = []
    pages = client.pages(
        path, {"fields": fields}, account=account or None, reader=reader, limit=PAGE
    )
    async for page in pages:
        found.extend(
            Asset(
                type=type_,
                external_id=one.id,
                name=clean(one.name) or one.id,
                of_account=account,
            )
            for one in page
            if not one.is_archived
        )
    return tuple(found)
