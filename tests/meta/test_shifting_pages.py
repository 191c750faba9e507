"""Pages that repeat, shift, come empty, cut, reordered or not at all: every row once, or an error.

A server is drawn with a script of what it does to each page; whatever that is, a listing ends,
names nobody twice, and where it ends without an error it left out nobody who stood there all along.
"""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import parse_qs

import httpx
import pytest
import respx
from hypothesis import given, settings
from hypothesis import strategies as st

from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.dates import DateRange
from pixecom_desktop.domain.enums import EntityStatus, Level
from pixecom_desktop.domain.errors import MetaError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import insights, mutations, states
from pixecom_desktop.meta.client import GraphClient, GraphSettings
from pixecom_desktop.meta.ledger import MemoryLedger, Terms
from pixecom_desktop.meta.limits import Pace
from pixecom_desktop.meta.mutations import Result, Target
from tests.meta import bodies
from tests.meta.conftest import NOW, Waits, answer

ACCOUNT = Account(external_id="act_401", name="", currency="USD", timezone="UTC", status=1)
DAY = date(2026, 11, 1)
HARMLESS = ("empty", "repeat", "shuffle", "short", "null_rows")
PASSING = ("cut", "html", "transient", "drop", "reduce", "unknown_99")
ODD = ("bad_cursor", "same_cursor", "no_cursor", "refused", "token")
TROUBLES = {
    "html": ("<html>", 503),
    "transient": (bodies.error(2, is_transient=True), 500),
    "reduce": (bodies.error(1, "Please reduce the amount of data"), 500),
    "unknown_99": (bodies.error(1, subcode=99), 500),
    "bad_cursor": (bodies.error(2642), 400),
    "refused": (bodies.error(100), 400),
    "token": (bodies.error(190, subcode=463), 400),
}
acts = st.lists(
    st.sampled_from(["", "", "", *HARMLESS, *PASSING, *ODD, "insert", "remove"]), max_size=14
)


@dataclass
class Server:
    """A listing of numbers; a cursor is the place of the next row. `script` spoils each answer."""

    rows: list[int]
    script: list[str]
    stayed: set[int] = field(default_factory=set)
    calls: int = 0
    serial: int = 0
    previous: list[int] = field(default_factory=list)

    def __post_init__(self):
        self.stayed = set(self.rows)

    def respond(self, request):
        self.calls += 1
        act = self.script.pop(0) if self.script else ""
        trouble = self._trouble(act)
        if trouble is not None:
            return trouble
        params = request.url.params
        start = int(params.get("after", "0:0").split(":")[1])
        start = self._shifted(act, start)
        limit = min(int(params["limit"]), 3 if act == "short" else 10_000)
        shown = [] if act == "empty" else self.rows[start : start + limit]
        end = start + len(shown)
        listed = list(shown)
        if act == "repeat":
            listed = [*self.previous, *listed, *listed[:2]]
        if act == "shuffle":
            listed.reverse()
        self.previous = shown
        return self._page(act, listed, end, request)

    def _trouble(self, act):
        if act == "drop":
            raise httpx.RemoteProtocolError("gone")
        return answer(*TROUBLES[act]) if act in TROUBLES else None

    def _shifted(self, act, start):
        """Put a row in front (the rest is met again), or take one away that was shown already."""
        if act == "insert":
            self.serial += 1
            self.rows.insert(0, 10_000 + self.serial)
        if act == "remove" and start < len(self.rows):
            # What stood behind the cursor goes; what stands before it moves nobody past it.
            self.stayed.discard(self.rows.pop())
        return start

    def _page(self, act, listed, end, request):
        rows = [self.row(one) for one in listed]
        if act == "null_rows":
            rows = [{**row, "name": None, "actions": None} for row in rows]
        self.serial += 1
        after = {"same_cursor": "0:0", "no_cursor": ""}.get(act, f"{self.serial}:{end}")
        paging = {"cursors": {"after": after}}
        if end < len(self.rows) or act in ("empty", "same_cursor", "no_cursor"):
            paging["next"] = f"{request.url}&access_token={bodies.TOKEN}"
        text = json.dumps({"data": rows, "paging": paging})
        return answer(text[: len(text) // 2] if act == "cut" else text)

    @staticmethod
    def row(number):
        return {
            "id": str(number), "ad_id": str(number), "date_start": DAY.isoformat(), "spend": "1",
            "status": "ACTIVE",
        }  # fmt: skip


def fresh_client(ledger=None):
    clock = FixedClock(NOW)
    return GraphClient(
        GraphSettings(base=bodies.BASE, version=bodies.VERSION), Secret(bodies.TOKEN),
        pace=Pace(ledger), clock=clock, sleep=Waits(clock).sleep, chance=lambda: 0.0,
    )  # fmt: skip


async def read(server, listing):
    """Return what a listing named, and the error that ended it."""
    found = []
    with respx.mock(base_url=bodies.ROOT, assert_all_called=False) as router:
        router.get().mock(side_effect=server.respond)
        router.post().mock(return_value=answer(bodies.error(100, subcode=1487534), 400))
        async with fresh_client() as client:
            try:
                async for page in listing(client):
                    assert page
                    found += [one.external_id for one in page]
            except MetaError as error:
                return found, error
    return found, None


async def every_row_once_or_an_error(count, script):
    def entities(client):
        return states.listed(client, ACCOUNT, Level.CAMPAIGN)

    def figures(client):
        return insights.daily(client, ACCOUNT, Level.AD, DateRange(DAY, DAY))

    for listing in (entities, figures):
        server = Server(list(range(count)), list(script))
        found, error = await read(server, listing)
        assert len(found) == len(set(found))
        assert server.calls < 200
        if error is None:
            assert server.stayed <= {int(one) for one in found}
        else:
            assert bodies.TOKEN not in f"{error} {error!r} {error.detail!r}"
        if not set(script) & set(ODD):
            known = {"reduce", "unknown_99", *PASSING}
            assert error is None or set(script) & known


@settings(max_examples=200)
@given(count=st.integers(0, 800), script=acts)
async def test_a_listing_that_shifts_names_everybody_once_or_ends_in_an_error(count, script):
    await every_row_once_or_an_error(count, script)


@pytest.mark.long
@pytest.mark.timeout(1200)
@settings(max_examples=5_000)
@given(count=st.integers(0, 800), script=acts)
async def test_five_thousand_listings_that_shift(count, script):
    await every_row_once_or_an_error(count, script)


@settings(max_examples=200)
@given(
    count=st.integers(0, 800),
    script=st.lists(st.sampled_from(["", "repeat", "shuffle", "short", "empty", "insert", "cut"])),
)
async def test_what_only_repeats_and_shifts_costs_nobody_anything(count, script):
    # Two retries at most in a row: "cut" passes, and the rest is answered.
    calm = [act for act, before in zip(script, ["", *script], strict=False) if act != before]
    server = Server(list(range(count)), calm)

    found, error = await read(server, lambda client: states.listed(client, ACCOUNT, Level.AD))

    assert error is None
    assert server.stayed <= {int(one) for one in found}
    assert len(found) == len(set(found))


replies = st.lists(
    st.lists(
        st.sampled_from(["done", "done", "done", "null", "refused", "down", "throttled", "false"]),
        min_size=50, max_size=50,
    ) | st.sampled_from(["lost", "lost_after", "html", "error_2", "shorter", "960"]),
    max_size=8,
)  # fmt: skip


LOST = {
    "html": ("<html>", 502), "error_2": (bodies.error(2), 500), "960": (bodies.error(960), 400),
}  # fmt: skip
DONE = {"code": 200, "body": '{"success":true}'}


PARTS = {
    "refused": (400, bodies.error(100)),
    "down": (500, bodies.error(2)),
    "throttled": (400, bodies.error(17)),
    "false": (200, '{"success":false}'),
}


class Desk:
    """Carries changes out, or not, as its script says; counts how often each object was sent."""

    def __init__(self, script):
        self.script = list(script)
        self.status = {}
        self.sent = {}
        self.done = set()

    def post(self, request):
        parts = json.loads(parse_qs(request.content.decode())["batch"][0])
        act = self.script.pop(0) if self.script else ["done"] * 50
        for part in parts:
            id_ = part["relative_url"]
            self.sent[id_] = self.sent.get(id_, 0) + 1
            # Whoever is sent again must not have been carried out before.
            assert id_ not in self.done
        if str(act) in LOST:
            return answer(*LOST[str(act)])
        if str(act) in ("lost_after", "shorter"):
            for part in parts:
                self._take(part["relative_url"])
        if act in ("lost", "lost_after"):
            raise httpx.ReadError("gone")
        if act == "shorter":
            return answer(json.dumps([DONE] * (len(parts) - 1)))
        ids = [part["relative_url"] for part in parts]
        return answer(json.dumps([self._one(*one) for one in zip(ids, act, strict=False)]))

    def _take(self, id_):
        self.status[id_] = "PAUSED"
        self.done.add(id_)

    def _one(self, id_, act):
        if act == "null":
            return None
        if act in PARTS:
            return {"code": PARTS[act][0], "body": PARTS[act][1]}
        self._take(id_)
        return DONE

    def get(self, request):
        ids = request.url.params["ids"].split(",")
        nodes = {one: {"id": one, "status": self.status.get(one, "ACTIVE")} for one in ids}
        return answer(json.dumps(nodes))


@settings(max_examples=200)
@given(count=st.integers(1, 70), script=replies)
async def test_no_change_is_repeated_that_was_carried_out_and_each_has_one_outcome(count, script):
    desk = Desk(script)
    ids = [str(one) for one in range(count)]
    target = Target(account=ACCOUNT, level=Level.CAMPAIGN)

    with respx.mock(base_url=bodies.ROOT, assert_all_called=False) as router:
        router.post().mock(side_effect=desk.post)
        router.get().mock(side_effect=desk.get)
        async with fresh_client() as client:
            changes = mutations.set_status(client, target, ids, EntityStatus.PAUSED)
            outcomes = [one async for batch in changes for one in batch]

    assert sorted(one.external_id for one in outcomes) == sorted(ids)
    done = {one.external_id for one in outcomes if one.result is Result.DONE}
    assert done == desk.done
    assert all(times <= 4 for times in desk.sent.values())
    assert all(one.sentence for one in outcomes if one.result is not Result.DONE)


takes = st.lists(
    st.tuples(
        st.integers(0, 900), st.integers(1, 12), st.sampled_from([1, 3]), st.sampled_from([0, 5])
    ),
    max_size=60,
)


@settings(max_examples=200)
@given(takes=takes, limit=st.integers(5, 40))
async def test_no_hour_and_no_five_minutes_ever_hold_too_much(takes, limit):
    clock = FixedClock(NOW)
    ledger = MemoryLedger(clock, limit=limit)
    granted = []
    for seconds, calls, points, keep in takes:
        clock.advance(timedelta(seconds=seconds))
        grant = await ledger.take("act_1", calls, Terms(points=points, score=20, keep=keep))
        if grant.wait:
            clock.advance(timedelta(seconds=grant.wait))
            again = await ledger.take("act_1", calls, Terms(points=points, score=20, keep=keep))
            assert again.wait == 0
        granted += [(clock.now(), points, calls)] * calls

    for at, points, at_once in granted:
        hour = [one for one in granted if 0 <= (at - one[0]).total_seconds() < 3600]
        assert len(hour) <= max(limit, at_once)
        score = sum(one[1] for one in granted if 0 <= (at - one[0]).total_seconds() < 300)
        assert score <= max(20, points * at_once)
