"""Questions that are sent together: the same answers, on each engine, and the same errors."""

import pytest
from sqlalchemy import func, select, text

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.errors import DatabaseBusy, DatabaseUnreachable
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries.across import ask
from pixecom_desktop.storage.schema.ads import CampaignRow
from pixecom_desktop.storage.schema.identity import SellerRow
from pixecom_desktop.storage.together import together
from tests.storage.test_tenancy import fill

ANNA = Scope.for_seller(1, user_id=1)
SLUGS = select(SellerRow.slug).order_by(SellerRow.id)
CAMPAIGNS = select(CampaignRow.seller_id, CampaignRow.name).order_by(CampaignRow.id)
TOO_LONG = select(SellerRow.id, func.pg_sleep(60))


@pytest.fixture
def team(postgres, migrated_postgres):
    """The door to a team's database with one connection."""
    url = postgres.fresh(like=migrated_postgres)
    door = Database(engine.postgres(Secret(url), pool_size=1))
    yield door
    door.close()
    postgres.drop(url)


async def test_what_is_asked_together_is_answered_as_what_is_asked_alone(database):
    await database.write(HOUSE, fill, (1, 2))

    def both(session):
        alone = [ask(session, one).lists() for one in (SLUGS, CAMPAIGNS)]
        with together(session):
            first, second = ask(session, SLUGS), ask(session, CAMPAIGNS)
            late = second.lists()
            early = first.lists()
            third = ask(session, CAMPAIGNS).lists()
        again = ask(session, SLUGS).lists()
        return alone, [early, late], third, again

    for scope in (HOUSE, ANNA):
        alone, asked, third, again = await database.read(scope, both)

        assert asked == alone
        assert third == alone[1]
        assert again == alone[0]
        assert alone[1][0]
        assert set(alone[1][0]) == ({1, 2} if scope is HOUSE else {1})


async def test_within_others_it_is_one_of_them(database):
    await database.write(HOUSE, fill, (1,))

    def nested(session):
        with together(session) as outer:
            first = ask(session, SLUGS)
            with together(session) as inner:
                second = ask(session, CAMPAIGNS)
            return outer is inner, first.lists(), second.lists()

    same, slugs, campaigns = await database.read(HOUSE, nested)

    assert same
    assert slugs[0]
    assert campaigns[0]


async def test_an_answer_that_nobody_reads_is_in_nobodys_way(database):
    await database.write(HOUSE, fill, (1,))

    def unread(session):
        with together(session):
            ask(session, SLUGS)
            ask(session, CAMPAIGNS)
        return session.scalars(SLUGS).all()

    assert await database.read(HOUSE, unread)
    assert await database.read(HOUSE, unread)


async def test_a_question_that_takes_too_long_is_told_as_it_is_alone(team):
    await team.write(HOUSE, fill, (1,))

    def late(session):
        session.connection().execute(text("SET LOCAL statement_timeout TO 50"))
        with together(session):
            ask(session, SLUGS)
            found = ask(session, TOO_LONG)
            ask(session, CAMPAIGNS)
            return found.lists()

    with pytest.raises(DatabaseBusy) as told:
        await team.read(HOUSE, late)

    assert told.value.said == "SQLSTATE 57014"
    assert (await team.read(HOUSE, lambda s: ask(s, SLUGS).lists()))[0]


async def test_a_connection_that_dies_among_them_is_asked_anew(team, postgres):
    await team.write(HOUSE, fill, (1,))
    tries = []

    def cut(session):
        pid = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        tries.append(pid)
        with together(session) as under_way:
            slugs = ask(session, SLUGS)
            if len(tries) == 1:
                postgres._admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            campaigns = ask(session, CAMPAIGNS)
            under_way.arrive()
            return slugs.lists(), campaigns.lists()

    slugs, campaigns = await team.read(HOUSE, cut)

    assert slugs[0]
    assert campaigns[0]
    assert len(set(tries)) == 2


async def test_a_connection_that_dies_again_and_again_is_told_of(team, postgres):
    await team.write(HOUSE, fill, (1,))

    def cut(session):
        pid = session.connection().execute(text("SELECT pg_backend_pid()")).scalar_one()
        with together(session):
            slugs = ask(session, SLUGS)
            postgres._admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            return slugs.lists(), ask(session, CAMPAIGNS).lists()

    with pytest.raises(DatabaseUnreachable, match="database server"):
        await team.read(HOUSE, cut)

    assert (await team.read(HOUSE, lambda s: ask(s, SLUGS).lists()))[0]
