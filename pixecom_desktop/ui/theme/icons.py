"""Lucide's icons from the resources, in any colour and at any screen's density.

The drawings say `currentColor`; it is replaced before they are drawn. Each is drawn once for a
(name, colour, size, density).
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pixecom_desktop.resources import resource

STROKE = "1.75"


def densities() -> tuple[float, ...]:
    """Return the densities of the screens there are, each once, least first."""
    found = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    return tuple(sorted(found)) or (1.0,)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """Return the icon `name` in `#RRGGBB`, `size` logical pixels square.

    Raises FileNotFoundError for an icon that `resources/icons` lacks.
    """
    svg = QSvgRenderer(QByteArray(_svg(name, colour)))
    drawn = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    drawn.setDevicePixelRatio(dpr)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    svg.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


def icon(name: str, colour: str, size: int = 16, disabled: str = "") -> QIcon:
    """Return the icon for a button or an action; `disabled` is its colour where it cannot act.

    It is drawn for the densities of the screens there are now.
    """
    return _icon(name, colour, size, disabled, densities())


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, size: int, disabled: str, dprs: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for dpr in dprs:
        made.addPixmap(pixmap(name, colour, size, dpr))
        if disabled:
            made.addPixmap(pixmap(name, disabled, size, dpr), QIcon.Mode.Disabled)
    return made


def _svg(name: str, colour: str) -> bytes:
    return _drawing(name).replace("currentColor", colour).encode()


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
