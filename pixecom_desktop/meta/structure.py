"""The ad tree of an account: campaigns, ad sets and ads with all statuses named.

Meta's words become the domain's values here; an entity whose answer makes no sense is left out and
told of, and the rest of its page goes on.
"""

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TypeVar

from pixecom_desktop.domain import money
from pixecom_desktop.domain.ads import Account, Ad, AdSet, Budget, Campaign, Entity
from pixecom_desktop.domain.delivery import Signals, judge
from pixecom_desktop.domain.enums import BudgetType, EntityStatus, Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.text import clean
from pixecom_desktop.meta import fields
from pixecom_desktop.meta.client import GraphClient, R
from pixecom_desktop.meta.creatives import creative_from
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.payloads import AccountNode, AdNode, AdSetNode, CampaignNode, Issue
from pixecom_desktop.meta.targeting import audience

E = TypeVar("E", bound=Entity)
Broken = Callable[[str], None]
Node = CampaignNode | AdSetNode | AdNode

PAGES = {Level.CAMPAIGN: 500, Level.ADSET: 300, Level.AD: 200}
"""Page sizes: the more a level carries, the smaller; Meta names no maximum (graph.md section 2)."""

_EDGES = {Level.CAMPAIGN: "campaigns", Level.ADSET: "adsets", Level.AD: "ads"}
_MOST_DIGITS = 12
_ACCOUNT = re.compile(r"act_\d{1,32}")
_LONGEST = 300
_LONGEST_ID = 32
_EPOCH = datetime(1970, 1, 2, tzinfo=UTC)


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
    broken: Broken = ignore,
) -> AsyncIterator[tuple[Campaign, ...]]:
    """Yield every campaign, or those changed after an instant."""

    def turn(node: CampaignNode) -> Campaign:
        starts, ends = instant(node.start_time), instant(node.stop_time)
        signals = Signals(
            effective_status=clean(node.effective_status),
            issue=_issue(node.issues_info),
            starts_at=starts,
            ends_at=ends,
            account_delivers=account.can_deliver,
        )
        return Campaign(
            external_id=_number(node.id),
            name=clean(node.name),
            status=_status(node),
            delivery=judge(signals, now),
            budget=_budget(node, account.currency),
            objective=clean(node.objective),
            bid_strategy=clean(node.bid_strategy),
            starts_at=starts,
            ends_at=ends,
            created_at=instant(node.created_time),
            updated_at=instant(node.updated_time),
        )

    reader = Reader(row=CampaignNode, turn=turn, key=_id, broken=broken)
    return _listing(client, account, Level.CAMPAIGN, changed_since, reader)


def adsets(
    client: GraphClient,
    account: Account,
    *,
    now: datetime,
    changed_since: datetime | None = None,
    broken: Broken = ignore,
) -> AsyncIterator[tuple[AdSet, ...]]:
    """Yield every ad set, or those changed after an instant."""

    def turn(node: AdSetNode) -> AdSet:
        starts, ends = instant(node.start_time), instant(node.end_time)
        stage = clean(node.learning_stage_info.status) if node.learning_stage_info else ""
        signals = Signals(
            effective_status=clean(node.effective_status),
            learning_stage=stage,
            issue=_issue(node.issues_info),
            starts_at=starts,
            ends_at=ends,
            account_delivers=account.can_deliver,
        )
        return AdSet(
            external_id=_number(node.id),
            campaign_external_id=_number(node.campaign_id),
            name=clean(node.name),
            status=_status(node),
            delivery=judge(signals, now),
            budget=_budget(node, account.currency),
            optimization_goal=clean(node.optimization_goal),
            bid_strategy=clean(node.bid_strategy),
            audience=audience(node.targeting),
            learning_stage=stage,
            starts_at=starts,
            ends_at=ends,
            created_at=instant(node.created_time),
            updated_at=instant(node.updated_time),
        )

    reader = Reader(row=AdSetNode, turn=turn, key=_id, broken=broken)
    return _listing(client, account, Level.ADSET, changed_since, reader)


def ads(
    client: GraphClient,
    account: Account,
    *,
    now: datetime,
    changed_since: datetime | None = None,
    broken: Broken = ignore,
) -> AsyncIterator[tuple[Ad, ...]]:
    """Yield every ad with its creative, or those changed after an instant."""

    def turn(node: AdNode) -> Ad:
        signals = Signals(
            effective_status=clean(node.effective_status),
            issue=_issue(node.issues_info),
            review_feedback=feedback(node.ad_review_feedback),
            account_delivers=account.can_deliver,
        )
        return Ad(
            external_id=_number(node.id),
            adset_external_id=_number(node.adset_id),
            campaign_external_id=_number(node.campaign_id),
            name=clean(node.name),
            status=_status(node),
            delivery=judge(signals, now),
            creative=creative_from(node.creative) if node.creative else None,
            created_at=instant(node.created_time),
            updated_at=instant(node.updated_time),
        )

    reader = Reader(row=AdNode, turn=turn, key=_id, broken=broken)
    return _listing(client, account, Level.AD, changed_since, reader)


def instant(text: str) -> datetime | None:
    """Return Meta's `2026-10-01T00:00:00-0700` in UTC; None where there is none.

    Meta writes the epoch itself, in the account's offset, where it has no instant.
    """
    try:
        found = datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found > _EPOCH else None


def feedback(raw: object) -> str:
    """Return why an ad was rejected: each reason with Meta's words, from all placements."""
    found: dict[str, None] = {}
    for reasons in raw.values() if isinstance(raw, dict) else ():
        for name, words in reasons.items() if isinstance(reasons, dict) else ():
            title = str(name).replace("_", " ").capitalize()
            found[f"{title}: {words}" if isinstance(words, str) and words else title] = None
    return _sentence("; ".join(found))


def _listing(
    client: GraphClient,
    account: Account,
    level: Level,
    changed_since: datetime | None,
    reader: Reader[R, E],
) -> AsyncIterator[tuple[E, ...]]:
    params: dict[str, object] = {
        "fields": fields.ENTITY[level],
        "effective_status": list(fields.STATUSES[level]),
    }
    if changed_since is not None:
        # Strictly greater and in whole seconds: one second earlier misses nothing (graph.md 1.4).
        params["filtering"] = [
            {
                "field": f"{level.value.lower()}.updated_time",
                "operator": "GREATER_THAN",
                "value": int(changed_since.timestamp()) - 1,
            }
        ]
    return client.pages(
        f"{account.external_id}/{_EDGES[level]}",
        params,
        account=account.external_id,
        reader=reader,
        limit=PAGES[level],
    )


def _number(text: str) -> str:
    """Return an id of Meta's; raises ValueError for what is none (graph.md section 1)."""
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID):
        raise ValueError("an id of it is no number")
    return text


def _id(entity: Entity) -> str:
    return entity.external_id


def _status(node: Node) -> EntityStatus:
    """Return the configured status; a word that nobody knows is read as PAUSED, never as ACTIVE."""
    for word in (node.status, node.configured_status, node.effective_status):
        if word in EntityStatus.__members__:
            return EntityStatus[word]
    return EntityStatus.PAUSED


def _budget(node: CampaignNode | AdSetNode, currency: str) -> Budget | None:
    """Return the entity's own budget: "0", absent and null all mean none of this type here."""
    for text, kind in (
        (node.daily_budget, BudgetType.DAILY),
        (node.lifetime_budget, BudgetType.LIFETIME),
    ):
        minor = int(text) if text and text.isdigit() and len(text) <= _MOST_DIGITS else 0
        if minor:
            micros = money.micros_from_minor(minor, currency)
            return None if micros is None else Budget(micros=micros, type=kind)
    return None


def _issue(issues: list[Issue]) -> str:
    return next((_sentence(one.error_summary or one.error_message) for one in issues), "")


def _sentence(text: str) -> str:
    line = " ".join(clean(text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
