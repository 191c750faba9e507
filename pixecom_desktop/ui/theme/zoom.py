"""How large everything is drawn: the text size that was chosen, times the one of the computer.

Fonts and rows are in pixels, so the whole window grows with its text, as a page in a browser does:
nothing is cut that is whole at 100 %. Qt takes the factor when the application begins, so a new
size holds from the next start on.
"""

import os
import sys

from PySide6.QtCore import QSettings

from pixecom_desktop.ui.keep import Keep

FACTOR, FONT_DPI = "QT_SCALE_FACTOR", "QT_FONT_DPI"
USUAL_DPI = 96
LEAST, MOST = 0.5, 4.0
_WINDOWS_KEY = r"HKEY_CURRENT_USER\Software\Microsoft\Accessibility"


def prepare(keep: Keep) -> float:
    """Have the application, which must not yet be, drawn in the size wanted; returns the factor."""
    own = _number(os.environ.get(FACTOR), 1.0)
    factor = own * (keep.text_size() or 100) / 100 * of_the_computer()
    factor = min(max(factor, LEAST), MOST)
    if factor != own:
        os.environ[FACTOR] = f"{factor:g}"
    return factor


def of_the_computer() -> float:
    """Return how much larger than usual the computer shows text."""
    dpi = os.environ.get(FONT_DPI)
    if dpi is not None:
        return _number(dpi, USUAL_DPI) / USUAL_DPI
    if sys.platform == "win32":
        kept = QSettings(_WINDOWS_KEY, QSettings.Format.NativeFormat).value("TextScaleFactor")
        return _number(kept, 100) / 100
    return 1.0


def _number(value: object, usual: float) -> float:
    try:
        found = float(str(value))
    except ValueError:
        return usual
    return found if found > 0 else usual
