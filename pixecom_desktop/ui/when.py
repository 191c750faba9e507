"""Ages, times and ranges of days in words; the numbers of cells are written by `format`.

Times of day are the computer's, because they say when this computer looked; days are the ad
account's and are only spelled here. Names of months follow the locale.
"""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from pixecom_desktop.domain.coverage import runs
from pixecom_desktop.domain.dates import DateRange, parse_day
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.translate import tr

DASH = "\N{EN DASH}"
_HOUR = 3600


def age(at: datetime, now: datetime) -> str:
    """Return how long ago an instant is: "just now", "2 min ago", "10:17", "22 Nov 10:17"."""
    seconds = (now - at).total_seconds()
    if seconds < 60:
        return tr("just now")
    if seconds < _HOUR:
        return tr("{minutes} min ago", minutes=int(seconds // 60))
    return moment(at, now)


def moment(at: datetime, now: datetime) -> str:
    """Return an instant where this computer is: "10:17" of today, else "22 Nov 10:17"."""
    day = local_today(at)
    time = clock_time(at)
    return time if day == local_today(now) else f"{short_day(day)} {time}"


def until(at: datetime, now: datetime) -> str:
    """Return how far off an instant is: "now", "in 13 min", "in 2 h"."""
    seconds = (at - now).total_seconds()
    if seconds < 1:
        return tr("now")
    if seconds < 60:
        return tr("in under 1 min")
    if seconds < 2 * _HOUR:
        return tr("in {minutes} min", minutes=round(seconds / 60))
    return tr("in {hours} h", hours=round(seconds / _HOUR))


def clock_time(at: datetime) -> str:
    """Return the computer's time of day, such as "10:17"."""
    local = at.astimezone()
    return locale().toString(QTime(local.hour, local.minute), "HH:mm")


def short_day(day: date) -> str:
    """Return a day without its year, such as "22 Nov"."""
    return locale().toString(_qdate(day), "d MMM")


def full_day(day: date) -> str:
    """Return a day with its year, such as "22 Nov 2026"."""
    return locale().toString(_qdate(day), "d MMM yyyy")


def month_name(day: date) -> str:
    """Return the month of a day, such as "November 2026"."""
    return locale().toString(_qdate(day), "MMMM yyyy")


def span(days: DateRange, *, year: bool = True) -> str:
    """Return a range as shortly as it can be read: "16 to 22 Nov 2026" with a dash."""
    since, last = days.since, days.until
    end = full_day(last) if year else short_day(last)
    if since == last:
        return end
    if since.year != last.year:
        return f"{full_day(since)} {DASH} {full_day(last)}"
    if since.month != last.month:
        return f"{short_day(since)} {DASH} {end}"
    return f"{since.day}{DASH}{end}"


def spans(days: tuple[date, ...]) -> str:
    """Return single days as spans: "3 Nov, 5-9 Nov"; at most three, then how many more."""
    found = runs(days)
    words = [span(DateRange(first, last), year=False) for first, last in found[:3]]
    rest = len(found) - 3
    listed = ", ".join(words)
    return tr("{days} and {count} more", days=listed, count=rest) if rest > 0 else listed


def read_day(text: str, today: date) -> date:
    """Return the day that was typed: `16/11`, `16/11/26`, `16 Nov`, `2026-11-16`, `yesterday`.

    A day without a year is the last one that is not in the future. Raises UserError otherwise.
    """
    words = text.strip().casefold()
    if words in ("today", tr("today").casefold()):
        return today
    if words in ("yesterday", tr("yesterday").casefold()):
        return today - timedelta(days=1)
    found = _numbers(words, today) or _spelled(text.strip(), today)
    if found is not None:
        return found
    try:
        return parse_day(text.strip())
    except UserError as error:
        raise UserError(tr("Type a day like 16/11, 2026-11-16 or yesterday.")) from error


def _numbers(text: str, today: date) -> date | None:
    parts = text.replace(".", "/").rstrip("/").split("/")
    if len(parts) not in (2, 3) or not all(p.isascii() and p.isdigit() for p in parts):
        return None
    day, month, *rest = (int(p) for p in parts)
    if rest:
        return _made(rest[0] + 2000 if rest[0] < 100 else rest[0], month, day)
    return _latest(month, day, today)


def _spelled(text: str, today: date) -> date | None:
    for spelling in (locale(), QLocale.c()):
        for form in ("d MMM yyyy", "d MMMM yyyy"):
            found = spelling.toDate(text, form)
            if found.isValid():
                return date(found.year(), found.month(), found.day())
        for form in ("d MMM", "d MMMM"):
            found = spelling.toDate(f"{text} 2024", f"{form} yyyy")
            if found.isValid():
                return _latest(found.month(), found.day(), today)
    return None


def _latest(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year - 8, -1):
        found = _made(year, month, day)
        if found is not None and found <= today:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def local_today(now: datetime) -> date:
    """Return the computer's own calendar day: a guess until an account has told its."""
    return now.astimezone(UTC).astimezone().date()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
