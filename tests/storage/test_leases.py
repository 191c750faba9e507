"""One holder at a time, over all programs, on both engines."""

from datetime import UTC, datetime, timedelta

from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.storage import leases
from pixecom_desktop.storage.database import Database

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=61)
JOB = "sync:act_1"


async def acquire(database: Database, holder: str, now: datetime = NOW) -> int | None:
    return await database.write(HOUSE, leases.acquire, JOB, holder, now=now, seconds=60)


async def renew(database: Database, fence: int, now: datetime = NOW) -> bool:
    return await database.write(HOUSE, leases.renew, JOB, fence, now=now, seconds=60)


async def holder(database: Database, now: datetime = NOW) -> str | None:
    return await database.read(HOUSE, leases.holder, JOB, now=now)


async def test_a_held_lease_is_nobody_elses(database: Database) -> None:
    assert await acquire(database, "one") == 1
    assert await acquire(database, "two") is None
    assert await acquire(database, "one") is None
    assert await holder(database) == "one"


async def test_leases_of_other_names_are_free(database: Database) -> None:
    await acquire(database, "one")

    other = await database.write(HOUSE, leases.acquire, "sync:act_2", "two", now=NOW, seconds=60)

    assert other == 1


async def test_a_lease_that_ran_out_is_taken_with_a_larger_number(database: Database) -> None:
    await acquire(database, "one")

    assert await holder(database, LATER) is None
    assert await acquire(database, "two", LATER) == 2
    assert await holder(database, LATER) == "two"


async def test_a_dead_holders_lease_does_not_outlive_a_clock_that_was_set_back(
    database: Database,
) -> None:
    await acquire(database, "one", NOW + timedelta(days=1))

    assert await acquire(database, "two") == 2
    assert not await renew(database, 1)


async def test_a_holder_whose_clock_is_a_little_ahead_is_left_alone(database: Database) -> None:
    await acquire(database, "one", NOW + timedelta(minutes=4))

    assert await acquire(database, "two") is None


async def test_the_number_grows_with_every_acquisition(database: Database) -> None:
    fences = []
    for _ in range(4):
        fence = await acquire(database, "one")
        assert fence is not None
        fences.append(fence)
        await database.write(HOUSE, leases.release, JOB, fence)

    assert fences == [1, 2, 3, 4]


async def test_a_renewed_lease_lives_on(database: Database) -> None:
    await acquire(database, "one")

    assert await renew(database, 1, NOW + timedelta(seconds=50))
    assert await acquire(database, "two", LATER) is None


async def test_a_late_holder_who_was_replaced_can_neither_renew_nor_release(
    database: Database,
) -> None:
    await acquire(database, "one")
    await acquire(database, "two", LATER)

    assert not await renew(database, 1, LATER)
    await database.write(HOUSE, leases.release, JOB, 1)

    assert await holder(database, LATER) == "two"
    assert await renew(database, 2, LATER)


async def test_a_late_holder_whom_nobody_replaced_goes_on(database: Database) -> None:
    await acquire(database, "one")

    assert await renew(database, 1, LATER)
    assert await acquire(database, "two", LATER) is None


async def test_a_lease_that_was_given_back_is_free_and_is_not_renewed(database: Database) -> None:
    await acquire(database, "one")
    await database.write(HOUSE, leases.release, JOB, 1)

    assert not await renew(database, 1)
    assert await acquire(database, "two") == 2


async def test_a_lease_nobody_ever_took_is_not_renewed(database: Database) -> None:
    assert not await renew(database, 0)
    assert await holder(database) is None


async def test_one_that_was_given_back_is_free_though_the_clock_was_set_back(
    database: Database,
) -> None:
    fence = await acquire(database, "one", LATER)
    assert fence is not None
    await database.write(HOUSE, leases.release, JOB, fence)

    assert await holder(database) is None
    assert await acquire(database, "two") == fence + 1
