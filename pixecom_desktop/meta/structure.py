"""The ad tree of an account: campaigns, ad sets and ads with all statuses named.

Meta's words become the domain's values here; an entity whose answer makes no sense is left out and
told of, and the rest of its page goes on. A listing may be narrowed to what changed, to some
effective statuses or to some ids: all three ask for less, none costs a call more for each entity.
"""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from pixecom_desktop.domain.ads import Account, Ad, AdSet, Campaign, Entity
from pixecom_desktop.domain.delivery import Signals, judge
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import fields, words
from pixecom_desktop.meta.client import GraphClient, R
from pixecom_desktop.meta.creatives import creative_from
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.limits import MOST_AT_ONCE
from pixecom_desktop.meta.payloads import AccountNode, AdNode, AdSetNode, CampaignNode
from pixecom_desktop.meta.targeting import audience

E = TypeVar("E", bound=Entity)
Broken = Callable[[str], None]

PAGES = {Level.CAMPAIGN: 500, Level.ADSET: 300, Level.AD: 200}
"""Page sizes: the more a level carries, the smaller; Meta names no maximum (graph.md section 2)."""

EDGES = {Level.CAMPAIGN: "campaigns", Level.ADSET: "adsets", Level.AD: "ads"}
_ACCOUNT = re.compile(r"act_\d{1,32}")


def ignore(sentence: str) -> None:
    """Hear of a broken entity and do nothing about it."""


async def account(client: GraphClient, external_id: str) -> Account:
    """Return an ad account (`act_...`) with its currency, time zone and state.

    Raises UserError for a name that no ad account can have.
    """
    if not _ACCOUNT.fullmatch(external_id):
        raise UserError(f"{external_id!r} is no ad account. Write it as act_ and its number.")
    params = {"fields": fields.ACCOUNT}
    node = await client.get(external_id, params, account=external_id, type=AccountNode)
    return account_from(node)


def account_from(node: AccountNode) -> Account:
    """Return the account of a payload."""
    name = node.id if node.id.startswith("act_") else f"act_{node.id}"
    return Account(
        external_id=name,
        name=clean(node.name) or name,
        currency=clean(node.currency),
        timezone=clean(node.timezone_name),
        status=node.account_status,
    )


def campaigns(
    client: GraphClient,
    account: Account,
    *,
    now: datetime,
    changed_since: datetime | None = None,
    statuses: Sequence[str] = (),
    ids: Sequence[str] | None = None,
    broken: Broken = ignore,
) -> AsyncIterator[tuple[Campaign, ...]]:
    """Yield every campaign, or those changed after an instant, of these statuses, of these ids.

    `statuses` are effective ones. An id that is not the account's is not in the answer.
    """

    def turn(node: CampaignNode) -> Campaign:
        starts, ends = words.instant(node.start_time), words.instant(node.stop_time)
        signals = Signals(
            effective_status=clean(node.effective_status),
            issue=words.issue(node.issues_info),
            starts_at=starts,
            ends_at=ends,
            account_delivers=account.can_deliver,
        )
        return Campaign(
            external_id=words.number(node.id),
            name=clean(node.name),
            status=words.status(node),
            delivery=judge(signals, now),
            budget=words.budget(node, account.currency),
            objective=clean(node.objective),
            bid_strategy=clean(node.bid_strategy),
            starts_at=starts,
            ends_at=ends,
            created_at=words.instant(node.created_time),
            updated_at=words.instant(node.updated_time),
        )

    reader = Reader(row=CampaignNode, turn=turn, key=_id, broken=broken)
    part = _Part(Level.CAMPAIGN, changed_since, tuple(statuses), ids)
    return _listing(client, account, part, reader)


def adsets(
    client: GraphClient,
    account: Account,
    *,
    now: datetime,
    changed_since: datetime | None = None,
    statuses: Sequence[str] = (),
    ids: Sequence[str] | None = None,
    broken: Broken = ignore,
) -> AsyncIterator[tuple[AdSet, ...]]:
    """Yield every ad set, or those that `campaigns` would name."""

    def turn(node: AdSetNode) -> AdSet:
        starts, ends = words.instant(node.start_time), words.instant(node.end_time)
        stage = clean(node.learning_stage_info.status) if node.learning_stage_info else ""
        signals = Signals(
            effective_status=clean(node.effective_status),
            learning_stage=stage,
            issue=words.issue(node.issues_info),
            starts_at=starts,
            ends_at=ends,
            account_delivers=account.can_deliver,
        )
        return AdSet(
            external_id=words.number(node.id),
            campaign_external_id=words.number(node.campaign_id),
            name=clean(node.name),
            status=words.status(node),
            delivery=judge(signals, now),
            budget=words.budget(node, account.currency),
            optimization_goal=clean(node.optimization_goal),
            bid_strategy=clean(node.bid_strategy),
            audience=audience(node.targeting),
            learning_stage=stage,
            starts_at=starts,
            ends_at=ends,
            created_at=words.instant(node.created_time),
            updated_at=words.instant(node.updated_time),
        )

    reader = Reader(row=AdSetNode, turn=turn, key=_id, broken=broken)
    part = _Part(Level.ADSET, changed_since, tuple(statuses), ids)
    return _listing(client, account, part, reader)


def ads(
    client: GraphClient,
    account: Account,
    *,
    now: datetime,
    changed_since: datetime | None = None,
    statuses: Sequence[str] = (),
    ids: Sequence[str] | None = None,
    broken: Broken = ignore,
) -> AsyncIterator[tuple[Ad, ...]]:
    """Yield every ad with its creative, or those that `campaigns` would name."""

    def turn(node: AdNode) -> Ad:
        signals = Signals(
            effective_status=clean(node.effective_status),
            issue=words.issue(node.issues_info),
            review_feedback=words.feedback(node.ad_review_feedback),
            account_delivers=account.can_deliver,
        )
        return Ad(
            external_id=words.number(node.id),
            adset_external_id=words.number(node.adset_id),
            campaign_external_id=words.number(node.campaign_id),
            name=clean(node.name),
            status=words.status(node),
            delivery=judge(signals, now),
            creative=creative_from(node.creative) if node.creative else None,
            created_at=words.instant(node.created_time),
            updated_at=words.instant(node.updated_time),
        )

    reader = Reader(row=AdNode, turn=turn, key=_id, broken=broken)
    part = _Part(Level.AD, changed_since, tuple(statuses), ids)
    return _listing(client, account, part, reader)


@dataclass(frozen=True, slots=True)
class _Part:
    """Which entities a listing is to name; `ids` None means all of them."""

    level: Level
    changed_since: datetime | None
    statuses: tuple[str, ...]
    ids: Sequence[str] | None

    def filters(self) -> list[list[dict[str, object]]]:
        """Return the `filtering` of each listing that it takes."""
        name = self.level.value.lower()
        common: list[dict[str, object]] = []
        if self.changed_since is not None:
            # Strictly greater and in whole seconds: one second earlier misses nothing
            # (graph.md 1.4).
            value = int(self.changed_since.timestamp()) - 1
            common.append(
                {"field": f"{name}.updated_time", "operator": "GREATER_THAN", "value": value}
            )
        if self.ids is None:
            return [common]
        return [[*common, one] for one in of_ids(self.level, self.ids)]


def of_ids(level: Level, ids: Sequence[str]) -> list[dict[str, object]]:
    """Return the filters by which listings name these entities, 50 in each, none twice.

    A listing counts as one call, where `ids=` counts each of its ids (graph.md 1.5). What is no
    id of Meta's is left out.
    """
    known = [one for one in dict.fromkeys(ids) if words.is_number(one)]
    field = f"{level.value.lower()}.id"
    return [
        {"field": field, "operator": "IN", "value": known[at : at + MOST_AT_ONCE]}
        for at in range(0, len(known), MOST_AT_ONCE)
    ]


async def _listing(
    client: GraphClient, account: Account, part: _Part, reader: Reader[R, E]
) -> AsyncIterator[tuple[E, ...]]:
    statuses = part.statuses or fields.STATUSES[part.level]
    for filters in part.filters():
        params: dict[str, object] = {
            "fields": fields.ENTITY[part.level],
            "effective_status": list(statuses),
        }
        if filters:
            params["filtering"] = filters
        pages = client.pages(
            f"{account.external_id}/{EDGES[part.level]}",
            params,
            account=account.external_id,
            reader=reader,
            limit=PAGES[part.level],
        )
        async for page in pages:
            yield page


def _id(entity: Entity) -> str:
    return entity.external_id
