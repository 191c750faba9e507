"""Two sellers: Bert, who asks, and Anna, whose rows he must neither see nor change.

Bert's workspace is made once and copied; Anna moves into the copy. So the two databases differ by
her rows alone, and whatever Bert is answered has to be the same in both.
"""

import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import bcrypt
from sqlalchemy import Connection as Line
from sqlalchemy import select, update

from pixecom_desktop.domain.access import HOUSE, Scope
from pixecom_desktop.domain.actions import SetStatus
from pixecom_desktop.domain.ads import Connection, Creative
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.enums import (
    ActionState,
    ConnectionType,
    EntityStatus,
    JobKind,
    Level,
    Role,
    RunState,
)
from pixecom_desktop.domain.errands import Errand, Reason
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.session import Membership, Session
from pixecom_desktop.domain.status import AccountRun
from pixecom_desktop.domain.tokens import Asset
from pixecom_desktop.domain.views import SavedView
from pixecom_desktop.storage import engine
from pixecom_desktop.storage.base import SellerOwned
from pixecom_desktop.storage.database import Database
from pixecom_desktop.storage.queries import subjects
from pixecom_desktop.storage.repos import (
    calls,
    jobs,
    journal,
    people,
    preferences,
    runs,
    sign_in_failures,
    signins,
    token_facts,
    views,
)
from pixecom_desktop.storage.repos.journal import Intent, Noted
from pixecom_desktop.storage.schema.ads import AdRow, CampaignRow
from pixecom_desktop.storage.schema.commerce import StrategyRow
from pixecom_desktop.storage.schema.every import metadata
from pixecom_desktop.storage.schema.identity import UserRow
from pixecom_desktop.storage.schema.stats import AdStatsDailyRow, UnlistedDailyRow
from tests.storage.repos.shop import (
    LEARNING,
    NOW,
    Shop,
    ad,
    adset,
    campaign,
    last,
    new_id,
    open_shop,
    told,
)
from tests.storage.rows import IN_ORDER, plain

DAYS = last(3)
DIGIT = {"bert": 2, "anna": 7}
"""Begins every id of Meta's that a seller has."""

USER = {"bert": 1_000_002, "anna": 1_000_007}
MORE = {"new_id": new_id, "now": NOW}
EARLIER = NOW - timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What somebody may have come to know of a seller: ids, names, keys, and a session."""

    word: str
    shop: Shop
    session: Session
    refresh: Secret
    ids: Mapping[str, int]
    """The id of one row by its table."""

    @property
    def scope(self) -> Scope:
        return self.session.scope

    @property
    def connection(self) -> Connection:
        return self.shop.connection

    @property
    def digit(self) -> str:
        return str(DIGIT[self.word])


async def move_in(database: Database, word: str) -> Known:
    """Make a seller with a row in every table that belongs to one."""
    shop = await open_shop(database, word, external_id=f"act_{DIGIT[word]}")
    user_id, write = USER[word], database.write
    refresh = Secret(f"{word}-refresh-token")
    await write(HOUSE, people.join, user_id, shop.seller.id, Role.OWNER, **MORE)
    session_id = await write(
        HOUSE, signins.begin, user_id, refresh, device=word, seller_id=None, **MORE
    )
    await write(HOUSE, sign_in_failures.note, f"{word}@shop.example", now=NOW)
    await write(HOUSE, calls.add, f"act_{DIGIT[word]}", calls.ONE, **MORE)
    await _entities(shop, word)
    await _work(shop, word, user_id)
    await write(HOUSE, _fill, shop.seller.id, word)
    await write(HOUSE, _disturb, shop.seller.id)
    session = Session(
        id=session_id,
        user_id=user_id,
        email=f"{word}@shop.example",
        seller=shop.seller,
        role=Role.OWNER,
        scope=Scope.for_seller(shop.seller.id, Role.OWNER, user_id),
        memberships=(Membership(seller=shop.seller, role=Role.OWNER),),
    )
    ids = await database.read(HOUSE, _one_of_each, shop.seller.id)
    ids |= {"users": user_id, "sessions": session_id, "sellers": shop.seller.id}
    return Known(word=word, shop=shop, session=session, refresh=refresh, ids=ids)


def _users(session):
    """Make both people: users belong to no seller, and are there in both worlds."""
    for word, id_ in USER.items():
        email = f"{word}@shop.example"
        row = UserRow(id=id_, email=email, email_folded=email, created_at=NOW)
        row.password_hash = bcrypt.hashpw(word.encode(), bcrypt.gensalt(4)).decode()
        # So that what only a superadmin may do is not refused to Anna herself.
        row.is_superadmin = word == "anna"
        session.add(row)
    session.flush()


async def _entities(shop: Shop, word: str) -> None:
    """Let Meta tell of a tree with statistics, some of them withheld, some of nobody known yet."""
    digit = DIGIT[word]
    creative = Creative(external_id=f"{digit}9", landing_url=f"https://{word}.example/{word}-page")
    # Anna has more of everything than Bert, so that a count cannot be taken for his own.
    more = [campaign("78", name="anna's second")] if word == "anna" else []
    await shop.put(
        [campaign(f"{digit}", name=f"{word} campaign"), *more],
        [adset(f"{digit}1", f"{digit}", name=f"{word} ad set", delivery=LEARNING)],
        [ad(f"{digit}11", f"{digit}1", name=f"{word} ad", creative=creative)],
    )
    spend = digit * 111_111_111
    figures = (spend, digit, digit, digit, digit, digit)
    for level, id_, bought in ((Level.CAMPAIGN, f"{digit}", 0), (Level.AD, f"{digit}11", digit)):
        rows = [told(id_, day, *figures, bought, bought) for day in DAYS]
        await shop.fetch(level, DAYS, *rows)
    await shop.fetch(Level.ADSET, last(1), told(f"{digit}99", DAYS.until, spend, digit))
    pixel = Asset(type=ConnectionType.PIXEL, external_id=f"{digit}5", name=f"{word} pixel")
    await shop.database.write(shop.scope, token_facts.link_asset, shop.connection, pixel, **MORE)
    await shop.total(DAYS, *(told("x", day, spend * 3, digit * 5) for day in DAYS))


async def _work(shop: Shop, word: str, user_id: int) -> None:
    """Let runs run, errands wait, a person act, keep a view and settings."""
    write, scope, account = shop.database.write, shop.scope, shop.connection
    mine = {"holder": word, "fence": 1, "now": NOW}
    for reason in (Reason.ASKED, Reason.RECENT, Reason.BACKFILL):
        # The first is being done, the second is over, the third still waits.
        await write(scope, jobs.enqueue, account, Errand(kind=JobKind.STATS, reason=reason), **MORE)
        if reason is not Reason.BACKFILL:
            job = await write(scope, jobs.claim, account, **mine)
        if reason is Reason.RECENT:
            await write(scope, jobs.done, job, fence=1, now=EARLIER)
    run = {"holder": word, **MORE}
    await write(scope, runs.begin, account, JobKind.STATS, **run)
    over = await write(scope, runs.begin, account, JobKind.STATS, **run)
    ended = AccountRun(account=account.external_id, kind=JobKind.STATS, state=RunState.DONE)
    await write(scope, runs.finish, over, ended, now=EARLIER)
    found = await shop.database.read(
        scope, subjects.named, Level.CAMPAIGN, [str(DIGIT[word])], DateChoice(), NOW
    )
    pause = SetStatus(status=EntityStatus.PAUSED)
    rows = [(one, replace(one.standing, status=EntityStatus.PAUSED)) for one in found]
    intent = Intent(command=pause, level=Level.CAMPAIGN, user_id=user_id, rows=rows)
    batch = await write(scope, journal.begin, intent, **MORE)
    looked = [
        Noted(entity_id=one.id, state=ActionState.INTENDED, before=one.standing) for one in found
    ]
    await write(scope, journal.note, batch, Level.CAMPAIGN, looked, now=EARLIER)
    view = SavedView(key="", name=f"{word} view", query=AdsQuery(), is_shared=True)
    key = await write(scope, views.put, user_id, view, **MORE)
    of_seller = {"roas_good": 100 + DIGIT[word], "lock_required": DIGIT[word]}
    await write(scope, preferences.put, None, of_seller, **MORE)
    own = {"ui/Stolen": word}
    if word == "anna":
        own |= {"theme": "light", "default_view": key}
    await write(scope, preferences.put, user_id, own, **MORE)


def _fill(session, seller_id: int, word: str) -> None:
    """Put a row into each table of the seller's that has none, so that a new table has one too."""
    for row in IN_ORDER:
        if not issubclass(row, SellerOwned):
            continue
        if session.scalar(select(row.seller_id).where(row.seller_id == seller_id).limit(1)):
            continue
        session.add(
            row(**{c.name: _value(session, c, seller_id, word) for c in row.__table__.columns})
        )
        session.flush()


def _value(session, column, seller_id: int, word: str) -> object:
    if column.name == "seller_id":
        return seller_id
    for key in column.foreign_keys:
        target = key.column.table
        own = target.c.seller_id if "seller_id" in target.c else target.c.id
        owner = select(target.c.id).order_by(target.c.id.desc()).limit(1)
        return session.scalar(owner.where(own == seller_id) if "seller_id" in target.c else owner)
    if column.primary_key and column.name == "id":
        return new_id()
    value = plain(column)
    if value != "text":
        return value
    usual = column.default.arg if column.default is not None else ""
    return usual if usual in ("{}", "[]") else f"{word} {column.name}"


def _disturb(session, seller_id: int) -> None:
    """Make wrong what follows from other rows, so that reckoning it anew changes something."""
    strategy = session.scalar(select(StrategyRow.id).where(StrategyRow.seller_id == seller_id))
    wrong = {
        CampaignRow: {"sellpage_id": None, "strategy_id": strategy, "delivery_reason": "wrong"},
        AdRow: {"delivery_reason": "wrong"},
        UnlistedDailyRow: {"spend": 1},
    }
    for row, values in wrong.items():
        session.execute(update(row).where(row.seller_id == seller_id).values(**values))
    ads = AdStatsDailyRow
    of_ads = (ads.seller_id == seller_id, ads.entity_type == Level.AD)
    session.execute(update(ads).where(*of_ads).values(purchases=ads.purchases + 1))


def _one_of_each(session, seller_id: int) -> dict[str, int]:
    found = {}
    for row in IN_ORDER:
        if issubclass(row, SellerOwned) and hasattr(row, "id"):
            own = select(row.id).where(row.seller_id == seller_id).order_by(row.id).limit(1)
            found[row.__tablename__] = session.scalar(own)
    return found


def rows_of(line: Line, known: Known) -> dict[str, object]:
    """Return what every row says that is a seller's, its people's and their sessions', by table.

    Read past all walls, so that nothing that guards them hides a change.
    """
    own = {"users": ("id", "users"), "sessions": ("user_id", "users"), "sellers": ("id", "sellers")}
    wheres = {}
    for table in metadata.sorted_tables:
        column, whose = own.get(table.name, ("seller_id", "sellers"))
        if column in table.c:
            wheres[table.name] = f"{table.name} WHERE {column} = {known.ids[whose]}"
    if line.dialect.name == "sqlite":
        return {name: _read(line, f"SELECT * FROM {where}") for name, where in wheres.items()}  # noqa: S608
    # One question instead of thirty: the server is asked after every call.
    hashes = [
        f"SELECT '{name}', string_agg(md5({name}::text), '' ORDER BY {name}::text) FROM {where}"  # noqa: S608
        for name, where in wheres.items()
    ]
    return dict(_read(line, " UNION ALL ".join(hashes)))


def _read(line: Line, sql: str) -> list[tuple]:
    return sorted(map(tuple, line.exec_driver_sql(sql)), key=repr)


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """Two databases that are the same but for Anna: `alone` is without her, `both` with her."""

    alone: Database
    both: Database
    bert: Known
    anna: Known
    copy: Path | None = None
    """A file like `both` that nobody has open, to be copied; on SQLite only."""


@asynccontextmanager
async def on_sqlite(folder: Path, migrated: Path) -> AsyncIterator[Worlds]:
    """Make both worlds as files in a folder."""
    alone, both, copy = (folder / f"{name}.db" for name in ("alone", "both", "copy"))
    shutil.copyfile(migrated, alone)
    bert = await _moved_in(engine.sqlite(alone), "bert")
    shutil.copyfile(alone, copy)
    anna = await _moved_in(engine.sqlite(copy), "anna")
    shutil.copyfile(copy, both)
    with _opened(engine.sqlite(alone), engine.sqlite(both)) as (first, second):
        yield Worlds(alone=first, both=second, bert=bert, anna=anna, copy=copy)


@asynccontextmanager
async def on_postgres(server, migrated: str) -> AsyncIterator[Worlds]:
    """Make both worlds on a server."""

    def opened(url):
        return engine.postgres(Secret(url), pool_size=3)

    alone = server.fresh(like=migrated)
    bert = await _moved_in(opened(alone), "bert")
    both = server.fresh(like=alone)
    anna = await _moved_in(opened(both), "anna")
    with _opened(opened(alone), opened(both)) as (first, second):
        yield Worlds(alone=first, both=second, bert=bert, anna=anna)
    for url in (alone, both):
        server.drop(url)


async def _moved_in(fresh: engine.Engine, word: str) -> Known:
    with _opened(fresh) as (door,):
        if word == "bert":
            await door.write(HOUSE, _users)
        return await move_in(door, word)


@contextmanager
def _opened(*engines: engine.Engine) -> Iterator[tuple[Database, ...]]:
    doors = tuple(map(Database, engines))
    try:
        yield doors
    finally:
        for door in doors:
            door.close()
