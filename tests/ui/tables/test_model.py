import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from pixecom_desktop.domain.enums import Level
from pixecom_desktop.domain.preferences import SellerPreferences
from pixecom_desktop.domain.query import SortKey
from pixecom_desktop.ui.tables.model import AdsTableModel
from tests.ui.tables.business import NOW, business, row, table

SORTS = (SortKey(),)
CHECKED = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp):
    return AdsTableModel(SellerPreferences())


@pytest.mark.parametrize("level", Level)
def test_the_model_keeps_qt_s_rules(model, qtmodeltester, level):
    model.show(business(12, level=level, currencies=("USD", "VND")), SORTS, NOW)

    qtmodeltester.check(model)


def test_an_empty_model_keeps_them_too(model, qtmodeltester):
    qtmodeltester.check(model)
    model.show(table([]), SORTS, NOW)
    qtmodeltester.check(model)


def test_indexes_that_others_hold_follow_their_rows_through_a_sort(model):
    model.show(business(50), SORTS, NOW)
    held = {model.key(place): QPersistentModelIndex(model.index(place, 1)) for place in (0, 7, 49)}

    model.sort_by((SortKey("name", False),))

    assert {key: model.key(index.row()) for key, index in held.items()} == {k: k for k in held}


def test_a_checkbox_can_be_ticked_by_a_screen_reader(model, qtbot):
    model.show(business(3), SORTS, NOW)
    index = model.index(1, 0)

    with qtbot.waitSignal(model.dataChanged):
        assert model.setData(index, Qt.CheckState.Checked.value, CHECKED)

    assert index.data(CHECKED) == Qt.CheckState.Checked
    assert model.ticked() == {model.key(1)}


def test_only_the_checkbox_can_be_written_to(model):
    model.show(business(3), SORTS, NOW)

    assert not model.setData(model.index(1, 1), "another name")


def test_a_row_is_written_once_however_often_it_is_painted(model):
    model.show(business(3), SORTS, NOW)

    assert model.cells(1) is model.cells(1)


def test_only_the_cells_that_are_looked_at_are_written(model, monkeypatch):
    model.show(business(3), SORTS, NOW)
    written, write = [], model._writer.cell
    monkeypatch.setattr(
        model._writer, "cell", lambda row, place: written.append(place) or write(row, place)
    )

    model.cells(1)[model.name_place]
    model.cells(1)[model.name_place]

    assert written == [model.name_place]


def test_a_draft_without_an_id_goes_by_its_own(model):
    model.show(table([row(None), row("5"), row(None)]), (SortKey("name"),), NOW)

    assert len({model.key(place) for place in range(3)}) == 3


def test_an_id_that_is_not_shown_has_no_row(model):
    model.show(table([row("5")]), SORTS, NOW)

    assert (model.row_of("5"), model.row_of("6")) == (0, None)


def test_a_table_that_claims_to_be_sorted_is_not_believed(model):
    made = table([row("1", spend=1), row("2", spend=2), row("3", spend=3)])
    upside_down = made.take(made.order(SortKey("spend", False)))

    model.show(upside_down, SORTS, NOW)

    assert [model.key(place) for place in range(3)] == ["3", "2", "1"]


def test_of_fifty_thousand_rows_only_those_in_sight_are_written(hands):
    hands.show(business(50_000))
    hands.view.grab()
    hands.panes.body.verticalScrollBar().setValue(800_000)
    hands.view.grab()
    hands.click_header("check")

    assert len(hands.view.selected()) == 50_000
    assert len(hands.panes.model._cache) < 60
