"""What may be changed of entities, as it stands at Meta now: read before a change, and after.

A listing with a filter by ids tells of fifty entities for one call, and so is the usual way; the
objects themselves (`exactly`) cost a call each and are for the moment after a lost answer.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import datetime

from pixecom_desktop.domain.ads import Account, Budget
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import BadRequest
from pixecom_desktop.domain.text import clean
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.meta import fields, words
from pixecom_desktop.meta.client import GraphClient
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.limits import MOST_AT_ONCE
from pixecom_desktop.meta.payloads import StateNode
from pixecom_desktop.meta.structure import EDGES, Broken, ignore, of_ids

PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What may be changed of one entity; `budget` None: it has none of its own."""

    external_id: str
    name: str
    status: EntityStatus
    effective_status: str
    budget: Budget | None
    updated_at: datetime | None


async def states(
    client: GraphClient, account: Account, level: Level, ids: Sequence[str]
) -> dict[str, State]:
    """Return the entities of these ids as they stand now, one call for fifty.

    An id that is unknown, another account's or of another level is not in the answer.
    """
    found: dict[str, State] = {}
    for one in of_ids(level, ids):
        async for page in _listing(client, account, level, fields.STATUSES[level], ignore, [one]):
            found |= {state.external_id: state for state in page}
    return found


def listed(
    client: GraphClient,
    account: Account,
    level: Level,
    *,
    statuses: Sequence[str] = (),
    broken: Broken = ignore,
) -> AsyncIterator[tuple[State, ...]]:
    """Yield every entity of a level, or those of these effective statuses: pages of 500."""
    return _listing(client, account, level, statuses or fields.STATUSES[level], broken)


async def exactly(
    client: GraphClient, account: Account, level: Level, ids: Sequence[str]
) -> dict[str, State]:
    """Return the objects of these ids, each for a call of its own (graph.md section 8).

    One bad id refuses the whole question, which is then asked in halves; bad ones are left out.
    """
    found: dict[str, State] = {}
    turn = _turner(account.currency)
    params = {"fields": fields.STATE[level]}
    chunks = [list(ids[at : at + MOST_AT_ONCE]) for at in range(0, len(ids), MOST_AT_ONCE)]
    while chunks:
        chunk = chunks.pop()
        try:
            nodes = await client.by_ids(chunk, params, account=account.external_id, type=StateNode)
        except BadRequest:
            half = len(chunk) // 2
            chunks += [chunk[half:], chunk[:half]] if half else []
            continue
        for node in nodes.values():
            # Without an id it is nobody's state.
            with suppress(ValueError):
                found[node.id] = turn(node)
    return found


def _listing(
    client: GraphClient,
    account: Account,
    level: Level,
    statuses: Sequence[str],
    broken: Broken,
    filters: Sequence[dict[str, object]] = (),
) -> AsyncIterator[tuple[State, ...]]:
    params: dict[str, object] = {"fields": fields.STATE[level], "effective_status": list(statuses)}
    if filters:
        params["filtering"] = list(filters)
    reader = Reader(
        row=StateNode,
        turn=_turner(account.currency),
        key=lambda state: state.external_id,
        broken=broken,
    )
    return client.pages(
        f"{account.external_id}/{EDGES[level]}",
        params,
        account=account.external_id,
        reader=reader,
        limit=PAGE,
    )


def _turner(currency: str) -> Callable[[StateNode], State]:
    def turn(node: StateNode) -> State:
        return State(
            external_id=words.number(node.id),
            name=clean(node.name),
            status=words.status(node),
            effective_status=clean(node.effective_status),
            budget=words.budget(node, currency),
            updated_at=words.instant(node.updated_time),
        )

    return turn
