"""The words of the Ads Manager where there is no table to show. No Qt."""

from collections.abc import Callable
from datetime import datetime

from pixecom_desktop.domain.filters import FilterSet
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.errors import Failure, sentence
from pixecom_desktop.ui.pages.ads_manager.loader import Hidden
from pixecom_desktop.ui.pages.ads_manager.place import NOUNS, above, counted
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.banner import BannerText
from pixecom_desktop.ui.widgets.face import Choice, FaceText


def failed(error: Exception, at: datetime) -> Failure:
    """Return what is told of a table that could not be read at all."""
    return Failure(
        title=tr("Can't read the campaigns"),
        error=error,
        page="ads-manager",
        at=at,
        rest=tr("Nothing was lost."),
    )


def failed_over_rows(error: Exception) -> BannerText:
    """Return the banner over numbers that could not be read anew."""
    return BannerText(
        key="error",
        tone="bad",
        lead=tr("These numbers could not be refreshed."),
        rest=sentence(error),
        button=tr("Try again"),
    )


def no_rows(query: AdsQuery, hidden: Hidden | None = None) -> FaceText:
    """Return the face of a table without rows; `hidden` is what the filters keep back."""
    one, many = (tr(noun) for noun in NOUNS[query.level])
    if query.filters.active_count:
        return FaceText(
            icon="search",
            title=tr("No {rows} match", rows=many),
            text=_filters(query, hidden),
        )
    if query.parent_adsets or query.parent_campaigns:
        several = len(query.parent_adsets or query.parent_campaigns) > 1
        if query.parent_adsets:
            owner = tr("These ad sets have" if several else "This ad set has")
        else:
            owner = tr("These campaigns have" if several else "This campaign has")
        return FaceText(
            icon="rows-3",
            title=tr("No {rows} here", rows=many),
            text=tr("{owner_has} no {rows} that are not deleted.", owner_has=owner, rows=many),
        )
    return FaceText(
        icon="download",
        title=tr("No {rows} yet", rows=many),
        text=tr("The first sync brings every {row} of your ad accounts.", row=one),
    )


def ways_out(
    query: AdsQuery,
    choose: Callable[[FilterSet], None],
    up: Callable[[], None],
    sync: Callable[[], None],
) -> tuple[Choice, ...]:
    """Return what leads out of a table without rows."""
    own = query.filters
    if own.active_count:
        clear: Choice = (tr("Clear all filters"), lambda: choose(own.cleared()))
        if not own.search or own.active_count == 1:
            return (clear,)
        bare = FilterSet(dates=own.dates, search=own.search)
        return (clear, (tr("Keep only the search"), lambda: choose(bare)))
    if above(query) is not None and query.parent_campaigns:
        return ((tr("Go back"), up),)
    return ((tr("Sync now"), sync),)


def _filters(query: AdsQuery, hidden: Hidden | None) -> str:
    count = query.filters.active_count
    who = plural(count, "Your filter hides", "Your {n} filters hide")
    if hidden is None:
        return tr("{who_hides} all {rows}.", who_hides=who, rows=tr(NOUNS[query.level][1]))
    what = counted(hidden.rows, query.level)
    first = plural(
        hidden.rows, "{who_hides} {rows}.", "{who_hides} all {rows}.", who_hides=who, rows=what
    )
    if hidden.by_search is None:
        return first
    alone = tr("The search alone matches {count}.", count=f"{hidden.by_search:,}")
    return f"{first} {alone}"
