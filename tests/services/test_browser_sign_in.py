"""Signing in at Meta by browser, over real HTTP: the sandbox's dialog and a browser of httpx."""

import asyncio
import logging
import socket
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import MetaError, NotAllowed, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta.oauth import MetaApp
from pixecom_desktop.meta.settings import GraphSettings
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.services.browser_sign_in import BrowserSignIn

ANNA = Scope.for_seller(1)


@pytest.fixture(scope="module")
def meta():
    with RunningSandbox(WorldOptions(accounts=1, campaigns=1, adsets=1, ads=1, days=2)) as running:
        yield running


def signing(meta, *, secret=None, app_id="9001", patience=10.0, port=0) -> BrowserSignIn:
    secret = secret or meta.graph.desk.app_secret
    app = MetaApp(id=app_id, secret=Secret(secret), dialog=meta.base)
    settings = GraphSettings(base=meta.base, version="v26.0")
    return BrowserSignIn(lambda: settings, app, port=port, patience=patience)


@asynccontextmanager
async def browsing(service):
    """Sign in as Anna; yields the dialog's address and what will come of it."""
    opened = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(service.sign_in(ANNA, opened.set_result))
    await asyncio.wait({opened, task}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield (opened.result() if opened.done() else ""), task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def browser() -> httpx.AsyncClient:
    return httpx.AsyncClient(follow_redirects=True, trust_env=False)


async def test_whoever_signs_in_gets_a_long_token_and_no_page_keeps_the_code(meta, caplog):
    caplog.set_level(logging.DEBUG)
    meta.graph.forget_requests()
    async with browsing(signing(meta)) as (page, task), browser() as http:
        assert "ads_management" in page
        answer = await http.get(page)

        assert answer.status_code == 200
        assert answer.url.path == "/done"
        assert not answer.url.query
        assert "code" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        token = await task
        back = answer.history[1].request.url
        assert back.host == "localhost"
        assert len(parse_qs(urlsplit(page).query)["state"][0]) >= 32

    me = await asyncio.to_thread(
        httpx.get, f"{meta.base}/v26.0/me", headers={"Authorization": f"Bearer {token.reveal()}"}
    )
    assert me.json()["id"] == "10001"
    asked = [one["params"] for one in meta.graph.requests()["requests"]]
    assert asked[-2]["grant_type"] == "fb_exchange_token"
    assert token.reveal() not in caplog.text
    own = [one.getMessage() for one in caplog.records if one.name.startswith("pixecom")]
    assert not any(back.params["code"] in text for text in own)
    assert not any(meta.graph.desk.app_secret in one.getMessage() for one in caplog.records)


async def test_a_wrong_state_changes_nothing_and_a_second_use_of_a_code_is_refused(meta):
    async with browsing(signing(meta)) as (page, task), browser() as http:
        words = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        back = words["redirect_uri"]

        for wrong in ({"state": "guessed"}, {}):
            answer = await http.get(back, params={"code": "stolen", **wrong})
            assert answer.status_code == 400
            assert "another sign-in" in answer.text
        strange = await http.get(
            back, params={"code": "x", "state": words["state"]}, headers={"Host": "evil.example"}
        )
        assert strange.status_code == 400
        assert (await http.post(back)).status_code == 400
        assert (await http.get(back.replace("/callback", "/other"))).status_code == 404
        assert not task.done()

        alone = httpx.AsyncClient(trust_env=False)
        coming = (await alone.get(page)).headers["location"]
        first, second = await alone.get(coming), await alone.get(coming)
        await alone.aclose()
        assert first.headers["location"] == "/done"
        assert second.status_code == 410
        assert (await task).reveal()

        with pytest.raises(httpx.ConnectError):
            await http.get(coming)


async def test_a_denial_and_a_time_out_are_told_in_words(meta):
    meta.graph.desk.denies = True
    async with browsing(signing(meta)) as (page, task), browser() as http:
        answer = await http.get(page)
        assert answer.url.path == "/denied"
        with pytest.raises(UserError, match="did not let the app in"):
            await task
    meta.graph.desk.denies = False
    with pytest.raises(UserError, match="Nobody signed in"):
        await signing(meta, patience=0.05).sign_in(ANNA, lambda page: None)


async def test_what_is_set_wrongly_is_named(meta):
    nobody = BrowserSignIn(lambda: GraphSettings(base=meta.base, version="v26.0"), None)
    with pytest.raises(UserError, match="META_APP_ID and META_APP_SECRET"):
        await nobody.sign_in(ANNA, lambda page: None)
    with pytest.raises(NotAllowed):
        await nobody.sign_in(Scope.for_seller(1, Role.VIEWER), lambda page: None)

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UserError, match="in use"):
            await signing(meta, port=taken.getsockname()[1]).sign_in(ANNA, lambda page: None)

    for wrong, says in (
        ({"secret": "0" * 32}, "META_APP_SECRET"),
        ({"app_id": "1"}, "META_APP_ID"),
    ):
        async with browsing(signing(meta, **wrong)) as (page, task), browser() as http:
            right = page.replace("client_id=1&", "client_id=9001&")
            assert (await http.get(right)).url.path == "/done"
            with pytest.raises(MetaError, match=says) as caught:
                await task
            assert "0" * 32 not in str(caught.value)
