"""Edges, pages and filters, as graph.md sections 1.4 and 2 tell them."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.sandbox.api import Api
from tests.sandbox.tree import ALL

GONE = {"ARCHIVED", "DELETED"}


@pytest.fixture(scope="module")
def account(sandbox):
    return sandbox.accounts[0]


def condition(field: str, operator: str, value: object) -> list[dict[str, object]]:
    return [{"field": field, "operator": operator, "value": value}]


# --- pages ----------------------------------------------------------------------------------


def test_a_page_has_25_rows_unless_asked_otherwise(api, account):
    assert len(api.get(f"{account}/ads").ids) == 25
    assert len(api.get(f"{account}/ads", limit=7).ids) == 7


@pytest.mark.parametrize("limit", [1, 7, 25, 100, 10_000])
def test_following_next_gives_each_row_once_whatever_the_page_size(api, account, limit):
    whole = [row["id"] for row in api.rows(f"{account}/campaigns", limit=500)]

    found = [row["id"] for row in api.rows(f"{account}/campaigns", limit=limit)]

    assert found == whole
    assert len(set(found)) == len(found) > 10


def test_following_the_after_cursor_gives_the_same_rows_as_following_next(api, account):
    found: list[str] = []
    after: dict[str, object] = {}
    while True:
        answer = api.get(f"{account}/ads", limit=30, fields="id", **after).json
        found += [row["id"] for row in answer["data"]]
        if "next" not in answer.get("paging", {}):
            break
        after = {"after": answer["paging"]["cursors"]["after"]}

    assert found == [row["id"] for row in api.rows(f"{account}/ads", limit=500)]


def test_the_first_page_has_no_previous_and_the_last_no_next(api, account):
    pages = [page.json["paging"] for page in api.pages(f"{account}/campaigns", limit=5)]

    assert len(pages) > 2
    assert [("previous" in one, "next" in one) for one in pages] == [
        (False, True),
        *[(True, True)] * (len(pages) - 2),
        (True, False),
    ]
    assert all(one["cursors"].keys() == {"before", "after"} for one in pages)


def test_after_the_last_cursor_comes_an_empty_page_without_any_paging(api, account):
    *_, last = api.pages(f"{account}/campaigns", limit=5)
    after = last.json["paging"]["cursors"]["after"]

    answer = api.get(f"{account}/campaigns", limit=5, after=after)

    assert answer.json == {"data": []}


def test_an_empty_listing_is_just_empty_data(api, account):
    answer = api.get(
        f"{account}/campaigns", filtering=condition("campaign.name", "EQUAL", "nobody")
    )

    assert answer.json == {"data": []}


def test_previous_leads_back_to_the_page_before(api, account):
    first, second, *_ = api.pages(f"{account}/ads", limit=10)
    back = api.follow(second.json["paging"]["previous"])

    assert back.ids == first.ids
    assert "before" in parse_qs(urlsplit(second.json["paging"]["previous"]).query)


def test_a_cursor_is_opaque(api, account):
    cursors = api.get(f"{account}/campaigns", limit=3).json["paging"]["cursors"]

    assert cursors["before"] != cursors["after"]
    assert not cursors["after"].isdigit()
    assert cursors["after"].isalnum() or "=" not in cursors["after"]


@pytest.mark.parametrize("cursor", ["nonsense", "MTIz", "!!!!", "QVFIMQ=="])
def test_a_cursor_that_is_none_is_refused(api, account, cursor):
    answer = api.get(f"{account}/campaigns", after=cursor)

    assert answer.status == 400
    assert answer.error["code"] in (2642, 100)


def test_a_deleted_object_takes_its_cursor_with_it(fresh, mine):
    page = mine.get(f"{fresh.accounts[0]}/campaigns", limit=2)
    mine.delete(page.ids[-1])

    answer = mine.get(
        f"{fresh.accounts[0]}/campaigns", limit=2, after=page.json["paging"]["cursors"]["after"]
    )

    assert answer.error["code"] == 2642


def test_a_paused_object_keeps_its_place(fresh, mine):
    whole = [row["id"] for row in mine.rows(f"{fresh.accounts[0]}/campaigns", limit=100)]
    page = mine.get(f"{fresh.accounts[0]}/campaigns", limit=2)
    mine.post(page.ids[-1], status="PAUSED")

    following = mine.follow(page.json["paging"]["next"])

    assert following.ids == whole[2:4]


@pytest.mark.parametrize("edge", ["campaigns", "adsets", "ads", "adcreatives"])
def test_a_total_is_told_where_it_is_asked_for(api, account, edge):
    page = api.get(f"{account}/{edge}", limit=1, summary="true").json
    count = len(api.rows(f"{account}/{edge}", limit=500))

    assert page["summary"] == {"total_count": count}
    assert "summary" not in api.get(f"{account}/{edge}", limit=1).json


def test_next_keeps_the_total(api, account):
    first, second, *_ = api.pages(f"{account}/ads", limit=20, summary="true")

    assert first.json["summary"] == second.json["summary"]


# --- edges ----------------------------------------------------------------------------------


def test_children_are_listed_under_each_parent(api, account):
    adsets = api.rows(f"{account}/adsets", fields="campaign_id", limit=500)
    ads = api.rows(f"{account}/ads", fields="campaign_id,adset_id", limit=500)
    campaign, adset = adsets[0]["campaign_id"], adsets[0]["id"]

    assert [row["id"] for row in api.rows(f"{campaign}/adsets", limit=500)] == [
        row["id"] for row in adsets if row["campaign_id"] == campaign
    ]
    assert [row["id"] for row in api.rows(f"{campaign}/ads", limit=500)] == [
        row["id"] for row in ads if row["campaign_id"] == campaign
    ]
    assert [row["id"] for row in api.rows(f"{adset}/ads", limit=500)] == [
        row["id"] for row in ads if row["adset_id"] == adset
    ]


def test_accounts_share_nothing(api, sandbox):
    for edge in ("campaigns", "adsets", "ads", "adcreatives"):
        listed = [
            row["id"]
            for one in sandbox.accounts
            for row in api.rows(f"{one}/{edge}", limit=500, effective_status=ALL)
        ]
        assert len(set(listed)) == len(listed)


# --- filters --------------------------------------------------------------------------------


@pytest.mark.parametrize("edge", ["campaigns", "adsets", "ads"])
def test_archived_and_deleted_are_left_out_unless_they_are_named(api, account, edge):
    plain = api.rows(f"{account}/{edge}", fields="effective_status", limit=500)
    whole = api.rows(
        f"{account}/{edge}", fields="effective_status", limit=500, effective_status=ALL
    )
    gone = api.rows(
        f"{account}/{edge}", fields="effective_status", limit=500, effective_status=sorted(GONE)
    )

    assert not {row["effective_status"] for row in plain} & GONE
    assert {row["effective_status"] for row in gone} == GONE
    assert len(plain) + len(gone) == len(whole)


@pytest.mark.parametrize("shape", ['["ACTIVE","PAUSED"]', "['ACTIVE', 'PAUSED']", "ACTIVE,PAUSED"])
def test_statuses_are_named_in_any_shape_and_in_a_filter_alike(api, account, shape):
    by_word = api.rows(f"{account}/campaigns", effective_status=shape, limit=500)
    by_filter = api.rows(
        f"{account}/campaigns",
        filtering=condition("campaign.effective_status", "IN", ["ACTIVE", "PAUSED"]),
        limit=500,
    )

    assert by_word == by_filter
    assert by_word


def test_an_object_that_is_gone_is_still_read_by_its_id(api, account):
    (row,) = api.get(f"{account}/ads", effective_status=["DELETED"], limit=1).json["data"]

    assert api.get(row["id"], fields="effective_status").json["effective_status"] == "DELETED"


def seconds(text: str) -> int:
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z").timestamp())


@pytest.mark.parametrize("edge", ["campaigns", "adsets", "ads"])
def test_what_changed_since_is_strictly_later(api, account, edge):
    level = edge.removesuffix("s")
    rows = api.rows(f"{account}/{edge}", fields="updated_time", limit=500, effective_status=ALL)
    times = sorted(seconds(row["updated_time"]) for row in rows)
    middle = times[len(times) // 2]

    found = api.rows(
        f"{account}/{edge}",
        fields="updated_time",
        limit=500,
        effective_status=ALL,
        filtering=condition(f"{level}.updated_time", "GREATER_THAN", middle),
    )

    assert {row["id"] for row in found} == {
        row["id"] for row in rows if seconds(row["updated_time"]) > middle
    }
    assert 0 < len(found) < len(rows)


def test_updated_since_means_the_same_on_ad_sets_and_ads(api, account):
    rows = api.rows(f"{account}/ads", fields="updated_time", limit=500)
    middle = sorted(seconds(row["updated_time"]) for row in rows)[len(rows) // 2]

    found = api.rows(f"{account}/ads", fields="updated_time", limit=500, updated_since=middle)

    assert {row["id"] for row in found} == {
        row["id"] for row in rows if seconds(row["updated_time"]) > middle
    }


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        ("CONTAIN", "asc", lambda name: "asc" in name.casefold()),
        ("NOT_CONTAIN", "asc", lambda name: "asc" not in name.casefold()),
        ("STARTS_WITH", "GS", lambda name: name.startswith("GS")),
    ],
)
def test_names_are_filtered(api, account, operator, value, holds):
    rows = api.rows(f"{account}/campaigns", fields="name", limit=500)

    found = api.rows(
        f"{account}/campaigns",
        fields="name",
        limit=500,
        filtering=condition("campaign.name", operator, value),
    )

    assert found == [row for row in rows if holds(row["name"])]
    assert 0 < len(found) < len(rows)


def test_children_are_filtered_by_their_parents_ids(api, account):
    wanted = api.get(f"{account}/campaigns", limit=3).ids

    found = api.rows(
        f"{account}/ads",
        fields="campaign_id",
        limit=500,
        filtering=condition("campaign.id", "IN", wanted),
    )

    assert {row["campaign_id"] for row in found} == set(wanted)


def test_conditions_are_joined_by_and(api, account):
    both = [
        *condition("campaign.name", "CONTAIN", "ASC"),
        *condition("campaign.effective_status", "IN", ["ACTIVE"]),
    ]
    found = api.rows(
        f"{account}/campaigns", fields="name,effective_status", limit=500, filtering=both
    )

    assert found
    assert all("ASC" in row["name"] and row["effective_status"] == "ACTIVE" for row in found)


def test_a_listing_follows_a_change_at_once(fresh, mine: Api):
    account = fresh.accounts[0]
    first = mine.get(f"{account}/campaigns", limit=1, effective_status=["ACTIVE"]).ids[0]

    mine.post(first, status="PAUSED")

    listed = mine.rows(f"{account}/campaigns", effective_status=["ACTIVE"], limit=500)
    assert first not in [row["id"] for row in listed]
