"""Bert, with Anna's ids in his hand, gets what he would get if there were no Anna.

Every query, repository function and service method is found by looking, so that a new one is asked
too. Each is called with Bert's scope and Anna's ids in two databases that differ by her rows alone:
both answers must be the same, and her rows must be as they were. Called in her own name, each has
to give or change something; one that does not proves nothing, and is named below with its reason.
"""

import shutil
from itertools import count

import pytest

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.errors import PixecomError
from pixecom_desktop.domain.ids import Dice
from pixecom_desktop.services.ads_manager import AdsManager
from pixecom_desktop.services.connections import Connections
from pixecom_desktop.services.diagnostics import Diagnostics
from pixecom_desktop.services.keeper import Keeper
from pixecom_desktop.services.locking import Locking
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.services.people import People
from pixecom_desktop.services.sending import Sending
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.storage import engine, row_security
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import ads_table, held
from pixecom_desktop.storage.repos import (
    calls,
    connections,
    first_user,
    people,
    sellers,
    sign_in_failures,
    tree,
)
from tests.architecture.tenancy import found, sql, world
from tests.architecture.tenancy.answers import plain
from tests.architecture.tenancy.arguments import Caller, Unknown, arguments, value
from tests.architecture.tenancy.house import House
from tests.architecture.tenancy.world import Known, Worlds, rows_of

WHERE = "tests/architecture/tenancy/arguments.py"
UNTRIED = f"{{name}} is not tried: nobody says what to give as {{error}}. Add a line to {WHERE}."
IDLE = (
    "{name} proves nothing: Anna herself gets and changes no more than Bert. Give it arguments in"
    f" {WHERE} that find her rows, or name it in PROVES_NOTHING with its reason."
)

MUCH = 1_000

OPEN = {
    calls.used: "Meta's account belongs to no seller: the house counts its calls",
    sign_in_failures.failed: "wrong passwords are an email's, whether anybody has it or not",
    People.add: "who would make a seller new is told that its short name is taken",
    Diagnostics.report: "tells how large the database's file is",
}
"""Answers that know of Anna by their nature, and why."""

META_FIRST = "asks Meta before the database, and what follows is tried as a function of the repos"
BY_PASSWORD = "wants the password, and then it is Anna"

PROVES_NOTHING = {
    held.latest: "tells when runs and actions ended, and none of these has",
    Keeper.answer: "is what the database answers, read through `storage.queries.held`",
    Keeper.series: "is what the database answers, read through `storage.queries.held`",
    Keeper.counts: "counts what is held, and nothing is held yet",
    Keeper.like: "is shown what the database answered, and tells nothing",
    Keeper.want: "begins to read what `Keeper.answer` answers from, and tells nothing",
    Keeper.settled: "takes nobody's word and tells nothing",
    Keeper.forget: "takes nobody's word and tells nothing",
    Keeper.held_back: "takes nobody's word and tells nothing",
    Keeper.close: "takes nobody's word and tells nothing",
    AdsManager.remember: "is given what `Keeper.answer` is",
    connections.any_sealed: "asked by the house, over all sellers",
    first_user.add_first: "refuses where anybody is",
    first_user.claim: "refuses where anybody is",
    first_user.unclaimed: "tells nothing where anybody is",
    people.anybody: "asked by the house, over all users",
    sellers.owner: "asked by the house, where nobody signs in",
    people.refuse_ownerless_without: "says nothing as long as another owner is there",
    sign_in_failures.forgive: "wrong passwords are an email's",
    tree.hold: "takes a lock and touches no row",
    Connections.look_at: META_FIRST,
    Connections.link: META_FIRST,
    People.claim: "refuses where anybody is",
    People.unclaimed: "tells nothing where anybody is",
    People.is_empty: "asks whether there is anybody at all",
    People.wants_password: "asks for a user, who belongs to no seller",
    People.add_first: "refuses where anybody is",
    Sessions.sign_in: BY_PASSWORD,
    Sessions.sign_in_once: BY_PASSWORD,
    Sessions.sign_in_anywhere: BY_PASSWORD,
    Sessions.prove: BY_PASSWORD,
    Locking.unlock: BY_PASSWORD,
    Locking.set_password: BY_PASSWORD,
    Locking.has_password: "tells whether the session's own user has one, and nobody has here",
    Sessions.renew: "wants the token that the keyring keeps",
}
"""What gives and changes nothing in Anna's own name either, and why."""

THROUGH = {
    ads_table.listed_rows: "`table` and `counts` go through it, with their own accounts",
    ads_table.gone: "`counts` and `options` go through it, with their own accounts",
    Sending: "carries out what Bulk has read in its scope",
    Sessions.begin_own: "whoever sits at an embedded database owns every seller in it",
    Sessions.open_owner: "whoever sits at an embedded database owns every seller in it",
    Sessions.open_owner_anywhere: "whoever sits at an embedded database owns every seller in it",
    Sessions.everywhere: "whoever sits at an embedded database owns every seller in it",
}
"""What is not called here, and what it goes through instead."""


@pytest.fixture(params=["sqlite", "postgres"])
def worlds(request, tmp_path):
    if request.param == "sqlite":
        return world.on_sqlite(tmp_path, request.getfixturevalue("migrated_sqlite"))
    return world.on_postgres(
        request.getfixturevalue("postgres"), request.getfixturevalue("migrated_postgres")
    )


OWN_LOOK = ("SELECT * FROM", "SELECT 'sellers'")
"""Begins what the test itself asks within a function's transaction."""


class Undone(Exception):
    """Carries an answer out of a transaction that is not to be kept."""

    def __init__(self, answer, rows):
        super().__init__()
        self.answer, self.rows = answer, rows


def tried(session, function, given, known: Known):
    """Call a function, look at Anna's rows within its transaction, and keep nothing of it."""
    answer = plain(function(session, **given))
    session.flush()
    if session.connection().dialect.name == "postgresql":
        row_security.enter(session, HOUSE, has_role=True)
    raise Undone(answer, rows_of(session.connection(), known))


async def outcome(database, asker: Known, known: Known, function, scope=None):
    """Return what a function answers, and Anna's rows after it (None where it was refused)."""
    caller = Caller(asker=asker, known=known, new_id=count(8 * 10**18).__next__)
    given = arguments(function, caller)
    call = function
    if found.takes_self(function):
        call = getattr(value("", found.owner(function), caller), function.__name__)
    try:
        await database.write(scope or asker.scope, tried, call, given, known)
    except Undone as undone:
        return undone.answer, undone.rows
    except PixecomError as error:
        return plain(error), None
    raise AssertionError("a transaction that was to be undone was kept")


async def test_no_function_of_a_session_shows_or_changes_what_is_annas(worlds):
    async with worlds as here:
        before = rows_in(here.both, here.anna)
        assert all(before.values()), "Anna has a row in every table"
        wrong = []
        for function in found.of_a_session():
            if function in THROUGH:
                continue
            try:
                alone, _ = await outcome(here.alone, here.bert, here.anna, function)
                with sql.heard(here.both.engine) as statements:
                    answer, rows = await outcome(here.both, here.bert, here.anna, function)
            except Unknown as error:
                wrong.append(UNTRIED.format(name=name_of(function), error=error))
                continue
            wrong += leaks(function, alone, answer, before, rows or before)
            wrong += [
                f"{name_of(function)} asks for {tables} without their seller: {one}"
                for one in statements
                if not one.startswith(OWN_LOOK) and (tables := sql.without_seller(one))
            ]
            nothing = ((answer, before), (answer, None))
            # What proves something on one engine does so on the other.
            if here.copy is not None and await in_own_name(here, function, nothing) in nothing:
                wrong += idle(function)

    assert not wrong, "\n".join(wrong)


async def in_own_name(here: Worlds, function, nothing):
    """Return what a function answers to Anna herself, or to the house where she gets nothing."""
    own = await outcome(here.both, here.anna, here.anna, function)
    if own in nothing:
        own = await outcome(here.both, here.anna, here.anna, function, HOUSE)
    return own


@pytest.fixture
def quick(monkeypatch):
    """Let passwords be hashed quickly, and ids be the same in both worlds."""
    monkeypatch.setattr(Passwords.__init__, "__defaults__", (4,))
    monkeypatch.setattr(Dice, "__call__", lambda dice, bits: 0)


async def test_no_service_shows_or_changes_what_is_annas(worlds, quick, tmp_path):
    async with worlds as here:
        before = rows_in(here.both, here.anna)
        asked = (here.bert, here.anna)
        alone, both = (House(door, tmp_path, *asked) for door in (here.alone, here.both))
        wrong = []
        # What may answer differently comes last: the worlds part where it does.
        for cls, method in sorted(found.of_services(), key=lambda one: one[1] in OPEN):
            if cls in THROUGH or method in THROUGH:
                continue
            try:
                expected, answer = await alone.answer(cls, method), await both.answer(cls, method)
            except Unknown as error:
                wrong.append(UNTRIED.format(name=name_of(method), error=error))
                continue
            rows = rows_in(here.both, here.anna)
            wrong += leaks(method, expected, answer, before, rows)
            if here.copy is not None:
                own = await in_her_name(here, tmp_path, cls, method)
                wrong += idle(method) if own == (answer, before) else []
            before = rows

    assert not wrong, "\n".join(wrong)


async def in_her_name(here: Worlds, folder, cls, method):
    """Return what Anna herself is answered, and her rows after it, in a world of their own."""
    shutil.copyfile(here.copy, folder / "own.db")
    door = Database(engine.sqlite(folder / "own.db"))
    try:
        answer = await House(door, folder, here.anna, here.anna).answer(cls, method)
        return answer, rows_in(door, here.anna)
    finally:
        door.close()


def rows_in(database: Database, known: Known):
    with database.engine.connect() as line:
        return rows_of(line, known)


def leaks(function, alone, answer, before, rows) -> list[str]:
    """Return what is wrong with what Bert got, as sentences."""
    said = []
    if answer != alone and function not in OPEN:
        told = f"{str(answer)[:MUCH]}\n  instead of {str(alone)[:MUCH]}"
        said.append(f"{name_of(function)} tells Bert of Anna: {told}")
    if rows != before:
        changed = [table for table in rows if rows[table] != before[table]]
        said.append(f"{name_of(function)} lets Bert change Anna's {changed}")
    return said


def idle(function) -> list[str]:
    """Return that a function proves nothing, unless its reason is known."""
    is_known = function in OPEN or function in PROVES_NOTHING
    return [] if is_known else [IDLE.format(name=name_of(function))]


def name_of(function) -> str:
    return f"{function.__module__.removeprefix('pixecom_desktop.')}.{function.__qualname__}"
