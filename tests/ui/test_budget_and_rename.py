"""Editing budgets and names of rows in their dialogs, over the pretend business."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pixecom_desktop.domain.budgets import BudgetStep
from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.errors import UserError
from pixecom_desktop.domain.links import to_link
from pixecom_desktop.domain.money import MICROS, Money
from pixecom_desktop.domain.query import NO_BUDGET, AdsQuery
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.budget import BudgetSheet, Retype, read_amount
from pixecom_desktop.ui.dialogs.rename import RenameSheet

Key, Left = Qt.Key, Qt.MouseButton.LeftButton


def open_sheet(window, kind):
    return next((one for one in window.findChildren(kind) if one.isVisible()), None)


def rows_where(table, *, budget: bool, currency: str | None = None) -> list[str]:
    shown = table.table()
    own = (shown.budget != NO_BUDGET) == budget
    if currency is not None:
        own &= shown.text["currency"] == currency
    return shown.text["external_id"][own].tolist()


async def ask(qtbot, window, ids, key) -> None:
    table = window.page.table
    table.select(frozenset(ids))
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(window.focusWidget(), key)
    await settled(window)


def column(listing, place: int) -> list[str]:
    model = listing.model()
    return [model.index(row, place).data() for row in range(model.rowCount())]


def micros(backend, key: str) -> int:
    return backend.stood[key].budget.micros


async def test_b_raises_budgets_by_a_percentage_and_skips_what_has_none(
    qtbot, open_window, backend
):
    window = await open_window()
    table = window.page.table
    own, other = rows_where(table, budget=True)[:2], rows_where(table, budget=False)[:1]
    before = {
        key: table.table().budget[list(table.table().text["external_id"]).index(key)] for key in own
    }

    await ask(qtbot, window, own + other, Key.Key_B)
    sheet = open_sheet(window, BudgetSheet)
    qtbot.keyClicks(window.focusWidget(), "20")

    assert sheet.update_button.text() == "Update 2 budgets"
    assert sum(note.startswith("Skipped: ") for note in column(sheet.listing, 3)) == 1
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    order = backend.orders[0]
    assert (order.command.step, order.command.hundredths) == (BudgetStep.RAISE, 2000)
    assert {key: micros(backend, key) for key in own} == {
        key: pytest.approx(value * 1.2, rel=0.01) for key, value in before.items()
    }
    assert open_sheet(window, BudgetSheet) is None


async def test_an_amount_is_set_in_the_accounts_own_currency(qtbot, open_window, backend):
    window = await open_window()
    currency = str(window.page.table.table().text["currency"][0])
    own = rows_where(window.page.table, budget=True, currency=currency)[:1]
    now = int(
        window.page.table.table().budget[
            list(window.page.table.table().text["external_id"]).index(own[0])
        ]
    )
    await ask(qtbot, window, own, Key.Key_B)
    sheet = open_sheet(window, BudgetSheet)

    qtbot.mouseClick(sheet.steps[BudgetStep.SET], Left)
    sheet.amount.setFocus()
    qtbot.keyClicks(sheet.amount, str(now // MICROS + 1))
    qtbot.mouseClick(sheet.update_button, Left)
    await settled(window)

    assert backend.orders[0].command.currency == currency
    assert micros(backend, own[0]) == (now // MICROS + 1) * MICROS


async def test_nonsense_is_named_and_sends_nothing(qtbot, open_window, backend):
    window = await open_window()
    await ask(qtbot, window, rows_where(window.page.table, budget=True)[:1], Key.Key_B)
    sheet = open_sheet(window, BudgetSheet)

    qtbot.keyClicks(window.focusWidget(), "abc")

    assert "amount" in sheet.trouble.text()
    assert not sheet.update_button.isEnabled()
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    assert backend.orders == []


async def test_budgets_of_several_currencies_take_a_percentage_only(qtbot, open_window, backend):
    window = await open_window()
    table = window.page.table
    kinds = sorted(set(table.table().text["currency"].tolist()))
    ids = [rows_where(table, budget=True, currency=one)[0] for one in kinds[:2]]
    await ask(qtbot, window, ids, Key.Key_B)
    sheet = open_sheet(window, BudgetSheet)

    qtbot.mouseClick(sheet.steps[BudgetStep.SET], Left)
    sheet.amount.setText("20")

    assert "percentage" in sheet.trouble.text()
    assert not sheet.update_button.isEnabled()


async def test_a_far_rise_asks_for_the_amount_again(qtbot, open_window, backend):
    window = await open_window()
    own = rows_where(window.page.table, budget=True)[:1]
    whole = backend.plan

    async def strict(order):
        found = await whole(order)
        after = found.rows[0].after
        if order.command.key != "set_budget" or after is None or order.command.hundredths == 1:
            return found
        rise = Money(micros=after.budget.micros, currency=found.rows[0].subject.currency)
        return replace(found, confirm=rise)

    backend.plan = strict
    await ask(qtbot, window, own, Key.Key_B)
    qtbot.keyClicks(window.focusWidget(), "200")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)
    again = open_sheet(window, Retype)
    assert again is not None
    assert backend.orders == []

    qtbot.keyClicks(window.focusWidget(), "1")
    assert not again.go.isEnabled()
    plan = await whole(replace_ids(own, backend, window))
    again.amount.setText(str(plan.rows[0].after.budget.micros / MICROS))
    assert again.go.isEnabled()
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert backend.orders[0].confirmed == plan.rows[0].after.budget.micros


def replace_ids(ids, backend, window):
    from pixecom_desktop.domain.actions import BulkOrder
    from pixecom_desktop.domain.budgets import SetBudget

    command = SetBudget(step=BudgetStep.RAISE, hundredths=20_000)
    return BulkOrder(command=command, level=Level.CAMPAIGN, ids=tuple(ids))


async def test_ads_have_no_budget_to_edit(qtbot, open_window):
    window = await open_window(to_link(AdsQuery(level=Level.AD)))
    table = window.page.table

    await ask(qtbot, window, [table.table().text["external_id"][0]], Key.Key_B)

    assert open_sheet(window, BudgetSheet) is None
    assert window.toasts.shown()[-1].text.title == "Ads have no budgets"


async def test_names_are_found_and_replaced_with_a_preview(qtbot, open_window, backend):
    window = await open_window()
    table = window.page.table
    ids = table.table().text["external_id"][:3].tolist()
    names = table.table().text["name"][:3].tolist()
    await ask(qtbot, window, ids, Key.Key_F2)
    sheet = open_sheet(window, RenameSheet)

    sheet.wanted.setText("|")
    qtbot.keyClicks(sheet.replace, "/")
    assert column(sheet.listing, 1) == [name.replace("|", "/") for name in names]
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert [backend.stood[key].name for key in ids] == [name.replace("|", "/") for name in names]


async def test_one_rows_whole_name_is_edited(qtbot, open_window, backend):
    window = await open_window()
    key = window.page.table.table().text["external_id"][0]
    await ask(qtbot, window, [key], Key.Key_F2)
    sheet = open_sheet(window, RenameSheet)
    assert not sheet.go.isEnabled()

    qtbot.keyClicks(window.focusWidget(), "<img src=x>")
    qtbot.keyClick(window.focusWidget(), Key.Key_Return)
    await settled(window)

    assert backend.stood[key].name == "<img src=x>"


@pytest.mark.parametrize(("text", "number"), [("20", 20), ("$1,250.50", 1250.5), (" 7 ", 7)])
def test_an_amount_is_read_as_it_is_typed(text, number):
    assert float(read_amount(text)) == number


@pytest.mark.parametrize("text", ["", "abc", "0", "-3", "1.2.3"])
def test_what_is_no_amount_is_refused_in_words(text):
    with pytest.raises(UserError):
        read_amount(text)
