"""No seller meets another's rows, by whatever statement, in whatever table."""

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy import insert as core_insert
from sqlalchemy.orm import Session, aliased

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.storage.base import Base
from pixecom_desktop.storage.database import Database, ScopedSession
from pixecom_desktop.storage.schema.ads import AdRow, AdSetRow, CampaignRow
from pixecom_desktop.storage.schema.identity import SellerRow, SessionRow, UserRow
from pixecom_desktop.storage.schema.kept import NoteRow
from pixecom_desktop.storage.schema.leases import LeaseRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow
from pixecom_desktop.storage.tenancy import ScopeError
from pixecom_desktop.storage.upsert import append, upsert
from tests.storage.rows import IN_ORDER, NOW, OWNED, row_of

ANNA = Scope.for_seller(1, user_id=1)
BEN = Scope.for_seller(2, user_id=2)
BOTH = Scope(user_id=3, seller_ids=frozenset({1, 2}), acting_seller_id=2)
NOBODY = Scope()


def fill(session: Session, sellers: tuple[int, ...] = (1,)) -> None:
    for seller_id in (1, 2):
        session.add(row_of(SellerRow, seller_id))
        session.add(row_of(UserRow, seller_id))
    session.flush()
    for cls in IN_ORDER:
        if cls in (SellerRow, UserRow):
            continue
        for seller_id in sellers if cls in OWNED else (1,):
            session.add(row_of(cls, seller_id))
        session.flush()


def count(session: Session, cls: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(cls))


def looks(session: Session, cls: type[Base]) -> dict[str, int]:
    """Return how many rows each way of asking finds."""
    other = aliased(cls)
    inner = select(cls.seller_id).subquery()
    common = select(cls.seller_id).cte()
    return {
        "objects": len(session.scalars(select(cls)).all()),
        "columns": len(session.execute(select(cls.seller_id)).all()),
        "count": count(session, cls),
        "alias": len(session.scalars(select(other)).all()),
        "sub-query": len(session.execute(select(inner)).all()),
        "common table": len(session.execute(select(common)).all()),
        "union": len(
            session.execute(select(cls.seller_id).union_all(select(other.seller_id))).all()
        )
        // 2,
        "exists": int(session.scalar(select(select(cls).exists()))),
        "other's key": len(session.scalars(select(cls).where(cls.seller_id == 1)).all()),
    }


async def test_the_wrong_seller_finds_no_row_of_any_table_in_any_way(database: Database) -> None:
    await database.write(HOUSE, fill)

    for cls in OWNED:
        right = await database.read(ANNA, looks, cls)
        assert set(right.values()) == {1}, (cls, right)
        for scope in (BEN, NOBODY):
            wrong = await database.read(scope, looks, cls)
            assert set(wrong.values()) == {0}, (cls, scope, wrong)


async def test_several_sellers_are_seen_together(database: Database) -> None:
    await database.write(HOUSE, fill, (1, 2))

    for cls in OWNED:
        found = await database.read(BOTH, lambda s, c=cls: set(s.scalars(select(c.seller_id))))
        assert found == {1, 2}, cls
        assert await database.read(ANNA, count, cls) == 1


async def test_a_join_is_narrowed_on_every_side(database: Database) -> None:
    await database.write(HOUSE, fill, (1, 2))

    def joined(session: Session) -> list[tuple[int, int, int]]:
        statement = (
            select(CampaignRow.seller_id, AdSetRow.seller_id, AdRow.seller_id)
            .join(AdSetRow, AdSetRow.campaign_id == CampaignRow.id)
            .outerjoin(AdRow, AdRow.adset_id == AdSetRow.id)
        )
        return [tuple(row) for row in session.execute(statement)]

    assert await database.read(BEN, joined) == [(2, 2, 2)]


async def test_a_row_is_not_got_by_another_sellers_key(database: Database) -> None:
    await database.write(HOUSE, fill)

    assert await database.read(BEN, lambda s: s.get(CampaignRow, (1, 1))) is None
    assert await database.read(ANNA, lambda s: s.get(CampaignRow, (1, 1)).name) == "text"


async def test_another_sellers_rows_are_neither_updated_nor_deleted(database: Database) -> None:
    await database.write(HOUSE, fill)

    def change(session: Session) -> list[int]:
        return [
            session.execute(update(CampaignRow).values(name="mine")).rowcount,
            session.execute(
                update(CampaignRow).where(CampaignRow.id == 1).values(name="m")
            ).rowcount,
            session.execute(delete(NoteRow)).rowcount,
            session.execute(delete(AdStatsDailyRow)).rowcount,
        ]

    assert await database.write(BEN, change) == [0, 0, 0, 0]
    assert await database.write(ANNA, change) == [1, 1, 1, 1]


async def test_no_row_of_any_table_is_written_for_another_seller(database: Database) -> None:
    for cls in OWNED:
        columns = tuple(column.name for column in cls.__table__.columns)
        made = row_of(cls, 1)
        values = tuple(getattr(made, column) for column in columns)

        for work in (upsert, append):
            with pytest.raises(ScopeError):
                await database.write(BEN, work, cls, columns, [values])
        with pytest.raises(ScopeError):
            await database.write(BEN, lambda session, made=made: session.add(made))

        assert await database.read(HOUSE, count, cls) == 0, cls


async def test_a_row_without_a_seller_gets_the_one_that_the_scope_acts_in(
    database: Database,
) -> None:
    await database.write(HOUSE, fill)

    def write_note(session: Session) -> None:
        session.add(
            NoteRow(id=5, level="AD", entity_id=1, words="hot", created_at=NOW, updated_at=NOW)
        )

    await database.write(BOTH, write_note)

    assert await database.read(HOUSE, lambda s: s.get(NoteRow, (2, 5)).words) == "hot"
    with pytest.raises(ScopeError, match="acts in none"):
        await database.write(Scope(seller_ids=frozenset({1, 2})), write_note)


async def test_a_row_does_not_move_to_another_seller(database: Database) -> None:
    await database.write(HOUSE, fill)

    def move(session: Session) -> None:
        session.scalars(select(NoteRow)).one().seller_id = 2

    statements = (
        update(NoteRow).values(seller_id=2),
        update(NoteRow).values({NoteRow.seller_id: 2}),
        update(NoteRow).ordered_values((NoteRow.seller_id, 2)),
        update(NoteRow).values(seller_id=NoteRow.seller_id + 1),
    )
    moves = [lambda session, one=one: session.execute(one) for one in statements]
    moves.append(lambda session: session.execute(update(NoteRow), {"seller_id": 2}))
    moves.append(
        lambda session: session.execute(
            update(NoteRow), [{"seller_id": 2, "id": 1, "words": "no longer Anna's"}]
        )
    )
    for work in (move, *moves):
        with pytest.raises(ScopeError):
            await database.write(ANNA, work)
    assert await database.read(ANNA, count, NoteRow) == 1


async def test_sellers_users_and_sessions_are_seen_by_their_own_alone(database: Database) -> None:
    await database.write(HOUSE, fill)

    def ids(session: Session) -> list[list[int]]:
        return [list(session.scalars(select(cls.id))) for cls in (SellerRow, UserRow, SessionRow)]

    assert await database.read(ANNA, ids) == [[1], [1], [1]]
    assert await database.read(BEN, ids) == [[2], [], []]
    assert await database.read(NOBODY, ids) == [[], [], []]


async def test_what_belongs_to_no_seller_is_upserted_by_the_house_alone(
    database: Database,
) -> None:
    for cls in (SellerRow, UserRow, SessionRow, LeaseRow):
        with pytest.raises(ScopeError):
            await database.write(BEN, append, cls, (), [])


async def test_a_seller_does_not_make_users_or_sellers(database: Database) -> None:
    for made in (row_of(SellerRow, 9), row_of(UserRow, 9)):
        with pytest.raises(ScopeError):
            await database.write(BEN, lambda session, made=made: session.add(made))


async def test_statements_that_pass_tenancy_by_are_refused(database: Database) -> None:
    statements = (text("SELECT * FROM notes"), select(NoteRow.__table__), core_insert(NoteRow))
    for statement in statements:
        with pytest.raises(ScopeError):
            await database.write(ANNA, lambda session, one=statement: session.execute(one, []))


async def test_a_unique_key_without_the_seller_is_no_key_for_an_upsert(database: Database) -> None:
    with pytest.raises(ScopeError, match="without the seller"):
        await database.write(
            HOUSE, upsert, NoteRow, ("seller_id", "id"), [(1, 1)], key=("id",), update=()
        )


def test_a_session_without_a_scope_asks_nothing(database: Database) -> None:
    with ScopedSession(database.engine) as session, pytest.raises(ScopeError, match="scope"):
        session.scalars(select(NoteRow))
