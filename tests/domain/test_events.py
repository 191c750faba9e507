"""Events reach every listener, in order, in the thread that publishes them."""

import dataclasses
import threading

import pytest

from pixecom_desktop.domain.events import Bus, Changed, Event, Notice, Progress, Topic

STATS = Changed(topics=frozenset({Topic.STATS}), account="act_1")


def test_every_listener_hears_every_event_in_order():
    bus = Bus()
    one: list[Event] = []
    other: list[Event] = []
    bus.listen(one.append)
    bus.listen(other.append)
    events = [STATS, Progress(work="sync", done=3, total=8), Notice(text="Connected.")]

    for event in events:
        bus.publish(event)

    assert one == other == events


def test_a_listener_that_stopped_hears_no_more_and_may_stop_twice():
    bus = Bus()
    heard: list[Event] = []
    stop = bus.listen(heard.append)
    bus.publish(STATS)

    stop()
    stop()
    bus.publish(STATS)

    assert heard == [STATS]


def test_a_listener_may_stop_itself_while_it_is_told():
    bus = Bus()
    heard: list[Event] = []

    def once(event: Event) -> None:
        heard.append(event)
        stop()

    stop = bus.listen(once)
    later: list[Event] = []
    bus.listen(later.append)

    bus.publish(STATS)
    bus.publish(STATS)

    assert heard == [STATS]
    assert later == [STATS, STATS]


def test_a_listener_is_told_in_the_publishers_thread():
    bus = Bus()
    threads: list[int] = []
    bus.listen(lambda event: threads.append(threading.get_ident()))
    publisher = threading.Thread(target=bus.publish, args=(STATS,))

    publisher.start()
    publisher.join()

    assert threads == [publisher.ident]


def test_an_event_is_a_value_that_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        STATS.account = "act_2"  # type: ignore[misc]
    assert Changed(topics=frozenset({Topic.STATS}), account="act_1") == STATS
