"""Passwords, session tokens, keys and access tokens in every error on the way in and the way out.

Each path fails once, at DEBUG, and is looked at with the local values of its frames, but for those
of the few functions that have to open a secret.
"""

import asyncio
import http.client
import secrets
import traceback
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from pixecom_desktop.cli import rotating
from pixecom_desktop.config import from_environment
from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import ConnectionHealth, Role, RunState
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.meta import oauth
from pixecom_desktop.meta.oauth import MetaApp
from pixecom_desktop.meta.settings import GraphSettings
from pixecom_desktop.opening import opened
from pixecom_desktop.sandbox.faults import Fault
from pixecom_desktop.services.browser_sign_in import BrowserSignIn
from pixecom_desktop.services.kept_session import KeptSession
from pixecom_desktop.services.people import People
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.storage import backup, copying, engine, migrate, restoring, vault
from pixecom_desktop.storage.keyrings import NoKeyring
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.schema.every import metadata
from tests.journeys.test_no_secret_anywhere import (
    Canaries,
    canaries,
    collected,
    config,
    meta,
)
from tests.storage.rows import NOW

__all__ = ["canaries", "collected", "config", "meta"]

RIGHT, GUESS = "canary-of-anna-0123", "canary-guess-456789"
SERVER = "canary@of/the server"
LONG = "canary-too-long-" + "x" * 70
HALF = "c0ffee" * 9
EMAIL = "anna@shop.example"


class Ring:
    """A keyring's entry in memory, which may stop to answer."""

    kept: Secret | None = None
    is_gone = False

    def read(self):
        if self.is_gone:
            raise NoKeyring("This computer's keyring does not answer (KeyringLocked).")
        return self.kept

    def keep(self, key):
        self.read()
        self.kept = key


OPENS = frozenset(
    {
        "hashed",
        "fits",
        "new_form",
        "hashed_form",
        "_bytes",
        "_from_hex",
        "_kept_keys",
        "<genexpr>",
        "load_keys",
        "_parse",
        "postgres",
    }
)
"""Functions that open a password, a key or a URL, because that is what they are for."""


def whole(error: BaseException) -> str:
    """Return all that an error could show of its way through the program."""
    own = error.__traceback__.tb_next
    told = traceback.TracebackException(type(error), error, own, capture_locals=True)
    for frame in told.stack:
        # A driver that signs in has the password in its frames.
        if frame.name in OPENS or "pixecom_desktop" not in frame.filename:
            frame.locals = None
    return f"{error} {error!r} {''.join(told.format())}"


class Mine:
    """Sends failures through the program and looks at each."""

    def __init__(self, canaries: Canaries) -> None:
        self._canaries = canaries
        self.met: list[str] = []

    async def fails(self, what, work) -> None:
        try:
            found = work()
            await found
        except PixecomError as error:
            self.met.append(what)
            self._canaries.look(what, whole(error))
        else:
            raise AssertionError(f"{what} did not fail")

    def fails_at_once(self, what, work) -> None:
        with pytest.raises(PixecomError) as refused:
            work()
        self.met.append(what)
        self._canaries.look(what, whole(refused.value))


async def test_no_error_on_the_way_in_or_out_holds_a_secret(
    house, config, canaries, collected, meta, tmp_path
):
    new_key = secrets.token_hex(32)
    canaries.named |= {
        "password": RIGHT,
        "guess": GUESS,
        "server's password": SERVER,
        "long": LONG,
        "half a key": HALF,
        "new key": new_key,
    }
    mine = Mine(canaries)
    async with house(config) as home:
        await _signing_in(home, mine, canaries)
        await _keys(home, config, mine, new_key)
        await _seals(home, mine, canaries)
        await _browser(home, config, meta, mine, canaries)
        if config.database_url is None:
            _files(home, config, mine, tmp_path)
        _addresses(home, config, mine, tmp_path)
        await _rows(home, canaries)
    _migrations(mine, tmp_path)
    if config.database_url is not None:
        _server(config, mine)
    for path in config.home.rglob("*"):
        if path.is_file():
            canaries.look(str(path), path.read_bytes())
    canaries.look("every record as it is logged", "\n".join(collected.struck))
    assert len(mine.met) > 15


async def _signing_in(home, mine, canaries):
    runtime = home.runtime
    people = People(runtime.database, runtime.clock, runtime._new_id)
    sessions = Sessions(runtime.database, runtime.clock, runtime._new_id)
    await mine.fails("a password too long", lambda: people.add_first(EMAIL, Secret(LONG), "shop"))
    await people.add_first(EMAIL, Secret(RIGHT), "shop")
    ring = Ring()
    kept = KeptSession(sessions, runtime.clock, lambda: ring)
    for what, email, password in (
        ("a wrong password", EMAIL, GUESS),
        ("an unknown email", "nobody@shop.example", GUESS),
        ("a password that is too long", EMAIL, LONG),
        ("a NUL in a password", EMAIL, GUESS + "\0"),
    ):
        await mine.fails(what, lambda e=email, p=password: sessions.sign_in(e, Secret(p)))
    session = await kept.sign_in(EMAIL, Secret(RIGHT), device="test")
    token = ring.kept.reveal()
    canaries.named |= {"session token": token}
    canaries.look("an open session", repr(session) + repr(vars(kept)))
    fresh = Secret("canary-fresh-session-token")
    await sessions.renew(Secret(token), fresh)
    canaries.named |= {"fresh token": fresh.reveal()}
    await mine.fails("a used token", lambda: sessions.renew(Secret(token), Secret("z" * 40)))
    await mine.fails("an ended session", lambda: sessions.renew(fresh, Secret("z" * 40)))
    ring.is_gone = True
    await mine.fails("a keyring that is gone", kept.resume)
    add = people.add(session, "bert@shop.example", Secret(GUESS), Role.OWNER, "No Such Slug")
    await mine.fails("a seller of an odd name", lambda: add)


async def _keys(home, config, mine, new_key):
    database = home.runtime.database
    half = replace(config, token_key=Secret(HALF))
    await mine.fails("half a key", lambda: rotating.rotated(database, half))
    await mine.fails("nothing to rotate", lambda: rotating.rotated(database, config))
    damaged = Ring()
    damaged.kept = Secret(HALF)
    mine.fails_at_once(
        "a damaged entry", lambda: vault.load_keys(None, fresh=False, keyring=damaged)
    )
    both = replace(config, token_key=Secret(new_key), token_key_before=config.token_key)
    reseal = connections.reseal

    def refused(*arguments):
        raise PixecomError("It was refused half-way.")

    connections.reseal = refused
    try:
        await mine.fails("a rotation cut off", lambda: rotating.rotated(database, both))
    finally:
        connections.reseal = reseal


async def _seals(home, mine, canaries):
    """A token that was changed or moved to another row asks to be connected again, and is told."""
    scope, database = home.session.scope, home.runtime.database
    (account,) = await home.runtime.connections.accounts(scope)
    ((seller_id, row_id, sealed),) = await database.read(HOUSE, connections.sealed_tokens)
    other = home.runtime.workshop._vault.seal(
        Secret(canaries.named["token"]),
        vault.Place(seller_id=seller_id, table="connections", row_id=row_id + 1),
    )
    for what, instead in (("changed", sealed[:-1] + bytes([sealed[-1] ^ 1])), ("moved", other)):
        await database.write(HOUSE, connections.reseal, seller_id, row_id, sealed, instead)
        (run,) = await home.sync()
        assert run.state is RunState.FAILED
        canaries.look(f"a run with a token that was {what}", repr(run))
        await mine.fails(f"a token that was {what}", lambda a=account: _opened(home, a))
        (found,) = [one async for one in home.runtime.health.check(scope)]
        canaries.look(f"the check of a token that was {what}", repr(found))
        (account,) = await home.runtime.connections.accounts(scope)
        assert account.health is ConnectionHealth.TOKEN_INVALID
        await database.write(HOUSE, connections.reseal, seller_id, row_id, instead, sealed)


async def _opened(home, account):
    async with home.runtime.workshop.open_client(account, patience=0.0):
        pass


def _files(home, config, mine, tmp_path):
    own = home.runtime.database.engine
    copy = backup.copy(own, tmp_path / "copy.db").path
    mine.fails_at_once("a backup over another", lambda: backup.copy(own, copy))
    mine.fails_at_once(
        "a backup where none may be", lambda: backup.copy(own, copy / "below" / "a.db")
    )
    mine.fails_at_once(
        "a restore beside a program", lambda: restoring.restore(copy, config.sqlite_path, NOW)
    )
    copy.write_bytes(copy.read_bytes()[:5_000])
    mine.fails_at_once(
        "a restore of half a copy", lambda: restoring.restore(copy, tmp_path / "new.db", NOW)
    )


def _addresses(home, config, mine, tmp_path):
    for what, url in (
        ("no server", "postgresql://anna:canary%40of%2Fthe%20server@127.0.0.1:9/team"),
        ("no URL", "postgresql://anna:canary%40of%2Fthe%20server@127.0.0.1:port/team"),
        ("a plain password", f"postgresql://anna:{SERVER}@127.0.0.1:9/team"),
        ("a strange parameter", "postgresql://a:canary%40of%2Fthe%20server@127.0.0.1/team?x=1"),
    ):
        settings = {"PIXECOM_HOME": str(tmp_path / "none"), "DATABASE_URL": url}
        mine.fails_at_once(
            f"opening {what}", lambda s=settings: opened(from_environment(s), home.clock)
        )
        if config.database_url is None:
            mine.fails_at_once(
                f"copying to {what}", lambda u=url: copying.copy(config.sqlite_path, server(u))
            )


def server(url):
    return engine.postgres(Secret(url), pool_size=1)


def browsed(address):
    """Return what a browser is answered, which follows nothing and logs nothing."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    try:
        line.request("GET", f"{parts.path}?{parts.query}")
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        line.close()


async def _browser(home, config, meta, mine, canaries):
    """Signing in at Meta in a browser: done, denied, cut off, refused with the secrets thrown back.

    What travels there are the code, a short token, the long one and the app's secret.
    """
    scope, connections_of = home.session.scope, home.runtime.connections
    app = MetaApp(id="9001", secret=config.app_secret, dialog=meta.base)
    settings = GraphSettings(base=meta.base, version="v26.0")

    states: list[str] = []

    async def came_back(service, *, follow=True):
        opened = asyncio.get_running_loop().create_future()
        task = asyncio.ensure_future(service.sign_in(scope, opened.set_result))
        page = await opened
        words = parse_qs(urlsplit(page).query)
        canaries.look("the address of the dialog", page)
        states.extend(words["state"])
        status, headers, _text = await asyncio.to_thread(browsed, page)
        assert status == 302
        back = headers["location"]
        canaries.named["code"] = parse_qs(urlsplit(back).query).get("code", ["-" * 40])[0]
        if follow:
            _status, headers, text = await asyncio.to_thread(browsed, back)
            canaries.look("what the browser is shown", text + str(headers))
        return await task

    def service(**changes):
        made = {"port": 0, "patience": 10.0, **changes}
        return BrowserSignIn(lambda: settings, made.pop("app", app), **made)

    token = await came_back(service())
    canaries.named["long token"] = token.reveal()
    linked = await connections_of.link(scope, token, meta.accounts)
    assert not linked.refused
    canaries.look("a link by browser", repr(linked))
    thrown = " and ".join(
        (token.reveal(), config.app_secret.reveal(), f"access_token={token.reveal()}")
    )
    for what, fault in (
        ("an error that throws secrets back", Fault(kind="error", code=100, message=thrown)),
        ("an answer that is none", Fault(kind="html_503")),
        ("a connection that drops", Fault(kind="drop")),
    ):
        meta.faults.add(replace(fault, path="/oauth/access_token", times=None))
        await mine.fails(f"signing in by browser over {what}", lambda: came_back(service()))
        meta.faults.clear()
    wrong = MetaApp(id="9001", secret=Secret(GUESS), dialog=meta.base)
    await mine.fails("a wrong app secret", lambda: came_back(service(app=wrong)))
    nobody = service(patience=0.05)
    await mine.fails("nobody who signs in", lambda: came_back(nobody, follow=False))
    meta.graph.desk.denies = True
    await mine.fails("somebody who denies it", lambda: came_back(service()))
    meta.graph.desk.denies = False
    used = Secret(canaries.named["code"])
    asked = oauth.token_for(app, settings, code=used, redirect="http://localhost:1/callback")
    await mine.fails("a code that is used up", lambda: asked)
    # Each is good once, and stands in the address that the browser was given: in no log or row.
    canaries.named |= {f"state {number}": one for number, one in enumerate(states)}


async def _rows(home, canaries):
    """Nothing of it stands in a row: tokens are sealed, passwords and session tokens hashed."""

    def every(session):
        return {
            table.name: repr(session.execute(select(table)).all())
            for table in metadata.sorted_tables
        }

    for name, rows in (await home.runtime.database.read(HOUSE, every)).items():
        canaries.look(f"the rows of {name}", rows)


def _server(config, mine):
    """A team's database that is another program's, newer, or older."""
    own = engine.postgres(config.database_url, pool_size=1)
    for what, version in (("a newer one", "9999_future"), ("an older one", "0001")):
        with own.begin() as line:
            line.exec_driver_sql("UPDATE alembic_version SET version_num = %s", (version,))
        mine.fails_at_once(f"opening {what}", lambda: opened(config, FixedClock(NOW)))
    own.dispose()


def _migrations(mine, tmp_path: Path):
    """A table that is there already stops the migrations; its rows are in no error."""
    spoiled = engine.sqlite(tmp_path / "spoiled.db")
    with spoiled.begin() as line:
        line.exec_driver_sql("CREATE TABLE sellers (id INTEGER, secret TEXT)")
        line.exec_driver_sql("INSERT INTO sellers VALUES (1, ?)", (GUESS,))
    mine.fails_at_once("a migration", lambda: migrate.upgrade(spoiled, backups=None))
    spoiled.dispose()
    (tmp_path / "spoiled.db").unlink()
