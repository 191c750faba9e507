"""Saved views and settings: kept, shared, bounded, one's own."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import Level, Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, SignInNeeded, UserError
from pixecom_desktop.domain.events import Bus, Changed, Topic
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.preferences import (
    SETTINGS,
    SellerPreferences,
    Settings,
    UserPreferences,
    read,
)
from pixecom_desktop.domain.query import AdsQuery, SortKey
from pixecom_desktop.domain.rules import parse_rules
from pixecom_desktop.domain.views import BUILT_IN, SavedView, ViewLayout
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.services.views import Views
from pixecom_desktop.storage.repos import sellers
from pixecom_desktop.storage.schema.identity import UserRow
from pixecom_desktop.storage.schema.kept import SavedViewRow
from pixecom_desktop.storage.schema.preferences import PreferenceRow
from tests.services.conftest import opened_door
from tests.storage.repos.shop import NOW, new_id

QUERY = AdsQuery(
    level=Level.AD,
    filters=FilterSet(dates=DateChoice(Preset.LAST_30), rules=parse_rules("roas < 1")),
    sort=SortKey("roas"),
    columns=("name", "spend", "roas"),
)


@pytest.fixture
def database(request, tmp_path, postgres):
    with opened_door(request, tmp_path, postgres) as door:
        yield door


@pytest.fixture
def bus():
    return Bus()


async def people(database) -> tuple[Scope, Scope]:
    """Return two users of one seller."""
    anna = await database.write(HOUSE, sellers.ensure_owner, new_id=new_id, now=NOW)
    (seller,) = await database.read(HOUSE, sellers.sellers)
    bert = new_id()

    def add(session) -> None:
        session.add(UserRow(id=bert, email="bert@x.example", email_folded="bert", created_at=NOW))

    await database.write(HOUSE, add)
    return (
        Scope.for_seller(seller.id, Role.OWNER, anna),
        Scope.for_seller(seller.id, Role.VIEWER, bert),
    )


def doors(database, bus) -> tuple[Views, Preferences]:
    more = {"clock": FixedClock(NOW), "new_id": new_id}
    return Views(database, bus.publish, **more), Preferences(database, bus.publish, **more)


def view(name: str, **more) -> SavedView:
    return SavedView(key="", name=name, query=QUERY, **more)


async def test_a_view_is_kept_whole_and_takes_the_place_of_its_namesake(database, bus):
    anna, _ = await people(database)
    views, _ = doors(database, bus)
    heard = []
    bus.listen(heard.append)

    layout = ViewLayout(widths={"name": 300}, density="compact")
    first = await views.save(anna, view("  My   view ", layout=layout))
    again = await views.save(anna, replace(view("My view"), query=AdsQuery()))

    assert first == again
    *built_in, mine = await views.all(anna)
    assert tuple(built_in) == BUILT_IN
    assert (mine.name, mine.query, mine.key) == ("My view", AdsQuery(), first)
    await views.save(anna, view("Other", layout=layout))
    kept = next(one for one in await views.all(anna) if one.name == "Other")
    assert (kept.query, kept.layout) == (QUERY, layout)
    assert heard[0] == Changed(topics=frozenset({Topic.VIEWS}))


async def test_a_shared_view_is_seen_by_others_and_changed_by_its_owner_alone(database, bus):
    anna, bert = await people(database)
    views, _ = doors(database, bus)
    private = await views.save(anna, view("Private"))
    shared = await views.save(anna, view("Shared", is_shared=True))

    seen = {one.key: one for one in await views.all(bert) if not one.is_built_in}

    assert set(seen) == {shared}
    assert not seen[shared].is_mine
    for work in (views.remove(bert, shared), views.rename(bert, private, "Mine")):
        with pytest.raises(NotFound):
            await work
    with pytest.raises(NotAllowed):
        await views.save(bert, view("Theirs", is_shared=True))
    await views.rename(anna, shared, "For all")
    assert "For all" in [one.name for one in await views.all(bert)]
    await views.remove(anna, shared)
    assert [one for one in await views.all(bert) if not one.is_built_in] == []


async def test_each_user_has_a_default_of_their_own(database, bus):
    anna, bert = await people(database)
    views, _ = doors(database, bus)
    key = await views.save(anna, view("Mine"))

    await views.make_default(anna, key)
    await views.make_default(bert, "losing")

    assert (await views.default(anna)).name == "Mine"
    assert (await views.default(bert)).name == "Losing money"
    await views.remove(anna, key)
    assert await views.default(anna) is None
    with pytest.raises(UserError, match="no such view"):
        await views.make_default(bert, key)
    await views.make_default(bert, "")
    assert await views.default(bert) is None


async def test_names_and_keys_that_cannot_be_are_refused(database, bus):
    anna, _ = await people(database)
    views, _ = doors(database, bus)
    await views.save(anna, view("One"))
    two = await views.save(anna, view("Two"))

    for name in ("", "   ", "x" * 81, "losing MONEY"):
        with pytest.raises(UserError):
            await views.save(anna, view(name))
    with pytest.raises(UserError, match="already"):
        await views.rename(anna, two, "One")
    for key in ("", "losing", "9" * 40, "1", "٣"):
        with pytest.raises(NotFound):
            await views.remove(anna, key)
    with pytest.raises(SignInNeeded):
        await views.all(replace(anna, user_id=None))


async def test_a_view_that_a_newer_program_wrote_is_left_out(database, bus):
    anna, _ = await people(database)
    views, _ = doors(database, bus)
    await views.save(anna, view("Odd"))

    def spoil(session) -> None:
        session.execute(update(SavedViewRow).values(link="pixecom://ads-manager?telepathy=1"))

    await database.write(anna, spoil)

    assert await views.all(anna) == BUILT_IN


def test_the_built_in_views_are_those_of_the_issue():
    assert [one.name for one in BUILT_IN] == [
        "Spent in range",
        "Losing money",
        "Top by ROAS",
        "Not delivering",
        "Learning on ad sets",
    ]
    assert all(one.query.filters.active_count for one in BUILT_IN)


async def test_settings_are_kept_for_the_seller_and_for_each_user(database, bus):
    anna, bert = await people(database)
    _, settings = doors(database, bus)
    assert await settings.seller(anna) == SellerPreferences()

    await settings.change(anna, {"roas_good": 450, "budget_rise": 10})
    assert await settings.change(bert, {"theme": "light", "text_size": 150}) == Settings(
        seller=SellerPreferences(roas_good=450, budget_rise=10),
        user=UserPreferences(theme="light", text_size=150),
    )
    await settings.change(anna, {"roas_fair": 450, "theme": "system"})

    assert await settings.seller(bert) == SellerPreferences(
        roas_good=450, roas_fair=450, budget_rise=10
    )
    assert await settings.user(bert) == UserPreferences(theme="light", text_size=150)
    assert await settings.user(anna) == UserPreferences(theme="system")
    with pytest.raises(NotAllowed):
        await settings.change(bert, {"roas_good": 300})
    for odd in ({"roas_fair": 900}, {"text_size": 500}, {"theme": "pink"}, {"full_numbers": 1}):
        with pytest.raises(UserError):
            await settings.change(anna, {"density": "compact", **odd})
    assert (await settings.user(anna)).density == "default"


async def test_a_setting_put_back_to_its_default_follows_the_program_s(database, bus):
    anna, _ = await people(database)
    _, settings = doors(database, bus)
    await settings.change(anna, {"roas_good": 450, "theme": "light"})

    await settings.change(anna, {"roas_good": 300, "theme": "dark"})

    def rows(session) -> int:
        return session.query(PreferenceRow).count()

    assert await settings.settings(anna) == Settings()
    assert await database.read(anna, rows) == 0


async def test_a_screen_keeps_texts_of_its_own_for_a_user(database, bus):
    anna, bert = await people(database)
    _, settings = doors(database, bus)

    await settings.keep(anna, "layout/AD", '{"width": 3}')

    assert await settings.kept(anna, "layout/AD") == '{"width": 3}'
    assert await settings.kept(bert, "layout/AD") == ""
    await settings.keep(anna, "layout/AD", "")
    assert await settings.kept(anna, "layout/AD") == ""
    assert await settings.user(anna) == UserPreferences()
    with pytest.raises(UserError):
        await settings.keep(anna, "x", "x" * 100_001)


async def test_what_is_odd_in_the_database_counts_as_the_default(database, bus):
    anna, _ = await people(database)
    _, settings = doors(database, bus)
    await settings.change(anna, {"text_size": 150, "theme": "light"})

    def spoil(session) -> None:
        rows = {"text_size": "9999", "theme": '"pink"', "density": "{", "full_numbers": "1"}
        for row in session.query(PreferenceRow):
            row.body = rows.get(row.key, row.body)

    await database.write(anna, spoil)

    assert await settings.user(anna) == UserPreferences()


def test_every_setting_has_its_line_in_the_form_and_its_default_fits():
    for kind in (SellerPreferences, UserPreferences):
        for key, value in {f: getattr(kind(), f) for f in kind.__dataclass_fields__}.items():
            assert SETTINGS[key].fits(value)
    assert read(UserPreferences, {"text_size": True, "theme": 3}) == UserPreferences()
