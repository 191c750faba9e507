"""The ad tree from Meta's words to the domain's values."""

from datetime import UTC, datetime

import pytest

from pixecom_desktop.domain.ads import Budget
from pixecom_desktop.domain.enums import BudgetType, DeliveryStatus, EntityStatus
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.meta import identity, structure, words
from tests.meta import bodies
from tests.meta.conftest import NOW, answer, asked

EDGES = {
    "campaigns": structure.campaigns,
    "adsets": structure.adsets,
    "ads": structure.ads,
}


async def one(meta, client, account, edge, row=None, text=None):
    """Return the one entity that this row becomes."""
    whole = {"id": "1", "campaign_id": "2", "adset_id": "3", **(row or {})}
    meta.get(f"/act_401/{edge}").mock(return_value=answer(text or bodies.page([whole])))
    async with client:
        pages = [page async for page in EDGES[edge](client, account, now=NOW)]
    return pages[0][0]


async def test_an_account_has_its_currency_zone_and_state(meta, make_client):
    meta.get("/act_401").mock(return_value=answer(bodies.ACCOUNT))

    async with make_client() as client:
        account = await structure.account(client, "act_401")

    assert (account.external_id, account.name) == ("act_401", "Glow")
    assert (account.currency, account.timezone) == ("USD", "America/Los_Angeles")
    assert account.can_deliver


@pytest.mark.parametrize("name", ["401", "act_", "act_1/../me", "act_x", "", "act_1?a=b"])
async def test_what_is_no_account_is_never_asked_for(meta, make_client, name):
    async with make_client() as client:
        with pytest.raises(UserError, match="act_ and its number"):
            await structure.account(client, name)

    assert not meta.calls


async def test_the_documented_campaign_comes_out_whole(meta, make_client, account):
    campaign = await one(meta, make_client(), account, "campaigns", text=bodies.CAMPAIGNS)

    assert campaign.external_id == "23850000000010001"
    assert campaign.name == "Spring sale"
    assert campaign.status is EntityStatus.ACTIVE
    assert campaign.delivery.status is DeliveryStatus.ACTIVE
    assert campaign.budget == Budget(micros=50_000_000, type=BudgetType.DAILY)
    assert campaign.objective == "OUTCOME_SALES"
    assert campaign.bid_strategy == "LOWEST_COST_WITHOUT_CAP"
    assert campaign.starts_at == datetime(2026, 10, 1, 7, tzinfo=UTC)
    assert campaign.ends_at is None
    assert campaign.updated_at == datetime(2026, 11, 20, 17, tzinfo=UTC)


async def test_the_documented_ad_set_comes_out_whole(meta, make_client, account):
    adset = await one(meta, make_client(), account, "adsets", text=bodies.ADSETS)

    assert adset.campaign_external_id == "23850000000010001"
    assert adset.budget == Budget(micros=20_000_000, type=BudgetType.DAILY)
    assert adset.optimization_goal == "OFFSITE_CONVERSIONS"
    assert adset.learning_stage == "LEARNING"
    assert adset.delivery.status is DeliveryStatus.LEARNING
    assert adset.audience == "US, CA · 25-54 · women · 2 interests"


@pytest.mark.parametrize("edge", EDGES)
async def test_every_status_is_named_in_the_question(meta, make_client, account, edge):
    await one(meta, make_client(), account, edge)

    params = asked(meta.calls[0])
    assert {"ACTIVE", "PAUSED", "ARCHIVED", "DELETED", "IN_PROCESS", "WITH_ISSUES"} <= set(
        params["effective_status"]
    )
    assert 200 <= int(params["limit"]) <= 500
    assert "filtering" not in params


@pytest.mark.parametrize("edge", EDGES)
async def test_what_changed_since_is_asked_one_second_earlier(meta, make_client, account, edge):
    meta.get(f"/act_401/{edge}").mock(return_value=answer('{"data":[]}'))
    since = datetime(2026, 11, 24, 11, 55, 30, 900_000, tzinfo=UTC)

    async with make_client() as client:
        pages = EDGES[edge](client, account, now=NOW, changed_since=since)
        assert [page async for page in pages] == []

    assert asked(meta.calls[0])["filtering"] == [
        {
            "field": f"{edge.removesuffix('s')}.updated_time",
            "operator": "GREATER_THAN",
            "value": 1_795_521_329,
        }
    ]


MAP = [
    ("ACTIVE", DeliveryStatus.ACTIVE),
    ("PAUSED", DeliveryStatus.INACTIVE),
    ("ARCHIVED", DeliveryStatus.INACTIVE),
    ("CAMPAIGN_PAUSED", DeliveryStatus.NOT_DELIVERING),
    ("ADSET_PAUSED", DeliveryStatus.NOT_DELIVERING),
    ("IN_PROCESS", DeliveryStatus.LEARNING),
    ("WITH_ISSUES", DeliveryStatus.ERROR),
    ("DISAPPROVED", DeliveryStatus.ERROR),
    ("PENDING_REVIEW", DeliveryStatus.PENDING_REVIEW),
    ("PREAPPROVED", DeliveryStatus.UNKNOWN),
    ("PENDING_BILLING_INFO", DeliveryStatus.UNKNOWN),
    ("DELETED", DeliveryStatus.UNKNOWN),
    ("SOMETHING_NEW", DeliveryStatus.UNKNOWN),
]


@pytest.mark.acceptance("1.4-2")
@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize(("word", "status"), MAP)
async def test_effective_status_becomes_delivery_status(
    meta, make_client, account, edge, word, status
):
    entity = await one(meta, make_client(), account, edge, {"effective_status": word})

    assert entity.delivery.status is status
    assert entity.delivery.raw == word


@pytest.mark.acceptance("1.4-2")
@pytest.mark.parametrize(
    ("stage", "status"),
    [
        ("LEARNING", DeliveryStatus.LEARNING),
        ("FAIL", DeliveryStatus.LIMITED),
        ("SUCCESS", DeliveryStatus.ACTIVE),
        ("A_NEW_STAGE", DeliveryStatus.ACTIVE),
    ],
)
async def test_an_ad_sets_learning_stage_refines_active(meta, make_client, account, stage, status):
    row = {"effective_status": "ACTIVE", "learning_stage_info": {"status": stage}}

    adset = await one(meta, make_client(), account, "adsets", row)

    assert adset.delivery.status is status


@pytest.mark.acceptance("1.4-2")
async def test_the_reason_names_the_issue_and_the_reviews_words(meta, make_client, account):
    issue = {"issues_info": [{"level": "AD_SET", "error_summary": "Pixel is\nnot shared"}]}
    adset = await one(
        meta, make_client(), account, "adsets", {"effective_status": "WITH_ISSUES", **issue}
    )
    review = {"global": {"PROHIBITED_CONTENT": "No unrealistic results."}}
    ad = await one(
        meta, make_client(), account, "ads",
        {"effective_status": "DISAPPROVED", "ad_review_feedback": review},
    )  # fmt: skip

    assert adset.delivery.reason == "Pixel is not shared"
    assert ad.delivery.reason == "Prohibited content: No unrealistic results."


async def test_an_account_that_cannot_deliver_says_so_in_the_reason(meta, make_client, account):
    from dataclasses import replace

    blocked = replace(account, status=3)

    entity = await one(meta, make_client(), blocked, "ads", {"effective_status": "ACTIVE"})

    assert entity.delivery.reason == "The ad account cannot deliver"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"status": "PAUSED", "effective_status": "ACTIVE"}, EntityStatus.PAUSED),
        ({"status": "ARCHIVED", "configured_status": "ACTIVE"}, EntityStatus.ARCHIVED),
        ({"status": "NEW_WORD", "effective_status": "DELETED"}, EntityStatus.DELETED),
        ({"status": "NEW_WORD", "effective_status": "ARCHIVED"}, EntityStatus.ARCHIVED),
        ({"status": "NEW_WORD", "effective_status": "OTHER_WORD"}, EntityStatus.PAUSED),
        ({}, EntityStatus.PAUSED),
    ],
)
async def test_a_status_nobody_knows_is_never_read_as_running(
    meta, make_client, account, told, status
):
    entity = await one(meta, make_client(), account, "campaigns", told)

    assert entity.status is status


@pytest.mark.parametrize(
    ("told", "micros", "kind"),
    [
        ({"daily_budget": "5000"}, 50_000_000, BudgetType.DAILY),
        ({"daily_budget": 5000}, 50_000_000, BudgetType.DAILY),
        ({"daily_budget": "0", "lifetime_budget": "99"}, 990_000, BudgetType.LIFETIME),
        ({"daily_budget": None, "lifetime_budget": "99"}, 990_000, BudgetType.LIFETIME),
    ],
)
async def test_a_budget_is_minor_units_at_its_own_level(
    meta, make_client, account, told, micros, kind
):
    entity = await one(meta, make_client(), account, "adsets", told)

    assert entity.budget == Budget(micros=micros, type=kind)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"daily_budget": "0"},
        {"daily_budget": None, "lifetime_budget": None},
        {"daily_budget": "0", "lifetime_budget": "0"},
        {"daily_budget": "-5"},
        {"daily_budget": "12.5"},
        {"daily_budget": "much"},
        {"daily_budget": "9" * 400},
    ],
)
async def test_zero_absent_null_and_nonsense_are_no_budget(meta, make_client, account, told):
    assert (await one(meta, make_client(), account, "campaigns", told)).budget is None


@pytest.mark.parametrize(
    ("currency", "micros"),
    [("VND", 450_000_000_000), ("USD", 4_500_000_000), ("KWD", 4_500_000_000)],
)
async def test_minor_units_are_metas_not_the_screens(meta, make_client, account, currency, micros):
    from dataclasses import replace

    there = replace(account, currency=currency)
    told = {"daily_budget": "450000"}

    assert (await one(meta, make_client(), there, "campaigns", told)).budget.micros == micros


async def test_a_currency_nobody_knows_has_no_budgets(meta, make_client, account):
    from dataclasses import replace

    there = replace(account, currency="ZZQ")
    told = {"daily_budget": "450000"}

    assert (await one(meta, make_client(), there, "campaigns", told)).budget is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2023-03-08T14:18:45-0800", datetime(2023, 3, 8, 22, 18, 45, tzinfo=UTC)),
        ("2026-11-01T05:30:00+0530", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-01T00:00:00+0000", datetime(2026, 11, 1, tzinfo=UTC)),
        ("1969-12-31T16:00:00-0800", None),
        ("1970-01-01T07:00:00+0700", None),
        ("0001-01-01T00:00:00+1400", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_instants_come_out_in_utc_and_the_epoch_is_none(text, instant):
    assert words.instant(text) == instant


NASTY = [
    "🔥 Sale 50% | <b>bold</b> & \"quoted\" 'single'",
    "L" + "o" * 253 + "g",
    "100% cotton; DROP TABLE ads;--",
    "Ưu đãi cuối năm 🎁",
    "مرحبا \u202eabc\u202c",
]


@pytest.mark.parametrize("name", NASTY)
async def test_names_are_kept_as_they_are(meta, make_client, account, name):
    assert (await one(meta, make_client(), account, "ads", {"name": name})).name == name


async def test_signs_that_no_database_takes_are_taken_out_of_names(meta, make_client, account):
    text = '{"data":[{"id":"1","name":"a\\u0000b\\ud83dc"}]}'

    campaign = await one(meta, make_client(), account, "campaigns", text=text)

    assert campaign.name == "ab?c"


LINKS = [
    ({"link_url": "https://a.example/x"}, "https://a.example/x"),
    ({"object_story_spec": {"link_data": {"link": "https://b.example"}}}, "https://b.example"),
    (
        {"object_story_spec": {"video_data": {"call_to_action": {"value": {"link": "https://c.example"}}}}},
        "https://c.example",
    ),
    (
        {"object_story_spec": {"link_data": {"child_attachments": [{"link": "https://d.example"}]}}},
        "https://d.example",
    ),
    ({"asset_feed_spec": {"link_urls": [{"website_url": "https://e.example"}]}}, "https://e.example"),
    ({"object_url": "http://f.example"}, "http://f.example"),
    ({"link_url": "javascript:alert(1)"}, ""),
    ({"link_url": "https://" + "x" * 3000}, ""),
    ({"object_story_spec": "text", "asset_feed_spec": [1]}, ""),
    ({}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("creative", "link"), LINKS)
async def test_the_landing_link_is_found_where_it_stands(
    meta, make_client, account, creative, link
):
    ad = await one(meta, make_client(), account, "ads", {"creative": {"id": "9", **creative}})

    assert ad.creative.external_id == "9"
    assert ad.creative.landing_url == link


async def test_an_ad_without_its_creative_is_an_ad(meta, make_client, account):
    ad = await one(meta, make_client(), account, "ads", {"creative": None})

    assert ad.creative is None
    assert (ad.adset_external_id, ad.campaign_external_id) == ("3", "2")


@pytest.mark.acceptance("1.4-4")
@pytest.mark.parametrize("edge", EDGES)
async def test_one_broken_entity_is_told_of_and_the_others_come(meta, make_client, account, edge):
    parents = {"campaign_id": "2", "adset_id": "3"}
    rows = [
        {"id": "11", **parents},
        {"id": "12", "name": {"not": "a name"}, **parents},
        {"id": "../me", **parents},
        {"id": "14", **parents},
    ]
    meta.get(f"/act_401/{edge}").mock(return_value=answer(bodies.page(rows)))
    told = []

    async with make_client() as client:
        pages = [p async for p in EDGES[edge](client, account, now=NOW, broken=told.append)]

    assert [entity.external_id for entity in pages[0]] == ["11", "14"]
    assert len(told) == 2
    assert told[0].startswith("12 was left out")


@pytest.mark.parametrize(
    ("targeting", "line"),
    [
        (None, ""),
        ({}, ""),
        ("odd", ""),
        ({"geo_locations": {"countries": ["US"]}}, "US"),
        ({"age_min": 18, "age_max": 65}, "18+"),
        ({"age_min": 35}, "35+"),
        ({"genders": [1]}, "men"),
        ({"genders": [1, 2]}, ""),
        ({"geo_locations": {"countries": list("ABCDEFG")}}, "A, B, C, D, E, 2 more"),
        ({"geo_locations": {"cities": [{"key": "1"}], "regions": [1, 2]}}, "2 regions, 1 city"),
        ({"custom_audiences": [{"id": "1"}]}, "1 custom audience"),
        ({"excluded_custom_audiences": [1, 2]}, "2 excluded audiences"),
        ({"targeting_automation": {"advantage_audience": 1}}, "Advantage+ audience"),
        ({"targeting_automation": {"advantage_audience": 0}}, ""),
        ({"interests": [1], "flexible_spec": [{"behaviors": [1]}, 7]}, "1 interest · 1 behaviour"),
    ],
)
async def test_targeting_reads_as_one_line(meta, make_client, account, targeting, line):
    adset = await one(meta, make_client(), account, "adsets", {"targeting": targeting})

    assert adset.audience == line


async def test_a_long_audience_is_cut(meta, make_client, account):
    targeting = {"geo_locations": {"country_groups": ["worldwide region " * 20]}}

    adset = await one(meta, make_client(), account, "adsets", {"targeting": targeting})

    assert len(adset.audience) <= 120
    assert adset.audience.endswith("…")


async def test_who_the_token_is_and_what_it_may(meta, make_client):
    meta.get("/me").mock(return_value=answer('{"id":"10001","name":"Dana Sand"}'))
    meta.get("/me/permissions").mock(
        return_value=answer(
            '{"data":[{"permission":"ads_read","status":"granted"},'
            '{"permission":"ads_management","status":"declined"}]}'
        )
    )
    meta.get("/me/adaccounts").mock(return_value=answer(f'{{"data":[{bodies.ACCOUNT}]}}'))

    async with make_client() as client:
        person = await identity.me(client)
        granted = await identity.permissions(client)
        accounts = [one async for page in identity.ad_accounts(client) for one in page]

    assert (person.id, person.name) == ("10001", "Dana Sand")
    assert granted == {"ads_read"}
    assert [one.external_id for one in accounts] == ["act_401"]
