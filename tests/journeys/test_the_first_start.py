"""The first start: the demo in two clicks, this computer's own workspace, a team's database."""

import asyncio
import json
from dataclasses import replace

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pixecom_desktop.cli.ways import WaysIn
from pixecom_desktop.config import Config
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage.address import TeamAddress
from pixecom_desktop.storage.keyrings import NoKeyring
from pixecom_desktop.ui import app
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.starting.first_user import FirstUserWindow
from pixecom_desktop.ui.starting.window import StartWindow
from tests.journeys.conftest import KEY
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

SMALL_DEMO = ("--accounts", "1", "--campaigns", "4", "--adsets", "6", "--ads", "8", "--days", "31")


class Rings:
    """A keyring in memory, or none."""

    def __init__(self, *, works=True):
        self.entries = {}
        self.works = works

    def __call__(self, name):
        rings = self

        class Entry:
            def read(self):
                if not rings.works:
                    raise NoKeyring("This computer has no keyring.")
                return rings.entries.get(name)

            def keep(self, key):
                self.read()
                rings.entries[name] = key

        return Entry()


class Start:
    """The program as it starts on a computer with this folder and this keyring."""

    def __init__(self, config, rings):
        self.address = TeamAddress(config.home, rings)
        self.ways = WaysIn(config, self.address, demo_options=SMALL_DEMO)
        self.keep = config.home / "window.ini"

    async def __aenter__(self):
        work = app._live_by(self.ways, None, self.keep, None)
        self.life = asyncio.get_running_loop().create_task(work)
        return self

    async def __aexit__(self, kind, *_):
        if kind is not None:
            self.life.cancel()
            return
        for window in shown(MainWindow, StartWindow, SignInWindow, FirstUserWindow):
            window.close()
        await asyncio.wait_for(self.life, 30)

    async def sees(self, kind):
        await until(lambda: self.life.done() or bool(shown(kind)))
        (window,) = shown(kind) or [self.life.result()]
        return window


def shown(*kinds):
    return [w for w in QApplication.topLevelWidgets() if type(w) in kinds and w.isVisible()]


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def bare(tmp_path) -> Config:
    return Config(home=tmp_path / "home", token_key=KEY)


async def test_the_demo_shows_its_first_chart_after_two_clicks_and_leaves_nothing(qtbot, bare):
    async with Start(bare, Rings()) as program:
        page = await program.sees(StartWindow)
        click(qtbot, page.cards["demo"])
        window = await program.sees(MainWindow)
        await until(lambda: window.page.table.table() is not None)
        click(qtbot, window.page.plotting.button)
        await until(lambda: window.page.plotting.chart.chart.drawing is not None)
        assert sum(window.page.plotting.chart.chart.drawing.bars.values) > 0

        assert window.strip.shown is not None
        assert window.strip.shown.lead == "Demo data."
        assert not (bare.home / "pixecom.db").exists(), "the user's own folder stays empty"

        click(qtbot, window.strip.button)
        page = await program.sees(StartWindow)
        assert not shown(MainWindow)
        assert "own" in page.cards
    assert not (bare.home / "pixecom.db").exists()


async def test_this_computer_is_set_up_with_a_shops_name_and_opens_by_itself_from_then_on(
    qtbot, bare
):
    rings = Rings()
    async with Start(bare, rings) as program:
        page = await program.sees(StartWindow)
        click(qtbot, page.cards["own"])
        qtbot.keyClicks(page.set_up.seller, "Glow & Co")
        qtbot.keyClicks(page.set_up.password, "a long enough one")
        click(qtbot, page.set_up.go)
        assert page.trouble.text() == "The two passwords are not the same."
        page.set_up.password.clear()
        qtbot.keyClick(page.set_up.seller, Qt.Key.Key_Return)
        window = await program.sees(MainWindow)
        assert "Glow & Co" in window.windowTitle()
        await until(lambda: window.page.__class__.__name__ == "ConnectionsPage")
        assert window.strip.shown is None

    async with Start(bare, rings) as again:
        window = await again.sees(MainWindow)
        assert "Glow & Co" in window.windowTitle()
        assert window.page.__class__.__name__ == "AdsManagerPage"


SOMEBODY = (
    "INSERT INTO users (id, email, email_folded, name, password_hash, created_at)"
    " VALUES (1, 'a@b.example', 'a@b.example', '', '-', 0)"
)
CANARY = "canary-of-an-address"
NOWHERE = "postgresql://anna:canary-of-an-address@127.0.0.1:9/pixecom"


@pytest.mark.acceptance("0.1-1", "0.1-3", "0.1-4", "1.7-6")
async def test_a_teams_database_is_joined_by_its_address_and_never_mixes_with_ones_own(
    qtbot, bare, postgres, migrated_postgres, caplog
):
    caplog.set_level("DEBUG")
    plain = postgres.fresh(like=migrated_postgres)
    url = plain.replace("postgres@", f"postgres:{CANARY}@")
    newer = postgres.fresh(like=migrated_postgres)
    with psycopg.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    older = postgres.fresh(like=migrated_postgres)
    with psycopg.connect(older) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    rings = Rings()
    async with Start(bare, rings) as program:
        page = await program.sees(StartWindow)
        click(qtbot, page.cards["join"])
        for address, words in (
            ("mysql://host/name", "The address names no Postgres server."),
            (NOWHERE, "does not answer"),
            (url.rpartition("/")[0] + "/nothing", "no such database or user"),
            (f"{url}?sslmode=require", "speaks no TLS"),
            (newer, "newer"),
            (older, "older than this program"),
        ):
            page.join.address.setText(address)
            qtbot.keyClick(page.join.address, Qt.Key.Key_Return)
            await until(page.trouble.isVisible)
            assert words in page.trouble.text(), address
            assert CANARY not in page.trouble.text()
            assert "DATABASE_URL" not in page.trouble.text()
            assert page.stack.currentWidget() is page.join
        assert rings.entries == {}, "nothing is kept of an address that did not open"

        page.join.address.setText(f"  {url} ")
        qtbot.keyClick(page.join.address, Qt.Key.Key_Return)
        asked = await program.sees(FirstUserWindow)
        assert asked.form.away.isVisible()
    with psycopg.connect(plain) as connection:
        connection.execute(SOMEBODY)
    assert [kept.reveal() for kept in rings.entries.values()] == [url]
    told = json.loads((bare.home / "team.json").read_text("utf-8"))
    assert told == {"place": url.partition("//")[2].replace(f":{CANARY}", "")}

    async with Start(bare, rings) as again:
        asked = await again.sees(SignInWindow)
        assert not (bare.home / "pixecom.db").exists()
        click(qtbot, asked.other)
        page = await again.sees(StartWindow)
        click(qtbot, page.cards["own"])
        qtbot.keyClick(page.set_up.seller, Qt.Key.Key_Return)
        await again.sees(MainWindow)
    with psycopg.connect(plain) as connection:
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (1,)
    async with Start(bare, rings) as once_more:
        await once_more.sees(MainWindow)
    assert url not in [kept.reveal() for kept in rings.entries.values()]
    written = b"".join(one.read_bytes() for one in bare.home.rglob("*") if one.is_file())
    assert CANARY.encode() not in written
    assert CANARY not in caplog.text
    async with Start(replace(bare, database_url=Secret(plain)), rings) as given:
        asked = await given.sees(SignInWindow)
        assert not asked.other.isVisible(), "the environment has settled it"


async def test_without_a_keyring_an_address_holds_until_the_program_ends(
    qtbot, bare, postgres, migrated_postgres
):
    url = postgres.fresh(like=migrated_postgres)
    rings = Rings(works=False)
    async with Start(bare, rings) as program:
        page = await program.sees(StartWindow)
        click(qtbot, page.cards["join"])
        await until(lambda: "no keyring" in page.join.kept.text())
        page.join.address.setText(url)
        qtbot.keyClick(page.join.address, Qt.Key.Key_Return)
        asked = await program.sees(FirstUserWindow)
        click(qtbot, asked.form.away)
        page = await program.sees(StartWindow)
    async with Start(bare, rings) as again:
        page = await again.sees(StartWindow)
        assert "has not kept the address" in page.trouble.text()
        assert url.rpartition("/")[2] in page.trouble.text()
