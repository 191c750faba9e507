"""How memory is asked for: where Python keeps its calls, and what glibc does in a window's process.

What is read of a large level grows while a hundred other things are made: among those its columns
would leave holes that no column fits in again. So meanwhile each large block is pages of its own.
Columns of an answer out of memory come and go, and pages fresh from the kernel cost twice what is
reckoned in them: those lie on the heap, and some of it is kept when they go. So does the first
answer of a start, with which nothing else is made. Without glibc nothing of this is needed.
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")

_CALLS = 1 << 15
"""Words of eight bytes that a call claims so that those below it have as many: 256 KB."""

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Of mallopt(3), from glibc's malloc.h."""

_TOGETHER, _APART = 8 << 20, 64 << 10
"""Bytes from which a block is pages of its own."""


def with_room(work: Callable[[], T]) -> T:
    """Return what the work returns; all that it calls lies in one piece of memory.

    CPython keeps the frames of calls in pieces of 16 KB: a piece is asked of the kernel by the call
    that no longer fits, and given back as soon as that call is over. Where a loop happens to stand
    at the edge of a piece, each of its calls does both: eleven thousand times, a tenth of a second,
    while a window started. A call that claims much is given a piece that is larger still.
    """
    return work()


with_room.__code__ = with_room.__code__.replace(co_stacksize=_CALLS)


class _Process:
    """What was asked of glibc, which has it for the whole process."""

    is_shared = False
    readings = 0


def share() -> None:
    """Let all threads ask for memory in one place; to be called before there are any.

    glibc gives each thread a heap of its own, and what one has given back no other can use. A
    dozen readers, each with a table's columns once, would keep a hundred megabytes of nothing.
    """
    _Process.is_shared = True
    _set(_ARENA_MAX, 1)
    _set(_TRIM_THRESHOLD, 32 << 20)
    _choose()


@contextmanager
def apart() -> Iterator[None]:
    """Give each large block pages of its own meanwhile; to be called in one thread."""
    _Process.readings += 1
    _choose()
    try:
        yield
    finally:
        _Process.readings -= 1
        _choose()


def _choose() -> None:
    # Once it is set, glibc does not adjust it any more: whoever has no window leaves it alone.
    if _Process.is_shared:
        _set(_MMAP_THRESHOLD, _APART if _Process.readings else _TOGETHER)


def _set(option: int, value: int) -> None:
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(option, value)
