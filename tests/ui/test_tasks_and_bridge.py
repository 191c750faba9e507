import asyncio
import logging
import threading

from PySide6.QtCore import QThread

from pixecom_desktop.domain.errors import DatabaseBusy
from pixecom_desktop.domain.events import Bus, Changed, Notice, Topic
from pixecom_desktop.ui.bridge import Bridge
from pixecom_desktop.ui.tasks import Tasks
from tests.ui.conftest import until


async def test_an_error_of_a_task_reaches_its_owner():
    tasks, errors = Tasks(), []

    async def work() -> None:
        raise DatabaseBusy("Another program holds the database.")

    await tasks.spawn(work(), name="work", failed=errors.append)

    assert [str(error) for error in errors] == ["Another program holds the database."]
    assert len(tasks) == 0


async def test_an_unforeseen_error_is_logged_whole_and_told(caplog):
    tasks, errors = Tasks(), []

    async def work() -> None:
        raise KeyError("lost")

    with caplog.at_level(logging.ERROR):
        await tasks.spawn(work(), name="look-up", failed=errors.append)

    assert isinstance(errors[0], KeyError)
    assert "look-up" in caplog.text
    assert "Traceback" in caplog.text


async def test_an_owner_that_leaves_ends_its_tasks_in_silence():
    tasks, errors, ended = Tasks(), [], []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    tasks.spawn(work(), name="work", failed=errors.append)
    await asyncio.sleep(0)
    await tasks.close()

    assert (errors, ended, len(tasks)) == ([], [True], 0)


async def test_an_owner_that_has_left_starts_nothing_more():
    tasks, begun = Tasks(), []
    await tasks.close()

    async def work() -> None:
        begun.append(True)

    tasks.spawn(work(), name="late", failed=begun.append)
    await tasks.settled()

    assert begun == []


def test_what_goes_off_after_its_owner_and_the_loop_are_gone_is_left_alone():
    tasks, begun = Tasks(), []
    asyncio.run(tasks.close())

    async def work() -> None:
        begun.append(True)

    assert tasks.spawn(work(), name="late", failed=begun.append) is None
    assert begun == []


async def test_changes_from_other_threads_are_gathered_and_told_on_this_one(qapp):
    bus, told, threads = Bus(), [], []
    bridge = Bridge(bus)
    bridge.changed.connect(told.append)
    bridge.changed.connect(lambda _topics: threads.append(QThread.currentThread()))

    def publish() -> None:
        for topic in (Topic.STATS, Topic.STRUCTURE, Topic.STATS):
            bus.publish(Changed(topics=frozenset({topic})))

    workers = [threading.Thread(target=publish) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    await until(lambda: bool(told))

    assert told == [frozenset({Topic.STATS, Topic.STRUCTURE})]
    assert threads == [qapp.thread()]
    bridge.close()


async def test_what_changes_after_the_first_is_gathered_and_told_once(qapp):
    bus, told = Bus(), []
    bridge = Bridge(bus)
    bridge.changed.connect(told.append)
    bus.publish(Changed(topics=frozenset({Topic.STATS})))
    await until(lambda: bool(told))

    for topic in (Topic.STATS, Topic.STRUCTURE) * 10:
        bus.publish(Changed(topics=frozenset({topic})))
    await until(lambda: len(told) > 1)

    assert told[1:] == [frozenset({Topic.STATS, Topic.STRUCTURE})]
    bridge.close()


async def test_a_closed_bridge_hears_nothing(qapp):
    bus, told = Bus(), []
    bridge = Bridge(bus)
    bridge.noticed.connect(told.append)

    bridge.close()
    bus.publish(Notice(text="late"))
    await asyncio.sleep(0)

    assert told == []
