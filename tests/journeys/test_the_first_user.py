"""A team's database in which nobody can sign in yet: who comes first sets it up, once."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pixecom_desktop.cli.gates import TeamGate
from pixecom_desktop.config import Config
from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, UserError
from pixecom_desktop.domain.people import FirstUser, Unclaimed
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.runtime import build
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.storage.repos import sellers
from pixecom_desktop.ui import app
from pixecom_desktop.ui.main_window import MainWindow
from pixecom_desktop.ui.signing_in import SignInWindow
from pixecom_desktop.ui.starting.first_user import FirstUserWindow
from tests.ui.conftest import qapp, until  # noqa: F401 - fixtures

PASSWORD = "a long enough one"
ANNA = FirstUser(
    name="Anna", email="anna@shop.example", password=Secret(PASSWORD), seller="Glow & Co"
)
BERT = FirstUser(name="Bert", email="bert@shop.example", password=Secret(PASSWORD), seller="Luma")


@pytest.fixture
def empty(postgres, migrated_postgres):
    url = postgres.fresh(like=migrated_postgres)
    yield url
    postgres.drop(url)


@asynccontextmanager
async def program(url, tmp_path):
    runtime = await asyncio.to_thread(
        build, Config(home=tmp_path / "home", database_url=Secret(url))
    )
    for service in (runtime.sessions, runtime.people):
        service._passwords = Passwords(cost=4)
    try:
        yield runtime
    finally:
        await runtime.close()


def standing(kind):
    return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]


async def test_of_many_who_come_at_once_one_sets_it_up_and_the_others_are_told(
    postgres, migrated_postgres, tmp_path
):
    for turn in range(5):
        url = postgres.fresh(like=migrated_postgres)
        async with program(url, tmp_path) as one, program(url, tmp_path) as other:
            assert await one.people.unclaimed() == Unclaimed()
            claims = [one.people.claim(ANNA), other.people.claim(BERT)]
            claims.append(other.people.add_first("carl@shop.example", Secret(PASSWORD), "carls"))
            ends = await asyncio.gather(*claims[:: 1 if turn % 2 else -1], return_exceptions=True)

            lost = [end for end in ends if end is not None]
            assert [type(end) for end in lost] == [NotAllowed] * 2, ends
            assert {str(end) for end in lost} == {
                "Somebody is here already: they have to sign in to add others."
            }
            assert len(await one.database.read(HOUSE, sellers.sellers)) == 1
            assert await one.people.unclaimed() is None
        postgres.drop(url)


async def test_what_was_typed_oddly_is_told_and_claims_nothing(empty, tmp_path):
    async with program(empty, tmp_path) as runtime:
        for odd in (
            {"name": " "},
            {"name": "x" * 81},
            {"email": "anna"},
            {"password": Secret("short")},
            {"password": Secret("é" * 37)},
            {"seller": "x" * 81},
        ):
            with pytest.raises(UserError):
                await runtime.people.claim(replace(ANNA, **odd))
        assert await runtime.people.unclaimed() == Unclaimed()


async def test_sellers_that_were_copied_into_it_become_the_first_users(empty, tmp_path):
    async with program(empty, tmp_path) as runtime:

        def copied(session):
            return sellers.ensure_owner(
                session, new_id=runtime._new_id, now=runtime.clock.now(), name="Glow"
            )

        await runtime.database.write(HOUSE, copied)
        there = await runtime.people.unclaimed()
        assert [one.name for one in there.sellers] == ["Glow"]
        await runtime.people.claim(ANNA)
        session = await runtime.sessions.sign_in_once(ANNA.email, ANNA.password)
        assert (session.seller.name, session.role) == ("Glow", Role.OWNER)
        (person,) = await runtime.people.all(session)
        assert (person.name, person.email, person.is_superadmin) == ("Anna", ANNA.email, True)


async def test_the_first_window_asks_who_one_is_and_opens(qtbot, empty, tmp_path):
    async with program(empty, tmp_path) as runtime, program(empty, tmp_path) as other:
        going = asyncio.get_running_loop().create_task(
            app._live_behind(TeamGate(runtime), None, tmp_path / "window.ini", None)
        )
        await until(lambda: bool(standing(FirstUserWindow)))
        # Another computer's window asks the same at the same time.
        late = asyncio.get_running_loop().create_task(
            app._live_behind(TeamGate(other), None, tmp_path / "other.ini", None)
        )
        await until(lambda: len(standing(FirstUserWindow)) == 2)
        (asked,) = [one for one in standing(FirstUserWindow) if one._gate._runtime is runtime]
        (beaten,) = [one for one in standing(FirstUserWindow) if one is not asked]
        for page, who in ((asked, ANNA), (beaten, BERT)):
            form = page.form
            assert not form.go.isEnabled()
            qtbot.keyClicks(form.name, who.name)
            qtbot.keyClicks(form.email, who.email)
            form.email.setFocus()
            qtbot.keyClick(form.email, Qt.Key.Key_Tab)
            assert form.focusWidget() is form.password, "not the button that shows it"
            qtbot.keyClicks(form.password, PASSWORD)
            qtbot.keyClicks(form.again, f"{PASSWORD}!")
            qtbot.keyClicks(form.seller, who.seller)
            qtbot.keyClick(form.seller, Qt.Key.Key_Return)
            assert page.trouble.text() == "The two passwords are not the same."
            qtbot.keyClick(form.again, Qt.Key.Key_Backspace)
        qtbot.keyClick(asked.form.seller, Qt.Key.Key_Return)
        await until(lambda: bool(standing(MainWindow)))
        (window,) = standing(MainWindow)
        assert "Glow & Co" in window.windowTitle()
        assert window.sidebar.user.text() == "Owner"

        qtbot.keyClick(beaten.form.seller, Qt.Key.Key_Return)
        await until(lambda: bool(standing(SignInWindow)))
        (sign_in,) = standing(SignInWindow)
        assert "has just been set up" in sign_in.trouble.text()
        sign_in.close()
        await asyncio.wait_for(late, 30)
        window.close()
        await asyncio.wait_for(going, 30)
