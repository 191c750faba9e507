"""Where to click in the table, as a person would."""

from PySide6.QtCore import QPoint, Qt

from pixecom_desktop.ui.tables.ads_table import AdsTableView
from pixecom_desktop.ui.tables.grid import BodyGrid, FrozenGrid


def click_name(qtbot, table: AdsTableView, row: int) -> str:
    """Click the name in a row; returns its external id."""
    _click(qtbot, table, row, "name")
    return table.table().text["external_id"][row]


def tick(qtbot, table: AdsTableView, row: int) -> str:
    """Click the checkbox of a row; returns its external id."""
    _click(qtbot, table, row, "")
    return table.table().text["external_id"][row]


def click_header(qtbot, table: AdsTableView, key: str) -> None:
    body = table.findChild(BodyGrid)
    head = body.horizontalHeader()
    place = next(i for i, c in enumerate(body.model().columns) if c.key == key)
    x = head.sectionViewportPosition(place) + head.sectionSize(place) // 2
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, head.height() // 2))


def _click(qtbot, table: AdsTableView, row: int, key: str) -> None:
    frozen = table.findChild(FrozenGrid)
    columns = frozen.model().columns
    place = next((i for i, c in enumerate(columns) if c.key == key), 0)
    cell = frozen.visualRect(frozen.model().index(row, place))
    spot = QPoint(cell.left() + 16, cell.center().y())
    qtbot.mouseMove(frozen.viewport(), spot)
    qtbot.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=spot)
