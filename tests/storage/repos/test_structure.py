"""The ad tree as Meta last told it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pixecom_desktop.domain.ads import Creative
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus, Level
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.repos import structure
from pixecom_desktop.storage.repos.structure import StructureCounts
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow
from tests.storage.repos.shop import (
    ACTIVE,
    LEARNING,
    NOW,
    REJECTED,
    ad,
    adset,
    campaign,
    new_id,
    open_shop,
)


def column(session, attribute):
    return tuple(session.scalars(select(attribute).order_by(attribute)))


async def test_a_listing_creates_what_is_not_known(database):
    shop = await open_shop(database)

    counts = await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])

    assert counts == StructureCounts(created=3)
    table = await shop.table(AdsQuery(level=Level.AD))
    assert table.text["campaign_name"].tolist() == ["Campaign 1"]
    assert table.text["adset_external_id"].tolist() == ["11"]


async def test_the_same_listing_again_changes_nothing(database):
    shop = await open_shop(database)
    listing = ([campaign("1")], [adset("11", "1")], [ad("111", "11")])
    await shop.put(*listing)

    counts = await shop.put(*listing, now=NOW + timedelta(minutes=5))

    assert counts == StructureCounts()


async def test_what_meta_still_lists_is_seen_again_and_the_rest_is_not(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])

    later = NOW + timedelta(minutes=5)
    await shop.put([campaign("1")], now=later)

    seen = await database.read(
        shop.scope, lambda s: {r.external_id: r.seen_at for r in s.scalars(select(CampaignRow))}
    )
    assert seen == {"1": later, "2": NOW}


@pytest.mark.parametrize(
    ("change", "column_", "value"),
    [
        ({"name": "Müller 100% 🎉 <b>"}, "name", "Müller 100% 🎉 <b>"),
        ({"status": EntityStatus.PAUSED}, "status", EntityStatus.PAUSED),
        ({"budget": None}, "budget_micros", None),
        ({"starts_at": None}, "starts_at", None),
        (
            {"delivery": Delivery(status=DeliveryStatus.INACTIVE, reason="Paused")},
            "delivery_reason",
            "Paused",
        ),
        (
            {"updated_at": datetime(2026, 11, 24, tzinfo=UTC)},
            "updated_at",
            datetime(2026, 11, 24, tzinfo=UTC),
        ),
    ],
)
async def test_a_difference_is_followed_and_the_id_stays(database, change, column_, value):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")])
    before = await database.read(shop.scope, column, CampaignRow.id)

    counts = await shop.put([replace(campaign("1"), **change), campaign("2")])

    assert counts == StructureCounts(changed=1)
    assert await database.read(shop.scope, column, CampaignRow.id) == before
    one = select(getattr(CampaignRow, column_)).where(CampaignRow.external_id == "1")
    assert await database.read(shop.scope, lambda s: s.scalar(one)) == value


async def test_a_renamed_campaign_is_found_by_its_new_name(database):
    shop = await open_shop(database)
    await shop.put([campaign("1", name="Old")])

    await shop.put([campaign("1", name="STRASSE Größe")])

    folded = await database.read(shop.scope, column, CampaignRow.name_folded)
    assert folded == ("strasse grösse",)


async def test_what_meta_no_longer_lists_stays(database):
    shop = await open_shop(database)
    await shop.put([campaign("1"), campaign("2")], [adset("11", "1")], [ad("111", "11")])

    await shop.put([campaign("2")])

    assert await database.read(shop.scope, column, CampaignRow.external_id) == ("1", "2")
    assert await database.read(shop.scope, column, AdRow.external_id) == ("111",)


async def test_an_ad_set_that_moves_takes_its_ads_along(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2")], [adset("11", "1"), adset("12", "1")], [ad("111", "11")]
    )

    counts = await shop.put(adsets=[adset("11", "2")])

    assert counts == StructureCounts(changed=1)
    moved = await shop.table(AdsQuery(level=Level.AD, parent_campaigns=("2",)))
    assert moved.text["external_id"].tolist() == ["111"]
    stayed = await shop.table(AdsQuery(level=Level.ADSET, parent_campaigns=("1",)))
    assert stayed.text["external_id"].tolist() == ["12"]


async def test_an_ad_follows_to_another_ad_set(database):
    shop = await open_shop(database)
    await shop.put(
        [campaign("1"), campaign("2")], [adset("11", "1"), adset("21", "2")], [ad("111", "11")]
    )

    await shop.put(ads=[ad("111", "21")])

    moved = await shop.table(AdsQuery(level=Level.AD, parent_adsets=("21",)))
    assert moved.text["campaign_external_id"].tolist() == ["2"]


async def test_an_orphan_waits_for_a_listing_that_knows_its_parent(database):
    shop = await open_shop(database)

    lost = await shop.put(adsets=[adset("11", "1")], ads=[ad("111", "11"), ad("112", "11")])
    found = await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])

    assert lost == StructureCounts(orphans=3)
    assert found == StructureCounts(created=3)


async def test_a_signed_thumbnail_is_renewed_but_is_no_change(database):
    shop = await open_shop(database)
    shown = Creative(external_id="9", thumbnail_url="https://cdn.example/1?sig=a")
    tree = ([campaign("1")], [adset("11", "1")])
    await shop.put(*tree, [ad("111", "11", creative=shown)])

    anew = replace(shown, thumbnail_url="https://cdn.example/1?sig=b")
    counts = await shop.put(*tree, [ad("111", "11", creative=anew)])

    assert counts == StructureCounts()
    urls = await database.read(shop.scope, column, AdRow.thumbnail_url)
    assert urls == ("https://cdn.example/1?sig=b",)


async def test_an_entity_whose_birth_meta_does_not_tell_is_born_when_first_seen(database):
    shop = await open_shop(database)
    await shop.put([campaign("1", created_at=None)])

    counts = await shop.put([campaign("1", created_at=None)], now=NOW + timedelta(hours=1))

    assert counts == StructureCounts()
    assert await database.read(shop.scope, column, CampaignRow.created_at) == (NOW,)


@pytest.mark.acceptance("1.4-3")
async def test_drafts_without_an_id_at_meta_are_skipped_without_an_error(database):
    shop = await open_shop(database)
    await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])

    def draft(session):
        for row in (CampaignRow, AdSetRow, AdRow):
            known = session.scalars(select(row)).one()
            values = {c.key: getattr(known, c.key) for c in row.__mapper__.column_attrs}
            values |= {"id": new_id(), "external_id": None, "name": "Draft"}
            values |= {"delivery_status": DeliveryStatus.LEARNING}
            session.add(row(**values))

    await database.write(shop.scope, draft)

    counts = await shop.put([campaign("1")], [adset("11", "1")], [ad("111", "11")])
    state = await database.read(shop.scope, structure.state_of, shop.connection)

    assert counts == StructureCounts()
    assert state == structure.Listing()
    assert await database.read(shop.scope, column, CampaignRow.name) == ("Campaign 1", "Draft")
    table = await shop.table(AdsQuery())
    assert sorted(table.text["name"].tolist()) == ["Campaign 1", "Draft"]


async def test_a_campaign_rolls_its_children_up_into_its_reason(database):
    shop = await open_shop(database)
    learning = {"delivery": LEARNING, "learning_stage": "LEARNING"}
    await shop.put(
        [campaign("1"), campaign("2", delivery=Delivery(status=ACTIVE.status, reason="Its own"))],
        [
            adset("11", "1", **learning),
            adset("12", "1"),
            adset("13", "1", status=EntityStatus.DELETED, **learning),
            adset("21", "2"),
        ],
        [ad("111", "11"), ad("121", "12", delivery=REJECTED), ad("211", "21")],
    )

    table = await shop.table(AdsQuery())
    reasons = dict(zip(table.text["external_id"], table.text["delivery_reason"], strict=True))

    assert reasons == {"1": "1 of 2 ad sets learning, 1 ad rejected", "2": "Its own"}


async def test_a_short_look_at_a_child_alone_rolls_up_anew(database):
    shop = await open_shop(database)
    learning = adset("11", "1", delivery=LEARNING, learning_stage="LEARNING")
    await shop.put([campaign("1")], [learning, adset("12", "1")], [ad("111", "11")])
    ads = await shop.table(AdsQuery(level=Level.AD))
    assert ads.text["delivery_reason"].tolist() == ["Its ad set is learning"]

    await shop.put(adsets=[adset("11", "1", learning_stage="SUCCESS")])

    campaigns = await shop.table(AdsQuery())
    ads = await shop.table(AdsQuery(level=Level.AD))
    assert campaigns.text["delivery_reason"].tolist() == [""]
    assert ads.text["delivery_reason"].tolist() == [""]


async def test_a_delivery_run_is_told_what_is_learning_or_in_review(database):
    shop = await open_shop(database)
    waiting = Delivery(status=DeliveryStatus.PENDING_REVIEW, raw="PENDING_REVIEW")
    await shop.put(
        [campaign("1")],
        [adset("11", "1", delivery=LEARNING), adset("12", "1")],
        [ad("111", "11", delivery=waiting), ad("112", "11")],
    )

    state = await database.read(shop.scope, structure.state_of, shop.connection)

    assert state == structure.Listing(adsets=("11",), ads=("111",))


async def test_more_entities_than_a_statement_names_are_compared_too(database):
    shop = await open_shop(database)
    many = [campaign(str(n)) for n in range(1_200)]
    await shop.put(many)
    other = [replace(many[0], name="Renamed"), *many[1:], campaign("new")]

    counts = await shop.put(other, [adset("11", "1199")], now=NOW + timedelta(minutes=1))

    assert counts == StructureCounts(created=2, changed=1)
