"""Saved views in words: what each filters and how it is sorted. No Qt widget."""

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.query import AdsQuery
from pixecom_desktop.domain.rule_columns import COLUMNS
from pixecom_desktop.domain.views import SavedView
from pixecom_desktop.ui.pages.ads_manager import place
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.picks import Pick
from pixecom_desktop.ui.widgets.rule_words import RuleWords

ALL = SavedView(key="", name="All campaigns", query=AdsQuery(), is_built_in=True)
"""The defaults, as "Clear all" brings them back: where one is with no view."""


def pick_of(view: SavedView, words: RuleWords, *, current: str, edited: bool, default: str) -> Pick:
    """Return a view's line of the menu."""
    is_current = view.key == current
    notes = [note for note in (_start(view, default), about(view.query, words)) if note]
    return Pick(
        value=view.key,
        title=f"{title(view)} · {tr('edited')}" if is_current and edited else title(view),
        note=" · ".join(notes),
        aside=_whose(view),
        ticked=is_current,
        has_more=True,
    )


def title(view: SavedView) -> str:
    """Return a view's name as it is shown; the built-in ones' are translated."""
    return tr(view.name) if view.is_built_in else view.name


def about(query: AdsQuery, words: RuleWords) -> str:
    """Return in a line what a query filters: "Spent > 0 and ROAS < 1", "2 filters"."""
    parts = []
    if query.level is not Level.CAMPAIGN:
        parts.append(place.plural(query.level))
    rules = query.filters.rules
    if 0 < len(rules) <= 2:
        parts.append(tr(" and ").join(words.short(rule) for rule in rules))
        others = query.filters.active_count - len(rules)
    else:
        others = query.filters.active_count
    if others:
        parts.append(plural(others, "{n} filter", "{n} filters"))
    default = AdsQuery()
    if query.filters.dates != default.filters.dates:
        parts.append(tr(query.filters.dates.preset.label))
    if query.sort != default.sort:
        key = query.sort.key
        parts.append(tr("by {column}", column=tr(COLUMNS.get(key, key))))
    if query.columns:
        parts.append(plural(len(query.columns), "{n} column", "{n} columns"))
    return " · ".join(parts) or tr("No filters")


def _start(view: SavedView, default: str) -> str:
    return tr("Opens at start") if view.key and view.key == default else ""


def _whose(view: SavedView) -> str:
    if view.is_built_in:
        return tr("Built in") if view.key else ""
    return tr("Mine") if view.is_mine else tr("Team")
