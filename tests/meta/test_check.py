"""Would a token and an account work: every step in plain words, and nothing changed."""

import json
from datetime import timedelta
from urllib.parse import parse_qs

import httpx
import pytest

from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import check
from pixecom_desktop.meta.check import Verdict
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.sandbox.options import ServerOptions, WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from tests.meta import bodies
from tests.meta.conftest import NOW, answer
from tests.meta.test_limits import FULL, LIMITED, account_usage

pytestmark = pytest.mark.acceptance("1.6-1")
KEYS = [
    "token", "permissions", "expiry", "account", "tier", "structure", "statistics", "change",
]  # fmt: skip


class Meta:
    """A Meta where everything works, until a test takes something away."""

    def __init__(self, router):
        self.router = router
        self.debug = {"data": {"is_valid": True, "expires_at": 0}}
        self.change = {"code": 200, "body": '{"success":true}'}
        self.batches = []
        router.get("/me").mock(return_value=answer('{"id":"10001","name":"Dana Sand"}'))
        self.permissions("ads_read", "ads_management")
        self.account({})
        router.get("/act_401/campaigns").mock(return_value=answer(bodies.CAMPAIGNS))
        router.get("/act_401/insights").mock(return_value=answer(bodies.page([])))
        router.post("/").mock(side_effect=self._batch)

    def permissions(self, *granted):
        rows = [{"permission": one, "status": "granted"} for one in granted]
        rows.append({"permission": "email", "status": "declined"})
        self.router.get("/me/permissions").mock(return_value=answer(bodies.page(rows)))

    def account(self, changes, tier=FULL):
        body = json.dumps({**json.loads(bodies.ACCOUNT), **changes})
        said = answer(body, headers=account_usage(1, tier=tier))
        self.router.get("/act_401").mock(return_value=said)

    def refuse(self, path, code, **more):
        self.router.get(path).mock(return_value=answer(bodies.error(code, **more), 400))

    def _batch(self, request):
        (part,) = json.loads(parse_qs(request.content.decode())["batch"][0])
        self.batches.append(part)
        if part["relative_url"].startswith("debug_token"):
            return answer(json.dumps([{"code": 200, "body": json.dumps(self.debug)}]))
        return answer(json.dumps([self.change]))


@pytest.fixture
def works(meta):
    return Meta(meta)


async def found(client):
    async with client:
        return await check.check(client, "act_401")


def line(findings, key):
    return next(one for one in findings.lines if one.key == key)


async def test_where_all_works_every_step_says_so(works, make_client):
    findings = await found(make_client())

    assert [one.key for one in findings.lines] == KEYS
    assert {one.verdict for one in findings.lines} == {Verdict.WORKS}
    assert findings.can_read
    assert findings.can_write
    assert findings.is_token_good
    assert "Dana Sand" in line(findings, "token").sentence
    assert "USD, America/Los_Angeles: active" in line(findings, "account").sentence


async def test_the_change_is_only_tried_and_would_set_what_stands_there(works, make_client):
    await found(make_client())

    tried = works.batches[-1]
    assert tried["relative_url"] == "23850000000010001"
    fields = parse_qs(tried["body"])
    assert fields["status"] == ["ACTIVE"]
    assert json.loads(fields["execution_options"][0]) == ["validate_only"]


async def test_the_token_stands_in_no_address_of_the_check(works, make_client, meta, caplog):
    with caplog.at_level("DEBUG"):
        findings = await found(make_client())

    assert all(bodies.TOKEN not in str(call.request.url) for call in meta.calls)
    assert bodies.TOKEN not in f"{findings!r} {caplog.text}"


@pytest.mark.parametrize(
    ("code", "subcode", "match"),
    [(190, 463, "has expired"), (190, 458, "app was removed"), (190, 460, "password"),
     (190, 459, "facebook.com"), (2635, None, "Update"), (190, None, "does not accept")],
)  # fmt: skip
async def test_a_dead_token_ends_the_check_with_what_to_do(
    works, make_client, code, subcode, match
):
    works.refuse("/me", code, subcode=subcode)

    findings = await found(make_client())

    assert [one.key for one in findings.lines] == ["token"]
    assert match in findings.lines[0].sentence
    assert not findings.can_read
    assert not findings.can_write
    assert not findings.is_token_good


async def test_without_a_network_it_says_so(meta, make_client):
    meta.get("/me").mock(side_effect=httpx.ConnectError("no"))

    findings = await found(make_client())

    assert "network" in findings.lines[0].sentence


async def test_a_token_that_may_only_read_syncs_and_changes_nothing(works, make_client):
    works.permissions("ads_read")

    findings = await found(make_client())

    assert line(findings, "permissions").verdict is Verdict.WARNING
    assert findings.can_read
    assert not findings.can_write
    assert "lacks ads_management" in line(findings, "change").sentence
    assert len(works.batches) == 1


async def test_a_token_without_any_permission_is_told_which_it_needs(works, make_client):
    works.permissions()
    for path in ("/act_401", "/act_401/campaigns", "/act_401/insights"):
        works.refuse(path, 200, message="(#200) Requires ads_read")

    findings = await found(make_client())

    assert "neither ads_read nor ads_management" in line(findings, "permissions").sentence
    assert line(findings, "account").verdict is Verdict.FAILS
    assert not findings.can_read
    assert len(findings.lines) == len(KEYS)


@pytest.mark.parametrize(
    ("told", "verdict", "match"),
    [
        ({"expires_at": 0}, Verdict.WORKS, "never ends"),
        ({"expires_at": 0, "data_access_expires_at": 0}, Verdict.WORKS, "never ends"),
        ({"expires_at": 30}, Verdict.WORKS, "in 30 days"),
        ({"expires_at": 5}, Verdict.WARNING, "in 5 days. Connect again"),
        ({"expires_at": 0, "data_access_expires_at": 3}, Verdict.WARNING, "in 3 days"),
        ({"expires_at": 60, "data_access_expires_at": 90}, Verdict.WORKS, "in 60 days"),
        ({}, Verdict.UNKNOWN, "does not tell"),
        ({"expires_at": 10**12}, Verdict.WORKS, "never ends"),
    ],
)
async def test_how_long_a_token_lives_is_told(works, make_client, told, verdict, match):
    def day(days):
        return int((NOW + timedelta(days=days)).timestamp()) if 0 < days < 999 else days

    works.debug = {"data": {name: day(days) for name, days in told.items()}}

    one = line(await found(make_client()), "expiry")

    assert one.verdict is verdict
    assert match in one.sentence


async def test_that_meta_does_not_tell_of_a_foreign_apps_token_is_no_failure(works, make_client):
    works.debug = json.loads(bodies.error(100, "(#100) You must be a developer"))

    findings = await found(make_client())

    assert line(findings, "expiry").verdict is Verdict.UNKNOWN
    assert findings.can_write


@pytest.mark.parametrize(
    ("changes", "verdict", "match"),
    [
        ({"account_status": 2}, Verdict.WARNING, "disabled. It delivers no ads"),
        ({"account_status": 9}, Verdict.WORKS, "grace period"),
        ({"account_status": 555}, Verdict.WARNING, "numbers 555"),
        ({"currency": "ZZQ"}, Verdict.WARNING, "currency is not known"),
        ({"timezone_name": "Mars/Olympus"}, Verdict.FAILS, "Mars/Olympus"),
    ],
)
async def test_the_accounts_state_is_told(works, make_client, changes, verdict, match):
    works.account(changes)

    one = line(await found(make_client()), "account")

    assert one.verdict is verdict
    assert match in one.sentence


@pytest.mark.parametrize(
    ("tier", "verdict"),
    [(FULL, Verdict.WORKS), (LIMITED, Verdict.WARNING), ("", Verdict.UNKNOWN)],
)
async def test_the_apps_tier_is_told(works, make_client, tier, verdict):
    works.account({}, tier=tier)

    findings = await found(make_client())

    assert line(findings, "tier").verdict is verdict
    assert findings.can_write


async def test_an_account_that_the_token_does_not_see_leaves_nothing_to_try(works, make_client):
    works.refuse("/act_401", 100, subcode=33)

    findings = await found(make_client())

    assert "no such object" in line(findings, "account").sentence
    assert "not tried" in line(findings, "structure").sentence
    assert line(findings, "structure").verdict is Verdict.UNKNOWN
    assert not findings.can_read
    assert findings.is_token_good


@pytest.mark.parametrize("path", ["/act_401/campaigns", "/act_401/insights"])
async def test_a_page_that_cannot_be_read_is_that_steps_alone(works, make_client, path):
    works.refuse(path, 100, subcode=1487390)

    findings = await found(make_client())

    failed = [one.key for one in findings.lines if one.verdict is Verdict.FAILS]
    assert failed == ["structure" if "campaigns" in path else "statistics"]
    assert not findings.can_read


async def test_a_refused_change_says_why(works, make_client):
    works.change = {"code": 403, "body": bodies.error(294, "(#294) Managing ads requires")}

    findings = await found(make_client())

    assert "would be refused" in line(findings, "change").sentence
    assert findings.can_read
    assert not findings.can_write


async def test_without_campaigns_a_change_cannot_be_tried(works, make_client, meta):
    meta.get("/act_401/campaigns").mock(return_value=answer(bodies.page([])))

    one = line(await found(make_client()), "change")

    assert one.verdict is Verdict.UNKNOWN


async def test_a_throttled_account_is_told_and_not_waited_for_longer_than_patience(
    works, make_client, waits
):
    works.refuse("/act_401/insights", 80000, subcode=2446079)

    findings = await found(make_client(patience=60))

    assert "Try again in" in line(findings, "statistics").sentence
    assert sum(waits) <= 60


@pytest.fixture(scope="module")
def box():
    size = WorldOptions(accounts=2, campaigns=20, adsets=40, ads=80, days=20, now=NOW)
    with RunningSandbox(size, server=ServerOptions(app_secret="hush")) as sandbox:
        yield sandbox


@pytest.fixture
def checked(box, clock, waits):
    async def run(*, proven=True):
        settings = GraphSettings(
            base=box.base, version=box.version, app_secret=Secret("hush") if proven else None
        )
        client = GraphClient(
            settings, Secret(box.token), pace=Pace(patience=60), clock=clock, sleep=waits.sleep
        )
        async with client:
            return await check.check(client, box.accounts[0])

    yield run
    box.graph.desk.set_state("valid")
    box.graph.desk.scopes = frozenset({"ads_read", "ads_management", "business_management"})


async def test_a_sandbox_passes_the_check_and_is_not_changed(box, checked):
    before = box.world.revision

    findings = await checked()

    assert [one.key for one in findings.lines] == KEYS
    assert findings.can_write, [one.sentence for one in findings.lines]
    assert "in 60 days" in line(findings, "expiry").sentence
    assert box.world.revision == before
    assert len(box.graph.log) < 15


async def test_a_missing_proof_says_which_setting_is_missing(checked):
    findings = await checked(proven=False)

    assert "META_APP_SECRET" in findings.lines[0].sentence
    assert len(findings.lines) == 1, "what is wrong with the token is said once"
    assert not findings.can_read


@pytest.mark.parametrize("state", ["expired", "revoked", "checkpoint"])
async def test_the_sandboxs_bad_tokens_are_told(box, checked, state):
    box.graph.desk.set_state(state)

    findings = await checked()

    assert not findings.is_token_good
    assert len(findings.lines[0].sentence) > 40


async def test_the_sandboxs_missing_scopes_are_told(box, checked):
    box.graph.desk.scopes = frozenset({"ads_read"})

    findings = await checked()

    assert findings.can_read
    assert not findings.can_write
