"""What is not in the database for the days on show, in one sentence. No Qt.

Missing and partial days change the totals, so they are said in a banner; provisional ones are how
Meta works (it counts late purchases for four weeks) and are said quietly.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from pixecom_desktop.domain.coverage import looked
from pixecom_desktop.domain.enums import CoverageState
from pixecom_desktop.domain.query import AccountPlace, AdsTable
from pixecom_desktop.domain.sellers import of_seller
from pixecom_desktop.ui import when
from pixecom_desktop.ui.translate import to_translate, tr
from pixecom_desktop.ui.widgets.banner import BannerText

PROVISIONAL = to_translate(
    "Numbers of the last 28 days may still grow: Meta counts late purchases."
)

A_WHILE = timedelta(hours=1)

Days = list[date]
_GAPS = (CoverageState.MISSING, CoverageState.PARTIAL)


def gaps(table: AdsTable, names: Mapping[AccountPlace, str]) -> BannerText | None:
    """Return what to say about days that are missing or partial; None where none is.

    `names` are the accounts' names, of several sellers each with its own.
    """
    days: dict[AccountPlace, Days] = defaultdict(list)
    for known in table.coverage:
        if known.state in _GAPS:
            days[known.place].append(known.day)
    if not days:
        return None

    def name(place: AccountPlace) -> str:
        seller_id, account = place
        return names.get(place) or of_seller(account, seller_id, table.sellers)

    lines = [
        f"{name(place)}: {when.spans(tuple(found))}"
        for place, found in sorted(days.items(), key=lambda one: name(one[0]))
    ]
    if len(days) == 1:
        place, found = next(iter(days.items()))
        lead = tr("{account} has gaps.", account=name(place))
        what = tr("Not downloaded yet: {days}", days=when.spans(tuple(found)))
    else:
        total = len({known.place for known in table.coverage})
        everywhere = {tuple(sorted(found)) for found in days.values()}
        lead = tr("{count} of {total} ad accounts have gaps.", count=len(days), total=total)
        same = when.spans(next(iter(everywhere))) if len(everywhere) == 1 else ""
        what = (
            tr("Not downloaded yet: {days}", days=same)
            if same
            else tr("Not downloaded yet: {days}, and more", days=lines[0])
        )
    return BannerText(
        key="coverage",
        tone="warn",
        lead=lead,
        rest=f"{what}. {tr('Totals leave these days out.')}",
        button=tr("Sync now"),
        detail="\n".join(lines),
    )


def quietly(table: AdsTable, now: datetime) -> str:
    """Return as of when the numbers on show stand, and whether they may still grow."""
    found = looked(table.coverage)
    if found is None:
        return ""
    states = {known.state for known in table.coverage}
    newest = when.moment(found.newest, now)
    if states & set(_GAPS):
        words = tr("Known as of {time}", time=newest)
    else:
        words = tr("Complete as of {time}", time=newest)
    if found.newest - found.oldest > A_WHILE:
        words += ", " + tr("older days as of {time}", time=when.moment(found.oldest, now))
    return f"{words}. {tr(PROVISIONAL)}" if CoverageState.PROVISIONAL in states else f"{words}."
