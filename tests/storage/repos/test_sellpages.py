"""Ads' landing links make the sellpages, and link ads and campaigns to them."""

from itertools import permutations

from sqlalchemy import select, update

from pixecom_desktop.domain.ads import Creative
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.storage.repos.structure import StructureCounts
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.commerce import SellpageRow
from tests.storage.repos.shop import NOW, ad, adset, campaign, open_shop

HAT, MUG = "https://shop.example/products/hat", "https://shop.example/products/mug"


def to(external_id, link, parent="11"):
    """Return an ad that leads to a link."""
    return ad(external_id, parent, creative=Creative(external_id="9", landing_url=link))


async def put(shop, *ads):
    return await shop.put([campaign("1")], [adset("11", "1")], ads)


def pages(session):
    found = session.execute(select(SellpageRow.slug, SellpageRow.name, SellpageRow.url))
    return sorted(tuple(one) for one in found)


async def shown(shop, level=Level.CAMPAIGN, **filters):
    table = await shop.table(AdsQuery(level=level, filters=FilterSet(**filters)))
    return dict(sorted(zip(table.text["external_id"], table.text["sellpage"], strict=True)))


async def test_the_first_listing_makes_the_pages_and_links_ads_and_campaigns(database):
    shop = await open_shop(database)

    await put(shop, to("111", f"{HAT}?utm_id=1"), to("112", f"{HAT}/#top"), to("113", MUG))

    assert await database.read(shop.scope, pages) == [
        ("hat", "shop.example/products/hat", HAT),
        ("mug", "shop.example/products/mug", MUG),
    ]
    assert await shown(shop) == {"1": "shop.example/products/hat"}
    assert await shown(shop, Level.AD, sellpages=("mug",)) == {"113": "shop.example/products/mug"}
    assert list(await shown(shop, sellpages=("hat",))) == ["1"]
    assert await shown(shop, sellpages=("mug",)) == {}
    assert list(await shown(shop, sellpages=("shop.example/products/hat",))) == ["1"]


async def test_the_same_listing_again_changes_nothing(database):
    shop = await open_shop(database)
    await put(shop, to("111", HAT))

    assert await put(shop, to("111", HAT)) == StructureCounts()
    assert len(await database.read(shop.scope, pages)) == 1


async def test_a_link_that_leads_elsewhere_is_followed(database):
    shop = await open_shop(database)
    await put(shop, to("111", HAT))

    await put(shop, to("111", MUG))
    moved = await shown(shop), await shown(shop, Level.AD)
    await put(shop, to("111", ""))

    assert moved == ({"1": "shop.example/products/mug"}, {"111": "shop.example/products/mug"})
    # Without a link of its own an ad goes with its campaign, and that with what it last knew.
    assert await shown(shop, Level.AD) == {"111": "shop.example/products/mug"}


async def test_hostile_links_make_no_page(database):
    shop = await open_shop(database)

    await put(shop, to("111", "https://shop.example@evil.example/"), to("112", "javascript:x"))

    assert await database.read(shop.scope, pages) == []
    assert await shown(shop) == {"1": None}


async def test_short_names_are_unique_within_the_seller_and_free_beside_others(database):
    shop = await open_shop(database)
    bert = await open_shop(database, "bert", external_id="act_2")
    links = ["https://a.example/hat", "https://b.example/hat", "https://b.example/x/hat"]

    await put(shop, *(to(f"11{i}", link) for i, link in enumerate(links)))
    await put(bert, to("111", links[0]))

    slugs = [slug for slug, _, _ in await database.read(shop.scope, pages)]
    assert slugs == ["b-hat", "b-hat-2", "hat"]
    assert [slug for slug, _, _ in await database.read(bert.scope, pages)] == ["hat"]


async def test_a_page_that_a_person_made_is_found_by_its_url(database):
    shop = await open_shop(database)
    made = {"seller_id": shop.seller.id, "id": 7, "created_at": NOW}
    page = SellpageRow(slug="our-hat", name="Our hat", url=f"{HAT}/?ref=1", **made)
    await database.write(shop.scope, lambda session: session.add(page))

    await put(shop, to("111", HAT))

    assert await shown(shop) == {"1": "Our hat"}


async def test_a_page_that_a_person_chose_for_a_campaign_stays(database):
    shop = await open_shop(database)
    await put(shop, to("111", HAT))

    def choose(session):
        page = select(SellpageRow.id).where(SellpageRow.slug == "hat").scalar_subquery()
        session.execute(update(CampaignRow).values(sellpage_id=page, is_sellpage_chosen=True))

    await database.write(shop.scope, choose)
    await put(shop, to("111", MUG), to("112", MUG))

    assert await shown(shop) == {"1": "shop.example/products/hat"}


async def test_the_page_of_a_campaign_is_the_same_in_whatever_order_its_ads_come(database):
    shop = await open_shop(database)
    ads = [to("111", MUG), to("112", HAT), to("113", f"{MUG}?x"), to("114", f"{HAT}?x")]
    found = set()
    for place, order in enumerate(list(permutations(ads))[:6]):
        number = str(place + 2)
        for one in order:
            renamed = f"{number}{one.external_id}"
            await shop.put(
                [campaign(number)],
                [adset(f"{number}1", number)],
                [to(renamed, one.creative.landing_url, f"{number}1")],
            )
        found.add((await shown(shop))[number])

    # Of two with as many ads, the first by URL.
    assert found == {"shop.example/products/hat"}


async def test_many_pages_come_at_once(database):
    shop, number = await open_shop(database), 1_200

    await put(shop, *(to(f"11{n}", f"https://shop.example/p/{n}?a={n}") for n in range(number)))

    assert len(await database.read(shop.scope, pages)) == number
