"""Secrets that were given to the program are found in nothing that it keeps, logs, says or raises.

Every way out is looked through for the token, the app's secret and its proof, the key and the
database's password, after Meta and whoever stands between have thrown them back at the program.
"""

import base64
import gc
import hmac
import io
import logging
import secrets
import traceback
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from pixecom_desktop import log
from pixecom_desktop.config import Config
from pixecom_desktop.domain.actions import BulkOrder, SetStatus
from pixecom_desktop.domain.enums import ConnectionHealth, EntityStatus, Level, RunState
from pixecom_desktop.domain.errors import MetaError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import identity, structure
from pixecom_desktop.sandbox.error_table import ERROR_TABLE
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.sandbox.options import ServerOptions, WorldOptions
from pixecom_desktop.sandbox.server import RunningSandbox
from pixecom_desktop.services import export, sheet
from pixecom_desktop.storage import backup
from pixecom_desktop.storage.repos import jobs
from pixecom_desktop.storage.repos import runs as journal

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TINY = WorldOptions(accounts=1, campaigns=4, adsets=6, ads=12, days=6, seed=5, now=NOW)
APP_SECRET = "5ea1ed0fca11ab1e5ea1ed0fca11ab1e"
PASSWORD = "canary+in the/mine"
WRONG = "EAABWRONGCANARYwrongcanary0123456789ZD"
ECHOED = "said the page"
"""Stands in every error that throws the token back: what is looked through did hold the error."""


@dataclass
class Canaries:
    """What must not be found, and all that was looked through."""

    named: dict[str, str]
    key: bytes
    looked_through: dict[str, bytes] = field(default_factory=dict)

    def look(self, where: str, content: bytes | str, *, but: tuple[str, ...] = ()) -> None:
        """Fail where a secret stands in the content, in any of its spellings."""
        raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self.looked_through[where] = raw
        found = [
            f"{name} as {spelling!r}"
            for name, text in self.named.items()
            if name not in but
            for spelling in _spellings(text.encode())
            if spelling in raw
        ]
        found += ["the key's bytes"] if self.key in raw else []
        assert found == [], where


def _spellings(text: bytes) -> set[bytes]:
    return {
        text,
        quote(text.decode(), safe="").encode(),
        base64.b64encode(text).rstrip(b"="),
        text.hex().encode(),
        text.decode().encode("utf-16-le"),
    }


class Collected(logging.Handler):
    """Keeps each record twice: as a line that nothing was struck from, and as the program logs."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.raw, self.struck, self.names = [], [], set()

    def emit(self, record):
        self.names.add(record.name)
        self.raw.append(logging.Formatter("%(name)s %(message)s").format(record))
        self.struck.append(log.StrikingFormatter("%(name)s %(message)s").format(record))


@pytest.fixture
def collected(tmp_path):
    """The log file of a user at DEBUG, and every record of every library beside it."""
    log.set_up(tmp_path / "home" / "logs", level=logging.DEBUG)
    handler, root = Collected(), logging.getLogger()
    names = ("", "pixecom_desktop", "httpx", "httpcore", "sqlalchemy", "alembic", "asyncio")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)
    log.set_up(None)


@pytest.fixture
def meta():
    with RunningSandbox(TINY, server=ServerOptions(app_secret=APP_SECRET)) as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def config(request, tmp_path, meta):
    url = None
    if request.param == "postgres":
        plain = request.getfixturevalue("postgres_url")
        url = Secret(plain.replace("postgres@", f"postgres:{quote(PASSWORD, safe='')}@"))
    return Config(
        home=tmp_path / "home",
        database_url=url,
        meta_base=meta.base,
        token_key=Secret(secrets.token_hex(32)),
        app_secret=Secret(APP_SECRET),
    )


@pytest.fixture
def canaries(config, meta):
    proof = hmac.new(APP_SECRET.encode(), meta.token.encode(), "sha256").hexdigest()
    key = config.token_key.reveal()
    named = {
        "token": meta.token,
        "wrong token": WRONG,
        "app secret": APP_SECRET,
        "proof": proof,
        "key": key,
        "password": PASSWORD,
    }
    return Canaries(named, bytes.fromhex(key))


@pytest.fixture
def echoing(meta, canaries):
    """Return an error message that throws secrets back in every way, unknown shapes among them."""
    address = f"{meta.base}/v26.0/me?access_token={meta.token}&fields=id"
    proof = canaries.named["proof"]
    return (
        f"Malformed access token {meta.token} {ECHOED} (appsecret_proof={proof}), in {address}, "
        f'{{"access_token": "{meta.token}"}} or x{meta.token}x'
    )


async def test_a_secret_that_was_given_is_found_nowhere(
    house, config, meta, canaries, echoing, collected
):
    async with house(config) as home:
        heard = []
        home.runtime.bus.listen(lambda event: heard.append(repr(event)))
        wrong = await home.runtime.connections.link(
            home.session.scope, Secret(WRONG), meta.accounts
        )
        assert wrong.refused
        canaries.look("a refused link", repr(wrong))

        if config.database_url is None:
            # What an error says has nothing to do with the engine.
            await _every_error(home, meta, canaries, echoing)
        await _runs(home, meta, canaries, echoing)
        await _actions(home, meta, canaries, echoing)
        await _check(home, meta, canaries, echoing)
        await _linking(home, meta, canaries, echoing)
        await _exports(home, canaries)

        canaries.look("what screens were told", "\n".join(heard))
        canaries.look("the open runtime", repr(vars(home.runtime)) + repr(config))
        if config.database_url is None:
            backup.copy(home.runtime.database.engine, config.home / "backups" / "copy.db")
            assert (config.home / "pixecom.db-wal").stat().st_size > 0
        _files(canaries, config.home)
        if config.database_url is not None:
            _rows(canaries, config.database_url.reveal())
    _files(canaries, config.home)

    lines = "\n".join(one for one in collected.raw if "receive_response_headers" not in one)
    assert {"httpx", "httpcore.http11", "sqlalchemy.engine.Engine"} <= collected.names
    # In an address the proof leaves with every call, and a redirect's comes back with the token:
    # only what no server sent can be clean before it is struck.
    canaries.look("every record before it is struck", lines, but=("proof", "app secret"))
    assert canaries.named["proof"] in lines
    canaries.look("every record as it is logged", "\n".join(collected.struck))


@pytest.fixture
def uncaptured():
    """Without records: those that pytest captures keep errors with their tracebacks alive."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("uncaptured")
async def test_no_token_stays_in_memory_when_its_run_has_ended(house, tmp_path, meta):
    """There is no cache of tokens: each run opens the seal anew, and lets go at its end."""
    before = [id(one) for one in gc.get_objects() if type(one) is Secret]
    key, secret = Secret(secrets.token_hex(32)), Secret(APP_SECRET)
    config = Config(home=tmp_path, meta_base=meta.base, token_key=key, app_secret=secret)
    async with house(config) as home:
        meta.faults.add(Fault(kind="html_503", path="/ads", times=None))
        (run,) = await home.sync()
        assert run.state is RunState.PARTIAL
        assert run.calls > 3
        assert [one async for one in home.runtime.health.check(home.session.scope)]
        del run

        gc.collect()

        kept = [one for one in gc.get_objects() if type(one) is Secret and id(one) not in before]
        assert secret in kept, "a secret that is kept is seen"
        assert [one for one in kept if one == Secret(meta.token)] == []


async def _every_error(home, meta, canaries, echoing):
    """Each row of the error table with the token in its message, and what is no answer of Meta."""
    (connection,) = await home.runtime.connections.accounts(home.session.scope)
    spoiled = ("echo", "redirect", "html", "html_503", "cut", "drop", "unavailable")
    told = {}
    for kind in (*ERROR_TABLE, *spoiled):
        home.later(timedelta(hours=3))
        meta.faults.add(Fault(kind=kind, message=echoing, times=None, path=meta.accounts[0]))
        try:
            async with home.runtime.workshop.open_client(connection, patience=0.0) as client:
                await structure.account(client, connection.external_id)
        except MetaError as error:
            told[kind] = error
        meta.faults.clear()
    assert set(told) == {*ERROR_TABLE, *spoiled}
    for kind, error in told.items():
        own = error.__traceback__.tb_next
        whole = traceback.TracebackException(type(error), error, own, capture_locals=True)
        words = f"{error} {error!r} {error.detail!r} {''.join(whole.format())}"
        canaries.look(f"the error {kind}", words)
    assert sum(ECHOED in repr(error.detail) for error in told.values()) > len(ERROR_TABLE) - 5


async def _runs(home, meta, canaries, echoing):
    """Syncs that fail in each way, one that is whole; the journal and the queue as they stand."""
    scope, states = home.session.scope, []
    (connection,) = await home.runtime.connections.accounts(scope)
    for kind, path in (
        ("echo", "/campaigns"),
        ("redirect", "/insights"),
        ("100", "/ads"),
        ("190", "/insights"),
        ("10", "/insights"),
        ("17", ""),
    ):
        home.later(timedelta(hours=3))
        meta.faults.add(Fault(kind=kind, message=echoing, path=path, times=None))
        (run,) = await home.sync()
        assert run.state is not RunState.DONE, kind
        canaries.look(f"a run that met {kind}", repr(run))
        meta.faults.clear()
        states.append(run.state)
    home.later(timedelta(hours=3))
    meta.faults.add(Fault(kind="error", code=100, message=echoing, path="/ads", times=1))
    await home.runtime.scheduler.turn(scope)
    await home.runtime.scheduler.errands(scope)
    (run,) = await home.sync()
    assert run.state is RunState.DONE
    kept = await home.runtime.database.read(scope, journal.recent, 99)
    assert any(ECHOED in repr(one.errors) for one in kept)
    canaries.look("the journal of runs", repr(kept))
    canaries.look("the queue", repr(await home.runtime.database.read(scope, jobs.recent, 99)))
    canaries.look("the status", repr(await home.runtime.ads.status(scope)))
    assert connection.health is ConnectionHealth.OK


async def _actions(home, meta, canaries, echoing):
    """A change that Meta refuses, one whose answer is lost, and the journal of both."""
    table, results = await home.table(), []
    ids = tuple(table.text["external_id"][:3])
    for status, fault in (
        (EntityStatus.PAUSED, Fault(kind="100", path=f"/{ids[0]}", method="POST", message=echoing)),
        (EntityStatus.ACTIVE, Fault(kind="drop", method="POST")),
    ):
        home.later(timedelta(hours=3))
        meta.faults.add(fault)
        order = BulkOrder(command=SetStatus(status=status), level=Level.CAMPAIGN, ids=ids)
        results.append(await home.runtime.bulk.apply(home.session.scope, order))
        meta.faults.clear()
    entries = await home.runtime.bulk.recent(home.session.scope, limit=9, before=None)
    items = [await home.runtime.bulk.items(home.session.scope, one.id) for one in entries]
    assert ECHOED in repr(items)
    canaries.look("the journal of actions", repr((results, entries, items)))


async def _check(home, meta, canaries, echoing):
    """`meta check`, whose question about the token carries the token."""
    for kind in ("", "echo", "100"):
        if kind:
            meta.faults.add(Fault(kind=kind, message=echoing, path="debug_token", times=None))
        found = [one async for one in home.runtime.health.check(home.session.scope)]
        canaries.look(f"meta check {kind}", repr(found))
        meta.faults.clear()
    (connection,) = await home.runtime.connections.accounts(home.session.scope)
    async with home.runtime.workshop.open_client(connection, patience=0.0) as client:
        canaries.look("a client", repr(client) + repr(vars(client)) + repr(vars(client._asker)))
        life = await identity.token_life(client)
        canaries.look("a token's life", repr(life))
    asked = [one for one in meta.graph.log if one.path == "/debug_token"]
    assert asked
    assert {one.auth for one in asked} == {"batch"}, "the token stands in no address"


async def _linking(home, meta, canaries, echoing):
    """What is known of tokens, and what goes wrong while pixels and tokens are looked at."""
    linking, scope = home.runtime.linking, home.session.scope
    (account,) = [one.external_id for one in await home.runtime.connections.accounts(scope)]
    troubles = []
    for kind in ("echo", "100", "190/463"):
        home.later(timedelta(hours=3))
        meta.faults.add(Fault(kind=kind, message=echoing, path="adspixels", times=None))
        meta.faults.add(Fault(kind=kind, message=echoing, path="me", times=None))
        for asked in (
            linking.assets(scope, [account]),
            home.runtime.connections.look_at(scope, Secret(meta.token)),
        ):
            try:
                found = repr(await asked)
            except MetaError as error:
                found = repr(error) + repr(vars(error))
                troubles.append(found)
            canaries.look(f"linking, {kind}", found)
        meta.faults.clear()
    assert len(troubles) == 6
    assert any(ECHOED in one for one in troubles)
    found = await linking.assets(scope, [account])
    await linking.link_assets(scope, found)
    canaries.look("links", repr((await linking.links(scope), await linking.downloads(scope))))


async def _exports(home, canaries):
    table = await home.table()
    canaries.look("JSON", export.as_json(table))
    canaries.look("CSV", export.as_csv(table))
    with zipfile.ZipFile(io.BytesIO(sheet.as_xlsx(table))) as book:
        for name in book.namelist():
            canaries.look(f"XLSX {name}", book.read(name))


def _files(canaries, home):
    """Look through the bytes of every file: the database's pages, its WAL, log, backups."""
    files = [one for one in home.rglob("*") if one.is_file()]
    for file in files:
        canaries.look(str(file.relative_to(home)), file.read_bytes())
    names = {one.name for one in files}
    assert "pixecom.log" in names
    if "pixecom.db" in names:
        together = b"".join(canaries.looked_through[str(one.relative_to(home))] for one in files)
        assert ECHOED.encode() in together, "the errors themselves are kept"


def _rows(canaries, url):
    """Look through every column of every row of every table of the server's, as text."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        for (table,) in tables:
            whole = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table))
            rows = [text for (text,) in connection.execute(whole)]
            canaries.look(f"the table {table}", "\n".join(rows))
    kept = canaries.looked_through["the table connections"]
    assert kept.count(b"\\\\x01") == 1, "the sealed token itself was looked at"
    assert ECHOED.encode() in canaries.looked_through["the table sync_runs"]
