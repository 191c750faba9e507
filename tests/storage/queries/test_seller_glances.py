"""Every seller in a line: what is told of yesterday where not all accounts have read it."""

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.sellers import Takings
from pixecom_desktop.storage.queries import seller_glances
from pixecom_desktop.storage.repos import connections
from tests.storage.repos.shop import NOW, ago, campaign, last, open_shop, told

YESTERDAY = ago(1)


async def glance(database, shop):
    (found,) = await database.read(shop.scope, seller_glances.glances, NOW)
    return found


def usd(spend: int, value: int = 0) -> Takings:
    return Takings(currency="USD", spend=spend, purchase_value=value)


async def test_of_an_account_that_lacks_yesterday_the_others_are_told_and_it_is_named(database):
    shop = await open_shop(database)
    second = await shop.second_account("act_2", name="Second")
    await shop.put([campaign("1")])
    await second.put([campaign("2")])
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", YESTERDAY, 5_000_000, 10))
    nothing = await glance(database, second)
    # Its numbers of an answer that was cut off: they are not all, and in no sum.
    await second.fetch(Level.CAMPAIGN, last(2), told("2", YESTERDAY, 7_000_000, 10), whole=False)
    cut = await glance(database, second)
    await second.fetch(Level.CAMPAIGN, last(2), told("2", YESTERDAY, 8_000_000, 10))
    whole = await glance(database, second)

    assert (nothing.accounts, nothing.read, nothing.missing) == (2, 1, ("Second",))
    assert nothing.takings == cut.takings == (usd(5_000_000),)
    assert cut.missing == ("Second",)
    assert (whole.read, whole.missing, whole.takings) == (2, (), (usd(13_000_000),))


async def test_a_currency_that_nobody_has_read_is_not_told_as_nothing(database):
    shop = await open_shop(database)
    euros = await shop.second_account("act_2", name="Euros", currency="EUR")
    await shop.put([campaign("1")])
    none = await glance(database, shop)
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", YESTERDAY, 5_000_000, 10))
    dollars = await glance(database, shop)
    await euros.fetch(Level.CAMPAIGN, last(2))

    assert (none.read, none.takings) == (0, ())
    assert none.missing == ("Account act_1", "Euros")
    assert dollars.takings == (usd(5_000_000),)
    assert [one.currency for one in (await glance(database, euros)).takings] == ["EUR", "USD"]


async def test_an_account_that_was_disconnected_lacks_nothing(database):
    shop = await open_shop(database)
    gone = await shop.second_account("act_2", name="Gone")
    await shop.put([campaign("1")])
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", YESTERDAY, 5_000_000, 10))
    await database.write(shop.scope, connections.let_go, gone.connection.external_id)

    found = await glance(database, shop)

    assert (found.accounts, found.read, found.missing) == (1, 1, ())
    assert found.takings == (usd(5_000_000),)
