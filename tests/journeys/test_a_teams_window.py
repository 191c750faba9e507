"""A window on a team's Postgres: what it says of another version's database, and how it locks."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pixecom_desktop.cli.gates import TeamGate
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import DatabaseUnreachable, NotAllowed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.ui import app, locking
from pixecom_desktop.ui.lock_window import LockWindow
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.starting.window import StartWindow
from tests.journeys import team
from tests.journeys.test_the_first_start import Rings, Start, bare, shown
from tests.journeys.test_the_lock import KRAM, holders_of
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

__all__ = ["bare"]
BERT, PASSWORD = "bert@shop.example", "a long enough one"

NEWER = (
    "This database was made by a newer version of PixEcom Desktop. Update the program on this "
    "computer; the database stays as it is."
)
OLDER = (
    "The team's database is older than this program. Ask whoever looks after it to run db upgrade "
    "with this version when nobody works in it; until then use the version before."
)


async def test_a_start_on_another_versions_database_says_who_must_do_what(
    qtbot, bare, postgres, migrated_postgres
):
    for version, words in (("9999_future", NEWER), ("0009", OLDER)):
        url = postgres.fresh(like=migrated_postgres)
        with psycopg.connect(url) as line:
            line.execute("UPDATE alembic_version SET version_num = %s", (version,))
        async with Start(replace(bare, database_url=Secret(url)), Rings()) as program:
            page = await program.sees(StartWindow)
            assert page.trouble.text() == words
            assert list(page.cards) == ["enter"], "the environment has settled which it is"
            assert not shown(MainWindow, SignInWindow)
        with psycopg.connect(url) as line:
            asked = line.execute("SELECT version_num FROM alembic_version")
            assert asked.fetchone() == (version,), "nobody has touched it"
        postgres.drop(url)


def typed(qtbot, screen, password):
    qtbot.keyClicks(screen.password, password)
    qtbot.keyClick(screen.password, Qt.Key.Key_Return)


async def unreachable(_session):
    raise DatabaseUnreachable("The database does not answer.")


def window():
    (found,) = shown(MainWindow)
    return found


async def on_show():
    await until(lambda: bool(shown(MainWindow)))
    await until(lambda: window().page.table.table() is not None)


@pytest.mark.timeout(120)
async def test_a_lock_that_the_team_requires_takes_the_rows_and_asks_for_the_teams_password(
    qtbot, house, on_sqlite, postgres, synced_url, tmp_path, monkeypatch
):
    monkeypatch.setattr(locking, "LOOK_MS", 20)
    url = postgres.fresh(like=synced_url)
    async with house(replace(on_sqlite, database_url=Secret(url)), link=False) as home:
        runtime = home.runtime
        for service in (runtime.sessions, runtime.people, runtime.locking):
            service._passwords = Passwords(cost=4)
        with psycopg.connect(url) as line:
            line.execute("UPDATE campaigns SET name = name || %s", (KRAM[::-1],))
        owner = await team.owner(runtime)
        await runtime.people.add(owner, BERT, Secret(PASSWORD), Role.MEMBER, "default")
        await runtime.settings.change(owner.scope, {"lock_required": 5})
        life = asyncio.get_running_loop().create_task(
            app._live_behind(TeamGate(runtime), None, tmp_path / "window.ini", None)
        )
        await until(lambda: bool(shown(SignInWindow)))
        (asked,) = shown(SignInWindow)
        qtbot.keyClicks(asked.email, BERT)
        typed(qtbot, asked, PASSWORD)
        await on_show()
        del asked
        rows = len(window().page.table.table())
        assert rows > 0
        assert holders_of(KRAM[::-1]), "the search finds what is on show"
        with pytest.raises(NotAllowed):
            await window()._backend.change_settings({"lock_required": 0})
        window().receive("pixecom://ads-manager?level=adset")
        await until(lambda: window().page.query.level == "ADSET")
        await until(lambda: window().findChild(locking.Idle).allowed == timedelta(minutes=5))

        home.later(timedelta(minutes=6))
        await until(lambda: bool(shown(LockWindow)) and not shown(MainWindow))
        await asyncio.sleep(0.2)
        assert holders_of(KRAM[::-1]) == []
        (screen,) = shown(LockWindow)
        typed(qtbot, screen, "not the password")
        await until(screen.trouble.isVisible)
        assert screen.trouble.text() == "That password does not fit."
        assert not shown(MainWindow)

        typed(qtbot, screen, PASSWORD)
        await on_show()
        assert window().page.query.level == "ADSET"
        assert not [w for w in QApplication.topLevelWidgets() if type(w) is SignInWindow]

        # A server that is away just when it is time keeps no window open.
        await until(lambda: window().findChild(locking.Idle).allowed == timedelta(minutes=5))
        with monkeypatch.context() as away:
            away.setattr(runtime.locking, "state", unreachable)
            home.later(timedelta(minutes=6))
            await until(lambda: bool(shown(LockWindow)) and not shown(MainWindow))
        (screen,) = shown(LockWindow)
        typed(qtbot, screen, PASSWORD)
        await on_show()
        window().close()
        await asyncio.wait_for(life, 60)
    postgres.drop(url)
