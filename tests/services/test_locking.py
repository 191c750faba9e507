"""The lock of a window: the session's own password, and after how many idle minutes."""

import shutil
from datetime import timedelta
from unicodedata import normalize

import pytest

from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, SignInNeeded, UserError
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.locking import idle_minutes
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.services.locking import Locking
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.services.people import People
from pixecom_desktop.services.preferences import Preferences
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from tests.storage.rows import NOW

RIGHT, WRONG = Secret("señora Ærø long"), Secret("battery staple")


@pytest.fixture
def own(tmp_path, migrated_sqlite):
    path = tmp_path / "pixecom.db"
    shutil.copyfile(migrated_sqlite, path)
    door = Database(engine.sqlite(path))
    yield door
    door.close()


@pytest.fixture
def teams(postgres, migrated_postgres):
    url = postgres.fresh(like=migrated_postgres)
    door = Database(engine.postgres(Secret(url), pool_size=2))
    yield door
    door.close()
    postgres.drop(url)


class House:
    """A start of the program on this database."""

    def __init__(self, database, clock=None):
        self.clock = clock or FixedClock(NOW)
        cheap = Passwords(cost=4)
        new_id = IdMaker(self.clock)
        self.sessions = Sessions(database, self.clock, new_id, passwords=cheap)
        self.people = People(database, self.clock, new_id, passwords=cheap)
        self.locking = Locking(database, self.sessions, passwords=cheap)
        self.settings = Preferences(database, lambda _event: None, clock=self.clock, new_id=new_id)


async def test_ones_own_window_is_locked_by_a_password_that_can_be_set_and_taken_away(own):
    house = House(own)
    me = await house.sessions.open_owner()
    assert not (await house.locking.state(me)).has_password
    for odd, words in (
        ("", "Type a password"),
        ("x" * 73, "73 bytes"),
        ("with a \x00 in it", "NUL"),
        ("seven77", "8 characters"),
    ):
        with pytest.raises(UserError, match=words):
            await house.locking.set_password(me, None, Secret(odd))

    await house.locking.set_password(me, None, RIGHT)
    assert (await house.locking.state(me)).has_password
    # Typed on another keyboard: the same letters, composed the other way.
    for form in ("NFC", "NFD"):
        await house.locking.unlock(me, Secret(normalize(form, RIGHT.reveal())))
    # Only the same letters: a look-alike is another password.
    with pytest.raises(SignInNeeded, match=r"That password does not fit\."):
        await house.locking.unlock(me, Secret(normalize("NFKD", RIGHT.reveal()).upper()))
    with pytest.raises(SignInNeeded):
        await house.locking.set_password(me, WRONG, Secret("another long one"))
    await house.locking.unlock(me, RIGHT)
    assert (await House(own).sessions.open_owner()).user_id == me.user_id, "no sign-in"

    await house.locking.set_password(me, RIGHT, None)
    assert not (await house.locking.state(me)).has_password


async def test_who_guesses_waits_after_five_even_over_a_restart(own):
    house = House(own)
    me = await house.sessions.open_owner()
    await house.locking.set_password(me, None, RIGHT)
    for _ in range(5):
        with pytest.raises(SignInNeeded, match="does not fit"):
            await house.locking.unlock(me, WRONG)

    again = House(own, house.clock)
    with pytest.raises(SignInNeeded, match=r"Try again in 30 s\."):
        await again.locking.unlock(me, RIGHT)
    house.clock.advance(timedelta(seconds=31))
    await again.locking.unlock(me, RIGHT)


async def test_a_seller_requires_a_lock_of_everyone_and_only_owners_and_admins_say_so(teams):
    house = House(teams)
    await house.people.add_first("anna@shop.example", RIGHT, "one")
    anna = await house.sessions.sign_in_anywhere("anna@shop.example", RIGHT)
    for slug, role in (("one", Role.MEMBER), ("two", Role.MEMBER)):
        await house.people.add(anna, "bert@shop.example", RIGHT, role, slug)
        anna = await house.sessions.sign_in_anywhere("anna@shop.example", RIGHT)
    bert = await house.sessions.sign_in_once("bert@shop.example", RIGHT, "one")
    with pytest.raises(NotAllowed):
        await house.settings.change(bert.scope, {"lock_required": 0})
    await house.settings.change(bert.scope, {"lock_after": 30})
    assert (await house.locking.state(bert)).minutes == 30

    two = next(one for one in anna.memberships if one.seller.slug == "two")
    in_two = await house.sessions.act_in(anna, two.seller.id)
    await house.settings.change(in_two.scope, {"lock_required": 10})

    state = await house.locking.state(bert)
    assert (state.has_password, state.minutes, state.required) == (True, 10, 10)
    await house.locking.unlock(bert, RIGHT)
    with pytest.raises(NotAllowed, match="your own password"):
        await house.locking.set_password(bert, RIGHT, None)


def test_the_shortest_of_all_minutes_counts_and_0_never_does():
    assert idle_minutes(0, ()) == 0
    assert idle_minutes(0, (0, 15, 5)) == 5
    assert idle_minutes(3, (15, 0)) == 3
