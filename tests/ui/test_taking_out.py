"""Taking rows out of the window: files and the clipboard hold what is on show."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from pixecom_desktop.domain.delivery import TITLES
from pixecom_desktop.domain.money import major_from_micros
from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.grid import BodyGrid
from pixecom_desktop.ui.widgets.toast import Outcome
from tests.ui.pretend import NOW
from tests.ui.rows import click_header, tick

Key, Mod = Qt.Key, Qt.KeyboardModifier


async def export_to(qtbot, window, path: Path) -> None:
    """Press Ctrl+E, type a file, press Enter."""
    qtbot.keyClick(window.focusWidget(), Key.Key_E, Mod.ControlModifier)
    dialog = window.page.acts.export.dialog
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    dialog.accept()
    await settled(window)


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


async def test_all_rows_on_show_are_exported_as_they_are_sorted(qtbot, open_window, tmp_path):
    window = await open_window()
    click_header(qtbot, window.page.table, "name")
    window.page.table.setFocus()
    path = tmp_path / "out.csv"

    await export_to(qtbot, window, path)

    body = window.page.table.findChild(BodyGrid).model()
    shown = [body.key(row) for row in range(body.rowCount())]
    assert [line["external_id"] for line in lines(path)] == shown
    assert window.toasts.shown()[-1].text.title == "60 campaigns exported"
    assert list(lines(path)[0])[:3] == ["external_id", "name", "currency"]
    assert "impressions" not in lines(path)[0]


async def test_ticked_rows_alone_are_exported_where_there_are_any(qtbot, open_window, tmp_path):
    window = await open_window()
    keys = {tick(qtbot, window.page.table, 0), tick(qtbot, window.page.table, 4)}
    path = tmp_path / "out.csv"

    await export_to(qtbot, window, path)

    assert {line["external_id"] for line in lines(path)} == keys


async def test_a_workbook_is_written_where_no_other_ending_is_given(qtbot, open_window, tmp_path):
    window = await open_window()

    await export_to(qtbot, window, tmp_path / "out")

    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert 'name="Coverage"' in names
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet


async def test_what_is_not_downloaded_is_said_with_the_file(qtbot, open_window, backend, tmp_path):
    backend.missing = {(f"act_{backend.accounts[0].id}", NOW.date())}
    window = await open_window()

    await export_to(qtbot, window, tmp_path / "out")

    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
        days = book.read("xl/worksheets/sheet2.xml").decode()
    assert 'name="Coverage with gaps"' in names
    assert days.count("<row ") == 1 + len(window.page.table.table().coverage)
    toast = window.toasts.shown()[-1].text
    assert toast.outcome is Outcome.PARTLY
    assert toast.reason.startswith("out.xlsx\n")
    assert "has gaps. Not downloaded yet: " in toast.reason


async def test_a_folder_that_takes_no_file_is_named_and_nothing_is_left(
    qtbot, open_window, tmp_path
):
    window = await open_window()
    table = window.page.table.shown_table()
    there = tmp_path / "gone" / "out.csv"

    window.page.acts.export.write(table, there)
    await settled(window)

    toast = window.toasts.shown()[-1].text
    assert toast.title == "Nothing was exported"
    assert str(there.parent) in toast.reason
    assert not there.parent.exists()


async def test_rows_are_copied_with_or_without_their_header(qtbot, open_window):
    window = await open_window()
    name = window.page.table.table().text["name"][0]
    tick(qtbot, window.page.table, 0)

    qtbot.keyClick(window.focusWidget(), Key.Key_C, Mod.ControlModifier | Mod.AltModifier)
    bare = QGuiApplication.clipboard().text()
    qtbot.keyClick(window.focusWidget(), Key.Key_C, Mod.ControlModifier)
    headed = QGuiApplication.clipboard().text()

    assert bare.startswith(" ".join(name.split()) + "\t")
    assert headed.startswith("Campaign\t")
    assert headed.endswith(bare)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
async def test_a_menu_copies_its_cell_and_its_row_and_never_a_formula(qtbot, open_window):
    window = await open_window()
    table = window.page.table
    shown = table.table()
    names = shown.text["name"].copy()
    names[:2] = ["=HYPERLINK(1)", "plain\tname"]
    table.show_table(replace(shown, text={**shown.text, "name": names}), now=NOW)
    tick(qtbot, table, 5)
    body = table.findChild(BodyGrid)
    clipboard = QGuiApplication.clipboard()

    def choose(row, key, entry):
        half = body.parent().frozen if key == "name" else body
        place = [column.key for column in table.columns()].index(key)
        point = half.visualRect(half.model().index(row, place)).center()
        asked = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, half.viewport().mapToGlobal(point)
        )
        QApplication.sendEvent(half.viewport(), asked)
        menu = window.page.acts.menu
        next(one for one in menu.actions() if one.objectName() == entry).trigger()
        menu.close()
        QApplication.processEvents()
        return clipboard.text()

    assert choose(0, "name", "copy_cell") == "=HYPERLINK(1)"
    assert "mso-number-format:'\\@'" in clipboard.mimeData().html()
    assert choose(1, "name", "copy_cell") == "plain name"
    spend = shown.measures["spend"].tolist()[1]
    assert choose(1, "spend", "copy_cell") == f"{major_from_micros(spend):f}"
    assert choose(1, "delivery_status", "copy_cell") in TITLES.values()

    lines = choose(0, "spend", "copy").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["Campaign", "'=HYPERLINK(1)"]
    key = shown.text["external_id"][1]
    assert choose(1, "spend", "copy_id") == key
    assert f">{key}<" in clipboard.mimeData().html()
    assert table.selected() == {shown.text["external_id"][5]}


async def test_the_file_is_called_as_the_seller_is_where_a_system_allows_it(
    qtbot, open_window, backend
):
    backend.seller = replace(backend.seller, slug="default", name='My "shop": EU/UK?')
    window = await open_window()

    qtbot.keyClick(window.page.table, Key.Key_E, Mod.ControlModifier)

    dialog = window.page.acts.export.dialog
    name = dialog.findChild(QLineEdit, "fileNameEdit").text()
    assert name.startswith("My  shop  EU UK campaigns 2026-11-17 2026-11-23")
    assert dialog.directory().exists()
    dialog.reject()
