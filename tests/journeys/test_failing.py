"""Every call of one small run fails once, to the database and to Meta: nothing is half written."""

import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pixecom_desktop.config import Config
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import RunState
from pixecom_desktop.domain.errors import DatabaseBusy, DiskFull
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.storage.database import Database
from pixecom_desktop.sync.window import Asked
from tests.journeys.digest import digest

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAYS = Asked(since=date(2026, 11, 21), until=date(2026, 11, 24))
pytestmark = pytest.mark.timeout(240)
TINY = WorldOptions(accounts=1, campaigns=3, adsets=4, ads=8, days=6, seed=5, now=NOW)


@pytest.fixture
def tiny():
    with RunningSandbox(TINY) as running:
        yield running


@dataclass
class Workspace:
    """A workspace on a copy of one that was linked."""

    home: Path
    meta: RunningSandbox
    key: str

    async def sync(self, now=NOW):
        clock = FixedClock(now)

        async def at_once(seconds):
            clock.advance(timedelta(seconds=seconds))

        config = Config(home=self.home, meta_base=self.meta.base, token_key=Secret(self.key))
        runtime = build(config, clock=clock, sleep=at_once)
        try:
            session = await runtime.sessions.open_owner()
            if not await runtime.connections.accounts(session.scope):
                token = Secret(self.meta.token)
                await runtime.connections.link(session.scope, token, self.meta.accounts)
                return None
            (run,) = await runtime.sync(session, DAYS)
            return run
        finally:
            await runtime.close()

    def copy(self, name):
        home = self.home.parent / name
        shutil.copytree(self.home, home)
        return Workspace(home, self.meta, self.key)

    @property
    def digest(self):
        return digest(self.home / "pixecom.db")


async def linked(tmp_path, meta):
    workspace = Workspace(tmp_path / "linked", meta, secrets.token_hex(32))
    assert await workspace.sync() is None
    return workspace


async def undisturbed(workspace):
    whole = workspace.copy("whole")
    run = await whole.sync()
    assert run.state is RunState.DONE
    return whole.digest, run


async def made_good(workspace, wanted, what):
    """The next run is whole, and leaves what an undisturbed one left."""
    run = await workspace.sync(NOW + timedelta(minutes=2))
    assert (run.state, run.errors) == (RunState.DONE, ()), what
    assert workspace.digest == wanted, what
    shutil.rmtree(workspace.home)


PERMANENT = {"kind": "error", "code": 100}
LASTING = {"kind": "html_503", "times": 4}


@pytest.mark.acceptance("1.6-3")
@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(PERMANENT, id="refused"),
        pytest.param(LASTING, id="down", marks=pytest.mark.long),
    ],
)
async def test_each_call_to_meta_fails_once(tmp_path, tiny, trouble):
    workspace = await linked(tmp_path, tiny)
    wanted, whole = await undisturbed(workspace)
    for place in range(whole.calls):
        other = workspace.copy(f"call-{place}")
        tiny.faults.add(Fault(after=place, **trouble))

        run = await other.sync()

        assert run.state in (RunState.PARTIAL, RunState.FAILED), place
        assert run.errors, place
        tiny.faults.clear()
        await made_good(other, wanted, place)


class Failing:
    """Lets the nth call of the program to its database fail: before the work, or at its end."""

    def __init__(self, monkeypatch, error):
        self.seen = 0
        self.nth = None
        self.at_end = False
        for name in ("_read", "_write"):
            monkeypatch.setattr(Database, name, self._watched(getattr(Database, name), error))

    def _watched(self, call, error):
        def watched(database, scope, work):
            self.seen += 1
            fails = self.seen == self.nth
            if fails and not self.at_end:
                raise error("It does not answer. Try again in a moment.")

            def half(session):
                work(session)
                raise error("It does not answer. Try again in a moment.")

            return call(database, scope, half if fails else work)

        return watched

    def from_now(self, nth, *, at_end):
        self.seen, self.nth, self.at_end = 0, nth, at_end


async def _each_fails(tmp_path, tiny, monkeypatch, *, step):
    workspace = await linked(tmp_path, tiny)
    failing = Failing(monkeypatch, DatabaseBusy)
    wanted, _ = await undisturbed(workspace)
    calls = failing.seen
    assert calls > 30
    cases = [(nth, at_end) for at_end in (False, True) for nth in range(1, calls + 1)]
    for nth, at_end in cases[::step]:
        other = workspace.copy(f"database-{nth}-{at_end}")
        failing.from_now(nth, at_end=at_end)
        try:
            run = await other.sync()
        except DatabaseBusy:
            run = None  # the very first calls sign in
        failing.from_now(None, at_end=False)
        if run is not None and run.state is not RunState.DONE:
            assert run.errors, nth
        await made_good(other, wanted, (nth, at_end))


async def test_a_sample_of_the_calls_to_the_database_fail_once(tmp_path, tiny, monkeypatch):
    await _each_fails(tmp_path, tiny, monkeypatch, step=7)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_each_call_to_the_database_fails_once(tmp_path, tiny, monkeypatch):
    await _each_fails(tmp_path, tiny, monkeypatch, step=1)


async def test_a_full_disk_is_told_and_made_good_when_there_is_room(tmp_path, tiny, monkeypatch):
    workspace = await linked(tmp_path, tiny)
    wanted, _ = await undisturbed(workspace)
    with monkeypatch.context() as patched:
        failing = Failing(patched, DiskFull)
        failing.from_now(12, at_end=True)
        run = await workspace.sync()
    assert run.state in (RunState.PARTIAL, RunState.FAILED)
    assert run.errors == ("It does not answer. Try again in a moment.",)
    await made_good(workspace, wanted, "room again")
