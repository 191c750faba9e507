"""The daily copies of the embedded database, and which of them stay.

As Anki keeps them: each of the last days, then one a week, then one a month. Copies that a
migration or a person made have other names and are left alone.
"""

import logging
import re
import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine

from pixecom_desktop.domain.errors import DatabaseDamaged, DiskFull, UserError
from pixecom_desktop.storage import backup, restoring
from pixecom_desktop.storage.backup import Backup

log = logging.getLogger(__name__)

DAYS, WEEKS, MONTHS = 4, 3, 3
"""So many days, and before them so many weeks and months, have a copy each."""

ROOM = 2
"""A copy is made while the disk has room for so many of it: it must not fill the disk itself."""

_NAME = re.compile(r"pixecom-(\d{4}-\d{2}-\d{2})\.db")


def daily(engine: Engine, folder: Path, today: date) -> Backup | None:
    """Make the copy of the day where there is none yet, then thin the older ones out.

    Returns None where it is there. Raises DiskFull where there is too little room, DatabaseDamaged
    where the database is, StorageError where it cannot be written; no older copy goes then.
    """
    target = folder / f"pixecom-{today.isoformat()}.db"
    if target.exists():
        return None
    source = Path(str(engine.url.database))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < ROOM * source.stat().st_size:
        raise DiskFull(
            f"The disk of {folder} has too little room for today's backup. Make some: the older"
            " backups are kept until then."
        )
    made = backup.copy(engine, target)
    try:
        restoring.look_at(made.path)
    except UserError:
        _remove(made.path)
        raise DatabaseDamaged(
            f"{source} is damaged. Start the program again: it puts the newest backup in its place."
        ) from None
    held = copies(folder)
    for day in sorted(held.keys() - kept(held, today)):
        _remove(held[day])
        log.info("the backup of %s made room for newer ones", day)
    return made


def copies(folder: Path) -> dict[date, Path]:
    """Return the daily copies of a folder by their day."""
    found = {}
    for path in folder.glob("*.db"):
        if match := _NAME.fullmatch(path.name):
            found[date.fromisoformat(match[1])] = path
    return found


def kept(days: Iterable[date], today: date) -> frozenset[date]:
    """Return which days' copies stay: the last days', and the newest of older weeks and months.

    A day that has not come yet (a clock that was ahead) stays until it is past.
    """
    newest_first = sorted(days, reverse=True)
    recent = today - timedelta(days=DAYS)
    stay = {day for day in newest_first if day > recent}
    older = [day for day in newest_first if day <= recent]
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in older:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return frozenset(stay | set(list(weeks.values())[:WEEKS]) | set(list(months.values())[:MONTHS]))


def _remove(copy: Path) -> None:
    backup.sum_file(copy).unlink(missing_ok=True)
    copy.unlink(missing_ok=True)
