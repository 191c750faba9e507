"""A page of insights rows that is made column by column says what its rows say one by one."""

import json
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.meta import decoding, measures
from pixecom_desktop.meta.decoding import Leaf, Reader
from pixecom_desktop.meta.payloads import InsightsRow, Page

DAYS = DateRange(date(2026, 11, 1), date(2026, 11, 3))
PIXEL = "offsite_conversion.fb_pixel_"


def read(body: str, *, by_column: bool) -> tuple[Leaf[DailyStats], measures.Settings]:
    settings: measures.Settings = {}
    reader = Reader[InsightsRow, DailyStats](
        row=InsightsRow,
        turn=measures.turner(Level.AD, DAYS, settings),
        turn_all=measures.page_turner(Level.AD, DAYS, settings) if by_column else None,
        key=lambda stats: stats[:2],
        broken=lambda sentence: None,
    )
    return decoding.page(body.encode(), reader), settings


def usual(**more: object) -> dict[str, object]:
    return {
        "ad_id": "7",
        "spend": "76.53",
        "impressions": "4233",
        "inline_link_clicks": "10",
        "actions": [
            {"action_type": "link_click", "value": "10"},
            {"action_type": "omni_purchase", "value": "2"},
            {"action_type": f"{PIXEL}purchase", "value": "2"},
            {"action_type": f"{PIXEL}view_content", "value": "8"},
        ],
        "action_values": [{"action_type": f"{PIXEL}purchase", "value": "118.5"}],
        "attribution_setting": "7d_click",
        "date_start": "2026-11-01",
        **more,
    }


ENTRY = st.fixed_dictionaries(
    {
        "action_type": st.sampled_from(
            [f"{PIXEL}purchase", f"{PIXEL}add_to_cart", "fb_pixel_purchase", 'a"quote', "omni"]
        )
    },
    optional={
        "value": st.sampled_from(["3", "0", "41", "7.0", "7.5", "", "x", "\u00b2", None, 5, 5.5]),
        "1d_view": st.just("9"),
        "7d_click": st.just('{"action_type":"' + PIXEL + 'purchase","value":"5"'),
    },
)
LISTED = st.one_of(
    st.lists(ENTRY, max_size=3),
    st.sampled_from([None, 5, "text", {}, [[]], [5], [None]]),
    ENTRY,
    st.lists(st.lists(ENTRY, min_size=1, max_size=1), max_size=1),
)
AMOUNT = st.sampled_from(
    ["0", "6.5", "12", "0.000001", "1234567890123", "-1", ".5", "5.", "1e2", "", "\u0663", "\u00b2"]
)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "ad_id": st.sampled_from(["8", "", "x", "\u0663", None]),
        "date_start": st.sampled_from(["2026-11-02", "2026-11-09", "", None]),
        "spend": AMOUNT,
        "impressions": AMOUNT,
        "inline_link_clicks": st.one_of(AMOUNT, st.just(4)),
        "actions": LISTED,
        "action_values": LISTED,
        "attribution_setting": st.sampled_from(["", "1d_click", 'a\\"b']),
    },
)


@given(
    odd=st.lists(ODD, max_size=3),
    spaces=st.sampled_from([(",", ":"), (", ", ": ")]),
    paging=st.booleans(),
)
def test_no_answer_is_read_otherwise(odd, spaces, paging):
    said = {"data": [usual(), *(usual(**one) for one in odd), usual(ad_id="9")]}
    more = {"paging": {"cursors": {"after": "A"}, "next": "https:\\/\\/x"}} if paging else {}
    body = json.dumps({**said, **more}, separators=spaces)

    assert read(body, by_column=True) == read(body, by_column=False)


def test_rows_without_keys_are_read_by_column_too():
    rows = [usual(), {"ad_id": "8", "date_start": "2026-11-02"}]
    turn_all = measures.page_turner(Level.AD, DAYS, settings := {})
    body = json.dumps({"data": rows}, separators=(",", ":")).encode()
    page = msgspec.json.decode(body, type=Page[InsightsRow])

    assert turn_all(page.data, body) == [
        DailyStats("7", date(2026, 11, 1), 76_530_000, 4233, 10, 8, 0, 0, 2, 118_500_000),
        DailyStats("8", date(2026, 11, 2), 0, 0, 0, 0, 0, 0, 0, 0),
    ]
    assert settings == {("7", date(2026, 11, 1)): "7d_click"}


@pytest.mark.parametrize(
    "odd",
    [
        {"actions": [{"value": "2", "action_type": f"{PIXEL}purchase"}]},
        {"actions": [[{"action_type": f"{PIXEL}purchase", "value": "2"}]]},
        {"actions": [{"action_type": f"{PIXEL}purchase", "value": "2.0"}]},
        {"actions": []},
        {"spend": "x"},
        {"date_start": "2026-12-01"},
        {"ad_id": ""},
    ],
)
def test_a_page_with_an_odd_row_is_left_to_the_careful_way_and_nothing_of_it_noted(odd):
    body = json.dumps({"data": [usual(), usual(**odd)]}, separators=(",", ":")).encode()
    page = msgspec.json.decode(body, type=Page[InsightsRow])

    assert measures.page_turner(Level.AD, DAYS, settings := {})(page.data, body) is None
    assert settings == {}
