"""A search over a table that was loaded says what the database says, cell by cell."""

from dataclasses import replace
from random import Random

import numpy as np

from pixecom_desktop.domain.compare import Comparison
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.narrowing import Loaded
from pixecom_desktop.domain.query import AdsQuery, parse_sorts
from pixecom_desktop.domain.rules import parse_rules
from tests.storage.queries.test_ads_table_by_model import Business
from tests.storage.repos.shop import TODAY, ago, campaign, last, open_shop, told

PIECES = ("Straße", "STRASSE", "ﬁne", "Ökö", "o\u0308", "İstanbul", "50%_", "a\\b", "a | B", " ")
SORTS = ("-spend", "name", "-name,spend", "status,-roas,name", "budget")


def assert_same(one, other):
    assert one.query == other.query
    assert (one.days, one.summary, one.coverage) == (other.days, other.summary, other.coverage)
    for ours, theirs in (
        (one.text, other.text),
        (one.measures, other.measures),
        (one.marks, other.marks),
        ({"ids": one.ids, "budget": one.budget}, {"ids": other.ids, "budget": other.budget}),
    ):
        assert ours.keys() == theirs.keys()
        for key, column in ours.items():
            assert np.array_equal(column, theirs[key]), key
    if one.compared is None or other.compared is None:
        assert one.compared is other.compared
        return
    for side in ("base", "other"):
        ours, theirs = getattr(one.compared, side), getattr(other.compared, side)
        assert all(np.array_equal(ours[key], theirs[key]) for key in ours)
    assert np.array_equal(one.compared.unknown, other.compared.unknown)
    empty = {"base": {}, "other": {}, "unknown": None}
    assert replace(one.compared, **empty) == replace(other.compared, **empty)


async def test_what_is_found_in_memory_is_what_the_database_finds(database):
    dice = Random(11)
    shop = await open_shop(database)
    second = await shop.second_account("act_2", timezone="Pacific/Auckland", currency="VND")
    business = Business([shop, second], dice)

    def named(one):
        return replace(one, name=f"{dice.choice(PIECES)} {dice.choice(PIECES)} {dice.randrange(9)}")

    usual = business._tree
    business._tree = lambda number: tuple([named(one) for one in of] for of in usual(number))
    await business.throw()
    bases = [
        AdsQuery(level=level, filters=filters, parent_campaigns=parents, compare=compare)
        for level in (Level.CAMPAIGN, Level.AD)
        for filters in (
            FilterSet(),
            FilterSet(statuses=(EntityStatus.ACTIVE,), rules=parse_rules("spend > 300")),
        )
        for parents in ((), ("01", "11"))
        for compare in (None, Comparison())
    ]
    answered = total = 0
    for base in bases:
        loaded = Loaded(await shop.table(base))
        for _ in range(4):
            text = dice.choice(PIECES)
            cut = dice.randrange(len(text))
            typed = dice.choice([text[cut:], text[: cut + 1].swapcase(), "012", "011, 0125", "zzz"])
            query = replace(base, filters=base.filters.changed("search", typed))
            query = query.sorted_by(parse_sorts(dice.choice(SORTS)))
            found = loaded.searched(query)
            total += 1
            if found is not None:
                answered += 1
                assert_same(found, await shop.table(query))
    # Below some campaigns the days known may follow the accounts left: the database tells then.
    assert answered > total * 0.5


async def test_only_a_search_order_and_columns_are_told_from_memory(database):
    shop = await open_shop(database)
    await shop.put([campaign("1", name="A"), campaign("2", name="B")])
    await shop.fetch(Level.CAMPAIGN, last(2), told("1", TODAY, 5), told("2", ago(1), 2**61))
    base = AdsQuery()
    loaded = Loaded(await shop.table(base))

    def asked(**changes):
        return replace(base, filters=FilterSet(**{"search": "a", **changes}))

    assert loaded.searched(asked()).text["name"].tolist() == ["A"]
    assert loaded.searched(replace(asked(), columns=("roas",))).query.columns == ("roas",)
    for other in (
        asked(statuses=(EntityStatus.ACTIVE,)),
        replace(asked(), level=Level.AD),
        replace(asked(), compare=Comparison()),
        replace(asked(), parent_campaigns=("1",)),
    ):
        assert loaded.searched(other) is None
    cleared = base.sorted_by(parse_sorts("name"))
    assert_same(loaded.searched(cleared), await shop.table(cleared))
    assert Loaded(await shop.table(asked())).searched(asked(search="ab")) is None
