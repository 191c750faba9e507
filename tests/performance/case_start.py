"""How soon the window shows yesterday's data: the real command on a workspace with a warm disk."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pixecom_desktop.cli.main import MATRIX_THREADS
from pixecom_desktop.domain.dates import DateChoice
from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.query import AdsQuery
from tests.performance import seeded
from tests.performance.data import Data
from tests.performance.measuring import Figure, Times, at_most

ROOT = Path(__file__).parent.parent.parent
TURNS = 7
LONGEST_SECONDS = 120
PAINTED = "painted"

START = f"""
import os, sys
from pixecom_desktop.cli import main

command = main.command

def commanded(name):
    run = command(name)
    from pixecom_desktop.cli import window
    imported = window.imported
    window.imported = lambda: watched(imported())
    return run

def watched(app):
    from PySide6.QtCore import QEvent, QObject, QTimer
    from pixecom_desktop.ui.tables.panes import Panes

    class Paint(QObject):
        def eventFilter(self, rows, event):
            if event.type() is QEvent.Type.Paint:
                rows.removeEventFilter(self)
                QTimer.singleShot(0, tell)
            return False

    counted = app.MainWindow._counted

    def told(window, page, rows, milliseconds):
        counted(window, page, rows, milliseconds)
        if page.table.table() is not None and not hasattr(window, "paint"):
            window.paint = Paint(window)
            page.table.findChild(Panes).body.viewport().installEventFilter(window.paint)

    app.MainWindow._counted = told
    return app

def tell():
    ours = ("pixecom_desktop", "__main__", "tests")
    others, names = [], set()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in ours:
            others.append(name)
            continue
        for word, one in list(vars(module).items()):
            place = getattr(one, "__module__", None) or ""
            if place.startswith("PySide6.") and word == getattr(one, "__qualname__", ""):
                names.add(place + ":" + word)
    others += sorted(names)
    print("{PAINTED}", *others, flush=True)
    os._exit(0)

main.command = commanded
sys.exit(main.main([sys.argv[1]]))
"""
"""The window's own command, which imports everything when it does so by itself. The line is written
when the frame is done in which the first rows were painted."""

# As the program imports them: without Python's collector and numpy's threads; and Qt's classes by
# their names, since PySide makes each when it is imported.
OTHERS = f"""
import gc, importlib, os, sys
gc.disable()
os.environ["{MATRIX_THREADS}"] = "1"
for name in sys.argv[1:]:
    module, _, word = name.partition(":")
    try:
        found = importlib.import_module(module)
    except ImportError:
        continue
    if word:
        getattr(found, word)
from PySide6.QtWidgets import QApplication
application = QApplication([])
sys.stdout.write("there")
sys.stdout.flush()
os._exit(0)
"""


def case_6(data: Data) -> Sequence[Figure]:
    """From the command to the painted table, and what of it is the program's own."""
    home = data.dense()
    days = DateChoice.days(seeded.LAST_DAY - timedelta(days=6), seeded.LAST_DAY)
    link = to_link(AdsQuery(filters=FilterSet(dates=days)))
    # The first start compiles, migrates and warms the disk.
    _, others = _started(home, link)
    whole, foreign = Times(), Times()
    for _ in range(TURNS):
        whole.seconds.append(_started(home, link)[0])
        foreign.seconds.append(_seconds([sys.executable, "-c", OTHERS, *others], home)[0])
    own = whole.median - foreign.median
    return [
        Figure(
            case=6,
            what="start to a painted table with yesterday's data",
            unit="s",
            median=whole.median,
            p95=whole.p95,
            goals=(at_most("median", 1.0, whole.median, "s"),),
        ),
        Figure(
            case=6,
            what="that, less interpreter, what is not ours, and QApplication",
            unit="s",
            median=own,
            rival="interpreter, imports that are not ours, QApplication",
            rival_median=foreign.median,
            goals=(at_most("it", 0.2, own, "s"),),
        ),
    ]


def _started(home: Path, link: str) -> tuple[float, list[str]]:
    """Return the seconds to the painted table, and the modules that are not ours by then."""
    seconds, said = _seconds([sys.executable, "-c", START, link], home)
    word, *others = said.split()
    if word != PAINTED:
        raise RuntimeError(f"the window did not come up: {said[:200]}")
    return seconds, others


def _seconds(command: list[str], home: Path) -> tuple[float, str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PIXECOM_HOME": str(home)}
    # What an installed program has, however the shell of the bench is set up: compiled modules.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # A window that is closed takes it along; one that was ended leaves it, and the next asks whose.
    (home / "window.lock").unlink(missing_ok=True)
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    return time.perf_counter() - begun, done.stdout
