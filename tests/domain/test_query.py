"""The table that is asked for: its columns, its order, its ties."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.metrics.catalog import MEASURES, METRIC_BY_KEY, METRICS
from pixecom_desktop.domain.query import (
    NO_BUDGET,
    SORTABLE,
    TEXT_COLUMNS,
    AdsQuery,
    AdsTable,
    SortKey,
    parse_sorts,
    zero_measures,
)

# The keys of the contract's columns ("The Ads Manager's columns"), typed from its table.
CONTRACT_COLUMNS = {
    *("name", "status", "delivery_status", "start_date", "budget", "spend", "roas", "results"),
    *("cost_per_result", "cpm", "ctr", "link_clicks", "cpc", "content_views", "cpv"),
    *("add_to_cart", "cost_per_atc", "checkout_initiated", "cost_per_checkout", "purchases"),
    *("cost_per_purchase", "purchase_value", "cr", "cr1", "cr2", "impressions"),
}


def table(rows: list[dict[str, object]], query: AdsQuery | None = None) -> AdsTable:
    """Return a table of these rows; what a row does not say is None or 0."""

    def objects(key: str) -> np.ndarray:
        column = np.empty(len(rows), np.object_)
        column[:] = [row.get(key) for row in rows]
        return column

    return AdsTable(
        query=query or AdsQuery(),
        days=None,
        ids=np.arange(len(rows), dtype=np.int64),
        text={key: objects(key) for key in TEXT_COLUMNS},
        measures={
            measure.key: np.array([row.get(measure.key, 0) for row in rows], np.int64)
            for measure in MEASURES
        },
        budget=np.array([row.get("budget", NO_BUDGET) for row in rows], np.int64),
        summary=(),
        coverage=(),
    )


def ids(found: AdsTable) -> list[object]:
    return found.text["external_id"].tolist()


def ordered(rows: list[dict[str, object]], sort: str) -> list[object]:
    found = table(rows)
    return ids(found.take(found.order(SortKey.parse(sort))))


def test_every_column_of_the_contract_can_be_sorted_by():
    assert set(SORTABLE) >= CONTRACT_COLUMNS
    assert len(set(SORTABLE)) == len(SORTABLE)


@pytest.mark.parametrize("key", SORTABLE)
def test_every_sortable_column_has_values_and_an_order(key):
    found = table([{"external_id": "2"}, {"external_id": "1"}])

    assert len(found.values(key)) == 2
    assert found.order(SortKey(key)).tolist() == ([1, 0] if key != "external_id" else [0, 1])


def test_several_keys_sort_what_those_before_leave_equal_and_ids_the_rest():
    rows = [
        {"external_id": "3", "name": "a", "spend": 5},
        {"external_id": "1", "name": "B", "spend": 5},
        {"external_id": "2", "name": "b", "spend": 5},
        {"external_id": "4", "name": "a", "spend": 9},
    ]
    found = table(rows)
    for text, order in (
        ("name,-spend", "4312"),
        ("-name,spend", "1234"),
        ("spend,-name", "1234"),
        ("-spend,name,-spend", "4312"),
    ):
        assert "".join(ids(found.take(found.order(*parse_sorts(text))))) == order, text
    query = AdsQuery().sorted_by(parse_sorts("-spend, name,spend,-name"))
    assert [str(one) for one in query.sorts] == ["-spend", "name"]
    assert AdsQuery().sorted_by(()) == AdsQuery()


def test_the_default_sort_is_spend_highest_first():
    assert AdsQuery().sort == SortKey("spend", descending=True)
    rows = [{"external_id": "a", "spend": 1}, {"external_id": "b", "spend": 3}]

    assert ids(table(rows).sorted()) == ["b", "a"]


def test_texts_of_a_table_that_is_sorted_again_and_narrowed_lie_where_they_lay():
    rows = [
        {"external_id": text, "spend": spend, "name": name}
        for text, spend, name in (("a", 1, "x"), ("b", 3, "z"), ("c", 2, "y"))
    ]
    made = table(rows)

    first = made.sorted()
    second = replace(first, query=first.query.sorted_by((SortKey("name", False),))).sorted()
    some = second.glimpse(np.array([2, 1]))

    assert [ids(one) for one in (first, second, some)] == [
        ["b", "c", "a"],
        ["a", "c", "b"],
        ["b", "c"],
    ]
    assert all(one.laid_texts is made.text for one in (made, first, second, some))
    assert "name" in some.text
    assert some.peek("name")[0] == "z"
    assert some.peek("name") is not some.text["name"], "a look at a row copies no column"
    assert some.peek("name") is some.text["name"]


@pytest.mark.parametrize("sort", ["spend", "-spend", "name", "-name", "roas", "-roas", "-budget"])
def test_ties_are_broken_by_external_id_always_ascending(sort):
    rows = [
        {"external_id": text, "spend": 5, "name": "same", "budget": 9}
        for text in ("30", "1", "200", "2")
    ]

    assert ordered(rows, sort) == ["1", "2", "200", "30"]


@pytest.mark.parametrize("sort", ["budget", "-budget", "start_date", "-start_date"])
def test_rows_without_a_value_come_last_in_both_directions(sort):
    rows = [
        {"external_id": "1"},
        {"external_id": "2", "budget": 5, "start_date": date(2026, 11, 1)},
        {"external_id": "3"},
        {"external_id": "4", "budget": 0, "start_date": date(2026, 10, 1)},
    ]
    found = ordered(rows, sort)

    assert found[2:] == ["1", "3"]
    assert found[:2] == (["2", "4"] if sort.startswith("-") else ["4", "2"])


def test_names_are_sorted_folded_so_that_case_and_composition_do_not_matter():
    rows = [
        {"external_id": "1", "name": "beta"},
        {"external_id": "2", "name": "Alpha"},
        {"external_id": "3", "name": "ALPHA"},
        {"external_id": "4", "name": "E\u0301clair"},
        {"external_id": "5", "name": "\u00e9clair"},
        {"external_id": "6", "name": None},
    ]

    assert ordered(rows, "name") == ["2", "3", "1", "4", "5", "6"]
    assert ordered(rows, "-name") == ["4", "5", "1", "2", "3", "6"]


def test_instants_are_sorted_by_time():
    rows = [
        {"external_id": "1", "created_at": datetime(2026, 11, 2, tzinfo=UTC)},
        {"external_id": "2", "created_at": datetime(2026, 11, 1, 23, tzinfo=UTC)},
        {"external_id": "3"},
    ]

    assert ordered(rows, "created_at") == ["2", "1", "3"]
    assert ordered(rows, "-created_at") == ["1", "2", "3"]


def test_drafts_without_an_external_id_stand_in_the_order_too():
    rows = [{"external_id": "9"}, {"external_id": None}, {"external_id": "1"}]

    assert ordered(rows, "-spend") == [None, "1", "9"]


measured = st.fixed_dictionaries(
    {measure.key: st.integers(0, 10**15) for measure in MEASURES}
    | {"budget": st.sampled_from([NO_BUDGET, 0, 5_000_000])}
)


@given(st.lists(measured, max_size=8), st.sampled_from(SORTABLE), st.booleans())
def test_an_order_is_a_permutation_by_what_is_shown(rows, key, descending):
    rows = [{"external_id": str(i), **row} for i, row in enumerate(rows)]
    found = table(rows)

    order = found.order(SortKey(key, descending)).tolist()

    assert sorted(order) == list(range(len(rows)))
    if key in METRIC_BY_KEY:
        shown = [METRIC_BY_KEY[key].scaled(rows[i]) for i in order]
        assert shown == sorted(shown, reverse=descending)


@given(st.lists(measured, min_size=1, max_size=5))
def test_a_metric_column_is_what_each_row_gives(rows):
    found = table(rows)

    for metric in METRICS:
        assert found.values(metric.key).tolist() == [metric.scaled(row) for row in rows]


def test_taking_rows_keeps_all_columns_together():
    rows = [{"external_id": str(i), "name": f"n{i}", "spend": i, "budget": i} for i in range(5)]
    found = table(rows)
    found.values("roas")

    taken = found.take(np.array([3, 1]))

    assert len(taken) == 2
    assert ids(taken) == ["3", "1"]
    assert taken.ids.tolist() == taken.values("spend").tolist() == [3, 1]
    assert taken.budget.tolist() == [3, 1]
    assert len(taken.values("roas")) == 2


def test_an_empty_table_can_be_sorted_by_everything():
    found = table([])

    for key in SORTABLE:
        assert found.order(SortKey(key)).tolist() == []


def test_a_sort_key_reads_as_it_is_written():
    for key in SORTABLE:
        for text in (key, f"-{key}"):
            assert str(SortKey.parse(text)) == text


@pytest.mark.parametrize("text", ["", "-", "--spend", "Spend", "password", "ids", "_metrics"])
def test_a_column_nobody_knows_is_answered_with_those_there_are(text):
    with pytest.raises(UserError, match=r"is no column to sort by\. Use one of .*spend"):
        SortKey.parse(text)


def test_a_query_keeps_its_filters_on_another_level():
    query = AdsQuery(parent_campaigns=("1",)).at(Level.ADSET)

    assert query.level is Level.ADSET
    assert query.parent_campaigns == ("1",)


def test_nothing_measured_is_zero_everywhere():
    assert zero_measures() == {measure.key: 0 for measure in MEASURES}
