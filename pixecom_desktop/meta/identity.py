"""Who the token is, what it may do, and which ad accounts it sees."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.errors import MetaError
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.tokens import TokenFacts
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import fields
from pixecom_desktop.meta.batches import Part
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.payloads import AccountNode, Introspection, Me, Permission
from pixecom_desktop.meta.structure import account_from

PAGE = 100
GRANTED = "granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The token's person or system user."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenLife:
    """How long a token lives: None where Meta says never, or nothing."""

    ends_at: datetime | None
    is_endless: bool
    data_until: datetime | None
    kind: str = ""
    app_id: str = ""
    app: str = ""

    @property
    def first_end(self) -> datetime | None:
        """Return when the token, or its access to data, ends: whichever comes first."""
        return min((one for one in (self.ends_at, self.data_until) if one), default=None)


async def me(client: GraphClient) -> Person:
    """Return whose token it is; raises TokenInvalid and the like."""
    found = await client.get("me", {"fields": "id,name"}, account=None, type=Me)
    return Person(id=found.id, name=clean(found.name))


async def permissions(client: GraphClient) -> frozenset[str]:
    """Return the permissions that the token was granted."""
    reader = Reader(
        row=Permission,
        turn=lambda one: one,
        key=lambda one: one.permission,
        broken=lambda sentence: None,
    )
    granted: set[str] = set()
    async for page in client.pages("me/permissions", {}, account=None, reader=reader, limit=PAGE):
        granted.update(one.permission for one in page if one.status == GRANTED)
    return frozenset(granted)


async def ad_accounts(client: GraphClient) -> AsyncIterator[tuple[Account, ...]]:
    """Yield the ad accounts that the token sees."""
    reader = Reader(
        row=AccountNode,
        turn=account_from,
        key=lambda one: one.external_id,
        broken=lambda sentence: None,
    )
    params = {"fields": fields.ACCOUNT}
    async for page in client.pages(
        "me/adaccounts", params, account=None, reader=reader, limit=PAGE
    ):
        yield page


async def token_life(client: GraphClient) -> TokenLife | None:
    """Return how long the token lives; None where Meta does not tell.

    It tells developers of the token's app. The token is asked about inside of a batch, so that it
    travels in a body and stands in no address.
    """
    part = Part(method="GET", path="debug_token", params={"input_token": client.token})
    try:
        (told,) = await client.batch([part], account=None, type=Introspection)
    except MetaError:
        return None
    if told is None or isinstance(told, MetaError) or told.data.expires_at is None:
        return None
    node = told.data
    return TokenLife(
        ends_at=_instant(node.expires_at),
        is_endless=node.expires_at == 0,
        data_until=_instant(node.data_access_expires_at),
        kind=node.type,
        app_id=node.app_id,
        app=clean(node.application),
    )


def facts_of(
    person: Person, granted: frozenset[str], life: TokenLife | None, now: datetime
) -> TokenFacts:
    """Return what is kept of a token from what Meta told of it at `now`."""
    end = None if life is None else life.first_end
    return TokenFacts(
        person_id=person.id,
        person=person.name or person.id,
        app_id=life.app_id if life else "",
        app=life.app if life else "",
        kind=life.kind if life else "",
        scopes=granted,
        is_endless=life is not None and life.is_endless and end is None,
        ends_at=end,
        checked_at=now,
    )


async def facts(client: GraphClient) -> TokenFacts:
    """Return whose the client's token is, what it may do and until when; raises MetaError."""
    person = await me(client)
    granted = await permissions(client)
    return facts_of(person, granted, await token_life(client), client.now())


def _instant(seconds: int | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None
