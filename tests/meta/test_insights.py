"""Daily statistics: each measure from its one place, exact, and never too large a question."""

import json
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixecom_desktop.domain.ads import DailyStats
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import BadRequest, RequestTooLarge, TemporarilyDown
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.meta import fields, insights, measures
from pixecom_desktop.meta.payloads import InsightsRow
from tests.meta import bodies
from tests.meta.conftest import answer, asked

DAY = date(2026, 11, 1)
DAYS = DateRange(DAY, DAY)
PIXEL = "offsite_conversion.fb_pixel_"


async def rows_of(client, account, level=Level.AD, days=DAYS, **more):
    async with client:
        pages = insights.daily(client, account, level, days, **more)
        return [row async for page in pages for row in page]


async def one(meta, make_client, account, row):
    body = bodies.page([{"ad_id": "7", "date_start": "2026-11-01", **row}])
    meta.get("/act_401/insights").mock(return_value=answer(body))
    return (await rows_of(make_client(), account))[0]


@pytest.mark.acceptance("2.1-1")
@pytest.mark.acceptance("2.1-3")
async def test_the_documented_row_becomes_its_measures(meta, make_client, account):
    meta.get("/act_401/insights").mock(return_value=answer(bodies.INSIGHTS))

    rows = await rows_of(make_client(), account)

    assert rows == [
        DailyStats(
            external_id="23853", day=DAY, spend=76_530_000, impressions=4233, link_clicks=10,
            content_views=0, add_to_cart=0, checkout_initiated=0, purchases=2,
            purchase_value=118_000_000,
        )
    ]  # fmt: skip


@pytest.mark.acceptance("2.1-2")
@pytest.mark.parametrize(
    ("level", "id_"), [(Level.CAMPAIGN, "23851"), (Level.ADSET, "23852"), (Level.AD, "23853")]
)
async def test_a_row_belongs_to_the_entity_of_the_level_asked_for(
    meta, make_client, account, level, id_
):
    meta.get("/act_401/insights").mock(return_value=answer(bodies.INSIGHTS))

    rows = await rows_of(make_client(), account, level)

    assert [row.external_id for row in rows] == [id_]


@pytest.mark.acceptance("2.1-1")
async def test_the_funnel_is_read_from_the_pixels_names_alone_and_never_added_up(
    meta, make_client, account
):
    events = ("view_content", "add_to_cart", "initiate_checkout", "purchase")
    names = [*(f"{PIXEL}{one}" for one in events), *events, *(f"omni_{one}" for one in events)]
    actions = [
        {"action_type": name, "value": str(1000 * place + 7)} for place, name in enumerate(names)
    ]

    row = await one(meta, make_client, account, {"actions": actions})

    assert row.content_views == 7
    assert row.add_to_cart == 1007
    assert row.checkout_initiated == 2007
    assert row.purchases == 3007


@pytest.mark.acceptance("2.1-3")
async def test_purchase_value_is_the_pixels_action_value_not_its_count(meta, make_client, account):
    row = await one(
        meta, make_client, account,
        {
            "actions": [{"action_type": f"{PIXEL}purchase", "value": "3"}],
            "action_values": [
                {"action_type": "omni_purchase", "value": "500"},
                {"action_type": f"{PIXEL}purchase", "value": "149.97", "7d_click": "100"},
            ],
        },
    )  # fmt: skip

    assert row.purchases == 3
    assert row.purchase_value == 149_970_000


@pytest.mark.acceptance("2.1-3")
async def test_without_the_pixels_own_value_there_is_none(meta, make_client, account):
    values = [{"action_type": "omni_purchase", "value": "500"}]

    assert (await one(meta, make_client, account, {"action_values": values})).purchase_value == 0


async def test_a_missing_key_is_zero(meta, make_client, account):
    row = await one(meta, make_client, account, {})

    assert row[2:] == (0,) * len(MEASURES)


@pytest.mark.parametrize("spend", ["12.34", 12.34])
async def test_money_as_text_or_as_number_is_exact(meta, make_client, account, spend):
    assert (await one(meta, make_client, account, {"spend": spend})).spend == 12_340_000


async def test_nulls_numbers_and_unknown_fields_do_no_harm(meta, make_client, account):
    row = await one(
        meta, make_client, account,
        {
            "spend": "1.5", "impressions": 12, "inline_link_clicks": None, "actions": None,
            "a_field_of_tomorrow": {"deep": [1.5, None]},
        },
    )  # fmt: skip

    assert (row.spend, row.impressions, row.link_clicks) == (1_500_000, 12, 0)


async def test_the_question_names_level_days_fields_and_every_status(meta, make_client, account):
    meta.get("/act_401/insights").mock(return_value=answer('{"data":[]}'))

    await rows_of(make_client(), account, Level.ADSET, DateRange(DAY, date(2026, 11, 24)))

    params = asked(meta.calls[0])
    assert params["level"] == "adset"
    assert params["time_increment"] == "1"
    assert params["time_range"] == {"since": "2026-11-01", "until": "2026-11-24"}
    assert params["filtering"] == [
        {
            "field": "adset.effective_status",
            "operator": "IN",
            "value": list(fields.STATUSES[Level.ADSET]),
        }
    ]
    assert {"ARCHIVED", "DELETED"} <= set(fields.STATUSES[Level.ADSET])
    named = params["fields"].split(",")
    assert {"adset_id", "spend", "actions", "action_values", "attribution_setting"} <= set(named)
    assert "action_breakdowns" not in params
    assert "breakdowns" not in params


async def test_an_account_with_nothing_to_tell_has_no_rows(meta, make_client, account):
    meta.get("/act_401/insights").mock(return_value=answer('{"data":[]}'))

    assert await rows_of(make_client(), account) == []


def too_large_over(most_days, subcode):
    """Answer one row a day, unless more days are asked for than Meta is pleased with."""

    def respond(request):
        window = json.loads(request.url.params["time_range"])
        days = DateRange(*(date.fromisoformat(window[end]) for end in ("since", "until")))
        if len(days) > most_days:
            return answer(bodies.error(100, "too much data", subcode=subcode), 400)
        return answer(bodies.page([{"ad_id": "7", "date_start": str(day)} for day in days]))

    return respond


@pytest.mark.parametrize("subcode", [1487534, 1504018])
@pytest.mark.parametrize("length", [1, 2, 7, 10, 31])
async def test_too_many_days_are_asked_for_in_halves(meta, make_client, account, subcode, length):
    days = DateRange(
        date(2026, 10, 1), date.fromordinal(date(2026, 10, 1).toordinal() + length - 1)
    )
    meta.get("/act_401/insights").mock(side_effect=too_large_over(2, subcode))

    rows = await rows_of(make_client(), account, days=days)

    assert sorted(row.day for row in rows) == list(days)


async def test_one_day_that_is_still_too_large_is_asked_for_by_campaigns(
    meta, make_client, account
):
    campaigns = [str(number) for number in range(1, 121)]

    def respond(request):
        filters = json.loads(request.url.params["filtering"])
        named = [one["value"] for one in filters if one["field"] == "campaign.id"]
        if not named or len(named[0]) > 30:
            return answer(bodies.error(100, subcode=1487534), 400)
        rows = [{"ad_id": f"9{one}", "date_start": "2026-11-01"} for one in named[0]]
        return answer(bodies.page(rows))

    meta.get("/act_401/insights").mock(side_effect=respond)
    meta.post("/act_401/insights").mock(
        return_value=answer(bodies.error(100, subcode=1487534), 400)
    )
    listing = meta.get("/act_401/campaigns").mock(
        return_value=answer(bodies.page([{"id": one} for one in campaigns]))
    )

    rows = await rows_of(make_client(), account)

    assert sorted(row.external_id for row in rows) == sorted(f"9{one}" for one in campaigns)
    assert listing.call_count == 1
    assert "DELETED" in asked(listing.calls[0])["effective_status"]


async def test_one_day_of_one_campaign_that_is_still_too_large_is_told(meta, make_client, account):
    meta.get("/act_401/insights").mock(side_effect=too_large_over(0, 1487534))
    meta.post("/act_401/insights").mock(
        return_value=answer(bodies.error(100, subcode=1487534), 400)
    )
    meta.get("/act_401/campaigns").mock(
        return_value=answer(bodies.page([{"id": "1"}, {"id": "2"}]))
    )

    with pytest.raises(RequestTooLarge, match="fewer days"):
        await rows_of(make_client(), account, days=DateRange(DAY, date(2026, 11, 4)))


async def test_reduce_halves_the_page_first_and_then_the_days(meta, make_client, account):
    def respond(request):
        window = json.loads(request.url.params["time_range"])
        if window["since"] != window["until"]:
            text = "Please reduce the amount of data you're asking for"
            return answer(bodies.error(1, text), 500)
        return answer(bodies.page([{"ad_id": "7", "date_start": window["since"]}]))

    route = meta.get("/act_401/insights").mock(side_effect=respond)

    rows = await rows_of(make_client(), account, days=DateRange(DAY, date(2026, 11, 2)))

    limits = [int(asked(call)["limit"]) for call in route.calls]
    assert limits == [500, 250, 125, 62, 62, 62]
    assert [row.day.day for row in rows] == [1, 2]


async def test_what_was_read_before_it_became_too_large_is_not_told_twice(
    meta, make_client, account
):
    def respond(request):
        params = request.url.params
        window = json.loads(params["time_range"])
        rows = [
            {"ad_id": "7", "date_start": "2026-11-01"},
            {"ad_id": "7", "date_start": "2026-11-02"},
        ]
        if window["since"] == window["until"]:
            return answer(
                bodies.page([one for one in rows if one["date_start"] == window["since"]])
            )
        if "after" in params:
            return answer(bodies.error(100, subcode=1487534), 400)
        return answer(bodies.page(rows[:1], "MAZDZD", more=True))

    meta.get("/act_401/insights").mock(side_effect=respond)

    rows = await rows_of(make_client(), account, days=DateRange(DAY, date(2026, 11, 2)))

    assert [row.day.day for row in rows] == [1, 2]


BROKEN_ROWS = [
    {"spend": "a lot"},
    {"spend": "NaN"},
    {"spend": "1e30"},
    {"spend": "9" * 500},
    {"impressions": "1.5"},
    {"impressions": "Infinity"},
    {"date_start": "2026-10-31"},
    {"date_start": None},
    {"ad_id": ""},
    {"ad_id": "seven"},
    {"actions": [{"action_type": f"{PIXEL}purchase", "value": "x"}]},
    {"actions": [5]},
    {"actions": "text"},
]


@pytest.mark.parametrize("broken", BROKEN_ROWS)
async def test_a_row_that_makes_no_sense_is_never_taken_for_a_whole_answer(
    meta, make_client, account, broken
):
    with pytest.raises(TemporarilyDown, match="makes no sense"):
        await one(meta, make_client, account, broken)


@pytest.mark.acceptance("1.4-4")
@pytest.mark.parametrize("broken", BROKEN_ROWS)
async def test_whoever_hears_of_broken_rows_gets_the_others(meta, make_client, account, broken):
    good = {"ad_id": "8", "date_start": "2026-11-01", "spend": "1"}
    bad = {"ad_id": "7", "date_start": "2026-11-01", **broken}
    meta.get("/act_401/insights").mock(return_value=answer(bodies.page([bad, good])))
    told = []

    rows = await rows_of(make_client(), account, broken=told.append)

    assert [row.external_id for row in rows] == ["8"]
    assert len(told) == 1


async def test_an_old_first_day_is_refused_with_the_reason(meta, make_client, account):
    meta.get("/act_401/insights").mock(return_value=answer(bodies.error(3018), 400))

    with pytest.raises(BadRequest, match="37 months"):
        await rows_of(make_client(), account)


def test_every_measure_of_the_catalog_has_a_source_and_a_place_in_the_row():
    assert list(fields.SOURCES) == [measure.key for measure in MEASURES]
    assert DailyStats._fields[2:] == tuple(measure.key for measure in MEASURES)


@pytest.mark.parametrize("level", Level)
def test_every_source_is_asked_for(level):
    named = set(fields.INSIGHTS[level].split(","))

    for source in fields.SOURCES.values():
        assert (source.name if source.place is fields.Place.FIELD else source.place.value) in named


@given(st.decimals(min_value=0, max_value=Decimal(10) ** 11, places=6))
def test_amounts_are_exact_to_the_last_millionth(amount):
    assert measures.micros(f"{amount:f}") == int(amount * 1_000_000)


@given(st.text(max_size=30) | st.decimals().map(str) | st.floats().map(str))
def test_an_amount_is_read_as_decimal_reads_it_or_refused(text):
    try:
        found = measures.micros(text)
    except ValueError:
        return
    assert abs(found) < 2**63
    assert abs(Decimal(text) * 1_000_000 - found) <= Decimal("0.5")


async def test_the_accounts_own_days_have_what_nobody_lists(meta, make_client, account):
    rows = [
        {"account_id": "401", "date_start": "2026-11-01", "spend": "99.5", "impressions": "7"},
        {"account_id": "401", "date_start": "2026-11-03", "attribution_setting": "mixed"},
    ]
    route = meta.get("/act_401/insights").mock(return_value=answer(bodies.page(rows)))
    days = DateRange(DAY, date(2026, 11, 4))
    settings = {}

    async with make_client() as client:
        found = await insights.account_days(client, account, days, settings=settings)

    assert [(row.external_id, row.day.day, row.spend) for row in found] == [
        ("act_401", 1, 99_500_000), ("act_401", 3, 0),
    ]  # fmt: skip
    assert settings == {("act_401", date(2026, 11, 3)): "mixed"}
    params = asked(route.calls[0])
    assert params["level"] == "account"
    assert params["time_increment"] == "1"
    assert "filtering" not in params
    assert "effective_status" not in params


async def test_an_account_row_that_makes_no_sense_is_never_taken_for_a_total(
    meta, make_client, account
):
    body = bodies.page([{"account_id": "401", "date_start": "2026-11-01", "spend": "much"}])
    meta.get("/act_401/insights").mock(return_value=answer(body))

    async with make_client() as client:
        with pytest.raises(TemporarilyDown):
            await insights.account_days(client, account, DAYS)


async def test_each_rows_attribution_setting_is_told_beside_it(meta, make_client, account):
    rows = [
        {"ad_id": "7", "date_start": "2026-11-01", "attribution_setting": "7d_click"},
        {"ad_id": "7", "date_start": "2026-11-02", "attribution_setting": "1d_click"},
        {"ad_id": "8", "date_start": "2026-11-01"},
    ]
    meta.get("/act_401/insights").mock(return_value=answer(bodies.page(rows)))
    settings = {}

    found = await rows_of(
        make_client(), account, days=DateRange(DAY, date(2026, 11, 2)), settings=settings
    )

    assert len(found) == 3
    assert settings == {("7", DAY): "7d_click", ("7", date(2026, 11, 2)): "1d_click"}


NAMES = [
    *(f"{PIXEL}purchase", f"{PIXEL}add_to_cart", f"{PIXEL}custom.12", "omni_purchase"),
    *("fb_pixel_purchase", "onsite_conversion.fb_pixel_purchase", 'a"quote', "\u00e9"),
]


@given(
    actions=st.lists(
        st.fixed_dictionaries(
            {"action_type": st.sampled_from(NAMES)},
            optional={
                "value": st.sampled_from(["3", "0", "41", "7.0"]),
                "1d_view": st.just("9"),
                "7d_click": st.just('{"action_type":"' + PIXEL + 'purchase","value":"5"'),
            },
        )
    ),
    is_turned=st.booleans(),
    spaces=st.sampled_from([(",", ":"), (", ", ": ")]),
)
def test_actions_mean_the_same_however_their_list_is_written(actions, is_turned, spaces):
    written = [dict(reversed(one.items())) for one in actions] if is_turned else actions
    text = json.dumps({"date_start": "2026-11-01", "ad_id": "7", "actions": written},
                      separators=spaces)  # fmt: skip
    row = msgspec.json.decode(text, type=InsightsRow)
    stats = measures.turner(Level.AD, DAYS)(row)
    said = {one["action_type"]: int(float(one.get("value", "0"))) for one in actions}
    assert stats.purchases == said.get(PIXEL + "purchase", 0)
    assert stats.add_to_cart == said.get(PIXEL + "add_to_cart", 0)
