"""The dialogs of actions: asking before one, asking again, and what became of each row."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from pixecom_desktop.domain.enums import ActionState
from pixecom_desktop.domain.journal import ActionItem, BulkResult, RowOutcome
from pixecom_desktop.domain.subjects import AS_WANTED
from pixecom_desktop.ui import act_words as words
from pixecom_desktop.ui import journal_words as told
from pixecom_desktop.ui.dialogs.budget import Retype
from pixecom_desktop.ui.dialogs.confirm import Confirm, Details
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.translate import plural, tr
from pixecom_desktop.ui.widgets.listing import ListCell, ListColumn, Listing, Row

Then = Callable[[], object]

OUTCOME_COLUMNS = (
    ListColumn(label="Name"),
    ListColumn(label="Result", width=116),
    ListColumn(label="Why", width=300),
)


def ask(
    window: QWidget, question: tuple[str, str, str], then: Then, *, closed: Then | None = None
) -> None:
    """Ask with a title, a text and a button's word; do `then` where the answer is yes.

    `closed` is done first, whatever the answer is.
    """
    sheet = Confirm(window, *question)
    if closed is not None:
        sheet.accepted.connect(closed)
        sheet.dismissed.connect(closed)
    sheet.accepted.connect(then)
    sheet.open()


def ask_amount(window: QWidget, shown: str, micros: int, then: Then) -> None:
    """Ask for an amount once more; do `then` where the same one is typed."""
    sheet = Retype(window, shown, micros)
    sheet.accepted.connect(then)
    sheet.open()


def ask_anyway(
    window: QWidget, changed: Sequence[RowOutcome], names: Mapping[str, str], then: Then
) -> None:
    """Ask what to do with rows that are no longer what the action made them."""
    count = len(changed)
    title = plural(
        count,
        "{n} changed since. Put it back anyway?",
        "{n} changed since. Put them back anyway?",
    )
    sheet = Details(
        window,
        title,
        tr("Somebody changed these after the action. Putting them back overwrites that."),
        Listing(tr("Changed since"), OUTCOME_COLUMNS),
        act=tr("Put back {count}", count=f"{count:,}"),
    )
    sheet.show_rows(tuple(_outcome_row(one, names) for one in changed))
    sheet.accepted.connect(then)
    sheet.open()


def show_outcomes(
    window: QWidget, done: BulkResult, names: Mapping[str, str], *, undid: bool = False
) -> None:
    """Open what became of each row, those that failed first."""
    toast = words.result(done, names, undid=undid)
    listing = Listing(tr("What became of each row"), OUTCOME_COLUMNS)
    sheet = Details(window, toast.title, "", listing)
    rank = {ActionState.FAILED: 0, ActionState.INTENDED: 0, ActionState.SKIPPED: 1}
    ordered = sorted(done.outcomes, key=lambda one: rank.get(one.state, 2))
    state = AS_WANTED if undid else done.command.already
    already = tr("It was {state} already.", state=tr(state))
    whys = {one.id: already for one in done.already}
    sheet.show_rows(tuple(_outcome_row(one, names, whys.get(one.id, "")) for one in ordered))
    sheet.open()


def _outcome_row(one: RowOutcome, names: Mapping[str, str], why: str = "") -> Row:
    text, tone, mark = told.badge(one)
    return (
        ListCell(text=names.get(one.id, one.id)),
        ListCell(text=tr(text), tone=tone, mark=mark),
        ListCell(text=tr(one.sentence) or why, tone="text2"),
    )


def item_columns() -> tuple[ListColumn, ...]:
    """Return the columns of `item_row`."""
    return (
        ListColumn(label="Name"),
        ListColumn(label="Change", width=104),
        ListColumn(label="Figures then", width=156),
        ListColumn(label="Result"),
    )


def item_row(item: ActionItem, formatter: Formatter, *, is_running: bool = False) -> Row:
    """Return a journalled item as a row of the Activity page."""
    text, tone, mark = told.badge(item, is_running=is_running)
    if item.is_changed:
        text, tone, mark = told.CHANGED
    return (
        ListCell(text=item.before.name),
        ListCell(text=told.change(item, formatter), tone="text2"),
        ListCell(text=told.figures(item, formatter), tone="text2"),
        ListCell(text=tr(item.error or text), tone=tone, mark=mark),
    )
