import ctypes
import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, threading
from pixecom_desktop import heap
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
    assert heaps("heap.share()") == 1
    assert heaps("") > 1


PAGES = """
import ctypes
from pixecom_desktop import heap

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd",
        "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
    )]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Info
libc.malloc.restype = ctypes.c_void_p

def has_pages_of_its_own():
    before = libc.mallinfo2().hblks
    libc.malloc(400_000)
    return libc.mallinfo2().hblks - before

heap.share()
print(has_pages_of_its_own())
with heap.apart():
    with heap.apart():
        pass
    print(has_pages_of_its_own())
print(has_pages_of_its_own())
"""


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallinfo2"),
    reason="it is glibc that is told",
)
def test_only_what_is_read_has_pages_of_its_own():
    done = subprocess.run(
        [sys.executable, "-c", PAGES], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == ["0", "1", "0"]
