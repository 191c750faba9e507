"""The style sheet of Qt's own widgets, as one template that the tokens fill.

Screens say what a control is by properties, never by colours: a button has `primary`, `danger`
or `quiet`; whatever was reached by the keyboard has `kbd`. Style sheets know no gaps, shadows or
transitions: those are layouts, effects and animations.
"""

SHEET = """
QMainWindow, QDialog { background: $panel; }
QLabel { background: transparent; }

QToolTip {
    background: $pop; color: $text; border: 1px solid $line2; padding: 6px 8px; font-size: 12px;
}

QPushButton {
    background: $raised; color: $text; border: 1px solid $line2; border-radius: 6px;
    padding: 0 12px; min-height: 28px; font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $press; }
QPushButton:checked { background: $acc_tint; border-color: $accent; }
QPushButton:disabled { color: $ctl; background: $panel; border-color: $line; }
QPushButton[primary="true"] { background: $fill; color: $on_fill; border-color: $fill; }
QPushButton[primary="true"]:hover { background: $fill_hover; border-color: $fill_hover; }
QPushButton[primary="true"]:pressed { background: $fill_hover; border-color: $fill_hover; }
QPushButton[primary="true"]:disabled { background: $press; color: $ctl; border-color: $press; }
QPushButton[danger="true"] {
    background: $danger_fill; color: $on_fill; border-color: $danger_fill;
}
QPushButton[danger="true"]:hover { background: $danger_hover; border-color: $danger_hover; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $text2; }
QPushButton[quiet="true"]:hover { background: $hover; color: $text; }
QPushButton[quiet="true"]:pressed { background: $press; }
QPushButton[kbd="true"]:focus { border: 2px solid $accent; }

QToolButton {
    background: transparent; color: $text2; border: 1px solid transparent; border-radius: 6px;
    padding: 4px;
}
QToolButton:hover { background: $hover; color: $text; }
QToolButton:pressed, QToolButton:checked { background: $press; color: $text; }
QToolButton[kbd="true"]:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QSpinBox {
    background: $raised; color: $text; border: 1px solid $line2; border-radius: 6px;
    padding: 0 8px; min-height: 28px;
    selection-background-color: $fill; selection-color: $on_fill;
}
QLineEdit:hover { border-color: $ctl; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus { border: 2px solid $accent; padding: 0 7px; }
QLineEdit[invalid="true"] { border-color: $bad; }
QLineEdit:disabled { color: $ctl; border-color: $line; }

QCheckBox { spacing: 8px; color: $text; background: transparent; }
QCheckBox:disabled { color: $ctl; }

QMenu {
    background: $pop; color: $text; border: 1px solid $line2; border-radius: 8px; padding: 4px;
}
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; background: transparent; }
QMenu::item:selected { background: $press; color: $text; }
QMenu::item:disabled { color: $ctl; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { width: 10px; background: transparent; border: 0; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; border: 0; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QProgressBar { background: $line2; border: 0; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""
