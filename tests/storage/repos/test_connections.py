"""Linked ad accounts, and how fresh they are."""

from dataclasses import replace
from datetime import timedelta

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.ads import Account
from pixecom_desktop.domain.enums import ConnectionHealth, JobKind
from pixecom_desktop.domain.status import AccountStatus
from pixecom_desktop.storage.repos import calls, connections, runs, status
from tests.storage.repos.shop import NOW, new_id, open_shop

LATER = NOW + timedelta(minutes=5)


async def test_linking_again_takes_the_new_token_and_keeps_the_id(database):
    shop = await open_shop(database)
    sick = (shop.connection, ConnectionHealth.TOKEN_INVALID, "Sign in again.")
    await database.write(shop.scope, connections.mark_health, *sick)
    account = Account(
        external_id="act_1", name="New name", currency="USD", timezone="UTC", status=1
    )

    again = await database.write(
        shop.scope,
        connections.link,
        shop.seller.id,
        account,
        lambda row_id: f"new for {row_id}".encode(),
        new_id=new_id,
        now=LATER,
    )

    assert again == replace(shop.connection, name="New name", timezone="UTC")
    assert await database.read(shop.scope, connections.active_accounts) == (again,)
    token = await database.read(shop.scope, connections.sealed_token, shop.seller.id, again.id)
    assert token == f"new for {again.id}".encode()


async def test_whether_any_token_is_kept_is_known(database):
    assert not await database.read(HOUSE, connections.any_sealed)

    await open_shop(database)

    assert await database.read(HOUSE, connections.any_sealed)


async def test_what_meta_says_of_the_account_is_taken_over(database):
    shop = await open_shop(database)
    told = Account(
        external_id="act_1", name="Renamed", currency="EUR", timezone="Asia/Kolkata", status=2
    )

    fresh = await database.write(shop.scope, connections.refresh, shop.connection, told)

    assert (fresh.id, fresh.name, fresh.currency) == (shop.connection.id, "Renamed", "EUR")
    assert fresh.timezone == "Asia/Kolkata"


async def test_each_job_notes_when_it_last_succeeded(database):
    shop = await open_shop(database)
    note = connections.note_job
    await database.write(shop.scope, note, shop.connection, JobKind.STATS, NOW, full_listing=True)

    await database.write(
        shop.scope, note, shop.connection, JobKind.DELIVERY, LATER, full_listing=False
    )

    looks = await database.read(shop.scope, connections.looks, shop.connection)
    assert looks == connections.Looks(stats_at=NOW, delivery_at=LATER, structure_at=NOW)


async def test_the_status_tells_of_each_account_how_fresh_it_is_and_what_is_wrong(database):
    shop = await open_shop(database)
    second = await shop.second_account("act_2")
    third = await shop.second_account("act_3")
    await database.write(
        shop.scope,
        connections.note_job,
        shop.connection,
        JobKind.STATS,
        NOW,
        full_listing=False,
    )
    await database.write(
        shop.scope, runs.begin, shop.connection, JobKind.STATS, holder="", new_id=new_id, now=NOW
    )
    for at in (NOW - timedelta(hours=2), NOW):
        await database.write(HOUSE, calls.take, "act_2", limit=0, now=at, new_id=new_id)
    await database.write(shop.scope, connections.note_error, second.connection, "Offline.")
    await database.write(
        shop.scope,
        connections.mark_health,
        third.connection,
        ConnectionHealth.TOKEN_INVALID,
        "Sign in again.",
    )

    known = await database.read(shop.scope, status.status, now=NOW, limit=200)

    usual = AccountStatus(
        account="act_1",
        name="Account act_1",
        health=ConnectionHealth.OK,
        calls_limit=200,
        seller_id=shop.connection.seller_id,
    )
    assert known.accounts == (
        replace(usual, stats_at=NOW, running=True),
        replace(
            usual,
            account="act_2",
            name="Account act_2",
            error="Offline.",
            calls_used=1,
            frees_at=NOW + timedelta(hours=1),
        ),
        replace(
            usual,
            account="act_3",
            name="Account act_3",
            health=ConnectionHealth.TOKEN_INVALID,
            error="Sign in again.",
        ),
    )
    assert known.next_at is None
