"""Many rows at once, on both engines."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.storage import pouring
from pixecom_desktop.storage.base import LEVEL_CODES, stored_day, stored_instant
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.failures import RowRefused
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.connections import ConnectionRow
from pixecom_desktop.storage.schema.identity import SellerRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow
from pixecom_desktop.storage.tenancy import ScopeError
from pixecom_desktop.storage.upsert import append, upsert
from tests.storage.rows import DAY, NOW, row_of

ANNA = Scope.for_seller(1)
DAILY = ("seller_id", "entity_type", "day", "entity_id", "spend", "purchases")
CAMPAIGN = (
    *("seller_id", "id", "connection_id", "external_id", "name", "name_folded", "status"),
    *("created_at", "seen_at"),
)
BY_META = ("seller_id", "connection_id", "external_id")


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Postgres be poured what elsewhere would be too few rows for it."""
    monkeypatch.setattr(pouring, "FROM", 1)


def sellers(session: Session) -> None:
    for seller_id in (1, 2):
        session.add(row_of(SellerRow, seller_id))
        session.flush()
        session.add(row_of(ConnectionRow, seller_id))


def daily(*rows: tuple[int, int, int]) -> list[tuple[object, ...]]:
    return [(1, Level.AD, DAY, entity, spend, bought) for entity, spend, bought in rows]


def campaign(number: int, name: str = "a", external: str | None = "m1", seen=NOW) -> tuple:
    return (1, number, 1, external, name, name, EntityStatus.ACTIVE, NOW, seen)


async def kept(database: Database) -> dict[int, tuple[int, int]]:
    def ask(session: Session) -> dict[int, tuple[int, int]]:
        row = AdStatsDailyRow
        found = session.execute(select(row.entity_id, row.spend, row.purchases))
        return {entity: (spend, bought) for entity, spend, bought in found}

    return await database.read(ANNA, ask)


async def test_new_rows_are_inserted_and_counted(database: Database) -> None:
    await database.write(HOUSE, sellers)

    assert (
        await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0), (2, 6, 1))) == 2
    )
    assert await kept(database) == {1: (5, 0), 2: (6, 1)}


async def test_only_rows_that_differ_are_written_and_counted(database: Database) -> None:
    await database.write(HOUSE, sellers)
    await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0), (2, 6, 1)))

    again = daily((1, 5, 0), (2, 6, 2), (3, 7, 0))

    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, again) == 2
    assert await kept(database) == {1: (5, 0), 2: (6, 2), 3: (7, 0)}


async def test_what_all_rows_have_in_common_is_written_to_each(database: Database) -> None:
    await database.write(HOUSE, sellers)
    same = {"purchases": 7, "seller_id": 1, "entity_type": Level.AD, "day": DAY}
    rows = [(entity, 100 + entity) for entity in range(1, 1_203)]
    names = ("entity_id", "spend")

    put = await database.write(ANNA, append, AdStatsDailyRow, names, rows, same=same)
    again = await database.write(ANNA, upsert, AdStatsDailyRow, names, rows, same=same)
    fewer = {**same, "purchases": 8}
    changed = await database.write(ANNA, upsert, AdStatsDailyRow, names, rows[:600], same=fewer)

    assert (put, again, changed) == (1_202, 0, 600)
    assert await kept(database) == {
        entity: (spend, 8 if entity <= 600 else 7) for entity, spend in rows
    }


async def test_a_foreign_seller_in_common_is_refused(database: Database) -> None:
    await database.write(HOUSE, sellers)
    same = {"entity_type": Level.AD, "seller_id": 2}

    with pytest.raises(ScopeError):
        await database.write(
            ANNA, upsert, AdStatsDailyRow, ("day", "entity_id"), [(DAY, 1)], same=same
        )


async def test_no_rows_are_no_work(database: Database) -> None:
    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, []) == 0
    assert await database.write(ANNA, append, AdStatsDailyRow, DAILY, iter(())) == 0


async def test_rows_may_come_from_a_generator(database: Database) -> None:
    await database.write(HOUSE, sellers)
    rows = (row for row in daily((1, 5, 0)))

    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, rows) == 1


async def test_a_row_is_met_again_by_metas_id_and_keeps_its_own(database: Database) -> None:
    await database.write(HOUSE, sellers)
    await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(10)], key=BY_META)

    changed = await database.write(
        ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(99, "b")], key=BY_META
    )

    def ask(session: Session) -> list[tuple[int, str]]:
        return [tuple(row) for row in session.execute(select(CampaignRow.id, CampaignRow.name))]

    assert changed == 1
    assert await database.read(ANNA, ask) == [(10, "b")]


async def test_drafts_without_metas_id_never_meet(database: Database) -> None:
    await database.write(HOUSE, sellers)
    drafts = [campaign(1, external=None), campaign(2, external=None)]

    assert await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, drafts, key=BY_META) == 2


async def test_with_nothing_to_update_a_row_that_is_there_stays(database: Database) -> None:
    await database.write(HOUSE, sellers)
    await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0)))
    rows = daily((1, 9, 9), (2, 1, 1))

    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, rows, update=()) == 1
    assert await kept(database) == {1: (5, 0), 2: (1, 1)}


async def test_a_row_is_left_alone_unless_a_watched_column_differs(database: Database) -> None:
    await database.write(HOUSE, sellers)
    later = NOW + timedelta(hours=1)
    put = {"key": BY_META, "update": ("name", "seen_at"), "only_if_changed": ("name",)}
    await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(1)], **put)

    same = await database.write(
        ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(1, seen=later)], **put
    )
    assert same == 0
    assert await database.read(ANNA, lambda s: s.get(CampaignRow, (1, 1)).seen_at) == NOW

    renamed = await database.write(
        ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(1, "b", seen=later)], **put
    )
    assert renamed == 1
    assert await database.read(ANNA, lambda s: s.get(CampaignRow, (1, 1)).seen_at) == later


async def test_a_change_to_or_from_nothing_is_a_change(database: Database) -> None:
    await database.write(HOUSE, sellers)
    put = {"key": BY_META, "update": ("seen_at",)}
    for seen, changed in ((NOW, 1), (None, 1), (None, 0), (NOW, 1)):
        rows = [campaign(1, seen=seen)]
        assert await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, rows, **put) == changed


async def test_without_watching_every_row_is_set(database: Database) -> None:
    await database.write(HOUSE, sellers)
    await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0)))

    count = await database.write(
        ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0)), only_if_changed=()
    )

    assert count == 1


async def test_values_in_their_stored_form_pass_as_they_are(database: Database) -> None:
    await database.write(HOUSE, sellers)
    stored = [(1, LEVEL_CODES[Level.AD], stored_day(DAY), 1, 5, 0)]
    await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily((1, 5, 0)))

    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, stored) == 0

    row = campaign(1)
    plain = (*row[:6], "ACTIVE", stored_instant(NOW), stored_instant(NOW))
    await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [row], key=BY_META)
    assert await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [plain], key=BY_META) == 0


async def test_appending_what_is_there_is_refused_whole(database: Database) -> None:
    await database.write(HOUSE, sellers)
    await database.write(ANNA, append, AdStatsDailyRow, DAILY, daily((1, 5, 0)))

    with pytest.raises(RowRefused):
        await database.write(ANNA, append, AdStatsDailyRow, DAILY, daily((2, 5, 0), (1, 6, 0)))

    assert await kept(database) == {1: (5, 0)}


async def test_what_no_enum_holds_is_refused(database: Database) -> None:
    await database.write(HOUSE, sellers)

    with pytest.raises(RowRefused, match="ck_ad_stats_daily_entity_type"):
        await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, [(1, 4, DAY, 1, 5, 0)])
    bad = (*campaign(1)[:6], "BROKEN", NOW, NOW)
    with pytest.raises(RowRefused, match="ck_campaigns_status"):
        await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [bad])


async def test_mapped_and_stored_values_may_be_mixed_in_a_column(database: Database) -> None:
    await database.write(HOUSE, sellers)
    rows = [(1, Level.AD, DAY, 1, 5, 0), (1, 3, stored_day(DAY), 2, 6, 1)]

    assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, rows) == 2
    assert await kept(database) == {1: (5, 0), 2: (6, 1)}


async def test_a_child_of_another_sellers_parent_is_refused(database: Database) -> None:
    def only_ben(session: Session) -> None:
        session.add_all([row_of(SellerRow, 1), row_of(SellerRow, 2)])
        session.flush()
        session.add(row_of(ConnectionRow, 2))

    await database.write(HOUSE, only_ben)

    with pytest.raises(RowRefused):
        await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, [campaign(1)])


async def test_rows_of_the_wrong_width_are_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="3 values for 6 columns"):
        await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, [(1, Level.AD, DAY)])


async def test_names_of_any_kind_come_back_as_they_were(database: Database) -> None:
    await database.write(HOUSE, sellers)
    names = ["😀 50% <b>'\"\\", "x" * 255, "Тест %s %(a)s ? :x", "İstanbul ß", ""]
    rows = [campaign(n, name, external=str(n)) for n, name in enumerate(names)]
    await database.write(ANNA, upsert, CampaignRow, CAMPAIGN, rows, key=BY_META)

    found = await database.read(
        ANNA, lambda s: list(s.scalars(select(CampaignRow.name).order_by(CampaignRow.id)))
    )

    assert found == names


MICROS = st.integers(0, 2**62)
BATCH = st.lists(st.tuples(st.integers(1, 6), MICROS, st.integers(0, 9)), max_size=8)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(BATCH, max_size=4))
async def test_the_last_word_counts_and_a_repetition_changes_nothing(
    database: Database, batches: list[list[tuple[int, int, int]]]
) -> None:
    def start(session: Session) -> None:
        session.execute(delete(AdStatsDailyRow))
        if session.get(SellerRow, 1) is None:
            sellers(session)

    await database.write(HOUSE, start)
    wanted: dict[int, tuple[int, int]] = {}
    for batch in batches:
        await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, daily(*batch))
        wanted |= {entity: (spend, bought) for entity, spend, bought in batch}

        settled = daily(*((entity, *rest) for entity, rest in wanted.items()))
        assert await database.write(ANNA, upsert, AdStatsDailyRow, DAILY, settled) == 0

    assert await kept(database) == wanted


def test_days_and_instants_before_1970_are_stored_too() -> None:
    assert stored_day(date(1969, 12, 31)) == -1
    assert stored_instant(NOW.replace(year=1969)) < 0
