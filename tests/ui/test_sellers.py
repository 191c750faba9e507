"""Choosing among sellers in the window: what stays, what goes, and what is never shown."""

import asyncio
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from pixecom_desktop.domain.dates import Preset
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.findings import Finding, Findings, Verdict
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.sellers import SellerGlance, SellerWarning, Takings
from pixecom_desktop.domain.session import Membership
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.connect import ConnectSheet
from pixecom_desktop.ui.dialogs.draft import DraftSheet
from pixecom_desktop.ui.dialogs.home import HomeSheet
from pixecom_desktop.ui.format import Formatter
from pixecom_desktop.ui.tables.columns import Face
from pixecom_desktop.ui.theme.apply import locale
from pixecom_desktop.ui.widgets.seller_lines import SellerLine
from pixecom_desktop.ui.widgets.seller_popover import WIDTH
from tests.ui.conftest import until
from tests.ui.pretend import SELLER

ROW = 42
A_LINE = Finding(key="token", title="Token", verdict=Verdict.WORKS, sentence="Meta takes it.")
LINK = "pixecom://ads-manager?preset=last_30&status=ACTIVE"


async def test_another_seller_keeps_page_and_date_and_shows_no_row_of_the_one_before(
    backend, open_window
):
    luma = backend.sellers.gain("Luma Home")
    account = f"act_{backend.accounts[0].id}"
    window = await open_window(f"{LINK}&account={account}")
    page = window.page
    assert len(page.table.table())
    page.table.select(frozenset(page.table.table().text["external_id"][:1]))
    gate = backend.hold()
    page.refresh()
    page.board.ask_again()
    backend.asked.clear()

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: backend.seller == luma)
    await until(lambda: window.page is not page)

    fresh = window.page
    assert fresh.board.shown is None
    assert fresh.query.filters.dates.preset is Preset.LAST_30
    assert fresh.query.filters.accounts == ()
    assert [one.value for one in fresh.query.filters.statuses] == ["ACTIVE"]
    assert window.sidebar.seller.text() == "Luma Home"
    gate.set()
    await settled(window)
    assert fresh.board.shown is not None
    assert "Luma Home" in window.windowTitle()

    window.go_to("activity")
    window.switching.choose(SELLER.id)
    await until(lambda: backend.seller == SELLER)
    await settled(window)
    assert window.sidebar.seller.text() == "GlowSkin"
    assert window._page_key() == "activity"
    window.registry["search"].trigger()
    assert window._keep.seller() == SELLER.id


async def test_actions_of_pages_that_are_gone_do_nothing(backend, open_window):
    backend.sellers.gain("Luma Home")
    window = await open_window()
    for _ in range(3):
        for seller in list(backend.sellers.known):
            window.switching.choose(seller.seller.id)
            await settled(window)
            await window.switching.tasks.settled()
            await settled(window)
    backend.asked.clear()

    window.registry["level_next"].trigger()
    await settled(window)

    assert len([one for one in backend.asked if one.level == "ADSET"]) == 1
    order_before = len(backend.orders)
    ids = window.page.table.table().text["external_id"]
    window.page.table.select(frozenset(ids[:1]))
    window.registry["pause"].trigger()
    await settled(window)
    assert len(backend.orders) <= order_before + 1


def test_where_accounts_lack_yesterday_a_seller_says_of_how_many_its_figure_is(qtbot):
    usd = Takings(currency="USD", spend=12_400_000_000, purchase_value=39_432_000_000)
    eur = Takings(currency="EUR", spend=1_000_000, purchase_value=0)
    partly = SellerGlance(seller_id=SELLER.id, accounts=10, takings=(usd,), missing=("EU",))
    several = replace(partly, takings=(eur, usd), missing=tuple(f"N{n}" for n in range(8)))
    membership = Membership(seller=SELLER, role=Role.OWNER)
    one, many = (SellerLine(membership=membership, glance=glance) for glance in (partly, several))
    written = Formatter(locale())

    assert one.takings(written) == "$12.4K · 9 of 10 accounts"
    assert one.every_taking(written).splitlines() == [
        SELLER.name,
        "Yesterday, 9 of 10 accounts:",
        "$12,400.00 spent, ROAS 3.18",
        "Not downloaded yet: EU",
    ]
    assert many.takings(written) == "2 of 10 accounts"
    assert many.every_taking(written).splitlines()[-1] == (
        "Not downloaded yet: N0, N1, N2, N3, N4 and 3 more"
    )


async def test_the_switcher_shows_yesterday_once_it_is_read_and_is_found_by_typing(
    backend, open_window, qtbot
):
    luma, retro = backend.sellers.gain("Luma Home"), backend.sellers.gain("Rétro Threads")
    usd = Takings(currency="USD", spend=12_400_000_000, purchase_value=39_432_000_000)
    eur = Takings(currency="EUR", spend=0, purchase_value=0)
    backend.sellers.glanced = {
        SELLER.id: SellerGlance(seller_id=SELLER.id, accounts=5, takings=(eur, usd)),
        luma.id: SellerGlance(
            seller_id=luma.id,
            accounts=3,
            takings=(usd,),
            warning=SellerWarning.EXPIRES,
            days=5,
        ),
        retro.id: SellerGlance(
            seller_id=retro.id, accounts=1, warning=SellerWarning.RECONNECT, missing=("Retro",)
        ),
    }
    window = await open_window()

    QTest.mouseClick(window.sidebar.seller, Qt.MouseButton.LeftButton)
    popover = window.switching.popover
    assert popover.isVisible()
    model = popover.list.model_
    assert [one.glance for one in model.lines] == [None, None, None]
    await window.switching.tasks.settled()

    written = Formatter(locale())
    assert [one.takings(written) for one in model.lines] == [
        "Several currencies",
        "$12.4K",
        "Not downloaded",
    ]
    assert [one.warning for one in model.lines] == ["", "Token 5 d", "Not syncing"]
    assert model.lines[2].every_taking(written).splitlines()[1:] == [
        "Yesterday is not downloaded yet.",
        "A token has ended: connect it again.",
    ]
    told = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert "$12,400.00 spent, ROAS 3.18" in told
    assert not popover.grab(QRect(0, 0, 10, 10)).isNull()
    qtbot.keyClicks(popover.finder, "retro")
    assert [one.membership.seller for one in model.lines] == [retro]
    qtbot.keyClick(popover.finder, Qt.Key.Key_Return)
    await until(lambda: backend.seller == retro)
    await settled(window)

    backend.sellers.glance_error = DatabaseUnreachable("The database does not answer.")
    window.registry["sellers"].trigger()
    await window.switching.tasks.settled()
    assert "does not answer" in window.switching.popover.aside.text()


async def test_all_sellers_have_a_column_and_each_row_its_own_sellers_colour(backend, open_window):
    luma = backend.sellers.gain("Luma Home")
    backend.sellers.kept_tiers = {luma.id: SellerPreferences(roas_good=1, roas_fair=1)}
    plain = backend._table

    def of_two(query):
        table = plain(query)
        if not backend.sellers.is_all:
            return table
        owners = np.where(np.arange(len(table)) % 2, luma.id, SELLER.id)
        names = np.where(owners == luma.id, luma.name, SELLER.name).astype(object)
        return replace(table, owners=owners, text={**table.text, "seller": names})

    backend._table = of_two
    window = await open_window()
    assert "seller" not in [one.key for one in window.page.table.columns()]

    window.registry["all_sellers"].trigger()
    await until(lambda: backend.sellers.is_all)
    await settled(window)
    await until(lambda: window.page.board.shown is not None)
    await settled(window)

    page = window.page
    columns = page.table.columns()
    assert [one.key for one in columns][:3] == ["check", "name", "seller"]
    model, table = page.table._model, page.table.table()
    place = next(i for i, one in enumerate(columns) if one.face is Face.ROAS)
    roas = table.values("roas")
    for row in range(model.rowCount()):
        at = int(model._order[row])
        good = 1 if table.owners[at] == luma.id else 300
        if roas[at] and table.measures["spend"][at]:
            assert (model.cells(row)[place].mark == 3) is bool(roas[at] >= good)
    assert not window.settings.may_change("roas_good")
    assert window.settings.may_change("density")
    shown = window.pages["settings"].rows
    assert "density" in shown
    assert "roas_good" not in shown, "each seller has its own: no one value is true"


async def test_in_all_sellers_what_belongs_to_one_asks_for_which_and_is_done_there(
    backend, open_window
):
    luma, seen = backend.sellers.gain("Luma Home"), backend.sellers.gain("Seen", Role.VIEWER)
    window = await open_window()

    def add_home() -> None:
        window.page.add.click()

    adding = {
        "connect": (window.registry["connect"].trigger, ConnectSheet),
        "new_draft": (window.registry["new_draft"].trigger, DraftSheet),
        "new_sellpage": (add_home, HomeSheet),
    }
    for what, (add, dialog) in adding.items():
        window.registry["all_sellers"].trigger()
        await until(lambda: backend.sellers.is_all)
        await settled(window)
        window.go_to("sellpages" if what == "new_sellpage" else "ads-manager")
        await settled(window)

        add()
        popover = window.switching.popover
        assert popover.isVisible(), what
        assert popover.head.text() == "For which seller?"
        offered = {one.membership.seller.id for one in popover.list.model_.lines}
        assert offered == {SELLER.id, luma.id}, "not where one may only look"
        assert seen.id not in offered
        assert not any(one.key for one in popover.list.model_.lines), "a key only switches"
        assert popover.list.width() >= WIDTH
        assert not popover.foot.isVisible(), "all of them is no answer, nor a new one"
        assert not window.findChildren(dialog)
        popover.shut()
        await settled(window)
        assert backend.sellers.is_all, "no answer changes nothing"

        add()
        popover.list.picked.emit(luma.id)
        await until(lambda: backend.seller == luma)
        await until(lambda kind=dialog: window.findChildren(kind))
        (sheet,) = window.findChildren(dialog)
        assert sheet.isVisible(), what
        sheet.dismiss()
        await settled(window)

    window.registry["sellers"].trigger()
    assert window.switching.popover.head.text() == "Sellers"
    window.switching.popover.list.picked.emit(SELLER.id)
    await until(lambda: backend.seller == SELLER)
    await settled(window)
    assert not any(window.findChildren(kind) for _, kind in adding.values())


async def test_connections_of_all_sellers_tell_whose_they_are_and_change_nothing(
    backend, open_window
):
    luma = backend.sellers.gain("Luma Home")
    plain = backend.connections

    async def of_both():
        """Answer as if the other seller had linked the first account too."""
        own = await plain()
        twice = (replace(own[0], id=77, seller_id=luma.id),) if backend.sellers.is_all else ()
        return (*own, *twice)

    backend.connections = of_both
    window = await open_window()
    window.go_to("connections")
    await settled(window)
    page = window.page
    count = len(page.panel.rows)
    assert page.panel.replace.isVisible()
    assert not page.tokens.cards[0].token.owners, "one seller needs no name"

    window.registry["all_sellers"].trigger()
    await until(lambda: backend.sellers.is_all)
    await settled(window)
    page = window.page
    assert page.tokens.cards[0].token.owners == (SELLER.name, luma.name)
    assert SELLER.name in page.tokens.cards[0].accessibleName()
    assert len(page.panel.rows) == count + 1, "an account that both have linked has two rows"
    for row in page.panel.rows.values():
        name = luma.name if row.link.connection.seller_id == luma.id else SELLER.name
        texts = [one.text() for one in row.findChildren(QLabel)]
        assert any(text.startswith(f"{name} · act_") for text in texts)
    assert page.add.isVisible()
    for button in (page.panel.replace, page.panel.let_go, page.panel.add):
        assert not button.isVisible()

    checked = []

    async def check(account, seller_id):
        checked.append((seller_id, account))
        return Findings(account=account, lines=(A_LINE,))

    backend.check_connection = check
    (twin,) = [one for one in page.panel.rows.values() if one.link.connection.seller_id == luma.id]
    twin.buttons["check"].click()
    await page.tasks.settled()
    assert checked == [twin.link.connection.place], "the other seller's is left alone"
    told = [
        row.link.connection.place
        for row in page.panel.rows.values()
        if any(one.text() == A_LINE.sentence for one in row.findChildren(QLabel))
    ]
    assert told == checked
    twin.buttons["sync"].click()
    await page.tasks.settled()
    (asked,) = [one for one in backend.linking.asked if one[0] == "sync"]
    assert asked == ("sync", twin.link.connection.external_id, luma.id)


async def test_a_role_that_another_gave_meanwhile_holds_at_once_in_the_open_window(
    backend, open_window
):
    window = await open_window()
    assert window.registry["pause"].isEnabled()
    assert window.registry["add_seller"].isEnabled()

    backend.sellers.be(Role.VIEWER)
    await until(lambda: not window.registry["pause"].isEnabled())
    await settled(window)

    for key in ("connect", "add_seller", "rename_seller"):
        assert not window.registry[key].isEnabled()
    assert not window.settings.may_change("roas_good")
    assert "people" not in window.pages


async def test_a_seller_is_added_and_renamed_by_name(backend, open_window, qtbot):
    window = await open_window()
    window.registry["add_seller"].trigger()
    sheet = window.switching.sheet
    qtbot.keyClicks(sheet.field, "  ")
    sheet.primary.click()
    assert "needs a name" in sheet.problem.text()
    sheet.field.setText("PawBox")
    sheet.primary.click()
    await until(lambda: backend.seller.name == "PawBox")
    await settled(window)
    window.registry["rename_seller"].trigger()
    window.switching.sheet.field.setText("PawBox EU")
    window.switching.sheet.primary.click()
    await until(lambda: window.sidebar.seller.text() == "PawBox EU")
    await settled(window)
    entries = window.switching.entries()
    assert [one.title for one in entries] == ["GlowSkin", "PawBox EU", "All sellers"]
    await asyncio.sleep(0)


async def test_all_sellers_are_narrowed_by_a_chip_that_one_seller_has_no_use_for(
    backend, open_window, qtbot
):
    luma = backend.sellers.gain("Luma Home")
    window = await open_window()
    assert window.page.filtering.bar.chips["sellers"].isHidden()
    window.registry["all_sellers"].trigger()
    await until(lambda: backend.sellers.is_all)
    await settled(window)
    bar = window.page.filtering.bar
    chip = bar.chips["sellers"]
    assert chip.isVisible()

    chip.click()
    await settled(window)
    bar.popover.list.picked.emit(frozenset({luma.slug}))
    await settled(window)

    assert window.page.query.filters.sellers == (luma.slug,)
    assert backend.asked[-1].filters.sellers == (luma.slug,)
    assert chip.value == "Luma Home"
    window.switching.choose(SELLER.id)
    await until(lambda: backend.seller == SELLER)
    await settled(window)
    assert window.page.query.filters.sellers == ()
    assert window.page.filtering.bar.chips["sellers"].isHidden()

    window.follow("pixecom://ads-manager?seller=luma-home")
    await settled(window)
    assert window.page.filtering.bar.chips["sellers"].isVisible(), "what narrows can be taken off"
