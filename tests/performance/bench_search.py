"""How soon a key of the search is painted, in a whole window over 50,000 ads.

`python -m tests.performance.bench_search` types into a real window and prints, for each key, the
milliseconds of processor time until rows, foot and cards stand painted. The aim is 50. No test.
"""

import asyncio
import os
import time
from dataclasses import replace
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.narrowing import Loaded
from pixecom_desktop.domain.query import AdsQuery, AdsTable
from pixecom_desktop.ui.app import application, run_loop, settled
from pixecom_desktop.ui.pages.ads_manager.page import AdsManagerPage
from pixecom_desktop.ui.session import Session
from pixecom_desktop.ui.tables.panes import Panes
from tests.ui.pretend import FakeBackend
from tests.ui.tables.business import business

ROWS, TURNS, WORD = 50_000, 9, "serum"


class Large(FakeBackend):
    """Answers every question from one large table, as the database would."""

    def __init__(self, table: AdsTable) -> None:
        super().__init__()
        self._large = table

    def _table(self, query: AdsQuery) -> AdsTable:
        bare = replace(query, filters=query.filters.changed("search", ""), compare=None)
        found = Loaded(replace(self._large, query=bare, stands=())).searched(query)
        return found if found is not None else self._large


async def typed(page: AdsManagerPage, key: Qt.Key, text: str) -> float:
    """Press a key and return the milliseconds until what it leaves is painted."""
    panes = page.table.findChild(Panes)
    parts = [*(half.viewport() for half in panes.halves), panes.summary, page.plotting.strip]
    start = time.process_time()
    QTest.keyClick(page.filtering.bar.search, key)
    for part in parts:
        part.repaint()
    took = (time.process_time() - start) * 1000
    shown = page.table.table()
    assert shown is not None
    assert shown.query.filters.search == text
    return took


async def measure() -> None:
    """Open the window, type the word and take it back, a few times."""
    table = business(ROWS, level=Level.AD, currencies=("USD", "EUR"))
    session = Session(Large(table), None)
    window = session.open(to_link(AdsQuery(level=Level.AD)), (1440, 900))
    await settled(window)
    page = window.page
    assert isinstance(page, AdsManagerPage)
    times: dict[str, list[float]] = {}
    for _ in range(TURNS):
        for end, letter in enumerate(WORD, start=1):
            key = Qt.Key(ord(letter.upper()))
            times.setdefault(WORD[:end], []).append(await typed(page, key, WORD[:end]))
        for end in reversed(range(len(WORD))):
            took = await typed(page, Qt.Key.Key_Backspace, WORD[:end])
            times.setdefault(f"back to {WORD[:end]!r}", []).append(took)
        await asyncio.sleep(0.5)
        await settled(window)
    for text, found in times.items():
        print(f"{text:<28}{median(found):6.1f}   best {min(found):6.1f}")
    await session.close(window)


if __name__ == "__main__":
    application()
    run_loop(measure())
