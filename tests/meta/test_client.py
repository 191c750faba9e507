"""The client against mocked HTTP: what goes wrong on the wire, and what it does about it."""

import json
import logging
import re
import traceback

import httpx
import pytest

from pixecom_desktop.domain import errors
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import transport
from pixecom_desktop.meta.client import GraphSettings
from pixecom_desktop.meta.decoding import Reader
from pixecom_desktop.meta.payloads import CampaignNode, Me
from tests.meta import bodies
from tests.meta.conftest import NOW, answer, asked

pytestmark = pytest.mark.acceptance("1.2-5")


def reader(broken=lambda sentence: None):
    return Reader(row=CampaignNode, turn=lambda row: row.id, key=lambda id_: id_, broken=broken)


async def listed(client, *, limit=100, use=None):
    async with client:
        pages = client.pages(
            "act_401/campaigns", {"fields": "id"}, account="act_401",
            reader=use or reader(), limit=limit,
        )  # fmt: skip
        return [page async for page in pages]


async def me(client):
    async with client:
        return await client.get("me", {"fields": "id,name"}, account=None, type=Me)


async def test_the_token_goes_in_the_header_and_nowhere_else(meta, make_client):
    route = meta.get("/me").mock(return_value=answer('{"id":"10001","name":"Dana Sand"}'))

    person = await me(make_client())

    request = route.calls[0].request
    assert person.name == "Dana Sand"
    assert request.headers["Authorization"] == f"Bearer {bodies.TOKEN}"
    assert bodies.TOKEN not in str(request.url)
    assert "cookie" not in request.headers


async def test_with_an_app_secret_every_call_carries_its_proof(meta, make_client):
    route = meta.get("/me").mock(return_value=answer('{"id":"10001"}'))

    await me(make_client(token="abc", app_secret=Secret("key")))

    # HMAC-SHA256("key", "abc"), reckoned with openssl.
    assert (
        route.calls[0].request.url.params["appsecret_proof"]
        == "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab"
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_an_error_and_is_never_followed(meta, make_client, status):
    meta.get("/me").mock(return_value=answer("", status, {"location": f"{bodies.ROOT}/elsewhere"}))
    elsewhere = meta.get("/elsewhere").mock(return_value=answer('{"id":"1"}'))

    with pytest.raises(errors.TemporarilyDown, match="lead elsewhere"):
        await me(make_client())

    assert not elsewhere.called


@pytest.mark.parametrize(
    "trouble",
    [
        answer("<html>Sorry</html>"),
        answer("<html>Sorry</html>", 503),
        answer('{"id":"10001","na'),
        answer('"a text"'),
        answer("[]"),
        answer(""),
        answer(bodies.error(2, is_transient=True), 500),
        answer(bodies.error(1)),
        answer("{}"),
        httpx.ReadError("gone"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
        httpx.ConnectError("refused"),
        httpx.ConnectTimeout("slow"),
        httpx.DecodingError("no gzip"),
    ],
)
async def test_a_passing_trouble_is_tried_again_after_1_2_and_4_seconds(
    meta, make_client, waits, trouble
):
    good = answer('{"id":"10001"}')
    meta.get("/me").mock(side_effect=[trouble, trouble, trouble, good])

    client = make_client(chance=lambda: 0.5)
    person = await me(client)

    assert person.id == "10001"
    assert waits == [1.125, 2.25, 4.5]
    assert client.calls == 4


async def test_after_three_retries_the_error_is_told(meta, make_client, waits):
    route = meta.get("/me").mock(return_value=answer("<html>", 503))

    with pytest.raises(errors.TemporarilyDown):
        await me(make_client())

    assert route.call_count == 4
    assert waits == [1, 2, 4]


async def test_no_network_at_all_is_told_as_that(meta, make_client):
    meta.get("/me").mock(side_effect=httpx.ConnectError("name or service not known"))

    with pytest.raises(errors.Offline, match="Check the network"):
        await me(make_client())


async def test_a_certificate_that_does_not_hold_is_told_as_that(meta, make_client):
    broken = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"
    meta.get("/me").mock(side_effect=httpx.ConnectError(broken))

    with pytest.raises(errors.Offline, match="certificate"):
        await me(make_client())


@pytest.mark.parametrize(
    ("code", "kind"),
    [(190, errors.TokenInvalid), (100, errors.BadRequest), (200, errors.PermissionMissing)],
)
async def test_a_permanent_error_is_never_repeated(meta, make_client, waits, code, kind):
    route = meta.get("/me").mock(return_value=answer(bodies.error(code), 400))

    with pytest.raises(kind):
        await me(make_client())

    assert route.call_count == 1
    assert not waits


async def test_an_error_object_counts_with_http_200_too(meta, make_client):
    meta.get("/me").mock(return_value=answer(bodies.error(190, subcode=463), 200))

    with pytest.raises(errors.TokenInvalid) as caught:
        await me(make_client())

    assert caught.value.detail.http_status == 200


async def test_a_name_that_speaks_of_an_error_is_no_error(meta, make_client):
    meta.get("/me").mock(return_value=answer('{"id":"1","name":"\\"error\\" \\"success\\""}'))

    assert (await me(make_client())).name == '"error" "success"'


async def test_a_create_is_never_repeated(meta, make_client, waits):
    route = meta.post("/act_401/campaigns").mock(side_effect=httpx.ReadError("gone"))

    async with make_client() as client:
        with pytest.raises(errors.TemporarilyDown):
            await client.post("act_401/campaigns", {"name": "New"}, account="act_401")

    assert route.call_count == 1
    assert not waits


async def test_a_write_that_says_the_same_twice_may_be_repeated(meta, make_client, waits):
    meta.post("/11").mock(side_effect=[httpx.ReadError("gone"), answer('{"success":true}')])

    async with make_client() as client:
        done = await client.post("11", {"status": "PAUSED"}, account="act_401", is_repeatable=True)

    assert done.success
    assert waits == [1]


async def test_a_write_is_posted_as_a_form_and_success_false_is_a_failure(meta, make_client):
    route = meta.post("/11").mock(return_value=answer('{"success":false}'))

    async with make_client() as client:
        with pytest.raises(errors.BadRequest):
            await client.post("11", {"status": "PAUSED", "tags": ["a"]}, account="act_401")

    assert route.calls[0].request.content == b"status=PAUSED&tags=%5B%22a%22%5D"


async def test_a_body_over_the_cap_is_too_large_and_is_not_read_to_its_end(
    meta, make_client, monkeypatch
):
    monkeypatch.setattr(transport, "MOST_BYTES", 1_000)
    read = []

    async def endless():
        for part in range(1_000):
            read.append(part)
            yield b"x" * 500

    meta.get("/me").mock(side_effect=lambda request: httpx.Response(200, content=endless()))

    with pytest.raises(errors.RequestTooLarge):
        await me(make_client())

    assert len(read) < 10


async def test_pages_follow_the_cursor_and_never_the_next_address(meta, make_client):
    route = meta.get("/act_401/campaigns").mock(
        side_effect=[
            answer(bodies.page([{"id": "1"}], "QVFIb", more=True)),
            answer(bodies.page([{"id": "2"}], "QVFIc")),
        ]
    )

    pages = await listed(make_client())

    assert pages == [("1",), ("2",)]
    assert asked(route.calls[0]) == {"fields": "id", "limit": "100"}
    assert asked(route.calls[1]) == {"fields": "id", "limit": "100", "after": "QVFIb"}


async def test_an_empty_page_with_a_next_one_does_not_end_the_listing(meta, make_client):
    meta.get("/act_401/campaigns").mock(
        side_effect=[
            answer(bodies.page([], "c1", more=True)),
            answer(bodies.page([{"id": "7"}], "c2", more=True)),
            answer('{"data":[]}'),
        ]
    )

    assert await listed(make_client()) == [("7",)]


async def test_a_row_that_shifts_onto_the_next_page_is_not_told_twice(meta, make_client):
    meta.get("/act_401/campaigns").mock(
        side_effect=[
            answer(bodies.page([{"id": "1"}, {"id": "2"}], "c1", more=True)),
            answer(bodies.page([{"id": "2"}, {"id": "3"}], "c2")),
        ]
    )

    assert await listed(make_client()) == [("1", "2"), ("3",)]


async def test_a_cursor_that_comes_again_breaks_the_listing(meta, make_client):
    meta.get("/act_401/campaigns").mock(
        return_value=answer(bodies.page([{"id": "1"}], "same", more=True))
    )
    client = make_client()

    with pytest.raises(errors.ListingBroken):
        await listed(client)

    assert client.calls == 2


async def test_a_listing_of_more_pages_than_can_be_is_broken(meta, make_client, monkeypatch):
    monkeypatch.setattr("pixecom_desktop.meta.paging.MOST_PAGES", 20)
    pages = (
        answer(bodies.page([{"id": str(number)}], f"c{number}", more=True)) for number in range(100)
    )
    meta.get("/act_401/campaigns").mock(side_effect=pages)
    client = make_client()

    with pytest.raises(errors.ListingBroken):
        await listed(client)

    assert client.calls == 20


async def test_a_next_page_without_a_cursor_is_broken(meta, make_client):
    body = json.dumps({"data": [{"id": "1"}], "paging": {"next": f"{bodies.ROOT}/x?token=1"}})
    meta.get("/act_401/campaigns").mock(return_value=answer(body))

    with pytest.raises(errors.ListingBroken):
        await listed(make_client())


async def test_an_expired_cursor_starts_the_listing_again_once(meta, make_client):
    route = meta.get("/act_401/campaigns").mock(
        side_effect=[
            answer(bodies.page([{"id": "1"}], "c1", more=True)),
            answer(bodies.error(2642), 400),
            answer(bodies.page([{"id": "1"}, {"id": "2"}], "c1", more=True)),
            answer(bodies.page([{"id": "3"}], "c2")),
        ]
    )

    assert await listed(make_client()) == [("1",), ("2",), ("3",)]
    assert "after" not in asked(route.calls[2])


async def test_a_cursor_that_expires_again_is_told(meta, make_client):
    meta.get("/act_401/campaigns").mock(
        side_effect=[
            answer(bodies.page([{"id": "1"}], "c1", more=True)),
            answer(bodies.error(2642), 400),
            answer(bodies.page([{"id": "1"}], "c1", more=True)),
            answer(bodies.error(2642), 400),
        ]
    )

    with pytest.raises(errors.CursorExpired):
        await listed(make_client())


def limited(most):
    """Answer like an edge of 40 rows that gives at most so many at once."""

    def respond(request):
        start, limit = int(request.url.params.get("after", 0)), int(request.url.params["limit"])
        if limit > most:
            text = "Please reduce the amount of data you're asking for, then retry your request"
            return answer(json.dumps({"error": {"code": 1, "message": text}}), 500)
        rows = [{"id": str(row)} for row in range(start, min(40, start + limit))]
        end = start + len(rows)
        return answer(bodies.page(rows, str(end), more=end < 40))

    return respond


async def test_a_page_that_is_too_large_is_halved_and_later_grows_again(meta, make_client, waits):
    route = meta.get("/act_401/campaigns").mock(side_effect=limited(5))
    client = make_client()

    async with client:
        first = [page async for page in client.pages(
            "act_401/campaigns", {}, account="act_401", reader=reader(), limit=16
        )]  # fmt: skip
        limits = [asked(call)["limit"] for call in route.calls]
        [page async for page in client.pages(
            "act_401/campaigns", {}, account="act_401", reader=reader(), limit=16
        )]  # fmt: skip

    assert [row for page in first for row in page] == [str(row) for row in range(40)]
    assert limits[:7] == ["16", "8", "4", "4", "4", "8", "4"]
    assert asked(route.calls[len(limits)])["limit"] == "16"
    assert not waits


async def test_a_page_of_one_row_that_is_still_too_large_is_told(meta, make_client):
    route = meta.get("/act_401/campaigns").mock(side_effect=limited(0))

    with pytest.raises(errors.RequestTooLarge):
        await listed(make_client(), limit=8)

    assert [asked(call)["limit"] for call in route.calls] == ["8", "4", "2", "1"]


async def test_a_page_without_data_is_no_empty_page(meta, make_client):
    meta.get("/act_401/campaigns").mock(return_value=answer('{"paging":{}}'))

    with pytest.raises(errors.TemporarilyDown):
        await listed(make_client())


async def test_one_odd_row_costs_only_itself(meta, make_client):
    rows = [
        {"id": "1", "name": None, "daily_budget": 5000},
        {"name": "no id"},
        {"id": 2, "brand_new": {"deep": [1]}},
        "not even an object",
        {"id": "3", "issues_info": "a text"},
    ]
    meta.get("/act_401/campaigns").mock(return_value=answer(bodies.page(rows)))
    told = []

    pages = await listed(make_client(), use=reader(told.append))

    assert pages == [("1", "2")]
    assert len(told) == 3
    assert told[2].startswith("3 was left out")


async def test_a_body_is_decoded_off_the_loop(meta, make_client):
    import threading

    rows = [{"id": str(number), "name": "x" * 100} for number in range(1_000)]
    meta.get("/act_401/campaigns").mock(return_value=answer(bodies.page(rows)))
    threads = set()

    def turn(row):
        threads.add(threading.current_thread())
        return row.id

    use = Reader(row=CampaignNode, turn=turn, key=lambda id_: id_, broken=lambda sentence: None)
    pages = await listed(make_client(), limit=1_000, use=use)

    assert len(pages[0]) == 1_000
    assert threading.main_thread() not in threads


async def test_who_stops_waiting_for_an_answer_leaves_nothing_behind(meta, make_client):
    import asyncio
    import threading

    asked_for, ended = threading.Event(), threading.Event()
    await asyncio.to_thread(lambda: None)
    before = set(threading.enumerate())

    async def never(request):
        asked_for.set()
        try:
            await asyncio.sleep(600)
        finally:
            ended.set()

    meta.get("/me").mock(side_effect=never)

    async with make_client() as client:
        waiting = asyncio.get_running_loop().create_task(
            client.get("me", {}, account=None, type=Me)
        )
        assert await asyncio.to_thread(asked_for.wait, 30)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    assert ended.is_set()
    while set(threading.enumerate()) - before:  # noqa: ASYNC110 - a thread's end sets no event
        await asyncio.sleep(0.01)


async def test_metas_warning_about_the_version_is_logged_once(meta, make_client, caplog):
    meta.get("/me").mock(
        return_value=answer('{"id":"1"}', headers={"x-ad-api-version-warning": "v26.0 ends soon"})
    )

    with caplog.at_level(logging.WARNING):
        async with make_client() as client:
            for _ in range(3):
                await client.get("me", {}, account=None, type=Me)

    assert caplog.text.count("v26.0 ends soon") == 1


@pytest.mark.parametrize(
    "trouble",
    [
        answer(bodies.error(190, f"Malformed access token {bodies.TOKEN}"), 400),
        answer(f"<html>{bodies.TOKEN}</html>"),
        answer("", 302, {"location": f"https://evil.example/?t={bodies.TOKEN}"}),
        answer(f'{{"id": ["{bodies.TOKEN}"]}}'),
        httpx.ConnectError(f"to {bodies.TOKEN}"),
        httpx.ReadTimeout(f"to {bodies.TOKEN}"),
    ],
)
async def test_a_token_is_in_no_error_no_repr_and_no_log(meta, make_client, caplog, trouble):
    meta.get("/me").mock(side_effect=lambda request: _raise_or_return(trouble, request))
    client = make_client()

    with caplog.at_level(logging.DEBUG), pytest.raises(errors.MetaError) as caught:
        await me(client)

    chain = "".join(traceback.format_exception(caught.value))
    told = f"{caught.value} {caught.value!r} {caught.value.detail!r} {chain} {caplog.text}"
    assert bodies.TOKEN not in told
    assert bodies.TOKEN not in repr(client)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def _raise_or_return(trouble, request):
    if isinstance(trouble, Exception):
        trouble.request = request
        raise trouble
    return trouble


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ünïcode", "tab\t"])
def test_what_no_header_can_carry_is_no_token(make_client, token):
    with pytest.raises(errors.TokenInvalid) as caught:
        make_client(token=token)

    assert not token or token not in str(caught.value)


@pytest.mark.parametrize(
    "base",
    [
        "http://graph.facebook.com",
        "http://127.0.0.1.evil.example",
        "ftp://graph.facebook.com",
        "https://user:pass@graph.facebook.com",
        "https://graph.facebook.com?x=1",
        "graph.facebook.com",
        "https://",
        "",
        "http://[",
    ],
)
def test_a_token_goes_to_no_address_that_cannot_keep_it(base):
    with pytest.raises(errors.UserError, match="META_API_BASE"):
        GraphSettings(base=base, version="v26.0")


@pytest.mark.parametrize(
    "base",
    [
        "https://graph.facebook.com",
        "http://127.0.0.1:8765",
        "http://localhost:1",
        "http://[::1]:80",
    ],
)
def test_https_and_the_own_computer_are_good_addresses(base):
    assert GraphSettings(base=base, version="v26.0").base == base


@pytest.mark.parametrize("version", ["26", "v26", "v26.0/me", "", "v26.0?"])
def test_a_version_is_a_version(version):
    with pytest.raises(errors.UserError, match="META_API_VERSION"):
        GraphSettings(base=bodies.BASE, version=version)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALL_PROXY", "socks5://127.0.0.1:1080"),
        ("HTTPS_PROXY", "gopher://127.0.0.1"),
        ("HTTPS_PROXY", "http://[::bad"),
    ],
)
async def test_a_proxy_that_cannot_be_used_is_a_sentence(make_client, monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(errors.UserError, match="HTTPS_PROXY"):
        await me(make_client())


async def test_a_sandbox_on_this_computer_is_never_asked_through_a_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    settings = GraphSettings(base="http://127.0.0.1:8765", version="v26.0")
    async with transport.Transport(settings, Secret(bodies.TOKEN)) as local:
        assert not local._http.trust_env
        assert not [one for one in local._http._mounts.values() if one is not None]


def forgets(*names):
    """Answer as a version of Meta's that no longer knows some fields."""

    def respond(request):
        asked_for = set(re.split(r"\W+", request.url.params["fields"]))
        for name in names:
            if name in asked_for:
                text = f"(#100) Tried accessing nonexisting field ({name}) on node type (Ad)"
                return answer(bodies.error(100, text), 400)
        return answer(bodies.page([{"id": "1", "adset_id": "2", "campaign_id": "3"}]))

    return respond


async def test_a_field_that_meta_no_longer_knows_is_left_out_from_then_on(
    meta, make_client, account, caplog, waits
):
    from pixecom_desktop.meta import structure

    names = ("ad_review_feedback", "asset_feed_spec", "thumbnail_url")
    route = meta.get("/act_401/ads").mock(side_effect=forgets(*names))

    with caplog.at_level(logging.WARNING):
        async with make_client() as client:
            for _ in range(2):
                pages = structure.ads(client, account, now=NOW)
                found = [one async for page in pages for one in page]

    assert [one.external_id for one in found] == ["1"]
    assert route.call_count == 5
    left = asked(route.calls[-1])["fields"]
    assert not any(name in left for name in names)
    assert "creative{id,name,link_url,object_url,object_story_spec}" in left
    assert caplog.text.count("no longer knows the field") == 3
    assert not waits


async def test_a_whole_branch_that_is_gone_takes_its_leaves_along(meta, make_client, account):
    from pixecom_desktop.meta import structure

    route = meta.get("/act_401/ads").mock(side_effect=forgets("creative"))

    async with make_client() as client:
        found = [one async for page in structure.ads(client, account, now=NOW) for one in page]

    assert found[0].creative is None
    assert "link_url" not in asked(route.calls[-1])["fields"]


@pytest.mark.parametrize("name", ["id", "status", "effective_status", "campaign_id"])
async def test_a_field_that_the_house_cannot_do_without_is_an_error(
    meta, make_client, account, name
):
    from pixecom_desktop.meta import structure

    route = meta.get("/act_401/ads").mock(side_effect=forgets(name))

    async with make_client() as client:
        with pytest.raises(errors.BadRequest):
            [page async for page in structure.ads(client, account, now=NOW)]

    assert route.call_count == 1


async def test_statistics_do_without_their_attribution_but_never_without_their_spend(
    meta, make_client, account
):
    from datetime import date

    from pixecom_desktop.domain.dates import DateRange
    from pixecom_desktop.domain.enums import Level
    from pixecom_desktop.meta import insights

    def respond(request):
        for name in gone:
            if name in request.url.params["fields"].split(","):
                text = f"(#100) {name} is not valid for fields param. Please check the docs"
                return answer(bodies.error(100, text), 400)
        return answer(bodies.page([{"ad_id": "1", "date_start": "2026-11-01", "spend": "2"}]))

    meta.get("/act_401/insights").mock(side_effect=respond)
    days = DateRange(date(2026, 11, 1), date(2026, 11, 1))
    gone = ["attribution_setting"]
    async with make_client() as client:
        pages = insights.daily(client, account, Level.AD, days)
        assert [row.spend async for page in pages for row in page] == [2_000_000]
        gone = ["spend"]
        with pytest.raises(errors.BadRequest):
            [page async for page in insights.daily(client, account, Level.AD, days)]


def test_no_measure_and_no_name_of_an_entity_may_be_left_out():
    from pixecom_desktop.meta import fields

    kept = {"id", "name", "status", "effective_status", "campaign_id", "adset_id", "ad_id"}
    kept |= {"daily_budget", "lifetime_budget", "updated_time", "currency", "timezone_name"}
    kept |= {one.name for one in fields.SOURCES.values()} | {"actions", "action_values"}
    assert not kept & fields.OPTIONAL
    every = ",".join([*fields.ENTITY.values(), *fields.INSIGHTS.values()])
    assert set(re.split(r"\W+", every)) >= fields.OPTIONAL


@pytest.mark.parametrize(
    ("asked_for", "names", "left"),
    [
        ("id,targeting,name", ["targeting"], "id,name"),
        ("targeting,id", ["targeting"], "id"),
        ("id,creative{id,link_url}", ["link_url"], "id,creative{id}"),
        ("id,creative{link_url,id},x", ["link_url"], "id,creative{id},x"),
        ("id,creative{id,link_url},x", ["creative"], "id,x"),
        ("object_url,object_story_spec", ["object_url"], "object_story_spec"),
        ("id", [], "id"),
    ],
)
def test_fields_are_left_out_whole(asked_for, names, left):
    from pixecom_desktop.meta import fields

    assert fields.without(asked_for, names) == left


def test_a_question_about_a_token_does_not_show_it(make_client):
    from pixecom_desktop.meta.batches import Part
    from pixecom_desktop.meta.transport import Question

    token = Secret(bodies.TOKEN)
    part = Part(method="GET", path="debug_token", params={"input_token": token})
    question = Question(method="POST", path="", params={"batch": [part.wire()]}, account=None)

    assert bodies.TOKEN in part.wire()["relative_url"]
    assert bodies.TOKEN not in f"{part!r} {question!r}"
