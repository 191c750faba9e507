"""Filters and the catalog they stand in."""

import pytest

from pixecom_desktop.domain.dates import DateChoice, Preset
from pixecom_desktop.domain.enums import DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.filters import FILTERS, FilterKind, FilterSet
from pixecom_desktop.domain.text import SEARCH_LIMIT

BY_KEY = {known.key: known for known in FILTERS}


def test_the_catalog_names_every_field_of_a_filter_set_once():
    assert sorted(BY_KEY) == sorted(FilterSet.__dataclass_fields__)
    assert len({known.option for known in FILTERS}) == len(FILTERS)
    assert len({known.title for known in FILTERS}) == len(FILTERS)


def test_a_new_filter_set_lets_everything_pass_for_the_last_seven_days():
    fresh = FilterSet()

    assert fresh.active_count == 0
    assert fresh.dates.preset is Preset.LAST_7
    assert all(not getattr(fresh, key) for key in BY_KEY if key != "dates")


def test_filters_that_are_on_are_counted_without_the_dates():
    found = FilterSet(
        dates=DateChoice(Preset.TODAY),
        statuses=(EntityStatus.ACTIVE, EntityStatus.PAUSED),
        accounts=("act_1",),
        search="sale",
    )

    assert found.active_count == 3
    assert found.cleared() == FilterSet()


def test_changing_one_filter_leaves_the_others():
    found = FilterSet(search="sale").changed("deliveries", (DeliveryStatus.ERROR,))

    assert found == FilterSet(search="sale", deliveries=(DeliveryStatus.ERROR,))


def test_a_search_is_trimmed_and_holds_a_hundred_characters():
    assert FilterSet(search="  50% off \n").search == "50% off"
    assert FilterSet(search="x" * SEARCH_LIMIT).search == "x" * SEARCH_LIMIT
    assert FilterSet(search=" " * 500).search == ""
    with pytest.raises(UserError, match="100 characters"):
        FilterSet(search="x" * (SEARCH_LIMIT + 1))


def test_pasted_ids_may_be_longer_than_a_text():
    ids = "\n".join(str(120_210_000_000_000_037 + i) for i in range(200))

    assert FilterSet(search=ids).search == ids


def test_a_search_holds_nothing_that_a_database_refuses():
    assert FilterSet(search="a\x00b\ud800").search == "ab?"


@pytest.mark.parametrize("word", ["active", "ACTIVE", "Active"])
def test_the_word_of_a_status_is_read_in_any_case(word):
    assert BY_KEY["statuses"].parse(word) is EntityStatus.ACTIVE
    assert BY_KEY["deliveries"].parse(word) is DeliveryStatus.ACTIVE


def test_a_word_that_is_no_status_is_answered_with_those_there_are():
    with pytest.raises(UserError, match=r"'on' is no status.*ACTIVE, PAUSED, ARCHIVED, DELETED"):
        BY_KEY["statuses"].parse("on")
    with pytest.raises(UserError, match=r"no delivery status.*NOT_DELIVERING"):
        BY_KEY["deliveries"].parse("")


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("accounts", "401"),
        ("accounts", "act_"),
        ("accounts", "act_1 act_2"),
        ("accounts", "act_\u0661"),
        ("campaigns", "act_1"),
        ("campaigns", ""),
        ("campaigns", "1\x00"),
        ("sellpages", "a\nb"),
        ("sellers", "a\x00"),
    ],
)
def test_a_word_that_can_be_no_choice_is_refused(key, word):
    with pytest.raises(UserError, match="is no"):
        BY_KEY[key].parse(word)


def test_the_filters_and_the_search_have_their_editors():
    assert {key: known.kind for key, known in BY_KEY.items()} == {
        "sellers": FilterKind.CHOICES,
        "sellpages": FilterKind.CHOICES,
        "statuses": FilterKind.ENUM,
        "deliveries": FilterKind.ENUM,
        "dates": FilterKind.DATES,
        "accounts": FilterKind.CHOICES,
        "campaigns": FilterKind.CHOICES,
        "search": FilterKind.TEXT,
        "rules": FilterKind.RULES,
    }
