"""Rows of insights as text, many at a time.

Which keys a row has depends on nothing but which of its quantities are zero. So rows are
parted by that pattern, each pattern gets one text with slots, and a slot is filled from a
column, in which each different value is written once: a few microseconds a row where a
dict and `json` took hundreds. All scalars are strings, ratios exact quotients with at most
six decimals (graph.md 1.6).
"""

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.sandbox.currencies import major_text
from pixecom_desktop.sandbox.funnels import IMPRESSIONS, PURCHASES, SPEND, VALUE
from pixecom_desktop.sandbox.insight_fields import (
    ACTIONS,
    BOUGHT,
    BOUGHT_VALUE,
    FILLERS,
    NUMBERS,
    QUANTITIES,
    REACH,
    SHOP_PURCHASES,
    SHOP_VALUE,
    WIDE,
    Action,
    Ratio,
)

Ints = npt.NDArray[np.int64]
Column = npt.NDArray[Any]
"""One text (bytes) a row."""

LISTS = ("actions", "action_values", "cost_per_action_type")
_WITHHELD = 1 << QUANTITIES
_SCALE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What rows are asked to hold: figures in order, windows, kinds of actions.

    `minor` is how many minor units make a major one, `least` with how many kinds of
    actions a row is filled up.
    """

    figures: tuple[str, ...]
    windows: tuple[str, ...]
    kinds: frozenset[str]
    minor: int
    least: int = 0


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a row's text: a quantity or ratio, or a quantity's windows, and its unit."""

    what: int | Ratio
    is_money: bool = False
    windows: tuple[str, ...] = ()


_Part = tuple[bytes, tuple[_Slot, ...]]


def texts(
    shape: Shape,
    figures: Ints,
    withheld: npt.NDArray[np.bool_] | None,
    around: tuple[Column, Column],
) -> list[bytes]:
    """Return the JSON of each row.

    `figures` is [WIDE, row]; `withheld` tells which rows lose what happened off Meta;
    `around` holds each row's first and last keys as text.
    """
    columns = _Columns(shape, figures)
    patterns = columns.patterns()
    if withheld is not None:
        patterns = patterns + withheld * _WITHHELD
    written: Column = np.empty(figures.shape[1], object)
    for pattern in set(patterns.tolist()):
        places = np.flatnonzero(patterns == pattern)
        template, slots = _template(shape, pattern)
        cells = {slot: columns.of(slot)[places].tolist() for slot in set(slots)}
        filled = [around[0][places].tolist(), *(cells[slot] for slot in slots)]
        filled.append(around[1][places].tolist())
        written[places] = [template % row for row in zip(*filled, strict=True)]
    found: list[bytes] = written.tolist()
    return found


def column(items: list[bytes]) -> Column:
    """Return texts as a column."""
    made: Column = np.empty(len(items), object)
    made[:] = items
    return made


class _Columns:
    """The quantities of some rows, and what slots need of them, each made once."""

    def __init__(self, shape: Shape, figures: Ints) -> None:
        self._minor = shape.minor
        seen = figures[IMPRESSIONS]
        self._all = np.empty((QUANTITIES, figures.shape[1]), np.int64)
        self._all[:WIDE] = figures
        self._all[BOUGHT] = figures[PURCHASES] + figures[SHOP_PURCHASES]
        self._all[BOUGHT_VALUE] = figures[VALUE] + figures[SHOP_VALUE]
        # Reach is not additive: it is drawn from the row's own impressions.
        self._all[REACH] = seen - seen * seen // (4 * seen + 20_000)
        self._made: dict[_Slot, Column] = {}

    def patterns(self) -> Ints:
        """Return a number a row: bit q is set where quantity q is not zero."""
        bits = np.left_shift(1, np.arange(QUANTITIES, dtype=np.int64))
        return np.asarray((self._all != 0).T @ bits, dtype=np.int64)

    def of(self, slot: _Slot) -> Column:
        """Return the column that fills a slot."""
        made = self._made.get(slot)
        if made is None:
            made = self._made[slot] = self._make(slot)
        return made

    def _make(self, slot: _Slot) -> Column:
        if isinstance(slot.what, Ratio):
            return column(self._ratio(slot.what))
        amounts = self._all[slot.what].tolist()
        minor = self._minor if slot.is_money else 1
        if slot.windows:
            known = {one: _windows(slot.windows, one, minor) for one in set(amounts)}
        elif minor > 1:
            known = {one: b"%d%b" % (one // 100, _CENTS[one % 100]) for one in set(amounts)}
        else:
            known = {one: b"%d" % one for one in set(amounts)}
        return column([known[one] for one in amounts])

    def _ratio(self, ratio: Ratio) -> list[bytes]:
        """Return quotients; decimals three and three from tables, ties up."""
        top = self._all[ratio.top] * ratio.times
        bottom = np.maximum(self._all[ratio.bottom], 1)
        if ratio.in_major:
            bottom = bottom * self._minor
        whole, rest = np.divmod(top, bottom)
        part = (2 * rest * _SCALE + bottom) // (2 * bottom)
        whole, part = whole + part // _SCALE, part % _SCALE
        high, low = np.divmod(part, 1_000)
        heads, tails = _POINT[high + 1_000 * (low > 0)].tolist(), _TAIL[low].tolist()
        return [b"%d%b%b" % one for one in zip(whole.tolist(), heads, tails, strict=True)]


def _windows(windows: tuple[str, ...], amount: int, minor: int) -> bytes:
    viewed = amount // 8
    clicked = amount - viewed
    shares = {
        "1d_click": clicked * 3 // 4,
        "7d_click": clicked,
        "28d_click": clicked,
        "1d_view": viewed,
    }
    parts = [f',"{one}":"{major_text(shares[one], minor)}"' for one in windows if shares.get(one)]
    return "".join(parts).encode()


@lru_cache(maxsize=4_096)
def _template(shape: Shape, pattern: int) -> _Part:
    """Return a row's text with slots, for rows whose zeros stand as `pattern` says."""
    found = [(name, _field(shape, name, pattern)) for name in shape.figures]
    parts = [b'"%b":%b' % (name.encode(), part[0]) for name, part in found if part is not None]
    slots = [slot for _, part in found if part is not None for slot in part[1]]
    return b"{%b" + b",".join([*parts, b"%b}"]), tuple(slots)


def _field(shape: Shape, name: str, pattern: int) -> _Part | None:
    if name in LISTS:
        return _listed(shape, name, pattern)
    number = NUMBERS[name]
    if number.off_meta and pattern & _WITHHELD:
        return None
    if not all(_has(pattern, one) for one in number.needs):
        return (number.otherwise.encode(), ()) if number.otherwise else None
    text = b'[{"action_type":"%b","value":"%%b"}]' % number.kind.encode()
    return text if number.kind else b'"%b"', (_Slot(number.what, number.is_money),)


def _listed(shape: Shape, name: str, pattern: int) -> _Part | None:
    is_cost, is_money = name == "cost_per_action_type", name == "action_values"
    if is_cost and not _has(pattern, SPEND):
        return None
    parts = []
    for action in _standing(shape, pattern):
        quantity = action.value if is_money else action.count
        if quantity is None or not _has(pattern, quantity):
            continue
        slots: list[_Slot] = []
        text = '{"action_type":"' + action.kind + '"'
        if not (action.off_meta and pattern & _WITHHELD):
            what = Ratio(top=SPEND, bottom=quantity, in_major=True) if is_cost else quantity
            text += ',"value":"%b"'
            slots.append(_Slot(what, is_money))
        if shape.windows and not is_cost:
            text += "%b"
            slots.append(_Slot(quantity, is_money, shape.windows))
        if slots:
            parts.append((text.encode() + b"}", slots))
    if not parts:
        return None
    return b"[%b]" % b",".join(text for text, _ in parts), tuple(
        slot for _, slots in parts for slot in slots
    )


def _standing(shape: Shape, pattern: int) -> list[Action]:
    """Return the kinds of actions that rows of a pattern have, filled up to the least."""
    found = [one for one in ACTIONS if one.kind in shape.kinds and _has(pattern, one.count)]
    more = [one for one in FILLERS if one.kind in shape.kinds]
    return found + more[: max(0, shape.least - len(found))]


def _has(pattern: int, quantity: int) -> bool:
    return bool(pattern >> quantity & 1)


def _decimals(digits: int) -> list[bytes]:
    return [f"{part:0{digits}d}".rstrip("0").encode() for part in range(10**digits)]


_CENTS = [b"." + part if part else b"" for part in _decimals(2)]
_TAIL = column(_decimals(3))
_POINT = column(
    [b"." + part if part else b"" for part in _decimals(3)]
    + [b".%03d" % part for part in range(1_000)]
)
