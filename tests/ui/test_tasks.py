"""What runs behind a screen: an old answer is never shown over a newer one."""

import asyncio

from pixecom_desktop.ui.tasks import Newest
from tests.ui.conftest import until
from tests.ui.test_activity_page import ids_of, pause


def test_an_answer_that_was_overtaken_is_no_news():
    newest = Newest()
    first, second, third = newest.asked(), newest.asked(), newest.asked()

    assert second()
    assert not first()
    assert third()


def test_answers_that_come_in_their_turn_are_all_news_however_fast_is_asked():
    newest = Newest()
    first, second = newest.asked(), newest.asked()

    assert first()
    assert second()


async def test_connections_that_were_read_before_a_change_are_not_shown_after_it(
    open_window, backend, monkeypatch
):
    window = await open_window()
    window.go_to("connections")
    page = window.page
    await until(lambda: bool(page.panel.rows))
    links, slow = await backend.linking.links(), asyncio.Event()
    answers = [(slow, ()), (None, links)]

    async def told():
        waits, answer = answers.pop(0)
        if waits is not None:
            await waits.wait()
        return answer

    monkeypatch.setattr(backend.linking, "links", told)
    page.refresh()
    await asyncio.sleep(0)
    page.refresh()
    await until(lambda: not answers)
    slow.set()
    await page.tasks.settled()

    assert page.panel.rows.keys() <= {one.connection.external_id for one in links}
    assert page.panel.rows
    assert page.stack.currentWidget() is not page.face


async def test_changes_that_an_older_filter_found_are_not_shown_over_those_of_a_newer(
    open_window, backend, monkeypatch
):
    window = await open_window()
    await pause(backend, (await ids_of(backend))[:2])
    window.go_to("activity")
    page = window.page
    await page.tasks.settled()
    slow, searched, (change,) = asyncio.Event(), [], await backend.actions(limit=9)

    async def told(*, wanted, **_):
        searched.append(wanted.search)
        if wanted.search == "a":
            await slow.wait()
            return (change,)
        return ()

    monkeypatch.setattr(backend, "actions", told)
    page.filters.search.searched.emit("a")
    await until(lambda: "a" in searched)
    page.filters.search.searched.emit("ab")
    await until(lambda: "ab" in searched)
    await asyncio.sleep(0.05)
    slow.set()
    await page.tasks.settled()

    assert page.changes.rows == []
