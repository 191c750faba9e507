"""The words of the Ads Manager where there is no table to show. No Qt."""

from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.ui.errors import sentence
from pixecom_desktop.ui.pages.ads_manager.loader import Hidden
from pixecom_desktop.ui.pages.ads_manager.place import NOUNS, counted
from pixecom_desktop.ui.widgets.banner import BannerText
from pixecom_desktop.ui.widgets.face import FaceText

CONNECT = "pixecom-desktop connect act_1234567890"

NOT_CONNECTED = FaceText(
    icon="plug",
    tone="accent",
    title="Connect Meta to see your campaigns",
    text="PixEcom copies campaigns and stats to this computer, so tables stay fast and work "
    "offline. In this version an ad account is connected in a terminal:",
    code=CONNECT,
    detail="It asks for the access token without showing it. To look around with made-up data, "
    "run pixecom-desktop demo.",
)


def failed(error: Exception) -> FaceText:
    """Return the face of a table that could not be read at all."""
    return FaceText(
        icon="circle-alert",
        tone="bad",
        title="Can't read the campaigns",
        text=f"{sentence(error)} Nothing was lost.",
    )


def failed_over_rows(error: Exception) -> BannerText:
    """Return the banner over numbers that could not be read anew."""
    return BannerText(
        key="error",
        tone="bad",
        lead="These numbers could not be refreshed.",
        rest=sentence(error),
        button="Try again",
    )


def no_rows(query: AdsQuery, hidden: Hidden | None = None) -> FaceText:
    """Return the face of a table without rows; `hidden` is what the filters keep back."""
    one, many = NOUNS[query.level]
    if query.filters.active_count:
        return FaceText(
            icon="search",
            title=f"No {many} match",
            text=_filters(query, hidden),
        )
    if query.parent_adsets or query.parent_campaigns:
        parent = "ad set" if query.parent_adsets else "campaign"
        several = len(query.parent_adsets or query.parent_campaigns) > 1
        owner = f"These {parent}s have" if several else f"This {parent} has"
        return FaceText(
            icon="rows-3",
            title=f"No {many} here",
            text=f"{owner} no {many} that are not deleted.",
        )
    return FaceText(
        icon="download",
        title=f"No {many} yet",
        text=f"The first sync brings every {one} of your ad accounts.",
    )


def _filters(query: AdsQuery, hidden: Hidden | None) -> str:
    count = query.filters.active_count
    who = "Your filter hides" if count == 1 else f"Your {count} filters hide"
    if hidden is None:
        return f"{who} all {NOUNS[query.level][1]}."
    what = counted(hidden.rows, query.level)
    first = f"{who} {'' if hidden.rows == 1 else 'all '}{what}."
    if hidden.by_search is None:
        return first
    return f"{first} The search alone matches {hidden.by_search:,}."
