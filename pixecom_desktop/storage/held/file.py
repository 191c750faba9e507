"""A level's running totals as a file beside the database, so that a start need not read all rows.

Only figures and internal ids stand in it, no names; others may not read it. It is believed only
where it is whole, of this form, of the level and the sellers that are asked for; which of its days
still hold is told by their versions. What is wrong with a file is no error: the rows are read.
"""

import json
import logging
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.metrics.catalog import MEASURES
from pixecom_desktop.domain.metrics.contract import Ints
from pixecom_desktop.domain.running import WIDTH, ByDay, RunningTotals
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage.held.daily import Beside, Daily

FORM = 3
"""Of the file; another one is not read."""

_MAGIC = b"PIXECOMF"
_ALIGN = 8
_KINDS = {"i1": np.int8, "i2": np.int16, "i4": np.int32, "i8": np.int64}
_HEADED = len(_MAGIC) + 8
_SUM_BYTES = 4
_WHOLE, _ON_TOP = -1, -2
"""Stand for the number of places where a day is of all entities: in all, or only of that day."""

Versions = dict[tuple[int, int, int], int]
"""The version of a seller's account's day."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a file holds: the days of rows by seller and id, and the versions that they are of."""

    sellers: Ints
    ids: Ints
    daily: Daily
    versions: Versions


def place(folder: Path, level: Level, sellers: Sequence[int]) -> Path:
    """Return where the file of a level of these sellers lies."""
    whose = zlib.crc32(",".join(map(str, sorted(sellers))).encode())
    return folder / f"{level.value.lower()}-{whose:08x}.figures"


def write(path: Path, level: Level, stored: Stored) -> None:
    """Put the file in place of an older one, whole or not at all; raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    body: list[NDArray[Any]] = [stored.sellers, stored.ids]
    body += [row.places for row in stored.daily.totals.rows[0] if row.places is not None]
    body += [row.numbers for measure in stored.daily.totals.rows for row in measure]
    head = json.dumps(_head(level, stored)).encode()
    head += b" " * (-len(head) % _ALIGN)
    total = zlib.crc32(head)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_MAGIC + len(head).to_bytes(8, "little") + head)
        for column in body:
            for part in (column.tobytes(), bytes(-column.nbytes % _ALIGN)):
                total = zlib.crc32(part, total)
                file.write(part)
        file.write(total.to_bytes(_SUM_BYTES, "little"))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def read(path: Path, level: Level) -> Stored | None:
    """Return what a file holds; None where there is none to believe."""
    try:
        data = np.fromfile(path, np.uint8)
        return _read(data, level)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        log.info("the figures' file is not used: %s", error)
        return None


def _head(level: Level, stored: Stored) -> dict[str, Any]:
    totals = stored.daily.totals
    return {
        "form": FORM,
        "level": level.value,
        "measures": [measure.key for measure in MEASURES],
        "first": totals.first,
        "entities": totals.entities,
        "rows": [[[row.numbers.dtype.str[1:], row.unit] for row in one] for one in totals.rows],
        "places": [_few(row) for row in totals.rows[0]],
        "versions": [[*key, version] for key, version in stored.versions.items()],
        "beside": [
            [day, one.marked.tolist(), one.bits.tolist(), one.largest]
            for day, one in stored.daily.beside.items()
        ],
    }


def _few(row: ByDay) -> int:
    if row.places is not None:
        return len(row.places)
    return _WHOLE if row.is_whole else _ON_TOP


def _read(data: NDArray[np.uint8], level: Level) -> Stored | None:
    if len(data) < _HEADED + _SUM_BYTES or data[: len(_MAGIC)].tobytes() != _MAGIC:
        raise ValueError("it is no such file")
    length = int.from_bytes(data[len(_MAGIC) : _HEADED].tobytes(), "little")
    inner = data[_HEADED:-_SUM_BYTES]
    if zlib.crc32(inner.data) != int.from_bytes(data[-_SUM_BYTES:].tobytes(), "little"):
        raise ValueError("it is damaged")
    head = json.loads(inner[:length].tobytes())
    if (head["form"], head["level"]) != (FORM, level.value):
        raise ValueError("it is of another form")
    if head["measures"] != [measure.key for measure in MEASURES] or len(head["rows"]) != WIDTH:
        raise ValueError("it has other measures")
    entities = int(head["entities"])
    columns = _columns(inner[length:], head["rows"], head["places"], entities)
    sellers, ids = next(columns), next(columns)
    places = [None if few < 0 else next(columns) for few in head["places"]]
    whole = [few == _WHOLE for few in head["places"]]
    rows = tuple(
        tuple(
            ByDay(next(columns), unit, at, is_whole)
            for (_, unit), at, is_whole in zip(measure, places, whole, strict=True)
        )
        for measure in head["rows"]
    )
    return Stored(
        sellers=sellers,
        ids=ids,
        daily=Daily(
            RunningTotals(first=int(head["first"]), entities=entities, rows=rows),
            {
                day: Beside(np.array(marked, np.int32), np.array(bits, np.int64), largest)
                for day, marked, bits, largest in head["beside"]
            },
        ),
        versions={(one[0], one[1], one[2]): one[3] for one in head["versions"]},
    )


def _columns(
    body: NDArray[np.uint8],
    rows: Sequence[Sequence[tuple[str, int]]],
    places: Sequence[int],
    entities: int,
) -> Iterator[NDArray[Any]]:
    """Return the columns one after the other, as views of the file's bytes."""
    wanted: list[tuple[np.dtype[Any], int]] = [(np.dtype(np.int64), entities)] * 2
    wanted += [(np.dtype(np.int32), few) for few in places if few >= 0]
    wanted += [
        (np.dtype(_KINDS[kind]), entities if few < 0 else few)
        for measure in rows
        for (kind, _), few in zip(measure, places, strict=True)
    ]
    found, at = [], 0
    for kind, length in wanted:
        size = length * kind.itemsize
        found.append(body[at : at + size].view(kind))
        at += size + -size % _ALIGN
    if at != len(body):
        raise ValueError("it is of another length")
    return iter(found)
