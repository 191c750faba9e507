"""The pages of sellpages and strategies: found, written, linked, put away, and by whom."""

from dataclasses import replace

from PySide6.QtCore import Qt

from pixecom_desktop.domain.access import Scope
from pixecom_desktop.domain.enums import Role
from pixecom_desktop.domain.errors import DatabaseUnreachable
from pixecom_desktop.domain.homes import HomeKind
from pixecom_desktop.domain.links import from_link
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.dialogs.confirm import Confirm
from pixecom_desktop.ui.dialogs.home import HomeSheet
from pixecom_desktop.ui.dialogs.pick_campaigns import PickCampaigns
from tests.ui.conftest import until

PAGE, PLAN = HomeKind.SELLPAGE, HomeKind.STRATEGY


def names(page):
    return [page.listing.rows.row(row)[0].text for row in range(page.listing.rows.rowCount())]


def sheet_of(window, kind):
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


async def test_a_sellpage_is_written_corrected_linked_put_away_and_brought_back(
    qtbot, backend, open_window
):
    serum = backend.homes.add(PAGE, "Serum", "https://shop.example/serum")
    card = backend.campaigns.add("Spring", external_id="77")
    window = await open_window()
    qtbot.keyClick(window.page.table, Qt.Key.Key_G)
    qtbot.keyClick(window.page.table, Qt.Key.Key_S)
    await settled(window)
    page = window.page
    assert names(page) == ["Serum"]
    assert [cell.text for cell in page.listing.rows.row(0)][3:] == ["$30.00", "$90.00", "3.00"]

    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    sheet = sheet_of(window, HomeSheet)
    qtbot.keyClicks(sheet.about, "not a page")
    qtbot.keyClick(sheet.about, Qt.Key.Key_Return)
    assert "no address" in sheet.problem.text()
    sheet.about.setText("shop.example/hat?utm=1")
    qtbot.keyClick(sheet.about, Qt.Key.Key_Return)
    await until(lambda: len(names(page)) == 2)
    assert page.chosen().about == "https://shop.example/hat"

    page.listing.selectRow(names(page).index("Serum"))
    qtbot.mouseClick(page.details.link, Qt.MouseButton.LeftButton)
    pick = sheet_of(window, PickCampaigns)
    await pick.tasks.settled()
    qtbot.keyClick(pick.list, Qt.Key.Key_Space)
    assert pick.list.choices.picked == {str(card.id)}
    assert pick.go.text() == "Link 1"
    qtbot.mouseClick(pick.go, Qt.MouseButton.LeftButton)
    await settled(window)
    assert backend.homes.links == {(PAGE, card.id): serum.id}
    page.refresh()
    await settled(window)
    assert page.details.campaigns.rows.row(0)[0].text == "Spring"
    page.details.campaigns.selectRow(0)
    qtbot.mouseClick(page.details.unlink, Qt.MouseButton.LeftButton)
    await settled(window)
    assert not any(backend.homes.links.values())

    qtbot.mouseClick(page.details.archive, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet_of(window, Confirm).primary, Qt.MouseButton.LeftButton)
    await until(lambda: names(page) == ["shop.example/hat"])
    qtbot.mouseClick(page.archived, Qt.MouseButton.LeftButton)
    await until(lambda: names(page) == ["Serum"])
    assert page.details.archive.text() == "Bring back"
    qtbot.mouseClick(page.details.archive, Qt.MouseButton.LeftButton)
    await until(lambda: page.stack.currentWidget() is page.face)
    assert backend.homes.homes[serum.id].is_active


async def test_a_page_leads_into_the_ads_manager_with_its_days(qtbot, backend, open_window):
    backend.homes.add(PAGE, "Serum", "https://shop.example/serum")
    plan = backend.homes.add(PLAN, "Scale", "Raise")
    card = backend.campaigns.add("Spring", external_id="77")
    backend.homes.links = {(PAGE, card.id): 101, (PLAN, card.id): plan.id}
    window = await open_window()
    links = []
    for key in ("sellpages", "strategies"):
        window.go_to(key)
        await settled(window)
        window.page.led.connect(links.append)
        qtbot.mouseClick(window.page.details.open, Qt.MouseButton.LeftButton)
        await settled(window)
        assert window.page is window.pages["ads-manager"]
    filters = [from_link(link).filters for link in links]
    assert [one.sellpages for one in filters] == [("serum",), ()]
    assert [one.campaigns for one in filters] == [(), ("77",)]


async def test_a_key_of_another_page_does_nothing_here(qtbot, backend, open_window):
    backend.homes.add(PAGE, "Serum", "https://shop.example/serum")
    window = await open_window()
    ads = window.page
    window.go_to("connections")
    await settled(window)
    window.registry["dates"].trigger()
    window.registry["compare"].trigger()
    await settled(window)
    assert ads.dating.picker is None
    assert ads.query.compare is None
    assert not window.registry.works("dates")
    window.go_to("sellpages")
    await settled(window)
    window.registry["dates"].trigger()
    assert window.page.dates.picker.isVisible()
    assert ads.dating.picker is None


async def test_who_may_only_look_has_no_buttons_and_an_error_says_what_to_do(
    qtbot, backend, open_window
):
    backend.scope = replace(backend.scope, role=Role.VIEWER)
    assert isinstance(backend.scope, Scope)
    backend.homes.add(PLAN, "Scale")
    window = await open_window()
    window.go_to("strategies")
    await settled(window)
    page = window.page
    shown = [one for one in (page.add, page.details.link, page.details.edit) if one.isVisible()]
    assert shown == []
    assert page.details.open.isVisible()

    backend.homes.error = DatabaseUnreachable("The database is gone.")
    page.refresh()
    await settled(window)
    assert page.banner.isVisible()
    assert names(page) == ["Scale"], "what was read stays"
    backend.homes.error = None
    window.go_to("sellpages")
    await settled(window)
    assert [one.text() for one in window.page.face.buttons()] == []
