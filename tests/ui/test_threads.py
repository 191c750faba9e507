import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, threading
from pixecom_desktop.ui.threads import share_memory
{begun}
libc = ctypes.CDLL(None)
held = []
def ask():
    libc.malloc.restype = ctypes.c_void_p
    held.append(libc.malloc(50_000))
threads = [threading.Thread(target=ask) for _ in range(6)]
for one in threads: one.start()
for one in threads: one.join()
libc.malloc_stats()
"""


def heaps(begun):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(begun=begun)],
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stderr.count("Arena")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one heap anyway")
def test_all_threads_of_the_window_ask_for_memory_in_one_place():
    assert heaps("share_memory()") == 1
    assert heaps("") > 1
