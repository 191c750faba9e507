"""How a level of the ad tree is written: compared in memory, so that only differences go in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pixecom_desktop.domain.ads import Connection
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import upsert
from pixecom_desktop.storage.base import stored_instant
from pixecom_desktop.storage.repos.tree import AT_ONCE, FEW, ROWS, ids_of, stored
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow

Values = tuple[object, ...]

_SHARED = (
    "name",
    "name_folded",
    "status",
    "delivery_status",
    "delivery_raw",
    "delivery_own",
    "updated_at",
)
_BUDGET = ("budget_micros", "budget_type", "bid_strategy", "starts_at", "ends_at")
_ADSET = ("optimization_goal", "audience", "learning_stage", "campaign_id")
_AD = (
    *("creative_external_id", "landing_url", "sellpage_id"),
    *("campaign_id", "adset_id", "thumbnail_url"),
)

COLUMNS: dict[Level, tuple[str, ...]] = {
    Level.CAMPAIGN: (*_SHARED, *_BUDGET, "objective"),
    Level.ADSET: (*_SHARED, *_BUDGET, *_ADSET),
    Level.AD: (*_SHARED, *_AD),
}
"""What is compared and written, in this order; instants and enums in their stored form."""

_PARENT = {
    Level.ADSET: COLUMNS[Level.ADSET].index("campaign_id"),
    Level.AD: COLUMNS[Level.AD].index("adset_id"),
}
"""Where an entity's parent stands among its columns."""

_QUIET = {Level.CAMPAIGN: 0, Level.ADSET: 0, Level.AD: 1}
"""How many columns at the end may differ without the entity having changed: Meta signs the URL of
a thumbnail anew in every answer."""

_KEY = ("seller_id", "id", "connection_id", "external_id", "created_at")
_NOTED = ("delivery_reason", "seen_at")
"""Written with every row that is written: the own reason until it is rolled up, and the instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What Meta told of one entity: the values of COLUMNS, its own reason and when it was made."""

    values: Values
    own_reason: str
    created_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one level's listing.

    `created` gives the new internal ids by Meta's; `moved` the new parent by an internal id.
    """

    level: Level
    listed: int
    created: Mapping[str, int]
    changed: int
    moved: Mapping[int, object]


class AccountPen:
    """Writes the entities of one account."""

    def __init__(
        self, session: Session, connection: Connection, new_id: Callable[[], int], now: datetime
    ) -> None:
        self._session = session
        self._connection = connection
        self._new_id = new_id
        self._now = stored_instant(now)

    def write(self, level: Level, wanted: Mapping[str, Told]) -> Written:
        """Create and update the entities, by Meta's id; an unknown birth is now."""
        known = self._known(level, wanted)
        loud = len(COLUMNS[level]) - _QUIET[level]
        created: dict[str, int] = {}
        moved: dict[int, object] = {}
        same: list[int] = []
        changed, rows = 0, []
        for external, told in wanted.items():
            values = told.values
            if external not in known:
                id_ = created[external] = self._new_id()
            else:
                id_, before = known[external]
                if before == values:
                    same.append(id_)
                    continue
                changed += before[:loud] != values[:loud]
                parent = _PARENT.get(level)
                if parent is not None and before[parent] != values[parent]:
                    moved[id_] = values[parent]
            key = (self._connection.seller_id, id_, self._connection.id, external)
            born = self._now if told.created_at is None else told.created_at
            rows.append((*key, born, *values, told.own_reason, self._now))
        self._upsert(level, rows)
        self._seen(level, same)
        return Written(
            level=level, listed=len(wanted), created=created, changed=changed, moved=moved
        )

    def campaigns(self, externals: Iterable[str]) -> dict[str, int]:
        """Return the internal ids of these campaigns, those that are known."""
        return ids_of(self._session, self._connection, Level.CAMPAIGN, set(externals))

    def adsets(self, externals: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return (campaign, ad set) by an ad set's id at Meta, of those that are known."""
        named = set(externals)
        statement = select(AdSetRow.external_id, AdSetRow.campaign_id, AdSetRow.id).where(
            AdSetRow.seller_id == self._connection.seller_id,
            AdSetRow.connection_id == self._connection.id,
            AdSetRow.external_id.is_not(None),
        )
        if len(named) <= FEW:
            statement = statement.where(AdSetRow.external_id.in_(named))
        return {
            external: (campaign_id, id_)
            for external, campaign_id, id_ in self._session.execute(statement)
            if external is not None
        }

    def move_ads(self, adsets: Written) -> None:
        """Let the ads of ad sets that moved to another campaign follow."""
        for adset_id, campaign_id in adsets.moved.items():
            self._session.execute(
                update(AdRow)
                .where(AdRow.seller_id == self._connection.seller_id, AdRow.adset_id == adset_id)
                .values(campaign_id=campaign_id)
                .execution_options(synchronize_session=False)
            )

    def _known(self, level: Level, wanted: Mapping[str, Told]) -> dict[str, tuple[int, Values]]:
        """Return the internal id and the values by Meta's id; may hold more than was asked for."""
        row = ROWS[level]
        columns = [stored(getattr(row, name)) for name in COLUMNS[level]]
        statement = select(row.external_id, row.id, *columns).where(
            row.seller_id == self._connection.seller_id,
            row.connection_id == self._connection.id,
            row.external_id.is_not(None),
        )
        if len(wanted) <= FEW:
            statement = statement.where(row.external_id.in_(wanted))
        rows = self._session.execute(statement).yield_per(AT_ONCE)
        return {one[0]: (one[1], one[2:]) for one in rows}

    def _upsert(self, level: Level, rows: list[Values]) -> None:
        written = (*COLUMNS[level], *_NOTED)
        upsert.upsert(
            self._session,
            ROWS[level],
            (*_KEY, *written),
            rows,
            key=("seller_id", "connection_id", "external_id"),
            update=written,
            only_if_changed=(),
        )

    def _seen(self, level: Level, ids: list[int]) -> None:
        """Note on the entities that stay as they are that Meta still lists them."""
        row = ROWS[level]
        for start in range(0, len(ids), FEW):
            self._session.execute(
                update(row)
                .where(
                    row.seller_id == self._connection.seller_id,
                    row.id.in_(ids[start : start + FEW]),
                )
                .values(seen_at=self._now)
                .execution_options(synchronize_session=False)
            )
