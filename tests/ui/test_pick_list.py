"""The list of which one is picked, as Qt's own tester and the keyboard see it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pixecom_desktop.ui.widgets.pick_list import PickList
from pixecom_desktop.ui.widgets.picks import Pick


def pressed(key):
    return QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)


def test_its_model_keeps_qts_rules_while_lines_come_and_go(qtbot, qtmodeltester):
    made = PickList(has_ticks=True)
    qtbot.addWidget(made)
    qtmodeltester.check(made.lines)
    lines = [Pick(value=str(n), title=f"Line {n}", note="a note", ticked=n == 2) for n in range(5)]
    for shown in (lines, lines[:1], []):
        made.show_picks(shown)
        qtmodeltester.check(made.lines)


def test_the_keys_walk_it_and_pick(qtbot):
    made = PickList()
    qtbot.addWidget(made)
    made.show_picks([Pick(value="a", title="A"), Pick(value="b", title="B")])
    picked = []
    made.picked.connect(picked.append)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up):
        assert made.take_key(pressed(key))
    assert made.take_key(pressed(Qt.Key.Key_Enter))
    assert not made.take_key(pressed(Qt.Key.Key_X))

    assert picked == ["b", "a"]
