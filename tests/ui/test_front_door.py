"""One window a workspace: the second hands its link over; crashes and strangers do no harm."""

import asyncio
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.ui import front_door
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.front_door import Door, enter
from pixecom_desktop.ui.session import Session
from tests.ui.conftest import until

ROOT = Path(__file__).parents[2]
HOLDER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from pixecom_desktop.ui.front_door import enter
    app = QCoreApplication([])
    door = enter(Path(sys.argv[1]), sys.argv[2])
    print("second" if door is None else "first", flush=True)
    if door is not None:
        door.knocked.connect(lambda link: print(link, flush=True))
        app.exec()
""")


def start(home, link):
    return subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home), link],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_the_second_hands_its_link_over_and_a_killed_first_stands_in_nobodys_way(tmp_path):
    link = "pixecom://ads-manager?level=ad&search=%E2%82%AB"
    with start(tmp_path, "") as first:
        assert first.stdout.readline() == "first\n"
        with start(tmp_path, link) as second:
            assert second.stdout.readline() == "second\n"
            assert second.wait(30) == 0
        assert first.stdout.readline() == f"{link}\n"
        # Another workspace is another window.
        with start(tmp_path / "other", "") as other:
            assert other.stdout.readline() == "first\n"
            other.kill()
        first.kill()
    with start(tmp_path, "") as third:
        assert third.stdout.readline() == "first\n"
        with start(tmp_path, "") as fourth:
            assert fourth.stdout.readline() == "second\n"
        third.kill()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_the_window_comes_forward_and_goes_where_the_link_leads(qtbot, backend, tmp_path):
    door = Door(tmp_path)
    assert door.take()
    session = Session(backend, None, door=door)
    life = asyncio.get_running_loop().create_task(session.live(None))
    await until(lambda: backend.started == 1)
    window = session.window
    await settled(window)
    window.go_to("activity")
    window.showMinimized()

    for words in (b"GET / HTTP/1.1\r\n", b'{"link": 7}\n', b"[" * 5_000 + b"\n", b"x" * 70_000):
        stranger = QLocalSocket()
        stranger.connectToServer(front_door._name(tmp_path))
        stranger.write(words)
        stranger.flush()
        await asyncio.sleep(0.02)
        stranger.abort()
    assert window.page is window.pages["activity"]

    handed = asyncio.get_running_loop().run_in_executor(
        None, front_door._hand_over, front_door._name(tmp_path), "pixecom://ads-manager?level=ad"
    )
    assert await handed
    await settled(window)
    assert not window.isMinimized()
    assert window.page.query.level is Level.AD

    bad = "pixecom://ads-manager?level=moon"
    assert await asyncio.get_running_loop().run_in_executor(
        None, front_door._hand_over, front_door._name(tmp_path), bad
    )
    await settled(window)
    assert window.page.query.level is Level.AD
    assert window.toasts.shown()[-1].text.title == "That link was not opened"

    session.ask_to_leave()
    await life
    door.close()
    again = enter(tmp_path, None)
    assert again is not None
    again.close()
