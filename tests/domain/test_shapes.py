"""The values that cross rooms: there is one for each thing, frozen, with the fields it needs."""

import dataclasses
import importlib
import pkgutil
from datetime import UTC, date, datetime
from enum import Enum

import pytest

import pixecom_desktop.domain
from pixecom_desktop.domain import enums
from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.ads import (
    Account,
    Ad,
    AdSet,
    Budget,
    Campaign,
    Connection,
    Creative,
    DailyStats,
)
from pixecom_desktop.domain.commerce import Order, Product, Sellpage
from pixecom_desktop.domain.delivery import Delivery
from pixecom_desktop.domain.enums import (
    BudgetType,
    ConnectionHealth,
    ConnectionType,
    DeliveryStatus,
    EntityStatus,
    Level,
    OrderStatus,
    Role,
)
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.session import Seller, Session

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ACTIVE = Delivery(status=DeliveryStatus.ACTIVE)
VALUES = (
    Campaign(
        external_id="1",
        name="Sale",
        status=EntityStatus.ACTIVE,
        delivery=ACTIVE,
        budget=Budget(micros=50_000_000, type=BudgetType.DAILY),
    ),
    AdSet(
        external_id="2",
        campaign_external_id="1",
        name="US",
        status=EntityStatus.PAUSED,
        delivery=ACTIVE,
        budget=None,
    ),
    Ad(
        external_id="3",
        adset_external_id="2",
        campaign_external_id="1",
        name="Video",
        status=EntityStatus.ACTIVE,
        delivery=ACTIVE,
        creative=Creative(external_id="4", landing_url="https://shop.example/"),
    ),
    Account(external_id="act_1", name="Shop", currency="USD", timezone="Asia/Kolkata", status=1),
    Connection(
        id=1,
        seller_id=1,
        type=ConnectionType.AD_ACCOUNT,
        external_id="act_1",
        name="Shop",
        currency="USD",
        timezone="Asia/Kolkata",
        is_active=True,
        health=ConnectionHealth.OK,
        health_reason="",
    ),
    Session(
        user_id=1,
        email="anna@shop.example",
        seller=Seller(id=1, slug="shop", name="Shop"),
        role=Role.OWNER,
        scope=Scope.for_seller(1),
    ),
    Order(
        id=1,
        number="1001",
        status=OrderStatus.PENDING,
        total_micros=59_000_000,
        currency="USD",
        placed_at=NOW,
    ),
    Sellpage(id=1, slug="hero", name="Hero", url="https://shop.example/hero"),
    Product(id=1, name="Serum"),
)


@pytest.mark.acceptance("0.3-5")
@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_there_is_a_frozen_data_class_for_each_thing(value):
    field = dataclasses.fields(value)[0].name

    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(value, field, None)
    assert not hasattr(value, "__dict__")
    assert dataclasses.replace(value) == value
    with pytest.raises(TypeError):
        type(value)(*[None] * len(dataclasses.fields(value)))


@pytest.mark.acceptance("0.3-5")
def test_there_is_a_value_for_the_statistics_of_a_day():
    row = DailyStats("1", date(2026, 11, 24), 76_530_000, 4233, 40, 32, 7, 5, 3, 237_250_000)

    assert row._fields == ("external_id", "day", *(measure.key for measure in MEASURES))
    assert row.purchase_value == 237_250_000
    with pytest.raises(AttributeError):
        row.spend = 0


def modules() -> list[str]:
    found = pkgutil.walk_packages(pixecom_desktop.domain.__path__, "pixecom_desktop.domain.")
    return [module.name for module in found]


@pytest.mark.parametrize("name", modules())
def test_every_data_class_of_the_ground_floor_is_frozen(name):
    module = importlib.import_module(name)
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and dataclasses.is_dataclass(value)
        and value.__module__ == module.__name__
    ]

    assert all(value.__dataclass_params__.frozen for value in found)


def test_only_accounts_in_good_standing_deliver():
    def account(status: int) -> Account:
        return Account(external_id="act_1", name="", currency="USD", timezone="UTC", status=status)

    able = {n for n in (1, 2, 3, 7, 8, 9, 100, 101, 201, 202, 0) if account(n).can_deliver}
    assert able == {1, 9}


# --- enums ----------------------------------------------------------------------------------

# Typed from the contract's list of enums.
CONTRACT = {
    "EntityStatus": "ACTIVE PAUSED ARCHIVED DELETED",
    "DeliveryStatus": (
        "ACTIVE INACTIVE LEARNING ERROR LIMITED NOT_DELIVERING PENDING_REVIEW UNKNOWN"
    ),
    "BudgetType": "DAILY LIFETIME",
    "Level": "CAMPAIGN ADSET AD",
    "ConnectionType": "AD_ACCOUNT PAGE PIXEL CONVERSION",
    "PostSource": "EXISTING CONTENT_SOURCE",
    "CreativeStatus": "DRAFT READY ARCHIVED",
    "CreativeType": "VIDEO_AD IMAGE_AD TEXT_ONLY UGC_BUNDLE",
    "AssetRole": "PRIMARY_VIDEO THUMBNAIL PRIMARY_TEXT HEADLINE DESCRIPTION EXTRA",
    "OrderStatus": "PENDING CONFIRMED SHIPPED DELIVERED CANCELLED REFUNDED",
    "Role": "OWNER ADMIN MEMBER VIEWER",
    "CoverageState": "complete partial provisional missing",
}


@pytest.mark.parametrize(("name", "members"), CONTRACT.items())
def test_an_enum_has_the_members_of_the_contract_in_the_spelling_that_is_stored(name, members):
    enum = getattr(enums, name)

    assert [member.value for member in enum] == members.split()
    assert [str(member) for member in enum] == members.split()


def test_every_enum_says_what_it_is_for():
    found = [
        value
        for value in vars(enums).values()
        if isinstance(value, type)
        and issubclass(value, Enum)
        and value.__module__ == enums.__name__
    ]

    assert len(found) >= len(CONTRACT)
    assert all(value.__doc__ for value in found)


def test_the_levels_stand_one_under_the_other():
    assert [level.child for level in Level] == [Level.ADSET, Level.AD, None]
    assert [level.parent for level in Level] == [None, Level.CAMPAIGN, Level.ADSET]
