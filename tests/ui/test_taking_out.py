"""Taking rows out of the window: files and the clipboard hold what is on show."""

import csv
import io
import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from pixecom_desktop.ui.app import settled
from pixecom_desktop.ui.tables.grid import BodyGrid
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
    assert "<f>" not in sheet
    assert 'state="frozen"' in sheet


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
