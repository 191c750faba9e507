"""Signing in to a team's database: who is let in, for how long, and how often they may try."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import FixedClock
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import NotAllowed, NotFound, SignInNeeded, UserError
from pixecom_desktop.domain.ids import IdMaker
from pixecom_desktop.domain.passwords import hashed_form, new_form
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.signing import ACCESS, LOOK_AGAIN, REFRESH, checked_email
from pixecom_desktop.services.kept_session import KeptSession
from pixecom_desktop.services.passwords import Passwords
from pixecom_desktop.services.people import People
from pixecom_desktop.services.sessions import Sessions
from pixecom_desktop.storage import engine as engines
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.keyrings import NoKeyring
from pixecom_desktop.storage.schema.identity import MembershipRow, SessionRow, UserRow
from pixecom_desktop.storage.schema.sign_in_failures import SignInFailureRow
from tests.services.conftest import opened_door
from tests.storage.rows import NOW

ANNA, BERT = "anna@shop.example", "bert@shop.example"
RIGHT, WRONG = Secret("correct horse"), Secret("battery staple")


class Ring:
    """A keyring's entry in memory."""

    def __init__(self):
        self.kept = None
        self.history = []

    def read(self):
        return self.kept

    def keep(self, key):
        self.kept = key
        self.history.append(key.reveal())


class NoRing:
    def read(self):
        raise NoKeyring("This computer has no keyring.")

    def keep(self, _key):
        self.read()


class Team:
    """A team's database with Anna in it, who owns the seller `one`."""

    def __init__(self, database):
        self.database = database
        self.clock = FixedClock(NOW)
        self.cheap = Passwords(cost=4)
        new_id = IdMaker(self.clock)
        self.sessions = Sessions(database, self.clock, new_id, passwords=self.cheap)
        self.people = People(database, self.clock, new_id, passwords=self.cheap)
        self.ring = Ring()

    async def filled(self):
        await self.people.add_first(ANNA, RIGHT, "one")
        anna = await self.sessions.sign_in_anywhere(ANNA, RIGHT)
        await self.people.add(anna, BERT, RIGHT, Role.MEMBER, "one")
        return await self.sessions.sign_in_anywhere(ANNA, RIGHT)

    def kept(self, ring=None):
        return KeptSession(self.sessions, self.clock, lambda: ring or self.ring)


@pytest.fixture
def database(request, tmp_path, postgres):
    with opened_door(request, tmp_path, postgres) as door:
        yield door


@pytest.fixture
def team(database):
    return Team(database)


@pytest.mark.acceptance("1.7-1")
async def test_the_right_password_opens_a_session_and_is_kept_as_bcrypt_of_cost_12(database):
    slow = Team(database)
    slow.people = People(database, slow.clock, IdMaker(slow.clock))
    await slow.people.add_first(ANNA, RIGHT, "one")
    kept = await database.read(HOUSE, lambda s: s.scalar(select(UserRow.password_hash)))
    assert kept.startswith("$2b$12$")

    signed_in = await slow.sessions.sign_in(f"  {ANNA.upper()} ", RIGHT)

    session = signed_in.session
    assert (session.email, session.seller.slug, session.role) == (ANNA, "one", Role.OWNER)
    assert session.scope.user_id == session.user_id
    assert session.expires_at == NOW + ACCESS
    with pytest.raises(SignInNeeded):
        await slow.sessions.sign_in(ANNA, WRONG)


async def test_an_unknown_email_is_answered_like_a_wrong_password(team):
    await team.filled()

    said = set()
    for email, password in ((ANNA, WRONG), ("nobody@shop.example", RIGHT)):
        with pytest.raises(SignInNeeded) as refused:
            await team.sessions.sign_in(email, password)
        said.add(str(refused.value))

    assert said == {"That email and password do not fit."}


async def test_after_five_wrong_passwords_there_is_a_wait_that_grows_and_survives_a_restart(team):
    await team.filled()
    for email in (ANNA, "nobody@shop.example"):
        for _ in range(5):
            with pytest.raises(SignInNeeded, match="do not fit"):
                await team.sessions.sign_in(email, WRONG)
        again = Team(team.database)
        with pytest.raises(SignInNeeded, match=r"Try again in 30 s\."):
            await again.sessions.sign_in(email, RIGHT)
    await team.sessions.sign_in(BERT, RIGHT)

    team.clock.advance(timedelta(seconds=31))
    with pytest.raises(SignInNeeded, match="do not fit"):
        await team.sessions.sign_in(ANNA, WRONG)
    team.clock.advance(timedelta(seconds=31))
    with pytest.raises(SignInNeeded, match="Try again in 29 s"):
        await team.sessions.sign_in(ANNA, RIGHT)
    team.clock.advance(timedelta(seconds=31))
    await team.sessions.sign_in(ANNA, RIGHT)
    with pytest.raises(SignInNeeded, match="do not fit"):
        await team.sessions.sign_in(ANNA, WRONG)


@pytest.mark.acceptance("1.7-2")
async def test_a_session_sees_its_own_sellers_and_acts_in_one(team):
    anna = await team.filled()
    await team.people.add(anna, BERT, None, Role.VIEWER, "two")
    anna = await team.sessions.sign_in_anywhere(ANNA, RIGHT)
    bert = await team.sessions.sign_in_once(BERT, RIGHT, "two")

    assert [one.seller.slug for one in anna.memberships] == ["one", "two"]
    assert bert.role is Role.VIEWER
    assert bert.scope.seller_ids == {bert.seller.id}
    with pytest.raises(UserError, match="Say which with --seller: one, two"):
        await team.sessions.sign_in_once(BERT, RIGHT)
    moved = await team.sessions.act_in(bert, bert.memberships[0].seller.id)
    assert (moved.seller.slug, moved.role) == ("one", Role.MEMBER)
    with pytest.raises(NotAllowed):
        await team.sessions.act_in(moved, 12345)


async def test_nobody_gives_more_than_they_have(team):
    anna = await team.filled()
    bert = await team.sessions.sign_in_anywhere(BERT, RIGHT)
    with pytest.raises(NotAllowed):
        await team.people.add(bert, "carl@shop.example", RIGHT, Role.VIEWER, "one")
    with pytest.raises(NotAllowed):
        await team.people.add(bert, "carl@shop.example", RIGHT, Role.OWNER, "berts")

    await team.people.add(anna, "dora@shop.example", RIGHT, Role.ADMIN, "one")
    dora = await team.sessions.sign_in_anywhere("dora@shop.example", RIGHT)
    with pytest.raises(NotAllowed, match="above your own"):
        await team.people.add(dora, "dora@shop.example", None, Role.OWNER, "one")
    await team.people.add(anna, "emil@shop.example", RIGHT, Role.OWNER, "emils")
    emil = await team.sessions.sign_in_anywhere("emil@shop.example", RIGHT)
    with pytest.raises(NotAllowed, match="to that seller"):
        await team.people.add(emil, "emil@shop.example", None, Role.OWNER, "one")
    with pytest.raises(NotAllowed):
        await team.people.add_first("last@shop.example", RIGHT, "x")
    assert await team.people.add(emil, BERT, WRONG, Role.VIEWER, "emils") is False
    await team.sessions.sign_in_anywhere(BERT, RIGHT)


@pytest.mark.acceptance("1.7-3")
async def test_a_session_is_renewed_unseen_and_its_token_changes(team):
    await team.filled()
    kept = team.kept()
    await kept.sign_in(ANNA, RIGHT, device="window")
    first = team.ring.kept
    team.clock.advance(ACCESS + timedelta(seconds=1))

    session = await kept.current()

    assert session.expires_at == team.clock.now() + ACCESS
    assert team.ring.kept != first
    rows = await team.database.read(
        HOUSE, lambda s: [repr(row.__dict__) for row in s.scalars(select(SessionRow))]
    )
    assert not [row for row in rows if team.ring.kept.reveal() in row]


@pytest.mark.acceptance("1.7-5")
async def test_a_restart_keeps_the_session_even_one_that_was_cut_off_while_renewing(team):
    await team.filled()
    await team.kept().sign_in(ANNA, RIGHT, device="window")
    assert (await team.kept().resume()).email == ANNA
    # Cut off after the keyring was told of both tokens, before the database was ...
    before = team.ring.kept.reveal()
    team.ring.kept = Secret(f"{before} a-token-that-the-database-never-heard-of")
    assert (await team.kept().resume()).email == ANNA
    # ... and after it: the older one would end the session.
    both = next(words for words in reversed(team.ring.history) if " " in words)
    team.ring.kept = Secret(both)
    assert (await team.kept().resume()).email == ANNA


async def test_a_token_that_is_shown_twice_ends_the_session(team):
    await team.filled()
    kept = team.kept()
    await kept.sign_in(ANNA, RIGHT, device="window")
    stolen = Ring()
    stolen.kept = team.ring.kept
    await team.kept(stolen).resume()

    with pytest.raises(SignInNeeded):
        await team.kept().resume()
    with pytest.raises(SignInNeeded):
        await team.kept(stolen).resume()


@pytest.mark.acceptance("1.7-4")
@pytest.mark.parametrize("why", ["outlived", "shut out", "no seller left", "signed out elsewhere"])
async def test_a_session_that_may_not_go_on_asks_for_the_password(team, why):
    anna = await team.filled()
    kept = team.kept()
    session = await kept.sign_in(BERT, RIGHT, device="window")
    if why == "outlived":
        team.clock.advance(REFRESH + timedelta(seconds=1))
    elif why == "shut out":
        await team.people.shut_out(anna, BERT)
    elif why == "signed out elsewhere":
        await team.sessions.sign_out(session)
    else:
        await team.people.leave(anna, BERT, "one")
    team.clock.advance(LOOK_AGAIN)

    with pytest.raises((SignInNeeded, NotAllowed)):
        await kept.current()
    with pytest.raises((SignInNeeded, NotAllowed)):
        await team.kept().resume()


async def test_a_changed_role_holds_within_a_minute(team):
    anna = await team.filled()
    kept = team.kept()
    assert (await kept.sign_in(BERT, RIGHT, device="window")).role is Role.MEMBER

    await team.people.add(anna, BERT, None, Role.VIEWER, "one")
    team.clock.advance(LOOK_AGAIN)

    assert (await kept.current()).role is Role.VIEWER


async def test_without_a_keyring_the_session_lasts_as_long_as_the_program(team):
    await team.filled()
    kept = team.kept(NoRing())
    await kept.sign_in(ANNA, RIGHT, device="window")
    team.clock.advance(ACCESS * 2)

    assert (await kept.current()).email == ANNA
    assert not kept.is_kept
    await kept.sign_out()
    with pytest.raises(SignInNeeded):
        await kept.current()


async def test_many_who_ask_at_once_renew_once(team):
    await team.filled()
    kept = team.kept()
    await kept.sign_in(ANNA, RIGHT, device="window")
    team.clock.advance(ACCESS * 2)

    sessions = await asyncio.gather(*(kept.current() for _ in range(5)))

    assert len({session.expires_at for session in sessions}) == 1
    assert len([words for words in team.ring.history if " " in words]) == 1


async def test_shutting_out_is_a_superadmins(team):
    anna = await team.filled()
    bert = await team.sessions.sign_in_anywhere(BERT, RIGHT)

    with pytest.raises(NotAllowed):
        await team.people.shut_out(bert, ANNA)
    with pytest.raises(NotFound):
        await team.people.shut_out(anna, "nobody@shop.example")


async def test_nothing_of_a_password_or_a_token_is_in_the_database(team):
    anna = await team.filled()
    await team.people.add(
        anna, "eve@shop.example", Secret("a-canary-of-a-password"), Role.MEMBER, "one"
    )
    kept = team.kept()
    await kept.sign_in("eve@shop.example", Secret("a-canary-of-a-password"), device="window")
    token = team.ring.kept.reveal()

    def dumped(session):
        tables = (UserRow, SessionRow, SignInFailureRow, MembershipRow)
        rows = [row for one in tables for row in session.execute(select(one.__table__))]
        return " ".join(repr(tuple(row)) for row in rows)

    everything = await team.database.read(HOUSE, dumped)
    assert "canary" not in everything
    assert token not in everything


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Type a password"),
        ("with a \x00 in it", "NUL"),
        ("é" * 37, "74 bytes long; 72 are the most"),
        ("x" * 73, "73 bytes"),
        ("half \ud800 of one", "half a character"),
    ],
)
def test_what_bcrypt_would_cut_off_is_refused_in_words(password, words):
    with pytest.raises(UserError, match=words):
        hashed_form(Secret(password))


def test_a_new_password_has_eight_characters_and_72_bytes_fit():
    with pytest.raises(UserError, match="8 characters"):
        new_form(Secret("seven77"))
    assert len(new_form(Secret("x" * 72))) == 72


@given(st.text(max_size=20))
def test_the_same_letters_typed_on_two_systems_are_one_password(letters):
    from unicodedata import normalize

    def form(text):
        try:
            return hashed_form(Secret(text))
        except UserError as error:
            return str(error)

    assert form(normalize("NFD", letters)) == form(normalize("NFC", letters))


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@shop", "an na@shop", "a\x00@b", "x" * 251 + "@b.c"]
)
def test_what_is_no_email_is_refused(email):
    with pytest.raises(UserError, match="no email"):
        checked_email(email)


async def test_a_manager_sees_their_sellers_people_and_nobody_elses(team):
    anna = await team.filled()
    await team.people.add(anna, "carl@shop.example", RIGHT, Role.OWNER, "two")
    carl = await team.sessions.sign_in_anywhere("carl@shop.example", RIGHT)
    await team.people.add(carl, BERT, None, Role.VIEWER, "two")
    anna = await team.sessions.sign_in_anywhere(ANNA, RIGHT)

    of_carl = await team.people.all(carl)
    of_anna = {one.email: one for one in await team.people.all(anna)}

    assert [one.email for one in of_carl] == [ANNA, BERT, "carl@shop.example"]
    bert = of_carl[1]
    assert [(one.seller.slug, one.role) for one in bert.memberships] == [("two", Role.VIEWER)]
    assert bert.has_more
    assert bert.last_seen is None
    assert of_anna[ANNA].is_superadmin
    assert len(of_anna[BERT].memberships) == 2
    bert_session = await team.sessions.sign_in_anywhere(BERT, RIGHT)
    with pytest.raises(NotAllowed):
        await team.people.all(bert_session)


async def test_roles_change_within_ones_own_and_never_leave_a_seller_without_an_owner(team):
    anna = await team.filled()
    people = {one.email: one.id for one in await team.people.all(anna)}
    kept = team.kept()
    await kept.sign_in(BERT, RIGHT, device="window", stays=True)
    assert (await kept.current()).role is Role.MEMBER

    await team.people.set_role(anna, people[BERT], "one", Role.ADMIN)
    team.clock.advance(LOOK_AGAIN)
    assert (await kept.current()).role is Role.ADMIN, "it holds in a running window"

    bert = await team.sessions.sign_in_anywhere(BERT, RIGHT)
    for refused in (
        team.people.set_role(bert, people[ANNA], "one", Role.VIEWER),
        team.people.set_role(bert, people[BERT], "one", Role.OWNER),
        team.people.set_role(anna, people[ANNA], "one", Role.VIEWER),
        team.people.leave(bert, ANNA, "one"),
        team.people.leave(anna, ANNA, "one"),
        team.people.shut_out(anna, ANNA),
        team.people.shut_out(bert, ANNA),
    ):
        with pytest.raises(NotAllowed):
            await refused
    await team.people.set_role(anna, people[BERT], "one", Role.OWNER)
    bert = await team.sessions.sign_in_anywhere(BERT, RIGHT)
    await team.people.leave(bert, ANNA, "one")
    with pytest.raises(NotAllowed, match="no owner left"):
        await team.people.shut_out(anna, BERT)
    assert [one.email for one in await team.people.all(bert)] == [BERT]


async def test_a_new_password_ends_the_sessions_of_the_old_one_and_opens_no_foreign_seller(team):
    anna = await team.filled()
    people = {one.email: one.id for one in await team.people.all(anna)}
    kept = team.kept()
    await kept.sign_in(BERT, RIGHT, device="window", stays=True)

    await team.people.set_password(anna, people[BERT], WRONG)
    team.clock.advance(LOOK_AGAIN)

    with pytest.raises(SignInNeeded):
        await kept.current()
    await team.sessions.sign_in_anywhere(BERT, WRONG)
    await team.people.add(anna, "carl@shop.example", RIGHT, Role.ADMIN, "one")
    carl = await team.sessions.sign_in_anywhere("carl@shop.example", RIGHT)
    await team.people.add(anna, BERT, None, Role.VIEWER, "two")
    for foreign in (people[BERT], people[ANNA], 12345):
        with pytest.raises((NotAllowed, NotFound)):
            await team.people.set_password(carl, foreign, RIGHT)
    with pytest.raises(UserError):
        await team.people.set_password(anna, people[BERT], Secret("ä" * 37))

    await team.people.shut_out(anna, BERT)
    with pytest.raises(SignInNeeded):
        await team.sessions.sign_in_anywhere(BERT, WRONG)
    await team.people.let_back(anna, BERT)
    await team.sessions.sign_in_anywhere(BERT, WRONG)


async def test_adding_somebody_who_is_there_changes_no_role_that_may_not_be_changed(team):
    anna = await team.filled()
    await team.people.add(anna, BERT, None, Role.ADMIN, "one")
    bert = await team.sessions.sign_in_once(BERT, RIGHT, "one")

    with pytest.raises(NotAllowed, match="above your own"):
        await team.people.add(bert, ANNA, None, Role.VIEWER, "one")
    for who, email in ((anna, ANNA), (bert, BERT)):
        with pytest.raises(NotAllowed, match="your own role"):
            await team.people.add(who, email, None, Role.VIEWER, "one")
    assert await team.people.add(bert, BERT, None, Role.ADMIN, "one") is False
    again = await team.sessions.sign_in_once(ANNA, RIGHT, "one")
    assert again.role is Role.OWNER
    roles = {one.email: [m.role for m in one.memberships] for one in await team.people.all(anna)}
    assert roles == {ANNA: [Role.OWNER], BERT: [Role.ADMIN]}


async def test_of_two_owners_who_take_each_other_out_at_once_one_stays(postgres, migrated_postgres):
    url = postgres.fresh(like=migrated_postgres)
    doors = [Database(engines.postgres(Secret(url), pool_size=2), readers=2) for _ in range(2)]
    one, other = (Team(door) for door in doors)
    anna = await one.filled()
    for _ in range(5):
        await one.people.add(anna, BERT, None, Role.OWNER, "one")
        carl = "carl@shop.example"
        await one.people.add(anna, carl, RIGHT, Role.OWNER, "one")
        bert = await one.sessions.sign_in_once(BERT, RIGHT, "one")
        of_carl = await other.sessions.sign_in_once(carl, RIGHT, "one")
        people_of = {person.email: person.id for person in await one.people.all(anna)}
        # Anna goes first, so that the two who are left are the last ones.
        await one.people.set_role(bert, people_of[ANNA], "one", Role.MEMBER)
        ends = await asyncio.gather(
            one.people.set_role(bert, people_of[carl], "one", Role.MEMBER),
            other.people.set_role(of_carl, people_of[BERT], "one", Role.MEMBER),
            return_exceptions=True,
        )
        assert sum(isinstance(end, NotAllowed) for end in ends) == 1, ends
        (left,) = [end for end in ends if end is not None]
        assert "no owner left" in str(left)
        async with asyncio.timeout(10):
            owner = bert if ends[0] is None else of_carl
            await one.people.set_role(owner, people_of[ANNA], "one", Role.OWNER)
    for door in doors:
        door.close()
    postgres.drop(url)
