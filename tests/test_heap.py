import ctypes
import subprocess
import sys

import pytest

from pixecom_desktop import heap

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


CALLS = """
import resource
from pixecom_desktop import heap

def leaf():
    a = b = c = d = e = f = g = h = None

def asked(depth):
    # At some of these depths the leaf's frame is the first that does not fit.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        leaf()
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    return max(faults, asked(depth - 1) if depth else 0)

print(asked(400) >= 100)
print(heap.with_room(lambda: asked(400)) >= 100)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="page faults are counted on Linux")
def test_calls_with_room_do_not_ask_the_kernel_for_memory_again_and_again():
    done = subprocess.run(
        [sys.executable, "-c", CALLS], stdout=subprocess.PIPE, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_work_with_room_returns_and_raises_as_it_would():
    assert heap.with_room(lambda: "done") == "done"
    with pytest.raises(ZeroDivisionError):
        heap.with_room(lambda: 1 // 0)
