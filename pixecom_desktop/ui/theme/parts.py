"""The style sheet of the program's own parts, filled from the theme's tokens.

It stands behind that of Qt's own widgets in one sheet of the whole program (`theme/apply`). A sheet
of a window's own would be put on its parts anew each time one of them is laid into another.
"""

from string import Template

from pixecom_desktop.ui.theme.tokens import Tokens

_OFF = {"fill": "73", "on_fill": "A6"}
_SHEET = Template("""
#window, #page { background: $panel; }
#rail, #status, #front { background: $win; }
#front #detail { background: $panel; }
#rail { border-right: 1px solid $line; }
#status { border-top: 1px solid $line; }
#header, #tabs, #kpis { background: $panel; border-bottom: 1px solid $line; }
#filler { background: $panel; }
QSplitter::handle { background: $line; }

QLabel { background: transparent; }
QLabel[role="body"] { font-size: 13px; }
QLabel[role="strong"] { font-size: 13px; font-weight: 600; }
QLabel[role="small"] { font-size: 12px; }
QLabel[role="label"] { font-size: 12px; font-weight: 500; }
QLabel[role="meta"] { font-size: 11px; }
QLabel[role="section"] { font-size: 15px; font-weight: 600; }
QLabel[role="title"] { font-size: 18px; font-weight: 600; }
QLabel[role="front"] { font-size: 22px; font-weight: 600; }
QLabel[role="mono"] { font-family: "JetBrains Mono", Consolas, Menlo, monospace; font-size: 12px; }
QLabel[tone="text"] { color: $text; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="accent"] { color: $accent; }

QPushButton[kind] { border-radius: 6px; padding: 0 10px; min-height: 28px; font-size: 13px;
    font-weight: 500; outline: 0; }
QPushButton[kind="rest"], QPushButton[kind="icon"] { background: $raised; color: $text;
    border: 1px solid $line2; }
QPushButton[kind="rest"]:hover, QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="rest"]:pressed, QPushButton[kind="icon"]:pressed { background: $press; }
QPushButton[kind="rest"]:disabled, QPushButton[kind="icon"]:disabled { color: $ctl;
    border-color: $line; }
QPushButton[kind="rest"][on="true"] { background: $acc_tint; border-color: $accent; }
QPushButton[kind][small="true"] { min-height: 24px; font-size: 12px; }
QPushButton[picks="true"] { text-align: left; padding-left: 10px; }
QPushButton[kind="primary"] { background: $fill; color: $on_fill; border: 1px solid $fill; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $fill_hover;
    border-color: $fill_hover; }
QPushButton[kind="primary"]:disabled { background: $fill_off; color: $on_fill_off;
    border: 1px solid transparent; }
QPushButton[kind="quiet"] { background: transparent; color: $text2; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $text; }
QPushButton[kind="quiet"]:pressed { background: $press; }
QPushButton[kind="quiet"]:checked { background: $acc_tint; color: $text; border-color: $accent; }
QPushButton[kind="link"] { background: transparent; color: $accent; border: 0; padding: 0 4px;
    min-height: 24px; font-size: 12px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="crumb"] { background: transparent; color: $accent; border: 0; padding: 0 4px;
    min-height: 24px; font-size: 12px; font-weight: 500; }
QPushButton[kind="crumb"]:hover { text-decoration: underline; }
QPushButton[kind="icon"] { padding: 0; min-height: 0; }
QPushButton[kind="bare"] { background: transparent; border: 1px solid transparent; padding: 0;
    min-height: 0; }
QPushButton[kind="bare"]:hover { background: $hover; }
QPushButton[kind="bare"]:pressed { background: $press; }
QPushButton[kind="chip"] { background: transparent; color: $text2; border: 1px solid transparent;
    padding: 0 8px; min-height: 26px; font-size: 12px; font-weight: 400; text-align: left; }
QPushButton[kind="chip"]:hover { background: $hover; }
QPushButton[kind="chip"][tone="warn"] { background: $warn_tint; color: $warn; }
QPushButton[kind="chip"][tone="bad"] { color: $bad; }
QPushButton[kind="set"] { background: $press; color: $text; border: 1px solid transparent;
    border-radius: 4px; padding: 0 7px; min-height: 0; font-size: 12px; font-weight: 500; }
QPushButton[kind="set"]:hover { border-color: $line2; }
QPushButton[kind="set"]:checked { background: $acc_tint; color: $accent; }

QLineEdit[kind="field"] { background: $raised; color: $text; border: 1px solid $line2;
    border-radius: 6px; padding: 0 8px; min-height: 26px; font-size: 13px;
    selection-background-color: $fill; selection-color: $on_fill; }
QLineEdit[kind="field"][form="true"] { min-height: 34px; }
QPushButton[kind][form="true"] { min-height: 34px; }
QLineEdit[kind="field"]:focus { border: 1px solid $accent; }
QLineEdit[kind="field"][wrong="true"] { border: 1px solid $bad; }

#popover { background: $pop; border: 1px solid $line2; border-radius: 8px; }
#popoverSide { border-right: 1px solid $line2; }
#popoverFoot { border-top: 1px solid $line2; }
#popover QListWidget { background: transparent; border: 0; outline: 0;
    activate-on-singleclick: 0; }
#popover QScrollArea, #popover QScrollArea > QWidget > QWidget { background: transparent;
    border: 0; }
#popover QScrollArea[ringed="true"] { border: 2px solid transparent; border-radius: 6px; }
#popover QScrollArea[kbd="true"] { border: 2px solid $accent; border-radius: 6px; }

#banner[tone="warn"] { background: $warn_tint; border-bottom: 1px solid $line; }
#banner[tone="bad"] { background: $bad_tint; border-bottom: 1px solid $line; }
#banner[tone="info"] { background: $raised; border-bottom: 1px solid $line; }
#accountRow { border: 0; border-top: 1px solid $line; }
#accountRow[tone="bad"] { background: $bad_tint; }
#tag { background: $press; border-radius: 4px; }
#tag[tone="good"] { background: $good_tint; }
#tag[tone="warn"] { background: $warn_tint; }
#tag[tone="bad"] { background: $bad_tint; }
QPushButton[kind="card"] { background: transparent; border: 0; border-radius: 0; padding: 0;
    border-bottom: 1px solid $line; text-align: left; }
QPushButton[kind="card"]:hover { background: $hover; }
QPushButton[kind="card"]:checked { background: $sel; border-left: 3px solid $accent; }
#sheet QScrollArea > QWidget > QWidget { background: transparent; }
#sheet QScrollArea[ringed="true"], #page QScrollArea[ringed="true"] {
    border: 2px solid transparent; border-radius: 6px; }
#sheet QScrollArea[kbd="true"], #page QScrollArea[kbd="true"] {
    border: 2px solid $accent; border-radius: 6px; }
#detail { background: $raised; border: 1px solid $line; border-radius: 8px; }
#drawer { background: $panel; border-left: 1px solid $line2; }
#chart { background: $panel; }
#chartTip { background: $pop; color: $text; border: 1px solid $line2; border-radius: 6px;
    padding: 6px 8px; font-size: 12px; }
#divider { background: $line2; }

#settingRow { border: 0; border-top: 1px solid $line; }
#settingRow[first="true"] { border-top: 0; }

#day { background: $raised; border-bottom: 1px solid $line; }
#paletteField { background: transparent; border: 0; padding: 0; font-size: 15px; }
#paletteList { background: transparent; border: 0; outline: 0; }
#trouble { background: $bad_tint; border-radius: 6px; padding: 8px 10px; margin-bottom: 12px; }
#guide { background: $panel; color: $text; border: 0; }
#chapters { background: transparent; color: $text2; border: 1px solid transparent;
    border-radius: 6px; outline: 0; font-size: 13px; }
#chapters:focus { border: 1px solid $accent; }
#chapters::item { padding: 6px 8px; border-radius: 6px; }
#chapters::item:hover { background: $hover; }
#chapters::item:selected { background: $press; color: $text; }
#report { background: $raised; color: $text; border: 1px solid $line2; border-radius: 6px;
    padding: 8px; font-family: "JetBrains Mono", Consolas, Menlo, monospace; font-size: 12px; }
#report:focus { border: 2px solid $accent; padding: 7px; }
#sheet { background: $pop; border: 1px solid $line2; border-radius: 10px; }
#bulk { background: $pop; border: 1px solid $line2; border-radius: 10px; }
#key { border: 1px solid $line2; border-radius: 4px; padding: 0 4px; }
QPushButton[kind="act"] { background: transparent; color: $text; border: 1px solid transparent;
    padding: 0 8px; }
QPushButton[kind="act"]:hover { background: $hover; }
QPushButton[kind="act"]:pressed { background: $press; }
QPushButton[kind="act"]:disabled { color: $ctl; }

QTableView#listing { background: $panel; color: $text; border: 1px solid $line; outline: 0;
    selection-background-color: $sel; selection-color: $text; }
QTableView#listing QHeaderView { background: $raised; border: 0; }
QTableView#listing QHeaderView::section { background: $raised; color: $text2; border: 0;
    border-bottom: 1px solid $line2; padding: 0 10px; font-size: 12px; font-weight: 500; }
QTableView#listing[flush="true"] { border: 0; border-top: 1px solid $line; }
QTableView#listing[flush="true"] QHeaderView::section:first { padding-left: 16px; }
QTableView#listing[flush="true"] QHeaderView::section:only-one { padding-left: 16px; }
""")


def sheet(tokens: Tokens) -> str:
    """Return the style sheet in these colours."""
    words = tokens.words()
    # What cannot be pressed has 45 % of its colour; the style sheet knows no other opacity.
    off = {f"{key}_off": f"#{part}{words[key][1:]}" for key, part in _OFF.items()}
    return _SHEET.substitute(words, **off)
