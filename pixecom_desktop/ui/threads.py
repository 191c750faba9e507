"""What the threads of the window's process share: Python's turns, and the memory they ask for.

Only one thread runs Python at a time. While a sync decodes and writes, the thread of the screens
asks for its turn many times in a frame, and by Python's own measure waits up to 5 ms each time.
"""

import ctypes
import sys
from contextlib import suppress

TURN_SECONDS = 0.001
"""A fifth of Python's own: more turns cost more than they give."""


def take_turns() -> None:
    """Let threads change places often; for the whole process, from the start of the window on."""
    sys.setswitchinterval(TURN_SECONDS)


_OPTIONS = {-8: 1, -3: 8 * 1024 * 1024, -1: 32 * 1024 * 1024}
"""M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of mallopt(3), from glibc's malloc.h."""


def share_memory() -> None:
    """Let all threads ask for memory in one place; to be called before there are any.

    glibc gives each thread a heap of its own, and what one has given back no other can use. A
    dozen readers, each with a table's columns once, would keep a hundred megabytes of nothing.
    Columns of a table are given back and asked for with each answer: as pages fresh from the
    kernel they cost twice what is reckoned in them, so some are kept. Elsewhere there is one heap.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            for option, value in _OPTIONS.items():
                ctypes.CDLL(None).mallopt(option, value)
