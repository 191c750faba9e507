"""One sellpage or strategy as a line of the list, one campaign of it as a line below. No Qt."""

from datetime import date

from pixecom_desktop.domain.campaigns import CampaignCard
from pixecom_desktop.domain.enums import EntityStatus
from pixecom_desktop.domain.homes import Home, HomeFigures
from pixecom_desktop.domain.query import Summary
from pixecom_desktop.ui import when
from pixecom_desktop.ui.format import DASH
from pixecom_desktop.ui.tables.cells import STATUS_WORDS, Cell, Style, figure_cell
from pixecom_desktop.ui.tables.columns import figure_column
from pixecom_desktop.ui.tables.tones import TONES, Tone
from pixecom_desktop.ui.translate import plural, to_translate, tr
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Row

FIGURES = ("spend", "purchase_value", "roas")
_TONES = {**TONES, Tone.MINOR: "text"}
_COLUMNS = {key: figure_column(key) for key in FIGURES}


def columns(about: str) -> tuple[ListColumn, ...]:
    """Return the columns of the list; `about` heads the URL or the description."""
    return (
        ListColumn(label=to_translate("Name")),
        ListColumn(label=about),
        ListColumn(label=to_translate("Campaigns"), width=96, right=True),
        ListColumn(label=to_translate("Spent"), width=132, right=True),
        ListColumn(label=to_translate("Revenue"), width=132, right=True),
        ListColumn(label=to_translate("ROAS"), width=92, right=True),
    )


SPARED, SPARED_OF_CAMPAIGNS = (1, 2, 4), (2, 3)
"""The places of the columns that a narrow window leaves out."""

CAMPAIGNS = (
    ListColumn(label=to_translate("Campaign")),
    ListColumn(label=to_translate("Status"), width=110),
    ListColumn(label=to_translate("Ad account"), width=220),
    ListColumn(label=to_translate("Created"), width=110),
)


def row(home: Home, figures: HomeFigures | None, style: Style) -> Row:
    """Return a line; `figures` None: not read yet."""
    return (
        ListCell(text=home.name, strong=True),
        ListCell(text=home.about or DASH, tone="text2" if home.about else "text3"),
        ListCell(
            text=style.formatter.count(home.campaigns),
            tone="text" if home.campaigns else "text3",
        ),
        *(figure(key, figures, style) for key in FIGURES),
    )


def figure(key: str, figures: HomeFigures | None, style: Style) -> ListCell:
    """Return one figure; what is not downloaded is a dash or is marked, currencies do not add."""
    if figures is None or not figures.is_known or not figures.sums:
        return ListCell(text=DASH, tone="text3")
    mark = "" if figures.is_complete or key != FIGURES[0] else "triangle-alert"
    count = len(figures.sums)
    if count > 1:
        words = plural(count, "{n} currency", "{n} currencies") if key == FIGURES[0] else ""
        return ListCell(text=words, tone="text3", mark=mark)
    cell = _cell(key, figures.sums[0], style)
    bars = cell.mark if key == "roas" and isinstance(cell.mark, int) else -1
    return ListCell(text=cell.full, tone=_TONES.get(cell.tone, "text"), mark=mark, bars=bars)


def by_currency(figures: HomeFigures | None, style: Style) -> str:
    """Return the figures in words, a line a currency; "" where none is known."""
    if figures is None or not figures.is_known:
        return ""
    return "\n".join(
        tr(
            "{spent} spent, {revenue} revenue, ROAS {roas}",
            spent=_cell("spend", one, style).full,
            revenue=_cell("purchase_value", one, style).full,
            roas=_cell("roas", one, style).full,
        )
        for one in figures.sums
    )


def campaign(card: CampaignCard, today: date) -> Row:
    """Return the line of a campaign; a draft is told by its tag."""
    created = card.created_at.astimezone().date()
    day = when.short_day(created) if created.year == today.year else when.full_day(created)
    is_draft = card.external_id is None
    is_on = card.status is EntityStatus.ACTIVE
    return (
        ListCell(text=card.name),
        ListCell(text=tr("Draft"), tone="text2", mark="pencil")
        if is_draft and card.status is EntityStatus.PAUSED
        else ListCell(text=tr(STATUS_WORDS[card.status]), tone="good" if is_on else "text3"),
        ListCell(text=card.account_name or card.account, tone="text2"),
        ListCell(text=day, tone="text2"),
    )


def _cell(key: str, sums: Summary, style: Style) -> Cell:
    return figure_cell(style, _COLUMNS[key], sums.measures, sums.currency)
