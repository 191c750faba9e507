"""The queue of errands: enqueued, claimed under a lease's number, tried again, ended."""

from datetime import timedelta

import pytest

from pixecom_desktop.domain.enums import JobKind, QueueState
from pixecom_desktop.domain.errands import Errand, Reason
from pixecom_desktop.storage.repos import jobs
from tests.storage.repos.shop import NOW, last, new_id, open_shop

NOW_ASKED = Errand(kind=JobKind.STATS, reason=Reason.ASKED)
WEEK = Errand(kind=JobKind.STATS, reason=Reason.BACKFILL, days=last(7))
MINUTE = timedelta(minutes=1)


class Queue:
    """The queue of one shop, asked in its own scope."""

    def __init__(self, shop):
        self.shop = shop
        self.database, self.scope, self.connection = shop.database, shop.scope, shop.connection

    async def add(self, errand=NOW_ASKED, at=NOW):
        return await self.database.write(
            self.scope, jobs.enqueue, self.connection, errand, new_id=new_id, now=at
        )

    async def claim(self, fence=1, at=NOW):
        return await self.database.write(
            self.scope, jobs.claim, self.connection, holder=f"holder {fence}", fence=fence, now=at
        )

    async def end(self, how, job, *more, fence=1, at=NOW, **rest):
        return await self.database.write(self.scope, how, job, *more, fence=fence, now=at, **rest)

    async def all(self):
        return await self.database.read(self.scope, jobs.recent, 99)

    async def due(self, at=NOW):
        found = await self.database.read(self.scope, jobs.due, now=at)
        return {id_: job.errand for id_, job in found.items()}


@pytest.mark.acceptance("0.2-2")
async def test_an_errand_is_enqueued_claimed_and_done(database):
    queue = Queue(await open_shop(database))
    id_ = await queue.add(WEEK)
    assert await queue.due() == {queue.connection.id: WEEK}

    job = await queue.claim()

    assert (job.id, job.errand, job.attempts, job.state) == (id_, WEEK, 1, QueueState.RUNNING)
    assert await queue.claim(fence=2) is None, "one holder runs it"
    assert await queue.due() == {}
    assert await queue.end(jobs.done, job)
    assert [one.state for one in await queue.all()] == [QueueState.DONE]


@pytest.mark.acceptance("0.2-2")
async def test_a_failing_one_is_recorded_with_its_error_and_tried_again(database):
    queue = Queue(await open_shop(database))
    await queue.add()
    for attempt in range(1, jobs.MOST_ATTEMPTS + 1):
        at = NOW + attempt * MINUTE
        job = await queue.claim(at=at)
        assert job.attempts == attempt
        assert await queue.end(jobs.failed, job, f"error {attempt}", at=at, rest=MINUTE)
        assert [one.last_error for one in await queue.all()] == [f"error {attempt}"]
        assert await queue.claim(at=at) is None, "it rests first"

    (last_one,) = await queue.all()
    assert last_one.state is QueueState.FAILED
    assert await queue.claim(at=NOW + timedelta(days=1)) is None


async def test_an_equal_errand_that_waits_is_not_enqueued_twice(database):
    queue = Queue(await open_shop(database))

    first, second, other = await queue.add(), await queue.add(), await queue.add(WEEK)

    assert first == second != other
    await queue.claim()
    assert await queue.add() not in (first, other), "what runs already may have missed the news"


async def test_the_most_urgent_is_claimed_first_and_then_the_newest_days(database):
    queue = Queue(await open_shop(database))
    older = Errand(kind=JobKind.STATS, reason=Reason.BACKFILL, days=WEEK.days.previous())
    week = Errand(kind=JobKind.STATS, reason=Reason.MUTABLE, days=older.days.previous())
    for errand in (older, WEEK, week, NOW_ASKED):
        await queue.add(errand)

    assert await queue.due() == {queue.connection.id: NOW_ASKED}

    claimed = [(await queue.claim(fence)).errand for fence in range(4)]

    assert claimed == [NOW_ASKED, week, WEEK, older]


async def test_days_that_are_read_again_take_turns(database):
    queue = Queue(await open_shop(database))
    newer = Errand(kind=JobKind.STATS, reason=Reason.MUTABLE, days=WEEK.days)
    older = Errand(kind=JobKind.STATS, reason=Reason.MUTABLE, days=WEEK.days.previous())
    await queue.add(older)
    await queue.add(newer)

    assert [(await queue.claim(fence)).errand for fence in range(2)] == [older, newer]


async def test_a_late_holder_cannot_end_what_another_took_over(database):
    queue = Queue(await open_shop(database))
    await queue.add()
    late = await queue.claim(fence=1)
    back = await database.write(queue.scope, jobs.take_back, queue.connection, now=NOW)
    other = await queue.claim(fence=2)

    assert (back, other.id, other.attempts) == (1, late.id, 2)
    assert not await queue.end(jobs.done, late, fence=1)
    assert not await queue.end(jobs.failed, late, "too late", fence=1, rest=MINUTE)
    assert [one.state for one in await queue.all()] == [QueueState.RUNNING]
    assert await queue.end(jobs.done, other, fence=2)


async def test_one_that_ends_its_program_each_time_is_not_begun_for_ever(database):
    queue = Queue(await open_shop(database))
    await queue.add()
    for fence in range(jobs.MOST_ATTEMPTS):
        assert await queue.claim(fence) is not None
        await database.write(queue.scope, jobs.take_back, queue.connection, now=NOW)

    assert await queue.claim(99) is None
    (only,) = await queue.all()
    assert (only.state, only.last_error) == (QueueState.FAILED, jobs.ABANDONED)


async def test_one_that_is_put_off_keeps_its_attempts(database):
    queue = Queue(await open_shop(database))
    await queue.add()
    job = await queue.claim()

    await queue.end(jobs.put_off, job, rest=MINUTE)

    assert await queue.claim() is None
    assert (await queue.claim(at=NOW + MINUTE)).attempts == 1


async def test_a_clock_that_was_set_back_lets_no_job_wait_for_days(database):
    queue = Queue(await open_shop(database))
    await queue.add(at=NOW + timedelta(days=3))

    assert await queue.due() == {queue.connection.id: NOW_ASKED}
    assert await queue.claim() is not None


async def test_what_stands_is_told_and_what_is_long_over_is_cleared(database):
    queue = Queue(await open_shop(database))
    for errand in (NOW_ASKED, WEEK):
        await queue.add(errand)
    await queue.end(jobs.done, await queue.claim())

    async def standing(since):
        return await database.read(queue.scope, jobs.standing, queue.connection, since=since)

    assert [one.errand for one in await standing(ago_at(1))] == [WEEK]
    cleared = await database.write(queue.scope, jobs.prune, before=NOW + MINUTE)
    assert cleared == 1
    assert [one.errand for one in await queue.all()] == [WEEK], "what waits is never cleared"


def ago_at(days):
    return NOW - timedelta(days=days)
