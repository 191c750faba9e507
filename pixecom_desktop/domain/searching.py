"""Many names to search in: which of them contain a text, by the rule of `domain.text`.

The folded names lie one after the other as bytes of UTF-8, in which a text is found where its bytes
are. Each begins at a multiple of a word, so that which rows have a hit is told by whole words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.text import clean, fold

Bools = NDArray[np.bool_]

_WORD = 8
_END = "\x00"
"""No name and no text that is searched for has one."""

_FEW = 50
"""Where at most one of so many places is left, each is looked at by itself."""

_AT_ONCE = 1_000
"""Folding takes a dozen bytes a letter meanwhile."""

_SAMPLE = 8
"""Of so many bytes one is counted, to know which are rare."""

_BLOCK = 1 << 17
"""So many bytes are looked through at once: they and what is found of them stay in the cache."""

_WHOLE = 3
"""So many bytes of a text are looked for everywhere before."""


class Names:
    """Names of rows, folded once."""

    __slots__ = ("_bytes", "_common", "_length", "_rows")

    def __init__(self, names: Sequence[str | None]) -> None:
        self._length = len(names)
        joined = _folded(names)
        ends = np.flatnonzero(joined == 0)
        lengths = np.diff(ends, prepend=-1)
        words = -(-lengths // _WORD)
        filled = np.stack([lengths, words * _WORD - lengths], axis=1).ravel()
        self._bytes = np.zeros(int(words.sum()) * _WORD, np.uint8)
        self._bytes[np.repeat(np.tile([True, False], len(ends)), filled)] = joined
        self._rows = np.repeat(np.arange(len(ends), dtype=np.int32), words)
        self._common = np.bincount(joined[::_SAMPLE], minlength=256)

    def having(self, text: str) -> Bools:
        """Return which names contain a text; an empty one is in all."""
        found = np.zeros(self._length, np.bool_)
        wanted = np.frombuffer(fold(clean(text)).encode(), np.uint8)
        if not len(wanted):
            found[:] = True
        elif len(wanted) <= len(self._bytes):
            found[self._rows[self._words(wanted)]] = True
        return found

    def _words(self, wanted: NDArray[np.uint8]) -> NDArray[np.intp]:
        """Return the words in which the wanted bytes begin."""
        last = len(self._bytes) - len(wanted) + 1
        rare_first = np.argsort(self._common[wanted], kind="stable").tolist()
        blocks = range(0, last, _BLOCK)
        found = [self._in_block(wanted, rare_first, at, min(at + _BLOCK, last)) for at in blocks]
        return np.concatenate(found)

    def _in_block(
        self, wanted: NDArray[np.uint8], rare_first: Sequence[int], begin: int, end: int
    ) -> NDArray[np.intp]:
        """Return the words from the byte `begin` to `end` in which the wanted bytes begin."""
        hits = np.zeros(-(-(end - begin) // _WORD) * _WORD, np.bool_)
        own = hits[: end - begin]
        own[:] = True
        for done, at in enumerate(rare_first):
            if done >= _WHOLE and np.count_nonzero(own) * _FEW < len(own):
                places = np.flatnonzero(own) + begin
                for further in rare_first[done:]:
                    places = places[self._bytes[places + further] == wanted[further]]
                return places // _WORD
            own &= self._bytes[begin + at : end + at] == wanted[at]
        return np.flatnonzero(hits.view(np.uint64)) + begin // _WORD


def _folded(names: Sequence[str | None]) -> NDArray[np.uint8]:
    """Return the folded names with an end after each."""
    parts = (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
    return np.frombuffer(b"".join(map(_folded_together, parts)), np.uint8)


def _folded_together(names: Sequence[str | None]) -> bytes:
    """Return some names as they are folded one by one, which takes longer."""
    joined = _END.join(name or "" for name in names) + _END
    if joined.count(_END) != len(names):
        joined = _END.join(clean(name or "") for name in names) + _END
    return fold(joined).encode("utf-8", "surrogatepass")
